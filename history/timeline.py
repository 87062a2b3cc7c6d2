"""Where things lie on a line of time: units to zoom by, counts for each, and places on an axis.

Years are astronomical (0 is 1 BCE), days are day numbers of `history.dates`. Units follow the custom of
readers: the 20th century is 1900-1999, the first of our era 1-99; before it centuries and decades are
counted back from 1 BCE, so that no unit holds a year 0 and none overlaps its neighbour.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from history.dates import OPEN_FUTURE, OPEN_PAST, civil, day_number, parse, say
from history.sentences import sentence

LONG = 12
"""Units that something may span and be counted in each; what is longer counts where it begins and ends."""


class Scale(StrEnum):
    """What a unit is: the bins of each scale are the next one's views."""

    CENTURY = "century"
    DECADE = "decade"
    YEAR = "year"


SIZES = {Scale.CENTURY: 100, Scale.DECADE: 10, Scale.YEAR: 1}
FINER: dict[Scale | None, Scale | None] = {
    None: Scale.CENTURY,
    Scale.CENTURY: Scale.DECADE,
    Scale.DECADE: Scale.YEAR,
    Scale.YEAR: None,
}
COARSER: dict[Scale, Scale | None] = {
    Scale.CENTURY: None,
    Scale.DECADE: Scale.CENTURY,
    Scale.YEAR: Scale.DECADE,
}


@dataclass(frozen=True, slots=True, order=True)
class Unit:
    """A century, decade or year by its first and last astronomical year."""

    first: int
    last: int
    scale: Scale = field(compare=False)

    @property
    def days(self) -> tuple[int, int]:
        return day_number(self.first, 1, 1), day_number(self.last, 12, 31)

    @property
    def label(self) -> str:
        """ "20th century", "1940s", "50-41 BCE", "44 BCE": as people say it."""
        if self.scale is Scale.YEAR:
            return say(parse(_written(self.first)))
        if self.scale is Scale.CENTURY:
            number = self.first // 100 + 1 if self.first > 0 else -self.last // 100 + 1
            era = " BCE" if self.last <= 0 else "" if self.first >= 1000 else " CE"
            return f"{_ordinal(number)} century{era}"
        whole = self.last - self.first + 1 == SIZES[self.scale]
        if self.scale is Scale.DECADE and whole and self.first > 0 and self.first % 100:
            return f"{self.first}s" if self.first >= 1000 else f"{self.first}s CE"
        return say(parse(f"{_written(self.first)}/{_written(self.last)}"))

    def named(self, language: str) -> str:
        """The label in a language: “XX век”."""
        if language == "en":
            return self.label
        return say(parse(self._edtf()), language)

    def _edtf(self) -> str:
        """A form that dates have a name for, where there is one: 19XX, 194X."""
        first, last = _written(self.first), _written(self.last)
        if self.scale is Scale.YEAR:
            return first
        if self.scale is Scale.CENTURY and 100 <= self.first <= 9900:
            return f"{first[:2]}XX"
        if self.scale is Scale.CENTURY and -9999 <= self.first < 0:
            return f"-{-self.last // 100:02d}XX"
        if self.last - self.first == 9 and 0 < self.first < 9999 and self.first % 100:
            return f"{first[:3]}X"
        return f"{first}/{last}"

    def around(self) -> Unit | None:
        """The unit of the next coarser scale that holds it; None for a century."""
        coarser = COARSER[self.scale]
        return unit_of(self.first, coarser) if coarser else None

    def parts(self) -> tuple[Unit, ...]:
        """The units of the next finer scale, in order; empty for a year."""
        finer = FINER[self.scale]
        if finer is None:
            return ()
        found = [unit_of(self.first, finer)]
        while found[-1].last < self.last:
            found.append(unit_of(found[-1].last + 1, finer))
        return tuple(found)


def unit_of(year: int, scale: Scale) -> Unit:
    """The unit of a scale in which an astronomical year lies."""
    size = SIZES[scale]
    if year > 0:
        first = year // size * size
        return Unit(max(first, 1), first + size - 1, scale)
    back = -year // size * size
    return Unit(-back - size + 1, -back, scale)


def _written(year: int) -> str:
    """EDTF of a year, which needs a Y beyond four digits."""
    if abs(year) > 9999:
        return f"Y{year}"
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{ending}"


@dataclass(frozen=True, slots=True)
class Mark:
    """Something with a place in time: whose it is, what it is called, its first and last day, its class.

    An end that is open or unknown (OPEN_PAST, OPEN_FUTURE) is drawn at the end that is known.
    """

    id: int
    label: str
    earliest: int
    latest: int
    category: str = ""

    @property
    def first(self) -> int:
        return self.latest if self.earliest <= OPEN_PAST else self.earliest

    @property
    def last(self) -> int:
        return self.earliest if self.latest >= OPEN_FUTURE else self.latest

    @property
    def placed(self) -> bool:
        """Whether at least one end is known."""
        return self.earliest > OPEN_PAST or self.latest < OPEN_FUTURE


@dataclass(frozen=True, slots=True)
class Bin:
    """A unit, what lies in it by category, and how many of its like were left out before it."""

    unit: Unit
    ids: tuple[int, ...]
    counts: dict[str, int]
    skipped: int = 0

    @property
    def total(self) -> int:
        return len(self.ids)


def bins(marks: Iterable[Mark], within: Unit | None = None) -> tuple[Bin, ...]:
    """The marks counted by century, or by the parts of `within`, in order.

    A mark counts in each unit that it touches; one that spans more than LONG of them only in those that
    are there because something begins or ends in them. The whole line leaves empty centuries out and says
    in `skipped` how many; the parts of a unit are all there, empty or not.
    """
    placed = [mark for mark in marks if mark.placed]
    units = list(within.parts()) if within else _centuries(placed)
    starts = [unit.days[0] for unit in units]
    held: list[list[Mark]] = [[] for _ in units]
    for mark in placed:
        low = max(bisect_right(starts, mark.first) - 1, 0)
        for index in range(low, bisect_right(starts, mark.last)):
            if units[index].days[1] >= mark.first:
                held[index].append(mark)
    found = []
    for index, (unit, inside) in enumerate(zip(units, held, strict=True)):
        counts = Counter(mark.category for mark in inside)
        skipped = _between(units[index - 1], unit) if index else 0
        found.append(Bin(unit, tuple(mark.id for mark in inside), dict(counts), skipped))
    return tuple(found)


def _centuries(marks: Sequence[Mark]) -> list[Unit]:
    """The centuries in which something begins or ends, and those between where it spans only a few."""
    found: set[Unit] = set()
    for mark in marks:
        unit, last = (unit_of(civil(day)[0], Scale.CENTURY) for day in (mark.first, mark.last))
        found |= {unit, last}
        if (last.first - unit.first) // 100 < LONG:
            while unit.last < last.first:
                found.add(unit := unit_of(unit.last + 1, Scale.CENTURY))
    return sorted(found)


def _between(before: Unit, after: Unit) -> int:
    """How many units of their scale lie between two."""
    size = SIZES[after.scale]
    return max(0, -(-(after.first - before.last - 1) // size))


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark on an axis: its left edge and width in percent, and in which lane it is drawn.

    `before` and `after` say that it goes on beyond the edge; a `point` is a single day.
    """

    mark: Mark
    left: float
    width: float
    lane: int
    point: bool
    before: bool
    after: bool

    @property
    def middle(self) -> float:
        return round(self.left + self.width / 2, 2)


def places(marks: Iterable[Mark], unit: Unit, *, least: float = 0.0) -> tuple[Placed, ...]:
    """The marks that touch a unit, in order of time, in as few lanes as keep them from touching.

    `least` is the width in percent that each is given in its lane, so that neighbours can be told apart
    and pressed.
    """
    start, end = unit.days
    days = end - start + 1
    lanes: list[float] = []
    found: list[Placed] = []
    touching = (mark for mark in marks if mark.placed and mark.first <= end and mark.last >= start)
    for mark in sorted(touching, key=lambda mark: (mark.first, mark.last, mark.id)):
        first, last = max(mark.first, start), min(mark.last, end)
        left, width = 100 * (first - start) / days, 100 * (last - first + 1) / days
        room = max(width, least)
        from_ = min(max(left + width / 2 - room / 2, 0), 100 - room)
        lane = next((index for index, taken in enumerate(lanes) if taken <= from_), len(lanes))
        lanes[lane : lane + 1] = [from_ + room]
        found.append(
            Placed(
                mark=mark,
                left=round(left, 2),
                width=round(width, 2),
                lane=lane,
                point=mark.earliest == mark.latest or mark.first == mark.last,
                before=mark.earliest < start,
                after=mark.latest > end,
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the axis at `left` percent; `label` is empty where there is no room for a word."""

    left: float
    label: str = ""


QUARTERS = {1: sentence("Jan"), 4: sentence("Apr"), 7: sentence("Jul"), 10: sentence("Oct")}


def months(unit: Unit) -> tuple[Tick, ...]:
    """The beginnings of the months of a year, every third with its name."""
    start, end = unit.days
    return tuple(
        Tick(
            left=round(100 * (day_number(unit.first, month, 1) - start) / (end - start + 1), 2),
            label=str(QUARTERS.get(month, "")),
        )
        for month in range(1, 13)
    )
