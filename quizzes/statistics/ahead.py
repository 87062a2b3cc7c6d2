"""The year ahead, as it would be if she learnt in one way or another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef

from quizzes.memory.simulating import Simulation, Wishes, simulate
from quizzes.models import Membership, Student
from quizzes.study import queries
from quizzes.study.folding import parameters_for

from .deck import Held, learnt

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


def unmet(student: Student) -> int:
    """How many questions of the sets that she follows a student has not met, counted up to `COUNTED`."""
    followed = Exists(Membership.objects.filter(fact=OuterRef("fact"), set__followers=student))
    rows = queries.unmet(student.pk, student.language).filter(followed)
    return rows.order_by().values("pk")[:COUNTED].count()


def year(student: Student, way: Way, *, held: Sequence[Held], unmet: int, today: int) -> Simulation:
    """Play the next 365 days. The draws are the same for every way, so that two can be compared."""
    return simulate(
        learnt(held, today=today),
        wishes=Wishes(new_a_day=way.new_a_day, reviews_a_day=way.reviews_a_day),
        parameters=replace(parameters_for(student.retention), desired_retention=way.retention),
        today=today,
        unmet=unmet,
        seed=str(student.pk),
    )
