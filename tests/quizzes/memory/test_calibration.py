"""Expected against true: the bins, and what so many answers can tell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.memory.calibration import EDGES, calibration, chance_to_be_right

pytestmark = pytest.mark.pure


def test_a_right_answer_is_known_or_guessed() -> None:
    assert chance_to_be_right(recall=0.9, chance=0.25, slip=0.02) == pytest.approx(0.9 * 0.98 + 0.1 * 0.25)
    assert chance_to_be_right(recall=0.9, chance=0, slip=0) == 0.9


def test_answers_lie_in_the_bin_of_their_chance() -> None:
    low, high = calibration([(0.55, True), (0.58, False), (0.97, True), (0.99, True), (0.98, False)])
    assert (low.low, low.high, low.answers, low.expected, low.right) == (
        0.5,
        0.6,
        2,
        pytest.approx(0.565),
        0.5,
    )
    assert (high.low, high.high, high.answers) == (0.95, 1.0, 3)
    assert high.right == pytest.approx(2 / 3)


def test_interval_is_that_of_wilson() -> None:
    """9 of 10: 59.6 % to 98.2 %, as printed in tables of Wilson's interval."""
    (found,) = calibration([(0.9, index > 0) for index in range(10)])
    assert (round(found.least, 3), round(found.most, 3)) == (0.596, 0.982)


def test_many_answers_show_what_few_cannot() -> None:
    """Nine in ten expected, eight in ten right: ten answers may be chance, a thousand are not."""
    (few,) = calibration([(0.88, index % 10 > 1) for index in range(10)])
    (many,) = calibration([(0.88, index % 10 > 1) for index in range(1_000)])
    assert few.fits
    assert not many.fits


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans())))
def test_every_answer_is_in_one_bin_and_every_share_is_one(answers: list[tuple[float, bool]]) -> None:
    found = calibration(answers)
    assert sum(each.answers for each in found) == len(answers)
    assert [each.low for each in found] == sorted({each.low for each in found})
    for each in found:
        assert each.low in EDGES
        assert each.low - 1e-9 <= each.expected <= each.high + 1e-9
        assert 0 <= each.least <= each.right <= each.most <= 1 or each.answers < 2


def test_what_is_no_chance_is_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        calibration([(1.2, True)])
