"""Where an answer's next day falls: on the calmest that the fuzz allows, by what the student has already.

The day is chosen when the answer is written and kept in its event, since a fold may not look at other cards.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from django.db.models import Count, QuerySet

from quizzes.compiled import Compiled
from quizzes.memory import answering
from quizzes.memory.answering import Room
from quizzes.memory.breaks import breaks_of, holds_back
from quizzes.memory.events import Event
from quizzes.memory.parameters import Parameters
from quizzes.memory.state import State
from quizzes.models import Card, Student
from quizzes.models.students import shares

from .folding import parameters_of


def build_waiting(*, student: int, first: int, last: int) -> QuerySet:
    """A walk along the index of cards (student, due_day)."""
    cards = Card.objects.filter(student=student, due_day__gte=first, due_day__lte=last)
    return cards.order_by().values("due_day").annotate(cards=Count("pk"))


_WAITING = Compiled(build_waiting, student=int, first=int, last=int)


def waiting(student: Student, rooms: Iterable[Room | None]) -> dict[int, int]:
    """How many cards wait on each day of these rooms, in one query; none where nobody asks for it."""
    counted = [room for room in rooms if room is not None and room.counted]
    if not counted:
        return {}
    first, last = min(room.first for room in counted), max(room.last for room in counted)
    rows = _WAITING.run(student=student.pk, first=first, last=last)
    return {row["due_day"]: row["cards"] for row in rows}


def placed(student: Student, event: Event, after: State, *, parameters: Parameters) -> Event:
    """The event of an answer that led to `after`, with the day that is best for the student.

    At most one query, and none where the next interval is too short to be spread.
    """
    room = answering.room(after, event, parameters=parameters)
    return event if room is None else chosen(student, event, room, waiting(student, [room]))


def chosen(student: Student, event: Event, room: Room, cards: dict[int, int]) -> Event:
    return answering.spread(
        event, room, waiting=cards, shares=shares_of(student), away=breaks_of(student.breaks)
    )


def shares_of(student: Student) -> tuple[float, ...]:
    """How much she wants on each weekday, Monday first; none where all are alike."""
    return _shares(tuple(student.week))


@lru_cache(maxsize=64)
def _shares(week: tuple[str, ...]) -> tuple[float, ...]:
    return shares(week)


def new_a_day(student: Student, today: int) -> int:
    """How many new cards she may meet on a study day: none that would fade in a break she has announced."""
    held_back = student.breaks and holds_back(breaks_of(student.breaks), today, parameters_of(student))
    return 0 if held_back else student.new_a_day
