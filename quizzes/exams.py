"""Ready for an exam: what has to be asked before it, and the entries in the log that bring it about."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from quizzes.memory import exams
from quizzes.memory.breaks import breaks_of
from quizzes.memory.exams import Plan
from quizzes.memory.waiting import Candidate
from quizzes.models import Membership, Student
from quizzes.statistics import deck
from quizzes.statistics.ahead import unmet
from quizzes.study.amending import EXAM, amend, moves
from quizzes.study.folding import parameters_of, study_day

SPARE = 3
"""Days before the exam by which the last new question should have been met."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """How things stand: cards of the exam in their intervals, those still being learnt, those not met; how
    many new ones a day would meet them all in time; None where that cannot be done any more.
    """

    plan: Plan
    cards: int
    learning: int
    unmet: int
    new_a_day: int | None


def outlook(student: Student, *, today: int) -> Outlook | None:
    """The way to the student's exam; None where she has none, or it is today or past."""
    exam = student.exam_on
    if exam is None or exam.toordinal() <= today:
        return None
    candidates, learning = _candidates(student, today=today)
    left = unmet(student, within=student.exam_set_id)
    breaks = breaks_of(student.breaks)
    days = sum(day not in breaks for day in range(today, exam.toordinal() - SPARE))
    return Outlook(
        plan=_plan(student, candidates, today=today, exam=exam),
        cards=len(candidates),
        learning=learning,
        unmet=left,
        new_a_day=0 if not left else -(-left // days) if days > 0 else None,
    )


def _candidates(student: Student, *, today: int) -> tuple[list[Candidate], int]:
    """The cards that the exam is about and that wait for a day, and how many are in their learning steps."""
    held = deck.deck(student, today=today)
    inside = _facts(student, {card.fact for card in held})
    about = [card for card in held if card.awake and card.fact in inside]
    return deck.candidates(about), sum(card.due_at is not None for card in about)


def _facts(student: Student, facts: Collection[int]) -> set[int]:
    """Those of some facts that the exam is about."""
    members = Membership.objects.all()
    if student.exam_set_id:
        members = members.filter(set=student.exam_set_id)
    else:
        members = members.filter(set__followers=student)
    return set(members.values_list("fact", flat=True).distinct()) & set(facts)


def _plan(student: Student, candidates: Iterable[Candidate], *, today: int, exam: date) -> Plan:
    return exams.plan(
        candidates,
        today=today,
        exam_day=exam.toordinal(),
        retention=student.exam_retention,
        parameters=parameters_of(student),
        breaks=breaks_of(student.breaks),
    )


def prepare(student: Student, *, now: datetime) -> int:
    """Have the cards asked today that the way to the exam wants today; how many. Once on a study day.

    Each is moved to today by an entry of its own in its log, which says why.
    """
    today, exam = study_day(student, now), student.exam_on
    if exam is None or exam.toordinal() <= today or student.exam_planned == today:
        return 0
    waiting, _ = _candidates(student, today=today)  # nobody waits while the deck is read
    ahead = _plan(student, waiting, today=today, exam=exam).ahead
    with transaction.atomic():
        mine = Student.objects.filter(
            pk=student.pk,
            exam_on=exam,
            exam_set=student.exam_set_id,
            exam_retention=student.exam_retention,
        ).exclude(exam_planned=today)
        if not mine.update(exam_planned=today):
            return 0  # another tab has just done so
        student.exam_planned = today
        entries = moves(
            dict.fromkeys(ahead, today), because=EXAM, still=lambda day: day > today, exam=exam.isoformat()
        )
        return len(amend(ahead, entries, now=now))
