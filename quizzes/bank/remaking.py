"""The questions of some facts, judged anew where they stand."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from history.factbase import FactBase
from history.facts import Fact as FactValue
from history.facts import Given
from quizzes import making
from quizzes.models import BankQuestion
from quizzes.proof import Certain
from quizzes.questions import Kind, Mode, Option, Question
from quizzes.seating import HAND

from .writing import Kinds, write

State = BankQuestion.State


def make(
    facts: Iterable[FactValue], base: FactBase, *, changed: Iterable[int] = (), only: Kinds | None = None
) -> int:
    """Judge and write the questions of some facts, or `only` those of some kinds; returns how many are live.

    A question keeps its seat at its table as long as all others there are still provably wrong answers;
    those of the facts that `changed` are not trusted. The caller owns the transaction, so that a fact and
    its questions change together.
    """
    wanted = list(facts)
    before = _rows_of(wanted)
    untrusted = frozenset(changed)
    items: dict[int, Certain] = {}
    in_order: dict[int, tuple[BankQuestion, Certain]] = {}
    facets: dict[int, list[making.Facet]] = {}
    for fact in wanted:
        kinds = set(only[fact.pk]) if only else set(Kind)
        own = making.in_order(fact, base) if Kind.ORDER in kinds else None
        if own:
            items[fact.pk] = own
            if Kind.ORDER not in dict(fact.exclusions) and (
                row := _in_order(before.get(fact.pk, {}).values())
            ):
                in_order[fact.pk] = row, own
                kinds.discard(Kind.ORDER)
        facets[fact.pk] = list(making.facets(fact, base, kinds=kinds))
    best = [found for some in facets.values() for each in some if (found := each.best())]
    current = {_print(option) for each in (*best, *items.values()) for option in each.question.key}

    def is_old(option: Option) -> bool:
        known = option.fact in untrusted or (only is None and option.fact in facets)
        return known and _print(option) not in current

    made = []
    for fact in wanted:
        again = [_again(each, before.get(fact.pk, {}), base, is_old) for each in facets[fact.pk]]
        if fact.pk in in_order:
            again += _in_order_again(*in_order[fact.pk], base, is_old)
        made.append((fact, again))
    return write(made, base, only=only)


def read(pks: Iterable[int], base: FactBase, *, only: Kinds | None = None) -> list[FactValue]:
    """Some facts that are published, read at once with all that their questions, or some kinds, offer."""
    wanted = sorted(pks)
    rows = BankQuestion.objects.filter(fact__in=wanted).values_list("fact", "kind", "key", "pool")
    asked = [(key, pool) for fact, kind, key, pool in rows if only is None or kind in only[fact]]
    base.several({*wanted, *(each["fact"] for row in asked for some in row for each in some if each["fact"])})
    return list(base.several(wanted))


def _print(option: Option) -> tuple[int | None, str, str, str]:
    """What an option shows, wherever it stands."""
    return option.fact, option.text, json.dumps(dict(option.value), sort_keys=True), option.note


def _again(
    facet: making.Facet, rows: dict[str, BankQuestion], base: FactBase, is_old: Callable[[Option], bool]
) -> making.Made:
    """A facet judged anew: at the table or in the order where its row stands, if it still may, else alone."""
    best = facet.best()
    if best is None:
        return making.alone(facet, base), ""
    row = rows.get(facet.name)
    if row is not None and _was_typed(row):
        return making.typed_still(facet, base), ""
    if row is None or not (row.table or _was_served(row)):
        return making.alone(facet, base), ""
    key, pool = _options(row.key), _options(row.pool)
    kept = None
    if not any(is_old(option) for option in (*key, *pool) if option.fact != row.fact_id):
        kept = making.still_seated(best, pool, seat=row.seat, key=row.key, base=base)
    return (kept, row.table) if kept else (making.alone(facet, base), "")


def _in_order_again(
    row: BankQuestion, own: Certain, base: FactBase, is_old: Callable[[Option], bool]
) -> list[making.Made]:
    """The order in which a fact stands in its row, if it still may, else the one that is now the best."""
    key, pool = _options(row.key), _options(row.pool)
    if not any(is_old(option) for option in (*key, *pool) if option.fact != row.fact_id):
        kept = making.still_in_order(own, _as_asked(own.question, row, key, pool), base)
        if kept:
            return [(kept, "")]
    fact = own.question.fact
    return [(making.alone(facet, base), "") for facet in making.facets(fact, base, kinds={Kind.ORDER})]


def _in_order(rows: Iterable[BankQuestion]) -> BankQuestion | None:
    return next((row for row in rows if row.kind == Kind.ORDER and row.state != State.WITHHELD), None)


def _as_asked(
    question: Question, row: BankQuestion, key: tuple[Option, ...], pool: tuple[Option, ...]
) -> Question:
    """The question that a row asks of the same fact, which may be in another order."""
    return replace(
        question,
        facet=row.facet,
        stem=row.stem,
        given=Given(attribution=row.given.get("source", "")),
        mode=Mode(row.mode),
        key=key,
        pool=pool,
        seat=row.seat,
    )


def _was_served(row: BankQuestion) -> bool:
    """Whether it took its options one by one because there was no table for it (`quizzes.seating.served`)."""
    return row.kind != Kind.DATE and row.mode == Mode.SINGLE and row.seat is None and len(row.pool) == HAND


def _was_typed(row: BankQuestion) -> bool:
    """Whether it is typed though it could have wrong options: its answer would be right too often."""
    return row.mode == Mode.TYPED and row.state != State.WITHHELD and not row.wants_options


def _options(stored: list[dict[str, Any]]) -> tuple[Option, ...]:
    return tuple(Option.from_json(option) for option in stored)


def _rows_of(facts: Iterable[FactValue]) -> dict[int, dict[str, BankQuestion]]:
    """The rows of each fact by facet."""
    found: dict[int, dict[str, BankQuestion]] = defaultdict(dict)
    for row in BankQuestion.objects.filter(fact__in=[fact.pk for fact in facts]).select_for_update():
        found[row.fact_id][row.facet] = row
    return found
