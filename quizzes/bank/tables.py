"""Tables that break up: who takes an answer back, and who keeps what they offer without the others."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Func, IntegerField

from quizzes.models import BankQuestion, OptionUse
from quizzes.questions import FEWEST_OPTIONS

from .touching import Touched, leaning_on

State = BankQuestion.State

Answers = dict[tuple[int, str], tuple[str, str]]


def answers(pks: set[int]) -> Answers:
    """What each facet of some facts offers to others at its table: {(fact, facet): (table, its answer)}."""
    rows = BankQuestion.objects.filter(fact__in=pks).values_list("fact", "facet", "table", "state", "key")
    return {
        (fact, facet): (table, json.dumps(key[:1], sort_keys=True) if state == State.LIVE else "")
        for fact, facet, table, state, key in rows
    }


def take_back(gone: Answers) -> Touched:
    """Take answers that changed out of the pools of all who offer them; a table that breaks up is no more.

    Whoever has lost an answer keeps the others, which are as wrong as they were. Returns the
    questions that have too few left.
    """
    short: Touched = {}
    by_table: dict[str, set[int]] = defaultdict(set)
    for (fact, _), (table, _) in gone.items():
        if table:
            by_table[table].add(fact)
    facts = {fact for fact, _ in gone}
    rows = list(BankQuestion.objects.filter(table__in=by_table).select_for_update())
    used = list(leaning_on(facts).filter(table="")) if facts else []
    for row in (*rows, *used):
        lost = by_table[row.table] if row.table else facts
        kept = [option for option in row.pool if option["fact"] not in lost]
        if row.fact_id not in facts and len(kept) < len(row.pool):
            row.pool = kept
            if len(kept) < FEWEST_OPTIONS - 1:
                short[row.pk] = row.fact_id, row.kind
        row.seat, row.table = None, ""
    BankQuestion.objects.bulk_update(rows, ["pool", "seat", "table"])
    BankQuestion.objects.bulk_update(used, ["pool"])
    _lean_on_pools(row for row in rows if row.state == State.LIVE)
    return short


class _Length(Func):
    """How many items a list of JSON has, counted where it lies: pools are most of what a bank weighs."""

    function = "JSON_ARRAY_LENGTH"
    output_field = IntegerField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSONB_ARRAY_LENGTH", **context)


def break_up() -> None:
    """Unseat whoever sits at a table that somebody has left; they keep their wrong options, noted as uses."""
    seated = BankQuestion.objects.exclude(table="")
    number = Counter(seated.live().values_list("table", flat=True))
    offered = seated.annotate(offered=_Length("pool")).values_list("pk", "table", "offered")
    left = [pk for pk, table, count in offered if number[table] != count + 1]
    broken = list(BankQuestion.objects.filter(pk__in=left).only("table", "pool", "fact"))
    for row in broken:
        row.seat, row.table = None, ""
    BankQuestion.objects.bulk_update(broken, ["seat", "table"], batch_size=500)
    _lean_on_pools(broken)


def _lean_on_pools(rows: Iterable[BankQuestion]) -> None:
    """Note as uses what rows offer that no table holds together any more."""
    OptionUse.objects.bulk_create(
        (
            OptionUse(question=row, fact_id=pk)
            for row in rows
            for pk in sorted({option["fact"] for option in row.pool if option["fact"]})
        ),
        ignore_conflicts=True,
        batch_size=1000,
    )
