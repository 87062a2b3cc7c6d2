"""Days practised and time spent. A day off breaks nothing: days are counted, never streaks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Sum, Value, When

from quizzes.models import Card, Review, Student
from quizzes.study.undoing import GRADED

SPAN = 28
"""Days that are looked back on: four weeks, so that each day of the week counts alike."""

LONGEST = 60_000
"""Milliseconds that one answer counts at most: beyond a minute, somebody has gone for tea."""

USUAL = 12_000
"""Milliseconds that an answer is reckoned to take of a student of whom nothing is known."""

RECENT = 40
"""Cards answered last, whose answers say how fast a student is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeDay:
    """A study day: how many answers, and how long they took in all."""

    study_day: int
    answers: int = 0
    milliseconds: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """days: the last `SPAN` study days, today the last. answers: ever."""

    days: tuple[PracticeDay, ...]
    answers: int

    @property
    def practised(self) -> int:
        return sum(day.answers > 0 for day in self.days)

    @property
    def recent(self) -> int:
        return sum(day.answers for day in self.days)

    @property
    def minutes(self) -> int:
        return round(sum(day.milliseconds for day in self.days) / 60_000)


def answers_of(student: Student) -> QuerySet[Review]:
    """The answers of a student that stand."""
    return Review.objects.filter(card__student=student, kind__in=GRADED).standing()


def told_answers_of(student: Student) -> QuerySet[Review]:
    """Those of them that she has been told the verdict of: without quizzes that keep it to their end."""
    quiet = Review.objects.kept_back().filter(sitting__student=student)
    return answers_of(student).exclude(pk__in=quiet.values("pk"))


def practice(student: Student, *, today: int) -> Practice:
    """The last days and the whole, in two queries. today: a study day."""
    mine = answers_of(student)
    first = today - SPAN + 1
    capped = Case(
        When(milliseconds__gt=LONGEST, then=Value(LONGEST)),
        default=F("milliseconds"),
        output_field=IntegerField(),
    )
    rows = mine.filter(study_day__range=(first, today)).order_by().values("study_day")
    counted = rows.annotate(answers=Count("pk"), spent=Sum(capped, default=0))
    found = {
        row["study_day"]: PracticeDay(
            study_day=row["study_day"], answers=row["answers"], milliseconds=row["spent"]
        )
        for row in counted
    }
    days = tuple(found.get(day, PracticeDay(study_day=day)) for day in range(first, today + 1))
    return Practice(days=days, answers=mine.count())


def pace(student: Student) -> int:
    """Milliseconds that an answer takes this student, as a rule: the median of her last cards' answers.

    Two queries along indexes, however long the log.
    """
    last = Card.objects.filter(student=student, last_day__isnull=False).order_by("-last_day", "-fact")
    cards = list(last.values_list("pk", "number")[:RECENT])
    if not cards:
        return USUAL
    latest = Q()
    for card, number in cards:
        latest |= Q(card=card, number=number)
    times = Review.objects.filter(latest, milliseconds__isnull=False).values_list("milliseconds", flat=True)
    return usual(times)


def usual(times: Iterable[int | None]) -> int:
    """The median of some times, none counting as more than the longest; what is usual where there is none."""
    known = [min(time, LONGEST) for time in times if time is not None]
    return round(median(known)) if known else USUAL


def minutes_for(answers: float, *, each: int) -> int:
    """Whole minutes for so many answers of `each` milliseconds, at least one where there is any."""
    return max(1, round(answers * each / 60_000)) if answers else 0
