"""How large sets are, and how far a student is in them: a fixed number of queries for any number of sets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace

from django.db.models import Count, Q, QuerySet

from history.facts import Publication
from quizzes.models import BankQuestion, Card, Membership, Set, Student

LANGUAGE = "en"
"""The language of questions for whoever has chosen none."""
MET = Q(first_day__isnull=False)
KNOWN = Q(phase="review")
"""Learnt, and right when it was last asked: a card in its intervals of days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Published facts and live questions of a set, and how many of these a student has met and knows."""

    facts: int = 0
    questions: int = 0
    met: int = 0
    known: int = 0


def tallies(sets: Collection[int], student: Student | None) -> dict[int, Tally]:
    """The tally of each set; a set without facts has one of zeros. Two queries, and one for a student."""
    found: dict[int, Tally] = defaultdict(Tally)
    rows = Membership.objects.filter(set__in=sets, fact__publication=Publication.PUBLISHED).order_by()
    for of, facts in rows.values_list("set").annotate(Count("pk")):
        found[of] = Tally(facts=facts)
    language = student.language if student else LANGUAGE
    live = BankQuestion.objects.live().filter(language=language, fact__memberships__set__in=sets)
    for of, questions in live.order_by().values_list("fact__memberships__set").annotate(Count("pk")):
        found[of] = replace(found[of], questions=questions)
    if student is not None:
        cards = Card.objects.filter(MET, student=student, fact__memberships__set__in=sets)
        grouped = cards.askable(language).order_by().values_list("fact__memberships__set")
        for of, met, known in grouped.annotate(met=Count("pk"), known=Count("pk", filter=KNOWN)):
            found[of] = replace(found[of], met=met, known=known)
    return found


def questions_in(of: Set) -> int:
    """How many live questions a set has."""
    return questions_about(Membership.objects.filter(set=of).values("fact"))


def questions_about(facts: QuerySet) -> int:
    """How many live questions these facts have, given as a query for their row numbers."""
    return BankQuestion.objects.live().filter(language=LANGUAGE, fact__in=facts).count()
