"""The calmest day within the fuzz, what the log keeps of it, and leeches that are set aside."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.memory.answering import Room, answer, room, spread
from quizzes.memory.events import Event, Kind
from quizzes.memory.fold import fold, step
from quizzes.memory.fuzz import SPREAD_UP_TO, calmest, fuzz_range, weekday
from quizzes.memory.leeches import is_leech, strikes
from quizzes.memory.parameters import Parameters
from quizzes.memory.state import Phase, State

P = Parameters()
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
DAY = NOON.date().toordinal()
SATURDAY = 5
NORMAL = (1.0,) * 7


def in_review(*, stability: float = 30.0, lapses: int = 0) -> State:
    return State(
        number=4,
        phase=Phase.REVIEW,
        met=True,
        stability=stability,
        difficulty=5.0,
        due_day=DAY,
        last_day=DAY - round(stability),
        last_at=NOON - timedelta(days=stability),
        reps=4,
        lapses=lapses,
    )


def answered(state: State, *, right: bool = True, seed: str = "card-1") -> Event:
    return answer(state, parameters=P, now=NOON, study_day=DAY, seed=seed, right=right)


def test_weekday_begins_on_monday() -> None:
    assert weekday(DAY) == NOON.weekday() == SATURDAY


def test_calmest_day_is_the_one_with_fewest_cards() -> None:
    waiting = {DAY + 9: 3, DAY + 10: 2, DAY + 11: 1, DAY + 12: 2}
    assert calmest(9, shortest=9, longest=12, today=DAY, waiting=waiting) == 11


@pytest.mark.parametrize("drawn", range(9, 13))
def test_seed_decides_between_equal_days(drawn: int) -> None:
    assert calmest(drawn, shortest=9, longest=12, today=DAY) == drawn
    even = dict.fromkeys(range(DAY + 9, DAY + 13), 7)
    assert calmest(drawn, shortest=9, longest=12, today=DAY, waiting=even) == drawn


def test_of_two_days_as_near_the_earlier_is_taken() -> None:
    waiting = {DAY + 10: 1}
    assert calmest(10, shortest=9, longest=11, today=DAY, waiting=waiting) == 9


def test_no_card_falls_on_a_weekday_that_is_kept_free() -> None:
    """Days 7 and 14 from a Saturday are Saturdays."""
    shares = tuple(0.0 if day == SATURDAY else 1.0 for day in range(7))
    assert calmest(7, shortest=6, longest=8, today=DAY, shares=shares) == 6
    busy = {DAY + 6: 900, DAY + 8: 800}
    assert calmest(7, shortest=6, longest=8, today=DAY, shares=shares, waiting=busy) == 8


def test_free_weekday_is_taken_where_there_is_no_other() -> None:
    shares = tuple(0.0 if day == SATURDAY else 1.0 for day in range(7))
    assert calmest(7, shortest=7, longest=7, today=DAY, shares=shares) == 7


def test_reduced_weekday_takes_half_as_many() -> None:
    shares = tuple(0.5 if day == SATURDAY else 1.0 for day in range(7))
    full = {DAY + 6: 3, DAY + 8: 3}
    for on_saturday, wanted in ((0, 7), (1, 7), (2, 6)):
        waiting = {**full, DAY + 7: on_saturday}
        assert calmest(7, shortest=6, longest=8, today=DAY, shares=shares, waiting=waiting) == wanted


@given(
    interval=st.integers(1, 3000),
    waiting=st.dictionaries(st.integers(DAY, DAY + 3300), st.integers(0, 500), max_size=30),
    shares=st.tuples(*[st.sampled_from((0.0, 0.5, 1.0))] * 7),
)
def test_calmest_day_is_within_the_fuzz(interval: int, waiting: dict, shares: tuple) -> None:
    shortest, longest = fuzz_range(interval, maximum=36_500)
    found = calmest(interval, shortest=shortest, longest=longest, today=DAY, waiting=waiting, shares=shares)
    assert shortest <= found <= longest


def test_room_is_the_fuzz_of_the_next_interval() -> None:
    state = in_review()
    event = answered(state)
    after = step(state, event, P)
    found = room(after, event, parameters=P)
    assert found is not None
    assert found.drawn == after.due_day
    assert found.first <= found.drawn <= found.last
    assert found.counted is (after.stability is not None and after.stability <= SPREAD_UP_TO)


@pytest.mark.parametrize("counted", [True, False])
def test_cards_of_a_day_count_only_for_intervals_that_are_not_long(counted: bool) -> None:
    place = Room(first=DAY + 9, last=DAY + 11, drawn=DAY + 10, counted=counted)
    event = spread(answered(in_review()), place, waiting={DAY + 10: 5}, shares=())
    assert event.due_day == (DAY + 9 if counted else None)


def test_there_is_no_room_in_learning_steps_or_for_a_single_day() -> None:
    new = State.new()
    event = answered(new)
    assert room(step(new, event, P), event, parameters=P) is None
    short = replace(P, maximum_interval=1)
    state = in_review()
    event = answered(state)
    assert room(step(state, event, short), event, parameters=short) is None


def test_cram_has_no_room() -> None:
    state = replace(in_review(), due_day=DAY + 5)
    event = answered(state)
    assert event.kind is Kind.CRAM
    assert room(step(state, event, P), event, parameters=P) is None


def test_log_keeps_the_day_that_was_chosen() -> None:
    state = in_review()
    event = answered(state)
    after = step(state, event, P)
    place = room(after, event, parameters=P)
    assert place is not None
    others = set(range(place.first, place.last + 1)) - {place.drawn}
    for day in others:
        assert step(state, replace(event, due_day=day), P) == replace(after, due_day=day)


def test_event_keeps_quiet_where_the_seed_drew_the_calmest_day() -> None:
    state = in_review()
    event = answered(state)
    place = room(step(state, event, P), event, parameters=P)
    assert place is not None
    assert spread(event, place, waiting={}, shares=()) is event


def test_seed_draws_again_where_the_chosen_day_is_out_of_range_by_now() -> None:
    """As when an earlier verdict is regraded, so that the interval is quite another."""
    state = in_review()
    event = answered(state)
    drawn = step(state, event, P)
    for far in (DAY + 1, DAY + 5000):
        assert step(state, replace(event, due_day=far), P) == drawn


def test_events_with_a_chosen_day_survive_being_written_down() -> None:
    event = replace(answered(in_review()), due_day=DAY + 33, stops_leech=True)
    assert Event.from_dict(event.to_dict()) == event


# Leeches


@pytest.mark.parametrize(("lapses", "expected"), [(7, False), (8, True), (9, True), (40, True)])
def test_leech_from_the_eighth_lapse(lapses: int, expected: bool) -> None:
    assert is_leech(lapses) is expected


def test_leech_strikes_at_the_eighth_lapse_and_then_at_every_fourth() -> None:
    assert [lapses for lapses in range(25) if strikes(lapses)] == [8, 12, 16, 20, 24]


@pytest.mark.parametrize(("before", "suspended"), [(6, False), (7, True), (8, False), (11, True)])
def test_leech_is_set_aside_where_the_student_wants_it(before: int, suspended: bool) -> None:
    state = in_review(lapses=before)
    event = answered(state, right=False)
    assert step(state, event, P).suspended is False
    assert step(state, replace(event, stops_leech=True), P).suspended is suspended


def test_right_answer_sets_no_leech_aside() -> None:
    state = in_review(lapses=8)
    assert step(state, replace(answered(state), stops_leech=True), P).suspended is False


def test_regrading_a_lapse_takes_the_leech_back() -> None:
    log = []
    state = State.new()
    day = DAY
    for number in range(1, 200):
        day = state.due_day or day
        right = state.phase is not Phase.REVIEW
        event = Event(
            number=number,
            kind=Kind.REVIEW,
            at=datetime.fromordinal(day).replace(tzinfo=UTC),
            study_day=day,
            seed="leech",
            right=right,
            stops_leech=not right,
        )
        log.append(event)
        state = step(state, event, P)
        if state.suspended:
            break
    assert (state.lapses, state.suspended) == (8, True)
    first_lapse = next(event.number for event in log if not event.right)
    regrade = Event(
        number=len(log) + 1,
        kind=Kind.REGRADE,
        at=log[-1].at,
        study_day=day,
        target=first_lapse,
        right=True,
    )
    after = fold((*log, regrade), P)
    assert (after.lapses, after.suspended) == (7, False)
