"""The year ahead, as it would be if she learnt in one way or another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef

from quizzes.memory.breaks import breaks_of
from quizzes.memory.simulating import MOST, YEAR, Simulation, Wishes, simulate
from quizzes.models import Membership, Student
from quizzes.study import queries
from quizzes.study.folding import parameters_of

from .deck import Held, deck, learnt

WALL = 4
"""Sessions up to which what waits is a day's work, and beyond which it is a backlog."""

PATIENCE = 120
"""Days within which a backlog is to be worked off; a slower way is not offered."""

SHARES = (0.2, 0.35, 0.6)
"""Of a backlog, how much is offered as a day's work."""

LOOKED, PLAYED = 1_000, 300
"""Cards that are read to find the ways back, and that are played: the first page waits for it."""

COUNTED = 5_000
"""How far questions not met yet are counted: nobody gets further in a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way to learn. retention: the wanted recall, 0.70 to 0.97."""

    retention: float
    new_a_day: int
    reviews_a_day: int


def way_of(student: Student) -> Way:
    return Way(retention=student.retention, new_a_day=student.new_a_day, reviews_a_day=student.reviews_a_day)


def unmet(student: Student, *, within: int | None = None) -> int:
    """How many questions of a set, by row number, a student has not met, counted up to `COUNTED`.

    Without a set, of all that she follows.
    """
    members = Membership.objects.filter(fact=OuterRef("fact"))
    members = members.filter(set=within) if within else members.filter(set__followers=student)
    rows = queries.unmet(student.pk, student.language).filter(Exists(members))
    return rows.order_by().values("pk")[:COUNTED].count()


def year(
    student: Student,
    way: Way,
    *,
    held: Sequence[Held],
    unmet: int,
    today: int,
    days: int = YEAR,
    most: int = MOST,
) -> Simulation:
    """Play the next days. The draws are the same for every way, so that two can be compared."""
    return simulate(
        learnt(held, today=today),
        wishes=Wishes(new_a_day=way.new_a_day, reviews_a_day=way.reviews_a_day),
        parameters=replace(parameters_of(student), desired_retention=way.retention),
        today=today,
        unmet=unmet,
        days=days,
        most=most,
        seed=str(student.pk),
        breaks=breaks_of(student.breaks),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CatchUp:
    """A way back after a break: so many to repeat a day, and after how many days nothing is overdue."""

    reviews_a_day: int
    days: int


def piled_up(student: Student, waiting: int) -> bool:
    """Whether so many cards are more than the work of a day."""
    return waiting > WALL * student.session_size


def catch_up(student: Student, *, today: int) -> tuple[CatchUp, ...]:
    """Ways to work off what has piled up, without new questions meanwhile, the gentlest first.

    Empty where no more waits than can be done today. One query of at most `LOOKED` cards, the longest overdue
    first: of more than these it says only how long they take.
    """
    held = deck(student, today=today, due_by=today + PATIENCE, most=LOOKED)
    waiting = sum(card.awake and card.due_day is not None and card.due_day <= today for card in held)
    if not piled_up(student, waiting):
        return ()
    found: dict[int, CatchUp] = {}
    for share in SHARES:
        each = min(int(round(waiting * share, -1)), student.reviews_a_day) or 10
        way = Way(retention=student.retention, new_a_day=0, reviews_a_day=each)
        played = year(student, way, held=held, unmet=0, today=today, days=PATIENCE, most=PLAYED)
        if played.through is not None:
            found.setdefault(played.through, CatchUp(reviews_a_day=each, days=played.through + 1))
    return tuple(sorted(found.values(), key=lambda way: way.reviews_a_day))
