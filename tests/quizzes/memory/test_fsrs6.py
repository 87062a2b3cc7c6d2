"""The published formulas, one at a time; test_parity.py holds them against other implementations."""

from math import exp
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.memory import fsrs6
from quizzes.memory.fsrs6 import Grade, Memory
from quizzes.memory.parameters import DEFAULT_WEIGHTS, Parameters

W = DEFAULT_WEIGHTS

stabilities = st.floats(fsrs6.STABILITY_MIN, fsrs6.STABILITY_MAX)
memories = st.builds(Memory, stability=stabilities, difficulty=st.floats(1, 10))
grades = st.sampled_from(Grade)
gaps = st.integers(0, 4000)


@pytest.mark.parametrize(("grade", "stability"), list(zip(Grade, W[:4], strict=True)))
def test_first_stability_is_the_weight_of_the_grade(grade: Grade, stability: float) -> None:
    assert fsrs6.first_memory(grade, weights=W).stability == stability


def test_first_difficulty_of_again_is_w4_and_falls_with_the_grade() -> None:
    again, hard, good, easy = (fsrs6.first_memory(grade, weights=W).difficulty for grade in Grade)
    assert again == W[4]
    assert good == pytest.approx(W[4] - exp(2 * W[5]) + 1)
    assert again > hard > good > easy


@pytest.mark.parametrize("stability", [0.2, 1.0, 30.0, 4000.0])
def test_recall_is_one_at_once_and_nine_tenths_after_the_stability(stability: float) -> None:
    assert fsrs6.retrievability(stability=stability, elapsed_days=0, weights=W) == 1
    days = round(stability)
    recall = fsrs6.retrievability(stability=days or 1, elapsed_days=days or 1, weights=W)
    assert recall == pytest.approx(0.9)


@given(stability=stabilities, days=gaps)
def test_recall_falls_with_every_day(stability: float, days: int) -> None:
    today = fsrs6.retrievability(stability=stability, elapsed_days=days, weights=W)
    tomorrow = fsrs6.retrievability(stability=stability, elapsed_days=days + 1, weights=W)
    assert 0 < tomorrow < today <= 1


def test_recall_with_a_clock_that_went_back_is_that_of_no_days() -> None:
    assert fsrs6.retrievability(stability=3.0, elapsed_days=-5, weights=W) == 1


def _interval(stability: float, retention: float = 0.9, maximum: int = 36_500) -> int:
    return fsrs6.interval(
        stability=stability, desired_retention=retention, maximum_interval=maximum, weights=W
    )


def test_interval_at_nine_tenths_is_the_stability() -> None:
    assert [_interval(stability) for stability in (1.2, 7.6, 100.0)] == [1, 8, 100]


def test_interval_lies_between_one_day_and_the_maximum() -> None:
    assert _interval(0.001) == 1
    assert _interval(900.0, maximum=365) == 365


@given(stability=st.floats(5, 5000), retention=st.floats(0.7, 0.97))
def test_interval_ends_where_recall_has_fallen_to_the_wanted_retention(
    stability: float, retention: float
) -> None:
    days = _interval(stability, retention)
    if 1 < days < 36_500:
        before, after = (
            fsrs6.retrievability(stability=stability, elapsed_days=day, weights=W)
            for day in (days - 1, days + 1)
        )
        assert before > retention > after


@given(memory=memories, grade=grades, days=gaps)
def test_next_memory_stays_inside_its_bounds(memory: Memory, grade: Grade, days: int) -> None:
    after = fsrs6.next_memory(memory, grade, elapsed_days=days, weights=W)
    assert fsrs6.STABILITY_MIN <= after.stability <= fsrs6.STABILITY_MAX
    assert 1 <= after.difficulty <= 10


@given(memory=memories, days=gaps)
def test_next_memory_is_ordered_by_grade(memory: Memory, days: int) -> None:
    after = [fsrs6.next_memory(memory, grade, elapsed_days=days, weights=W) for grade in Grade]
    assert [m.stability for m in after] == sorted(m.stability for m in after)
    assert [m.difficulty for m in after] == sorted((m.difficulty for m in after), reverse=True)


@given(memory=memories, grade=st.sampled_from([Grade.HARD, Grade.GOOD, Grade.EASY]), days=gaps)
def test_a_known_answer_never_lowers_stability(memory: Memory, grade: Grade, days: int) -> None:
    assert fsrs6.next_memory(memory, grade, elapsed_days=days, weights=W).stability >= memory.stability


@given(memory=memories, days=st.integers(1, 4000))
def test_forgetting_never_raises_stability(memory: Memory, days: int) -> None:
    after = fsrs6.next_memory(memory, Grade.AGAIN, elapsed_days=days, weights=W)
    assert after.stability <= max(memory.stability / exp(W[17] * W[18]), fsrs6.STABILITY_MIN)


def test_the_later_the_success_the_greater_the_growth() -> None:
    memory = Memory(stability=10.0, difficulty=5.0)
    grown = [
        fsrs6.next_memory(memory, Grade.GOOD, elapsed_days=days, weights=W).stability for days in (1, 10, 40)
    ]
    assert grown == sorted(set(grown))


def test_within_a_day_the_short_formula_holds() -> None:
    memory = Memory(stability=0.5, difficulty=5.0)
    after = fsrs6.next_memory(memory, Grade.GOOD, elapsed_days=0, weights=W)
    assert after.stability == pytest.approx(0.5 * exp(W[17] * W[18]) * 0.5 ** -W[19])
    assert after == fsrs6.next_memory(memory, Grade.GOOD, elapsed_days=-3, weights=W)


def test_difficulty_is_damped_near_its_top_and_drawn_to_that_of_easy() -> None:
    hardest = Memory(stability=1.0, difficulty=10.0)
    after = fsrs6.next_memory(hardest, Grade.AGAIN, elapsed_days=1, weights=W)
    first_of_easy = W[4] - exp(3 * W[5]) + 1
    assert after.difficulty == pytest.approx(W[7] * first_of_easy + (1 - W[7]) * 10)


def test_parameters_have_one_id_in_every_process() -> None:
    assert Parameters().id == "fsrs-6:1422f13529dc1b13"
    assert Parameters(desired_retention=0.85).id != Parameters().id


def test_equal_parameters_are_written_alike() -> None:
    whole, point = (Parameters(weights=(*W[:3], number, *W[4:]), slip_typed=0) for number in (8, 8.0))
    assert whole == point
    assert str(whole.to_dict()) == str(point.to_dict())


def test_parameters_survive_json() -> None:
    parameters = Parameters(desired_retention=0.93, relearning_steps=())
    assert Parameters.from_dict(parameters.to_dict()) == parameters


@pytest.mark.parametrize(
    "wrong",
    [
        {"model": "fsrs-7"},
        {"weights": DEFAULT_WEIGHTS[:19]},
        {"weights": (*DEFAULT_WEIGHTS[:20], float("nan"))},
        {"weights": (0.0, *DEFAULT_WEIGHTS[1:])},
        {"desired_retention": 1.0},
        {"new_card_recall": 0.0},
        {"slip_typed": 1.0},
        {"maximum_interval": 0},
    ],
)
def test_parameters_refuse_what_cannot_be(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"must|FSRS-6 has"):
        Parameters(**wrong)


def test_parameters_refuse_a_step_without_length() -> None:
    data = Parameters().to_dict() | {"learning_steps": [60, 0]}
    with pytest.raises(ValueError, match="longer than nothing"):
        Parameters.from_dict(data)


def test_parameters_refuse_a_text_in_place_of_numbers() -> None:
    with pytest.raises(ValueError, match="list of numbers"):
        Parameters.from_dict(Parameters().to_dict() | {"weights": "0.2, 1.3"})


def test_slips_are_rarer_in_choices_than_in_typing() -> None:
    assert (Parameters().slip(typed=False), Parameters().slip(typed=True)) == (0.02, 0.04)
