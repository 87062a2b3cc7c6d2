"""How an answer changes memory, under the rule of the study day: stability grows once, every fall counts."""

from quizzes.memory import evidence, fsrs6
from quizzes.memory.events import Event
from quizzes.memory.fsrs6 import Grade, Memory
from quizzes.memory.parameters import Parameters
from quizzes.memory.state import Growth, State, Today, retrievability


def expected_recall(state: State, *, study_day: int, parameters: Parameters) -> float:
    """The recall to expect of an answer, from 0 to 1: the prior of the evidence, and what the log records.

    It stays all day as it was before the day's first answer. The forgetting curve starts anew at 1 with every
    answer, and held against a prior of 1 every wrong answer would pass for a slip.
    """
    return _today(state, study_day, parameters).recall


def remember(state: State, event: Event, parameters: Parameters) -> tuple[Memory, Today]:
    """The memory after an answer, and the record for the later answers of its study day.

    The first answer of a day counts as it is. A later answer that was known is reckoned from the memory
    before the day's growth, and the larger of the two results stays. A later one that was not known lowers
    what there is; growth that was taken before such a fall is not given twice.
    """
    before, today = state.memory, _today(state, event.study_day, parameters)
    first = today is not state.today
    if event.right and not event.guessed:
        if before is not None and today.growth is Growth.SPENT:
            return before, today
        reached = _update(today.memory, today.elapsed_days, today.recall, event, parameters)
        if before is not None and not first and before.stability >= reached.stability:
            reached = before
        return reached, Today(
            stability=today.stability,
            difficulty=today.difficulty,
            elapsed_days=today.elapsed_days,
            recall=today.recall,
            growth=Growth.TAKEN,
        )

    reached = _update(before, today.elapsed_days if first else 0, today.recall, event, parameters)
    if before is not None and not first and before.stability <= reached.stability:
        reached = before
    return reached, Today(
        stability=reached.stability,
        difficulty=reached.difficulty,
        elapsed_days=0,
        recall=today.recall,
        growth=Growth.OPEN if today.growth is Growth.OPEN else Growth.SPENT,
    )


def _today(state: State, study_day: int, parameters: Parameters) -> Today:
    """The record of this study day as it stands before the answer, a fresh one before the first."""
    elapsed_days = study_day - (state.last_day or study_day)
    if state.stability is None:
        recall = parameters.new_card_recall
    elif elapsed_days > 0:
        recall = retrievability(state, study_day=study_day, parameters=parameters)
    elif state.today is not None:
        return state.today
    else:  # imported on the day of its last answer: how that day began is not known
        recall = parameters.desired_retention
    return Today(
        stability=state.stability,
        difficulty=state.difficulty,
        elapsed_days=max(elapsed_days, 0),
        recall=recall,
    )


def _update(
    memory: Memory | None, elapsed_days: int, recall: float, event: Event, parameters: Parameters
) -> Memory:
    """One FSRS step by the grade chosen, or between Again and Good by what the verdict is worth."""

    def after(grade: Grade) -> Memory:
        if memory is None:
            return fsrs6.first_memory(grade, weights=parameters.weights)
        return fsrs6.next_memory(memory, grade, elapsed_days=elapsed_days, weights=parameters.weights)

    if event.grade is not None:
        return after(event.grade)
    p = 0.0
    if not event.guessed:
        p = evidence.known(right=bool(event.right), recall=recall, chance=event.chance, slip=event.slip)
    return evidence.mix(p, good=after(Grade.GOOD), again=after(Grade.AGAIN))
