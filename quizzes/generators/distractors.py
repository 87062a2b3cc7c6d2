"""Wrong options: real facts of the base, near in time, of the same type, existing then.

What is proposed here is likely wrong; `quizzes.proof` drops whatever is not provably so.
"""

from __future__ import annotations

from collections.abc import Iterator

from history import evidence
from history.dates import HistoricalDate, Precision, coarsened, containing, days_between, say, when
from history.factbase import FactBase, actor_words, same_name
from history.facts import (
    PRESENT_ROLES,
    UNASKED_ROLES,
    Actor,
    ActorKind,
    Fact,
    FactDate,
    FactKind,
    Role,
    Standing,
)
from history.names import contains
from quizzes.generators import stems
from quizzes.questions import OPTIONS, POOL_SIZE, Option

NEIGHBOURS = 30
"""How many facts on each side of a date are looked at."""

COMPATRIOT = 5 * 365
SAME_TYPE = 2 * 365
SHARED_PARTY = 15 * 365
"""Days of nearness that an actor gains by sharing a country with the answer, by coming from a fact
of the same type, and a set of parties by sharing one of them."""

NEAREST_DAYS = 2
"""A day this near to the key is never offered: time zones and reports shift dates by a day or two."""


def neighbours(fact: Fact, base: FactBase, date: HistoricalDate) -> Iterator[Fact]:
    """Facts near in time, those of the same type first, then those of the same kind, then any."""
    seen = {fact.pk}
    for group in ({"type": fact.type}, {"kind": fact.kind}, {}):
        for other in base.near(date, count=NEIGHBOURS, **group):
            if other.pk not in seen:
                seen.add(other.pk)
                yield other


GENERATION = 25 * 365
"""Days. Somebody known only from a time farther away is offered only where nobody nearer can be."""


def in_words(fact: Fact) -> str:
    """A fact as a clause for a note: its title or statement without the full stop."""
    return stems.stripped_claim(fact).rstrip(". ")


def told(fact: Fact, facet: str, *, lead: str = "") -> str:
    """A fact as the note of a wrong option, dated, and with whose claim it is unless it may stand bare."""
    text, date = in_words(fact), fact.primary
    if date and say(date.date) not in text:
        text = f"{text} ({say(date.date)})"
    whose = evidence.attribution(fact, facet)
    return f"{whose}: {lead}{text}." if whose else f"{lead}{text}."


def as_unit(date: HistoricalDate, precision: Precision) -> HistoricalDate | None:
    """A date brought to the precision that is asked, or None where it is coarser than that."""
    if date.is_open or date.approximate or date.uncertain:
        return None
    unit = containing(date)
    if unit is None:
        return None
    return unit if unit.precision == precision else coarsened(unit, precision)


def dates(
    fact: Fact, unit: HistoricalDate, base: FactBase, spoiled: tuple[HistoricalDate, ...]
) -> tuple[Option, ...]:
    """Dates of other facts in the precision of the key, balanced before and after it, nearest first.

    `spoiled` are dates that must not be near: errata, claims of others, dates of the fact's own sources.
    """
    candidates: list[tuple[int, HistoricalDate, Fact, str]] = []
    for other in neighbours(fact, base, unit):
        primary = other.primary
        if primary is None or other.standing in (Standing.CONTESTED, Standing.CHARACTERISATION):
            continue
        date = as_unit(primary.date, unit.precision)
        if date is not None and not _impossible(fact, date):
            rank = abs(date.earliest - unit.earliest) - (SAME_TYPE if other.type == fact.type else 0)
            candidates.append((rank, date, other, primary.role))
    chosen: list[Option] = []
    taken = [unit]
    sides = {True: 0, False: 0}
    for _, date, other, role in sorted(candidates, key=lambda entry: (entry[0], entry[2].pk)):
        later = date.earliest > unit.earliest
        if sides[later] >= POOL_SIZE // 2 or not _clear(date, taken, spoiled):
            continue
        sides[later] += 1
        taken.append(date)
        chosen.append(
            Option(
                text=say(date),
                value={"date": date.edtf},
                note=_of_day(date, other, f"date:{role}"),
                fact=other.pk,
                sort=date.earliest,
            )
        )
    return tuple(sorted(chosen, key=lambda option: abs(option.sort - unit.earliest)))


def _of_day(date: HistoricalDate, other: Fact, facet: str) -> str:
    """What happened on a wrong date: "3 May 1950: …", unless the sentence says the date itself."""
    text, day = in_words(other), say(date)
    whose = evidence.attribution(other, facet)
    if day in text:
        return f"{whose}: {text}." if whose else f"{text}."
    day = stems.capital(day)
    return f"{day}, {whose[:1].lower()}{whose[1:]}: {text}." if whose else f"{day}: {text}."


def _clear(date: HistoricalDate, taken: list[HistoricalDate], spoiled: tuple[HistoricalDate, ...]) -> bool:
    if any(not date.disjoint(other) for other in (*taken, *spoiled)):
        return False
    if date.precision != Precision.DAY:
        return True
    return all(
        (days_between(date, other) or 0) > NEAREST_DAYS for other in (taken[0], *spoiled) if not other.is_open
    )


def _impossible(fact: Fact, date: HistoricalDate) -> bool:
    """Whether somebody who took part did not exist then: such a date gives itself away."""
    return any(
        part.actor.ruled_out(date)
        for part in fact.participations
        if part.role in PRESENT_ROLES and part.actor.kind == ActorKind.PERSON
    )


def actors(
    fact: Fact, right: tuple[Actor, ...], date: HistoricalDate, base: FactBase, barred: tuple[Actor, ...]
) -> tuple[Option, ...]:
    """Actors of the same kind from facts near in time, who existed then and took no part.

    `barred` are actors that the stem prints. Those who share a country with the answer come first.
    """
    kind = right[0].kind
    countries = {actor.country for actor in right}
    excluded = (*fact.actors(), *barred)
    found: dict[int, tuple[int, Actor, Fact]] = {}
    for other in neighbours(fact, base, date):
        if other.standing == Standing.CHARACTERISATION:
            continue
        for actor in (part.actor for part in other.participations if part.role in PRESENT_ROLES):
            if actor.kind != kind or actor.kind == ActorKind.GROUP or actor.pk in fact.wrong_actors:
                continue
            if any(same_name(actor, own) or actor.pk in own.related for own in excluded):
                continue
            if not actor.existed(date):
                continue
            rank = distance(date, other) - (COMPATRIOT if actor.country in countries else 0)
            rank -= SAME_TYPE if other.type == fact.type else 0
            if actor.pk not in found or rank < found[actor.pk][0]:
                found[actor.pk] = (rank, actor, other)
    ranked = sorted(found.values(), key=lambda entry: (entry[0], entry[1].pk))
    near = [entry for entry in ranked if kind != ActorKind.PERSON or distance(date, entry[2]) <= GENERATION]
    far = [entry for entry in ranked if entry not in near]
    near += far[: max(0, OPTIONS - 1 - len(near))]
    return tuple(
        Option(text=actor.name, value={"entity": actor.pk}, note=_of_actor(actor, other), fact=other.pk)
        for _, actor, other in near[:POOL_SIZE]
    )


def _of_actor(actor: Actor, other: Fact) -> str:
    """What a wrong actor is known from: the fact itself where it names the actor."""
    role = next(part.role for part in other.participations if part.actor.pk == actor.pk)
    if any(contains(other.printed_title, word) for word in actor_words(actor)):
        return told(other, f"actors:{role}")
    verb = "signed another" if role == Role.SIGNATORY and other.title else "took part in something else"
    return told(other, f"actors:{role}", lead=f"{stems.capital(stems.the(actor))} {verb}: ")


def distance(date: HistoricalDate, other: Fact) -> int:
    """Days between a date and another fact, a century where the other has no date."""
    dated = other.primary
    days = days_between(date, dated.date) if dated else None
    return 36_525 if days is None else days


def own_agreements(base: FactBase, fact: Fact, date: HistoricalDate) -> Iterator[tuple[Fact, FactDate]]:
    """Other agreements near in time, each by its own fact, with its primary date."""
    for other in base.near(date, count=4 * NEIGHBOURS, kind=FactKind.AGREEMENT):
        dated = other.primary
        if other.pk != fact.pk and dated and dated.role not in UNASKED_ROLES:
            yield other, dated


NEAR_DAYS = 60


def apart(date: HistoricalDate, other: HistoricalDate) -> str:
    """When the other was, and how far from the one if that is near: "on 5 May 1950, five days later"."""
    days = days_between(date, other)
    if not days or days >= NEAR_DAYS or {date.precision, other.precision} != {Precision.DAY}:
        return when(other)
    side = "later" if other.earliest > date.earliest else "earlier"
    return f"{when(other)}, {_number(days)} day{'s' if days != 1 else ''} {side}"


def _number(count: int) -> str:
    words = "no one two three four five six seven eight nine ten eleven twelve".split()
    return words[count] if count < len(words) else str(count)
