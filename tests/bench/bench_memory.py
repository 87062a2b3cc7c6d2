"""What scheduling one answer costs beside py-fsrs, in one run: python -m tests.bench.bench_memory."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from statistics import median
from time import process_time

import fsrs

from quizzes.memory.events import Event, Kind
from quizzes.memory.fold import fold, step
from quizzes.memory.fsrs6 import Grade, Memory, first_memory, interval, next_memory
from quizzes.memory.parameters import DEFAULT_WEIGHTS, Parameters
from quizzes.memory.state import State

ROUNDS = 5
ANSWERS = 20_000
CARD_LENGTH = 10  # answers after which a fresh card begins
START = datetime(2025, 1, 1, 12, tzinfo=UTC)
GRADES = [Grade(1 + (index * 7919) % 4) for index in range(CARD_LENGTH)]
MOMENTS = [START + timedelta(days=index * (index + 1)) for index in range(CARD_LENGTH)]


def memory_steps() -> None:
    for _ in range(ANSWERS // CARD_LENGTH):
        memory: Memory | None = None
        for index, grade in enumerate(GRADES):
            if memory is None:
                memory = first_memory(grade, weights=DEFAULT_WEIGHTS)
            else:
                memory = next_memory(memory, grade, elapsed_days=2 * index, weights=DEFAULT_WEIGHTS)
            interval(
                stability=memory.stability,
                desired_retention=0.9,
                maximum_interval=36_500,
                weights=DEFAULT_WEIGHTS,
            )


def _log(*, graded: bool) -> list[Event]:
    return [
        Event(
            number=index + 1,
            kind=Kind.REVIEW,
            at=MOMENTS[index],
            study_day=MOMENTS[index].toordinal(),
            seed="card-1",
            right=grade > Grade.AGAIN,
            grade=grade if graded else None,
            chance=0.25,
            slip=0.02,
        )
        for index, grade in enumerate(GRADES)
    ]


def _steps(log: list[Event]) -> None:
    parameters = Parameters()
    for _ in range(ANSWERS // CARD_LENGTH):
        state = State.new()
        for event in log:
            state = step(state, event, parameters)


def graded_steps() -> None:
    _steps(_log(graded=True))


def evidence_steps() -> None:
    _steps(_log(graded=False))


def folds() -> None:
    log, parameters = _log(graded=False), Parameters()
    for _ in range(ANSWERS // CARD_LENGTH):
        fold(log, parameters)


def py_fsrs_reviews() -> None:
    scheduler = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    for _ in range(ANSWERS // CARD_LENGTH):
        card = fsrs.Card(card_id=1, due=START)  # given an id, it neither sleeps nor reads the clock
        for grade, moment in zip(GRADES, MOMENTS, strict=True):
            card, _ = scheduler.review_card(card, fsrs.Rating(grade), moment)


def _microseconds(work: Callable[[], None]) -> float:
    start = process_time()
    work()
    return (process_time() - start) / ANSWERS * 1e6


def main() -> None:
    """Print medians of five rounds; each round times all in turn, so that a busy machine slows all."""
    works = {
        "py-fsrs review_card": py_fsrs_reviews,
        "memory and interval": memory_steps,
        "step, graded": graded_steps,
        "step, guess-corrected": evidence_steps,
        "fold, an answer": folds,
    }
    rounds = [{name: _microseconds(work) for name, work in works.items()} for _ in range(ROUNDS)]
    print(f"{'an answer':<24}{'µs':>8}{'of py-fsrs':>12}")
    for name in works:
        time = median(times[name] for times in rounds)
        ratio = median(times[name] / times["py-fsrs review_card"] for times in rounds)
        print(f"{name:<24}{time:>8.2f}{ratio:>12.2f}")


if __name__ == "__main__":
    main()
