"""Deeds that furnish: the sets of the house, one a base, and by period, actor and topic."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from history.models import Actor, Base, Fact, Participation
from quizzes import sets
from quizzes.models import BankQuestion, Set
from quizzes.rules import ENOUGH, period_name, round_periods, topic_name

MOST_PERIODS = 30
MOST_ACTORS = 12
MOST_TOPICS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """`rule`: columns of the set beside its name and base."""

    name: str
    rule: dict[str, Any]


@transaction.atomic
def make_sets() -> int:
    """Make the sets of the house that are missing; how many that were.

    A set is known by its rule, so that one that was renamed is not made again. None is ever deleted: a set
    that fell empty may have followers, and is filled again when its facts come back.
    """
    made = 0
    for base in Base.objects.all():
        known = {_identity(rule) for rule in Set.objects.public().filter(by_hand=False, base=base)}
        for wanted in (_Wanted(name=base.name, rule={"starter": True}), *_wanted(base)):
            fresh = Set(name=wanted.name[:200], base=base, **wanted.rule)
            if _identity(fresh) not in known:
                sets.save(fresh)
                made += 1
    return made


def _identity(rule: Set) -> tuple[str, int | None, str, str]:
    return str(rule.period or ""), rule.actor_id, rule.type, rule.standing


def _wanted(base: Base) -> list[_Wanted]:
    facts = _askable(base)
    rows = list(facts.values_list("type", "earliest", "latest"))
    return [*_periods(rows), *_actors(facts), *_topics(rows)]


def _askable(base: Base) -> QuerySet[Fact]:
    """The published facts with a live question."""
    live = BankQuestion.objects.live().filter(fact=OuterRef("pk"))
    return Fact.objects.published().filter(Exists(live), base=base).order_by()


Row = tuple[str, int | None, int | None]
"""Type, earliest and latest day of a fact."""


def _periods(rows: list[Row]) -> list[_Wanted]:
    spans = [
        (earliest, latest) for _, earliest, latest in rows if earliest is not None and latest is not None
    ]
    found = round_periods(spans)[-MOST_PERIODS:]
    return [_Wanted(name=period_name(period), rule={"period": period}) for period in found]


def _actors(facts: QuerySet[Fact]) -> list[_Wanted]:
    """Those who take part in most, at least `ENOUGH` facts."""
    taking_part = Participation.objects.filter(fact__in=facts).values_list("actor", "fact").distinct()
    counted = Counter(actor for actor, _fact in taking_part.order_by())
    most = sorted(((-count, actor) for actor, count in counted.items() if count >= ENOUGH))[:MOST_ACTORS]
    names = dict(Actor.objects.filter(pk__in=[actor for _, actor in most]).values_list("pk", "name"))
    return [_Wanted(name=names[actor], rule={"actor_id": actor}) for _, actor in most]


def _topics(rows: list[Row]) -> list[_Wanted]:
    counted = Counter(type_ for type_, _, _ in rows if type_)
    most = sorted((-count, type_) for type_, count in counted.items() if count >= ENOUGH)[:MOST_TOPICS]
    return [_Wanted(name=topic_name(type_), rule={"type": type_}) for _, type_ in most]
