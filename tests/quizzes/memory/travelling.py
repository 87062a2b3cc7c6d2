"""One card over the years, as JSON: clocks changed twice, three continents, a leap day, a clock set back.

Run by itself, as `python -m tests.quizzes.memory.travelling`, in whatever zone and locale there are.
"""

from __future__ import annotations

import json
from datetime import datetime
from zoneinfo import ZoneInfo

from quizzes.memory import days
from quizzes.memory.answering import answer, room, spread
from quizzes.memory.fold import fold, step
from quizzes.memory.parameters import Parameters
from quizzes.memory.state import State

P = Parameters()
WHEN = (
    ("2026-03-28T23:30", "Europe/Berlin"),
    ("2026-03-28T23:42", "Europe/Berlin"),
    ("2026-03-29T03:59", "Europe/Berlin"),  # the night in which the hour from 2 to 3 is missing
    ("2026-03-29T04:01", "Europe/Berlin"),
    ("2026-04-02T09:00", "Asia/Seoul"),
    ("2026-04-02T08:00", "America/Los_Angeles"),
    ("2026-04-01T21:00", "Pacific/Apia"),  # a clock that went back
    ("2026-05-20T12:00", "Pacific/Apia"),
    ("2026-10-25T02:30", "Europe/Berlin"),  # the hour from 2 to 3 comes twice
    ("2026-10-25T04:30", "Europe/Berlin"),
    ("2027-06-01T00:00", "Asia/Kathmandu"),
    ("2028-02-28T22:00", "Europe/Berlin"),
    ("2028-02-29T05:00", "Europe/Berlin"),
    ("2028-03-01T05:00", "Europe/Berlin"),
)


def told() -> str:
    """The log and the state after each of its events, and the fold of it all."""
    state, log, found = State.new(), [], []
    for place, (text, name) in enumerate(WHEN):
        zone = ZoneInfo(name)
        now = datetime.fromisoformat(text).replace(tzinfo=zone)
        event = answer(
            state,
            parameters=P,
            now=now,
            study_day=days.study_day(now, zone=zone),
            seed="1:date:when",
            right=place % 5 != 4,
            chance=0.25,
            slip=0.02,
        )
        where = room(step(state, event, P), event, parameters=P)
        if where is not None:
            waiting = {day: day % 7 for day in range(where.first, where.last + 1)}
            event = spread(event, where, waiting=waiting, shares=(1, 1, 0.5, 1, 1, 1, 0))
        log.append(event)
        state = step(state, event, P)
        found.append([event.to_dict(), state.to_dict()])
    return json.dumps([found, fold(log, P).to_dict()], indent=1)


if __name__ == "__main__":
    print(told())
