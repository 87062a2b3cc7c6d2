"""The ranges of the fuzz, and that its picks are fixed by identity and spread evenly."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.memory.fuzz import fuzz_range, fuzzed

MAXIMUM = 36_500
intervals = st.integers(1, MAXIMUM)


@pytest.mark.parametrize(
    ("interval", "expected"),
    [
        (1, (1, 1)),
        (2, (2, 2)),
        (3, (2, 4)),  # 1 + .15 x 0.5 = 1.08
        (7, (5, 9)),  # 1 + .15 x 4.5 = 1.68
        (10, (8, 12)),  # + .10 x 3 = 1.98
        (20, (17, 23)),  # + .10 x 13 = 2.98
        (100, (93, 107)),  # + .05 x 80 = 6.98
        (MAXIMUM, (34_673, MAXIMUM)),
    ],
)
def test_range_of_an_interval(interval: int, expected: tuple[int, int]) -> None:
    assert fuzz_range(interval, maximum=MAXIMUM) == expected


@given(interval=intervals, maximum=st.integers(1, MAXIMUM))
def test_range_holds_the_interval_and_keeps_the_maximum(interval: int, maximum: int) -> None:
    interval = min(interval, maximum)
    shortest, longest = fuzz_range(interval, maximum=maximum)
    assert 1 <= shortest <= interval <= longest <= maximum


@given(interval=intervals)
def test_range_never_moves_back_as_intervals_grow(interval: int) -> None:
    now, later = (fuzz_range(days, maximum=MAXIMUM) for days in (interval, min(interval + 1, MAXIMUM)))
    assert now[0] <= later[0]
    assert now[1] <= later[1]


@given(interval=intervals, seed=st.text(), number=st.integers(1))
def test_pick_is_in_the_range_and_always_the_same(interval: int, seed: str, number: int) -> None:
    shortest, longest = fuzz_range(interval, maximum=MAXIMUM)
    pick = fuzzed(interval, maximum=MAXIMUM, seed=seed, number=number)
    assert shortest <= pick <= longest
    assert pick == fuzzed(interval, maximum=MAXIMUM, seed=seed, number=number)


def test_picks_known_for_ever() -> None:
    assert [fuzzed(100, maximum=MAXIMUM, seed="card-1", number=number) for number in range(1, 7)] == [
        94,
        96,
        101,
        103,
        94,
        98,
    ]


def test_picks_spread_evenly_over_the_range() -> None:
    picks = Counter(fuzzed(30, maximum=MAXIMUM, seed=f"card-{card}", number=1) for card in range(9000))
    shortest, longest = fuzz_range(30, maximum=MAXIMUM)
    assert set(picks) == set(range(shortest, longest + 1))
    fair = 9000 / (longest - shortest + 1)
    assert all(0.85 * fair < count < 1.15 * fair for count in picks.values())
