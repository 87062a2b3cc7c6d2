"""Rows of the question bank, written from what was made: one for each fact, facet and language.

A row is updated in place ever after, so that cards and reviews keep pointing to it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Set
from typing import Any

from history.clues import stem_key
from history.factbase import FactBase
from history.facts import Fact as FactValue
from quizzes import explaining, making
from quizzes.models import BankQuestion, OptionUse
from quizzes.questions import Kind, Mode, Question, Withheld, digest

IN_ORDER = "!"
"""Stands for the stem of a question of order, which no fact fits more than another."""

UNASKED = "-"
"""Stands for the stem of a question that is withheld: it has none, and nothing fits it."""

NOT_CARRIED = "The fact does not carry this question any more."

WRITTEN = [
    *("mode", "kind", "state", "reason", "wants_options", "stem", "given", "key", "pool", "accept"),
    *(
        "typable",
        "seat",
        "table",
        "evidence",
        "fact_version",
        "digest",
        "stem_key",
        "given_earliest",
        "given_latest",
    ),
]

State = BankQuestion.State

Kinds = Mapping[int, Set[str]]
"""For some facts, by row number, the kinds of their questions that are meant."""


def write(
    made: Iterable[tuple[FactValue, list[making.Made]]], base: FactBase, *, only: Kinds | None = None
) -> int:
    """Write what was made of some facts, all or `only` some kinds; returns how many rows are live."""
    batch = list(made)
    rows: dict[tuple[int, str], BankQuestion] = {}
    uses: dict[tuple[int, str], set[int]] = {}
    asked = [fact for fact, own in batch if any(_is_asked(each) for each in own)]
    cited, printed = explaining.citations_of(asked), explaining.misprints_of(asked)
    for fact, own in batch:
        for outcome, table in own:
            if (fact.pk, outcome.facet) in rows:
                continue
            row = _row(fact, outcome, table, base)
            if isinstance(outcome, Question):
                row.evidence = explaining.evidence_of(
                    outcome, cited.get(fact.pk, []), printed.get(fact.pk, ())
                )
            rows[fact.pk, row.facet] = row
            uses[fact.pk, row.facet] = _leans_on(outcome, table)
    BankQuestion.objects.bulk_create(
        rows.values(),
        batch_size=200,
        update_conflicts=True,
        unique_fields=["fact", "facet", "language"],
        update_fields=WRITTEN,
    )
    _settle(batch, rows, uses, only)
    return sum(row.state == State.LIVE for row in rows.values())


def _leans_on(outcome: making.Outcome, table: str) -> set[int]:
    """Facts whose change touches a question: what stands in its way, what else is right, what is offered."""
    if isinstance(outcome, Withheld):
        return set(outcome.because)
    options = (*outcome.key, *(() if table else outcome.pool))
    return {option.fact for option in options if option.fact} - {outcome.fact.pk}


def _is_asked(made: making.Made) -> bool:
    return isinstance(made[0], Question)


def _settle(
    batch: list[tuple[FactValue, list[making.Made]]],
    rows: dict[tuple[int, str], BankQuestion],
    uses: dict[tuple[int, str], set[int]],
    only: Kinds | None,
) -> None:
    """What follows from the rows that were written: on which facts they lean, and which rows are gone."""
    facts = {fact.pk: fact for fact, _ in batch}
    written, gone = {}, []
    held = BankQuestion.objects.filter(fact__in=facts).values_list("pk", "fact", "facet", "kind")
    for pk, fact, facet, kind in held:
        if (fact, facet) in rows:
            written[fact, facet] = pk
        elif only is None or kind in only[fact]:
            gone.append(pk)
    BankQuestion.objects.filter(pk__in=gone).update(
        state=State.WITHHELD, reason=NOT_CARRIED, seat=None, table=""
    )
    OptionUse.objects.filter(question__in=[*written.values(), *gone]).delete()
    OptionUse.objects.bulk_create(
        (
            OptionUse(question_id=written[name], fact_id=fact)
            for name, used in uses.items()
            for fact in sorted(used)
        ),
        batch_size=1000,
    )


def _row(fact: FactValue, outcome: making.Outcome, table: str, base: FactBase) -> BankQuestion:
    row = BankQuestion(
        fact_id=fact.pk,
        facet=outcome.facet,
        mode=outcome.mode,
        language=fact.language,
        lot=lot_of(fact, outcome.facet),
        kind=outcome.kind,
        fact_version=fact.version,
        table=table,
        wants_options=outcome.wants_options,
    )
    if isinstance(outcome, Withheld):
        row.state, row.reason, row.stem_key = State.WITHHELD, outcome.reason, UNASKED
        return row
    row.state = State.PRACTICE if outcome.mode == Mode.TRUEFALSE else State.LIVE
    row.stem, row.digest = outcome.stem, digest(outcome)
    row.key = [option.to_json() for option in outcome.key]
    row.pool = [option.to_json() for option in outcome.pool]
    row.accept, row.typable, row.seat = list(outcome.accept), outcome.typable, outcome.seat
    row.given = given_json(outcome)
    row.stem_key = _stem_key(outcome, base)
    date = outcome.given.date
    row.given_earliest, row.given_latest = (date.outer_earliest, date.outer_latest) if date else (None, None)
    return row


def lot_of(fact: FactValue, facet: str) -> int:
    """The row's place in the shuffled order from which quizzes are drawn, the same wherever it is made."""
    identity = f"{fact.base}:{fact.key}:{facet}:{fact.language}".encode()
    return int.from_bytes(hashlib.blake2b(identity, digest_size=4).digest(), "big") >> 1


def _stem_key(question: Question, base: FactBase) -> str:
    """What finds a question again when a fact comes that its stem might fit."""
    if question.kind == Kind.ORDER:
        return IN_ORDER
    return stem_key(question.given, base.commonness)


def given_json(question: Question) -> dict[str, Any]:
    """What the stem prints, in the form of nquestions/1 but with row numbers for actors and places."""
    given = question.given
    data: dict[str, Any] = {
        "title": given.title,
        "actors": [actor.pk for actor in given.actors],
        "place": given.place.pk if given.place else None,
        "about": given.about.pk if given.about else None,
        "date": given.date.edtf if given.date else None,
        "date_role": given.date_role,
        "type": given.type,
        "source": given.attribution,
        "value": given.value,
    }
    return {name: value for name, value in data.items() if value}
