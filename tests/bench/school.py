"""A school's logs of answers, as the app would have kept them: every kind of event, all that bends a fold.

Students differ in zone, wanted recall, weights of their own, days kept free and what becomes of leeches.
Cards have from one to a hundred reviews, most of them about twenty; answers are chosen, typed, graded or
guessed, and some are taken back, voided, regraded or crammed. Rows are written in the order of time, as on a
site, and are as long as they are there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from operator import itemgetter
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from quizzes.memory import answering, days
from quizzes.memory.events import ANSWERS, Event, Kind
from quizzes.memory.fold import fold, live, step
from quizzes.memory.fsrs6 import Grade
from quizzes.memory.parameters import DEFAULT_WEIGHTS, Parameters
from quizzes.memory.state import Phase, State
from quizzes.memory.strength import is_strong

START = datetime(2021, 9, 1, 9, tzinfo=UTC)
ZONES = "UTC", "Europe/Berlin", "Asia/Seoul", "America/New_York", "Australia/Lord_Howe"
CARDS_EACH = 160
OFTEN = 0.03
"""How often something else is done to a card after an answer, one of these."""
DONE = (
    *(Kind.UNDO, Kind.UNDO, Kind.UNDO, Kind.BURY, Kind.BURY, Kind.RESCHEDULE, Kind.RESCHEDULE),
    *(Kind.SUSPEND, Kind.VOID, Kind.REGRADE, Kind.RESET),
)


@dataclass(slots=True)
class Pupil:
    """A student, and how many of her cards wait on each day."""

    zone: ZoneInfo
    parameters: Parameters
    fitted: bool
    shares: tuple[float, ...]
    stops_leeches: bool
    waiting: Counter[int] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Kept:
    """One card with its log."""

    pupil: int
    fact: int
    log: list[Event]


def pupil(dice: Random) -> Pupil:
    fitted = dice.random() < 0.4
    weights = tuple(
        round(weight * (1 + dice.gauss(0, 0.08)), 6) if fitted else weight for weight in DEFAULT_WEIGHTS
    )
    retention = dice.choice([0.9, 0.9, 0.9, 0.85, 0.8, 0.95])
    return Pupil(
        zone=ZoneInfo(dice.choice(ZONES)),
        parameters=Parameters(weights=weights, desired_retention=retention),
        fitted=fitted,
        shares=(1, 1, 1, 1, 1, 0.5, 0) if dice.random() < 0.3 else (),
        stops_leeches=dice.random() < 0.5,
    )


def cards(reviews: int, dice: Random) -> Iterator[tuple[Pupil, Kept]]:
    """So many reviews, at least, a student after the other."""
    pupils = max(reviews // 20 // CARDS_EACH, 1)
    made = 0
    for number in range(pupils):
        holder = pupil(dice)
        fact = 0
        while made < reviews * (number + 1) / pupils:
            fact += 1
            log = history(holder, seed=f"{fact}:date:when", dice=dice)
            made += len(log)
            yield holder, Kept(pupil=number, fact=fact, log=log)


def history(holder: Pupil, *, seed: str, dice: Random) -> list[Event]:
    """The log of one card, of at most a hundred answers."""
    now = START + timedelta(minutes=dice.randrange(4 * 365 * 24 * 60), milliseconds=dice.randrange(1000))
    state, log = State.new(), list[Event]()
    length = min(int(dice.expovariate(1 / 21)) + 1, 100)
    skill, flashcard = dice.uniform(0.55, 0.97), dice.random() < 0.1
    if dice.random() < 0.01:
        log.append(_imported(holder, now, seed))
        state = fold(log, holder.parameters)
    while len(log) < length:
        event = _answer(holder, state, now, seed=seed, skill=skill, flashcard=flashcard, dice=dice)
        log.append(event)
        state = step(state, event, holder.parameters)
        if dice.random() < OFTEN or (state.suspended and dice.random() < 0.5):
            log.append(_done(holder, state, log, now + timedelta(minutes=1), dice))
            state = fold(log, holder.parameters)
        now = _next(holder, state, now, dice)
    return log


def _answer(
    holder: Pupil, state: State, now: datetime, *, seed: str, skill: float, flashcard: bool, dice: Random
) -> Event:
    typed = is_strong(state)
    right, guessed = dice.random() < skill, not flashcard and dice.random() < 0.04
    grade = dice.choice([Grade.HARD, Grade.GOOD, Grade.GOOD, Grade.EASY]) if right else Grade.AGAIN
    event = answering.answer(
        state,
        parameters=holder.parameters,
        now=now,
        study_day=days.study_day(now, zone=holder.zone),
        seed=seed,
        right=right,
        guessed=guessed,
        grade=grade if flashcard else None,
        chance=0 if flashcard or typed else 0.25,
        slip=0 if flashcard else holder.parameters.slip(typed=typed),
        practice=dice.random() < 0.08,
        aside=dice.random() < 0.02,
    )
    if holder.stops_leeches and event.kind in ANSWERS and not right:
        event = replace(event, stops_leech=True)
    after = step(state, event, holder.parameters)
    if where := answering.room(after, event, parameters=holder.parameters):
        event = answering.spread(event, where, waiting=holder.waiting, shares=holder.shares)
        holder.waiting[event.due_day or where.drawn] += 1
    return event


def _imported(holder: Pupil, now: datetime, seed: str) -> Event:
    today = days.study_day(now, zone=holder.zone)
    state = State(
        phase=Phase.REVIEW,
        met=True,
        stability=12.5,
        difficulty=5.5,
        due_day=today + 2,
        last_day=today - 10,
        reps=4,
    )
    return Event(number=1, kind=Kind.IMPORT, at=now, study_day=today, seed=seed, state=state)


def _done(holder: Pupil, state: State, log: list[Event], now: datetime, dice: Random) -> Event:
    """Something that a student or a teacher does to the card that was just answered."""
    kind = Kind.SUSPEND if state.suspended else dice.choice(DONE)
    today = days.study_day(now, zone=holder.zone)
    given = [event for event in live(log) if event.right is not None]
    if not given and kind in (Kind.UNDO, Kind.VOID, Kind.REGRADE):
        kind = Kind.BURY
    more: dict[str, Any] = {}
    if kind in (Kind.UNDO, Kind.VOID):
        more["target"] = given[-1].number
    elif kind is Kind.REGRADE:
        more |= {"target": given[-1].number, "right": True}
    elif kind is Kind.RESCHEDULE:
        more["due_day"] = today + dice.randrange(9)
    elif kind is Kind.SUSPEND:
        more["on"] = not state.suspended
    return Event(number=log[-1].number + 1, kind=kind, at=now, study_day=today, seed=log[0].seed, **more)


def _next(holder: Pupil, state: State, now: datetime, dice: Random) -> datetime:
    """When the card is answered again: soon after its minutes are over, or on its day, or some days late."""
    soonest = now + timedelta(seconds=dice.randrange(20, 90))
    if state.due_at is not None:
        return max(soonest, state.due_at + timedelta(seconds=dice.randrange(90), milliseconds=7))
    if state.due_day is None:
        return soonest
    late = dice.choice([0, 0, 0, 0, 1, 2, 9])
    begins = days.begins(min(state.due_day, now.toordinal() + 500) + late, zone=holder.zone)
    return max(soonest, begins + timedelta(minutes=dice.randrange(60, 1300)))


# The tables


def furnish(reviews: int) -> int:
    """Write a school of so many reviews, at least, into the tables; how many there are."""
    from django.contrib.auth.models import User
    from django.db import connection, transaction

    from history.models import Base, Fact
    from quizzes.models import Card, Review, Student
    from quizzes.study.folding import folded, noted
    from tests.bench.bench_scale import Filler, chunks

    dice = Random(20261122)  # noqa: S311  # the same school each time, nothing secret
    base = Base.objects.create(key="school", name="school")
    facts: list[Fact] = []
    students: list[Student] = []
    kept: list[dict[str, Any]] = []
    rows: list[dict[str, Any]] = []
    for holder, card in cards(reviews, dice):
        while len(students) <= card.pupil:
            user = User.objects.create(username=f"pupil-{len(students)}")
            students.append(Student.objects.create(user=user))
        while len(facts) < card.fact:
            more = [_fact(base, len(facts) + place) for place in range(200)]
            facts += Fact.objects.bulk_create(more)
        fact = facts[card.fact - 1].pk
        log = [replace(event, seed=f"{fact}:date:when") for event in card.log]
        wanted = holder.parameters
        fresh = folded(
            log, retention=wanted.desired_retention, weights=wanted.weights if holder.fitted else ()
        )
        pk = len(kept) + 1
        kept.append({"id": pk, "student_id": students[card.pupil].pk, "fact_id": fact, **fresh})
        for event in log:
            rows.append(_row(pk, event, noted(event), dice))
    # a card is made with its first review; rows stand in the order of time
    rows.sort(key=itemgetter("at"))
    with transaction.atomic():
        cards_, reviews_ = Filler(Card, facet="date:when"), Filler(Review, fact_version=1, zone="UTC")
        for model, filler, made in ((Card, cards_, kept), (Review, reviews_, rows)):
            fields = {each.attname: each for each in model._meta.concrete_fields}
            for some in chunks(made):
                filler.write(
                    [
                        {
                            name: value
                            if isinstance(value, _Text)
                            else fields[name].get_db_prep_save(value, connection)
                            for name, value in row.items()
                        }
                        for row in some
                    ]
                )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return len(rows)


class _Text(str):
    """JSON that is written already."""

    __slots__ = ()


def _fact(base: Any, number: int) -> Any:
    from history.models import Fact

    return Fact(
        base=base,
        key=f"fact-{number}",
        kind="event",
        type="visit",
        statement=f"Event {number} happened.",
        publication="published",
        earliest=700_000 + number,
        latest=700_000 + number,
    )


def _row(card: int, event: Event, told: dict[str, Any], dice: Random) -> dict[str, Any]:
    given = event.right is not None and event.kind is not Kind.REGRADE
    response = {"choice": 1, "text": "Agreement on Trade and Navigation", "value": {"fact": 67}}
    state = {"state": event.state.to_dict()} if event.state else {}
    return {
        "card_id": card,
        "number": event.number,
        "token": f"{dice.getrandbits(128):032x}",
        "kind": event.kind.value,
        "at": event.at,
        "study_day": event.study_day,
        "shown": _page(500) if given else _page(0),
        "response": {**(response if given else {}), **told, **state},
        "verdict": _page(2600) if given else _page(0),
        "right": event.right,
        "guessed": event.guessed,
        "grade": event.grade and event.grade.value,
        "guess": event.chance,
        "slip": event.slip,
        "predicted": event.recall,
        "parameters": event.parameters_id,
        "undoes": event.target,
    }


@lru_cache
def _page(characters: int) -> _Text:
    """As many characters of JSON as a question as shown has, or a verdict with its evidence."""
    return _Text('{"text": "' + "x" * characters + '"}')
