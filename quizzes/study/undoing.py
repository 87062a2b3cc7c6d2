"""Take an answer back: an event like any other, so that the log keeps both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from history.sentences import sentence
from quizzes.memory import days
from quizzes.memory.events import Event, Kind
from quizzes.memory.fold import live
from quizzes.memory.parameters import MODEL
from quizzes.models import Card, Review, Sitting, Student

from .answering import Moved
from .folding import card_seed, events_of, folded, parameters_for, study_day

GRADED = frozenset({Kind.LEARN, Kind.REVIEW, Kind.RELEARN, Kind.CRAM, Kind.EXPOSURE, Kind.ASIDE})
NOT_LAST = Moved(
    heading=sentence("This answer cannot be undone any more"),
    reason=sentence("Only the last answer of a card can be undone, and this card has moved on since."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """The answer is taken back, and its card stands where it stood before."""

    card: int
    number: int


def undo(student: Student, *, review: int, now: datetime) -> Undone | Moved:
    """Take back the answer in this row, if it is the last of its card that counts. Twice is once.

    Raises:
        Review.DoesNotExist: the student has no such answer.
    """
    taken = Review.objects.select_related("card").get(pk=review, card__student=student.pk, kind__in=GRADED)
    try:
        with transaction.atomic():
            return _append(student, taken, now=now)
    except IntegrityError:
        return _already(taken) or NOT_LAST


def _append(student: Student, taken: Review, *, now: datetime) -> Undone | Moved:
    card = Card.objects.get(pk=taken.card_id)
    log = events_of(card)
    counting = live(log)
    if not counting or counting[-1].number != taken.number:
        return _already(taken) or NOT_LAST
    event = Event(
        number=card.number + 1,
        kind=Kind.UNDO,
        at=days.to_millisecond(now),
        study_day=study_day(student, now),
        seed=card_seed(fact=card.fact_id, facet=card.facet),
        parameters_id=parameters_for(student.retention).id,
        target=taken.number,
    )
    retention = card.retention if taken.kind == Kind.ASIDE else student.retention
    fresh = folded((*log, event), retention=retention)
    if not Card.objects.filter(pk=card.pk, number=card.number).update(**fresh):
        return _already(taken) or NOT_LAST
    Review.objects.create(
        card=card,
        question_id=taken.question_id,
        number=event.number,
        token=_token(taken),
        kind=event.kind,
        at=event.at,
        study_day=event.study_day,
        zone=student.zone,
        fact_version=taken.fact_version,
        model=MODEL,
        parameters=event.parameters_id,
        undoes=taken.number,
    )
    if taken.sitting_id:
        Sitting.objects.filter(pk=taken.sitting_id).update(finished_at=None)
    return Undone(card=card.pk, number=event.number)


def _already(taken: Review) -> Undone | None:
    done = Review.objects.filter(token=_token(taken)).first()
    return None if done is None else Undone(card=done.card_id, number=done.number)


def _token(taken: Review) -> str:
    """One for each answer, so that a second click finds the first."""
    return f"undo-{taken.pk}"
