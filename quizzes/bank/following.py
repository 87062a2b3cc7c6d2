"""Following the facts: what a change touches is proved again, or waits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction

from history.changes import Change
from history.models import Fact
from history.models.factbase import StoredFactBase, whole_base
from quizzes.models import BankQuestion

from .remaking import make, read
from .staleness import leave, mark_stale
from .tables import answers, break_up, take_back
from .touching import TITLES, freed, touched_by
from .watching import noted

State = BankQuestion.State

GONE = "The fact is not published any more."

SMALL_BASE = 1_000
"""Published facts up to which even a wide change is proved at once instead of left to make_questions."""

WIDE = 40
"""Facts in one change beyond which questions are marked stale and proved later, in batches."""

TOGETHER: dict[str, set[str]] = {kind: set(map(str, TITLES)) for kind in TITLES}
"""Kinds that are one facet of a fact, so that they are judged together."""


def refresh(change: Change) -> None:
    """Re-prove whatever a change can touch, inside the transaction that makes it.

    A few facts are proved at once, so that a teacher's fact can be asked a minute later. A wide
    change marks rows stale in one UPDATE; `make_questions` proves them, and nobody is asked one
    of them before.
    """
    if change.bulk or len(change.facts) > WIDE or change.actors or change.places or change.agreements:
        with noted(() if change.bulk else change.facts):
            mark_stale(change)
            if not change.bulk and _is_small():
                prove_stale()
        return
    reprove(change.facts)


def prove_stale() -> int:
    """Prove all stale questions at once, where the whole base is small enough for a teacher to wait."""
    waiting = set(BankQuestion.objects.stale().values_list("fact", flat=True))
    base = whole_base()
    live = make([fact for fact in base if fact.pk in waiting], base, changed=waiting)
    break_up()
    return live


def reprove(changed: Iterable[int]) -> int:
    """Judge the questions of some facts anew, and every question that these facts can break or free.

    Where there are too many of the latter to prove while a teacher waits, they are marked stale.
    """
    pks = set(changed)
    with transaction.atomic():
        base = StoredFactBase()
        before = answers(pks)
        published = read(pks, base)
        _drop(pks - {fact.pk for fact in published})
        live = make(published, base, changed=pks)
        after = answers(pks)
        gone = {name: old for name, old in before.items() if after.get(name) != old}
        touched = touched_by(pks, base) | take_back(gone)
        if after != before:
            touched |= freed(pks, small=_is_small())
        kinds: dict[int, set[str]] = defaultdict(set)
        for fact, kind in touched.values():
            if fact not in pks:
                kinds[fact] |= TOGETHER.get(kind, {kind})
        with noted(kinds):
            if len(kinds) > WIDE:
                leave(pk for pk, (fact, _) in touched.items() if fact not in pks)
                return live
            others = read(kinds, base, only=kinds)
            return live + make(others, base, changed={fact for fact, _ in gone}, only=kinds)


def _drop(pks: set[int]) -> None:
    """Withdraw the questions of facts that are no longer published."""
    if pks:
        BankQuestion.objects.filter(fact__in=pks).exclude(reason=GONE).update(
            state=State.WITHHELD, reason=GONE
        )


def _is_small() -> bool:
    """Whether the whole base is small enough for a teacher to wait."""
    return Fact.objects.published()[:SMALL_BASE].count() < SMALL_BASE
