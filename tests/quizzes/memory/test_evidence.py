"""What a verdict is worth, and the memory between Again and Good."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.memory.evidence import chance_of, chance_of_order, chance_of_ticks, known, mix
from quizzes.memory.fsrs6 import STABILITY_MAX, STABILITY_MIN, Memory

shares = st.floats(0, 1)
memories = st.builds(Memory, stability=st.floats(STABILITY_MIN, STABILITY_MAX), difficulty=st.floats(1, 10))


@pytest.mark.parametrize(("options", "chance"), [(0, 0.0), (1, 1.0), (2, 0.5), (4, 0.25)])
def test_chance_of_a_guess(options: int, chance: float) -> None:
    assert chance_of(options) == chance


def test_chance_refuses_less_than_no_options() -> None:
    with pytest.raises(ValueError, match="at least 0 options"):
        chance_of(-1)


@pytest.mark.parametrize(("options", "chance"), [(1, 1.0), (2, 1 / 3), (5, 1 / 31)])
def test_chance_of_ticking_exactly_the_right_ones(options: int, chance: float) -> None:
    assert chance_of_ticks(options) == chance


@pytest.mark.parametrize(("items", "chance"), [(1, 1.0), (3, 1 / 6), (5, 1 / 120)])
def test_chance_of_an_order(items: int, chance: float) -> None:
    assert chance_of_order(items) == chance


def test_right_among_four_on_a_new_card() -> None:
    p = known(right=True, recall=0.3, chance=0.25, slip=0.02)
    assert p == pytest.approx(0.3 * 0.98 / (0.3 * 0.98 + 0.7 * 0.25))


def test_wrong_among_four_on_a_known_card_may_be_a_slip() -> None:
    p = known(right=False, recall=0.9, chance=0.25, slip=0.02)
    assert p == pytest.approx(0.9 * 0.02 / (0.9 * 0.02 + 0.1 * 0.75))


@given(recall=shares, right=st.booleans())
def test_without_luck_or_slips_the_verdict_decides(recall: float, right: bool) -> None:
    assert known(right=right, recall=recall, chance=0.0, slip=0.0) == float(right)


@given(recall=shares, chance=shares, slip=shares, right=st.booleans())
def test_known_is_a_probability(recall: float, chance: float, slip: float, right: bool) -> None:
    assert 0 <= known(right=right, recall=recall, chance=chance, slip=slip) <= 1


@given(recall=st.floats(0.01, 0.99), chance=st.floats(0, 0.5), slip=st.floats(0, 0.1))
def test_right_speaks_for_knowing_and_wrong_against(recall: float, chance: float, slip: float) -> None:
    right, wrong = (known(right=right, recall=recall, chance=chance, slip=slip) for right in (True, False))
    assert wrong <= recall + 1e-12
    assert right >= recall - 1e-12


@given(low=shares, high=shares, right=st.booleans())
def test_known_rises_with_the_recall_expected(low: float, high: float, right: bool) -> None:
    low, high = sorted((low, high))
    p = [known(right=right, recall=recall, chance=0.25, slip=0.02) for recall in (low, high)]
    assert p[0] <= p[1] + 1e-12


@pytest.mark.parametrize("name", ["recall", "chance", "slip"])
@pytest.mark.parametrize("value", [-0.1, 1.1, float("nan")])
def test_known_refuses_what_is_no_probability(name: str, value: float) -> None:
    fields = {"recall": 0.5, "chance": 0.25, "slip": 0.02} | {name: value}
    with pytest.raises(ValueError, match=f"{name} is a probability"):
        known(right=True, **fields)


@given(good=memories, again=memories)
def test_mix_at_its_ends_is_exactly_plain_fsrs(good: Memory, again: Memory) -> None:
    assert mix(1, good=good, again=again) == good
    assert mix(0, good=good, again=again) == again


@given(p=shares, good=memories, again=memories)
def test_mix_lies_between_its_ends(p: float, good: Memory, again: Memory) -> None:
    mixed = mix(p, good=good, again=again)
    for name in ("stability", "difficulty"):
        ends = sorted((getattr(good, name), getattr(again, name)))
        assert ends[0] <= getattr(mixed, name) <= ends[1]


@given(p=shares, q=shares)
def test_mix_rises_with_p(p: float, q: float) -> None:
    good, again = Memory(stability=40.0, difficulty=4.0), Memory(stability=2.0, difficulty=8.0)
    low, high = (mix(share, good=good, again=again) for share in sorted((p, q)))
    assert low.stability <= high.stability * (1 + 1e-12)
    assert low.difficulty >= high.difficulty * (1 - 1e-12)


def test_mix_half_way_is_the_geometric_mean() -> None:
    mixed = mix(0.5, good=Memory(stability=32.0, difficulty=9.0), again=Memory(stability=2.0, difficulty=4.0))
    assert mixed.stability == pytest.approx(8.0)
    assert mixed.difficulty == pytest.approx(6.0)
