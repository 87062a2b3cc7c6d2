"""In which order facts come that a student has not met: mixed, or thread after thread.

A thread is what somebody takes part in, in the order of time. Mixed, each fact has a place that its number
gives it, and each student begins at a place that hers gives her: the same at every look, and without dice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

PLACES = 2**31 - 1
"""How many places there are: a prime number, so that squares spread over them."""
_STRIDE = 1_640_531_527


def mixed(number: int) -> int:
    """The place of row `number` in the mixed order, from 0 to PLACES - 1.

    The fractional parts of squares times a constant follow each other like chance (Rudnick and Sarnak, 1998).
    No step passes 2 ** 62, so that a database reckons the same (`mixed_places` in migration 0021).
    """
    small = number % PLACES
    return (small * small % PLACES) * _STRIDE % PLACES


@dataclass(frozen=True, slots=True)
class Unmet:
    """A fact that a student has not met, and who takes part in it, as row numbers."""

    fact: int
    actors: Collection[int]


def next_of_thread(unmet: Iterable[Unmet], last: Collection[int]) -> int | None:
    """Which of some facts, in the order of their set, goes on with a thread of those in `last`.

    The first that shares somebody with them and with no fact before it: so no fact comes before an earlier
    one of any of its threads. None where no thread goes on: then the first of them begins the next.
    """
    earlier: set[int] = set()
    for each in unmet:
        if any(actor in last for actor in each.actors) and earlier.isdisjoint(each.actors):
            return each.fact
        earlier.update(each.actors)
    return None
