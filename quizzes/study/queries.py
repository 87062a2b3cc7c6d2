"""The queries behind the next question, each built once. None grows with the deck or the base.

They lean on these indexes: of cards (student, due_at), (student, due_day), (student, first_day), (student,
last_day, fact) and (student, fact, facet); of the bank (state, fact) and (fact, facet, mode, language); of
facts (base, earliest, id).
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache, partial

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, Mod

from history.models import Fact
from quizzes.models import BankQuestion, Card, Set, Student
from quizzes.questions import Mode

from .compiled import Compiled

COLUMNS = ("pk", "fact_id", "facet", "kind", "stem", "key", "pool", "fact_version", "standing")
"""What `dealing.Row` is made of."""


class _CountOf(Subquery):
    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = models.IntegerField()


def build_look(
    limit: int, *, student: int, language: str, now: datetime, soon: datetime, today: int
) -> QuerySet:
    """Each part is a walk along one index of the cards."""
    cards = Card.objects.filter(student=student)
    askable = cards.askable(language)
    met = cards.filter(first_day__isnull=False).order_by("-first_day", "-pk")
    return Student.objects.filter(pk=student).values(
        step=_first(askable.steps_due(now)),
        review=_first(askable.reviews_due(today).apart(today)),
        sibling=_first(askable.reviews_due(today)),
        early=_first(askable.steps_due(soon)),
        steps_waiting=_CountOf(askable.steps_due(now).values("pk")[:limit]),
        reviews_waiting=_CountOf(askable.reviews_due(today).values("pk")[:limit]),
        met_today=_CountOf(cards.filter(first_day=today).values("pk")),
        done_today=_CountOf(cards.filter(last_day=today).values("pk")),
        next_at=_first(cards.filter(due_at__gt=now).order_by("due_at"), "due_at"),
        next_day=_first(cards.filter(due_day__gt=today).order_by("due_day"), "due_day"),
        last_met=_first(met, "fact"),
        last_met_earliest=_first(met, "fact__earliest"),
        followed=Exists(Set.objects.filter(followers=student)),
    )


def _first(queryset: QuerySet, name: str = "pk") -> Subquery:
    return Subquery(queryset.values(name)[:1])


@lru_cache(maxsize=256)
def look(limit: int) -> Compiled:
    """One for each limit, because SQL has it in its text."""
    return Compiled(
        partial(build_look, limit), student=int, language=str, now=datetime, soon=datetime, today=int
    )


def live_rows(language: str) -> QuerySet[BankQuestion]:
    """Live rows, and of their evidence only the first word."""
    return (
        BankQuestion.objects.live()
        .filter(mode=Mode.SINGLE, language=language)
        .annotate(standing=KT("evidence__standing"))
    )


def build_card(*, language: str, card: int) -> QuerySet:
    return (
        live_rows(language)
        .filter(fact__cards=card, facet=F("fact__cards__facet"))
        .annotate(card=F("fact__cards__pk"), last_number=F("fact__cards__number"))
        .values(*COLUMNS, "card", "last_number")
    )


def unmet(student: int, language: str) -> QuerySet[BankQuestion]:
    met = Card.objects.filter(student=student, fact=OuterRef("fact"), facet=OuterRef("facet"))
    return live_rows(language).filter(~Exists(met))


def _walk(student: int, language: str) -> QuerySet[Fact]:
    """Facts with something unmet in the base of the outer set, in order."""
    asked = Exists(unmet(student, language).filter(fact=OuterRef("pk")))
    return Fact.objects.filter(asked, base=OuterRef("base")).order_by("earliest", "pk")


def _untouched(facts: QuerySet[Fact], student: int, today: int) -> QuerySet[Fact]:
    return facts.filter(~Exists(Card.objects.filter(student=student, fact=OuterRef("pk"), last_day=today)))


def _nearest(student: int, language: str, walk: Subquery | Coalesce, *order: str | Case) -> QuerySet:
    """The first unmet facet among the facts to which each followed base leads."""
    facts = Set.objects.filter(followers=student).order_by().annotate(next=walk).values("next")
    rows = unmet(student, language).filter(fact__in=facts)
    return rows.order_by(*order, "fact__earliest", "fact", turn(), "pk").values(*COLUMNS)[:1]


def turn() -> Mod:
    """Which facet of a fact comes first: now its date, now who or what, the same for every student."""
    return Mod(F("pk") * 5 + F("fact") * 3, Value(7))


def build_first(*, student: int, language: str, today: int) -> QuerySet:
    facts = _untouched(_walk(student, language), student, today)
    return _nearest(student, language, _first(facts))


def build_ahead(*, student: int, language: str, today: int, earliest: int, fact: int) -> QuerySet:
    facts = _untouched(_walk(student, language), student, today)
    walk = Coalesce(_first(facts.filter(_beyond(earliest, fact))), _first(facts))
    behind = Case(When(_beyond(earliest, fact, "fact__"), then=0), default=1)
    return _nearest(student, language, walk, behind)


def build_sibling(*, student: int, language: str) -> QuerySet:
    return _nearest(student, language, _first(_walk(student, language)))


def _beyond(earliest: int, fact: int, prefix: str = "") -> Q:
    """Facts later in order than this one. The first condition is the one that an index can follow."""
    later = Q(**{f"{prefix}earliest__gt": earliest}) | Q(**{f"{prefix}pk__gt": fact})
    return Q(**{f"{prefix}earliest__gte": earliest}) & later


CARD = Compiled(build_card, language=str, card=int)
FIRST = Compiled(build_first, student=int, language=str, today=int)
AHEAD = Compiled(build_ahead, student=int, language=str, today=int, earliest=int, fact=int)
SIBLING = Compiled(build_sibling, student=int, language=str)
