"""Deeds on reports: a student says what is wrong with a question, and a teacher answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Q

from history.sentences import counted
from history.translating import told
from quizzes.models import BankQuestion, Report, Review, Student
from quizzes.wording import as_assertion

MOST_A_DAY = 30
DAY = timedelta(days=1)


TOLD = counted(
    "You have reported {count} question since this time yesterday, and your teacher has to read "
    "them all: report this one tomorrow.",
    "You have reported {count} questions since this time yesterday, and your teacher has to read "
    "them all: report this one tomorrow.",
    MOST_A_DAY,
)


@dataclass(frozen=True, slots=True)
class TooMany:
    """Nothing was stored; `reason` says why in one sentence."""

    reason: str = field(default_factory=partial(told, TOLD))


def reportable(student: Student, question: int) -> BankQuestion | None:
    """The question, if it is asked now or this student has answered it; else None."""
    answered = Q(reviews__card__student=student)
    live = Q(state__in=[BankQuestion.State.LIVE, BankQuestion.State.PRACTICE])
    return BankQuestion.objects.filter(live | answered, pk=question).distinct().first()


def printed(student: Student, question: BankQuestion) -> str:
    """The stem as this student last saw it answered, else as it stands now."""
    last = Review.objects.filter(card__student=student, question=question).order_by("-at", "-pk").first()
    stem = str((last.shown.get("stem") if last else "") or question.stem)
    proposed = last.shown.get("proposed") if last else ""
    return as_assertion(stem, proposed, kind=question.kind) if proposed else stem


@transaction.atomic
def report(
    student: Student, question: BankQuestion, *, reason: str, text: str, now: datetime
) -> Report | TooMany:
    """Note what a student says; a report of the same question that is still open is replaced by it."""
    list(Student.objects.select_for_update().filter(pk=student.pk).values_list("pk"))
    said = {"reason": reason, "text": text, "stem": printed(student, question), "at": now}
    known = Report.objects.open().filter(student=student, question=question).first()
    if known is not None:
        for name, value in said.items():
            setattr(known, name, value)
        known.save(update_fields=list(said))
        return known
    if Report.objects.filter(student=student, at__gt=now - DAY).count() >= MOST_A_DAY:
        return TooMany()
    return Report.objects.create(student=student, question=question, **said)


@transaction.atomic
def resolve(reports: Iterable[int], *, by: AbstractBaseUser, reply: str, now: datetime) -> int:
    """Mark open reports as dealt with, and say to their students what was done; how many that were."""
    return (
        Report.objects.open()
        .filter(pk__in=list(reports))
        .update(resolved_at=now, resolved_by=by.pk, reply=reply)
    )
