"""What becomes of the cards of a batch at each of their answers: all that depends on no weight, told once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from quizzes.memory.columns import Answers, Column, Course
from quizzes.memory.formulas import Cards
from quizzes.memory.fsrs6 import Grade


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Step:
    """One answer each of the first `cards` cards of a batch, at these `places` of the columns.

    returning: the cards that come back after `gap` days; outcomes: what becomes of them, each card in one for
    certain answers, in two if mixed; same_day: None where no card of the batch is answered twice on a day.
    """

    places: Column
    cards: int
    returning: Cards | None
    gap: Column
    outcomes: tuple[Outcome, ...]
    mixed: Mixed | None
    same_day: SameDay | None


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """Cards that get a memory by one formula: of none (fresh), after days (long) or within one (short)."""

    cards: Cards
    formula: str
    grade: Grade


@dataclass(frozen=True, slots=True, eq=False)
class Mixed:
    """Cards whose answer lies between Good and Again; the outcomes of the latter are kept apart for them.

    knowing and guessing: how likely the verdict was of somebody who knew, and of somebody who did not.
    """

    again: tuple[Outcome, ...]
    cards: Cards
    right: Column
    knowing: Column
    guessing: Column


@dataclass(frozen=True, slots=True, eq=False)
class SameDay:
    """Cards that begin a study day (dawn) or fall, and of each whether it holds: see `columns.Course`."""

    dawn: Cards | None
    fall: Cards | None
    knew: Column
    later_known: Column
    later_fall: Column
    spent: Column


def plan(places: Column, answers: Answers, course: Course, *, one_a_day: bool, many: bool) -> Step:
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

    def outcomes(by: dict[Grade, Column]) -> tuple[Outcome, ...]:
        return tuple(
            Outcome(cards, formula, Grade(one))
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
    return Step(
        places=places,
        cards=len(places),
        returning=returning,
        gap=column(course.gap[places].astype(float), returning),
        outcomes=outcomes(sure),
        mixed=None if mixed is None else Mixed(outcomes({Grade.AGAIN: both}), mixed, *luck),
        same_day=None
        if one_a_day
        else SameDay(
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
