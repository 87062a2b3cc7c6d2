"""Why a card comes back when it does: read off its log, the same way as the state itself."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from quizzes.memory.events import ANSWERS, Event, Kind
from quizzes.memory.evidence import known
from quizzes.memory.fold import live, step
from quizzes.memory.fsrs6 import Grade
from quizzes.memory.parameters import Parameters
from quizzes.memory.sameday import expected_recall
from quizzes.memory.state import Phase, State
from quizzes.memory.steps import interval_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What the last answer that counts made of the schedule.

    number: of that answer; worth: how far it counts as known, from 0 to 1, None where the student graded
    herself or guessed; before and after: stability in days, None before the first answer; interval: days to
    wait by memory alone, None in learning steps; days: those it became when it was spread; chosen: whether
    the calmest day was taken and not the one that the seed drew; moved: the event that has moved the day
    since, if any.
    """

    number: int
    right: bool
    guessed: bool
    grade: Grade | None
    worth: float | None
    before: float | None
    after: float
    retention: float
    interval: int | None
    days: int | None
    chosen: bool
    moved: int | None = None


def reason(log: Iterable[Event], parameters: Parameters) -> Reason | None:
    """Why the card that has this log comes back when it does; None where no answer decides that."""
    found: Reason | None = None
    state = State.new()
    for event in live(log):
        after = step(state, event, parameters)
        if event.kind in ANSWERS:
            found = _of_answer(state, event, after, parameters)
        elif event.kind in {Kind.RESET, Kind.IMPORT}:
            found = None
        elif event.kind is Kind.RESCHEDULE and found is not None and after.due_day == event.due_day:
            found = replace(found, moved=event.number)
        state = after
    return found


def _of_answer(before: State, event: Event, after: State, parameters: Parameters) -> Reason | None:
    memory = after.memory
    if memory is None:
        return None
    in_review = after.phase is Phase.REVIEW and after.due_day is not None
    return Reason(
        number=event.number,
        right=bool(event.right),
        guessed=event.guessed,
        grade=event.grade,
        worth=_worth(before, event, parameters),
        before=before.stability,
        after=memory.stability,
        retention=parameters.desired_retention,
        interval=interval_of(memory, parameters) if in_review else None,
        days=after.due_day - event.study_day if in_review and after.due_day is not None else None,
        chosen=in_review and event.due_day is not None and after.due_day == event.due_day,
    )


def _worth(before: State, event: Event, parameters: Parameters) -> float | None:
    if event.grade is not None or event.guessed:
        return None
    recall = expected_recall(before, study_day=event.study_day, parameters=parameters)
    return known(right=bool(event.right), recall=recall, chance=event.chance, slip=event.slip)
