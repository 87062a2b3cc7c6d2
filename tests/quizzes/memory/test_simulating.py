"""The deck played forward: what must follow from the wishes, and what may not depend on chance."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.memory.parameters import Parameters
from quizzes.memory.simulating import MOST, YEAR, Learnt, Simulation, Wishes, simulate

pytestmark = pytest.mark.pure

TODAY = 739_000
WISHES = Wishes(new_a_day=10, reviews_a_day=200)


def deck(size: int, *, stability: float = 20.0, overdue: int = 0) -> list[Learnt]:
    """Cards that fall due evenly over their stability, `overdue` days later than they should."""
    days = max(round(stability), 1)
    return [
        Learnt(
            stability=stability,
            difficulty=5.0,
            last_day=TODAY - 1 - index % days - overdue,
            due_day=TODAY - 1 - index % days - overdue + days,
        )
        for index in range(size)
    ]


def play(cards: list[Learnt], *, retention: float = 0.9, wishes: Wishes = WISHES, **more) -> Simulation:
    values = {"today": TODAY, "unmet": 0, "seed": "a", **more}
    return simulate(cards, wishes=wishes, parameters=Parameters(desired_retention=retention), **values)


def test_nothing_to_learn_is_nothing_to_do() -> None:
    found = play([])
    assert found == Simulation(answers=(0.0,) * YEAR, waiting=(0.0,) * YEAR, known=0, cards=0)


def test_a_card_is_not_asked_before_its_day() -> None:
    card = Learnt(stability=30.0, difficulty=5.0, last_day=TODAY - 10, due_day=TODAY + 20)
    found = play([card], days=40)
    assert sum(found.answers[:20]) == 0
    assert found.answers[20] >= 1


def test_new_cards_come_so_many_a_day_until_none_is_left() -> None:
    found = play([], unmet=25, days=5)
    assert found.cards == 25
    assert found.answers[0] == 20  # ten new ones, answered twice
    assert play([], unmet=25, days=2).cards == 20
    assert play([], unmet=25, wishes=replace(WISHES, new_a_day=0)).cards == 0


def test_higher_retention_costs_more_answers_and_keeps_more() -> None:
    loads = {wanted: play(deck(600), retention=wanted) for wanted in (0.8, 0.9, 0.95)}
    assert sum(loads[0.8].answers) < sum(loads[0.9].answers) < sum(loads[0.95].answers)
    assert loads[0.8].known < loads[0.9].known < loads[0.95].known <= 600


def test_limit_of_the_day_holds_and_what_it_puts_off_waits() -> None:
    wishes = Wishes(new_a_day=0, reviews_a_day=20)
    found = play(deck(500, stability=5.0, overdue=30), wishes=wishes, days=10)
    assert max(found.answers) <= 2 * 20  # each of them forgotten at worst, and asked once more
    assert found.waiting[-1] > 200
    assert found.through is None
    assert play(deck(500, stability=5.0, overdue=30), days=10).waiting[-1] == 0


def test_backlog_is_worked_off_the_sooner_the_more_is_done_each_day() -> None:
    backlog = deck(300, stability=30.0, overdue=60)
    days = [
        play(backlog, wishes=Wishes(new_a_day=0, reviews_a_day=each), days=200).through
        for each in (30, 60, 300)
    ]
    assert days[2] == 0
    assert days[0] is not None
    assert days[1] is not None
    assert days[0] > days[1] > 3


def test_least_likely_to_be_known_comes_first() -> None:
    fresh, old = deck(1, stability=9.0, overdue=9), deck(1, stability=9.0, overdue=200)
    found = play(fresh + old, wishes=Wishes(new_a_day=0, reviews_a_day=1), days=1)
    other = play(old + fresh, wishes=Wishes(new_a_day=0, reviews_a_day=1), days=1)
    assert found.waiting == other.waiting == (1.0,)
    assert found.known == other.known


def test_large_deck_is_sampled_without_changing_the_load() -> None:
    """The same cards five times over: five times the load, within what the draws leave open."""
    wishes = Wishes(new_a_day=0, reviews_a_day=100_000)
    small, large = (play(deck(size), wishes=wishes, days=120) for size in (MOST, 5 * MOST))
    assert sum(large.answers) == pytest.approx(5 * sum(small.answers), rel=0.03)
    assert large.cards == 5 * MOST
    assert large.known == pytest.approx(5 * small.known, rel=0.02)


@settings(max_examples=30, deadline=None)
@given(
    size=st.integers(0, 60),
    stability=st.floats(0.1, 400),
    wanted=st.floats(0.7, 0.97),
    unmet=st.integers(0, 40),
    limit=st.integers(0, 30),
    days=st.integers(1, 90),
)
def test_same_wishes_give_the_same_load(
    size: int, stability: float, wanted: float, unmet: int, limit: int, days: int
) -> None:
    wishes = Wishes(new_a_day=3, reviews_a_day=limit)
    cards = deck(size, stability=stability)
    found = play(cards, retention=wanted, wishes=wishes, unmet=unmet, days=days)
    assert found == play(cards, retention=wanted, wishes=wishes, unmet=unmet, days=days)
    assert len(found.answers) == days
    assert found.cards == size + min(unmet, 3 * days)
    assert 0 <= found.known <= found.cards + 1e-9
    assert all(answers <= 2 * limit + 6 for answers in found.answers)


def test_weeks_are_means_of_their_days() -> None:
    found = Simulation(answers=(7.0,) * 7 + (1.0, 2.0), waiting=(), known=0, cards=0)
    assert found.by(7) == (7.0, 1.5)
    with pytest.raises(ValueError, match="at least one day"):
        found.by(0)


def test_no_days_cannot_be_played() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        play([], days=0)
