"""Ready by a day: what is asked before it, when, and that it is enough."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.memory import fsrs6
from quizzes.memory.exams import Candidate, Plan, plan
from quizzes.memory.fsrs6 import Grade, Memory
from quizzes.memory.parameters import DEFAULT_WEIGHTS, Parameters

pytestmark = pytest.mark.pure

TODAY = 739_000


def card(number: int = 1, *, stability: float = 30.0, last: int = -10, due: int = 20) -> Candidate:
    return Candidate(
        id=number, stability=stability, difficulty=5.0, last_day=TODAY + last, due_day=TODAY + due
    )


def made(cards: list[Candidate], *, days: int, retention: float = 0.95) -> Plan:
    return plan(cards, today=TODAY, exam_day=TODAY + days, retention=retention, parameters=Parameters())


def recall(stability: float, days: int) -> float:
    return fsrs6.retrievability(stability=stability, elapsed_days=days, weights=DEFAULT_WEIGHTS)


def test_what_will_be_known_needs_nothing() -> None:
    found = made([card(stability=2_000.0, due=500)], days=5)
    assert found == Plan(load=(0,) * 5, ahead=(), ready=1)


def test_what_falls_due_before_is_asked_on_its_day() -> None:
    found = made([card(due=3)], days=10, retention=0.9)
    assert found.load == (0, 0, 0, 1, 0, 0, 0, 0, 0, 0)
    assert found.ahead == ()


def test_what_would_have_faded_by_then_is_asked_once_more_near_the_day() -> None:
    faint = card(stability=30.0, last=-25, due=40)
    assert recall(30.0, 35) < 0.95
    found = made([faint], days=10)
    assert sum(found.load) == 1
    assert found.load[-1] == 1  # nothing else is to be done, so as late as can be
    assert found.ready == 0


def test_on_the_eve_it_is_today() -> None:
    found = made([card(7, stability=30.0, last=-25, due=40)], days=1)
    assert (found.load, found.ahead) == ((1,), (7,))


def test_work_is_spread_over_the_days_that_hold() -> None:
    """Ten cards that may each be asked on any of the last days: no day gets more than it must."""
    found = made([card(number, stability=30.0, last=-25, due=40) for number in range(10)], days=10)
    assert sum(found.load) == 10
    assert max(found.load) - min(load for load in found.load if load) <= 1
    assert sum(load > 0 for load in found.load) > 1


def test_what_is_overdue_waits_today_and_is_not_ahead() -> None:
    found = made([card(stability=5.0, last=-40, due=-30)], days=1)
    assert found.load == (1,)
    assert found.ahead == ()


@pytest.mark.parametrize("days", [0, -3])
def test_exam_that_is_over_cannot_be_prepared_for(days: int) -> None:
    with pytest.raises(ValueError, match="until its eve"):
        made([], days=days)


def test_certainty_cannot_be_wanted() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        made([], days=5, retention=1.0)


CARDS = st.builds(
    card,
    number=st.integers(1, 10_000),
    stability=st.floats(0.5, 300),
    last=st.integers(-200, -1),
    due=st.integers(-50, 100),
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(CARDS, max_size=12, unique_by=lambda each: each.id), st.integers(1, 60), st.floats(0.75, 0.97)
)
def test_who_follows_the_plan_is_ready(cards: list[Candidate], days: int, wanted: float) -> None:
    """Played day by day, replanned each morning, all answers right: at the exam all is known as wanted.

    Where a single answer on the eve cannot bring a card that far, it has been asked on the eve.
    """
    parameters, exam_day = Parameters(), TODAY + days
    held = {each.id: each for each in cards}
    for today in range(TODAY, exam_day):
        found = plan(held.values(), today=today, exam_day=exam_day, retention=wanted, parameters=parameters)
        due = {each.id for each in held.values() if each.due_day <= today}
        assert not due & set(found.ahead)
        assert found.load[0] >= len(found.ahead)
        for number in due | set(found.ahead):
            held[number] = _answered(held[number], today, parameters)
    for each in held.values():
        known = recall(each.stability, exam_day - each.last_day)
        assert known >= wanted - 1e-9 or each.last_day == exam_day - 1


def _answered(each: Candidate, today: int, parameters: Parameters) -> Candidate:
    memory = fsrs6.next_memory(
        Memory(stability=each.stability, difficulty=each.difficulty),
        Grade.GOOD,
        elapsed_days=today - each.last_day,
        weights=parameters.weights,
    )
    days = fsrs6.interval(
        stability=memory.stability,
        desired_retention=parameters.desired_retention,
        maximum_interval=parameters.maximum_interval,
        weights=parameters.weights,
    )
    return Candidate(
        id=each.id,
        stability=memory.stability,
        difficulty=memory.difficulty,
        last_day=today,
        due_day=today + days,
    )
