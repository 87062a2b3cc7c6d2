"""A card's columns from its log: state = fold(reviews), and what the database needs to find the card."""

from __future__ import annotations

import json
import zoneinfo
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any, TypedDict

from django.db import transaction

from quizzes.memory import days
from quizzes.memory.events import ANSWERS, Event, Kind
from quizzes.memory.fold import reckoned
from quizzes.memory.fsrs6 import Grade
from quizzes.memory.parameters import DEFAULT_WEIGHTS, Parameters
from quizzes.memory.state import Phase, State
from quizzes.models import Card, Review, Student
from quizzes.models.cards import AS_NEW

COLUMNS = (
    *("number", "state", "phase", "due_at", "due_day", "last_day", "first_day"),
    *("stability", "lapses", "suspended", "buried_day"),
)
"""Of a card, what its log decides; the wanted recall and the weights that it was reckoned by stay."""


@lru_cache(maxsize=256)
def parameters_for(retention: float, weights: tuple[float, ...] = ()) -> Parameters:
    """weights: of somebody's own memory; none stands for the published ones."""
    return Parameters(desired_retention=retention, weights=weights or DEFAULT_WEIGHTS)


class Reckoning(TypedDict):
    """By what a student wants her cards to be reckoned, or a card was: the wanted recall, and the weights."""

    retention: float
    weights: tuple[float, ...]


def reckoning_of(holder: Student | Card, wish: float | None = None) -> Reckoning:
    """wish: the recall that the sets of a student want of a card, None where they leave that to her."""
    retention = holder.retention if wish is None else wish
    return Reckoning(retention=retention, weights=tuple(holder.weights))


def parameters_of(holder: Student | Card) -> Parameters:
    return parameters_for(**reckoning_of(holder))


@lru_cache(maxsize=256)
def _zone(name: str) -> zoneinfo.ZoneInfo:
    return zoneinfo.ZoneInfo(name)


def study_day(student: Student, now: datetime) -> int:
    return days.study_day(now, zone=_zone(student.zone), rollover_hour=student.rollover_hour)


def card_seed(*, fact: int, facet: str) -> str:
    """The identity that the fuzz is drawn from: it stays when a guest's card moves to an account."""
    return f"{fact}:{facet}"


def event_of(review: Review, *, seed: str) -> Event:
    """The event that a row of the log records."""
    given: dict[str, Any] = review.response
    return Event(
        number=review.number,
        kind=Kind(review.kind),
        at=review.at,
        study_day=review.study_day,
        seed=seed,
        right=review.right,
        guessed=review.guessed,
        grade=Grade(review.grade) if review.grade else None,
        chance=review.guess,
        slip=review.slip,
        recall=review.predicted,
        parameters_id=review.parameters,
        target=review.undoes,
        due_day=given.get("due_day"),
        stops_leech=given.get("stops_leech", False),
        on=given.get("on", True),
        state=State.from_dict(given["state"]) if given.get("state") else None,
    )


def noted(event: Event) -> dict[str, Any]:
    """What a row keeps of an event beside what was given, in the words that `event_of` reads."""
    kept = {
        "due_day": event.due_day,
        "stops_leech": event.stops_leech or None,
        "on": None if event.on else False,
    }
    return {name: value for name, value in kept.items() if value is not None}


def events_of(card: Card) -> tuple[Event, ...]:
    seed = card_seed(fact=card.fact_id, facet=card.facet)
    return tuple(event_of(review, seed=seed) for review in card.reviews.order_by("number"))


def columns(
    state: State, *, retention: float, weights: tuple[float, ...] = (), first_day: int | None
) -> dict[str, Any]:
    """What a card keeps of its state. `due_at` and `due_day` say when it is asked next, if at all."""
    due_at, due_day = state.due_at, state.due_day
    if state.phase is Phase.NEW and state.number:
        due_day = AS_NEW
    if state.buried_day is not None and (due_at or due_day is not None):
        due_at, due_day = None, max(state.buried_day + 1, due_day or 0)
    if state.suspended:
        due_at = due_day = None
    return {
        "number": state.number,
        "state": state.to_dict(),
        "retention": retention,
        "weights": list(weights),
        "phase": state.phase.value,
        "due_at": due_at,
        "due_day": due_day,
        "last_day": state.last_day,
        "first_day": first_day,
        "stability": state.stability,
        "lapses": state.lapses,
        "suspended": state.suspended,
        "buried_day": state.buried_day,
    }


def folded(events: Iterable[Event], *, retention: float, weights: tuple[float, ...] = ()) -> dict[str, Any]:
    """The columns that a whole log leads to."""
    state, counting = reckoned(tuple(events), parameters_for(retention, weights))
    return columns(state, retention=retention, weights=weights, first_day=_first_day(counting))


def _first_day(counting: Iterable[Event]) -> int | None:
    """The study day of the first answer that counts since the card was begun anew, if it ever was."""
    first = None
    for event in counting:
        if event.kind is Kind.RESET:
            first = None
        elif event.kind in ANSWERS and first is None:
            first = event.study_day
    return first


def differs(card: Card, fresh: dict[str, Any]) -> bool:
    """Whether the card's columns are not byte for byte those of its log."""
    return _bytes({name: getattr(card, name) for name in fresh}) != _bytes(fresh)


def rebuild(card: Card) -> bool:
    """Set the card's columns to the fold of its log; whether that changed anything.

    A card that is answered meanwhile is left alone: that answer has just reckoned them.
    """
    with transaction.atomic():
        fresh = folded(events_of(card), **reckoning_of(card))
        if not differs(card, fresh):
            return False
        return bool(Card.objects.filter(pk=card.pk, number=card.number).update(**fresh))


def _bytes(values: dict[str, Any]) -> bytes:
    return _ENCODER.encode(values).encode()


_ENCODER = json.JSONEncoder(sort_keys=True, default=datetime.isoformat)
