"""From an answer given at some moment to the event to log, and what each grade would bring."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from quizzes.memory import days
from quizzes.memory.events import ANSWERS, Event, Kind
from quizzes.memory.fold import step
from quizzes.memory.fsrs6 import Grade
from quizzes.memory.fuzz import SPREAD_UP_TO, calmest, fuzz_range
from quizzes.memory.parameters import Parameters
from quizzes.memory.sameday import expected_recall
from quizzes.memory.state import Phase, State
from quizzes.memory.steps import interval_of

_KINDS = {
    Phase.NEW: Kind.LEARN,
    Phase.LEARNING: Kind.LEARN,
    Phase.REVIEW: Kind.REVIEW,
    Phase.RELEARNING: Kind.RELEARN,
}


def answer(
    state: State,
    *,
    parameters: Parameters,
    now: datetime,
    study_day: int,
    seed: str,
    right: bool,
    guessed: bool = False,
    grade: Grade | None = None,
    chance: float = 0.0,
    slip: float = 0.0,
    practice: bool = False,
    aside: bool = False,
) -> Event:
    """The event to log for an answer given to a card in this state; `step` then makes the next state.

    seed: the card's identity; chance (g) and slip (s): see `evidence.known`; grade: only where the student
    chose one. practice: the answer was given in a quiz or ahead of time. Practice moves the schedule only if
    the card was due: otherwise it is a cram, or an exposure where the card was never studied. A study
    session may show a learning step some minutes early, but an interval of days cannot be cut short: a card
    in review that is not yet due is crammed in any case. aside: it moves nothing, not even a card that is
    due.

    Raises ValueError for a time without a zone, or a grade at odds with the verdict.
    """
    due = state.is_due(now=now, study_day=study_day)
    if aside:
        kind = Kind.ASIDE
    elif due or not (practice or state.suspended or state.phase is Phase.REVIEW):
        kind = _KINDS[state.phase]
    else:
        kind = Kind.EXPOSURE if state.phase is Phase.NEW else Kind.CRAM
    return Event(
        number=state.number + 1,
        kind=kind,
        at=days.to_millisecond(now),
        study_day=study_day,
        seed=seed,
        right=right,
        guessed=guessed,
        grade=grade,
        chance=chance,
        slip=slip,
        recall=expected_recall(state, study_day=study_day, parameters=parameters),
        parameters_id=parameters.id,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """The study days among which the next one of an answer is chosen, first and last, and the one drawn.

    counted: whether it matters how many cards wait on each (`fuzz.SPREAD_UP_TO`).
    """

    first: int
    last: int
    drawn: int
    counted: bool


def room(after: State, event: Event, *, parameters: Parameters) -> Room | None:
    """Where the card may go that has just been answered; None where there is nothing to choose.

    after: the state to which the event led.
    """
    if event.kind not in ANSWERS or after.phase is not Phase.REVIEW:
        return None
    if after.memory is None or after.due_day is None:
        return None
    days_off = interval_of(after.memory, parameters)
    shortest, longest = fuzz_range(days_off, maximum=parameters.maximum_interval)
    if shortest == longest:
        return None
    return Room(
        first=event.study_day + shortest,
        last=event.study_day + longest,
        drawn=after.due_day,
        counted=days_off <= SPREAD_UP_TO,
    )


def spread(
    event: Event,
    room: Room,
    *,
    waiting: Mapping[int, int],
    shares: Sequence[float],
    away: Container[int] = (),
) -> Event:
    """The event with the calmest day of the room in it, if that is another than the seed drew.

    waiting: cards by study day; shares and away: see `fuzz.calmest`.
    """
    today = event.study_day
    days_off = calmest(
        room.drawn - today,
        shortest=room.first - today,
        longest=room.last - today,
        today=today,
        waiting=waiting if room.counted else None,
        shares=shares,
        away=away,
    )
    return event if today + days_off == room.drawn else replace(event, due_day=today + days_off)


def preview(
    state: State, *, parameters: Parameters, now: datetime, study_day: int, seed: str
) -> dict[Grade, tuple[Event, State]]:
    """What each button of a self-graded flashcard would log, and the state it would lead to, fuzz and all."""
    outcomes = {}
    for grade in Grade:
        event = answer(
            state,
            parameters=parameters,
            now=now,
            study_day=study_day,
            seed=seed,
            right=grade is not Grade.AGAIN,
            grade=grade,
        )
        outcomes[grade] = event, step(state, event, parameters)
    return outcomes
