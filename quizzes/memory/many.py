"""The memories of many cards at once, by numpy: what `fold` reckons card by card.

Cards move side by side, answer after answer: first the first answer of every card, then the second of those
that have one. The formulas are those of `fsrs6` and `evidence` in the same order of operations, so with
`EXACT` functions every bit is that of `fold`; numpy's own are many times as fast and may differ in the last
bit. Any number of sets of weights can be reckoned in one go, which is how `fitting` takes its slopes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from quizzes.memory import fsrs6
from quizzes.memory.columns import Answers, Column, Course, course_of
from quizzes.memory.fsrs6 import Grade
from quizzes.memory.parameters import Parameters

BATCH = 16_384
"""Numbers a column that are worked on together: few enough for the processor's own memory."""


@dataclass(frozen=True, slots=True)
class Functions:
    """The three functions whose last bit depends on who reckons them."""

    exp: Callable[[Any], Any]
    log: Callable[[Any], Any]
    power: Callable[[Any, Any], Any]


def _each(function: Callable[..., float], inputs: int) -> Callable[..., Any]:
    over = np.frompyfunc(function, inputs, 1)
    return lambda *values: over(*values).astype(float)


FAST = Functions(exp=np.exp, log=np.log, power=np.power)
EXACT = Functions(exp=_each(math.exp, 1), log=_each(math.log, 1), power=_each(pow, 2))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Memories:
    """What the answers leave, for each set of weights (rows) and each card or answer (columns).

    stability (days), difficulty: after each card's last answer; recall: expected before each answer, as
    `sameday.expected_recall` has it, or None where it was not asked for.
    """

    stability: Column
    difficulty: Column
    recall: Column | None


def fold_many(
    answers: Answers,
    *,
    weights: Sequence[Sequence[float]],
    new_card_recall: float = Parameters().new_card_recall,
    recalls: bool = True,
    functions: Functions = FAST,
) -> Memories:
    """The memory of every card under each of several sets of 21 weights.

    Raises ValueError for sets of another length.
    """
    return Layout(answers).fold(
        weights, new_card_recall=new_card_recall, recalls=recalls, functions=functions
    )


class Layout:
    """Answers in the order in which they are reckoned; made once, folded under as many weights as needed."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.course = course_of(answers)
        lengths = np.bincount(answers.card, minlength=answers.cards)
        self._order = np.argsort(
            -lengths, kind="stable"
        )  # long histories first: a step's cards are the first
        self._starts = (np.cumsum(lengths) - lengths)[self._order]
        self._lengths = lengths[self._order]
        self._steps: dict[int, list[list[_Step]]] = {}

    def fold(
        self,
        weights: Sequence[Sequence[float]],
        *,
        new_card_recall: float = Parameters().new_card_recall,
        recalls: bool = True,
        functions: Functions = FAST,
    ) -> Memories:
        """As `fold_many`."""
        w = _Weights.of(weights)
        sets = len(weights)
        stability, difficulty = np.empty((2, sets, self.answers.cards))
        recall = np.empty((sets, len(self.answers))) if recalls else None
        width = max(BATCH // sets, 1)
        if width not in self._steps:
            self._steps[width] = [list(self._batch(begin, width)) for begin in self._begins(width)]
        for begin, steps in zip(self._begins(width), self._steps[width], strict=True):
            cards = self._order[begin : begin + width]
            state = _State(sets, len(cards), new_card_recall)
            for step in steps:
                state.answer(step, w, functions)
                if recall is not None:
                    recall[:, step.places] = state.recall[:, : step.cards]
            stability[:, cards], difficulty[:, cards] = state.stability, state.difficulty
        return Memories(stability=stability, difficulty=difficulty, recall=recall)

    def _begins(self, width: int) -> range:
        return range(0, self.answers.cards, width)

    def _batch(self, begin: int, width: int) -> Iterator[_Step]:
        starts, lengths = (column[begin : begin + width] for column in (self._starts, self._lengths))
        for rank in range(int(lengths[0])):
            cards = int(np.searchsorted(-lengths, -rank, side="left"))
            yield _Step.at(starts[:cards] + rank, self.answers, self.course)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Step:
    """One answer each of the first `cards` cards of a batch, at these `places` of the columns.

    known, first, later_known, later_fall and spent say of each card whether it holds; returning, dawn and
    fall are the cards that come back after `gap` days, begin a study day, or were not known.
    """

    places: Column
    cards: int
    known: Column
    first: Column
    returning: Column
    gap: Column
    dawn: Column
    later_known: Column
    later_fall: Column
    fall: Column
    spent: Column
    rises: tuple[_Outcome, ...]
    falls: tuple[_Outcome, ...]
    mixed: _Mixed | None

    @classmethod
    def at(cls, places: Column, answers: Answers, course: Course) -> _Step:
        grade, right, knew = answers.grade[places], answers.right[places], answers.knew[places]
        first, fresh, elapsed = course.first[places], course.fresh[places], course.elapsed[places]
        chance, slip = answers.chance[places], answers.slip[places]
        plain = grade == 0
        good = plain & ~answers.guessed[places] & (right | (slip > 0))
        again = (plain & (~right | answers.guessed[places] | (chance > 0))) | (grade == Grade.AGAIN)
        returning = np.flatnonzero(first & ~(course.rank[places] == 0))
        mixed = np.flatnonzero(good & again)
        chosen = np.where(plain, int(Grade.GOOD), grade)
        return cls(
            places=places,
            cards=len(places),
            known=knew,
            first=first,
            returning=returning,
            gap=course.gap[places][returning].astype(float),
            dawn=np.flatnonzero(first),
            later_known=knew & ~first,
            later_fall=~knew & ~first,
            fall=np.flatnonzero(~knew),
            spent=course.spent[places],
            rises=tuple(_outcomes(good | (grade > 1), fresh, elapsed > 0, chosen)),
            falls=tuple(_outcomes(again, fresh, elapsed > 0, np.ones_like(chosen))),
            mixed=(
                _Mixed(np.flatnonzero(again & ~good), mixed, right[mixed], chance[mixed], slip[mixed])
                if len(mixed)
                else None
            ),
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Outcome:
    """Cards that get a memory by one formula: none before (fresh), after days (long) or within one."""

    cards: Column
    formula: str
    grade: Column


@dataclass(frozen=True, slots=True, eq=False)
class _Mixed:
    """Cards whose answer lies between Again and Good; beside them stand those that are `wrong` for sure."""

    wrong: Column
    cards: Column
    right: Column
    chance: Column
    slip: Column


def _outcomes(chosen: Column, fresh: Column, days: Column, grade: Column) -> Iterator[_Outcome]:
    kinds = {"fresh": fresh, "long": ~fresh & days, "short": ~fresh & ~days}
    for formula, holds in kinds.items():
        cards = np.flatnonzero(chosen & holds)
        if len(cards):
            yield _Outcome(cards, formula, grade[cards].astype(int))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Weights:
    """Sets of weights, w[i] as a column, with what the formulas make of weights alone."""

    w: Column
    decay: Column
    factor: Column
    growth: Column
    ceiling: Column
    first_stability: Column
    first_difficulty: Column
    easy: Column

    @classmethod
    def of(cls, sets: Sequence[Sequence[float]]) -> _Weights:
        rows = [tuple(float(value) for value in row) for row in sets]
        if {len(row) for row in rows} != {21}:
            raise ValueError(
                "FSRS-6 has 21 weights; at least one set of them is needed, and no other length."
            )
        memories = [[fsrs6.first_memory(grade, weights=row) for grade in Grade] for row in rows]

        def column(values: Sequence[float]) -> Column:
            return np.array(values)[:, None]

        return cls(
            w=np.array(rows).T[:, :, None],
            decay=column([-row[20] for row in rows]),
            factor=column([0.9 ** (1 / -row[20]) - 1 for row in rows]),
            growth=column([math.exp(row[8]) for row in rows]),
            ceiling=column([math.exp(row[17] * row[18]) for row in rows]),
            first_stability=np.array([[memory.stability for memory in row] for row in memories]),
            first_difficulty=np.array([[memory.difficulty for memory in row] for row in memories]),
            easy=column([row[4] - math.exp(row[5] * 3) + 1 for row in rows]),
        )


class _State:
    """The memories of a batch of cards as they are now, and as the study day began."""

    def __init__(self, sets: int, cards: int, new_card_recall: float) -> None:
        self.stability, self.difficulty = np.full((2, sets, cards), np.nan)
        self.dawn_stability, self.dawn_difficulty = np.full((2, sets, cards), np.nan)
        self.recall = np.full((sets, cards), new_card_recall)

    def answer(self, step: _Step, w: _Weights, functions: Functions) -> None:
        """Move the first cards by one answer each. `recall` is then what was expected of it."""
        n = step.cards
        stability, difficulty = self.stability[:, :n], self.difficulty[:, :n]
        dawn_stability, dawn_difficulty = self.dawn_stability[:, :n], self.dawn_difficulty[:, :n]
        recall = self.recall[:, :n]

        back = step.returning
        if len(back):
            elapsed = 1 + w.factor * step.gap / stability[:, back]
            recall[:, back] = functions.power(elapsed, w.decay)
        dawn_stability[:, step.dawn] = stability[:, step.dawn]
        dawn_difficulty[:, step.dawn] = difficulty[:, step.dawn]
        from_stability = np.where(step.known, dawn_stability, stability)
        from_difficulty = np.where(step.known, dawn_difficulty, difficulty)

        to_stability, to_difficulty = np.empty((2, *stability.shape))
        before = (from_stability, from_difficulty, recall)
        for outcome in step.rises:
            _put(outcome, before, to_stability, to_difficulty, w, functions)
        if step.mixed is None:
            for outcome in step.falls:
                _put(outcome, before, to_stability, to_difficulty, w, functions)
        else:
            again_stability, again_difficulty = np.empty((2, *stability.shape))
            for outcome in step.falls:
                _put(outcome, before, again_stability, again_difficulty, w, functions)
            p = _known(step.mixed, recall[:, step.mixed.cards])
            for good, again in ((to_stability, again_stability), (to_difficulty, again_difficulty)):
                good[:, step.mixed.wrong] = again[:, step.mixed.wrong]
                cards = step.mixed.cards
                good[:, cards] = _between(p, good[:, cards], again[:, cards], functions)

        # On one day a known answer never lowers stability, and one that was not known never raises it.
        stays = (
            (step.later_known & (stability >= to_stability))
            | (step.later_fall & (stability <= to_stability))
            | step.spent
        )
        np.copyto(stability, to_stability, where=~stays)
        np.copyto(difficulty, to_difficulty, where=~stays)
        dawn_stability[:, step.fall] = stability[:, step.fall]
        dawn_difficulty[:, step.fall] = difficulty[:, step.fall]


def _put(
    outcome: _Outcome,
    before: tuple[Column, Column, Column],
    to_stability: Column,
    to_difficulty: Column,
    w: _Weights,
    functions: Functions,
) -> None:
    """Write the memories that one formula makes of those before: `fsrs6.first_memory` or `next_memory`."""
    cards, grade = outcome.cards, outcome.grade
    if outcome.formula == "fresh":
        to_stability[:, cards] = w.first_stability[:, grade - 1]
        to_difficulty[:, cards] = w.first_difficulty[:, grade - 1]
        return
    stability, difficulty, recall = (column[:, cards] for column in before)
    if outcome.formula == "short":
        after = _within_a_day(stability, grade, w.w, functions)
    elif grade[0] == Grade.AGAIN:
        after = _after_forgetting(stability, difficulty, recall, w, functions)
    else:
        after = _after_recall(stability, difficulty, recall, grade, w, functions)
    to_stability[:, cards] = np.clip(after, fsrs6.STABILITY_MIN, fsrs6.STABILITY_MAX)
    damped = difficulty - w.w[6] * (grade - 3) * (10 - difficulty) / 9
    after = w.w[7] * w.easy + (1 - w.w[7]) * damped
    to_difficulty[:, cards] = np.clip(after, fsrs6.DIFFICULTY_MIN, fsrs6.DIFFICULTY_MAX)


def _after_recall(
    stability: Column, difficulty: Column, recall: Column, grade: Column, w: _Weights, f: Functions
) -> Column:
    growth = w.growth * (11 - difficulty) * f.power(stability, -w.w[9]) * (f.exp(w.w[10] * (1 - recall)) - 1)
    if (grade == Grade.HARD).any():
        growth = np.where(grade == Grade.HARD, growth * w.w[15], growth)
    if (grade == Grade.EASY).any():
        growth = np.where(grade == Grade.EASY, growth * w.w[16], growth)
    return stability * (1 + growth)


def _after_forgetting(
    stability: Column, difficulty: Column, recall: Column, w: _Weights, f: Functions
) -> Column:
    forgotten = (
        w.w[11]
        * f.power(difficulty, -w.w[12])
        * (f.power(stability + 1, w.w[13]) - 1)
        * f.exp(w.w[14] * (1 - recall))
    )
    return np.minimum(forgotten, stability / w.ceiling)


def _within_a_day(stability: Column, grade: Column, w: Column, f: Functions) -> Column:
    growth = f.exp(w[17] * (grade - 3 + w[18])) * f.power(stability, -w[19])
    return stability * np.where(grade == Grade.AGAIN, growth, np.maximum(growth, 1.0))


def _known(mixed: _Mixed, recall: Column) -> Column:
    """As `evidence.known`."""
    knew = recall * np.where(mixed.right, 1 - mixed.slip, mixed.slip)
    lucky = (1 - recall) * np.where(mixed.right, mixed.chance, 1 - mixed.chance)
    whole = knew + lucky
    return np.where(whole == 0, mixed.right, knew / np.where(whole == 0, 1, whole))


def _between(p: Column, good: Column, again: Column, f: Functions) -> Column:
    """As `evidence.mix`."""
    value = f.exp(p * f.log(good) + (1 - p) * f.log(again))
    value = np.clip(value, np.minimum(good, again), np.maximum(good, again))
    return np.where(p == 0, again, np.where(p == 1, good, value))
