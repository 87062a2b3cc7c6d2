"""How sure the sets that a student follows want her answers to be: of those that say so, the highest counts.

A card is reckoned by a new wish at its next answer, as by a new wish of her own.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Max, QuerySet, Subquery

from quizzes.models import BankQuestion, Membership, Set


def wishes(student: Any, fact: Any) -> QuerySet[Set]:
    """The followed sets with this fact that say so, the most demanding first; `student` and `fact` may be
    those of an outer row."""
    rows = Set.objects.filter(followers=student, memberships__fact=fact, retention__isnull=False)
    return rows.order_by("-retention", "pk")


def wish(student: Any, fact: Any) -> Subquery:
    return Subquery(wishes(student, fact).values("retention")[:1])


def wish_of(question: BankQuestion) -> float | None:
    """What is wished of a question that was found with its `wish`; None where that is left to the student."""
    found: float | None = question.__dict__["wish"]
    return found


def wishes_of(student: int, facts: Collection[int]) -> dict[int, float]:
    """What is wished of those of some facts of which something is: one query."""
    rows = Membership.objects.filter(set__followers=student, set__retention__isnull=False)
    found = rows.values_list("fact").annotate(wish=Max("set__retention"))
    return {fact: wish for fact, wish in found if fact in facts}
