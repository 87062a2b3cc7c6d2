"""Facts in the order of time, and beside whom each of them is asked.

A fact stands in one line: that of its type and verb, or with others of too short a line of their own in that
of its type, of its kind, or of all. A line is split into strands in which each fact is clear of the next, as
few of one year as there must be, and each strand is bent into a ring. Whoever finds no place in a ring is
asked by the order of several; those that are shown with it are taken in turns.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain, islice, product

from history.facts import Fact
from history.names import fold
from quizzes.generators.around import Around
from quizzes.generators.order.facets import Asked, Facet, Some
from quizzes.generators.order.items import Item, number_of
from quizzes.generators.order.labels import labelled, text_of
from quizzes.generators.order.rings import LEAST, Ring
from quizzes.questions import FEWEST_OPTIONS, OPTIONS

SHORT_LINE = 8
"""Facts in a line below which its facts stand with others in a wider one."""

SHORT_RING = 12
"""Items of a ring below which the order of several is asked: too many of its options would be far away."""

SEQUENCES = 3
"""Every so-manieth ring is asked by the order of several too."""

SKIPPED = 160
"""Neighbours that are passed over because they cannot stand there."""

IN_TURN = 8
"""The nearest that could stand beside somebody, of whom the one is taken who was shown least."""

Group = tuple[str | bool, ...]


class Line:
    """Items in the order of time."""

    def __init__(self, items: Iterable[Item]) -> None:
        self.items = sorted(items, key=lambda item: item.place)
        self.places = [item.place for item in self.items]

    def __len__(self) -> int:
        return len(self.items)

    def strands(self) -> Iterator[Sequence[Item]]:
        """Parts of the line in each of which everybody is clear of the next and none is like another."""
        waiting: Sequence[Item] = sorted(self.items, key=lambda item: (item.last, item.place))
        while waiting:
            strand, rest, likes = list[Item](), list[Item](), set[str]()
            for item in waiting:
                like, _ = item.like
                if like in likes or (strand and not strand[-1].before(item)):
                    rest.append(item)
                else:
                    strand.append(item)
                    likes.add(like)
            if len(strand) < LEAST:
                return
            yield strand
            waiting = rest

    def rings(self) -> Iterator[tuple[Ring, bool]]:
        """The rings of the line, and whether in each of them the order of several is asked."""
        for number, strand in enumerate(self.strands(), start=1):
            yield Ring(strand), len(strand) < SHORT_RING or number % SEQUENCES == 0

    def ahead(self, key: Item, way: int) -> Iterator[Item]:
        """The items on one side of a key that are clear of it, the nearest first."""
        at = bisect_left(self.places, key.place)
        later, earlier = self.items[at : at + SKIPPED], self.items[max(0, at - SKIPPED) : at]
        for other in later if way > 0 else reversed(earlier):
            if key.before(other) if way > 0 else other.before(key):
                yield other

    def chain(self, key: Item, way: int, most: int, shown: Counter[int]) -> Some:
        """At most so many items with a key among them, each clear of the next: on one side of it, or on both.

        Of the nearest that could be taken it is whoever was shown least.
        """
        found = [key]
        for side in (way, -way):
            last = key
            while len(found) < most:
                could = (each for each in self.ahead(last, side) if all(map(each.may_meet, found)))
                nearest = islice(could, IN_TURN)
                if (other := min(nearest, key=lambda item: shown[item.fact.pk], default=None)) is None:
                    break
                found.append(last := other)
        return tuple(sorted(found, key=lambda item: item.place))


class Lines:
    """All lines of some facts."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        alike: dict[str, list[Fact]] = defaultdict(list)
        for fact in facts:
            alike[fold(text_of(fact))].append(fact)
        self._items: dict[int, Item] = {}
        for group in alike.values():
            for fact in group:
                if item := labelled(fact, group):
                    self._items[fact.pk] = item
        self._shown: Counter[int] = Counter()
        self._asked: dict[tuple[Facet, str], set[frozenset[str]]] = defaultdict(set)

    def ways(self, item: Item) -> Iterator[Asked]:
        """The ways to ask an item, the best first, no two the same."""
        met = set[Asked]()
        for asked in chain(self._best(item), self._alone(item)):
            if asked not in met:
                met.add(asked)
                yield asked

    def _best(self, item: Item) -> Iterator[Asked]:
        for found in (self._in_rings, self._outside):
            if item.fact.pk in found:
                yield found[item.fact.pk]

    @cached_property
    def _lines(self) -> list[Line]:
        """The lines in which facts stand, each fact in one of them."""
        found, waiting = list[Line](), list(self._items.values())
        for name in (_of_verb, _of_type, _of_kind, _of_voice):
            groups = _grouped(waiting, name)
            long = {of: items for of, items in groups.items() if len(items) >= SHORT_LINE}
            found += map(Line, long.values())
            waiting = [item for of, items in groups.items() if of not in long for item in items]
        return found

    @cached_property
    def _in_rings(self) -> dict[int, Asked]:
        """What is asked of those that stand in a ring."""
        found = {}
        for line in self._lines:
            for ring, in_order in line.rings():
                for item in ring.around:
                    asked = ring.in_order(item) if in_order else ring.beside(item)
                    if asked and self._is_new(item, asked):
                        found[item.fact.pk] = asked
        return found

    @cached_property
    def _outside(self) -> dict[int, Asked]:
        """What is asked of all others."""
        found = {}
        for item in sorted(self._items.values(), key=lambda item: number_of(item.fact)):
            if item.fact.pk not in self._in_rings:
                asked = next((each for each in self._alone(item) if self._is_new(item, each)), None)
                if asked:
                    found[item.fact.pk] = asked
                    self._shown.update(each.fact.pk for each in asked.others)
        return found

    def _alone(self, item: Item) -> Iterator[Asked]:
        """The ways to ask an item among its neighbours, those of its type first."""
        lines = self._by_type[_of_type(item)], self._by_voice[_of_voice(item)]
        sides = (1, -1) if number_of(item.fact) % 2 else (-1, 1)
        # whoever was shown least may stand at the end of a line, with nobody beyond
        turns = (self._shown, Counter[int]())
        for most, line, side, shown in product((OPTIONS, FEWEST_OPTIONS), lines, sides, turns):
            some = line.chain(item, side, most, shown)
            if len(some) == most:
                yield Asked(Facet.SEQUENCE, some)

    def _is_new(self, item: Item, asked: Asked) -> bool:
        """Whether nobody of the same title is asked the same yet; from then on it is not new."""
        others = frozenset(other.text for other in asked.others)
        alike = self._asked[asked.facet, "" if asked.in_order else item.text]
        if others in alike:
            return False
        if not asked.in_order and any(len(others & pool) >= OPTIONS - 1 for pool in alike):
            return False
        alike.add(others)
        return True

    @cached_property
    def _by_type(self) -> dict[Group, Line]:
        return {name: Line(items) for name, items in _grouped(self._items.values(), _of_type).items()}

    @cached_property
    def _by_voice(self) -> dict[Group, Line]:
        return {name: Line(items) for name, items in _grouped(self._items.values(), _of_voice).items()}


def _grouped(items: Iterable[Item], name: Callable[[Item], Group]) -> dict[Group, list[Item]]:
    found: dict[Group, list[Item]] = defaultdict(list)
    for item in items:
        found[name(item)].append(item)
    return found


def _of_voice(item: Item) -> Group:
    return item.fact.base, item.gapped, item.voice


def _of_kind(item: Item) -> Group:
    return *_of_voice(item), item.fact.kind


def _of_type(item: Item) -> Group:
    return *_of_voice(item), item.fact.type


def _of_verb(item: Item) -> Group:
    return *_of_type(item), item.verb


lines_around = Around(Lines)
"""The lines of the facts among which a fact takes its place."""
