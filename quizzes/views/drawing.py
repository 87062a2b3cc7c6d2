"""Where the parts of a chart stand: shares of its width in percent, heights in pixels from the top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quizzes.statistics.retention import Bin

GAP = 0.2
"""Share of a column's room that stays empty."""

LEAST = 2.0
"""Pixels that anything above nothing is high, so that it can be seen."""


@dataclass(frozen=True, slots=True)
class Column:
    """One value of a chart of columns. peak: whether it is the first of the highest, which is labelled."""

    left: float
    width: float
    top: float
    height: float
    peak: bool = False

    @property
    def late(self) -> bool:
        """Whether it stands in the latter half, so that its label reaches to the left."""
        return self.left >= 50

    @property
    def right(self) -> float:
        return round(self.left + self.width, 2)

    @property
    def above(self) -> float:
        return round(self.top - 4, 1)


def columns(values: Sequence[float], *, height: float, most: float = 0.0) -> tuple[Column, ...]:
    """A column for each value; the highest value, or `most` if that is more, takes the whole height."""
    highest = max([*values, most], default=0.0) or 1.0
    room = 100 / len(values) if values else 0.0
    peak = values.index(max(values)) if any(values) else None
    found = []
    for place, value in enumerate(values):
        tall = max(height * value / highest, LEAST) if value > 0 else 0.0
        found.append(
            Column(
                left=round(room * (place + GAP / 2), 2),
                width=round(room * (1 - GAP), 2),
                top=round(height - tall, 1),
                height=round(tall, 1),
                peak=place == peak,
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Point:
    """A bin on the square of expected against right, with the reach of its interval."""

    left: float
    top: float
    least: float
    most: float


def points(bins: Sequence[Bin], *, height: float) -> tuple[int, tuple[Point, ...]]:
    """Where the square begins, in percent, and the bins on it: from there at the lower left to always.

    It begins where the lowest of them needs it to, at a whole ten percent and at half at the latest.
    """
    lowest = min((min(each.expected, each.least) for each in bins), default=0.5)
    begins = min(int(lowest * 10) / 10, 0.5)

    def share(value: float) -> float:
        return (value - begins) / (1 - begins)

    return round(100 * begins), tuple(
        Point(
            left=round(100 * share(each.expected), 2),
            top=round(height * (1 - share(each.right)), 1),
            least=round(height * (1 - share(each.least)), 1),
            most=round(height * (1 - share(each.most)), 1),
        )
        for each in bins
    )
