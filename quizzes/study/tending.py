"""What a student does to a card besides answering it: events like any other, so that each can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import IntegrityError, transaction

from history.sentences import sentence
from quizzes.memory import days
from quizzes.memory.events import Event, Kind
from quizzes.memory.fold import step
from quizzes.memory.parameters import MODEL
from quizzes.memory.state import Phase, State
from quizzes.models import Card, Review, Student

from .amending import only_amended
from .answering import Moved
from .folding import card_seed, columns, noted, parameters_of, reckoning_of, study_day

MOST_DAYS = 3650
"""How far ahead a card may be moved: ten years."""


class Deed(StrEnum):
    """SUSPEND and RESUME; BURY puts off until tomorrow, and DIG_UP takes that back; RESET begins anew; MOVE
    sets the day of the next question."""

    SUSPEND = "suspend"
    RESUME = "resume"
    BURY = "bury"
    DIG_UP = "dig-up"
    RESET = "reset"
    MOVE = "move"


_EVENTS: dict[Deed, tuple[Kind, bool]] = {
    Deed.SUSPEND: (Kind.SUSPEND, True),
    Deed.RESUME: (Kind.SUSPEND, False),
    Deed.BURY: (Kind.BURY, True),
    Deed.DIG_UP: (Kind.BURY, False),
    Deed.RESET: (Kind.RESET, True),
    Deed.MOVE: (Kind.RESCHEDULE, True),
}

MOVED_ON = Moved(
    heading=sentence("This card has moved on"),
    reason=sentence(
        "It was answered or changed in another tab, so nothing was done. Here is how it stands now."
    ),
)
NO_DAY = Moved(
    heading=sentence("This card has no day to move"),
    reason=sentence(
        "It is still being learnt, within minutes. Only a card that comes back after days can be moved."
    ),
)
NOTHING_TO_DO = Moved(
    heading=sentence("Nothing had to be done"),
    reason=sentence("The card is as you want it already."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tended:
    """The deed is done; its entry in the card's log."""

    card: int
    review: int


def tend(
    student: Student, *, card: int, number: int, deed: Deed, now: datetime, days_off: int = 0
) -> Tended | Moved:
    """Do something to the card as it stood at this number of its log. The same once more finds the first.

    days_off: for MOVE, how many days from today the card is asked again, from 0 to MOST_DAYS.

    Raises:
        Card.DoesNotExist: the student has no such card.
        ValueError: there is no such day.
    """
    if not 0 <= days_off <= MOST_DAYS:
        raise ValueError(f"A card can be moved by 0 to {MOST_DAYS} days, not {days_off}.")
    held = Card.objects.select_related("fact").get(pk=card, student=student.pk)
    token = f"{deed}-{held.pk}-{number}" + (f"-{days_off}" if deed is Deed.MOVE else "")
    if held.number != number and not only_amended(held, since=number + 1):
        return _already(token) or MOVED_ON
    before = State.from_dict(held.state) if held.state else State.new(number=held.number)
    event = _event(student, held, deed, days_off=days_off, now=now)
    if faults := _against(before, event):
        return faults
    try:
        with transaction.atomic():
            return _append(student, held, before, event, token) or _already(token) or MOVED_ON
    except IntegrityError:
        return _already(token) or MOVED_ON


def _event(student: Student, card: Card, deed: Deed, *, days_off: int, now: datetime) -> Event:
    kind, on = _EVENTS[deed]
    today = study_day(student, now)
    return Event(
        number=card.number + 1,
        kind=kind,
        at=days.to_millisecond(now),
        study_day=today,
        seed=card_seed(fact=card.fact_id, facet=card.facet),
        parameters_id=parameters_of(card).id,
        due_day=today + days_off if kind is Kind.RESCHEDULE else None,
        on=on,
    )


def _against(before: State, event: Event) -> Moved | None:
    """Why the deed would change nothing."""
    if event.kind is Kind.RESCHEDULE and before.phase is not Phase.REVIEW:
        return NO_DAY
    if event.kind is Kind.SUSPEND and before.suspended is event.on:
        return NOTHING_TO_DO
    buried = before.buried_day is not None and before.buried_day >= event.study_day
    if event.kind is Kind.BURY and buried is event.on:
        return NOTHING_TO_DO
    return None


def _append(student: Student, card: Card, before: State, event: Event, token: str) -> Tended | None:
    """None where somebody else moved the card first."""
    after = step(before, event, parameters_of(card))
    first_day = None if event.kind is Kind.RESET else card.first_day
    fresh = columns(after, **reckoning_of(card), first_day=first_day)
    if not Card.objects.filter(pk=card.pk, number=card.number).update(**fresh):
        return None
    review = Review.objects.create(
        card=card,
        number=event.number,
        token=token,
        kind=event.kind,
        at=event.at,
        study_day=event.study_day,
        zone=student.zone,
        fact_version=card.fact.version,
        response=noted(event),
        model=MODEL,
        parameters=event.parameters_id,
    )
    return Tended(card=card.pk, review=review.pk)


def _already(token: str) -> Tended | None:
    done = Review.objects.filter(token=token).values("pk", "card").first()
    return None if done is None else Tended(card=done["card"], review=done["pk"])
