"""Whether the model's expectations come true: what it expected of answers, beside what became of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0)
"""Of the bins; most answers are expected to be right, so the upper ones are narrower."""

_Z = 1.96  # standard deviations on either side that hold 95 % of a normal distribution


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Answers whose chance to be right was reckoned between `low` and `high`.

    expected: the mean of these chances; right: the share that was right; least, most: where the true share
    lies with 95 % confidence, so far as so many answers can tell.
    """

    low: float
    high: float
    answers: int
    expected: float
    right: float
    least: float
    most: float

    @property
    def fits(self) -> bool:
        """Whether the answers give no reason to doubt what was expected."""
        return self.least <= self.expected <= self.most


def chance_to_be_right(*, recall: float, chance: float, slip: float) -> float:
    """Of an answer, from 0 to 1: known and no slip, or not known and guessed (see `evidence.known`)."""
    return recall * (1 - slip) + (1 - recall) * chance


def calibration(answers: Iterable[tuple[float, bool]]) -> tuple[Bin, ...]:
    """The answers, each with its chance to be right and whether it was, in bins of chance; none is empty.

    Raises ValueError for a chance outside 0 to 1.
    """
    held: list[list[tuple[float, bool]]] = [[] for _ in EDGES[1:]]
    for expected, right in answers:
        if not 0 <= expected <= 1:
            raise ValueError(f"A chance lies between 0 and 1, not at {expected}.")
        held[next(place for place, high in enumerate(EDGES[1:]) if expected <= high)].append(
            (expected, right)
        )
    return tuple(
        _bin(low, high, inside) for low, high, inside in zip(EDGES, EDGES[1:], held, strict=False) if inside
    )


def _bin(low: float, high: float, inside: list[tuple[float, bool]]) -> Bin:
    right = sum(right for _, right in inside) / len(inside)
    least, most = _interval(right, len(inside))
    return Bin(
        low=low,
        high=high,
        answers=len(inside),
        expected=sum(expected for expected, _ in inside) / len(inside),
        right=right,
        least=least,
        most=most,
    )


def _interval(share: float, answers: int) -> tuple[float, float]:
    """Wilson's score interval: it stays inside 0 to 1 and holds for few answers too (Wilson 1927)."""
    spread = _Z * sqrt(share * (1 - share) / answers + _Z**2 / (4 * answers**2))
    middle, scale = share + _Z**2 / (2 * answers), 1 + _Z**2 / answers
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)
