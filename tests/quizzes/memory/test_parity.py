"""The same memory as the reference packages, over 10,000 histories.

fsrs-rs reckons in 32-bit floats, so it agrees to 1e-5 and not much closer; py-fsrs reckons
in 64-bit floats as we do and agrees to 1e-12.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate
from random import Random

import fsrs
import fsrs_rs_python
import pytest

from quizzes.memory import fsrs6
from quizzes.memory.events import Event, Kind
from quizzes.memory.fold import step
from quizzes.memory.fsrs6 import Grade, Memory
from quizzes.memory.parameters import DEFAULT_WEIGHTS, Parameters
from quizzes.memory.state import State

History = list[tuple[Grade, int]]
START = datetime(2025, 1, 1, 12, tzinfo=UTC)
GAPS = (0, 0, 1, 1, 2, 3, 5, 8, 15, 40, 150, 400)


def _histories(count: int, *, gaps: tuple[int, ...]) -> list[History]:
    """Grades with the whole days since the answer before; the first gap is 0."""
    dice = Random(20260918)  # noqa: S311 - test data, not a secret
    return [
        [
            (Grade(dice.choice([1, 2, 3, 3, 3, 4])), dice.choice(gaps) if index else 0)
            for index in range(dice.randint(1, 10))
        ]
        for _ in range(count)
    ]


@cache
def _ours() -> list[tuple[History, list[Memory]]]:
    return [(history, list(_memories(history))) for history in _histories(10_000, gaps=GAPS)]


def _memories(history: History) -> Iterator[Memory]:
    memory = None
    for grade, gap in history:
        if memory is None:
            memory = fsrs6.first_memory(grade, weights=DEFAULT_WEIGHTS)
        else:
            memory = fsrs6.next_memory(memory, grade, elapsed_days=gap, weights=DEFAULT_WEIGHTS)
        yield memory


def _interval(memory: Memory) -> int:
    return fsrs6.interval(
        stability=memory.stability, desired_retention=0.9, maximum_interval=36_500, weights=DEFAULT_WEIGHTS
    )


def _near_a_tie(stability: float) -> bool:
    """Whether 1e-5 of the stability decides between two whole days: there a 32-bit float has no say."""
    return abs(stability % 1 - 0.5) <= 1e-5 * stability


def test_memories_and_intervals_agree_with_fsrs_rs() -> None:
    oracle = fsrs_rs_python.FSRS(list(DEFAULT_WEIGHTS))
    items = [
        fsrs_rs_python.FSRSItem([fsrs_rs_python.FSRSReview(int(grade), gap) for grade, gap in history])
        for history, _ in _ours()
    ]
    intervals = ties = 0
    for (_, ours), theirs in zip(_ours(), oracle.historical_memory_state_batch(items), strict=True):
        for mine, other in zip(ours, theirs, strict=True):
            assert other.stability == pytest.approx(mine.stability, rel=1e-5)
            assert other.difficulty == pytest.approx(mine.difficulty, rel=1e-5)
            days = oracle.next_interval(other.stability, 0.9, int(Grade.GOOD))
            intervals += 1
            tie = _near_a_tie(mine.stability)
            ties += tie
            assert abs(max(round(days), 1) - _interval(mine)) <= tie
    assert intervals > 50_000
    # Intervals of hundreds of days have few 32-bit values between two half days: at most one in 500 is a tie.
    assert ties < intervals / 500


def test_memories_and_intervals_agree_with_py_fsrs() -> None:
    scheduler = fsrs.Scheduler(
        parameters=DEFAULT_WEIGHTS, learning_steps=(), relearning_steps=(), enable_fuzzing=False
    )
    for history, ours in _ours():
        card = fsrs.Card(card_id=1)
        days = accumulate(gap for _, gap in history)
        for (grade, _), day, mine in zip(history, days, ours, strict=True):
            at = START + timedelta(days=day)
            card, _ = scheduler.review_card(card, fsrs.Rating(grade), at)
            assert card.stability == pytest.approx(mine.stability, rel=1e-12)
            assert card.difficulty == pytest.approx(mine.difficulty, rel=1e-12)
            assert (card.due - at).days == _interval(mine)


@pytest.mark.parametrize("explicit", [True, False])
def test_folded_answers_are_plain_fsrs_where_luck_and_slips_are_ruled_out(explicit: bool) -> None:
    """On days with one answer each; the same-day rule departs from FSRS on purpose (see test_fold.py)."""
    parameters = Parameters()
    for history in _histories(2_000, gaps=tuple(gap for gap in GAPS if gap)):
        if not explicit:
            history = [(Grade.AGAIN if grade == 1 else Grade.GOOD, gap) for grade, gap in history]
        state, day = State.new(), 739_000
        for (grade, gap), memory in zip(history, _memories(history), strict=True):
            day += gap
            event = Event(
                number=state.number + 1,
                kind=Kind.REVIEW,
                at=START,
                study_day=day,
                right=grade > 1,
                grade=grade if explicit else None,
            )
            state = step(state, event, parameters)
            assert state.memory == memory
