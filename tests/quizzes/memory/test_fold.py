"""State = fold of the log: steps, phases, the same-day rule, and events that take others back."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.memory import fsrs6
from quizzes.memory.answering import answer, preview
from quizzes.memory.events import ANSWERS, REWRITES, Event, Kind
from quizzes.memory.fold import fold, live, step
from quizzes.memory.fsrs6 import Grade
from quizzes.memory.fuzz import fuzz_range
from quizzes.memory.parameters import Parameters
from quizzes.memory.sameday import expected_recall
from quizzes.memory.state import Growth, Phase, State, retrievability

P = Parameters()
DAY = 739_000
NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def _answer(state: State, right: bool, *, day: int = DAY, now: datetime = NOON, **more: Any) -> State:
    event = answer(
        state,
        parameters=P,
        now=now,
        study_day=day,
        seed="card-1",
        right=right,
        **more,
    )
    return step(state, event, P)


def _force(state: State, right: bool, *, day: int = DAY, **more: Any) -> State:
    """An answer that counts although the schedule did not ask for it, as after a regrade."""
    fields: dict[str, Any] = {
        "kind": Kind.REVIEW,
        "at": NOON,
        "study_day": day,
        "seed": "card-1",
        "right": right,
    } | more
    return step(state, Event(number=state.number + 1, **fields), P)


def _graduated(day: int = DAY) -> State:
    return _answer(_answer(State.new(), True, day=day), True, day=day)


def _in_review(**more: Any) -> State:
    fields: dict[str, Any] = {
        "number": 9,
        "phase": Phase.REVIEW,
        "met": True,
        "stability": 20.0,
        "difficulty": 5.0,
    }
    fields |= {"due_day": DAY, "last_day": DAY - 20, "last_at": NOON - timedelta(days=20), "reps": 5}
    return State(**(fields | more))


# Phases and steps


def test_new_card_answered_right_goes_to_the_second_step() -> None:
    state = _answer(State.new(), True)
    assert (state.phase, state.step, state.due_at) == (Phase.LEARNING, 1, NOON + 10 * MINUTE)
    assert (state.due_day, state.met, state.reps, state.number) == (None, True, 1, 1)
    assert state.stability == P.weights[2]


def test_new_card_answered_wrong_waits_for_the_first_step() -> None:
    state = _answer(_answer(State.new(), True), False)
    assert (state.phase, state.step, state.due_at) == (Phase.LEARNING, 0, NOON + MINUTE)
    assert state.lapses == 0


def test_last_step_answered_right_graduates_to_a_day() -> None:
    state = _graduated()
    assert (state.phase, state.step, state.due_at) == (Phase.REVIEW, 0, None)
    assert state.due_day == DAY + 2


def test_a_right_guess_repeats_its_step_and_says_nothing_for_memory() -> None:
    first = _answer(State.new(), True)
    state = _answer(first, True, guessed=True)
    assert (state.phase, state.step, state.due_at) == (Phase.LEARNING, 1, NOON + 10 * MINUTE)
    new = _answer(State.new(), True, guessed=True)
    assert (new.phase, new.step, new.stability) == (Phase.LEARNING, 0, P.weights[0])


def test_review_answered_right_gets_a_fuzzed_interval() -> None:
    state = _answer(_in_review(), True)
    assert state.stability is not None
    assert state.due_day is not None
    assert state.stability > 20
    shortest, longest = fuzz_range(round(state.stability), maximum=P.maximum_interval)
    assert DAY + shortest <= state.due_day <= DAY + longest


def test_review_answered_wrong_lapses_into_relearning() -> None:
    state = _answer(_in_review(), False)
    assert (state.phase, state.lapses, state.due_at, state.due_day) == (
        Phase.RELEARNING,
        1,
        NOON + 10 * MINUTE,
        None,
    )
    again = _answer(state, False)
    assert (again.phase, again.lapses) == (Phase.RELEARNING, 1)
    back = _answer(again, True)
    assert (back.phase, back.lapses, back.due_at) == (Phase.REVIEW, 1, None)


def test_review_guessed_right_is_relearned_without_a_lapse() -> None:
    state = _answer(_in_review(), True, guessed=True)
    assert (state.phase, state.lapses) == (Phase.RELEARNING, 0)
    assert state.memory == _answer(_in_review(), False).memory


def test_without_relearning_steps_a_lapse_keeps_its_days() -> None:
    parameters = Parameters(relearning_steps=())
    event = answer(_in_review(), parameters=parameters, now=NOON, study_day=DAY, seed="x", right=False)
    state = step(_in_review(), event, parameters)
    assert (state.phase, state.lapses) == (Phase.REVIEW, 1)
    assert state.due_day is not None
    assert state.due_day > DAY


@pytest.mark.parametrize("guessed", [False, True])
def test_steps_may_have_become_fewer(guessed: bool) -> None:
    far = replace(_answer(State.new(), True), step=5)
    state = _answer(far, True, guessed=guessed)
    assert state.phase is (Phase.LEARNING if guessed else Phase.REVIEW)


@pytest.mark.parametrize(
    ("grade", "phase", "position", "wait"),
    [
        (Grade.AGAIN, Phase.LEARNING, 0, MINUTE),
        (Grade.HARD, Phase.LEARNING, 0, 5.5 * MINUTE),
        (Grade.GOOD, Phase.LEARNING, 1, 10 * MINUTE),
        (Grade.EASY, Phase.REVIEW, 0, None),
    ],
)
def test_grades_of_a_new_flashcard(grade: Grade, phase: Phase, position: int, wait: timedelta | None) -> None:
    state = preview(State.new(), parameters=P, now=NOON, study_day=DAY, seed="card-1")[grade][1]
    assert (state.phase, state.step, state.due_at) == (phase, position, wait and NOON + wait)
    assert state.stability == P.weights[grade - 1]


def test_hard_waits_half_as_long_again_where_there_is_one_step_and_stays_on_a_later_one() -> None:
    relearning = _answer(_in_review(), False)
    assert _answer(relearning, True, grade=Grade.HARD).due_at == NOON + 15 * MINUTE
    second = _answer(State.new(), True)
    assert _answer(second, True, grade=Grade.HARD).due_at == NOON + 10 * MINUTE


def test_preview_shows_what_the_answer_then_brings() -> None:
    outcomes = {
        grade: after
        for grade, (_, after) in preview(
            _in_review(), parameters=P, now=NOON, study_day=DAY, seed="card-1"
        ).items()
    }
    days = [outcomes[grade].due_day for grade in (Grade.HARD, Grade.GOOD, Grade.EASY)]
    assert days == sorted(day for day in days if day)
    assert outcomes[Grade.GOOD] == _answer(_in_review(), True, grade=Grade.GOOD)


# Which kind of event an answer is


@pytest.mark.parametrize(
    ("state", "practice", "kind"),
    [
        (State.new(), False, Kind.LEARN),
        (State.new(), True, Kind.EXPOSURE),
        (_answer(State.new(), True), False, Kind.LEARN),
        (_answer(State.new(), True), True, Kind.CRAM),
        (_in_review(), False, Kind.REVIEW),
        (_in_review(), True, Kind.REVIEW),
        (_in_review(due_day=DAY + 1), False, Kind.CRAM),
        (_in_review(suspended=True), False, Kind.CRAM),
        (replace(_answer(State.new(), True), suspended=True), False, Kind.CRAM),
        (_in_review(buried_day=DAY), False, Kind.CRAM),
        (_in_review(buried_day=DAY - 1), False, Kind.REVIEW),
        (_answer(_in_review(), False), False, Kind.RELEARN),
    ],
)
def test_kind_of_an_answer(state: State, practice: bool, kind: Kind) -> None:
    event = answer(state, parameters=P, now=NOON, study_day=DAY, seed="card-1", right=True, practice=practice)
    assert event.kind is kind
    assert event.number == state.number + 1
    assert event.parameters_id == P.id


def test_cram_leaves_all_but_the_number_as_it_was() -> None:
    state = _in_review(due_day=DAY + 3)
    assert _answer(state, False) == replace(state, number=10)


def test_exposure_marks_the_card_as_met_and_leaves_it_new() -> None:
    state = _answer(State.new(), True, practice=True)
    assert state == State(number=1, met=True)
    assert not state.is_due(now=NOON, study_day=DAY)


def test_a_step_is_due_when_its_minutes_are_over() -> None:
    state = _answer(State.new(), False)
    assert not state.is_due(now=NOON, study_day=DAY)
    assert state.is_due(now=NOON + MINUTE, study_day=DAY)


# Recall


def test_recall_of_a_card_never_reviewed_is_the_named_prior() -> None:
    assert retrievability(State.new(), study_day=DAY, parameters=P) == 0.3
    assert expected_recall(State.new(), study_day=DAY, parameters=P) == 0.3


def test_recall_starts_anew_with_an_answer_but_the_expectation_stays_all_day() -> None:
    state = _answer(_in_review(), True)
    assert retrievability(state, study_day=DAY, parameters=P) == 1
    assert expected_recall(state, study_day=DAY, parameters=P) == pytest.approx(0.9)
    assert retrievability(state, study_day=DAY + 1, parameters=P) < 1


def test_the_expectation_stays_all_day_after_a_wrong_answer_too() -> None:
    fallen = _force(_in_review(), False)
    assert expected_recall(fallen, study_day=DAY, parameters=P) == pytest.approx(0.9)


def test_a_wrong_choice_soon_after_a_right_one_is_no_slip() -> None:
    luck: dict[str, Any] = {"chance": 0.25, "slip": 0.02}
    right = _force(_in_review(), True, **luck)
    wrong = _force(right, False, **luck)
    assert right.stability is not None
    assert wrong.stability is not None
    assert wrong.stability < right.stability / 2


def test_a_right_choice_on_a_new_card_is_worth_less_than_a_typed_answer_and_more_than_a_guess() -> None:
    typed, choice, guessed = (
        _answer(State.new(), True, **more).stability
        for more in ({"slip": 0.04}, {"chance": 0.25, "slip": 0.02}, {"guessed": True})
    )
    assert typed == P.weights[2]
    assert guessed == P.weights[0]
    assert choice is not None
    assert P.weights[0] < choice < P.weights[2]


# One growth on a study day


def test_a_second_right_answer_of_the_day_does_not_grow_stability_again() -> None:
    once = _force(_in_review(), True)
    twice = _force(once, True)
    assert twice.memory == once.memory
    assert _graduated().stability == P.weights[2]


def test_of_two_right_answers_the_larger_result_stays_in_either_order() -> None:
    choice: dict[str, Any] = {"chance": 0.5, "slip": 0.02}
    alone = _force(_in_review(), True)
    assert _force(_force(_in_review(), True, **choice), True).memory == alone.memory
    assert _force(alone, True, **choice).memory == alone.memory


def test_every_fall_counts() -> None:
    grown = _force(_in_review(), True)
    fallen = _force(grown, False)
    again = _force(fallen, False)
    assert grown.memory is not None
    assert fallen.memory == fsrs6.next_memory(grown.memory, Grade.AGAIN, elapsed_days=0, weights=P.weights)
    assert again.stability is not None
    assert fallen.stability is not None
    assert again.stability < fallen.stability


def test_growth_that_a_fall_took_back_is_not_given_twice() -> None:
    fallen = _force(_force(_in_review(), True), False)
    assert fallen.today is not None
    assert fallen.today.growth is Growth.SPENT
    assert _force(fallen, True).memory == fallen.memory
    assert _force(_force(fallen, False), True).today == _force(fallen, False).today


def test_growth_after_a_fall_is_open_where_the_day_had_none() -> None:
    fallen = _force(_in_review(stability=1.0), False)
    risen = _force(fallen, True)
    assert fallen.memory is not None
    assert risen.memory == fsrs6.next_memory(fallen.memory, Grade.GOOD, elapsed_days=0, weights=P.weights)
    assert _force(risen, True).memory == risen.memory


def test_a_wrong_answer_never_raises_stability_even_if_it_must_be_a_slip() -> None:
    state = _force(State.new(), False)
    assert state.today is not None
    sure = replace(state, today=replace(state.today, recall=1.0))
    assert _force(sure, False, slip=0.5).memory == sure.memory


def test_the_next_study_day_begins_anew() -> None:
    once = _force(_in_review(), True)
    later = _force(once, True, day=DAY + 1)
    assert once.memory is not None
    assert later.memory == fsrs6.next_memory(once.memory, Grade.GOOD, elapsed_days=1, weights=P.weights)


def test_a_clock_that_went_back_counts_as_the_same_day() -> None:
    once = _force(_in_review(), True)
    back = _force(once, True, day=DAY - 3, at=NOON - timedelta(days=3))
    assert (back.memory, back.last_day) == (once.memory, DAY)


def test_a_card_imported_today_counts_as_answered_today() -> None:
    imported = _in_review(last_day=DAY, stability=0.5)
    assert expected_recall(imported, study_day=DAY, parameters=P) == P.desired_retention
    assert imported.memory is not None
    expected = fsrs6.next_memory(imported.memory, Grade.GOOD, elapsed_days=0, weights=P.weights)
    assert _force(imported, True).memory == expected


# Other events


def _event(number: int, kind: Kind, **more: Any) -> Event:
    return Event(number=number, kind=kind, at=NOON, study_day=DAY, **more)


def test_reset_starts_anew() -> None:
    assert step(_in_review(suspended=True), _event(10, Kind.RESET), P) == State.new(number=10)


def test_suspend_and_bury_hide_a_card_until_lifted() -> None:
    hidden = step(_in_review(), _event(10, Kind.SUSPEND), P)
    assert not hidden.is_due(now=NOON, study_day=DAY)
    assert step(hidden, _event(11, Kind.SUSPEND, on=False), P) == _in_review(number=11)
    buried = step(_in_review(), _event(10, Kind.BURY), P)
    assert not buried.is_due(now=NOON, study_day=DAY)
    assert buried.is_due(now=NOON, study_day=DAY + 1)
    assert step(buried, _event(11, Kind.BURY, on=False), P) == _in_review(number=11)


def test_an_answer_does_not_lift_a_suspension_or_burial() -> None:
    state = _force(_in_review(suspended=True, buried_day=DAY), True)
    assert (state.suspended, state.buried_day) == (True, DAY)


def test_reschedule_moves_the_due_day_of_a_card_in_review_only() -> None:
    event = _event(10, Kind.RESCHEDULE, due_day=DAY + 4)
    assert step(_in_review(), event, P) == _in_review(number=10, due_day=DAY + 4)
    learning = _answer(State.new(), True)
    assert step(learning, event, P) == replace(learning, number=10)


def test_import_carries_a_state() -> None:
    assert fold([_event(1, Kind.IMPORT, state=_in_review(number=70))], P) == _in_review(number=1)


def test_an_empty_log_folds_to_a_new_card() -> None:
    assert fold([], P) == State.new()


def _learn(number: int, right: bool, **more: Any) -> Event:
    return _event(number, Kind.LEARN, right=right, seed="card-1", **more)


def test_undo_and_void_leave_the_state_before() -> None:
    for kind in (Kind.UNDO, Kind.VOID):
        log = [_learn(1, True), _learn(2, False), _event(3, kind, target=2)]
        assert fold(log, P) == replace(fold(log[:1], P), number=3)


def test_undo_of_an_undo_brings_the_event_back_to_any_depth() -> None:
    log = [_learn(1, True), *(_event(number, Kind.UNDO, target=number - 1) for number in range(2, 7))]
    for length in range(1, 7):
        assert [event.number for event in live(log[:length])] == ([1] if length % 2 else [])


def test_undo_reaches_any_depth() -> None:
    log = [_learn(number, True) for number in range(1, 5)]
    while live(log):
        log.append(_event(len(log) + 1, Kind.UNDO, target=live(log)[-1].number))
    assert len(log) == 8
    assert fold(log, P) == State.new(number=8)


def test_regrade_replaces_the_verdict_where_it_was_given() -> None:
    log = [_learn(1, False), _learn(2, True), _event(3, Kind.REGRADE, target=1, right=True)]
    assert fold(log, P) == replace(fold([_learn(1, True), _learn(2, True)], P), number=3)


def test_the_last_regrade_counts_and_can_be_undone() -> None:
    regraded = [_learn(1, False), _event(2, Kind.REGRADE, target=1, right=True)]
    assert [event.right for event in live(regraded)] == [True]
    twice = [*regraded, _event(3, Kind.REGRADE, target=1, right=False)]
    assert [event.right for event in live(twice)] == [False]
    undone = [*twice, _event(4, Kind.UNDO, target=3)]
    assert [event.right for event in live(undone)] == [True]


def test_regrade_by_grade_overrules_a_guess() -> None:
    log = [_learn(1, True, guessed=True), _event(2, Kind.REGRADE, target=1, right=True, grade=Grade.EASY)]
    assert live(log) == (_learn(1, True, grade=Grade.EASY),)
    log = [_learn(1, False, guessed=True), _event(2, Kind.REGRADE, target=1, right=True)]
    assert live(log) == (_learn(1, True, guessed=True),)


@pytest.mark.parametrize("kind", sorted(REWRITES))
def test_a_step_refuses_what_only_the_whole_log_can_tell(kind: Kind) -> None:
    with pytest.raises(ValueError, match="fold the whole log"):
        step(_in_review(), _event(10, kind, target=3, right=True), P)


def test_a_log_out_of_order_is_refused() -> None:
    for numbers in ((2, 1), (1, 1)):
        with pytest.raises(ValueError, match="must rise"):
            fold([_learn(number, True) for number in numbers], P)


def test_a_log_that_lacks_the_event_taken_back_is_refused() -> None:
    with pytest.raises(ValueError, match="does not hold"):
        fold([_learn(2, True), _event(3, Kind.UNDO, target=1)], P)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"number": 0}, "numbered from 1"),
        ({"at": datetime(2025, 3, 1, 12)}, "must be in UTC"),  # noqa: DTZ001 - the naive time is the point
        ({"at": NOON + timedelta(microseconds=1)}, "whole milliseconds"),
        ({"right": None}, "needs a verdict"),
        ({"grade": Grade.AGAIN}, "says otherwise"),
        ({"grade": Grade.GOOD, "guessed": True}, "guessed must be false"),
        ({"kind": Kind.REGRADE, "right": None, "target": 1}, "new verdict"),
        ({"kind": Kind.UNDO}, "must name an earlier event"),
        ({"kind": Kind.VOID, "target": 2}, "must name an earlier event"),
        ({"kind": Kind.UNDO, "target": -1}, "must name an earlier event"),
        ({"kind": Kind.RESCHEDULE}, "needs the study day"),
        ({"kind": Kind.IMPORT}, "needs the state"),
    ],
)
def test_an_event_lacking_what_its_kind_needs_is_refused(wrong: dict[str, Any], message: str) -> None:
    fields: dict[str, Any] = {
        "number": 2,
        "kind": Kind.LEARN,
        "at": NOON,
        "study_day": DAY,
        "right": True,
    } | wrong
    with pytest.raises(ValueError, match=message):
        Event(**fields)


# Laws


@st.composite
def logs(draw: st.DrawFn) -> list[Event]:
    """A log as the app would write it: answers on rising days, and every other kind in between."""
    log: list[Event] = []
    day, at = DAY, NOON
    for number in range(1, draw(st.integers(1, 12)) + 1):
        gap = draw(st.sampled_from([-1, 0, 0, 1, 3, 30, 400]))
        day, at = day + gap, at + timedelta(days=gap, milliseconds=draw(st.integers(0, 10**6)))
        kind = draw(st.sampled_from([Kind.LEARN] * 6 + list(Kind)))
        more: dict[str, Any] = {}
        if kind in REWRITES:
            if not log:
                continue  # nothing to take back yet: the log lacks this number, which it may
            more["target"] = draw(st.sampled_from([event.number for event in log]))
        if kind is Kind.IMPORT:
            more["state"] = _in_review(last_day=day)
        if kind is Kind.RESCHEDULE:
            more["due_day"] = day + draw(st.integers(0, 50))
        grade = draw(st.none() | st.sampled_from(Grade))
        right = draw(st.booleans()) if grade is None else grade is not Grade.AGAIN
        log.append(
            Event(
                number=number,
                kind=kind,
                at=at,
                study_day=day,
                seed="card-1",
                right=right,
                grade=grade,
                guessed=grade is None and draw(st.booleans()),
                chance=draw(st.sampled_from([0.0, 0.25, 0.5])),
                slip=draw(st.sampled_from([0.0, 0.02, 0.04])),
                on=draw(st.booleans()),
                **more,
            )
        )
    return log


@settings(deadline=None)
@given(log=logs())
def test_fold_equals_stepping_through_the_events_that_count(log: list[Event]) -> None:
    state = State.new()
    for event in live(log):
        state = step(state, event, P)
    assert fold(log, P) == replace(state, number=log[-1].number if log else 0)


@settings(deadline=None)
@given(log=logs())
def test_a_card_stepped_along_as_it_is_answered_equals_its_fold(log: list[Event]) -> None:
    log = [event for event in log if event.kind not in REWRITES]
    state = State.new()
    for length, event in enumerate(log, 1):
        state = step(state, event, P)
        assert state == fold(log[:length], P)


@settings(deadline=None)
@given(log=logs())
def test_undoing_the_last_event_gives_the_state_before(log: list[Event]) -> None:
    if log:
        number = log[-1].number + 1
        undone = [*log, _event(number, Kind.UNDO, target=log[-1].number)]
        assert fold(undone, P) == replace(fold(log[:-1], P), number=number)


@settings(deadline=None)
@given(log=logs())
def test_states_and_events_survive_json(log: list[Event]) -> None:
    state = fold(log, P)
    assert State.from_dict(json.loads(json.dumps(state.to_dict()))) == state
    back = [Event.from_dict(json.loads(json.dumps(event.to_dict()))) for event in log]
    assert back == log
    assert json.dumps(fold(back, P).to_dict()) == json.dumps(state.to_dict())


@settings(deadline=None)
@given(log=logs())
def test_every_state_makes_sense(log: list[Event]) -> None:
    state = fold(log, P)
    assert (state.stability is None) == (state.difficulty is None) == (state.phase is Phase.NEW)
    assert (state.due_day is not None) == (state.phase is Phase.REVIEW)
    assert (state.due_at is not None) == (state.phase in {Phase.LEARNING, Phase.RELEARNING})
    assert 0 < retrievability(state, study_day=DAY + 1000, parameters=P) <= 1


answers = st.tuples(st.booleans(), st.booleans(), st.sampled_from([0.0, 0.25, 0.5]))


@settings(deadline=None)
@given(day=st.lists(answers, min_size=1, max_size=8), elapsed=st.integers(1, 100), new=st.booleans())
def test_on_one_study_day_stability_grows_at_most_once(
    day: list[tuple[bool, bool, float]], elapsed: int, new: bool
) -> None:
    """However often a card is answered, the day leaves no more than its best answer alone would have left."""
    morning = State.new() if new else _in_review(last_day=DAY - elapsed)
    state, best = morning, 0.0
    for right, guessed, chance in day:
        luck: dict[str, Any] = {"guessed": guessed, "chance": chance, "slip": 0.02}
        best = max(best, _force(morning, right, **luck).stability or 0)
        after = _force(state, right, **luck)
        assert after.stability is not None
        assert after.stability <= best
        if state is not morning and state.stability is not None:
            knew = right and not guessed
            assert after.stability >= state.stability if knew else after.stability <= state.stability
        state = after


def test_answers_are_the_kinds_that_move_memory() -> None:
    assert {Kind.LEARN, Kind.REVIEW, Kind.RELEARN} == ANSWERS
