"""How a fact base is searched: the protocol that proof and generators ask, and one in memory.

The rule of what a student could mean (`fits`) stands here once; what candidates are found by stands in
`history.clues`, and the base over the tables (`history.models.factbase`) goes by the same two.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice
from operator import itemgetter
from typing import Protocol

from history.clues import (
    MANY,
    REACH,
    UNBOUNDED,
    Days,
    Search,
    Span,
    clues_of,
    open_to_anybody,
    search_for,
    spans_of,
    title_of,
    title_parts,
    windows,
)
from history.dates import HistoricalDate
from history.facts import Actor, ActorKind, Fact, Given, Place
from history.names import fold, spellings_of, title_key
from history.sorts import same_sort

GENERIC_WORDS = frozenset(
    (
        "a again also and arrived as at by came for from go had has have held in into is it its joint "
        "leader leaders meeting met of on paid president received summit talks the their to together "
        "took tour toured travelled two visit visited was went were with"
    ).split()
)
"""Words that tell no two meetings apart: a title of names and these alone is bare."""


NEAREST = 30
"""Facts on each side of one in time among which it takes its place where not all are in memory."""


class FactBase(Protocol):
    """All published facts, as far as a question needs them."""

    def get(self, pk: int) -> Fact | None: ...

    def several(self, pks: Iterable[int]) -> Sequence[Fact]:
        """Those of some facts that are published, read at once; `get` has them from then on."""
        ...

    def fitting(self, given: Given) -> Sequence[Fact] | None:
        """Every fact that a student could mean who reads what `given` prints, by row number.

        None where too many could be meant to look at: more than `history.clues.MANY` facts have all the
        clues of the stem, or more than `history.clues.REACH` the rarest of them. Nothing is proved then.
        """
        ...

    def commonness(self, clue: str) -> int:
        """How many facts have a clue; where it is more than `history.clues.REACH`, not exactly."""
        ...

    def near(
        self, date: HistoricalDate, *, count: int, kind: str = "", type: str = "", of: Collection[int] = ()
    ) -> Sequence[Fact]:
        """At most `count` facts on each side of `date` by primary date, nearest first.

        Where actors are given, those of them in which all these took part.
        """
        ...

    def around(self, fact: Fact) -> Sequence[Fact]:
        """The facts among which one takes its place in time, itself included, and not in their order.

        All that are in memory; over tables at most `NEAREST` of its type and of any on each side.
        """
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


def is_bare(fact: Fact) -> bool:
    """Whether the title says no more than who, and perhaps where."""
    return not (set(title_key(fact.printed_title, words_of(fact)).split()) - GENERIC_WORDS)


@lru_cache(maxsize=20_000)
def _fixed_parts(title: str) -> tuple[str, ...]:
    """The parts of a title with gaps, each with a space on either side, so that words are found whole."""
    return tuple(f" {part} " if part else "" for part in title_parts(title))


def title_fits(fact: Fact, title: str) -> bool:
    """Whether the printed title of a fact could stand behind a title with gaps."""
    return folded_title_fits(fold(fact.printed_title), title)


def folded_title_fits(folded: str, title: str) -> bool:
    """The same of a title that is folded already. A gap stands for any words, or for none."""
    parts = _fixed_parts(title)
    if len(parts) == 1:
        return parts[0].strip() == folded
    text, first, last = f" {folded} ", parts[0], parts[-1]
    if not text.startswith(first) or not text.endswith(last):
        return False
    # two neighbours share the space between them
    place = max(len(first) - 1, 0)
    for part in parts[1:-1]:
        found = text.find(part, place)
        if found < 0:
            return False
        place = found + max(len(part) - 1, 0)
    return place <= len(text) - max(len(last), 1)


def same_name(one: Actor | Place, other: Actor | Place) -> bool:
    """Whether two are one, or printed alike: homonyms count as the same."""
    return one.pk == other.pk or fold(one.name) == fold(other.name)


def same_place(one: Place, other: Place) -> bool:
    """Whether one place is the other or holds it."""
    return same_name(one, other) or other.pk in one.within or one.pk in other.within


def fits(fact: Fact, given: Given) -> bool:
    """Whether a student who reads what `given` prints could mean this fact.

    What a fact leaves open (no date, no place, no state that it is about, an agreement whose parties are not
    all listed) fits.
    A stem of names alone can mean any fact of the same type, and any other that says no more.
    """
    if given.title and not given.bare and not title_fits(fact, given.title):
        return False
    if given.kind and fact.kind != given.kind:
        return False
    if given.type and not same_sort(fact.type, given.type) and not (given.bare and is_bare(fact)):
        return False
    if given.date is not None and not _date_fits(fact, given.date, given.date_role):
        return False
    if given.place and fact.places and not any(same_place(place, given.place) for place in fact.places):
        return False
    if given.about and fact.about and not any(same_name(actor, given.about) for actor in fact.about):
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
    return open_to_anybody(fact)


def identity(given: Given) -> tuple[object, ...]:
    """What decides which facts fit, as a key under which they can be kept."""
    return (
        *(given.title, given.kind, given.type, given.date, given.date_role, given.bare),
        tuple([actor.pk for actor in given.actors]),
        given.place.pk if given.place else None,
        given.about.pk if given.about else None,
    )


_day = itemgetter(0)

KEPT = 50_000
"""Searches whose result is kept: the title of an option is looked up by every question that offers it."""


class MemoryFactBase:
    """A fact base held in memory, with an index for each question that is asked of it."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._facts = {fact.pk: fact for fact in facts}
        self._all = list(self._facts.values())
        self._by_title: dict[str, set[int]] = defaultdict(set)
        self._by_clue: dict[str, set[int]] = defaultdict(set)
        self._spans: dict[int, frozenset[Span]] = {}
        self._fitting: dict[tuple[object, ...], list[Fact] | None] = {}
        self._by_actor: dict[int, list[Fact]] = defaultdict(list)
        self._numbers_of_actor: dict[int, set[int]] = defaultdict(set)
        self._by_agreement: dict[int, list[Fact]] = defaultdict(list)
        begins: list[list[tuple[int, int]]] = [[] for _ in range(UNBOUNDED + 1)]
        by_group: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        for fact in self._facts.values():
            self._by_title[title_of(fact)].add(fact.pk)
            for clue in clues_of(fact):
                self._by_clue[clue].add(fact.pk)
            self._spans[fact.pk] = spans_of(fact)
            for span in self._spans[fact.pk]:
                begins[span.width].append((span.earliest, fact.pk))
            for actor in fact.actors():
                self._by_actor[actor.pk].append(fact)
                self._numbers_of_actor[actor.pk].add(fact.pk)
            if fact.agreement:
                self._by_agreement[fact.agreement.pk].append(fact)
            if fact.primary:
                for group in (("", ""), (fact.kind, ""), ("", fact.type), (fact.kind, fact.type)):
                    by_group[group].append((fact.primary.date.earliest, fact.pk))
        self._begins = [sorted(some) for some in begins]
        self._by_day = {group: sorted(days) for group, days in by_group.items()}

    def __iter__(self) -> Iterator[Fact]:
        return iter(self._facts.values())

    def __len__(self) -> int:
        return len(self._facts)

    def get(self, pk: int) -> Fact | None:
        return self._facts.get(pk)

    def several(self, pks: Iterable[int]) -> list[Fact]:
        return [fact for pk in pks if (fact := self._facts.get(pk))]

    def around(self, fact: Fact) -> Sequence[Fact]:
        return self._all

    def of_actor(self, pk: int) -> Sequence[Fact]:
        return self._by_actor.get(pk, [])

    def of_agreement(self, pk: int) -> Sequence[Fact]:
        return self._by_agreement.get(pk, [])

    def commonness(self, clue: str) -> int:
        return len(self._by_clue.get(clue, ()))

    def fitting(self, given: Given) -> Sequence[Fact] | None:
        key = identity(given)
        if key not in self._fitting:
            if len(self._fitting) > KEPT:
                self._fitting.clear()
            self._fitting[key] = self._find(given)
        return self._fitting[key]

    def _find(self, given: Given) -> list[Fact] | None:
        found = self._candidates(search_for(given))
        if found is None:
            return None
        return [fact for pk in sorted(found) if fits(fact := self._facts[pk], given)]

    def _candidates(self, search: Search) -> set[int] | None:
        """All that have what is searched for, starting from the rarest of it."""
        groups = [[self._by_clue.get(clue, set()) for clue in group] for group in search.clues]
        if search.title:
            groups.append([self._by_title.get(search.title, set())])
        starts: list[Sequence[Collection[int]]] = [*groups]
        if search.days:
            starts.append([self._beginning(search.days)])
        first = min(starts, key=lambda some: sum(map(len, some)), default=[self._facts])
        if starts and sum(map(len, first)) > REACH:
            return None
        having = (pk for pk in dict.fromkeys(chain(*first)) if self._has(pk, search, groups))
        found = set(islice(having, MANY + 1))
        return None if len(found) > MANY else found

    def _beginning(self, days: Days) -> list[int]:
        """Facts with a span that begins where it could meet these days."""
        found: list[int] = []
        for width, low, high in windows(days):
            begins = self._begins[width]
            first, last = bisect_left(begins, low, key=_day), bisect_right(begins, high, key=_day)
            found += (pk for _, pk in begins[first:last])
        return found

    def _has(self, pk: int, search: Search, groups: Sequence[Sequence[Collection[int]]]) -> bool:
        if search.kind and self._facts[pk].kind != search.kind:
            return False
        if not all(any(pk in some for some in group) for group in groups):
            return False
        return search.days is None or any(span.meets(search.days) for span in self._spans[pk])

    def near(
        self, date: HistoricalDate, *, count: int, kind: str = "", type: str = "", of: Collection[int] = ()
    ) -> Sequence[Fact]:
        days = self._by_day.get((kind, type), [])
        middle = bisect_left(days, (date.earliest, 0))
        found = days[max(0, middle - count) : middle + count]
        if of:
            own = set.intersection(*(self._numbers_of_actor.get(actor, set()) for actor in of))
            found = [day for day in found if day[1] in own]
        found = sorted(found, key=lambda day: (abs(day[0] - date.earliest), day[1]))
        return [self._facts[pk] for _, pk in found]
