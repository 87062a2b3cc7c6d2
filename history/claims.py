"""Whether values that several voices give contradict each other, or one only says it more exactly.

Dates agree where the days of the one lie in the days of the other (1904 and 1904-04-08): what the marks
~ and ? leave open does not count. Names agree where they fold alike or spell one actor or place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from history.dates import DateError, HistoricalDate, parse
from history.names import fold

Own = HistoricalDate | frozenset[str]
"""What a fact itself says: a date, or the folded spellings of one of its actors or places."""


def read(value: str) -> HistoricalDate | None:
    try:
        return parse(value)
    except DateError:
        return None


def spellings(names: Iterable[str]) -> frozenset[str]:
    """The spellings of one actor or place, folded."""
    return frozenset(fold(name) for name in names)


def nested(one: HistoricalDate, other: HistoricalDate) -> bool:
    """Whether the days of one date lie in those of the other."""
    return one.within(other) or other.within(one)


def agrees(value: str, own: Own) -> bool:
    """Whether a value says what the fact says, perhaps more or less exactly."""
    if isinstance(own, frozenset):
        return fold(value) in own
    date = read(value)
    return date is not None and nested(date, own)


def differ(values: Iterable[str], own: Sequence[Own]) -> bool:
    """Whether values that voices give for one facet contradict each other, or what the fact itself says."""
    told = list(dict.fromkeys(values))
    if own and any(not any(agrees(value, each) for each in own) for value in told):
        return True
    if any(isinstance(each, frozenset) for each in own):
        return False
    return any(not _alike(one, other) for one, other in combinations(told, 2))


def _alike(one: str, other: str) -> bool:
    date, second = read(one), read(other)
    if date is None or second is None:
        return fold(one) == fold(other)
    return nested(date, second)
