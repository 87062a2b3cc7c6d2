"""The memories of many cards at once, by numpy: what `fold` reckons card by card.

Cards move side by side, answer after answer: first the first answer of every card, then the second of those
that have one. `columns` holds the answers and what of them depends on no weight, `plans` says what becomes of
the cards at each answer, and `formulas` are those of `fsrs6` and `evidence` in the same order of operations:
with `EXACT` functions every bit is that of `fold`; numpy's own are many times as fast and may differ in the
last bit. Any number of sets of weights can be reckoned in one go, which is how `fitting` takes its slopes,
and each card can have its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from quizzes.memory.columns import Answers, Column, course_of
from quizzes.memory.formulas import FAST, Functions, Weights, between, known, next_memory, recall_after
from quizzes.memory.parameters import Parameters
from quizzes.memory.plans import Outcome, Step, plan

BATCH = 16_384
"""Numbers a column that are worked on together: few enough for the processor's own memory."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Memories:
    """What the answers leave, for each set of weights (rows) and each card or answer (columns).

    stability (days), difficulty: after each card's last answer; recall: expected before each answer, as
    `sameday.expected_recall` has it; empty where it was not asked for. One row where each card has its own.
    """

    stability: Column
    difficulty: Column
    recall: Column


def fold_many(
    answers: Answers,
    *,
    weights: Sequence[Sequence[float]],
    which: Column | None = None,
    new_card_recall: float = Parameters().new_card_recall,
    recalls: bool = True,
    functions: Functions = FAST,
) -> Memories:
    """The memory of every card under each of several sets of 21 weights.

    which: for each card the place of the one set that it is reckoned by; None for all of them.
    Raises ValueError for sets of another length.
    """
    return Layout(answers).fold(
        weights, which=which, new_card_recall=new_card_recall, recalls=recalls, functions=functions
    )


class Layout:
    """Answers in the order in which they are reckoned; made once, folded under as many weights as needed.

    order: the cards, long histories first, so that those that have one more answer are always the first;
    starts and lengths: where the answers of each begin, and how many they are, in that order.
    """

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.course = course_of(answers)
        lengths = np.bincount(answers.card, minlength=answers.cards)
        self.order = np.argsort(-lengths, kind="stable")
        self.starts = (np.cumsum(lengths) - lengths)[self.order]
        self.lengths = lengths[self.order]
        self._steps: dict[tuple[int, bool], list[list[Step]]] = {}

    def fold(
        self,
        weights: Sequence[Sequence[float]],
        *,
        which: Column | None = None,
        new_card_recall: float = Parameters().new_card_recall,
        recalls: bool = True,
        functions: Functions = FAST,
    ) -> Memories:
        """As `fold_many`."""
        sets = Weights.of(weights)
        shape = sets.shape if which is None else ()
        stability, difficulty = np.empty((2, self.answers.cards, *shape))
        recall = np.empty((len(self.answers) if recalls else 0, *shape))
        width = max(BATCH // (shape[0] if shape else 1), 1)
        begins = range(0, self.answers.cards, width)
        batches = self._steps.setdefault((width, bool(shape)), [])
        for number, begin in enumerate(begins):
            if number == len(batches):
                batches.append(list(self._batch(begin, width, many=bool(shape))))
            cards = self.order[begin : begin + width]
            own = which is not None and len(weights) > 1
            w = Weights.of_cards(weights, which[cards]) if which is not None and own else sets
            state = _State((len(cards), *shape), new_card_recall)
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

    def ranks(self, begin: int = 0, width: int | None = None) -> Iterator[Column]:
        """The places of the first answers of some cards in their order, then of the second ones ..."""
        some = slice(begin, None if width is None else begin + width)
        starts, lengths = self.starts[some], self.lengths[some]
        for rank in range(int(lengths[0]) if len(lengths) else 0):
            yield starts[: int((lengths > rank).sum())] + rank

    def _batch(self, begin: int, width: int, *, many: bool) -> Iterator[Step]:
        places = list(self.ranks(begin, width))
        days = all(bool(self.course.first[each].all()) for each in places)
        for each in places:
            yield plan(each, self.answers, self.course, one_a_day=days, many=many)


def _by_sets(column: Column) -> Column:
    """One row for each set of weights."""
    return column[None, :] if column.ndim == 1 else column.T


class _State:
    """The memories of a batch of cards as they are now, and as the study day began."""

    def __init__(self, shape: tuple[int, ...], new_card_recall: float) -> None:
        self.stability, self.difficulty = np.full((2, *shape), np.nan)
        self.dawn_stability, self.dawn_difficulty = np.full((2, *shape), np.nan)
        self.recall = np.full(shape, new_card_recall)

    def answer(self, step: Step, w: Weights, f: Functions) -> None:
        """Move the first cards by one answer each. `recall` is then what was expected of it."""
        n = step.cards
        w = w.at(slice(n))
        stability, difficulty, recall = self.stability[:n], self.difficulty[:n], self.recall[:n]
        if step.returning is not None:
            back = step.returning
            recall[back] = recall_after(step.gap, stability[back], w.at(back), f)
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
    step: Step,
    before: tuple[Column, Column, Column],
    after: tuple[Column, Column],
    w: Weights,
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
    luck = step.mixed
    p = known(before[2][cards], right=luck.right, knowing=luck.knowing, guessing=luck.guessing)
    for good, bad in zip(after, again, strict=True):
        good[cards] = between(p, good[cards], bad[cards], f)


def _put(
    outcome: Outcome,
    before: tuple[Column, Column, Column],
    after: tuple[Column, Column],
    w: Weights,
    f: Functions,
) -> None:
    """Write the memories that one formula makes of those before: `fsrs6.first_memory` or `next_memory`."""
    cards, own = outcome.cards, w.at(outcome.cards)
    if outcome.formula == "fresh":
        after[0][cards], after[1][cards] = own.first[outcome.grade]
        return
    stability, difficulty, recall = (column[cards] for column in before)
    within = outcome.formula == "short"
    after[0][cards], after[1][cards] = next_memory(
        (stability, difficulty), outcome.grade, None if within else recall, own, f
    )
