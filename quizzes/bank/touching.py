"""Which questions of others a saved fact can touch, found by walks along an index."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.db.models import Q, QuerySet

from history.clues import NAME, WIDTH, dated_keys, open_to_anybody, spans_of, stem_keys_of
from history.factbase import FactBase, folded_title_fits
from history.facts import Fact as FactValue
from history.models import Fact
from history.names import fold, title_key
from quizzes import stems
from quizzes.generators import order
from quizzes.models import BankQuestion, OptionUse
from quizzes.questions import Kind

State = BankQuestion.State

NOT_LIVE = [State.WITHHELD, State.STALE]

CAME_NEAR = "A fact near it in time was saved; it is tried anew."

NEAREST_WAITING = 10
"""Rows on each side of a new fact in time that are tried again because they lacked wrong options."""

TITLES = [Kind.AGREEMENT, Kind.EVENT]

Touched = dict[int, tuple[int, str]]
"""Rows that are touched, each with its fact and kind."""


def touched_by(pks: set[int], base: FactBase) -> Touched:
    """Questions of other facts that a changed fact can break, or free where it stood in their way.

    It can break a question by fitting its stem (found under the stem key, or under the date that the
    stem prints), by being one of its right answers, and by printing like a fact that a question of order
    or of titles offers; those in whose way it stood are noted as uses.
    """
    found = named(BankQuestion.objects.filter(uses__fact__in=sorted(pks)).exclude(state=State.LIVE))
    for fact in filter(None, map(base.get, sorted(pks))):
        broken, printing = _fitted_by(fact)
        printing.update(other.pk for other in order.twins(fact, base) or () if other.pk != fact.pk)
        found |= broken | _printing_like(fact, printing)
    for pk, own, kind, key in leaning_on(pks).values_list("pk", "fact", "kind", "key"):
        if any(option["fact"] in pks for option in key):
            found[pk] = own, kind
    return {pk: (own, kind) for pk, (own, kind) in found.items() if own not in pks}


def named(rows: QuerySet[BankQuestion]) -> Touched:
    return {pk: (fact, kind) for pk, fact, kind in rows.values_list("pk", "fact", "kind")}


def _fitted_by(fact: FactValue) -> tuple[Touched, set[int]]:
    """Rows whose stems a fact could fit, and the facts whose titles, without any year, it prints too."""
    found: Touched = {}
    printing = set[int]()
    title, words = fold(fact.printed_title), title_key(fact.printed_title, ())
    for pk, own, kind, key, given in _breakable(fact).values_list("pk", "fact", "kind", "stem_key", "given"):
        # the key of a stem that prints a title is made of words; other stems are not told apart here
        masked = given.get("title", "") if key and key[0] not in (NAME, WIDTH) else ""
        if not masked or folded_title_fits(title, masked):
            found[pk] = own, kind
        if kind != Kind.DATE:
            continue
        # a date is asked of whatever reads the same but for its dates, wherever these stand
        if title_key(masked, ()) == words:
            found[pk] = own, kind
        # questions of order print the same title without any year
        wider = stems.mask_years(masked)
        if own != fact.pk and (not wider or folded_title_fits(title, wider)):
            printing.add(own)
    return found, printing


def _printing_like(fact: FactValue, printing: set[int]) -> Touched:
    """Rows that offer a fact whose printed title a changed one bears too, and rows of these facts themselves.

    Of a question of titles that matters where the changed fact could be of its date, and need not.
    """
    facts = set(printing)
    if any(p.touches("date") for p in fact.positions) or any(dated.note for dated in fact.dates):
        facts.add(fact.pk)
    if not facts:
        return {}
    touched = Q(kind=Kind.ORDER)
    spans = spans_of(fact)
    loose = any(span.width for span in spans) or any(position.date for position in fact.positions)
    for span in spans if loose else ():
        touched |= Q(kind__in=TITLES, given_earliest__lte=span.latest, given_latest__gte=span.earliest)
    own = BankQuestion.objects.filter(fact__in=sorted(facts)).exclude(state__in=NOT_LIVE)
    found = named(leaning_on(facts).filter(touched)) | named(own.filter(touched))
    if loose:
        tables = set(own.filter(kind__in=TITLES).exclude(table="").values_list("table", flat=True))
        mates = BankQuestion.objects.filter(table__in=tables).exclude(state__in=NOT_LIVE)
        found |= named(mates.filter(touched))
    return found


def leaning_on(pks: Iterable[int]) -> QuerySet[BankQuestion]:
    """Live rows that lean on some facts."""
    # the uses first, and not `live()`: by the index of states, SQLite would look through all that are live
    uses = OptionUse.objects.filter(fact__in=sorted(pks)).values_list("question", flat=True)
    return BankQuestion.objects.filter(pk__in=list(uses)).exclude(state__in=NOT_LIVE)


def _breakable(fact: FactValue) -> QuerySet[BankQuestion]:
    """Live rows whose stems this fact can fit (`history.factbase.fits`), all by walks along one index.

    What only might have been at the time of a question of titles is no answer to it (`_printing_like`),
    unless that may be typed: then it must be the only one that could be meant.
    """
    keys = sorted(key for key in stem_keys_of(fact) if not key.startswith(WIDTH))
    printed = Q(stem_key__in=keys)
    certain, undated = ~Q(kind__in=TITLES) | Q(typable=True), Q(given_earliest=None)
    for dated in fact.dates:
        certain |= Q(given_earliest__lte=dated.date.earliest, given_latest__gte=dated.date.latest)
    # each walk names its own stretch of the index: then one query takes them all
    walks, then = Q(printed, undated), undated
    for span in spans_of(fact):
        overlap = Q(certain, given_earliest__lte=span.latest, given_latest__gte=span.earliest)
        walks |= Q(printed, overlap)
        then |= overlap
        for key, low, high in dated_keys(span):
            walks |= Q(overlap, stem_key=key, given_earliest__gte=low, given_earliest__lte=high)
    if open_to_anybody(fact):
        walks |= Q(_of_names(), then)
    return BankQuestion.objects.filter(walks).exclude(state__in=NOT_LIVE)


def _of_names() -> Q:
    """Stems that print no more than a name, by a walk along the index."""
    if connection.vendor == "sqlite":  # whose LIKE walks none, and which compares texts by their bytes
        return Q(stem_key__gte=NAME, stem_key__lt=chr(ord(NAME) + 1))
    return Q(stem_key__startswith=NAME)


def freed(pks: set[int], *, small: bool) -> Touched:
    """Questions near in time that lacked wrong options and might find them now that some facts came or went.

    In a large base those that are not asked are only marked, for make_questions to prove; those that are
    typed stay so until all are made anew.
    """
    wanting = BankQuestion.objects.filter(wants_options=True)
    wanting = wanting if small else wanting.filter(state=State.WITHHELD)
    days = Fact.objects.filter(pk__in=sorted(pks)).values_list("earliest", flat=True)
    waiting = {pk for day in days if day is not None for pk in _nearest(wanting, day)}
    rows = wanting.filter(fact__in=sorted(waiting))
    if small:
        return named(rows)
    rows.update(state=State.STALE, reason=CAME_NEAR)
    return {}


def _nearest(rows: QuerySet[BankQuestion], day: int) -> set[int]:
    """The facts of some rows that are nearest to a day."""
    before = rows.filter(fact__earliest__lt=day).order_by("-fact__earliest")
    after = rows.filter(fact__earliest__gte=day).order_by("fact__earliest")
    return {pk for side in (before, after) for pk in side.values_list("fact", flat=True)[:NEAREST_WAITING]}
