"""Hold all cards against their logs, and set those that differ: one walk through both, in the order of cards.

A million reviews take under half a minute: only what a fold needs is read, nothing is read for each card, and
only cards that differ are looked at a second time, since they may have been answered meanwhile.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import transaction
from django.db.models import TextField
from django.db.models.functions import Cast

from quizzes.memory.events import Event, Kind
from quizzes.memory.fsrs6 import Grade
from quizzes.memory.state import State
from quizzes.models import Card, Review

from .folding import COLUMNS, Reckoning, card_seed, differs, events_of, folded, reckoning_of

ROWS = 2000
"""Rows that are fetched at once."""
AT_A_TIME = 500
"""Cards that are set in one transaction."""

_FIELDS = ("card", "number", "kind", "study_day", "right", "guessed", "grade", "guess", "slip", "undoes")
_KINDS = {kind.value: kind for kind in Kind}
_GRADES = {grade.value: grade for grade in Grade}
_TOLD = ('"due_day"', '"stops_leech"', '"on"', '"state"')
"""What an entry may say in its response that a fold has to know."""


def differing() -> Iterator[int]:
    """The cards, by row number, whose columns are not byte for byte those of their logs."""
    logs = groupby(_rows(), key=itemgetter(0))
    ahead = next(logs, None)
    for card in Card.objects.order_by("pk").iterator(chunk_size=ROWS):
        while ahead is not None and ahead[0] < card.pk:  # made since the cards were read
            ahead = next(logs, None)
        log: list[Event] = []
        if ahead is not None and ahead[0] == card.pk:
            seed = card_seed(fact=card.fact_id, facet=card.facet)
            log = [_event(row, seed) for row in ahead[1]]
            ahead = next(logs, None)
        if differs(card, folded(log, **reckoning_of(card))) and _still_differs(card):
            yield card.pk


def set_to_logs(cards: Iterable[int], *, by: Reckoning | None = None) -> Iterator[int]:
    """Set the columns of these cards to the folds of their logs; yields those that were not so already.

    by: how they are to be reckoned from now on; as they were where it is None.
    """
    known = sorted(cards)
    for start in range(0, len(known), AT_A_TIME):
        with transaction.atomic():
            changed = _set(known[start : start + AT_A_TIME], by)
        yield from changed


def logs_of(cards: list[int]) -> dict[int, tuple[Event, ...]]:
    """The logs of some cards, by row number, without what stands in them for the record only."""
    seeds = {
        pk: card_seed(fact=fact, facet=facet)
        for pk, fact, facet in Card.objects.filter(pk__in=cards).values_list("pk", "fact", "facet")
    }
    found: dict[int, list[Event]] = defaultdict(list)
    for row in _rows(cards):
        found[row[0]].append(_event(row, seeds[row[0]]))
    return {card: tuple(log) for card, log in found.items()}


def _set(cards: list[int], by: Reckoning | None) -> list[int]:
    held = list(Card.objects.select_for_update(of=("self",)).filter(pk__in=cards).order_by("pk"))
    logs: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for row in _rows(cards):  # read only now that nobody else can add to them
        logs[row[0]].append(row)
    changed = []
    for card in held:
        seed = card_seed(fact=card.fact_id, facet=card.facet)
        fresh = folded([_event(row, seed) for row in logs[card.pk]], **(by or reckoning_of(card)))
        if differs(card, fresh):
            for name, value in fresh.items():
                setattr(card, name, value)
            changed.append(card)
    Card.objects.bulk_update(changed, COLUMNS if by is None else (*COLUMNS, *by))
    return [card.pk for card in changed]


def _rows(cards: list[int] | None = None) -> Iterator[tuple[Any, ...]]:
    """What a fold needs of each entry: `_FIELDS`, then the instant and the response as text."""
    rows = Review.objects.order_by("card", "number")
    if cards is not None:
        rows = rows.filter(card__in=cards)
    texts = {"instant": Cast("at", TextField()), "given": Cast("response", TextField())}
    return rows.annotate(**texts).values_list(*_FIELDS, *texts).iterator(chunk_size=ROWS)


def _event(row: tuple[Any, ...], seed: str) -> Event:
    """The event that `folding.event_of` makes, without what it holds for the record only."""
    _, number, kind, study_day, right, guessed, grade, guess, slip, undoes, instant, given = row
    told: dict[str, Any] = json.loads(given) if any(name in given for name in _TOLD) else {}
    return Event(
        number=number,
        kind=_KINDS[kind],
        at=_instant(instant),
        study_day=study_day,
        seed=seed,
        right=right,
        guessed=guessed,
        grade=_GRADES[grade] if grade else None,
        chance=guess,
        slip=slip,
        target=undoes,
        due_day=told.get("due_day"),
        stops_leech=told.get("stops_leech", False),
        on=told.get("on", True),
        state=State.from_dict(told["state"]) if told.get("state") else None,
    )


def _instant(text: str) -> datetime:
    """An instant as the databases write it: always in UTC, with its offset or without."""
    at = datetime.fromisoformat(text)
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _still_differs(card: Card) -> bool:
    """Whether the card differs, looked at once more: it may have been answered since it was read."""
    card.refresh_from_db()
    return differs(card, folded(events_of(card), **reckoning_of(card)))
