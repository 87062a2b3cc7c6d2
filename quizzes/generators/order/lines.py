"""Facts in the order of time, and beside whom each of them is asked.

A fact stands in one line: that of its type and verb, or with others of too short a line of their own in that
of its type, of its kind, or of all. A line is cut into stretches, each of which is a ring. Where it is cut
follows from the identity of the fact before the cut, so that a new fact moves few others. Whoever finds no
place in a ring is asked by the order of several; those that are shown with it are taken in turns.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from weakref import WeakKeyDictionary

from history.factbase import FactBase
from history.facts import Fact
from history.names import fold
from quizzes.generators.order.items import Item, number_of
from quizzes.generators.order.labels import labelled, text_of
from quizzes.generators.order.rings import LEAST, Placed, Ring, Some
from quizzes.questions import FEWEST_OPTIONS, OPTIONS

SHORT_LINE = 8
"""Facts in a line below which its facts stand with others in a wider one."""

STRETCHES = 4
"""Into about how many stretches a line is cut, if they are long enough."""

SHORT_STRETCH = 48

CLEARINGS = 6
"""How often, at least, one of a stretch is clear of the one before."""

SEQUENCES = 4
"""One in so many facts is asked by the order of several, with others of these."""

SKIPPED = 160
"""Neighbours that are passed over because they cannot stand there."""

IN_TURN = 8
"""The nearest that could stand beside somebody, of whom the one is taken who was shown least."""

NEAR = 8
"""Wrong options for who is asked with the nearest alone."""

Group = tuple[str | bool, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of an item: the order of `items`, or whether it came first (or last) of all others.

    `beside` are wrong options, each with how far away it stands, where they are those of a ring (`drawn`)
    in millionths of the line.
    """

    items: Some = ()
    beside: Placed | tuple[()] = ()
    first: bool = True
    drawn: bool = False


class Line:
    """Items in the order of time."""

    def __init__(self, items: Iterable[Item]) -> None:
        self.items = sorted(items, key=lambda item: item.place)
        self.places = [item.place for item in self.items]

    def __len__(self) -> int:
        return len(self.items)

    @cached_property
    def step(self) -> int:
        """How many places on the next item is, for most of them, clear of an item."""
        items, steps = self.items, []
        for index in range(0, len(items), max(1, len(items) // 200)):
            ahead = range(index + 1, min(len(items), index + SKIPPED))
            steps.append(next((each - index for each in ahead if items[index].before(items[each])), SKIPPED))
        return sorted(steps)[len(steps) * 3 // 4] if steps else 1

    def stretches(self) -> Iterator[Sequence[Item]]:
        """The line in stretches, each at least half and at most twice as long as wanted."""
        usual = max(len(self) // STRETCHES, CLEARINGS * self.step, SHORT_STRETCH)
        half = 1 << (usual // 2).bit_length() - 1
        low = 0
        for index, item in enumerate(self.items, start=1):
            rest, length = len(self) - index, index - low
            cut = length >= half and (number_of(item.fact) % half == 0 or length == 4 * half)
            if rest == 0 or (cut and rest >= half):
                yield self.items[low:index]
                low = index

    def rings(self) -> Iterator[tuple[Ring, bool]]:
        """The rings of the line, and whether in each of them the order of several is asked."""
        for stretch in self.stretches():
            some = [item for item in stretch if number_of(item.fact) % SEQUENCES == 0]
            rest = [item for item in stretch if number_of(item.fact) % SEQUENCES]
            sequences, ring = Ring(some, len(self) // SEQUENCES), Ring(rest, len(self))
            if len(some) > LEAST and sequences.holds and ring.holds:
                yield sequences, True
                yield ring, False
            else:
                yield Ring(stretch, len(self)), False

    def ahead(self, key: Item, way: int) -> Iterator[Item]:
        """The items on one side of a key that are clear of it, the nearest first."""
        at = bisect_left(self.places, key.place)
        later, earlier = self.items[at : at + SKIPPED], self.items[max(0, at - SKIPPED) : at]
        for other in later if way > 0 else reversed(earlier):
            if key.before(other) if way > 0 else other.before(key):
                yield other

    def chain(self, key: Item, way: int, most: int, shown: Counter[int]) -> Some:
        """At most so many items from a key on to one side, each clear of the one before."""
        found = [key]
        while len(found) < most:
            could = (each for each in self.ahead(found[-1], way) if all(map(each.may_meet, found)))
            other = min(islice(could, IN_TURN), key=lambda item: shown[item.fact.pk], default=None)
            if other is None:
                break
            found.append(other)
        return tuple(found[::way])

    def nearest(self, key: Item, way: int) -> Placed:
        """The nearest items on one side of a key that may stand beside it and each other."""
        found: list[Item] = []
        for other in self.ahead(key, way):
            if len(found) < NEAR and all(map(other.may_meet, (key, *found))):
                found.append(other)
        return [(0, item) for item in found]


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

    def item(self, fact: Fact) -> Item | None:
        return self._items.get(fact.pk)

    def ways(self, item: Item) -> Iterator[Asked]:
        """The ways to ask an item, the best first."""
        pk = item.fact.pk
        if pk in self._in_rings:
            yield self._in_rings[pk]
        if pk in self._sequences:
            yield self._sequences[pk]
        elif pk in self._in_rings and (some := self._chained(item, OPTIONS, set())):
            yield Asked(items=some)
        for line in self._wider(item):
            for way in (1, -1) if number_of(item.fact) % 2 else (-1, 1):
                others = line.nearest(item, way)
                if len(others) >= FEWEST_OPTIONS - 1:
                    yield Asked(beside=others, first=way > 0)

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
        found = {}
        for line in self._lines:
            for ring, in_order in line.rings():
                for item in ring.around if ring.holds else ():
                    some, beside = (ring.in_order(item), []) if in_order else ((), ring.beside(item))
                    if some or len(beside) >= OPTIONS - 1:
                        first = ring.in_first_half(item)
                        found[item.fact.pk] = Asked(items=some, beside=beside, first=first, drawn=True)
        return found

    @cached_property
    def _sequences(self) -> dict[int, Asked]:
        """What is asked of those that stand in no ring: the order of several, no two alike."""
        found, taken = {}, set[frozenset[int]]()
        for item in sorted(self._items.values(), key=lambda item: number_of(item.fact)):
            if item.fact.pk in self._in_rings:
                continue
            some = self._chained(item, OPTIONS, taken) or self._chained(item, FEWEST_OPTIONS, taken)
            if some:
                found[item.fact.pk] = Asked(items=some)
                taken.add(frozenset(each.fact.pk for each in some))
                self._shown.update(each.fact.pk for each in some)
        return found

    def _chained(self, item: Item, most: int, taken: set[frozenset[int]]) -> Some:
        for line in self._wider(item):
            for way in (1, -1) if number_of(item.fact) % 2 else (-1, 1):
                some = line.chain(item, way, most, self._shown)
                if len(some) == most and frozenset(each.fact.pk for each in some) not in taken:
                    return some
        return ()

    def _wider(self, item: Item) -> tuple[Line, ...]:
        """The line of a type, and that of all."""
        return self._by_type[_of_type(item)], self._by_voice[_of_voice(item)]

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


_KEPT: WeakKeyDictionary[FactBase, tuple[Sequence[Fact], Lines]] = WeakKeyDictionary()


def lines_around(fact: Fact, base: FactBase) -> Lines:
    """The lines of the facts among which a fact takes its place, kept as long as these are the same."""
    facts = base.around(fact)
    kept = _KEPT.get(base)
    if kept is None or kept[0] is not facts:
        kept = _KEPT[base] = facts, Lines(facts)
    return kept[1]
