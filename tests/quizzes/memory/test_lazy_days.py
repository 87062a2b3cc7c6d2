"""A fold works out the due day of the last answer only: the same state as one that works out all of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from quizzes.memory.events import ANSWERS, Event, Kind
from quizzes.memory.fold import fold, live, step
from quizzes.memory.parameters import Parameters
from quizzes.memory.state import State

P = Parameters()
KINDS = (
    *(Kind.LEARN, Kind.REVIEW, Kind.RELEARN, Kind.CRAM, Kind.RESET, Kind.SUSPEND, Kind.BURY, Kind.RESCHEDULE),
    *(Kind.ASIDE, Kind.EXPOSURE, Kind.UNDO, Kind.VOID),
)


@st.composite
def logs(draw: st.DrawFn) -> list[Event]:
    day, made = 739_000, []
    for number in range(1, draw(st.integers(1, 14)) + 1):
        kind = draw(st.sampled_from(KINDS if number > 1 else (Kind.LEARN,)))
        day += draw(st.integers(0, 30))
        takes_back = kind in {Kind.UNDO, Kind.VOID}
        made.append(
            Event(
                number=number,
                kind=kind,
                at=datetime.fromordinal(day).replace(tzinfo=UTC),
                study_day=day,
                seed="card",
                right=draw(st.booleans()) if kind in ANSWERS else None,
                chance=0.25,
                slip=0.02,
                target=draw(st.integers(1, number - 1)) if takes_back else None,
                due_day=day + draw(st.integers(0, 40)) if kind in {Kind.RESCHEDULE, Kind.REVIEW} else None,
                stops_leech=draw(st.booleans()),
                on=draw(st.booleans()),
            )
        )
    return made


@given(logs())
def test_state_is_that_of_all_steps(log: list[Event]) -> None:
    state = State.new()
    for event in live(log):
        state = step(state, event, P)
    assert fold(log, P) == replace(state, number=log[-1].number)
