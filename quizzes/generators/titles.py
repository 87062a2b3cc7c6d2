"""Which agreement was it? Asked of an agreement's own fact, by its parties and date or its date alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from history.dates import HistoricalDate, Precision, when
from history.factbase import FactBase, actor_words
from history.facts import Actor, ActorKind, DateRole, Fact, FactDate, FactKind, Given, Role
from history.names import GAP, contains, fold
from quizzes.generators import distractors, stems
from quizzes.generators.stems import YEAR_REMARK
from quizzes.questions import FEWEST_OPTIONS, POOL_SIZE, Kind, Option, Question, Withheld

FACET = "title"
MADE = frozenset({DateRole.SIGNED, DateRole.ADOPTED, DateRole.WHEN, DateRole.HELD})
"""Dates on which an agreement was made; that of its entry into force does not say who concluded it when."""


def generate(fact: Fact, base: FactBase) -> Iterator[Question | Withheld]:
    if fact.agreement is None and fact.kind != FactKind.AGREEMENT:
        return

    def withheld(reason: str) -> Withheld:
        return Withheld(fact=fact, facet=FACET, kind=Kind.AGREEMENT, reason=reason)

    if fact.kind != FactKind.AGREEMENT:
        yield withheld("Which agreement it was is asked from the agreement's own fact.")
        return
    if reason := stems.not_askable(fact, FACET):
        yield withheld(reason)
        return
    dated = stems.shown_date(fact)
    if dated is None or dated.date.is_open or not fact.title:
        yield withheld("It needs a title and an agreed date before it can be asked.")
        return
    if dated.role not in MADE:
        yield withheld("Its date does not say when it was made.")
        return
    doubtful = dated.note or dated.date.approximate or dated.date.uncertain
    date = stems.safe_unit(dated) if doubtful else dated.date
    if date is None:
        yield withheld("A note or a mark leaves its date open.")
        return
    yield (
        by_parties(fact, dated, date, base)
        or by_date(fact, dated, date, base)
        or replace(
            withheld("The base has too few comparable agreements to set beside it."), wants_options=True
        )
    )


def option_title(fact: Fact, date: HistoricalDate) -> str:
    """A title as an option: without its year, which the stem gives."""
    title = YEAR_REMARK.sub("", fact.title)
    own = fact.primary
    title = stems.mask_dates(title, date)
    return stems.mask_dates(title, own.date) if own else title


def makers(fact: Fact) -> tuple[str, tuple[Actor, ...]]:
    """The role and the actors that made an agreement: its parties, or the body that adopted it."""
    for role in (Role.PARTY, Role.ADOPTER):
        if fact.in_role(role) and fact.is_complete(role):
            return role, fact.in_role(role)
    return "", ()


def by_parties(fact: Fact, dated: FactDate, date: HistoricalDate, base: FactBase) -> Question | None:
    """Who made it and when are given; the other options were made by the same, so that no name tells."""
    role, actors = makers(fact)
    if not actors:
        return None
    same = {actor.pk for actor in actors}
    pool = tuple(
        _option(other, other_dated, fact, date)
        for other, other_dated in distractors.own_agreements(base, fact, date)
        if {actor.pk for actor in makers(other)[1]} == same and _of_the_time(other, fact, date)
    )
    pool = _distinct(pool, option_title(fact, date))
    if len(pool) < FEWEST_OPTIONS - 1:
        return None
    names = stems.listed(stems.the(actor) for actor in actors)
    verb = "adopt" if role == Role.ADOPTER else "conclude"
    return _question(fact, dated, date, f"Which of these did {names} {verb} {when(date)}?", actors, pool)


def by_date(fact: Fact, dated: FactDate, date: HistoricalDate, base: FactBase) -> Question | None:
    """Only the day is given, because titles name their parties; asked where the day is known."""
    if date.precision != Precision.DAY:
        return None
    shape = len(makers(fact)[1])
    pool = tuple(
        _option(other, other_dated, fact, date)
        for other, other_dated in distractors.own_agreements(base, fact, date)
        if _of_the_time(other, fact, date) and other.type == fact.type and len(makers(other)[1]) == shape
    )
    pool = _distinct(pool, option_title(fact, date))
    if len(pool) < FEWEST_OPTIONS - 1:
        return None
    verb = stems.DATE_PHRASES.get(DateRole(dated.role), "made")
    return _question(fact, dated, date, f"Which of these was {verb} {when(date)}?", (), pool)


def _option(other: Fact, other_dated: FactDate, fact: Fact, date: HistoricalDate) -> Option:
    actors = makers(other)[1]
    verb = stems.DATE_PHRASES.get(DateRole(other_dated.role), "made")
    same = {actor.pk for actor in actors} == {actor.pk for actor in makers(fact)[1]}
    by = f" by {stems.listed(stems.the(actor) for actor in actors)}" if actors and not same else ""
    return Option(
        text=option_title(other, date),
        value={"fact": other.pk},
        note=f"It was {verb}{by} {distractors.apart(date, other_dated.date)}.",
        fact=other.pk,
    )


def _of_the_time(other: Fact, fact: Fact, date: HistoricalDate) -> bool:
    """Whether those who made it, and those whom its title names, could have done so when the fact was."""
    there = {actor.pk for actor in fact.actors()}
    named = (actor for actor in other.actors() if actor.kind == ActorKind.PERSON)
    named = (actor for actor in named if any(contains(other.title, word) for word in actor_words(actor)))
    return bool(other.title) and all(
        actor.pk in there or actor.existed(date) for actor in (*makers(other)[1], *named)
    )


def _distinct(options: tuple[Option, ...], key: str) -> tuple[Option, ...]:
    """Options that read differently from the key and from each other, with a gap where the key has one."""
    seen = {fold(key)}
    kept = []
    for option in options:
        text = fold(option.text)
        if text in seen or (GAP in option.text) != (GAP in key):
            continue
        seen.add(text)
        kept.append(option)
    return tuple(kept[:POOL_SIZE])


def _question(
    fact: Fact,
    dated: FactDate,
    date: HistoricalDate,
    sentence: str,
    actors: tuple[Actor, ...],
    pool: tuple[Option, ...],
) -> Question:
    stem, attribution = stems.with_claim(fact, FACET, sentence)
    return Question(
        fact=fact,
        facet=FACET,
        kind=Kind.AGREEMENT,
        stem=stem,
        given=Given(
            actors=actors, kind=FactKind.AGREEMENT, date=date, date_role=dated.role, attribution=attribution
        ),
        key=(Option(text=option_title(fact, date), value={"fact": fact.pk}, fact=fact.pk),),
        pool=pool,
        attribution=attribution,
    )
