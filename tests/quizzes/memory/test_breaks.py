"""Days off: what is asked before them, what after, and that no day is heavy."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.memory import breaks, exams
from quizzes.memory.breaks import LEAD, SPREAD, Break, Breaks, Load, breaks_of, holds_back, plan
from quizzes.memory.fuzz import calmest
from quizzes.memory.parameters import Parameters
from quizzes.memory.simulating import Learnt, Wishes, simulate
from quizzes.memory.waiting import Candidate

pytestmark = pytest.mark.pure

TODAY = 739_000
PARAMETERS = Parameters()


def away(first: int, last: int) -> Breaks:
    """A break from so many to so many days from today."""
    return Breaks((Break(TODAY + first, TODAY + last),))


def card(number: int = 1, *, stability: float = 30.0, last: int = -10, due: int = 20) -> Candidate:
    return Candidate(
        id=number, stability=stability, difficulty=5.0, last_day=TODAY + last, due_day=TODAY + due
    )


def made(
    cards: list[Candidate],
    off: Breaks,
    *,
    waiting: dict[int, int] | None = None,
    limit: int = 200,
    shares: tuple[float, ...] = (),
) -> dict[int, int]:
    """The new days of cards, counted from today."""
    load = Load({TODAY + day: n for day, n in (waiting or {}).items()}, limit=limit, shares=shares)
    found = plan(cards, breaks=off, today=TODAY, load=load, parameters=PARAMETERS)
    return {of: day - TODAY for of, day in found.items()}


def test_what_falls_due_on_other_days_is_left_alone() -> None:
    assert made([card(1, due=9), card(2, due=15)], away(10, 14)) == {}


def test_what_is_firm_is_put_off() -> None:
    assert made([card(stability=300.0, last=-290, due=10)], away(10, 14)) == {1: 15}


def test_what_would_be_forgotten_is_brought_forward() -> None:
    """The later of two days on which as little is to be done: so the answer lasts longer."""
    assert made([card(stability=10.0, last=-1, due=10)], away(10, 40)) == {1: 9}


def test_what_may_be_forgotten_goes_by_what_is_wanted() -> None:
    """At 90 % wanted, one in ten may be forgotten: three in twenty by the end of the break, and no more."""
    parameters = PARAMETERS
    for days, before in ((6, False), (14, True)):
        found = card(stability=14.0, last=-5, due=9)
        off = away(9, 8 + days)
        expected = 1 - found.recall_on(TODAY + 9 + days, parameters) > 0.15
        assert expected is before
        assert (made([found], off)[1] < 9) is before


def test_nothing_is_brought_forward_that_was_just_answered() -> None:
    """Before half its interval an answer teaches little: it is put off instead."""
    assert made([card(stability=12.0, last=0, due=12)], away(4, 40)) == {1: 41}


def test_nothing_is_brought_forward_further_than_a_week() -> None:
    cards = [card(number, stability=20.0, last=-20, due=30) for number in range(70)]
    days = Counter(made(cards, away(30, 80)).values())
    assert days == Counter(dict.fromkeys(range(30 - LEAD, 30), 10))


def test_what_comes_before_stays_below_the_limit_and_the_riskiest_goes_first() -> None:
    cards = [card(number, stability=20.0 - number, last=-9, due=3) for number in range(10)]
    found = made(cards, away(2, 30), waiting={0: 3, 1: 2}, limit=4)
    assert {of for of, day in found.items() if day < 2} == {7, 8, 9}
    assert sorted(day for day in found.values() if day < 2) == [0, 1, 1]


def test_a_weekday_that_is_free_gets_nothing() -> None:
    free = tuple(0.0 if weekday == (TODAY + 1 - 1) % 7 else 1.0 for weekday in range(7))
    cards = [card(number, stability=10.0, last=-9, due=3) for number in range(4)]
    assert set(made(cards, away(2, 30), shares=free).values()) == {0}


def test_the_day_she_is_back_is_no_harder_than_another() -> None:
    cards = [card(number, stability=300.0, last=-290, due=10 + number % 5) for number in range(100)]
    days = Counter(made(cards, away(10, 14)).values())
    assert days == Counter(dict.fromkeys(range(15, 25), 10))


def test_what_waits_on_the_days_after_counts() -> None:
    cards = [card(number, stability=300.0, last=-290, due=10) for number in range(10)]
    days = Counter(made(cards, away(10, 10), waiting={11: 8}).values())
    assert days == {11: 1, 12: 9}


def test_the_riskiest_comes_first_after_a_break() -> None:
    cards = [card(number, stability=300.0 - 10 * number, last=-10, due=10) for number in range(20)]
    found = made(cards, away(10, 14))
    assert [found[number] for number in range(20)] == sorted(found.values(), reverse=True)


def test_where_the_limit_wants_more_days_it_gets_them() -> None:
    cards = [card(number, stability=300.0, last=-290, due=10) for number in range(100)]
    days = Counter(made(cards, away(10, 10), limit=5).values())
    assert days == Counter(dict.fromkeys(range(11, 31), 5))


def test_a_limit_that_a_year_cannot_hold_gives_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(breaks, "FURTHEST", 3)
    cards = [card(number, stability=300.0, last=-290, due=10) for number in range(30)]
    assert Counter(made(cards, away(10, 10), limit=5).values()) == {11: 10, 12: 10, 13: 10}


def test_back_early_or_late_the_days_begin_today() -> None:
    firm = card(stability=300.0, last=-290, due=-3)
    assert made([firm], away(-5, -1)) == {1: 0}
    assert made([firm], away(-5, 2)) == {1: 3}


def test_of_two_breaks_neither_gets_what_falls_due_in_the_other() -> None:
    both = Breaks((Break(TODAY + 5, TODAY + 6), Break(TODAY + 7, TODAY + 9)))
    found = made([card(number, stability=300.0, last=-290, due=5) for number in range(4)], both)
    assert set(found.values()) <= set(range(10, 14))
    assert both.back(TODAY + 6) == TODAY + 10


def test_breaks_are_read_from_days_in_any_order() -> None:
    first, second = ["2027-01-01", "2027-01-02"], ["2027-03-01", "2027-03-09"]
    found = breaks_of([second, first])
    assert [each.days for each in found.each] == [2, 9]
    assert date(2027, 1, 2).toordinal() in found
    assert date(2027, 1, 3).toordinal() not in found
    with pytest.raises(ValueError, match="ends on its first day or later"):
        breaks_of([["2027-01-02", "2027-01-01"]])


def test_new_cards_wait_where_they_would_only_fade() -> None:
    """A new card comes back after two days: on the last two before a long break it is not met."""
    held = [day for day in range(8) if holds_back(away(5, 30), TODAY + day, PARAMETERS)]
    assert held == [3, 4]


def test_new_cards_do_not_wait_for_a_weekend() -> None:
    assert not any(holds_back(away(5, 5), TODAY + day, PARAMETERS) for day in range(8))
    assert not holds_back(Breaks(), TODAY, PARAMETERS)


def test_an_answer_comes_back_outside_a_break_where_it_can() -> None:
    off = away(9, 11)
    found = [calmest(10, shortest=8, longest=12, today=TODAY, away=away(9, last)) for last in (11, 20)]
    assert found == [8, 8]
    assert calmest(10, shortest=9, longest=11, today=TODAY, away=off) == 10


def test_a_free_weekday_is_better_than_a_break() -> None:
    free = tuple(0.0 if weekday == (TODAY + 8 - 1) % 7 else 1.0 for weekday in range(7))
    assert calmest(10, shortest=8, longest=11, today=TODAY, shares=free, away=away(9, 11)) == 8


def test_nothing_is_done_in_a_break_of_the_year_ahead() -> None:
    cards = [Learnt(stability=20.0, difficulty=5.0, last_day=TODAY - 5, due_day=TODAY + n) for n in range(30)]
    wishes = Wishes(new_a_day=5, reviews_a_day=100)

    def played(off: Breaks) -> tuple[float, ...]:
        return simulate(
            cards, wishes=wishes, parameters=PARAMETERS, today=TODAY, unmet=500, days=60, breaks=off
        ).answers

    usual, off = played(Breaks()), played(away(20, 39))
    assert all(usual[20:40])
    assert not any(off[20:40])
    assert off[18:20] != usual[18:20]  # new ones wait, others are brought forward


def test_the_year_ahead_has_no_wall_after_a_break_and_nothing_overdue_in_it() -> None:
    firm = [
        Learnt(stability=300.0, difficulty=5.0, last_day=TODAY - 290, due_day=TODAY + n % 6)
        for n in range(60)
    ]
    wishes = Wishes(new_a_day=0, reviews_a_day=8)
    found = simulate(
        firm, wishes=wishes, parameters=PARAMETERS, today=TODAY, unmet=0, days=30, breaks=away(1, 5)
    ).answers
    assert found[0] >= 8
    assert not any(found[1:6]), "what the limit has put off waits too"
    assert all(3 <= answers <= 16 for answers in found[6:16])


def test_the_year_ahead_spreads_what_a_break_puts_off() -> None:
    firm = [
        Learnt(stability=300.0, difficulty=5.0, last_day=TODAY - 290, due_day=TODAY + 1 + n % 5)
        for n in range(100)
    ]
    wishes = Wishes(new_a_day=0, reviews_a_day=200)
    found = simulate(
        firm, wishes=wishes, parameters=PARAMETERS, today=TODAY, unmet=0, days=30, breaks=away(1, 5)
    ).answers
    assert max(found) < 20
    assert sum(found[6:16]) >= 100


def test_an_exam_is_prepared_for_around_a_break() -> None:
    faint = [card(number, stability=30.0, last=-25, due=40) for number in range(6)]

    def load(off: Breaks) -> tuple[int, ...]:
        return exams.plan(
            faint, today=TODAY, exam_day=TODAY + 6, retention=0.95, parameters=PARAMETERS, breaks=off
        ).load

    assert load(away(3, 4)) == (1, 1, 2, 0, 0, 2)
    assert load(away(1, 5)) == (6, 0, 0, 0, 0, 0)
    assert sum(load(away(0, 5))) == 0


@settings(deadline=None, max_examples=60)
@given(
    cards=st.lists(st.tuples(st.floats(0.5, 400), st.integers(-60, -1), st.integers(1, 60)), max_size=40),
    first=st.integers(0, 40),
    days=st.integers(1, 40),
    limit=st.integers(1, 30),
)
def test_every_card_that_is_caught_gets_one_day_outside(
    cards: list[tuple[float, int, int]], first: int, days: int, limit: int
) -> None:
    deck = [card(number, stability=s, last=last, due=due) for number, (s, last, due) in enumerate(cards)]
    off = away(first, first + days - 1)
    found = made(deck, off, limit=limit)
    assert set(found) == {each.id for each in deck if each.due_day in off}
    assert all(day >= 0 and TODAY + day not in off for day in found.values())
    after = [day - first - days for day in found.values() if day >= first + days]
    assert max(after, default=0) < max(SPREAD, -(-len(cards) // limit))
    before = Counter(day for day in found.values() if day < first)
    assert max(before.values(), default=0) <= limit
