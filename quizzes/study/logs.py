"""Logs as rows: what a fold needs of an entry, in simple types, and the columns to which many logs lead."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from importlib.util import find_spec
from itertools import chain
from typing import TYPE_CHECKING, Any

from django.db.models import ExpressionWrapper, F, TextField
from django.db.models.functions import Cast

from quizzes.memory.events import PLAIN, Event, Kind
from quizzes.memory.fold import advanced, regraded
from quizzes.memory.fsrs6 import Grade
from quizzes.memory.leeches import is_leech
from quizzes.memory.parameters import Parameters
from quizzes.memory.state import State
from quizzes.models import Card, Review

from .folding import Reckoning, card_seed, columns, folded, parameters_for, parameters_of, reckoning_of

if TYPE_CHECKING:
    from quizzes.memory.mornings import Morning

Row = tuple[Any, ...]
"""An entry: the fields of `READ`."""
READ = (
    *("card", "number", "kind", "study_day", "right", "guessed", "grade", "chance", "slip", "target"),
    *("instant", "given"),
)
"""The names by which a row's fields go here; the instant and what was given are text."""
ROWS = 2000
"""Rows that are fetched at once."""

_ORDINARY = frozenset(kind.value for kind in PLAIN)
_KINDS = {kind.value: kind for kind in Kind}
_GRADES = {grade.value: grade for grade in Grade}
_STOPS_LEECH = '"stops_leech"'
_TOLD = re.compile(f'"due_day"|{_STOPS_LEECH}|"on"|"state"')
"""What an entry may say in its response that a fold has to know."""
_WHOLE = {"", "000", "+00", "00", "0"}
"""What can stand behind the milliseconds of an instant, as the databases write it, if it has no more."""
_IN_MILLISECONDS = len("2026-11-22 12:00:00.123")


def rows(cards: Sequence[int] | None = None) -> Iterator[Row]:
    """The entries of some cards, or of all, in the order of cards and numbers."""
    entries = Review.objects.order_by("card", "number")
    if cards is not None:
        entries = entries.filter(card__in=cards)
    # called text, a boolean comes as the database has it: Django would make one of each of a million
    entries = entries.annotate(
        is_right=ExpressionWrapper(F("right"), output_field=TextField()),
        is_guess=ExpressionWrapper(F("guessed"), output_field=TextField()),
        instant=Cast("at", TextField()),
        given=Cast("response", TextField()),
    )
    return entries.values_list(
        *("card", "number", "kind", "study_day", "is_right", "is_guess", "grade", "guess", "slip", "undoes"),
        *("instant", "given"),
    ).iterator(chunk_size=ROWS)


def event(row: Row, seed: str) -> Event:
    """The event that `folding.event_of` makes, without what it holds for the record only."""
    _, number, kind, study_day, right, guessed, grade, chance, slip, target, instant, given = row
    told: dict[str, Any] = json.loads(given) if _TOLD.search(given) else {}
    return Event(
        number=number,
        kind=_KINDS[kind],
        at=_instant(instant),
        study_day=study_day,
        seed=seed,
        right=None if right is None else bool(right),
        guessed=bool(guessed),
        grade=_GRADES[grade] if grade else None,
        chance=chance,
        slip=slip,
        target=target,
        due_day=told.get("due_day"),
        stops_leech=told.get("stops_leech", False),
        on=told.get("on", True),
        state=State.from_dict(told["state"]) if told.get("state") else None,
    )


def _instant(text: str) -> datetime:
    """An instant as the databases write it: always in UTC, with its offset or without."""
    at = datetime.fromisoformat(text)
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def in_columns() -> bool:
    """Whether this machine can fold many logs side by side: not without numpy."""
    return find_spec("numpy") is not None


def folded_many(logs: Sequence[tuple[Card, list[Row]]]) -> Iterator[dict[str, Any]]:
    """The columns to which each card's log leads, as `folding.folded` has them."""
    begun = _mornings(logs) if in_columns() else [None] * len(logs)
    for (card, log), morning in zip(logs, begun, strict=True):
        seed, by = card_seed(fact=card.fact_id, facet=card.facet), reckoning_of(card)
        if morning is None or _may_have_stopped(log, morning):
            yield folded([event(row, seed) for row in log], **by)
        else:
            yield _resumed(log, morning, seed, by)


def _may_have_stopped(log: list[Row], morning: Morning) -> bool:
    """Whether it was set aside as a leech before its last study day, perhaps: columns do not know of that."""
    return is_leech(morning.state.lapses) and any(_STOPS_LEECH in given for *_, given in log)


def _mornings(logs: Sequence[tuple[Card, list[Row]]]) -> Sequence[Morning | None]:
    """Each card as its last study day began; None where it is to be folded by itself."""
    from quizzes.memory.mornings import Entries, mornings

    found = list(chain.from_iterable(log for _, log in logs))
    told = dict(zip(READ, zip(*found, strict=True) if found else [()] * len(READ), strict=True))
    del told["card"]
    instants, _ = told.pop("instant"), told.pop("given")
    sets: dict[tuple[float, ...], int] = {}
    try:
        for place in _odd(told["kind"], instants):
            event(found[place], "")
        which = [sets.setdefault(parameters_of(card).weights, len(sets)) for card, _ in logs]
        return mornings(
            Entries(lengths=[len(log) for _, log in logs], **told),
            which=which,
            sets=list(sets),
            steps=Parameters(),
        )
    except (ValueError, TypeError, LookupError, ArithmeticError):
        return [None] * len(logs)  # something is as it cannot be, and `fold` says what when it comes to it


def _odd(kinds: Iterable[str], instants: Iterable[str]) -> Iterator[int]:
    """The places of entries other than ordinary answers, or at no whole millisecond."""
    for place, (kind, instant) in enumerate(zip(kinds, instants, strict=True)):
        if kind not in _ORDINARY or instant[_IN_MILLISECONDS:] not in _WHOLE:
            yield place


def _resumed(log: list[Row], morning: Morning, seed: str, by: Reckoning) -> dict[str, Any]:
    """The columns to which a log leads from the morning of its last study day on."""
    counting = []
    for place, verdict in morning.after:
        counts = event(log[place], seed)
        counting.append(counts if verdict is None else regraded(counts, event(log[verdict], seed)))
    state = advanced(morning.state, counting, parameters_for(**by))
    _, number, *_ = log[-1]
    if state.number != number:
        state = replace(state, number=number)
    return columns(state, **by, first_day=morning.first_day)
