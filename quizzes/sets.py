"""Deeds on sets: which facts are in them, kept in step with rules and facts."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db import transaction
from django.db.models import QuerySet

from history.changes import Change
from history.models import Fact
from quizzes.models import Membership, Set
from quizzes.models.sets import BY_HAND, UNDATED

AT_A_TIME = 500


def facts_of_rule(of: Set) -> QuerySet[Fact]:
    """The published facts that fit every column of a set's rule that is filled."""
    rows = Fact.objects.published().order_by()
    if of.base_id:
        rows = rows.filter(base=of.base_id)
    if of.period is not None:
        rows = rows.filter(earliest__gte=of.period.earliest, latest__lte=of.period.latest)
    if of.actor_id:
        rows = rows.filter(participations__actor=of.actor_id).distinct()
    if of.type:
        rows = rows.filter(type=of.type)
    if of.standing:
        rows = rows.filter(standing=of.standing)
    return rows


@transaction.atomic
def rebuild(of: Set) -> None:
    """Find the facts of a set by its rule; of a set made by hand, keep those that it has."""
    if not of.by_hand:
        _settle(of, facts_of_rule(of), None)


@transaction.atomic
def choose(of: Set, chosen: Iterable[int]) -> None:
    """Make these facts, in this order, the facts of a set made by hand."""
    order = list(dict.fromkeys(chosen))
    Membership.objects.filter(set=of).delete()
    Membership.objects.bulk_create(
        [Membership(set=of, fact_id=fact, place=BY_HAND + position) for position, fact in enumerate(order)],
        batch_size=AT_A_TIME,
    )


def refresh(change: Change) -> None:
    """Follow a change of facts, inside the transaction that makes it."""
    changed = sorted(change.facts)
    if not changed:
        return
    for rule in Set.objects.filter(by_hand=False):
        for start in range(0, len(changed), AT_A_TIME):
            some = changed[start : start + AT_A_TIME]
            _settle(rule, facts_of_rule(rule).filter(pk__in=some), some)


def _settle(of: Set, fitting: QuerySet[Fact], among: Collection[int] | None) -> None:
    """Make the memberships of a set those of the fitting facts; `among` limits which facts are looked at."""
    wanted = {
        pk: UNDATED if earliest is None else earliest
        for pk, earliest in fitting.values_list("pk", "earliest")
    }
    rows = Membership.objects.filter(set=of)
    present = dict((rows if among is None else rows.filter(fact__in=among)).values_list("fact", "place"))
    gone = [fact for fact, place in present.items() if wanted.get(fact) != place]
    for start in range(0, len(gone), AT_A_TIME):
        rows.filter(fact__in=gone[start : start + AT_A_TIME]).delete()
    Membership.objects.bulk_create(
        [
            Membership(set=of, fact_id=fact, place=place)
            for fact, place in wanted.items()
            if present.get(fact) != place
        ],
        batch_size=AT_A_TIME,
    )
