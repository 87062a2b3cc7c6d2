"""How a fact base is searched: the protocol that proof and generators ask, and one in memory.

The rule of what a student could mean (`fits`) stands here once; the base over the tables
(`history.models.factbase`) finds candidates by index and asks the same rule.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Protocol

from history.dates import HistoricalDate
from history.facts import Actor, ActorKind, Fact, FactKind, Given, Place, Role
from history.names import GAP, fold, spellings_of, title_key

GENERIC_WORDS = frozenset(
    (
        "a again also and arrived as at by came for from go had has have held in into is it its joint "
        "leader leaders meeting met of on paid president received summit talks the their to together "
        "took tour toured travelled two visit visited was went were with"
    ).split()
)
"""Words that tell no two meetings apart: a title of names and these alone is bare."""

MAKERS = frozenset({Role.PARTY, Role.ADOPTER})
"""An agreement is closed where one of these roles is complete: nobody else made it."""

LONG = 800
"""Days. Facts with a longer date are looked at whatever the date asked for."""


class FactBase(Protocol):
    """All published facts, as far as a question needs them."""

    def get(self, pk: int) -> Fact | None: ...

    def fitting(self, given: Given) -> Sequence[Fact]:
        """Every fact that a student could mean who reads what `given` prints."""
        ...

    def near(self, date: HistoricalDate, *, count: int, kind: str = "", type: str = "") -> Sequence[Fact]:
        """At most `count` facts on each side of `date` by primary date, nearest first."""
        ...

    def of_actor(self, pk: int) -> Sequence[Fact]: ...

    def of_agreement(self, pk: int) -> Sequence[Fact]: ...


def actor_words(actor: Actor) -> tuple[str, ...]:
    """All that a sentence may call an actor."""
    return spellings_of(actor.spellings(), person=actor.kind == ActorKind.PERSON)


def place_words(place: Place) -> tuple[str, ...]:
    return spellings_of(place.spellings())


def words_of(fact: Fact) -> tuple[str, ...]:
    """Every name that the printed title of a fact may use for its own actors and places."""
    words: dict[str, None] = {}
    for actor in fact.actors():
        words.update(dict.fromkeys(actor_words(actor)))
    if fact.claimant:
        words.update(dict.fromkeys(actor_words(fact.claimant)))
    for place in fact.places:
        words.update(dict.fromkeys(place_words(place)))
    return tuple(words)


def key_of(fact: Fact) -> str:
    """The key under which facts of like titles are found (`history.names.title_key`)."""
    return fact.title_key or title_key(fact.printed_title, words_of(fact))


def is_bare(fact: Fact) -> bool:
    """Whether the title says no more than who, and perhaps where."""
    return not (set(key_of(fact).split()) - GENERIC_WORDS)


@lru_cache(maxsize=20_000)
def _title_pattern(title: str) -> re.Pattern[str]:
    parts = [re.escape(fold(part)) for part in title.split(GAP)]
    edge = r"(?:(?<!\w)|(?!\w))"
    return re.compile(f"{edge}.*?{edge}".join(parts))


def title_fits(fact: Fact, title: str) -> bool:
    """Whether the printed title of a fact could stand behind a title with gaps."""
    return _title_pattern(title).fullmatch(fold(fact.printed_title)) is not None


def same_name(one: Actor | Place, other: Actor | Place) -> bool:
    """Whether two are one, or printed alike: homonyms count as the same."""
    return one.pk == other.pk or fold(one.name) == fold(other.name)


def same_place(one: Place, other: Place) -> bool:
    """Whether one place is the other or holds it."""
    return same_name(one, other) or other.pk in one.within or one.pk in other.within


def fits(fact: Fact, given: Given) -> bool:
    """Whether a student who reads what `given` prints could mean this fact.

    What a fact leaves open (no date, no place, an agreement whose parties are not all listed) fits.
    A stem of names alone can mean any fact of the same type, and any other that says no more.
    """
    if given.title and not given.bare and not title_fits(fact, given.title):
        return False
    if given.kind and fact.kind != given.kind:
        return False
    if given.bare and fact.type != given.type and not is_bare(fact):
        return False
    if given.date is not None and not _date_fits(fact, given.date, given.date_role):
        return False
    if given.place and fact.places and not any(same_place(place, given.place) for place in fact.places):
        return False
    return all(_actor_fits(fact, actor) for actor in given.actors)


def _date_fits(fact: Fact, date: HistoricalDate, role: str) -> bool:
    in_role = [dated.date for dated in fact.dates if dated.role == role]
    dates = in_role or [dated.date for dated in fact.dates]
    dates += [position.date for position in fact.positions if position.date]
    return not dates or any(not date.disjoint(other) for other in dates)


def _actor_fits(fact: Fact, actor: Actor) -> bool:
    if any(same_name(own, actor) for own in fact.actors()):
        return True
    return fact.kind == FactKind.AGREEMENT and not fact.complete_roles & MAKERS


def _dates_of(fact: Fact) -> list[HistoricalDate]:
    """Every date that anybody gives a fact, in whatever role."""
    held = [position.date for position in fact.positions if position.date]
    return [dated.date for dated in fact.dates] + held


class MemoryFactBase:
    """A fact base held in memory, with an index for each question that is asked of it."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._facts = {fact.pk: fact for fact in facts}
        self._by_key: dict[str, list[Fact]] = defaultdict(list)
        self._by_actor: dict[int, list[Fact]] = defaultdict(list)
        self._by_name: dict[str, list[Fact]] = defaultdict(list)
        self._by_agreement: dict[int, list[Fact]] = defaultdict(list)
        self._undated: list[Fact] = []
        self._long: list[Fact] = []
        days: list[tuple[int, int]] = []
        by_group: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        for fact in self._facts.values():
            self._by_key[key_of(fact)].append(fact)
            for actor in fact.actors():
                self._by_actor[actor.pk].append(fact)
                self._by_name[fold(actor.name)].append(fact)
            if fact.agreement:
                self._by_agreement[fact.agreement.pk].append(fact)
            dates = _dates_of(fact)
            if not dates:
                self._undated.append(fact)
            elif any(date.outer_latest - date.outer_earliest > LONG for date in dates):
                self._long.append(fact)
            else:
                days += [(date.outer_earliest, fact.pk) for date in dates]
            if fact.primary:
                for group in (("", ""), (fact.kind, ""), ("", fact.type), (fact.kind, fact.type)):
                    by_group[group].append((fact.primary.date.earliest, fact.pk))
        self._days = sorted(days)
        self._by_day = {group: sorted(days) for group, days in by_group.items()}

    def __iter__(self) -> Iterator[Fact]:
        return iter(self._facts.values())

    def __len__(self) -> int:
        return len(self._facts)

    def get(self, pk: int) -> Fact | None:
        return self._facts.get(pk)

    def of_actor(self, pk: int) -> Sequence[Fact]:
        return self._by_actor.get(pk, [])

    def of_agreement(self, pk: int) -> Sequence[Fact]:
        return self._by_agreement.get(pk, [])

    def fitting(self, given: Given) -> Sequence[Fact]:
        if given.title and not given.bare:
            candidates: Iterable[Fact] = self._by_key.get(given.title_key, [])
        elif given.date is not None:
            candidates = self._around(given.date)
        elif given.actors:
            candidates = self._by_name.get(fold(given.actors[0].name), [])
        else:
            candidates = self._facts.values()
        return [fact for fact in candidates if fits(fact, given)]

    def _around(self, date: HistoricalDate) -> list[Fact]:
        """All that could have happened on `date`: said to be near it, too long to tell, or not dated."""
        low = bisect_left(self._days, (date.outer_earliest - LONG, 0))
        high = bisect_left(self._days, (date.outer_latest + 1, 0))
        found = {pk: self._facts[pk] for _, pk in self._days[low:high]}
        found.update((fact.pk, fact) for fact in (*self._long, *self._undated))
        return list(found.values())

    def near(self, date: HistoricalDate, *, count: int, kind: str = "", type: str = "") -> Sequence[Fact]:
        days = self._by_day.get((kind, type), [])
        middle = bisect_left(days, (date.earliest, 0))
        found = days[max(0, middle - count) : middle + count]
        found = sorted(found, key=lambda day: (abs(day[0] - date.earliest), day[1]))
        return [self._facts[pk] for _, pk in found]
