"""Logs in which anything happens that an event can be: for properties of folds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from quizzes.memory.events import ANSWERS, REWRITES, Event, Kind
from quizzes.memory.fsrs6 import Grade
from quizzes.memory.state import Phase, State

DAY = 739_000
NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)
OFTEN = [Kind.REVIEW, Kind.LEARN, Kind.RELEARN] * 10


@st.composite
def any_logs(draw: st.DrawFn, most: int = 30) -> list[Event]:
    """One card's log: days that repeat and go back, all kinds of evidence, chosen days, and leeches."""
    log: list[Event] = []
    day, number = DAY, 0
    unlucky = draw(st.booleans())
    for _ in range(draw(st.integers(0, most))):
        day += draw(st.sampled_from([-1, 0, 0, 0, 1, 3, 30, 400]))
        number += draw(st.sampled_from([1, 1, 1, 2]))
        kind = draw(st.sampled_from(OFTEN + list(Kind)))
        if kind in REWRITES and not log:
            continue
        grade = draw(st.none() | st.sampled_from(Grade)) if kind not in REWRITES else None
        lucky = draw(st.booleans()) and not (unlucky and kind in ANSWERS)
        log.append(
            Event(
                number=number,
                kind=kind,
                at=NOON + timedelta(days=day - DAY, milliseconds=draw(st.integers(0, 10**7))),
                study_day=day,
                seed="card-1",
                right=lucky if grade is None else grade is not Grade.AGAIN,
                grade=grade,
                guessed=grade is None and draw(st.booleans()),
                chance=draw(st.sampled_from([0.0, 0.25, 0.5, 1.0])),
                slip=draw(st.sampled_from([0.0, 0.02, 0.04])),
                on=draw(st.booleans()),
                stops_leech=draw(st.booleans()),
                **_more(draw, kind, day, log),
            )
        )
    return log


def _more(draw: st.DrawFn, kind: Kind, day: int, log: list[Event]) -> dict[str, Any]:
    if kind in REWRITES:
        return {"target": draw(st.sampled_from([event.number for event in log]))}
    if kind is Kind.RESCHEDULE or (kind in ANSWERS and draw(st.booleans())):
        return {"due_day": day + draw(st.integers(0, 9))}
    if kind is Kind.IMPORT:
        return {"state": imported(day)}
    return {}


def imported(day: int) -> State:
    return State(
        phase=Phase.REVIEW, met=True, stability=9.5, difficulty=5.0, due_day=day, last_day=day - 3, reps=2
    )
