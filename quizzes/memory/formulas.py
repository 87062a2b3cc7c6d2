"""The formulas of `fsrs6` and `evidence` over columns of numpy, in the same order of operations."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from quizzes.memory import fsrs6
from quizzes.memory.columns import Column
from quizzes.memory.fsrs6 import Grade

Cards = Column | slice
"""Numbers of cards within a batch, or all of them."""


@dataclass(frozen=True, slots=True)
class Functions:
    """The three functions whose last bit depends on who reckons them."""

    exp: Callable[[Any], Any]
    log: Callable[[Any], Any]
    power: Callable[[Any, Any], Any]


def _each(function: Callable[..., float], inputs: int) -> Callable[..., Any]:
    over = np.frompyfunc(function, inputs, 1)
    return lambda *values: np.asarray(over(*values), dtype=float)


FAST = Functions(exp=np.exp, log=np.log, power=np.power)
EXACT = Functions(exp=_each(math.exp, 1), log=_each(math.log, 1), power=_each(pow, 2))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Weights:
    """w[i]: a number for all cards, a row where there are many sets, or a column where each card has its own.

    The rest is what the weights alone tell: of the forgetting curve (decay, factor), of growth, of the
    ceiling after a fall, of the difficulty to which all is drawn, and what a first answer leaves. own: all of
    it in rows, where each card has its own.
    """

    w: Any
    decay: Any
    factor: Any
    growth: Any
    ceiling: Any
    easy: Any
    first: dict[Grade, tuple[Any, Any]]
    own: Column | None = None

    @classmethod
    def of(cls, sets: Sequence[Sequence[float]]) -> Weights:
        """Of one set as numbers, of several as rows. Raises ValueError for sets that are not of 21."""
        columns = zip(*_table(sets), strict=True)
        return cls._of([values[0] if len(values) == 1 else np.array(values) for values in columns])

    @classmethod
    def of_cards(cls, sets: Sequence[Sequence[float]], which: Column) -> Weights:
        """Of each card its own; which: the place of its set among these."""
        return cls._of(np.array(_table(sets)).T[:, which], own=True)

    def at(self, cards: Cards) -> Weights:
        """Those of some cards, which are those of all unless each has its own."""
        return self if self.own is None else self._of(self.own[:, cards], own=True)

    @property
    def shape(self) -> tuple[int, ...]:
        """What each card has a memory for: each of several sets, or nothing else."""
        return np.shape(self.decay) if self.own is None else ()

    @classmethod
    def _of(cls, told: Any, *, own: bool = False) -> Weights:
        decay, factor, growth, ceiling, easy, *first = told[21:]
        return cls(
            w=told[:21],
            decay=decay,
            factor=factor,
            growth=growth,
            ceiling=ceiling,
            easy=easy,
            first={grade: (first[2 * place], first[2 * place + 1]) for place, grade in enumerate(Grade)},
            own=told if own else None,
        )


def _table(sets: Sequence[Sequence[float]]) -> list[list[float]]:
    if {len(weights) for weights in sets} != {21}:
        raise ValueError("FSRS-6 has 21 weights: give at least one set of them, and no other number.")
    return [_told(tuple(map(float, weights))) for weights in sets]


def _told(w: tuple[float, ...]) -> list[float]:
    """The weights, and what they tell, in the order of `Weights`."""
    return [
        *w,
        -w[20],
        0.9 ** (1 / -w[20]) - 1,
        math.exp(w[8]),
        math.exp(w[17] * w[18]),
        w[4] - math.exp(w[5] * 3) + 1,
        *(value for grade in Grade for value in fsrs6.first_memory(grade, weights=w)),
    ]


def recall_after(gap: Column, stability: Column, w: Weights, f: Functions) -> Column:
    """As `fsrs6.retrievability`."""
    return f.power(1 + w.factor * gap / stability, w.decay)


def next_memory(
    memory: tuple[Column, Column], grade: Grade, recall: Column | None, w: Weights, f: Functions
) -> tuple[Column, Column]:
    """As `fsrs6.next_memory`, of stability and difficulty; recall: None for an answer within a day."""
    stability, difficulty = memory
    if recall is None:
        reached = _within_a_day(stability, grade, w, f)
    elif grade is Grade.AGAIN:
        reached = _after_forgetting(stability, difficulty, recall, w, f)
    else:
        reached = _after_recall(stability, difficulty, recall, grade, w, f)
    damped = difficulty
    if grade is not Grade.GOOD:
        damped = difficulty - w.w[6] * (grade - 3) * (10 - difficulty) / 9
    eased = w.w[7] * w.easy + (1 - w.w[7]) * damped
    return (
        np.minimum(np.maximum(reached, fsrs6.STABILITY_MIN), fsrs6.STABILITY_MAX),
        np.minimum(np.maximum(eased, fsrs6.DIFFICULTY_MIN), fsrs6.DIFFICULTY_MAX),
    )


def _after_recall(
    stability: Column, difficulty: Column, recall: Column, grade: Grade, w: Weights, f: Functions
) -> Column:
    growth = w.growth * (11 - difficulty) * f.power(stability, -w.w[9]) * (f.exp(w.w[10] * (1 - recall)) - 1)
    if grade is Grade.HARD:
        growth = growth * w.w[15]
    elif grade is Grade.EASY:
        growth = growth * w.w[16]
    return stability * (1 + growth)


def _after_forgetting(
    stability: Column, difficulty: Column, recall: Column, w: Weights, f: Functions
) -> Column:
    eased = w.w[11] * f.power(difficulty, -w.w[12])
    forgotten = eased * (f.power(stability + 1, w.w[13]) - 1) * f.exp(w.w[14] * (1 - recall))
    return np.minimum(forgotten, stability / w.ceiling)


def _within_a_day(stability: Column, grade: Grade, w: Weights, f: Functions) -> Column:
    growth = f.exp(w.w[17] * (grade - 3 + w.w[18])) * f.power(stability, -w.w[19])
    return stability * (growth if grade is Grade.AGAIN else np.maximum(growth, 1.0))


def known(recall: Column, *, right: Column, knowing: Column, guessing: Column) -> Column:
    """As `evidence.known`; how likely the verdict was of one who was knowing, and of one who was guessing."""
    knew = recall * knowing
    whole = knew + (1 - recall) * guessing
    if whole.all():
        return knew / whole
    return np.where(whole == 0, right, knew / np.where(whole == 0, 1, whole))


def between(p: Column, good: Column, again: Column, f: Functions) -> Column:
    """As `evidence.mix`."""
    value = f.exp(p * f.log(good) + (1 - p) * f.log(again))
    value = np.minimum(np.maximum(value, np.minimum(good, again)), np.maximum(good, again))
    if p.min() > 0 and p.max() < 1:
        return value
    return np.where(p == 0, again, np.where(p == 1, good, value))
