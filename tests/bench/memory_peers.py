"""What other schedulers would have expected of each answer, on study days and from the same grades.

A deck is a list of cards, each a list of answers (study day, grade) in the order of time. Each peer gives one
chance for each answer to predict: the first of a study day, on a card that was answered on an earlier one.
The intervals of SM-2 are read as the days after which nine tenths are recalled, as is usual in comparisons.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, pairwise
from math import log2

import fsrs_rs_python
import numpy as np
from numpy.typing import NDArray

from quizzes.memory import fsrs6
from quizzes.memory.fsrs6 import Grade, Memory

Card = Sequence[tuple[int, int]]
Deck = Sequence[Card]
Chances = NDArray[np.float64]


def first_of_each_day(card: Card) -> list[tuple[int, int]]:
    """The answers that schedulers of whole days see: the first of each study day."""
    return [next(answers) for _, answers in groupby(card, key=lambda answer: answer[0])]


def _by_intervals(deck: Deck, steps: Callable[[Iterator[tuple[int, int]]], Iterator[float]]) -> Chances:
    chances = []
    for card in deck:
        answers = first_of_each_day(card)
        gaps = [0, *(after[0] - before[0] for before, after in pairwise(answers))]
        intervals = steps(zip(gaps, (grade for _, grade in answers), strict=True))
        for interval, gap in zip(intervals, gaps[1:], strict=False):
            chances.append(0.9 ** (gap / interval))
    return np.array(chances)


def sm2(deck: Deck) -> Chances:
    """SM-2 (P. A. Wozniak 1990), with the four grades as its responses 2 to 5."""

    def steps(answers: Iterator[tuple[int, int]]) -> Iterator[float]:
        interval, ease, repetition = 0.0, 2.5, 0
        for _, grade in answers:
            response = grade + 1
            if response < 3:
                repetition, interval = 0, 1.0
            else:
                repetition += 1
                interval = {1: 1.0, 2: 6.0}.get(repetition, round(interval * ease))
            ease = max(ease + 0.1 - (5 - response) * (0.08 + (5 - response) * 0.02), 1.3)
            yield min(max(interval, 1.0), fsrs6.STABILITY_MAX)

    return _by_intervals(deck, steps)


def anki_sm2(deck: Deck) -> Chances:
    """Anki's own variant (manual, "Deck options"): late days count, Hard is 1.2, Easy has a bonus of 1.3."""

    def steps(answers: Iterator[tuple[int, int]]) -> Iterator[float]:
        interval, ease = 0.0, 2.5
        for gap, grade in answers:
            late = max(gap - interval, 0)
            if not interval:
                interval = 4.0 if grade == 4 else 1.0
            elif grade == 1:
                interval, ease = 1.0, ease - 0.2
            else:
                hard = interval * 1.2
                good = max((interval + late / 2) * ease, hard + 1)
                easy = max((interval + late) * ease * 1.3, good + 1)
                interval = {2: hard, 3: good, 4: easy}[grade]
                ease += {2: -0.15, 3: 0.0, 4: 0.15}[grade]
            ease = max(ease, 1.3)
            interval = min(interval, fsrs6.STABILITY_MAX)
            yield interval

    return _by_intervals(deck, steps)


def hlr_features(deck: Deck) -> NDArray[np.float64]:
    """Of each answer to predict: days since the last, and the roots of right and wrong answers so far."""
    rows = []
    for card in deck:
        right = wrong = 0
        answers = first_of_each_day(card)
        for (day, grade), (following, _) in pairwise(answers):
            right, wrong = right + (grade > 1), wrong + (grade == 1)
            rows.append((following - day, right**0.5, wrong**0.5))
    return np.array(rows, dtype=float).reshape(-1, 3)


def hlr(features: NDArray[np.float64], right: NDArray[np.bool_], train: NDArray[np.bool_]) -> Chances:
    """Half-life regression (Settles & Meeder 2016), fitted to the answers of `train` by log loss."""
    columns = np.column_stack([features[:, 1:], np.ones(len(features))])
    days = features[:, 0]

    def chances(theta: NDArray[np.float64]) -> Chances:
        half_life = 2 ** np.clip(columns @ theta, log2(15 / 1440), log2(9 * 365))
        return np.clip(2 ** (-days / half_life), 1e-4, 1 - 1e-4)

    def loss(theta: NDArray[np.float64]) -> float:
        p = chances(theta)[train]
        return float(-np.log(np.where(right[train], p, 1 - p)).sum() + 0.1 * (theta**2).sum())

    theta = np.array([1.0, -0.5, 1.0])
    value, damping = loss(theta), 1e-2
    for _ in range(60):
        p = chances(theta)
        slopes = np.array([(chances(theta + shift) - p) / 1e-5 for shift in np.eye(3) * 1e-5])[:, train]
        spread = (p * (1 - p))[train]
        gradient = slopes @ ((p - right)[train] / spread) + 0.2 * theta
        curvature = (slopes / spread) @ slopes.T + 0.2 * np.eye(3)
        step = np.linalg.solve(curvature + damping * np.diag(np.diag(curvature)), gradient)
        following = loss(theta - step)
        if following < value:
            gain, theta, value, damping = value - following, theta - step, following, damping / 3
            if gain < 1e-4:
                break
        else:
            damping *= 5
    return chances(theta)


def fsrs(deck: Deck, weights: Sequence[float]) -> Chances:
    """Plain FSRS-6: every answer moves the memory, later ones of a day by the formula within a day."""
    w, chances = tuple(weights), []
    for card in deck:
        memory: Memory | None = None
        last = 0
        for day, grade in card:
            if memory is None:
                memory = fsrs6.first_memory(Grade(grade), weights=w)
            else:
                if day > last:
                    chances.append(
                        fsrs6.retrievability(stability=memory.stability, elapsed_days=day - last, weights=w)
                    )
                memory = fsrs6.next_memory(memory, Grade(grade), elapsed_days=day - last, weights=w)
            last = day
    return np.array(chances)


def fsrs_rs_weights(deck: Deck, until: int) -> tuple[float, ...] | None:
    """The weights that fsrs-rs fits to the answers before a study day, None where it declines."""
    items = []
    for card in deck:
        reviews, last = [], 0
        for day, grade in card:
            if day >= until:
                break
            reviews.append(fsrs_rs_python.FSRSReview(grade, day - last if reviews else 0))
            if len(reviews) > 1 and day > last:
                items.append((day, fsrs_rs_python.FSRSItem(list(reviews))))
            last = day
    items.sort(key=lambda item: item[0])  # it weighs the later ones more
    try:
        weights = fsrs_rs_python.FSRS([]).compute_parameters([item for _, item in items])
    except Exception:  # the package raises its own kinds for too few answers
        return None
    return tuple(float(weight) for weight in weights) if len(weights) == 21 else None
