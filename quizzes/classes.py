"""What a teacher sees of the students who follow a set: how far each is, and what is shaky for many.

Never a single answer. The number of queries is fixed, whatever the size of the class.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Concat, Lower, Trim
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from history.facts import Publication
from history.models import Fact
from quizzes.memory.events import ANSWERS
from quizzes.models import BankQuestion, Card, Membership, Report, Review, Set, Student
from quizzes.models.cards import regraded, taken_back
from quizzes.study.folding import study_day
from quizzes.tallies import KNOWN, MET

RECENT = 60
"""Study days that count for what is shaky."""
AT_LEAST = 2
"""Students who must have been wrong before a fact is called shaky: one alone would be told on."""
MOST_SHAKY = 20
MOST_REPORTED = 20
GUEST = "Guest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One student of a class, as far as a teacher may know.

    `last` is the study day of the last answer, `seen` says it in words; None and empty for never.
    """

    pk: int
    name: str
    guest: bool
    due: int
    known: int
    met: int
    last: date | None
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shaky:
    """A fact and the first answers of each day to its questions: how many, how many wrong, by how many."""

    fact: Fact
    answers: int
    wrong: int
    students: int

    @property
    def share(self) -> int:
        """Wrong answers in a hundred."""
        return round(100 * self.wrong / self.answers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    question: BankQuestion
    reasons: tuple[str, ...]


def students_of(of: Set) -> QuerySet[Student]:
    """Who follows a set, by the name that the teacher is shown; guests, who have none, at the end."""
    full = Trim(Concat("user__first_name", Value(" "), "user__last_name"))
    shown = Case(
        When(guest=True, then=Value(GUEST)),
        When(user__first_name="", user__last_name="", then=F("user__username")),
        default=full,
        output_field=CharField(),
    )
    last = (
        Card.objects.filter(student=OuterRef("pk"))
        .order_by()
        .values("student")
        .annotate(last=Max("last_day"))
    )
    rows = Student.objects.filter(follows=of).select_related("user")
    return rows.annotate(shown=shown, last_day=Subquery(last.values("last"))).order_by(
        "guest", Lower("shown"), "pk"
    )


def members(of: Set, students: Collection[Student], now: datetime) -> list[Member]:
    """The lines of a class table, in the order of the students, with one query."""
    days = {student.pk: study_day(student, now) for student in students}
    counted = _counted(of, days, now) if days else {}
    found = []
    for student in students:
        due, known, met = counted.get(student.pk, (0, 0, 0))
        day = student.__dict__["last_day"]
        found.append(
            Member(
                pk=student.pk,
                name=name_of(student),
                guest=student.guest,
                due=due,
                known=known,
                met=met,
                last=None if day is None else date.fromordinal(day),
                seen=seen(day, today=days[student.pk]),
            )
        )
    return found


def name_of(student: Student) -> str:
    """What the teacher is shown; of students that `students_of` has found."""
    return str(student.__dict__["shown"])


def _counted(of: Set, days: dict[int, int], now: datetime) -> dict[int, tuple[int, int, int]]:
    """Due, known and met of each student."""
    by_day = defaultdict(list)
    for student, day in days.items():
        by_day[day].append(student)
    due = reduce(
        or_,
        (Q(student__in=some, due_day__gt=0, due_day__lte=day) for day, some in by_day.items()),
        Q(due_at__lte=now),
    )
    inside = Membership.objects.filter(set=of, fact=OuterRef("fact"))
    live = BankQuestion.objects.live().filter(
        fact=OuterRef("fact"),
        facet=OuterRef("facet"),
        language=OuterRef("student__language"),
    )
    cards = Card.objects.filter(Exists(inside), Exists(live), student__in=list(days)).order_by()
    rows = cards.values_list("student").annotate(
        due=Count("pk", filter=due), known=Count("pk", filter=MET & KNOWN), met=Count("pk", filter=MET)
    )
    return {student: (due, known, met) for student, due, known, met in rows}


def seen(last_day: int | None, *, today: int) -> str:
    """“today”, “yesterday”, “3 days ago”; the day and no more."""
    if last_day is None:
        return ""
    ago = today - last_day
    if ago <= 0:
        return _("today")
    return _("yesterday") if ago == 1 else ngettext("{days} day ago", "{days} days ago", ago).format(days=ago)


def shaky(of: Set, now: datetime) -> list[Shaky]:
    """The facts of a set that many answer wrong: most wrong first answers of a day in the last study days.

    Only what the schedule asked for counts, and of each question only the first answer of a day: later ones
    follow from having just been told. What was taken back or made void does not count, and what was regraded
    counts as right.
    """
    since = now.date().toordinal() - RECENT
    same_day = Review.objects.filter(
        card=OuterRef("card"),
        study_day=OuterRef("study_day"),
        number__lt=OuterRef("number"),
        kind__in=ANSWERS,
    )
    inside = Membership.objects.filter(set=of, fact=OuterRef("card__fact"))
    following = Student.follows.through.objects.filter(set=of, student=OuterRef("card__student"))
    firsts = Review.objects.filter(
        Exists(inside),
        Exists(following),
        ~Exists(same_day),
        ~Exists(taken_back()),
        kind__in=ANSWERS,
        study_day__gte=since,
        card__fact__publication=Publication.PUBLISHED,
    )
    failed = Q(~Exists(regraded()), right=False)
    rows = (
        firsts.order_by()
        .values_list("card__fact")
        .annotate(
            answers=Count("pk"),
            wrong=Count("pk", filter=failed),
            students=Count("card__student", filter=failed, distinct=True),
        )
        .filter(students__gte=AT_LEAST)
        .order_by("-wrong", "answers", "card__fact")[:MOST_SHAKY]
    )
    found = list(rows)
    facts = Fact.objects.select_related("base", "agreement").in_bulk([pk for pk, *_ in found])
    return [
        Shaky(fact=facts[pk], answers=answers, wrong=wrong, students=students)
        for pk, answers, wrong, students in found
    ]


def reported(of: Set) -> list[Reported]:
    """The questions of a set that somebody has reported and nobody has dealt with yet, with the reasons."""
    inside = Membership.objects.filter(set=of, fact=OuterRef("question__fact"))
    rows = (
        Report.objects.open().filter(Exists(inside)).select_related("question").order_by("question", "reason")
    )
    found: dict[BankQuestion, dict[str, None]] = {}
    for row in rows[:200]:
        found.setdefault(row.question, {})[row.get_reason_display()] = None
    return [
        Reported(question=question, reasons=tuple(reasons))
        for question, reasons in list(found.items())[:MOST_REPORTED]
    ]
