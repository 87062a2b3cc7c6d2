"""FSRS-6: how one answer changes a memory, and when the memory falls to the wanted recall.

Every formula is from "The Algorithm" by open-spaced-repetition, section FSRS-6
(https://github.com/open-spaced-repetition/awesome-fsrs/wiki/The-Algorithm). w is the tuple of 21 weights, S
stability in days (the interval after which recall is 90 %), D difficulty from 1 to 10, R recall from 0 to 1.
Days are whole study days, counted by the caller.

A million answers take a million of these steps: bounds are compared, which is faster than min and max.
"""

from enum import IntEnum
from math import exp
from typing import NamedTuple

STABILITY_MIN = 0.001
STABILITY_MAX = 36_500.0
DIFFICULTY_MIN = 1.0
DIFFICULTY_MAX = 10.0


class Grade(IntEnum):
    """How an answer went, in the words and numbers of every FSRS implementation."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


# Names of a module are found several times as fast as those of an Enum; so is a tuple's own maker.
_AGAIN, _HARD, _GOOD, _EASY = Grade
_made = tuple.__new__


class Memory(NamedTuple):
    """stability: days until recall falls to 90 %; difficulty: 1 (easy) to 10."""

    stability: float
    difficulty: float


def retrievability(*, stability: float, elapsed_days: int, weights: tuple[float, ...]) -> float:
    """The chance of recall after some days: R = (1 + F t / S) ** -w20, with F such that R(S) = 0.9.

    Days before the last answer (a clock that went back) count as none.
    """
    decay = -weights[20]
    days = elapsed_days if elapsed_days > 0 else 0
    return float((1 + (0.9 ** (1 / decay) - 1) * days / stability) ** decay)


def interval(
    *, stability: float, desired_retention: float, maximum_interval: int, weights: tuple[float, ...]
) -> int:
    """Whole days after which recall has fallen to `desired_retention`; at least 1, at most the maximum."""
    days = stability
    if desired_retention != 0.9:
        power = 1 / -weights[20]
        days = stability * (desired_retention**power - 1) / (0.9**power - 1)
    if days < 1.5:
        return 1
    return round(days) if days < maximum_interval else maximum_interval


def first_memory(grade: Grade, *, weights: tuple[float, ...]) -> Memory:
    """What the first answer ever leaves behind: S = w[grade - 1], D = w4 - e^(w5 (grade - 1)) + 1."""
    stability, difficulty = weights[grade - 1], _first_difficulty(grade, weights)
    return Memory(
        stability=min(max(stability, STABILITY_MIN), STABILITY_MAX),
        difficulty=min(max(difficulty, DIFFICULTY_MIN), DIFFICULTY_MAX),
    )


def next_memory(memory: Memory, grade: Grade, *, elapsed_days: int, weights: tuple[float, ...]) -> Memory:
    """What an answer makes of a memory, `elapsed_days` whole study days after the answer before it.

    No day between (or a clock that went back) takes the formula for answers within one day. Difficulty is
    damped linearly near 10, then drawn to the first difficulty of Easy (unclamped).
    """
    stability, difficulty = memory
    after: float
    if elapsed_days <= 0:
        after = _within_a_day(stability, grade, weights)
    else:
        decay = -weights[20]
        recall = (1 + (0.9 ** (1 / decay) - 1) * elapsed_days / stability) ** decay
        if grade is _AGAIN:
            after = _after_forgetting(stability, difficulty, recall, weights)
        else:
            after = _after_recall(stability, difficulty, recall, grade, weights)
    if after < STABILITY_MIN:
        after = STABILITY_MIN
    elif after > STABILITY_MAX:
        after = STABILITY_MAX
    w = weights
    damped = difficulty if grade is _GOOD else difficulty - w[6] * (grade - 3) * (10 - difficulty) / 9
    harder = w[7] * (w[4] - exp(w[5] * 3) + 1) + (1 - w[7]) * damped
    if harder < DIFFICULTY_MIN:
        harder = DIFFICULTY_MIN
    elif harder > DIFFICULTY_MAX:
        harder = DIFFICULTY_MAX
    return _made(Memory, (after, harder))


def _after_recall(
    stability: float, difficulty: float, recall: float, grade: Grade, w: tuple[float, ...]
) -> float:
    """S (1 + e^w8 (11 - D) S^-w9 (e^(w10 (1 - R)) - 1) [w15 if Hard] [w16 if Easy])."""
    growth = exp(w[8]) * (11 - difficulty) * stability ** -w[9] * (exp(w[10] * (1 - recall)) - 1)
    if grade is _HARD:
        growth *= w[15]
    elif grade is _EASY:
        growth *= w[16]
    return stability * (1 + growth)


def _after_forgetting(stability: float, difficulty: float, recall: float, w: tuple[float, ...]) -> float:
    """w11 D^-w12 ((S + 1)^w13 - 1) e^(w14 (1 - R)), and never above S / e^(w17 w18)."""
    forgotten: float = (
        w[11] * difficulty ** -w[12] * ((stability + 1) ** w[13] - 1) * exp(w[14] * (1 - recall))
    )
    ceiling = stability / exp(w[17] * w[18])
    return ceiling if ceiling < forgotten else forgotten


def _within_a_day(stability: float, grade: Grade, w: tuple[float, ...]) -> float:
    """S e^(w17 (grade - 3 + w18)) S^-w19; an answer that was known never lowers stability."""
    growth: float = exp(w[17] * (grade - 3 + w[18])) * stability ** -w[19]
    return stability * growth if grade is _AGAIN or growth > 1 else stability


def _first_difficulty(grade: Grade, w: tuple[float, ...]) -> float:
    return w[4] - exp(w[5] * (grade - 1)) + 1
