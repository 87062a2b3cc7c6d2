"""Dealing: exactly one key, the same for the same seed, its rank no cue."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.questions import Dice, Kind, Level, Option, deal, digest
from tests.quizzes import worldlet as w

pytestmark = pytest.mark.pure

SEEDS = range(2000)
CHI_3 = 16.27
"""Chi-square with three degrees of freedom that chance exceeds once in a thousand."""


def options(*sorts: int) -> tuple[Option, ...]:
    return tuple(Option(text=f"Year {sort}", value={"date": str(sort)}, sort=sort) for sort in sorts)


KEY = options(1950)
NAMED = (Option(text="Key", value={"entity": 1}),)
POOL = tuple(Option(text=f"Wrong {pk}", value={"entity": pk}) for pk in range(2, 14))

pools = st.lists(
    st.integers(1900, 2000).filter(lambda year: year != 1950), min_size=2, max_size=12, unique=True
)


@given(pools, st.text(max_size=5), st.sampled_from(Level), st.booleans())
def test_deal_shows_exactly_one_key_and_different_options(years, seed, level, ordered):
    pool = options(*years)
    hand = deal(KEY, pool, ordered=ordered, seed=seed, level=level)
    assert [option for option in hand.options if option in KEY] == [hand.options[hand.answer]]
    assert len({option.text for option in hand.options}) == len(hand.options) == min(4, len(pool) + 1)
    assert all(option in (*KEY, *pool) for option in hand.options)


@given(pools, st.text(max_size=5), st.sampled_from(Level), st.booleans())
def test_deal_of_one_seed_is_always_the_same(years, seed, level, ordered):
    pool = options(*years)
    one, other = (deal(KEY, pool, ordered=ordered, seed=seed, level=level) for _ in "ab")
    assert one == other


@given(pools, st.text(max_size=5), st.sampled_from(Level))
def test_deal_of_dates_ascends(years, seed, level):
    sorts = [
        option.sort for option in deal(KEY, options(*years), ordered=True, seed=seed, level=level).options
    ]
    assert sorts == sorted(sorts)


def chi_square(ranks: list[int], cells: int) -> float:
    expected = len(ranks) / cells
    return sum((ranks.count(cell) - expected) ** 2 / expected for cell in range(cells))


@pytest.mark.parametrize("level", Level)
def test_rank_of_the_right_date_is_uniform(level):
    pool = options(*range(1944, 1950), *range(1951, 1957))
    ranks = [deal(KEY, pool, ordered=True, seed=str(seed), level=level).answer for seed in SEEDS]
    assert chi_square(ranks, 4) < CHI_3


@pytest.mark.parametrize("level", Level)
def test_place_of_the_right_name_is_uniform(level):
    ranks = [deal(NAMED, POOL, ordered=False, seed=str(seed), level=level).answer for seed in SEEDS]
    assert chi_square(ranks, 4) < CHI_3


def test_rank_is_uniform_among_those_the_pool_allows():
    pool = options(1951, 1952, 1953, 1949)
    ranks = [deal(KEY, pool, ordered=True, seed=str(seed)).answer for seed in SEEDS]
    assert set(ranks) == {0, 1}
    assert chi_square(ranks, 2) < 10.83


def test_key_of_several_is_drawn_evenly():
    keys = tuple(Option(text=f"Key {pk}", value={"entity": -pk}) for pk in range(4))
    drawn = []
    for seed in SEEDS:
        hand = deal(keys, POOL, ordered=False, seed=str(seed))
        drawn.append(keys.index(hand.options[hand.answer]))
    assert chi_square(drawn, 4) < CHI_3


@pytest.mark.parametrize(("level", "reach"), [(Level.EASY, 12), (Level.MEDIUM, 8), (Level.HARD, 5)])
def test_level_reaches_down_the_ranked_pool(level, reach):
    drawn = {
        option.text
        for seed in range(300)
        for option in deal(NAMED, POOL, ordered=False, seed=str(seed), level=level).options
    }
    assert drawn == {option.text for option in (*NAMED, *POOL[:reach])}


def test_hard_dates_are_the_nearest():
    pool = options(1949, 1951, 1948, 1952, 1947, 1953, 1900, 1999)
    drawn = {
        o.sort
        for seed in range(300)
        for o in deal(KEY, pool, ordered=True, seed=str(seed), level=Level.HARD).options
    }
    assert drawn == {1947, 1948, 1949, 1950, 1951, 1952, 1953}


@pytest.mark.parametrize(("key", "pool"), [((), POOL), (NAMED, POOL[:1])])
def test_deal_refuses_too_little(key, pool):
    with pytest.raises(ValueError, match="A question needs"):
        deal(key, pool, ordered=False, seed="1")


def test_dice_of_one_seed_repeat():
    one, other = Dice("seed"), Dice("seed")
    assert [one.below(6) for _ in range(20)] == [other.below(6) for _ in range(20)]


def test_shuffle_keeps_every_option():
    shuffled = Dice("seed").shuffled(list(POOL))
    assert sorted(shuffled, key=lambda option: option.value["entity"]) == list(POOL)
    assert shuffled != list(POOL)


@given(
    st.builds(
        Option,
        text=st.text(),
        value=st.just({"entity": 3}),
        note=st.text(),
        fact=st.none() | st.integers(),
        sort=st.integers(),
    )
)
def test_option_survives_json(option):
    assert Option.from_json(option.to_json()) == option


def test_option_without_extras_is_read():
    assert Option.from_json({"text": "A", "value": {"entity": 1}}) == Option(text="A", value={"entity": 1})


def question():
    facts = [w.agreement(pk, f"Agreement on {pk}", f"195{pk}", (w.ARDENIA, w.BELMARK)) for pk in range(6)]
    return w.asked(facts[2], "date:signed", w.base_of(*facts))


def test_digest_is_that_of_the_same_wording_and_options():
    assert digest(question()) == digest(question())


def test_digest_changes_with_the_pool():
    from dataclasses import replace

    assert digest(question()) != digest(replace(question(), pool=question().pool[:2]))


def test_only_dates_have_an_order_of_their_own():
    from dataclasses import replace

    assert (question().ordered, replace(question(), kind=Kind.ACTOR).ordered) == (True, False)
