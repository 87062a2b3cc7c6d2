"""The log of a card: what can happen to it, as values that are written once and never changed."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from quizzes.memory.fsrs6 import Grade
from quizzes.memory.state import State


class Kind(StrEnum):
    """The closed list of events.

    learn, review, relearn: answers that the schedule asked for; cram: practice that it did not ask for;
    exposure: a card never studied was shown in a quiz; aside: an answer of which memory learns nothing, such
    as to true or false; import: a state brought from elsewhere; undo: the student takes an event back; void:
    a teacher does; regrade: a teacher changes its verdict; reset: begin anew; suspend and bury: hide until
    further notice, or for the study day; reschedule: move the due day.
    """

    LEARN = "learn"
    REVIEW = "review"
    RELEARN = "relearn"
    CRAM = "cram"
    EXPOSURE = "exposure"
    ASIDE = "aside"
    IMPORT = "import"
    UNDO = "undo"
    VOID = "void"
    RESET = "reset"
    SUSPEND = "suspend"
    BURY = "bury"
    RESCHEDULE = "reschedule"
    REGRADE = "regrade"


ANSWERS = frozenset({Kind.LEARN, Kind.REVIEW, Kind.RELEARN})
PLAIN = ANSWERS | {Kind.CRAM, Kind.EXPOSURE, Kind.ASIDE}
"""What is answered: kinds that change nothing in the log before them, and are taken back by others alone."""
TENDED = frozenset({Kind.SUSPEND, Kind.BURY, Kind.RESET, Kind.RESCHEDULE})
"""What is done to a card besides answering it."""
REWRITES = frozenset({Kind.UNDO, Kind.VOID, Kind.REGRADE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One entry of a card's log.

    Of every event:
    number: 1, 2, 3 ... within the card; at: UTC, whole milliseconds; seed: the card's identity, for the fuzz;
    study_day: fixed when written, since counting history anew in another zone would move it.

    Of an answer:
    right: the verdict; guessed: the student said so before the verdict; grade: chosen by the student on a
    flashcard, never inferred; chance (g) and slip (s): see `evidence.known`; recall: as predicted, and
    parameters_id: by which parameters, both only for the record; due_day: the day that was chosen when the
    answer was written, None where the seed chose it; stops_leech: whether the student wanted a card set aside
    that keeps being forgotten, when the answer showed that it is one.

    Of the other kinds:
    target: the earlier event that an undo, void or regrade is about; due_day: where a reschedule moves the
    card; on: False lifts a suspension or burial; state: what an import brings. A void of a void lifts it.

    Raises ValueError where an event lacks what its kind needs.
    """

    number: int
    kind: Kind
    at: datetime
    study_day: int
    seed: str = ""
    right: bool | None = None
    guessed: bool = False
    grade: Grade | None = None
    chance: float = 0.0
    slip: float = 0.0
    recall: float | None = None
    parameters_id: str = ""
    target: int | None = None
    due_day: int | None = None
    stops_leech: bool = False
    on: bool = True
    state: State | None = None

    def __post_init__(self) -> None:
        if self.number < 1:
            raise ValueError(f"Events are numbered from 1, not {self.number}.")
        if self.at.utcoffset() != timedelta() or self.at.microsecond % 1000:
            raise ValueError(f"An event's instant must be in UTC and whole milliseconds, not {self.at!r}.")
        if self.kind in ANSWERS and self.right is None:
            raise ValueError(f"A {self.kind} event needs a verdict: right must be true or false.")
        if self.grade is not None and self.right is not (self.grade is not Grade.AGAIN):
            raise ValueError(
                "The grade Again says wrong and every other grade right; the verdict says otherwise."
            )
        if self.grade is not None and self.guessed:
            raise ValueError(
                "A flashcard's grade already says how sure the student was; guessed must be false."
            )
        if self.kind is Kind.REGRADE and self.right is None:
            raise ValueError("A regrade event needs the new verdict: right must be true or false.")
        if self.kind in REWRITES and not (self.target and 0 < self.target < self.number):
            raise ValueError(
                f"Event {self.number} ({self.kind}) must name an earlier event, not {self.target}."
            )
        if self.kind is Kind.RESCHEDULE and self.due_day is None:
            raise ValueError("A reschedule event needs the study day on which the card will be due.")
        if self.kind is Kind.IMPORT and self.state is None:
            raise ValueError("An import event needs the state that it brings.")

    def to_dict(self) -> dict[str, Any]:
        """Only simple types, fit for JSON; the instant as ISO 8601 text."""
        data = asdict(self)
        data["at"] = self.at.isoformat(timespec="milliseconds")
        data["state"] = self.state and self.state.to_dict()
        return data

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "Event":
        """The event that `to_dict` wrote. Raises TypeError for an unknown key, ValueError for a bad value."""
        fields = dict(data)
        fields["kind"] = Kind(fields["kind"])
        fields["at"] = datetime.fromisoformat(fields["at"])
        fields["grade"] = fields["grade"] and Grade(fields["grade"])
        fields["state"] = fields["state"] and State.from_dict(fields["state"])
        return cls(**fields)
