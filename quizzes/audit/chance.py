"""What chance alone would do: standard errors, and the chi-square test of uniformity."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence


def upper_gamma(a: float, x: float) -> float:
    """The regularised incomplete gamma function Q(a, x), by a series or a continued fraction."""
    if x <= 0:
        return 1.0
    front = math.exp(a * math.log(x) - x - math.lgamma(a))
    if x < a + 1:
        term = total = 1 / a
        step = a
        while abs(term) > abs(total) * 1e-14:
            step += 1
            term *= x / step
            total += term
        return max(0.0, 1 - front * total)
    tiny = 1e-300
    b = x + 1 - a
    c, d = 1 / tiny, 1 / b
    result = d
    for i in range(1, 10_000):
        an = -i * (i - a)
        b += 2
        d = 1 / (an * d + b or tiny)
        c = b + an / c or tiny
        result *= d * c
        if abs(d * c - 1) < 1e-14:
            break
    return front * result


def uniform_p(tables: Iterable[Sequence[int]]) -> float | None:
    """The chance that counts at least as uneven come from uniform draws; each table is one set of cells.

    None where nothing was counted.
    """
    statistic, freedom = 0.0, 0
    for counts in tables:
        total = sum(counts)
        if len(counts) < 2 or not total:
            continue
        expected = total / len(counts)
        statistic += sum((count - expected) ** 2 / expected for count in counts)
        freedom += len(counts) - 1
    return upper_gamma(freedom / 2, statistic / 2) if freedom else None
