"""Who is offered beside whom, so that nobody is offered more often than anybody else.

Items in the order of time, each clear of the next, are bent into a ring: the first half forwards, then the
second half backwards. Beside each item stand those that follow it on the ring at the same few distances,
whoever it is: so everybody is offered as often as everybody else. Those that follow somebody of the first
half are all later, those that follow somebody of the second half all earlier: the first half is asked for by
who came first, the second by who came last, and nothing but the dates tells the answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import ceil

from quizzes.generators.order.facets import Asked, Facet
from quizzes.generators.order.items import Item
from quizzes.questions import FEWEST_OPTIONS, OPTIONS, RUNGS

LEAST = 2 * (OPTIONS - 1)
"""Items of the shortest ring."""

NEAREST, WIDER = 0.006, 1.32
"""How far on a ring the first rung of the ladder is, as a share of it, and how much farther the next."""

IN_SEQUENCE = 0.02
"""How far apart the items of a sequence stand, as a share of their ring."""


class Ring:
    """At least `LEAST` items in the order of time, each clear of the next."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.half = len(items) // 2
        self.around: tuple[Item, ...] = (*items[: self.half], *reversed(items[self.half :]))
        self._places = {item.fact.pk: place for place, item in enumerate(self.around)}
        self.distances = self._distances()

    def _distances(self) -> dict[int, int]:
        """How far on the ring options stand, by the rungs of the ladder, each farther than the one before.

        Where a ring is too short for three of them, the next places on it are further rungs.
        """
        found: dict[int, int] = {}
        last = 0
        for rung in range(1, RUNGS + OPTIONS):
            distance = ceil(NEAREST * WIDER ** (rung - 1) * len(self.around))
            if rung > RUNGS and len(found) < OPTIONS - 1:
                distance = last + 1
            if last < distance <= self.half and (rung <= RUNGS or len(found) < OPTIONS - 1):
                found[rung] = last = distance
        return found

    def beside(self, key: Item) -> Asked | None:
        """Who came first or last, with wrong options none of which is like another; None if they are few."""
        found: dict[Item, int] = {}
        for rung, distance in self.distances.items():
            other = self._after(key, distance)
            if all(map(other.may_meet, (key, *found))):
                found[other] = rung
        facet = Facet.FIRST if self._places[key.fact.pk] < self.half else Facet.LAST
        return Asked(facet, tuple(found), tuple(found.values())) if len(found) >= OPTIONS - 1 else None

    def in_order(self, key: Item) -> Asked | None:
        """The order of several, the key among them; None where one tells the time of another."""
        distance = max(1, min(round(IN_SEQUENCE * len(self.around)), self.half // (OPTIONS - 1)))
        for most in (OPTIONS, FEWEST_OPTIONS):
            some = [self._after(key, turn * distance) for turn in range(most)]
            if all(one.may_meet(other) for one, other in combinations(some, 2)):
                return Asked(Facet.SEQUENCE, tuple(sorted(some, key=lambda item: item.place)))
        return None

    def _after(self, key: Item, distance: int) -> Item:
        return self.around[(self._places[key.fact.pk] + distance) % len(self.around)]
