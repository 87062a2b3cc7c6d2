"""From an answer given at some moment to the event to log, and what each grade would bring."""

from datetime import datetime

from quizzes.memory import days
from quizzes.memory.events import Event, Kind
from quizzes.memory.fold import step
from quizzes.memory.fsrs6 import Grade
from quizzes.memory.parameters import Parameters
from quizzes.memory.sameday import expected_recall
from quizzes.memory.state import Phase, State

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


def preview(
    state: State, *, parameters: Parameters, now: datetime, study_day: int, seed: str
) -> dict[Grade, State]:
    """The state that each button of a self-graded flashcard would lead to, fuzz and all."""
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
        outcomes[grade] = step(state, event, parameters)
    return outcomes
