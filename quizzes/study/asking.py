"""Which question comes next. Nothing here writes, and no query grows with the deck or the base.

Cards come first, then facts that the student has not met. Facets of one fact are siblings: those of a fact
that was answered today wait until nothing else is left. The order is

1. learning steps that have waited long enough,
2. reviews whose day has come, longest overdue first (index student, due_day),
3. new facets, as many a day as the student wants,
4. reviews, then new facets, of facts that were answered today.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from history.models import Fact
from quizzes.models import BankQuestion, Card, Set, Student
from quizzes.questions import Deal, Mode
from quizzes.wording import when_due

from . import tokens
from .dealing import deal, fingerprint
from .folding import study_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """due: cards waiting now, counted up to the day's limit; new: how many more may be met today."""

    due: int
    new: int
    done_today: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question as a student sees it: no key, no notes, no values."""

    card: int | None
    question: int
    stem: str
    options: tuple[str, ...]
    kind: str
    facet: str
    standing: str
    token: str
    number: int
    counts: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """No question for now. `next_due` is in words, empty where no card waits."""

    counts: Counts
    next_due: str
    followed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """What one look at a student's cards shows."""

    counts: Counts
    step: int | None
    review: int | None
    sibling: int | None
    next_at: datetime | None
    next_day: int | None
    last_met: tuple[int, int] | None
    followed: bool


class _CountOf(Subquery):
    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = models.IntegerField()


def next_question(student: Student, *, now: datetime) -> Asked | Nothing:
    """The question to ask now: at most four queries, whatever the size of deck and base."""
    today = study_day(student, now)
    desk = _look(student, now=now, today=today)
    for row in _candidates(student, desk=desk, today=today):
        return _asked(student, row, now=now, counts=desk.counts)
    counts = Counts(due=0, new=0, done_today=desk.counts.done_today)
    next_due = when_due(
        now=now,
        study_day=today,
        due_at=desk.next_at,
        due_day=None if desk.next_at else desk.next_day,
    )
    return Nothing(counts=counts, next_due=next_due, followed=desk.followed)


def ask_again(student: Student, *, token: str, now: datetime) -> Asked | None:
    """The question of a token once more, with the same token; None where it is not asked any longer.

    Raises:
        BadToken: the token was not made for this student.
    """
    read = tokens.read(token, student=student.pk)
    row = _rows(student).filter(pk=read.question, fact_version=read.version).first()
    if row is None:
        return None
    dealt = deal(row, student=student.pk, number=read.number)
    if fingerprint(row, dealt) != read.shown:
        return None
    return _shown(
        row,
        dealt,
        card=read.card or None,
        number=read.number,
        token=token,
        counts=counts(student, now),
    )


def counts(student: Student, now: datetime) -> Counts:
    return _look(student, now=now, today=study_day(student, now)).counts


def _look(student: Student, *, now: datetime, today: int) -> _Desk:
    """Everything about the cards in one query, each part of it a walk along one index."""
    cards = Card.objects.filter(student=student.pk)
    askable = cards.askable(student.language)
    met = cards.filter(first_day__isnull=False).order_by("-first_day", "-pk")
    limit = student.reviews_a_day

    def first(queryset: QuerySet, name: str = "pk") -> Subquery:
        return Subquery(queryset.values(name)[:1])

    found = (
        Student.objects.filter(pk=student.pk)
        .values(
            step=first(askable.steps_due(now)),
            review=first(askable.reviews_due(today).apart(today)),
            sibling=first(askable.reviews_due(today)),
            steps_waiting=_CountOf(askable.steps_due(now).values("pk")[:limit]),
            reviews_waiting=_CountOf(askable.reviews_due(today).values("pk")[:limit]),
            met_today=_CountOf(cards.filter(first_day=today).values("pk")),
            done_today=_CountOf(cards.filter(last_day=today).values("pk")),
            next_at=first(cards.filter(due_at__gt=now).order_by("due_at"), "due_at"),
            next_day=first(cards.filter(due_day__gt=today).order_by("due_day"), "due_day"),
            last_met=first(met, "fact"),
            last_met_earliest=first(met, "fact__earliest"),
            followed=Exists(Set.objects.filter(followers=student.pk)),
        )
        .get()
    )
    reviews_left = max(limit - (found["done_today"] - found["met_today"]), 0)
    return _Desk(
        counts=Counts(
            due=found["steps_waiting"] + min(found["reviews_waiting"], reviews_left),
            new=max(student.new_a_day - found["met_today"], 0),
            done_today=found["done_today"],
        ),
        step=found["step"],
        review=found["review"] if reviews_left else None,
        sibling=found["sibling"] if reviews_left else None,
        next_at=found["next_at"],
        next_day=found["next_day"],
        last_met=_after(found["last_met_earliest"], found["last_met"]),
        followed=found["followed"],
    )


def _after(earliest: int | None, fact: int | None) -> tuple[int, int] | None:
    return None if earliest is None or fact is None else (earliest, fact)


def _candidates(student: Student, *, desk: _Desk, today: int) -> Iterator[BankQuestion]:
    """Bank rows in the order in which they may be asked; each is looked for only when it is needed."""
    card = desk.step or desk.review
    if card is not None:
        yield from _of_card(student, card)
    if desk.counts.new:
        yield from _new(student, today=today, after=desk.last_met, siblings=False)
    if desk.sibling is not None and desk.sibling != card:
        yield from _of_card(student, desk.sibling)
    if desk.counts.new:
        yield from _new(student, today=today, after=None, siblings=True)


def _rows(student: Student) -> QuerySet[BankQuestion]:
    """Live rows in the student's language, without the evidence but for its first word."""
    return (
        BankQuestion.objects.live()
        .filter(mode=Mode.SINGLE, language=student.language)
        .annotate(standing=KT("evidence__standing"))
        .defer("evidence", "given")
    )


def _of_card(student: Student, card: int) -> QuerySet[BankQuestion]:
    return (
        _rows(student)
        .filter(fact__cards=card, facet=F("fact__cards__facet"))
        .annotate(card=F("fact__cards__pk"), last_number=F("fact__cards__number"))
    )


def _new(
    student: Student, *, today: int, after: tuple[int, int] | None, siblings: bool
) -> Iterator[BankQuestion]:
    """The next facet that the student has not met, in the order of the facts: earliest first, then row.

    The walk goes on from `after`, the fact that was met last, and begins anew when it reaches the end. So it
    steps over facts that were met before only where it begins anew; a question that goes live behind it is
    found on the next round; and the facets of one fact come to lie a round apart. Each followed base is
    walked by itself, along the index of its facts, so that other bases cost nothing.
    """
    unmet = _rows(student).filter(~_met(student))
    facts = Fact.objects.filter(Exists(unmet.filter(fact=OuterRef("pk"))), base=OuterRef("base"))
    if not siblings:
        facts = facts.filter(~Exists(_answered(student, today)))
    facts = facts.order_by("earliest", "pk")
    walk: Subquery | Coalesce = Subquery(facts.values("pk")[:1])
    if after is not None:
        ahead = facts.filter(_beyond(after))
        walk = Coalesce(Subquery(ahead.values("pk")[:1]), walk)
    bases = Set.objects.filter(followers=student.pk).order_by().annotate(next=walk)
    found = [fact for fact in bases.values_list("next", flat=True).distinct() if fact is not None]
    ranked = unmet.filter(fact__in=found).order_by("fact__earliest", "fact", "pk")
    if after is not None:
        ranked = ranked.annotate(ahead=_beyond(after, "fact__")).order_by("-ahead", *ranked.query.order_by)
    yield from ranked[:1]


def _met(student: Student) -> Exists:
    return Exists(Card.objects.filter(student=student.pk, fact=OuterRef("fact"), facet=OuterRef("facet")))


def _answered(student: Student, today: int) -> QuerySet[Card]:
    return Card.objects.filter(student=student.pk, fact=OuterRef("pk"), last_day=today)


def _beyond(after: tuple[int, int], prefix: str = "") -> Q:
    """Facts later in order than this one. The first condition is the one that an index can follow."""
    earliest, fact = after
    later = Q(**{f"{prefix}earliest__gt": earliest}) | Q(**{f"{prefix}pk__gt": fact})
    return Q(**{f"{prefix}earliest__gte": earliest}) & later


def _asked(student: Student, row: BankQuestion, *, now: datetime, counts: Counts) -> Asked:
    card: int | None = getattr(row, "card", None)
    number: int = getattr(row, "last_number", 0) + 1
    dealt = deal(row, student=student.pk, number=number)
    token = tokens.Token(
        question=row.pk,
        version=row.fact_version,
        card=card or 0,
        number=number,
        shown=fingerprint(row, dealt),
        dealt=tokens.milliseconds(now),
        nonce=tokens.nonce(),
    )
    return _shown(row, dealt, card=card, number=number, token=token.sign(student=student.pk), counts=counts)


def _shown(
    row: BankQuestion, dealt: Deal, *, card: int | None, number: int, token: str, counts: Counts
) -> Asked:
    return Asked(
        card=card,
        question=row.pk,
        stem=row.stem,
        options=tuple(option.text for option in dealt.options),
        kind=row.kind,
        facet=row.facet,
        standing=getattr(row, "standing", None) or "",
        token=token,
        number=number,
        counts=counts,
    )
