"""What is known about one card at one moment: a cache of its log, cheap to store and to compare."""

from dataclasses import dataclass
from dataclasses import fields as fields_of
from datetime import datetime
from enum import StrEnum
from typing import Any

from quizzes.memory import fsrs6
from quizzes.memory.fsrs6 import Memory
from quizzes.memory.parameters import Parameters


class Phase(StrEnum):
    """Where a card is on its way: its steps of minutes, or its intervals of days."""

    NEW = "new"
    LEARNING = "learning"
    REVIEW = "review"
    RELEARNING = "relearning"


class Growth(StrEnum):
    """Stability grows once on a study day: it is open, taken, or spent (taken, then lost by a fall)."""

    OPEN = "open"
    TAKEN = "taken"
    SPENT = "spent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """What the later answers of a study day need to know about its beginning.

    stability (days) and difficulty: the memory from which the day's one growth is counted, None for a card
    never reviewed before; elapsed_days: study days since the answer that left that memory, 0 after a fall
    today; recall: the recall expected before the day's first answer; growth: whether the day's growth is
    still to come.
    """

    stability: float | None
    difficulty: float | None
    elapsed_days: int
    recall: float
    growth: Growth = Growth.OPEN

    @property
    def memory(self) -> Memory | None:
        return _memory(self.stability, self.difficulty)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One card's schedule and memory.

    number: of the last event folded, 0 before the first.
    met: the card has been seen at all; suspended; buried_day: the study day on which it is hidden.
    stability (days) and difficulty (1 to 10): None until the first answer.
    step: position in the learning steps; due_at: the instant (UTC) at which the step ends, None outside them.
    due_day: the study day on which a card in review falls due, None otherwise.
    last_day and last_at: study day and instant of the last answer that moved memory.
    reps: how many such answers; lapses: how many of them were wrong in review.
    today: what the same-day rule needs to know, None until the first answer.
    """

    number: int = 0
    phase: Phase = Phase.NEW
    met: bool = False
    suspended: bool = False
    buried_day: int | None = None
    stability: float | None = None
    difficulty: float | None = None
    step: int = 0
    due_at: datetime | None = None
    due_day: int | None = None
    last_day: int | None = None
    last_at: datetime | None = None
    reps: int = 0
    lapses: int = 0
    today: Today | None = None

    @classmethod
    def new(cls, *, number: int = 0) -> "State":
        """A card of which nothing is known yet."""
        return cls(number=number)

    @property
    def memory(self) -> Memory | None:
        return _memory(self.stability, self.difficulty)

    def is_due(self, *, now: datetime, study_day: int) -> bool:
        """Whether the schedule asks for an answer now. New, suspended and buried cards are not due."""
        if self.suspended or (self.buried_day is not None and study_day <= self.buried_day):
            return False
        if self.due_day is not None:
            return study_day >= self.due_day
        return self.due_at is not None and now >= self.due_at

    def to_dict(self) -> dict[str, Any]:
        """Only simple types, fit for JSON; instants as ISO 8601 text."""
        data = _plain(self)
        for name in ("due_at", "last_at"):
            data[name] = data[name] and data[name].isoformat(timespec="milliseconds")
        data["today"] = self.today and _plain(self.today)
        return data

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "State":
        """The state that `to_dict` wrote. Raises TypeError for an unknown key, ValueError for a bad value."""
        fields = dict(data)
        fields["phase"] = Phase(fields["phase"])
        for name in ("due_at", "last_at"):
            fields[name] = fields[name] and datetime.fromisoformat(fields[name])
        if fields["today"] is not None:
            fields["today"] = Today(**{**fields["today"], "growth": Growth(fields["today"]["growth"])})
        return cls(**fields)


def retrievability(state: State, *, study_day: int, parameters: Parameters) -> float:
    """The recall to expect on a study day, from 0 to 1: what progress pages show and queues sort by.

    A card never reviewed has the prior of the parameters; a card answered today has 1.
    """
    if state.stability is None:
        return parameters.new_card_recall
    return fsrs6.retrievability(
        stability=state.stability,
        elapsed_days=study_day - (state.last_day or study_day),
        weights=parameters.weights,
    )


def _plain(value: "State | Today") -> dict[str, Any]:
    """The fields of a value as they are: `asdict` would copy each of them, which takes longer than a fold."""
    return {name: getattr(value, name) for name in _NAMES[type(value)]}


_NAMES = {kind: tuple(field.name for field in fields_of(kind)) for kind in (State, Today)}


def _memory(stability: float | None, difficulty: float | None) -> Memory | None:
    if stability is None or difficulty is None:
        return None
    return Memory(stability=stability, difficulty=difficulty)
