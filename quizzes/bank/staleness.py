"""Questions that a wide change could touch, marked to be proved later: nobody is asked them before."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from history.changes import Change
from history.clues import WIDTH
from history.models import Clue, Fact
from quizzes.models import BankQuestion

from .writing import IN_ORDER

State = BankQuestion.State

CHANGED_BEHIND = "The facts behind it changed; it is proved anew."


def mark_stale(change: Change) -> int:
    """Mark every question that a wide change could touch; returns how many rows were live."""
    touched = set(change.facts)
    touched.update(Fact.objects.filter(participations__actor__in=change.actors).values_list("pk", flat=True))
    touched.update(Fact.objects.filter(places__in=change.places).values_list("pk", flat=True))
    touched.update(Fact.objects.filter(agreement__in=change.agreements).values_list("pk", flat=True))
    count = 0
    pks = sorted(touched)
    for start in range(0, len(pks), 500):
        batch = pks[start : start + 500]
        count += _stale(BankQuestion.objects.filter(Q(fact__in=batch) | Q(uses__fact__in=batch)))
        tables = BankQuestion.objects.filter(fact__in=batch).exclude(table="").values_list("table", flat=True)
        count += _stale(BankQuestion.objects.filter(table__in=set(tables)))
        keys = sorted(key for key in Clue.objects.stem_keys(batch) if not key.startswith(WIDTH))
        for first in range(0, len(keys), 1_000):
            count += _stale(BankQuestion.objects.filter(stem_key__in=keys[first : first + 1_000]))
    if change.facts:
        count += _stale(BankQuestion.objects.filter(stem_key=IN_ORDER))
    if change.bulk:
        count += _stale(BankQuestion.objects.filter(given_earliest__isnull=False))
    return count


def leave(pks: Iterable[int]) -> None:
    """Leave some rows to make_questions: more than can be proved while a teacher waits."""
    rows = sorted(pks)
    for start in range(0, len(rows), 500):
        some = BankQuestion.objects.filter(pk__in=rows[start : start + 500])
        some.update(state=State.STALE, reason=CHANGED_BEHIND)


def _stale(rows: QuerySet[BankQuestion]) -> int:
    asked = rows.filter(state__in=[State.LIVE, State.PRACTICE])
    return asked.update(state=State.STALE, reason=CHANGED_BEHIND)
