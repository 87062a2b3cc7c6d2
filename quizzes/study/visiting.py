"""The first answer of somebody without an account: it makes a guest, whose progress is kept from then on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction

from history.sentences import sentence
from quizzes.memory import days
from quizzes.models import Review, Sitting, Student

from . import tokens
from .answering import Answered, Moved, answered_of, record
from .enrolling import make_guest
from .responding import Given

AGAIN = timedelta(hours=1)
"""How long a form that was sent twice leads back to the guest that it made."""

SIZE = 5
"""Questions in a guest's first session."""

USED = Moved(
    heading=sentence("This question was answered already"),
    reason=sentence("The answer was stored when the form was first sent. Go on with another question."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcomed:
    """The guest whom a first answer made, and that answer."""

    student: Student
    answered: Answered


class _NotCountedError(Exception):
    """The answer did not count, so nobody is made a guest for it."""


def first_answer(*, token: str, given: Given, guessed: bool, zone: str, now: datetime) -> Welcomed | Moved:
    """Make a guest and record the answer, both or neither, as the first of a short session.

    A form that is sent a second time finds the guest whom it made the first time: this browser's, because
    nobody else was given the form.

    Raises:
        BadToken: the token was not made for a visitor.
        Unanswered: what was given is no answer, as in `answering.answer`.
    """
    read = tokens.read(token, student=tokens.VISITOR)
    outcome: Answered | Moved
    try:
        with transaction.atomic():
            guest = make_guest(zone=zone, now=now)
            inside = replace(read, sitting=_session(guest, now=now))
            outcome = record(guest, inside, given=given, guessed=guessed, now=now)
            if isinstance(outcome, Moved) or outcome.replayed:
                raise _NotCountedError
    except _NotCountedError:
        return outcome if isinstance(outcome, Moved) else _same_guest(read, now=now)
    return Welcomed(student=guest, answered=outcome)


def _session(guest: Student, *, now: datetime) -> int:
    started_at = days.to_millisecond(now)
    return Sitting.objects.create(
        student=guest, purpose=Sitting.Purpose.STUDY, size=SIZE, started_at=started_at
    ).pk


def _same_guest(token: tokens.Token, *, now: datetime) -> Welcomed | Moved:
    """The guest who sent this very form a moment ago; nobody any longer once she has a name."""
    review = (
        Review.objects.filter(token=token.nonce, at__gte=now - AGAIN, card__student__guest=True)
        .select_related("card__student__user", "sitting")
        .first()
    )
    if review is None:
        return USED
    return Welcomed(student=review.card.student, answered=answered_of(review, replayed=True))
