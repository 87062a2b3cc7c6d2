"""One look at a student's cards: what waits, how much, and what comes after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from history.sentences import sentence
from history.translating import told
from quizzes.models import Student
from quizzes.models.sets import NewOrder
from quizzes.wording import when_due

from . import queries
from .folding import study_day
from .spreading import new_a_day

EARLY = timedelta(minutes=20)
"""How early a learning step may come when nothing else is left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """due: cards waiting now, counted up to the day's limit; more: whether others wait beyond it; new: how
    many more may be met today.
    """

    due: int
    new: int
    done_today: int
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What one look at a student's cards shows."""

    counts: Counts
    step: int | None
    review: int | None
    waits: bool
    sibling: int | None
    early: int | None
    next_at: datetime | None
    next_day: int | None
    last_met: tuple[int, int] | None
    followed: bool
    order: NewOrder


def counts(student: Student, now: datetime, *, within: int | None = None) -> Counts:
    return look(student, now=now, today=study_day(student, now), within=within).counts


def when_next(student: Student, now: datetime) -> str:
    """When the next card is due, in words; empty where none waits."""
    today = study_day(student, now)
    desk = look(student, now=now, today=today, within=None)
    if desk.counts.due:
        return told(sentence("now"))
    return next_due(desk, now=now, today=today)


def next_due(desk: Desk, *, now: datetime, today: int) -> str:
    due_day = None if desk.next_at else desk.next_day
    return told(when_due(now=now, study_day=today, due_at=desk.next_at, due_day=due_day))


def look(student: Student, *, now: datetime, today: int, within: int | None, sitting: int = 0) -> Desk:
    """Everything about a student's cards in one query."""
    limit = student.reviews_a_day
    (found,) = queries.look(limit, within is None, bool(sitting)).run(
        student=student.pk,
        language=student.language,
        now=now,
        soon=now + EARLY,
        today=today,
        **_inside(sitting),
        **scope(within),
    )
    reviews_left = max(limit - (found["done_today"] - found["met_today"]), 0)
    return Desk(
        counts=Counts(
            due=found["steps_waiting"] + min(found["reviews_waiting"], reviews_left),
            new=max(new_a_day(student, today) - found["met_today"], 0),
            done_today=found["done_today"],
            more=found["reviews_waiting"] > reviews_left,
        ),
        step=found["step"],
        review=found["review"] if reviews_left else None,
        waits=bool(reviews_left and found["reviews_waiting"]),
        sibling=found["sibling"] if reviews_left else None,
        early=found["early"],
        next_at=found["next_at"],
        next_day=found["next_day"],
        last_met=_after(found["last_met_place"], found["last_met"]),
        followed=bool(found["followed"]),
        order=NewOrder(found["order"]),
    )


def _inside(sitting: int) -> dict[str, int]:
    return {"sitting": sitting} if sitting else {}


def scope(within: int | None) -> dict[str, int]:
    return {} if within is None else {"within": within}


def _after(place: int | None, fact: int | None) -> tuple[int, int] | None:
    return None if place is None or fact is None else (place, fact)


def behind(student: Student, *, today: int, within: int | None, sitting: int) -> int | None:
    """A review that waits behind the riskiest, where none of those can be asked now."""
    values = {"student": student.pk, "language": student.language, "today": today}
    (found,) = queries.behind(within is None, bool(sitting)).run(
        **values, **_inside(sitting), **scope(within)
    )
    review: int | None = found["review"]
    return review
