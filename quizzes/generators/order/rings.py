"""Who is offered beside whom, so that nobody is offered more often than anybody else.

A stretch of items in the order of time is bent into a ring: its first half forwards, then its second half
backwards. Beside each item stand those that follow it on the ring at the same few distances, whoever it is:
so everybody is offered as often as everybody else. Those that follow somebody of the first half are all
later, those that follow somebody of the second half all earlier: the first half is asked for by who came
first, the second by who came last, and nothing but the dates tells the answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import combinations
from math import ceil

from quizzes.generators.order.items import Item
from quizzes.questions import FEWEST_OPTIONS, OPTIONS, RUNGS

LEAST = 2 * (OPTIONS - 1)
"""Items of the shortest ring."""

NEAREST, WIDER = 0.006, 1.32
"""How far away the first rung of the ladder is, as a share of the line, and how much farther the next."""

IN_SEQUENCE = 0.02
"""How far apart the items of a sequence stand, as a share of their line."""

NEARLY_ALL = 0.9
"""The share of a ring that is clear in time of the nearest that are offered."""

LOOKED_AT = 200
"""Items of a ring by which it is measured how far apart they must stand to be clear."""

Some = tuple[Item, ...]
Placed = list[tuple[int, Item]]


class Ring:
    """A stretch of items in the order of time, out of a line of `number` items."""

    def __init__(self, items: Sequence[Item], number: int) -> None:
        self.half = len(items) // 2
        self.number = number
        self.around: Some = (*items[: self.half], *reversed(items[self.half :]))
        self._places = {item.fact.pk: place for place, item in enumerate(self.around)}

    @property
    def holds(self) -> bool:
        """Whether nearly everybody in it is clear of three others."""
        return len(self.around) >= LEAST and self.step + OPTIONS - 2 <= self.half

    def in_first_half(self, key: Item) -> bool:
        return self._places[key.fact.pk] < self.half

    def _after(self, key: Item, distance: int) -> Item:
        return self.around[(self._places[key.fact.pk] + distance) % len(self.around)]

    @cached_property
    def step(self) -> int:
        """How far on the ring nearly everybody is clear of who stands there."""
        some = self.around[:: max(1, len(self.around) // LOOKED_AT)]
        steps = sorted(map(self._first_clear, some))
        return steps[int(len(steps) * NEARLY_ALL)]

    def _first_clear(self, key: Item) -> int:
        distances = range(1, self.half + 1)
        return next((d for d in distances if key.clear(self._after(key, d))), self.half)

    @cached_property
    def distances(self) -> dict[int, int]:
        """How far on the ring options stand, by the rungs of the ladder, each farther than the one before.

        Where a ring is too short for three of them, the next places on it are further rungs.
        """
        found: dict[int, int] = {}
        last = self.step - 1
        for rung in range(1, RUNGS + OPTIONS):
            distance = self.step - 1 + ceil(NEAREST * WIDER ** (rung - 1) * self.number)
            if rung > RUNGS and len(found) < OPTIONS - 1:
                distance = last + 1
            if last < distance <= self.half:
                found[rung] = last = distance
        return found

    def beside(self, key: Item) -> Placed:
        """Wrong options for who came first or last, each with its rung; none of them is like another."""
        first = self.in_first_half(key)
        found: Placed = []
        for rung, distance in self.distances.items():
            other = self._after(key, distance)
            clear = key.before(other) if first else other.before(key)
            if clear and all(map(other.may_meet, (key, *(item for _, item in found)))):
                found.append((rung, other))
        return found

    def in_order(self, key: Item) -> Some:
        """Items whose order is asked, the key among them; empty where it is not certain."""
        wanted = min(round(IN_SEQUENCE * self.number), self.half // (OPTIONS - 1))
        distance = max(self.step, wanted)
        for most in (OPTIONS, FEWEST_OPTIONS):
            some = [self._after(key, turn * distance) for turn in range(most)]
            if all(one.clear(other) and one.may_meet(other) for one, other in combinations(some, 2)):
                return tuple(sorted(some, key=lambda item: item.place))
        return ()
