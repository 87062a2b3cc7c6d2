"""Deeds on the question bank: make, refresh and withdraw questions when facts change.

A row is written for every facet that applies to a fact, live or withheld with the reason, and
updated in place ever after, so that cards and reviews keep pointing to it.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from history.changes import Change
from history.clues import NAME, WIDTH, dated_keys, open_to_anybody, spans_of, stem_key, stem_keys_of
from history.factbase import FactBase
from history.facts import Fact as FactValue
from history.facts import Given
from history.models import Clue, Fact
from history.models.factbase import StoredFactBase, whole_base
from quizzes import explaining, making
from quizzes.generators import order
from quizzes.models import BankQuestion, OptionUse
from quizzes.questions import FEWEST_OPTIONS, Kind, Mode, Option, Question, Withheld, digest
from quizzes.seating import HAND

IN_ORDER = "!"
"""Stands for the stem of a question of order, which no fact fits more than another."""

GONE = "The fact is not published any more."
NOT_CARRIED = "The fact does not carry this question any more."
CHANGED_BEHIND = "The facts behind it changed; it is proved anew."
NEAREST_WAITING = 10
"""Rows on each side of a new fact in time that are tried again because they lacked wrong options."""

SMALL_BASE = 1_000
"""Published facts up to which even a wide change is proved at once instead of left to make_questions."""

BATCH = 100
"""Facts whose questions are written in one transaction."""

WRITTEN = [
    *("mode", "kind", "state", "reason", "wants_options", "stem", "given", "key", "pool", "accept"),
    *("seat", "table", "evidence", "fact_version", "digest", "stem_key", "given_earliest", "given_latest"),
]

WITHHELD = BankQuestion.State.WITHHELD

WIDE = 40
"""Facts in one change beyond which questions are marked stale and proved later, in batches."""


def make(facts: Iterable[FactValue], base: FactBase, *, changed: Iterable[int] = ()) -> int:
    """Judge all questions of some facts and write them; returns how many rows are live.

    A question keeps its seat at its table as long as all others there are still provably wrong answers;
    those of the facts that `changed` are not trusted. The caller owns the transaction, so that a fact and
    its questions change together.
    """
    wanted = list(facts)
    before = _rows_of(wanted)
    untrusted = frozenset(changed)
    facets = {fact.pk: list(making.facets(fact, base)) for fact in wanted}
    current = {
        _print(best.question.key[0]) for own in facets.values() for each in own if (best := each.best())
    }

    def is_old(option: Option) -> bool:
        known = option.fact in facets or option.fact in untrusted
        return known and _print(option) not in current

    return write(
        (fact, [_again(each, before.get(fact.pk, {}), base, is_old) for each in facets[fact.pk]])
        for fact in wanted
    )


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
    if best.question.kind == Kind.ORDER:
        live = (each for each in rows.values() if each.kind == Kind.ORDER and each.state != WITHHELD)
        row = next(live, None)
    if row is None or not (row.table or row.kind == Kind.ORDER or _was_served(row)):
        return making.alone(facet, base), ""
    key, pool = _options(row.key), _options(row.pool)
    kept = None
    if not any(is_old(option) for option in (*key, *pool) if option.fact != row.fact_id):
        if row.kind == Kind.ORDER:
            kept = making.still_in_order(best, _as_asked(best.question, row, key, pool), base)
        else:
            kept = making.still_seated(best, pool, seat=row.seat, key=row.key, base=base)
    return (kept, row.table) if kept else (making.alone(facet, base), "")


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


def _options(stored: list[dict[str, Any]]) -> tuple[Option, ...]:
    return tuple(Option.from_json(option) for option in stored)


def make_all(facts: Iterable[FactValue], base: FactBase, *, told: Callable[[int], None]) -> Iterator[int]:
    """Judge many facts and seat their questions at tables; yields how many facts are written so far.

    Each batch is a transaction of its own, so that whoever is interrupted goes on where it stopped.
    """
    done = 0
    made = making.at_tables(facts, base, told=told)
    while batch := list(islice(made, BATCH)):
        with transaction.atomic():
            write(batch)
        done += len(batch)
        yield done


def write(made: Iterable[tuple[FactValue, list[making.Made]]]) -> int:
    """Write what was made of some facts; returns how many rows are live."""
    batch = list(made)
    rows: dict[tuple[int, str], BankQuestion] = {}
    uses: dict[tuple[int, str], set[int]] = {}
    cited = explaining.citations_of([fact for fact, own in batch if any(_is_asked(each) for each in own)])
    for fact, own in batch:
        for outcome, table in own:
            if (fact.pk, outcome.facet) in rows:
                continue
            row = _row(fact, outcome, table, cited.get(fact.pk, []))
            rows[fact.pk, row.facet] = row
            uses[fact.pk, row.facet] = _leans_on(outcome, table)
    BankQuestion.objects.bulk_create(
        rows.values(),
        batch_size=200,
        update_conflicts=True,
        unique_fields=["fact", "facet", "language"],
        update_fields=WRITTEN,
    )
    _settle(batch, rows, uses)
    return sum(row.state == BankQuestion.State.LIVE for row in rows.values())


def _leans_on(outcome: making.Outcome, table: str) -> set[int]:
    """Facts whose change touches a question: what stands in its way, what else is right, what is offered."""
    if isinstance(outcome, Withheld):
        return set(outcome.because)
    options = (*outcome.key, *(() if table else outcome.pool))
    return {option.fact for option in options if option.fact} - {outcome.fact.pk}


def _is_asked(made: making.Made) -> bool:
    return isinstance(made[0], Question)


def _rows_of(facts: Iterable[FactValue]) -> dict[int, dict[str, BankQuestion]]:
    """The rows of each fact by facet."""
    found: dict[int, dict[str, BankQuestion]] = defaultdict(dict)
    for row in BankQuestion.objects.filter(fact__in=[fact.pk for fact in facts]).select_for_update():
        found[row.fact_id][row.facet] = row
    return found


def _settle(
    batch: list[tuple[FactValue, list[making.Made]]],
    rows: dict[tuple[int, str], BankQuestion],
    uses: dict[tuple[int, str], set[int]],
) -> None:
    """What follows from the rows that were written: on which facts they lean, and which rows are gone."""
    facts = {fact.pk: fact for fact, _ in batch}
    written, gone = {}, []
    for pk, fact, facet in BankQuestion.objects.filter(fact__in=facts).values_list("pk", "fact", "facet"):
        if (fact, facet) in rows:
            written[fact, facet] = pk
        else:
            gone.append(pk)
    BankQuestion.objects.filter(pk__in=gone).update(
        state=BankQuestion.State.WITHHELD, reason=NOT_CARRIED, seat=None, table=""
    )
    OptionUse.objects.filter(question__fact__in=facts).delete()
    OptionUse.objects.bulk_create(
        (
            OptionUse(question_id=written[name], fact_id=fact)
            for name, used in uses.items()
            for fact in sorted(used)
        ),
        batch_size=1000,
    )


def _row(fact: FactValue, outcome: making.Outcome, table: str, cited: list[dict[str, Any]]) -> BankQuestion:
    row = BankQuestion(
        fact_id=fact.pk,
        facet=outcome.facet,
        mode=outcome.mode,
        language=fact.language,
        lot=lot_of(fact, outcome.facet),
        kind=outcome.kind,
        fact_version=fact.version,
        table=table,
    )
    if isinstance(outcome, Withheld):
        row.state, row.reason = BankQuestion.State.WITHHELD, outcome.reason
        row.wants_options = outcome.wants_options
        return row
    row.state, row.stem, row.digest = BankQuestion.State.LIVE, outcome.stem, digest(outcome)
    row.key = [option.to_json() for option in outcome.key]
    row.pool = [option.to_json() for option in outcome.pool]
    row.accept, row.seat = list(outcome.accept), outcome.seat
    row.given = given_json(outcome)
    row.evidence = explaining.evidence_of(outcome, cited)
    row.stem_key = _stem_key(outcome)
    date = outcome.given.date
    row.given_earliest, row.given_latest = (date.outer_earliest, date.outer_latest) if date else (None, None)
    return row


def lot_of(fact: FactValue, facet: str) -> int:
    """The row's place in the shuffled order from which quizzes are drawn, the same wherever it is made."""
    identity = f"{fact.base}:{fact.key}:{facet}:{fact.language}".encode()
    return int.from_bytes(hashlib.blake2b(identity, digest_size=4).digest(), "big") >> 1


def _stem_key(question: Question, base: FactBase | None = None) -> str:
    """What finds a question again when a fact comes that its stem might fit."""
    if question.kind == Kind.ORDER:
        return IN_ORDER
    return stem_key(question.given, base.commonness) if base else stem_key(question.given)


def given_json(question: Question) -> dict[str, Any]:
    """What the stem prints, in the form of nquestions/1 but with row numbers for actors and places."""
    given = question.given
    data: dict[str, Any] = {
        "title": given.title,
        "actors": [actor.pk for actor in given.actors],
        "place": given.place.pk if given.place else None,
        "date": given.date.edtf if given.date else None,
        "date_role": given.date_role,
        "type": given.type,
        "source": given.attribution,
        "value": given.value,
    }
    return {name: value for name, value in data.items() if value}


# Following the facts


def refresh(change: Change) -> None:
    """Re-prove whatever a change can touch, inside the transaction that makes it.

    A few facts are proved at once, so that a teacher's fact can be asked a minute later. A wide
    change marks rows stale in one UPDATE; `make_questions` proves them, and nobody is asked one
    of them before.
    """
    if change.bulk or len(change.facts) > WIDE or change.actors or change.places or change.agreements:
        mark_stale(change)
        if not change.bulk and Fact.objects.published()[:SMALL_BASE].count() < SMALL_BASE:
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


def break_up() -> None:
    """Unseat whoever sits at a table that somebody has left; they keep their wrong options, noted as uses."""
    seated = BankQuestion.objects.exclude(table="")
    number = Counter(seated.live().values_list("table", flat=True))
    broken = [row for row in seated.only("table", "pool", "fact") if number[row.table] != len(row.pool) + 1]
    for row in broken:
        row.seat, row.table = None, ""
    BankQuestion.objects.bulk_update(broken, ["seat", "table"], batch_size=500)
    OptionUse.objects.bulk_create(
        (
            OptionUse(question=row, fact_id=pk)
            for row in broken
            for pk in sorted({option["fact"] for option in row.pool if option["fact"]})
        ),
        ignore_conflicts=True,
        batch_size=1000,
    )


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


def reprove(changed: Iterable[int]) -> int:
    """Judge the questions of some facts anew, and every question that these facts can break or free.

    Where there are too many of the latter to prove while a teacher waits, they are marked stale.
    """
    pks = set(changed)
    with transaction.atomic():
        base = StoredFactBase()
        before = _answers(pks)
        published = base.several(sorted(pks))
        _drop(pks - {fact.pk for fact in published})
        live = make(published, base, changed=pks)
        after = _answers(pks)
        touched = _touched_by(pks, base)
        gone = {name: old for name, old in before.items() if after.get(name) != old}
        touched |= take_back(gone)
        touched -= pks
        if len(touched) > WIDE:
            BankQuestion.objects.filter(fact__in=touched).update(
                state=BankQuestion.State.STALE, reason=CHANGED_BEHIND
            )
            touched = set()
        return live + make(base.several(sorted(touched)), base, changed={fact for fact, _ in gone})


Answers = dict[tuple[int, str], tuple[str, str]]


def _answers(pks: set[int]) -> Answers:
    """What each facet of some facts offers to others at its table: {(fact, facet): (table, its answer)}."""
    rows = BankQuestion.objects.filter(fact__in=pks).values_list("fact", "facet", "table", "state", "key")
    return {
        (fact, facet): (table, json.dumps(key[:1], sort_keys=True) if state == "live" else "")
        for fact, facet, table, state, key in rows
    }


def take_back(gone: Answers) -> set[int]:
    """Take answers that changed out of the pools of all who offer them; a table that breaks up is no more.

    Whoever has lost an answer keeps the others, which are as wrong as they were. Returns the facts of
    questions that have too few left.
    """
    short: set[int] = set()
    by_table: dict[str, set[int]] = defaultdict(set)
    for (fact, _), (table, _) in gone.items():
        if table:
            by_table[table].add(fact)
    facts = {fact for fact, _ in gone}
    rows = list(BankQuestion.objects.filter(table__in=by_table).select_for_update())
    used = BankQuestion.objects.live().filter(uses__fact__in=facts, table="").distinct()
    for row in (*rows, *used):
        lost = by_table[row.table] if row.table else facts
        kept = [option for option in row.pool if option["fact"] not in lost]
        if row.fact_id not in facts and len(kept) < len(row.pool):
            row.pool = kept
            if len(kept) < FEWEST_OPTIONS - 1:
                short.add(row.fact_id)
        row.seat, row.table = None, ""
    BankQuestion.objects.bulk_update(rows, ["pool", "seat", "table"])
    BankQuestion.objects.bulk_update(used, ["pool"])
    OptionUse.objects.bulk_create(
        (
            OptionUse(question=row, fact_id=option["fact"])
            for row in rows
            for option in row.pool
            if row.state == BankQuestion.State.LIVE and option["fact"]
        ),
        ignore_conflicts=True,
    )
    return short


def _stale(rows: QuerySet[BankQuestion]) -> int:
    return rows.filter(state=BankQuestion.State.LIVE).update(
        state=BankQuestion.State.STALE, reason=CHANGED_BEHIND
    )


def _drop(pks: set[int]) -> None:
    """Withdraw the questions of facts that are no longer published."""
    if pks:
        BankQuestion.objects.filter(fact__in=pks).exclude(reason=GONE).update(
            state=BankQuestion.State.WITHHELD, reason=GONE
        )


def _touched_by(pks: set[int], base: FactBase) -> set[int]:
    """Facts whose questions a changed fact can break or free, other than its own.

    It can break a question by fitting its stem (found under the stem key, or under the date that the
    stem prints) or by being one of its options, and free one that it stood in the way of: both are
    noted as uses. It can also be the wrong option that a question near in time was still waiting for, and
    print like a fact that a question of order offers.
    """
    rows = BankQuestion.objects.all()
    found = set[int]()
    printing = set[int]()
    held_back = rows.filter(uses__fact__in=pks).exclude(state=BankQuestion.State.LIVE)
    found.update(held_back.values_list("fact", flat=True))
    for pk in pks:
        fact = base.get(pk)
        if fact is not None:
            for breakable in _breakable(fact):
                fitted = list(breakable.values_list("fact", "kind"))
                found.update(own for own, _ in fitted)
                printing.update(own for own, kind in fitted if kind == Kind.DATE and own != pk)
            printing.update(other.pk for other in order.twins(fact, base) or () if other.pk != pk)
            if any(p.touches("date") for p in fact.positions) or any(dated.note for dated in fact.dates):
                printing.add(pk)
            found.update(_waiting(fact))
    by_order = rows.live().filter(kind=Kind.ORDER)
    alike = Q(uses__fact__in=printing) | Q(fact__in=printing)
    found.update(by_order.filter(alike).values_list("fact", flat=True))
    leaning = rows.live().filter(uses__fact__in=pks).values_list("fact", "key")
    found.update(fact for fact, key in leaning if any(option["fact"] in pks for option in key))
    return found - pks


def _breakable(fact: FactValue) -> Iterator[QuerySet[BankQuestion]]:
    """Live rows whose stems this fact can fit (`history.factbase.fits`), each by a walk along one index."""
    # not `live()`: by the index of states, SQLite would look through all of them
    rows = BankQuestion.objects.exclude(state__in=[BankQuestion.State.WITHHELD, BankQuestion.State.STALE])
    keys = sorted(key for key in stem_keys_of(fact) if not key.startswith(WIDTH))
    walks = [rows.filter(stem_key__in=keys[start : start + 500]) for start in range(0, len(keys), 500)]
    if open_to_anybody(fact):
        walks.append(rows.filter(stem_key__startswith=NAME))
    yield from (walk.filter(given_earliest=None) for walk in walks)
    for span in spans_of(fact):
        overlap = Q(given_earliest__lte=span.latest, given_latest__gte=span.earliest)
        yield from (walk.filter(overlap) for walk in walks)
        for key, low, high in dated_keys(span):
            yield rows.filter(overlap, stem_key=key, given_earliest__gte=low, given_earliest__lte=high)


def _waiting(fact: FactValue) -> set[int]:
    """The facts nearest in time with a question that still wants wrong options."""
    day = fact.primary.date.earliest if fact.primary else None
    if day is None:
        return set()
    rows = BankQuestion.objects.filter(wants_options=True)
    before = rows.filter(fact__earliest__lt=day).order_by("-fact__earliest")
    after = rows.filter(fact__earliest__gte=day).order_by("fact__earliest")
    return {pk for side in (before, after) for pk in side.values_list("fact", flat=True)[:NEAREST_WAITING]}
