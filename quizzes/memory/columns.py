"""The answers of many cards as columns of numpy, and what of them depends on no weight."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from quizzes.memory.events import ANSWERS, Event, Kind
from quizzes.memory.fold import live

Column = NDArray[Any]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Answers:
    """Answers that move memory, each field one column with an entry for every answer.

    card: 0, 1, 2 ... and never falling, so that each card's answers stand together, in their order;
    study_day; right and guessed: bool; grade: 1 to 4 where the student chose one, else 0; chance (g) and
    slip (s): see `evidence.known`.

    Raises ValueError for columns of unequal length or cards out of order.
    """

    card: Column
    study_day: Column
    right: Column
    guessed: Column
    grade: Column
    chance: Column
    slip: Column

    def __post_init__(self) -> None:
        lengths = {len(getattr(self, name)) for name in Answers.__slots__}
        if len(lengths) != 1:
            raise ValueError(f"Every column has an entry for each answer; these have {sorted(lengths)}.")
        steps = np.diff(self.card, prepend=-1)
        if not np.isin(steps, (0, 1)).all():
            raise ValueError("Cards are numbered 0, 1, 2 ... and their answers stand together.")

    def __len__(self) -> int:
        return len(self.card)

    @property
    def knew(self) -> Column:
        """Whether each answer was right and no guess."""
        return self.right & ~self.guessed

    @property
    def cards(self) -> int:
        return int(self.card[-1]) + 1 if len(self) else 0

    def where(self, chosen: Column) -> Answers:
        """The answers for which `chosen` (bool) holds; cards without any are numbered away."""
        kept = self.card[chosen]
        columns = {name: getattr(self, name)[chosen] for name in Answers.__slots__}
        columns["card"] = np.cumsum(np.diff(kept, prepend=kept[:1]) > 0)
        return Answers(**columns)

    @classmethod
    def of(
        cls,
        *,
        card: Iterable[int],
        study_day: Iterable[int],
        right: Iterable[bool],
        guessed: Iterable[bool] | None = None,
        grade: Iterable[int] | None = None,
        chance: Iterable[float] | None = None,
        slip: Iterable[float] | None = None,
    ) -> Answers:
        """Columns from any sequences; what is left out was no guess, has no grade, no luck and no slips."""
        cards = np.array(card, dtype=np.int64)
        none = np.zeros(len(cards))

        def column(values: Iterable[Any] | None, kind: Any) -> Column:
            return none.astype(kind) if values is None else np.array(values, dtype=kind)

        return cls(
            card=cards,
            study_day=column(study_day, np.int64),
            right=column(right, bool),
            guessed=column(guessed, bool),
            grade=column(grade, np.int8),
            chance=column(chance, float),
            slip=column(slip, float),
        )


def answers_of(logs: Sequence[Iterable[Event]]) -> tuple[Answers, list[int], list[int]]:
    """The answers that count in each log, the logs they are from, and the logs that columns cannot tell.

    Card number i of the columns is log number `cards[i]`. A reset begins a card anew, so that only what came
    after the last one counts. A log whose last beginning is an import is left to `fold`, and one without
    answers has no card. Raises ValueError as `fold` does.
    """
    entries: list[tuple[int, int, bool, bool, int, float, float]] = []
    cards: list[int] = []
    rest: list[int] = []
    for number, log in enumerate(logs):
        counting = live(log)
        begins = max((i for i, event in enumerate(counting) if event.kind in _BEGINNINGS), default=-1)
        if begins >= 0 and counting[begins].kind is Kind.IMPORT:
            rest.append(number)
            continue
        answers = [event for event in counting[begins + 1 :] if event.kind in ANSWERS]
        if answers:
            entries.extend(_entry(len(cards), event) for event in answers)
            cards.append(number)
    names = ("card", "study_day", "right", "guessed", "grade", "chance", "slip")
    columns = zip(*entries, strict=True) if entries else ((),) * len(names)
    return Answers.of(**dict(zip(names, columns, strict=True))), cards, rest


_BEGINNINGS = frozenset({Kind.RESET, Kind.IMPORT})


def _entry(card: int, event: Event) -> tuple[int, int, bool, bool, int, float, float]:
    return (
        card,
        event.study_day,
        bool(event.right),
        event.guessed,
        int(event.grade or 0),
        event.chance,
        event.slip,
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Course:
    """What the same-day rule makes of each answer, whatever the weights: see `sameday.remember`.

    rank: 0 for a card's first answer, 1 for the next ...; first: the first of its study day; gap: whole study
    days since the day of the answer before, 0 on the same day; elapsed: the days that FSRS reckons with;
    morning: whether the update starts from the memory before the day's growth; fresh: it starts from none;
    spent: the day's growth was taken and lost, so a known answer changes nothing.
    """

    rank: Column
    first: Column
    gap: Column
    elapsed: Column
    morning: Column
    fresh: Column
    spent: Column


def course_of(answers: Answers) -> Course:
    """Rank, gap and same-day standing of each answer, worked out for all at once."""
    n = len(answers)
    place = np.arange(n)
    opens = np.diff(answers.card, prepend=-1) > 0
    start = np.maximum.accumulate(np.where(opens, place, 0))
    rank = place - start

    # A clock that went back stays on the latest day so far; cards are told apart by a shift beyond any day.
    least = int(answers.study_day.min()) if n else 0
    span = (int(answers.study_day.max()) - least + 1) if n else 1
    latest = np.maximum.accumulate(answers.card * span + (answers.study_day - least)) - answers.card * span
    gap = np.where(opens, 0, np.diff(latest, prepend=0))
    first = opens | (gap > 0)

    dawn = np.maximum.accumulate(np.where(first, place, 0))
    knew = answers.knew
    known_before = _earlier_today(knew, dawn)
    fell_before = _earlier_today(~knew, dawn)
    # A fall after a known answer of the day: the falls counted from the day's first known answer on.
    spent_fall = ~knew & (known_before > 0)
    spent = knew & (_earlier_today(spent_fall, dawn) > 0)
    fresh_day = rank[dawn] == 0 if n else opens
    return Course(
        rank=rank,
        first=first,
        gap=gap,
        elapsed=np.where(first | (knew & (fell_before == 0)), gap[dawn] if n else gap, 0),
        morning=knew,
        fresh=np.where(knew, fresh_day & (fell_before == 0), opens),
        spent=spent,
    )


def _earlier_today(flags: Column, dawn: Column) -> Column:
    """For each answer, how many of `flags` stand before it on its study day, which began at place `dawn`."""
    before = np.cumsum(flags) - flags
    return before - (before[dawn] if len(dawn) else before)
