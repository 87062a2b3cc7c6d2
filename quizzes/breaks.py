"""Announced breaks: what would fall due on days on which a student is away is asked before them or after.

Each card that is moved has an entry in its log that says why. What she learns between the announcement and
the break may fall into it again: so it is looked at once more whenever she begins a session.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from quizzes.memory import breaks
from quizzes.memory.answering import Room
from quizzes.memory.breaks import Breaks, breaks_of
from quizzes.memory.events import Event, Kind
from quizzes.memory.waiting import Candidate
from quizzes.models import Card, Review, Student
from quizzes.models.cards import AS_NEW
from quizzes.statistics import deck
from quizzes.study import spreading
from quizzes.study.amending import BREAK, Entry, amend, last_counting, moves
from quizzes.study.folding import parameters_of, study_day

MOST = 5
"""Breaks that can be announced at once."""

LONGEST = 366
"""Days of the longest break."""

AT_ONCE = 1_000
"""Cards that are moved at once, the first that fall due: somebody waits for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """How many cards are asked before a break, and how many after."""

    before: int = 0
    after: int = 0


def coming(student: Student, *, today: int) -> list[tuple[date, date]]:
    """First and last day of each break that is not over, the earliest first."""
    known = (each for each in breaks_of(student.breaks).each if each.last >= today)
    return [(date.fromordinal(each.first), date.fromordinal(each.last)) for each in known]


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """A break that is near. now: whether it has begun; waits: whether new cards wait for its end today."""

    first: date
    last: date
    now: bool
    waits: bool


def near(student: Student, *, today: int) -> Away | None:
    """The break that lasts, or begins within the days into which cards are brought forward; else None."""
    for first, last in coming(student, today=today)[:1]:
        if first.toordinal() - breaks.LEAD <= today:
            waits = spreading.new_a_day(student, today) < student.new_a_day
            return Away(first=first, last=last, now=first.toordinal() <= today, waits=waits)
    return None


def announce(student: Student, first: date, last: date, *, now: datetime) -> Moved:
    """Keep a break, and move what falls due in it. What is over falls away."""
    today = study_day(student, now)
    with transaction.atomic():
        own = Student.objects.select_for_update().get(pk=student.pk)
        known = {*coming(own, today=today), (first, last)}
        _keep_only(student, known)
    return keep(student, now=now)


def cancel(student: Student, first: str, *, now: datetime) -> int | None:
    """Forget the break that begins on a day (ISO), and take back what it has moved; how many cards that were.

    Only what nothing has happened to since, and what would not have come before today: so that she who is
    back early does not find all at once. None where there is no such break.
    """
    today = study_day(student, now)
    with transaction.atomic():
        own = Student.objects.select_for_update().get(pk=student.pk)
        known = coming(own, today=today)
        gone = next((each for each in known if each[0].isoformat() == first), None)
        if gone is None:
            return None
        _keep_only(student, [each for each in known if each != gone])
        moved = Review.objects.filter(
            card__student=student,
            card__due_day__gte=gone[0].toordinal() - breaks.LEAD,
            number=F("card__number"),
            kind=Kind.RESCHEDULE,
            response__because=BREAK,
            response__away=_said(*gone),
            response__was__gte=today,
        )
        return len(amend(moved.values_list("card", flat=True), _taken_back, now=now))


def _keep_only(student: Student, known: Iterable[tuple[date, date]]) -> None:
    student.breaks = [_said(*each) for each in sorted(known)]
    student.save(update_fields=["breaks"])


def _said(first: date, last: date) -> list[str]:
    return [first.isoformat(), last.isoformat()]


def _taken_back(card: Card, log: Sequence[Review], counting: Mapping[int, Event]) -> Iterator[Entry]:
    last = last_counting(log, counting)
    if last and last.number == card.number and last.response.get("because") == BREAK:
        yield Entry(kind=Kind.UNDO, answer=last, names=last.number, response={"because": BREAK})


def keep(student: Student, *, now: datetime) -> Moved:
    """Move what falls due in a break to days before or after it, and let go of breaks that are over.

    No query for who announced none, two where nothing has to be moved.
    """
    away = breaks_of(student.breaks)
    if not away:
        return Moved()
    today = study_day(student, now)
    first, last = away.each[0].first, away.each[-1].last
    held = deck.deck(student, today=today, due_from=first, due_by=last, most=AT_ONCE)
    caught = [card for card in deck.candidates(held) if card.due_day in away]
    found = _move(student, away, caught, today=today, now=now) if caught else Moved()
    if away.each[0].last < today and len(held) < AT_ONCE:
        with transaction.atomic():
            own = Student.objects.select_for_update().get(pk=student.pk)
            _keep_only(student, coming(own, today=today))
    return found


def _waiting(student: Student, away: Breaks, *, today: int) -> Counter[int]:
    """How many cards wait on each day from today on, outside of breaks; what is overdue waits today."""
    last = away.each[-1].last + breaks.FURTHEST
    every = Room(first=AS_NEW + 1, last=last, drawn=today, counted=True)
    found: Counter[int] = Counter()
    for day, cards in spreading.waiting(student, [every]).items():
        if day not in away:
            found[max(day, today)] += cards
    return found


def _move(student: Student, away: Breaks, caught: Sequence[Candidate], *, today: int, now: datetime) -> Moved:
    load = breaks.Load(
        _waiting(student, away, today=today),
        limit=student.reviews_a_day,
        shares=spreading.shares_of(student),
    )
    days = breaks.plan(caught, breaks=away, today=today, load=load, parameters=parameters_of(student))
    before = after = 0
    with transaction.atomic():
        for each in away.each:
            inside = {card.id: days[card.id] for card in caught if card.due_day in each}
            said = _said(date.fromordinal(each.first), date.fromordinal(each.last))
            made = amend(inside, moves(inside, because=BREAK, still=each.__contains__, away=said), now=now)
            sooner = sum(found.event.response["due_day"] < each.first for found in made)
            before, after = before + sooner, after + len(made) - sooner
    return Moved(before=before, after=after)
