"""Where an answer leads: through the learning steps of minutes, then to intervals of days."""

from datetime import datetime, timedelta

from quizzes.memory import fsrs6
from quizzes.memory.events import Event
from quizzes.memory.fsrs6 import Grade, Memory
from quizzes.memory.fuzz import fuzz_range, fuzzed
from quizzes.memory.parameters import Parameters
from quizzes.memory.state import Phase, State


def schedule(
    state: State, event: Event, memory: Memory, parameters: Parameters, *, settle: bool = True
) -> tuple[Phase, int, datetime | None, int | None]:
    """Phase, step, due instant and due day after an answer. Steps follow the verdict, intervals the memory.

    Right goes a step on, Easy out of the steps, wrong back to the first. Hard stays, and so does a right
    guess, which in review means to relearn, though it is no lapse. The due day is left open unless it is to
    be settled.
    """
    grade = event.grade or (Grade.GOOD if event.right else Grade.AGAIN)
    reviewing = state.phase is Phase.REVIEW
    relearning = reviewing or state.phase is Phase.RELEARNING
    steps = parameters.relearning_steps if relearning else parameters.learning_steps
    if grade is Grade.AGAIN:
        position = 0
    elif event.guessed:
        position = min(state.step, len(steps) - 1)  # the steps may have become fewer since
    elif grade is Grade.HARD and not reviewing:
        position = state.step
    elif grade is Grade.GOOD and not reviewing:
        position = state.step + 1
    else:
        position = len(steps)

    if steps and position < len(steps):
        wait = _hard_wait(steps, position) if grade is Grade.HARD else steps[position]
        return Phase.RELEARNING if relearning else Phase.LEARNING, position, event.at + wait, None
    due_day = event.study_day + _days_off(event, memory, parameters) if settle else None
    return Phase.REVIEW, 0, None, due_day


def _days_off(event: Event, memory: Memory, parameters: Parameters) -> int:
    """The days to wait: those that were chosen when the answer was written, while the range still has them.

    A verdict or a wanted recall that is another by now may have moved the range; then the seed draws.
    """
    days = interval_of(memory, parameters)
    maximum = parameters.maximum_interval
    if event.due_day is not None:
        shortest, longest = fuzz_range(days, maximum=maximum)
        if shortest <= event.due_day - event.study_day <= longest:
            return event.due_day - event.study_day
    return fuzzed(days, maximum=maximum, seed=event.seed, number=event.number)


def interval_of(memory: Memory, parameters: Parameters) -> int:
    """Days until recall has fallen to what is wanted, before they are spread."""
    return fsrs6.interval(
        stability=memory.stability,
        desired_retention=parameters.desired_retention,
        maximum_interval=parameters.maximum_interval,
        weights=parameters.weights,
    )


def _hard_wait(steps: tuple[timedelta, ...], position: int) -> timedelta:
    """The wait after Hard, as in Anki: on the first step, between those of Again and of Good."""
    if position > 0:
        return steps[position]
    return (steps[0] + steps[1]) / 2 if len(steps) > 1 else steps[0] * 1.5
