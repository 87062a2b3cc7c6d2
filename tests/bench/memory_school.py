"""What the weights of a school are worth to a student who comes new: python -m tests.bench.memory_school.

Classes of made-up pupils are fitted together. Then somebody comes who is like them, or not, and is predicted
by the published weights, by a fit held near those, and by one held near the school's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from math import exp, log
from random import Random

import numpy as np

from quizzes.memory.fitting import HIGHEST, LOGARITHMIC, LOWEST, fit
from quizzes.memory.parameters import DEFAULT_WEIGHTS
from quizzes.memory.pooling import Pooled, Word, fit_in_school, pool
from tests.bench.memory_students import (
    KINDS,
    Kind,
    columns,
    fsrs_brain,
    mixed_brain,
    perturbed,
    student,
    true_loss,
)

LENGTHS = (0, 16, 32, 64, 125, 250, 500)
CLASSES, PUPILS, NEWCOMERS, TO_COME = 6, 16, 6, 1_000
ALIKE = 0.35
"""How far apart alike learners lie, as a share of how far learners do."""


@dataclass(frozen=True, slots=True)
class School:
    """Who is in a class, and who comes new to it: the kind of the pupil of a number."""

    pupil: Callable[[int, int], Kind]
    newcomer: Callable[[int, int], Kind]


def _alike(number: int, _pupil: int) -> Kind:
    centre = perturbed(Random(number))  # noqa: S311 - test data, not a secret
    return Kind(lambda dice: fsrs_brain(perturbed(dice, around=centre, share=ALIKE), dice), graded=True)


def _mirrored(number: int, _pupil: int) -> Kind:
    """Somebody as far from the defaults as the class is, on the other side."""
    centre = [
        exp(2 * log(default) - log(theirs)) if index < LOGARITHMIC else 2 * default - theirs
        for index, (default, theirs) in enumerate(
            zip(DEFAULT_WEIGHTS, perturbed(Random(number)), strict=True)  # noqa: S311 - as above
        )
    ]
    centre = [min(max(value, low), high) for value, low, high in zip(centre, LOWEST, HIGHEST, strict=True)]
    return Kind(lambda dice: fsrs_brain(perturbed(dice, around=centre, share=ALIKE), dice), graded=True)


def _alike_otherwise(number: int, _pupil: int) -> Kind:
    return Kind(
        lambda dice: mixed_brain(dice, habits=Random(number)),  # noqa: S311 - as above
        chance=0.25,
        slip=0.02,
    )


def _any(_number: int, pupil: int) -> Kind:
    kinds = list(KINDS.values())
    return kinds[pupil % len(kinds)]


SCHOOLS = {
    "alike, as FSRS": School(_alike, _alike),
    "alike, not as FSRS": School(_alike_otherwise, _alike_otherwise),
    "mixed": School(_any, _any),
    "unlike": School(_alike, _mirrored),
}


def school_of(design: School, number: int) -> Pooled:
    """Fit to the pupils of one class, who have given from 200 to 1,200 answers each."""
    lengths = Random(number)  # noqa: S311 - as above
    return pool(
        columns(
            list(
                islice(
                    student(design.pupil(number, pupil), 1_000 * number + pupil), lengths.randint(200, 1_200)
                )
            )
        )[0]
        for pupil in range(PUPILS)
    )


def newcomers(design: School, number: int, pooled: Pooled) -> Iterator[tuple[int, float, float]]:
    """Length, and what a fit held near the published weights and one held near the school's lose or gain.

    In thousandths of log loss against the published weights, on the answers to come.
    """
    school = pooled.weights if pooled.word is Word.BETTER else ()
    for pupil in range(NEWCOMERS):
        seed = 1_000 * number + 500 + pupil
        answers = list(islice(student(design.newcomer(number, pupil), seed), LENGTHS[-1] + TO_COME))
        for length in LENGTHS:
            told = columns(answers[:length])[0]
            found, _ = fit_in_school(told, school)
            sets = DEFAULT_WEIGHTS, fit(told).weights, found.weights
            known: dict[tuple[float, ...], float] = {}
            for weights in sets:
                if weights not in known:
                    known[weights] = true_loss(weights, answers[: length + TO_COME], length)
            base, near, theirs = (known[weights] * 1_000 for weights in sets)
            yield length, near - base, theirs - base


def main() -> int:
    print(f"Log loss against the published weights, in thousandths: {CLASSES} classes of {PUPILS} pupils,")
    print(f"{NEWCOMERS} newcomers each. Fits held near the published | near the school's (worst of each)")
    print(f"{'answers':<22}", *(f"{length:>22}" for length in LENGTHS))
    for name, design in SCHOOLS.items():
        rows, words = [], []
        for number in range(CLASSES):
            pooled = school_of(design, 7 + number)
            words.append(pooled.word.value)
            rows += list(newcomers(design, 7 + number, pooled))
        cells = []
        for length in LENGTHS:
            of = np.array([row[1:] for row in rows if row[0] == length])
            mean, worst = of.mean(axis=0), of.max(axis=0)
            cells.append(f"{mean[0]:6.1f} | {mean[1]:5.1f} ({worst[0]:.1f} | {worst[1]:.1f})".rjust(24))
        print(f"{name:<22}", *cells, "adopted:", words.count("better"), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
