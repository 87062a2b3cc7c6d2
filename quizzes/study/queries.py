"""The queries behind the next question, each built once. None grows with the deck or the base.

They lean on these indexes: of cards (student, due_at), (student, due_day), (student, first_day), (student,
last_day, fact) and (student, fact, facet); of the bank (state, fact), (state, lot, id) and (fact, facet,
language); of memberships (set, place, fact), (set, mixed, fact) and (set, fact).

`every` asks within all sets that the student follows; else `within` names the one set that is studied.
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache, partial

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, Concat, Length, Mod
from django.db.models.lookups import GreaterThan

from history.models import Fact
from quizzes import spacing
from quizzes.compiled import Compiled, CompiledRow
from quizzes.models import BankQuestion, Card, Membership, Review, Set, Student
from quizzes.models.cards import CardQuerySet, waited
from quizzes.models.sets import UNDATED
from quizzes.questions import Kind, Mode

from .wishing import wish

COLUMNS = (
    *("pk", "fact_id", "facet", "mode", "language", "kind", "stem", "key", "pool", "accept", "seat"),
    *("typable", "fact_version", "standing"),
)
ROW = (*COLUMNS, "card", "last_number")
"""What `dealing.Row` is made of."""
KNOWN = (*ROW, "memory")
"""The same with what is known of the card's memory."""
TOLD = (*KNOWN, "entry", "missed", "quiet")
"""The same with what its log says last, and whether a quiz keeps quiet about it."""
STANDING = KT("evidence__standing")
WEIGHED, SHORTLIST = 400, 20
"""Cards whose risk is compared, and how many of the riskiest are tried before all of them are: where many
cards cannot be asked now. Where none of them can, the longest overdue that can be asked comes."""

_ANSWER = KT("key__0__text")
_TOLD = Case(When(Q(kind__in=spacing.TOLD) & Q(GreaterThan(Length(_ANSWER), spacing.SHORT)), then=_ANSWER))
"""The right answer of a question that gives itself away where it is printed; else null."""


class _Riskiest(Subquery):
    """The first of what a query weighs, by falling risk; `tried` is how many."""

    template = (
        "(SELECT pk FROM (%(subquery)s) weighed "
        "ORDER BY waited DESC NULLS FIRST, due_day, pk LIMIT %(tried)s)"
    )


class _CountOf(Subquery):
    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = models.IntegerField()


def build_look(
    limit: int,
    every: bool,
    *,
    student: int,
    language: str,
    now: datetime,
    soon: datetime,
    today: int,
    sitting: int | None = None,
    **of: int,
) -> QuerySet:
    """Each part is a walk along one index of the cards. Outside of a sitting nothing gives another away."""
    cards = _cards(every, student, **of)
    askable = cards.askable(language)
    apart = _apart(cards, language=language, today=today, sitting=sitting)
    mine = Card.objects.filter(student=student)
    met = mine.filter(first_day__isnull=False).order_by("-first_day", "-pk")
    return Student.objects.filter(pk=student).values(
        step=_first(askable.steps_due(now)),
        review=_first(_riskiest(cards, apart, today, SHORTLIST)),
        sibling=_first(askable.reviews_due(today)),
        early=_first(askable.steps_due(soon)),
        steps_waiting=_CountOf(askable.steps_due(now).values("pk")[:limit]),
        reviews_waiting=_CountOf(askable.reviews_due(today).values("pk")[: limit + 1]),
        met_today=_CountOf(mine.filter(first_day=today).values("pk")),
        done_today=_CountOf(mine.filter(last_day=today).values("pk")),
        next_at=_first(cards.filter(due_at__gt=now).order_by("due_at"), "due_at"),
        next_day=_first(cards.filter(due_day__gt=today).order_by("due_day"), "due_day"),
        last_met=_first(met, "fact"),
        last_met_place=_first(met.annotate(place=_place("fact__earliest")), "place"),
        followed=Exists(sets_of(student, every, **of)),
        order=Coalesce(_first(_naming(sets_of(student, every, **of)), "new_order"), F("new_order")),
    )


def build_behind(
    every: bool, *, student: int, language: str, today: int, sitting: int | None = None, **of: int
) -> QuerySet:
    """What waits behind the shortlist, where nothing on that can be asked now."""
    cards = _cards(every, student, **of)
    apart = _apart(cards, language=language, today=today, sitting=sitting)
    weighed = _first(_riskiest(cards, apart, today, WEIGHED))
    return Student.objects.filter(pk=student).values(
        review=Coalesce(weighed, _first(apart.reviews_due(today)))
    )


def _cards(every: bool, student: int, **of: int) -> CardQuerySet:
    cards = Card.objects.filter(student=student)
    return _followed(cards, student) if every else cards.within(of["within"])


def _apart(cards: CardQuerySet, *, language: str, today: int, sitting: int | None) -> CardQuerySet:
    """Those with a question that neither an answer of today nor one of the last in the sitting gives away."""
    questions = BankQuestion.objects.live().filter(
        fact=OuterRef("fact"), facet=OuterRef("facet"), language=language
    )
    clear = questions if sitting is None else spaced(questions, sitting)
    return cards.filter(Exists(clear)).apart(today)


def _followed(cards: CardQuerySet, student: int) -> CardQuerySet:
    """As `CardQuerySet.followed`, of one student: her sets are listed once, and not joined for each card."""
    sets = Student.follows.through._default_manager.filter(student=student).values("set")
    return cards.filter(Exists(Membership.objects.filter(fact=OuterRef("fact"), set__in=sets)))


def _riskiest(cards: CardQuerySet, apart: CardQuerySet, today: int, tried: int) -> CardQuerySet:
    """Of the cards that wait, those that may be asked now, by falling risk.

    Of many that wait, only the longest overdue are weighed against each other, and of these only so many of
    the riskiest are looked at closely: so it costs the same however much has piled up.
    """
    waiting = cards.reviews_due(today).values("pk", "due_day", waited=waited(today))[:WEIGHED]
    return apart.filter(pk__in=_Riskiest(waiting, tried=tried)).by_risk(today)


def _first(queryset: QuerySet, name: str = "pk") -> Subquery:
    return Subquery(queryset.values(name)[:1])


def _place(earliest: str) -> Coalesce:
    """Where a fact stands in the order of time, as memberships of a rule have it."""
    return Coalesce(F(earliest), Value(UNDATED))


@lru_cache(maxsize=256)
def look(limit: int, every: bool, sitting: bool) -> Compiled:
    """One for each limit, because SQL has it in its text; `sitting`: whether it is for one."""
    slots = {"student": int, "language": str, "now": datetime, "soon": datetime, "today": int}
    return Compiled(partial(build_look, limit, every), **slots, **_within_sitting(sitting), **slot(every))


@lru_cache(maxsize=4)
def behind(every: bool, sitting: bool) -> Compiled:
    slots: dict[str, type] = {"student": int, "language": str, "today": int}
    return Compiled(partial(build_behind, every), **slots, **_within_sitting(sitting), **slot(every))


def _within_sitting(sitting: bool) -> dict[str, type]:
    return {"sitting": int} if sitting else {}


def slot(every: bool) -> dict[str, type]:
    return {} if every else {"within": int}


def _naming(sets: QuerySet[Set]) -> QuerySet[Set]:
    """The sets that say in which order new facts come, a teacher's first."""
    return sets.exclude(new_order="").order_by(F("owner").asc(nulls_last=True), "pk")


def sets_of(student: int, every: bool, **of: int) -> QuerySet[Set]:
    return Set.objects.filter(followers=student) if every else Set.objects.filter(pk=of["within"])


def live_rows(language: str) -> QuerySet[BankQuestion]:
    """Live rows, and of their evidence only the first word."""
    return BankQuestion.objects.live().filter(language=language).annotate(standing=STANDING)


def asked_rows(language: str) -> QuerySet[BankQuestion]:
    """The same with those that are asked in practice alone."""
    return BankQuestion.objects.asked().filter(language=language).annotate(standing=STANDING)


def with_card(rows: QuerySet[BankQuestion], student: int) -> QuerySet[BankQuestion]:
    """With the student's card of each row, if there is one, and the number of its last review."""
    card = Card.objects.filter(student=student, fact=OuterRef("fact"), facet=OuterRef("facet"))
    return rows.annotate(card=_first(card), last_number=Coalesce(_first(card, "number"), Value(0)))


def with_memory(rows: QuerySet[BankQuestion], student: int) -> QuerySet[BankQuestion]:
    """With the student's card of each row, and the state of its memory."""
    card = Card.objects.filter(student=student, fact=OuterRef("fact"), facet=OuterRef("facet"))
    return with_card(rows, student).annotate(memory=_first(card, "state"))


def build_card(*, language: str, card: int) -> QuerySet:
    """The last entry of the card's log is found by its number, however long the log."""
    last = Review.objects.filter(card=OuterRef("fact__cards"), number=OuterRef("fact__cards__number"))
    quiet = Review.objects.kept_back().filter(sitting__student=OuterRef("fact__cards__student"))
    return (
        asked_rows(language)
        .filter(fact__cards=card, facet=F("fact__cards__facet"))
        .annotate(
            card=F("fact__cards__pk"),
            last_number=F("fact__cards__number"),
            memory=F("fact__cards__state"),
            entry=_first(last, "response"),
            missed=Exists(last.filter(right=False)),
            quiet=Case(When(fact__cards__in=quiet.values("card"), then=True), default=False),
        )
        .values(*TOLD)
    )


def spaced(rows: QuerySet[BankQuestion], sitting: int) -> QuerySet[BankQuestion]:
    """Without those that should stand apart from one of the last questions of a sitting (`quizzes.spacing`).

    Facets of one fact are not among them here: a study day keeps them apart already.
    """
    last = Review.objects.filter(sitting=sitting).order_by("-pk").values("question")[: spacing.WINDOW]
    own = {name: OuterRef(name) for name in ("pk", "table", "kind", "fact__agreement", "fact__claimant")}
    links = Fact.corroborates.through.objects
    linked = [
        links.filter(from_fact=OuterRef("fact"), to_fact=OuterRef(OuterRef("fact"))),
        links.filter(to_fact=OuterRef("fact"), from_fact=OuterRef(OuterRef("fact"))),
    ]
    clashing = (
        BankQuestion.objects.filter(pk__in=last)
        .exclude(pk=own["pk"])
        .alias(printed=Concat("stem", Value(" "), KT("evidence__sentence"), output_field=TextField()))
        .filter(
            (Q(table=own["table"]) & ~Q(table=""))
            | Q(fact__agreement=own["fact__agreement"])
            | Q(Exists(linked[0]))
            | Q(Exists(linked[1]))
            | (Q(kind=own["kind"], fact__claimant=own["fact__claimant"]) & Q(kind=Kind.ATTRIBUTION))
            | Q(printed__contains=OuterRef("told"))
        )
    )
    return rows.alias(told=_TOLD).filter(~Exists(clashing))


def unmet(student: int, language: str) -> QuerySet[BankQuestion]:
    """Live rows that the student has not studied; some may have been met in a quiz."""
    met = Card.objects.met().filter(student=student, fact=OuterRef("fact"), facet=OuterRef("facet"))
    return live_rows(language).filter(~Exists(met))


def in_order(unmet: QuerySet[BankQuestion]) -> QuerySet[Membership]:
    """Members of the outer set with something unmet, in the order of the set."""
    asked = Exists(unmet.filter(fact=OuterRef("fact")))
    return Membership.objects.filter(asked, set=OuterRef("pk")).order_by("place", "fact")


def untouched(members: QuerySet[Membership], student: int, today: int) -> QuerySet[Membership]:
    return members.filter(
        ~Exists(Card.objects.filter(student=student, fact=OuterRef("fact"), last_day=today))
    )


def nearest(
    student: int,
    unmet: QuerySet[BankQuestion],
    sets: QuerySet[Set],
    walk: Subquery | Coalesce,
    *order: str | Case,
) -> QuerySet:
    """The first unmet facet of the facts to which the sets lead. A teacher's set goes before the house's."""
    facts = sets.order_by().annotate(next=walk).values("next")
    taught = Exists(
        Membership.objects.filter(fact=OuterRef("fact"), set__followers=student, set__owner__isnull=False)
    )
    taught_first = Case(When(taught, then=0), default=1)
    return first_of(unmet.filter(fact__in=facts), student, taught_first, *order)


def first_of(unmet: QuerySet[BankQuestion], student: int, *order: str | Case) -> QuerySet:
    """The first unmet facet of a few facts, in this order and then in that of time."""
    rows = with_card(unmet, student).alias(fact_place=_place("fact__earliest"))
    return rows.order_by(*order, "fact_place", "fact", *turn()).values(*ROW)[:1]


def turn() -> tuple[Case, Mod, str]:
    """Which facet of a fact comes first: now its date, now who or what, the same for every student.

    What is chosen comes before what is typed, as a card is first met by choosing where it can be.
    """
    typed = Case(When(mode=Mode.TYPED.value, then=1), default=0)
    return typed, Mod(F("pk") * 5 + F("fact") * 3, Value(7)), "pk"


def build_first(every: bool, *, student: int, language: str, today: int, sitting: int, **of: int) -> QuerySet:
    new = spaced(unmet(student, language), sitting)
    members = untouched(in_order(new), student, today)
    return nearest(student, new, sets_of(student, every, **of), _first(members, "fact"))


def build_ahead(
    every: bool, *, student: int, language: str, today: int, sitting: int, place: int, fact: int, **of: int
) -> QuerySet:
    new = spaced(unmet(student, language), sitting)
    members = untouched(in_order(new), student, today)
    beyond = members.filter(is_beyond("place", place, fact))
    walk = Coalesce(_first(beyond, "fact"), _first(members, "fact"))
    passed = Case(When(is_beyond("fact_place", place, fact), then=0), default=1)
    return nearest(student, new, sets_of(student, every, **of), walk, passed)


def build_sibling(every: bool, *, student: int, language: str, **of: int) -> QuerySet:
    new = unmet(student, language)
    return nearest(student, new, sets_of(student, every, **of), _first(in_order(new), "fact"))


def is_beyond(column: str, place: int, fact: int) -> Q:
    """Later in order than this fact. The first condition is the one that an index can follow."""
    later = Q(**{f"{column}__gt": place}) | Q(fact__gt=fact)
    return Q(**{f"{column}__gte": place}) & later


@lru_cache(maxsize=2)
def first(every: bool) -> Compiled:
    return Compiled(
        partial(build_first, every), student=int, language=str, today=int, sitting=int, **slot(every)
    )


@lru_cache(maxsize=2)
def ahead(every: bool) -> Compiled:
    return Compiled(
        partial(build_ahead, every),
        **{"student": int, "language": str, "today": int, "sitting": int, "place": int, "fact": int},
        **slot(every),
    )


@lru_cache(maxsize=2)
def sibling(every: bool) -> Compiled:
    return Compiled(partial(build_sibling, every), student=int, language=str, **slot(every))


def build_question(*, question: int, version: int, student: int) -> QuerySet[BankQuestion]:
    rows = BankQuestion.objects.asked().filter(pk=question, fact_version=version)
    return rows.annotate(wish=wish(student, OuterRef("fact")))


def build_own_card(*, card: int, student: int) -> QuerySet[Card]:
    return Card.objects.filter(pk=card, student=student)


QUESTION = CompiledRow(BankQuestion, build_question, also=("wish",), question=int, version=int, student=int)
OWN_CARD = CompiledRow(Card, build_own_card, card=int, student=int)
CARD = Compiled(build_card, language=str, card=int)
