"""From the morning of a card's last study day on, `fold.step` comes to what `fold` makes of the whole log."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.memory import mornings as room
from quizzes.memory.events import ANSWERS, Event, Kind
from quizzes.memory.fold import advanced, fold, live, regraded
from quizzes.memory.leeches import is_leech
from quizzes.memory.mornings import Entries, Morning, mornings
from quizzes.memory.parameters import DEFAULT_WEIGHTS, Parameters

from .any_logs import DAY, NOON, any_logs

OTHER_WEIGHTS = tuple(weight * (1.1 if index % 2 else 0.8) for index, weight in enumerate(DEFAULT_WEIGHTS))
SETS = (DEFAULT_WEIGHTS, OTHER_WEIGHTS)
STEPS = Parameters()


def entries(deck: list[list[Event]]) -> Entries:
    events = [event for log in deck for event in log]
    return Entries(
        lengths=[len(log) for log in deck],
        **{
            name: [getattr(event, name) for event in events]
            for name in Entries.__slots__
            if name != "lengths"
        },
    )


def begun(deck: list[list[Event]], which: list[int] | None = None) -> list[Morning | None]:
    return mornings(entries(deck), sets=SETS, which=which or [0] * len(deck), steps=STEPS)


def resumed(log: list[Event], morning: Morning, parameters: Parameters = STEPS) -> Any:
    after = [
        log[place] if verdict is None else regraded(log[place], log[verdict])
        for place, verdict in morning.after
    ]
    return replace(advanced(morning.state, after, parameters), number=log[-1].number)


@pytest.fixture(autouse=True, scope="module")
def nothing_too_small() -> Any:
    """Histories go side by side here however few they are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "SIDE_BY_SIDE", 0)
        yield


@settings(deadline=None, max_examples=80)
@given(deck=st.lists(st.tuples(any_logs(), st.integers(0, 1)), max_size=6))
def test_state_is_that_of_the_fold(deck: list[tuple[list[Event], int]]) -> None:
    logs, which = [log for log, _ in deck], [number for _, number in deck]
    for log, number, morning in zip(logs, which, begun(logs, which), strict=True):
        counting = live(log)
        answers = [event for event in counting if event.kind in ANSWERS]
        if morning is None:
            lone = not answers or any(event.kind in (Kind.IMPORT, Kind.RESET) for event in log)
            assert lone, "An ordinary card was left to itself."
            continue
        parameters = Parameters(weights=SETS[number])
        if is_leech(morning.state.lapses) and any(event.stops_leech for event in log):
            continue  # who folds in columns looks at these by themselves
        state = resumed(log, morning, parameters)
        assert state.to_dict() == fold(log, parameters).to_dict()
        assert state == fold(log, parameters)


def answer(number: int, day: int, **more: Any) -> Event:
    more = {"kind": Kind.REVIEW, "right": True, **more}
    return Event(number=number, at=NOON, study_day=DAY + day, seed="card-1", **more)


def test_only_the_last_day_is_left() -> None:
    log = [answer(number, number // 2) for number in range(1, 8)]
    (morning,) = begun([log])
    assert morning is not None
    assert morning.after == [(5, None), (6, None)]
    assert (morning.state.reps, morning.state.last_day, morning.first_day) == (5, DAY + 2, DAY)


def test_deeds_before_the_last_day_are_left_where_answers_do_not_touch_them() -> None:
    log = [
        answer(1, 0),
        answer(2, 1, kind=Kind.SUSPEND, right=None),
        answer(3, 2, kind=Kind.RESCHEDULE, right=None, due_day=9),
        answer(4, 3),
        answer(5, 4),
    ]
    (morning,) = begun([log])
    assert morning is not None
    assert morning.after == [(1, None), (4, None)]


def test_what_came_before_a_reset_counts_for_nothing() -> None:
    log = [answer(1, 0), answer(2, 5), answer(3, 6, kind=Kind.RESET, right=None), answer(4, 7), answer(5, 9)]
    (morning,) = begun([log])
    assert morning is not None
    assert (morning.state.reps, morning.first_day, morning.after) == (1, DAY + 7, [(4, None)])


def test_the_few_that_are_much_longer_are_left_to_the_fold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "SIDE_BY_SIDE", 16)
    long = [answer(number, number) for number in range(1, 200)]
    short = [answer(number, number) for number in range(1, 20)]
    found = begun([short] * 40 + [long])
    assert found[-1] is None
    assert None not in found[:-1]
    assert None not in begun([short] * 40 + [long] * 40)


@pytest.mark.parametrize(
    "wrong",
    [
        {"right": [None]},
        {"chance": [1.5]},
        {"slip": [-0.1]},
        {"grade": [1]},
        {"grade": [5]},
        {"grade": [3], "guessed": [True]},
        {"number": [0]},
        {"study_day": [2**40]},
        {"study_day": [2**70]},
    ],
    ids=str,
)
def test_entries_that_cannot_be_are_refused(wrong: dict[str, Any]) -> None:
    whole = entries([[answer(1, 0)]])
    with pytest.raises((ValueError, OverflowError)):
        mornings(replace(whole, **wrong), sets=SETS, which=[0], steps=STEPS)


def test_no_logs_have_no_mornings() -> None:
    assert begun([]) == []
    assert begun([[], []]) == [None, None]
