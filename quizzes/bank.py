"""Deeds on the question bank: make, refresh and withdraw questions when facts change.

A row is written for every facet that applies to a fact, live or withheld with the reason, and
updated in place ever after, so that cards and reviews keep pointing to it.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import replace
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from history.changes import Change
from history.clues import NAME, WIDTH, dated_keys, open_to_anybody, spans_of, stem_key, stem_keys_of
from history.factbase import FactBase, folded_title_fits
from history.facts import Fact as FactValue
from history.facts import Given
from history.models import Clue, Fact
from history.models.factbase import StoredFactBase, whole_base
from history.names import fold
from quizzes import explaining, making, stems
from quizzes.generators import order
from quizzes.models import BankQuestion, OptionUse
from quizzes.proof import Certain
from quizzes.questions import FEWEST_OPTIONS, Kind, Mode, Option, Question, Withheld, digest
from quizzes.seating import HAND

IN_ORDER = "!"
"""Stands for the stem of a question of order, which no fact fits more than another."""

GONE = "The fact is not published any more."
NOT_CARRIED = "The fact does not carry this question any more."
CHANGED_BEHIND = "The facts behind it changed; it is proved anew."
CAME_NEAR = "A fact near it in time was saved; it is tried anew."
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
NOT_LIVE = [BankQuestion.State.WITHHELD, BankQuestion.State.STALE]

_TITLES = {Kind.AGREEMENT.value, Kind.EVENT.value}
TOGETHER: dict[str, set[str]] = dict.fromkeys(_TITLES, _TITLES)
"""Kinds that are one facet of a fact, so that they are judged together."""

WIDE = 40
"""Facts in one change beyond which questions are marked stale and proved later, in batches."""


Kinds = Mapping[int, Set[str]]
"""For some facts, by row number, the kinds of their questions that are meant."""


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
    base.several(_offered(row for rows in before.values() for row in rows.values()))  # all are read at once
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
    return next((row for row in rows if row.kind == Kind.ORDER and row.state != WITHHELD), None)


def _offered(rows: Iterable[BankQuestion]) -> set[int]:
    """The facts of all options of some rows."""
    return {option["fact"] for row in rows for option in (*row.key, *row.pool) if option["fact"]}


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
    return row.mode == Mode.TYPED and row.state != WITHHELD and not row.wants_options


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
            write(batch, base)
        done += len(batch)
        yield done


def write(
    made: Iterable[tuple[FactValue, list[making.Made]]], base: FactBase, *, only: Kinds | None = None
) -> int:
    """Write what was made of some facts, all or `only` some kinds; returns how many rows are live."""
    batch = list(made)
    rows: dict[tuple[int, str], BankQuestion] = {}
    uses: dict[tuple[int, str], set[int]] = {}
    cited = explaining.citations_of([fact for fact, own in batch if any(_is_asked(each) for each in own)])
    for fact, own in batch:
        for outcome, table in own:
            if (fact.pk, outcome.facet) in rows:
                continue
            row = _row(fact, outcome, table, cited.get(fact.pk, []), base)
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
        state=BankQuestion.State.WITHHELD, reason=NOT_CARRIED, seat=None, table=""
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


def _row(
    fact: FactValue, outcome: making.Outcome, table: str, cited: list[dict[str, Any]], base: FactBase
) -> BankQuestion:
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
        row.state, row.reason = BankQuestion.State.WITHHELD, outcome.reason
        return row
    row.state, row.stem, row.digest = BankQuestion.State.LIVE, outcome.stem, digest(outcome)
    row.key = [option.to_json() for option in outcome.key]
    row.pool = [option.to_json() for option in outcome.pool]
    row.accept, row.seat = list(outcome.accept), outcome.seat
    row.given = given_json(outcome)
    row.evidence = explaining.evidence_of(outcome, cited)
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
        gone = {name: old for name, old in before.items() if after.get(name) != old}
        touched = [*_touched_by(pks, base), *take_back(gone)]
        if after != before:
            touched += _freed(pks)
        kinds: dict[int, set[str]] = defaultdict(set)
        for pk, kind in touched:
            if pk not in pks:
                kinds[pk] |= TOGETHER.get(kind, {kind})
        if len(kinds) > WIDE:
            for kind in {kind for some in kinds.values() for kind in some}:
                BankQuestion.objects.filter(
                    fact__in=[pk for pk in kinds if kind in kinds[pk]], kind=kind
                ).update(state=BankQuestion.State.STALE, reason=CHANGED_BEHIND)
            return live
        others = base.several(sorted(kinds))
        return live + make(others, base, changed={fact for fact, _ in gone}, only=kinds)


Answers = dict[tuple[int, str], tuple[str, str]]


def _answers(pks: set[int]) -> Answers:
    """What each facet of some facts offers to others at its table: {(fact, facet): (table, its answer)}."""
    rows = BankQuestion.objects.filter(fact__in=pks).values_list("fact", "facet", "table", "state", "key")
    return {
        (fact, facet): (table, json.dumps(key[:1], sort_keys=True) if state == "live" else "")
        for fact, facet, table, state, key in rows
    }


Touched = set[tuple[int, str]]
"""Facts, and the kinds of their questions that are touched."""


def take_back(gone: Answers) -> Touched:
    """Take answers that changed out of the pools of all who offer them; a table that breaks up is no more.

    Whoever has lost an answer keeps the others, which are as wrong as they were. Returns the
    questions that have too few left.
    """
    short: Touched = set()
    by_table: dict[str, set[int]] = defaultdict(set)
    for (fact, _), (table, _) in gone.items():
        if table:
            by_table[table].add(fact)
    facts = {fact for fact, _ in gone}
    rows = list(BankQuestion.objects.filter(table__in=by_table).select_for_update())
    used = list(_leaning_on(facts).filter(table="")) if facts else []
    for row in (*rows, *used):
        lost = by_table[row.table] if row.table else facts
        kept = [option for option in row.pool if option["fact"] not in lost]
        if row.fact_id not in facts and len(kept) < len(row.pool):
            row.pool = kept
            if len(kept) < FEWEST_OPTIONS - 1:
                short.add((row.fact_id, row.kind))
        row.seat, row.table = None, ""
    BankQuestion.objects.bulk_update(rows, ["pool", "seat", "table"])
    BankQuestion.objects.bulk_update(used, ["pool"])
    _lean_on_pools(row for row in rows if row.state == BankQuestion.State.LIVE)
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


def _leaning_on(pks: Iterable[int]) -> QuerySet[BankQuestion]:
    """Live rows that lean on some facts."""
    # the uses first, and not `live()`: by the index of states, SQLite would look through all that are live
    uses = OptionUse.objects.filter(fact__in=sorted(pks)).values_list("question", flat=True)
    return BankQuestion.objects.filter(pk__in=list(uses)).exclude(state__in=NOT_LIVE)


def _touched_by(pks: set[int], base: FactBase) -> Touched:
    """Questions of other facts that a changed fact can break, or free where it stood in their way.

    It can break a question by fitting its stem (found under the stem key, or under the date that the
    stem prints), by being one of its right answers, and by printing like a fact that a question of order
    offers; those in whose way it stood are noted as uses.
    """
    held_back = BankQuestion.objects.filter(uses__fact__in=sorted(pks)).exclude(state=BankQuestion.State.LIVE)
    found: Touched = set(held_back.values_list("fact", "kind"))
    printing = set[int]()
    for fact in filter(None, map(base.get, sorted(pks))):
        title = fold(fact.printed_title)
        for breakable in _breakable(fact):
            for own, kind, key, given in breakable.values_list("fact", "kind", "stem_key", "given"):
                # the key of a stem that prints a title is made of words; other stems are not told apart here
                masked = given.get("title", "") if key and key[0] not in (NAME, WIDTH) else ""
                if not masked or folded_title_fits(title, masked):
                    found.add((own, kind))
                # questions of order print the same title without any year
                wider = stems.mask_years(masked)
                if kind == Kind.DATE and own != fact.pk and (not wider or folded_title_fits(title, wider)):
                    printing.add(own)
        printing.update(other.pk for other in order.twins(fact, base) or () if other.pk != fact.pk)
        if any(p.touches("date") for p in fact.positions) or any(dated.note for dated in fact.dates):
            printing.add(fact.pk)
    if printing:
        found.update(_leaning_on(printing).filter(kind=Kind.ORDER).values_list("fact", "kind"))
        own_order = BankQuestion.objects.filter(fact__in=sorted(printing), kind=Kind.ORDER)
        found.update(own_order.exclude(state__in=NOT_LIVE).values_list("fact", "kind"))
    for own, kind, key in _leaning_on(pks).values_list("fact", "kind", "key"):
        if any(option["fact"] in pks for option in key):
            found.add((own, kind))
    return {(own, kind) for own, kind in found if own not in pks}


def _freed(pks: set[int]) -> Touched:
    """Questions near in time that lacked wrong options and might find them now that some facts came or went.

    In a large base those that are not asked are only marked, for make_questions to prove; those that are
    typed stay so until all are made anew.
    """
    small = Fact.objects.published()[:SMALL_BASE].count() < SMALL_BASE
    wanting = BankQuestion.objects.filter(wants_options=True)
    wanting = wanting if small else wanting.filter(state=WITHHELD)
    days = Fact.objects.filter(pk__in=sorted(pks)).values_list("earliest", flat=True)
    waiting = {pk for day in days if day is not None for pk in _nearest(wanting, day)}
    rows = wanting.filter(fact__in=sorted(waiting))
    if small:
        return set(rows.values_list("fact", "kind"))
    rows.update(state=BankQuestion.State.STALE, reason=CAME_NEAR)
    return set()


def _breakable(fact: FactValue) -> Iterator[QuerySet[BankQuestion]]:
    """Live rows whose stems this fact can fit (`history.factbase.fits`), each by a walk along one index."""
    rows = BankQuestion.objects.exclude(state__in=NOT_LIVE)
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


def _nearest(rows: QuerySet[BankQuestion], day: int) -> set[int]:
    """The facts of some rows that are nearest to a day."""
    before = rows.filter(fact__earliest__lt=day).order_by("-fact__earliest")
    after = rows.filter(fact__earliest__gte=day).order_by("fact__earliest")
    return {pk for side in (before, after) for pk in side.values_list("fact", flat=True)[:NEAREST_WAITING]}
