"""What was expected of answers, beside what became of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import BooleanField, Exists, ExpressionWrapper, Q

from quizzes.memory.calibration import Bin, calibration, chance_to_be_right
from quizzes.memory.events import Kind
from quizzes.models import Student
from quizzes.models.cards import regraded

from .practice import told_answers_of

__all__ = ["Bin", "Retention", "retention"]

MOST = 10_000
"""Answers that are looked at, the latest first."""

FEWEST = 20
"""Answers below which nothing is said about how well they were foreseen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """Of answers to cards that had waited for days: how many were expected to be right, and how many were."""

    answers: int
    expected: float
    right: float
    bins: tuple[Bin, ...]

    @property
    def telling(self) -> bool:
        return self.answers >= FEWEST


def retention(student: Student) -> Retention:
    """Over the latest answers that the schedule asked for, in one query. A regraded answer is right."""
    counts = ExpressionWrapper(Q(right=True) | Q(Exists(regraded())), output_field=BooleanField())
    reviews = told_answers_of(student).filter(kind=Kind.REVIEW, predicted__isnull=False)
    rows = (
        reviews.annotate(counts=counts)
        .order_by("-pk")
        .values_list("predicted", "guess", "slip", "counts")[:MOST]
    )
    answers = [
        (chance_to_be_right(recall=predicted or 0.0, chance=guess, slip=slip), bool(right))
        for predicted, guess, slip, right in rows
    ]
    number = len(answers)
    return Retention(
        answers=number,
        expected=sum(chance for chance, _ in answers) / number if number else 0.0,
        right=sum(right for _, right in answers) / number if number else 0.0,
        bins=calibration(answers),
    )
