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
    `sameday.expected_recall` has it; empty where it was not asked for.
    """

    stability: Column
    difficulty: Column
    recall: Column


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
    layout = Layout(answers)
    return layout.fold(weights, new_card_recall=new_card_recall, recalls=recalls, functions=functions)


class Layout:
    """Answers in the order in which they are reckoned; made once, folded under as many weights as needed."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.course = course_of(answers)
        lengths = np.bincount(answers.card, minlength=answers.cards)
        # long histories first, so that the cards that have one more answer are always the first of a batch
        self._order = np.argsort(-lengths, kind="stable")
        self._starts = (np.cumsum(lengths) - lengths)[self._order]
        self._lengths = lengths[self._order]
        self._steps: dict[tuple[int, bool], list[list[_Step]]] = {}

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
        stability, difficulty = np.empty((2, self.answers.cards, *w.shape))
        recall = np.empty((len(self.answers) if recalls else 0, *w.shape))
        width = max(BATCH // len(weights), 1)
        begins = range(0, self.answers.cards, width)
        batches = self._steps.setdefault((width, bool(w.shape)), [])
        for number, begin in enumerate(begins):
            if number == len(batches):
                batches.append(list(self._batch(begin, width, many=bool(w.shape))))
            cards = self._order[begin : begin + width]
            state = _State((len(cards), *w.shape), new_card_recall)
            for step in batches[number]:
                state.answer(step, w, functions)
                if recalls:
                    recall[step.places] = state.recall[: step.cards]
            stability[cards], difficulty[cards] = state.stability, state.difficulty
        return Memories(
            stability=_by_sets(stability),
            difficulty=_by_sets(difficulty),
            recall=_by_sets(recall),
        )

    def _batch(self, begin: int, width: int, *, many: bool) -> Iterator[_Step]:
        starts, lengths = (column[begin : begin + width] for column in (self._starts, self._lengths))
        counts = [int((lengths > rank).sum()) for rank in range(int(lengths[0]))]
        places = [starts[:cards] + rank for rank, cards in enumerate(counts)]
        days = all(bool(self.course.first[each].all()) for each in places)
        for each in places:
            yield _step(each, self.answers, self.course, one_a_day=days, many=many)


def _by_sets(column: Column) -> Column:
    """One row for each set of weights."""
    return column[None, :] if column.ndim == 1 else column.T


Cards = Column | slice
"""Numbers of cards within a batch, or all of them."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Step:
    """One answer each of the first `cards` cards of a batch, at these `places` of the columns.

    returning: the cards that come back after `gap` days; outcomes: what becomes of them, each card in one for
    certain answers, in two if mixed; same_day: None where no card of the batch is answered twice on a day.
    """

    places: Column
    cards: int
    returning: Cards | None
    gap: Column
    outcomes: tuple[_Outcome, ...]
    mixed: _Mixed | None
    same_day: _SameDay | None


@dataclass(frozen=True, slots=True, eq=False)
class _Outcome:
    """Cards that get a memory by one formula: of none (fresh), after days (long) or within one (short)."""

    cards: Cards
    formula: str
    grade: Grade


@dataclass(frozen=True, slots=True, eq=False)
class _Mixed:
    """Cards whose answer lies between Good and Again; the outcomes of the latter are kept apart for them.

    knowing and guessing: how likely the verdict was of somebody who knew, and of somebody who did not.
    """

    again: tuple[_Outcome, ...]
    cards: Cards
    right: Column
    knowing: Column
    guessing: Column


@dataclass(frozen=True, slots=True, eq=False)
class _SameDay:
    """Cards that begin a study day (dawn) or fall, and of each whether it holds: see `columns.Course`."""

    dawn: Cards | None
    fall: Cards | None
    knew: Column
    later_known: Column
    later_fall: Column
    spent: Column


def _step(places: Column, answers: Answers, course: Course, *, one_a_day: bool, many: bool) -> _Step:
    grade, right, knew = answers.grade[places], answers.right[places], answers.knew[places]
    first, fresh, days = course.first[places], course.fresh[places], course.elapsed[places] > 0
    plain, guessed = grade == 0, answers.guessed[places]
    good = plain & ~guessed & (right | (answers.slip[places] > 0))
    again = plain & (~right | guessed | (answers.chance[places] > 0))
    both = good & again
    kinds = {"fresh": fresh, "long": ~fresh & days, "short": ~fresh & ~days}

    def column(values: Column, cards: Cards | None = None) -> Column:
        chosen = values if cards is None else values[cards]
        return chosen[:, None] if many else chosen

    def outcomes(by: dict[Grade, Column]) -> tuple[_Outcome, ...]:
        return tuple(
            _Outcome(cards, formula, Grade(one))
            for one, chosen in by.items()
            for formula, holds in kinds.items()
            if (cards := _cards(chosen & holds)) is not None
        )

    sure = {one: grade == one for one in Grade}
    sure[Grade.GOOD] |= good
    sure[Grade.AGAIN] |= again & ~good
    mixed, returning = _cards(both), _cards(first & (course.rank[places] > 0))
    slip, chance = answers.slip[places], answers.chance[places]
    knowing, guessing = np.where(right, 1 - slip, slip), np.where(right, chance, 1 - chance)
    luck = (column(each, mixed) for each in (right, knowing, guessing))
    return _Step(
        places=places,
        cards=len(places),
        returning=returning,
        gap=column(course.gap[places].astype(float), returning),
        outcomes=outcomes(sure),
        mixed=None if mixed is None else _Mixed(outcomes({Grade.AGAIN: both}), mixed, *luck),
        same_day=None
        if one_a_day
        else _SameDay(
            _cards(first),
            _cards(~knew),
            column(knew),
            column(knew & ~first),
            column(~knew & ~first),
            column(course.spent[places]),
        ),
    )


def _cards(chosen: Column) -> Cards | None:
    if chosen.all():
        return slice(None)
    return np.flatnonzero(chosen) if chosen.any() else None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Weights:
    """Sets of weights: w[i] is a number, or a row where there are many; with what they alone tell."""

    shape: tuple[int, ...]
    w: list[Any]
    decay: Any
    factor: Any
    growth: Any
    ceiling: Any
    easy: Any
    first: dict[Grade, tuple[Any, Any]]

    @classmethod
    def of(cls, sets: Sequence[Sequence[float]]) -> _Weights:
        rows = [tuple(float(value) for value in row) for row in sets]
        if {len(row) for row in rows} != {21}:
            raise ValueError("FSRS-6 has 21 weights: give at least one set of them, and no other number.")

        def each(of: Callable[[tuple[float, ...]], float]) -> Any:
            values = [of(row) for row in rows]
            return values[0] if len(values) == 1 else np.array(values)

        def first(grade: Grade) -> tuple[Any, Any]:
            memories = {row: fsrs6.first_memory(grade, weights=row) for row in rows}
            return each(lambda row: memories[row].stability), each(lambda row: memories[row].difficulty)

        return cls(
            shape=() if len(rows) == 1 else (len(rows),),
            w=[each(lambda row, index=index: row[index]) for index in range(21)],  # type: ignore[misc]
            decay=each(lambda row: -row[20]),
            factor=each(lambda row: 0.9 ** (1 / -row[20]) - 1),
            growth=each(lambda row: math.exp(row[8])),
            ceiling=each(lambda row: math.exp(row[17] * row[18])),
            easy=each(lambda row: row[4] - math.exp(row[5] * 3) + 1),
            first={grade: first(grade) for grade in Grade},
        )


class _State:
    """The memories of a batch of cards as they are now, and as the study day began."""

    def __init__(self, shape: tuple[int, ...], new_card_recall: float) -> None:
        self.stability, self.difficulty = np.full((2, *shape), np.nan)
        self.dawn_stability, self.dawn_difficulty = np.full((2, *shape), np.nan)
        self.recall = np.full(shape, new_card_recall)

    def answer(self, step: _Step, w: _Weights, f: Functions) -> None:
        """Move the first cards by one answer each. `recall` is then what was expected of it."""
        n = step.cards
        stability, difficulty, recall = self.stability[:n], self.difficulty[:n], self.recall[:n]
        if step.returning is not None:
            base = 1 + w.factor * step.gap / stability[step.returning]
            recall[step.returning] = f.power(base, w.decay)
        if step.same_day is None:
            _update(step, (stability, difficulty, recall), (stability, difficulty), w, f)
            return

        dawn_stability, dawn_difficulty = self.dawn_stability[:n], self.dawn_difficulty[:n]
        if step.same_day.dawn is not None:
            dawn_stability[step.same_day.dawn] = stability[step.same_day.dawn]
            dawn_difficulty[step.same_day.dawn] = difficulty[step.same_day.dawn]
        from_stability = np.where(step.same_day.knew, dawn_stability, stability)
        from_difficulty = np.where(step.same_day.knew, dawn_difficulty, difficulty)
        to_stability, to_difficulty = np.empty_like(stability), np.empty_like(difficulty)
        _update(step, (from_stability, from_difficulty, recall), (to_stability, to_difficulty), w, f)
        # On one day a known answer never lowers stability, and one that was not known never raises it.
        moves = ~(
            (step.same_day.later_known & (stability >= to_stability))
            | (step.same_day.later_fall & (stability <= to_stability))
            | step.same_day.spent
        )
        np.copyto(stability, to_stability, where=moves)
        np.copyto(difficulty, to_difficulty, where=moves)
        if step.same_day.fall is not None:
            dawn_stability[step.same_day.fall] = stability[step.same_day.fall]
            dawn_difficulty[step.same_day.fall] = difficulty[step.same_day.fall]


def _update(
    step: _Step,
    before: tuple[Column, Column, Column],
    after: tuple[Column, Column],
    w: _Weights,
    f: Functions,
) -> None:
    """Write into `after` what the answers make of the memories (stability, difficulty) and recall before."""
    if step.mixed is None:
        for outcome in step.outcomes:
            _put(outcome, before, after, w, f)
        return
    again = np.empty_like(after[0]), np.empty_like(after[1])
    for outcome in step.mixed.again:
        _put(outcome, before, again, w, f)
    for outcome in step.outcomes:
        _put(outcome, before, after, w, f)
    cards = step.mixed.cards
    p = _known(step.mixed, before[2][cards])
    for good, bad in zip(after, again, strict=True):
        good[cards] = _between(p, good[cards], bad[cards], f)


def _put(
    outcome: _Outcome,
    before: tuple[Column, Column, Column],
    after: tuple[Column, Column],
    w: _Weights,
    f: Functions,
) -> None:
    """Write the memories that one formula makes of those before: `fsrs6.first_memory` or `next_memory`."""
    cards, grade = outcome.cards, outcome.grade
    if outcome.formula == "fresh":
        after[0][cards], after[1][cards] = w.first[grade]
        return
    stability, difficulty, recall = (column[cards] for column in before)
    if outcome.formula == "short":
        reached = _within_a_day(stability, grade, w, f)
    elif grade is Grade.AGAIN:
        reached = _after_forgetting(stability, difficulty, recall, w, f)
    else:
        reached = _after_recall(stability, difficulty, recall, grade, w, f)
    damped = difficulty
    if grade is not Grade.GOOD:
        damped = difficulty - w.w[6] * (grade - 3) * (10 - difficulty) / 9
    eased = w.w[7] * w.easy + (1 - w.w[7]) * damped
    after[0][cards] = np.minimum(np.maximum(reached, fsrs6.STABILITY_MIN), fsrs6.STABILITY_MAX)
    after[1][cards] = np.minimum(np.maximum(eased, fsrs6.DIFFICULTY_MIN), fsrs6.DIFFICULTY_MAX)


def _after_recall(
    stability: Column, difficulty: Column, recall: Column, grade: Grade, w: _Weights, f: Functions
) -> Column:
    growth = w.growth * (11 - difficulty) * f.power(stability, -w.w[9]) * (f.exp(w.w[10] * (1 - recall)) - 1)
    if grade is Grade.HARD:
        growth = growth * w.w[15]
    elif grade is Grade.EASY:
        growth = growth * w.w[16]
    return stability * (1 + growth)


def _after_forgetting(
    stability: Column, difficulty: Column, recall: Column, w: _Weights, f: Functions
) -> Column:
    eased = w.w[11] * f.power(difficulty, -w.w[12])
    forgotten = eased * (f.power(stability + 1, w.w[13]) - 1) * f.exp(w.w[14] * (1 - recall))
    return np.minimum(forgotten, stability / w.ceiling)


def _within_a_day(stability: Column, grade: Grade, w: _Weights, f: Functions) -> Column:
    growth = f.exp(w.w[17] * (grade - 3 + w.w[18])) * f.power(stability, -w.w[19])
    return stability * (growth if grade is Grade.AGAIN else np.maximum(growth, 1.0))


def _known(mixed: _Mixed, recall: Column) -> Column:
    """As `evidence.known`."""
    knew = recall * mixed.knowing
    whole = knew + (1 - recall) * mixed.guessing
    if whole.all():
        return knew / whole
    return np.where(whole == 0, mixed.right, knew / np.where(whole == 0, 1, whole))


def _between(p: Column, good: Column, again: Column, f: Functions) -> Column:
    """As `evidence.mix`."""
    value = f.exp(p * f.log(good) + (1 - p) * f.log(again))
    value = np.minimum(np.maximum(value, np.minimum(good, again)), np.maximum(good, again))
    if p.min() > 0 and p.max() < 1:
        return value
    return np.where(p == 0, again, np.where(p == 1, good, value))
