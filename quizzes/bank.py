"""Deeds on the question bank: make, refresh and withdraw questions when facts change.

A row is written for every facet that applies to a fact, live or withheld with the reason, and
updated in place ever after, so that cards and reviews keep pointing to it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from history.changes import Change
from history.factbase import FactBase, key_of
from history.facts import Fact as FactValue
from history.facts import FactKind
from history.models import Actor, Fact
from history.models.factbase import StoredFactBase, whole_base
from history.names import fold
from quizzes import explaining
from quizzes.generators import generate
from quizzes.models import BankQuestion, OptionUse
from quizzes.proof import Proved, prove
from quizzes.questions import Kind, Question, Withheld, digest

EXCLUDED = "A teacher left this kind of question out: {reason}"
GONE = "The fact is not published any more."
CHANGED_BEHIND = "The facts behind it changed; it is proved anew."
NEAREST_WAITING = 10
"""Rows on each side of a new fact in time that are tried again because they lacked wrong options."""

SMALL_BASE = 1_000
"""Published facts up to which even a wide change is proved at once instead of left to make_questions."""

WIDE = 40
"""Facts in one change beyond which questions are marked stale and proved later, in batches."""


def judge(fact: FactValue, base: FactBase, *, honour_exclusions: bool = True) -> list[Question | Withheld]:
    """Every question of a fact as the proof leaves it, and what is withheld with the reason."""
    outcomes: list[Question | Withheld] = []
    excluded = dict(fact.exclusions) if honour_exclusions else {}
    for proposal in generate(fact, base):
        outcome: Question | Withheld = proposal
        if isinstance(proposal, Question):
            proposal = with_wording(proposal)
            judged = prove(proposal, base)
            outcome = judged.question if isinstance(judged, Proved) else judged
        if isinstance(outcome, Question) and outcome.kind in excluded:
            outcome = Withheld(
                fact=fact,
                facet=outcome.facet,
                kind=outcome.kind,
                reason=EXCLUDED.format(reason=excluded[outcome.kind]),
            )
        outcomes.append(outcome)
    return outcomes


def with_wording(question: Question) -> Question:
    """The question in the teacher's own words, where there are any; proved like any other."""
    own = dict(question.fact.wordings).get(question.facet)
    if not own:
        return question
    stem = (
        own
        if own.startswith(question.attribution) or not question.attribution
        else f"{question.attribution}: {own}"
    )
    return replace(question, stem=stem)


def make(facts: Iterable[FactValue], base: FactBase) -> int:
    """Judge all questions of some facts and write them; returns how many rows are live.

    The caller owns the transaction, so that a fact and its questions change together.
    """
    live = 0
    for fact in facts:
        outcomes = judge(fact, base)
        rows = {
            (row.facet, row.mode, row.language): row
            for row in BankQuestion.objects.filter(fact=fact.pk).select_for_update()
        }
        asked = any(isinstance(outcome, Question) for outcome in outcomes)
        cited = explaining.citations_of(fact) if asked else []
        for outcome in outcomes:
            row = rows.pop((outcome.facet, outcome.mode, fact.language), None)
            live += _write(row, outcome, cited)
        for row in rows.values():
            _withhold(row, fact, "The fact does not carry this question any more.")
    return live


def _write(row: BankQuestion | None, outcome: Question | Withheld, cited: list[dict[str, Any]]) -> bool:
    fact = outcome.fact
    row = row or BankQuestion(
        fact_id=fact.pk,
        facet=outcome.facet,
        mode=outcome.mode,
        language=fact.language,
        lot=lot_of(fact, outcome.facet, outcome.mode),
    )
    before = row.digest if row.state == BankQuestion.State.LIVE else ""
    row.kind = outcome.kind
    row.fact_version = fact.version
    row.stem_key = key_of(fact)
    row.wants_options = isinstance(outcome, Withheld) and outcome.wants_options
    if isinstance(outcome, Withheld):
        row.state, row.reason, row.digest = BankQuestion.State.WITHHELD, outcome.reason, ""
        row.save()
        _note_uses(row, set(outcome.because))
        return False
    row.state, row.reason = BankQuestion.State.LIVE, ""
    row.stem, row.digest = outcome.stem, digest(outcome)
    row.key = [option.to_json() for option in outcome.key]
    row.pool = [option.to_json() for option in outcome.pool]
    row.given = given_json(outcome)
    row.evidence = explaining.evidence_of(outcome, cited)
    row.stem_key = _stem_key(outcome)
    date = outcome.given.date
    row.given_earliest, row.given_latest = (date.outer_earliest, date.outer_latest) if date else (None, None)
    row.save()
    if before != row.digest:
        _note_uses(row, {option.fact for option in outcome.pool if option.fact})
    return True


def lot_of(fact: FactValue, facet: str, mode: str) -> int:
    """The row's place in the shuffled order from which quizzes are drawn, the same wherever it is made."""
    identity = f"{fact.base}:{fact.key}:{facet}:{mode}:{fact.language}".encode()
    return int.from_bytes(hashlib.blake2b(identity, digest_size=4).digest(), "big") >> 1


def _note_uses(row: BankQuestion, used: set[int]) -> None:
    row.uses.exclude(fact__in=used).delete()
    present = set(row.uses.values_list("fact", flat=True))
    OptionUse.objects.bulk_create(
        (OptionUse(question=row, fact_id=pk) for pk in used - present), ignore_conflicts=True
    )


def _stem_key(question: Question) -> str:
    """What finds a question again when a fact comes that its stem might fit."""
    given = question.given
    if given.title and not given.bare:
        return given.title_key
    return fold(given.actors[0].name) if given.actors else ""


def _withhold(row: BankQuestion, fact: FactValue, reason: str) -> None:
    row.state, row.reason, row.fact_version = BankQuestion.State.WITHHELD, reason, fact.version
    row.save(update_fields=["state", "reason", "fact_version"])


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
    return make([fact for fact in base if fact.pk in waiting], base)


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
        keys = set(Fact.objects.filter(pk__in=batch).values_list("title_key", flat=True))
        named = Actor.objects.filter(participations__fact__in=batch).distinct()
        keys |= {fold(name) for name in named.values_list("name", flat=True)}
        count += _stale(
            BankQuestion.objects.filter(Q(fact__in=batch) | Q(uses__fact__in=batch) | Q(stem_key__in=keys))
        )
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
        published = {fact.pk for fact in base.several(sorted(pks))}
        _drop(pks - published)
        touched = _touched_by(pks, base)
        if len(touched) > WIDE:
            BankQuestion.objects.filter(fact__in=touched).update(
                state=BankQuestion.State.STALE, reason=CHANGED_BEHIND
            )
            touched = set()
        return make(base.several(sorted(published | touched)), base)


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
    noted as uses. It can also be the wrong option that a question near in time was still waiting for.
    """
    rows = BankQuestion.objects.all()
    found = set(rows.filter(uses__fact__in=pks).values_list("fact", flat=True))
    for pk in pks:
        fact = base.get(pk)
        if fact is not None:
            for breakable in _breakable(fact):
                found.update(breakable.values_list("fact", flat=True))
            found.update(_waiting(fact))
    return found - pks


def _breakable(fact: FactValue) -> Iterator[QuerySet[BankQuestion]]:
    """Live rows whose stems this fact can fit (`history.factbase.fits`), each by a walk along one index."""
    live = BankQuestion.objects.live()
    keyed = live.filter(stem_key__in={key_of(fact), *(fold(actor.name) for actor in fact.actors())} - {""})
    dates = [dated.date for dated in fact.dates]
    dates += [position.date for position in fact.positions if position.date]
    by_date = live.filter(kind=Kind.AGREEMENT) if fact.kind == FactKind.AGREEMENT else live.none()
    if not dates:
        yield keyed
        yield by_date
        return
    yield keyed.filter(given_earliest=None)
    for date in dates:
        overlap = Q(given_earliest__lte=date.outer_latest, given_latest__gte=date.outer_earliest)
        yield keyed.filter(overlap)
        yield by_date.filter(overlap)


def _waiting(fact: FactValue) -> set[int]:
    """The facts nearest in time with a question that still wants wrong options."""
    day = fact.primary.date.earliest if fact.primary else None
    if day is None:
        return set()
    rows = BankQuestion.objects.filter(wants_options=True)
    before = rows.filter(fact__earliest__lt=day).order_by("-fact__earliest")
    after = rows.filter(fact__earliest__gte=day).order_by("fact__earliest")
    return {pk for side in (before, after) for pk in side.values_list("fact", flat=True)[:NEAREST_WAITING]}
