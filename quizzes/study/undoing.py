"""Take an answer back, or a deed on a card: an event like any other, so that the log keeps both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from history.sentences import sentence
from quizzes.memory import days
from quizzes.memory.events import TENDED, Event, Kind
from quizzes.memory.fold import live
from quizzes.memory.parameters import MODEL
from quizzes.models import Card, Review, Sitting, Student
from quizzes.models.cards import taken_back

from .amending import BY_OTHERS
from .answering import Moved
from .folding import card_seed, events_of, folded, parameters_for, reckoning_of, study_day
from .wishing import wish

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
    """Take back the answer or deed in this row, if it is the last of the student's own that counts.

    So whoever goes on undoing comes to the beginning of the log. Twice is once.

    Raises:
        Review.DoesNotExist: the student has no such answer, or it is no deed of hers.
    """
    own = Review.objects.select_related("card").filter(kind__in=GRADED | TENDED).exclude(BY_OTHERS)
    wished = own.annotate(wish=wish(student.pk, OuterRef("card__fact")))
    taken = wished.get(pk=review, card__student=student.pk)
    try:
        with transaction.atomic():
            return _append(student, taken, now=now)
    except IntegrityError:
        return _already(taken) or NOT_LAST


def was_taken_back(student: Student, *, card: int) -> bool:
    """Whether the last answer of a card was taken back, and none was given since."""
    given = Review.objects.filter(card=card, card__student=student, kind__in=GRADED).order_by("-number")
    return bool(given.annotate(gone=Exists(taken_back())).values_list("gone", flat=True).first())


def _append(student: Student, taken: Review, *, now: datetime) -> Undone | Moved:
    card = Card.objects.get(pk=taken.card_id)
    log = events_of(card)
    if last_own(card, log) != taken.number:
        return _already(taken) or NOT_LAST
    wanted = reckoning_of(student, taken.__dict__["wish"])
    event = Event(
        number=card.number + 1,
        kind=Kind.UNDO,
        at=days.to_millisecond(now),
        study_day=study_day(student, now),
        seed=card_seed(fact=card.fact_id, facet=card.facet),
        parameters_id=parameters_for(**wanted).id,
        target=taken.number,
    )
    kept = taken.kind in TENDED | {Kind.ASIDE}
    fresh = folded((*log, event), **(reckoning_of(card) if kept else wanted))
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


def last_own(card: Card, log: Sequence[Event]) -> int | None:
    """The number of the last entry of its student's that counts: what can be undone next; None if none is.

    What others did to the card stands where it is.
    """
    others = set(card.reviews.filter(BY_OTHERS).values_list("number", flat=True))
    return next((event.number for event in reversed(live(log)) if event.number not in others), None)


def _already(taken: Review) -> Undone | None:
    done = Review.objects.filter(token=_token(taken)).first()
    return None if done is None else Undone(card=done.card_id, number=done.number)


def _token(taken: Review) -> str:
    """One for each answer, so that a second click finds the first."""
    return f"undo-{taken.pk}"
