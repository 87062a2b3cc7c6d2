"""Add what others did to the logs of many cards: a verdict regraded, an answer voided, a day moved.

Events like any other, so that the log keeps what was before. Cards are held in one order and some at a time,
each is folded anew, and a form that its student had open meanwhile still counts (`only_amended`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q

from quizzes.memory import days
from quizzes.memory.events import Event, Kind
from quizzes.memory.fold import live
from quizzes.memory.parameters import MODEL
from quizzes.models import Card, Review

from .folding import COLUMNS, card_seed, event_of, folded, parameters_of, reckoning_of, study_day

AT_A_TIME = 200
CORRECTED = "corrected"
"""What the entry of a corrected fact has as its `because`."""
EXAM = "exam"
"""What that of a card has which is asked ahead of its day, so that it is known at an exam."""
FIT = "fit"
"""What that of a card has which would wait today with many others, since the memory model was fitted."""
BREAK = "break"
"""What that of a card has which is asked before or after days on which its student is away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is to be added to a log.

    answer: the row that it is about; names: whether it names that row as what it rewrites; right: of a
    regrade; response: what the log says of it; due_day: of a card that is moved, today where it is None.
    """

    kind: Kind
    answer: Review
    names: int | None = None
    right: bool | None = None
    response: dict[str, Any] = field(default_factory=dict)
    due_day: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """An answer, by row number, and the entry in the log that was made about it."""

    answer: int
    student: int
    event: Review


Entries = Callable[[Card, Sequence[Review], dict[int, Event]], Iterable[Entry]]
"""What to add to a card's log, given its rows and, by number, the events of it that count."""


def cards_of(answers: Collection[int]) -> dict[int, set[int]]:
    """These answers, by row number, by card."""
    known = sorted(answers)
    found: dict[int, set[int]] = defaultdict(set)
    for start in range(0, len(known), AT_A_TIME):
        some = Review.objects.filter(pk__in=known[start : start + AT_A_TIME])
        for pk, card in some.values_list("pk", "card"):
            found[card].add(pk)
    return found


def last_counting(
    log: Sequence[Review], counting: Mapping[int, Event], *, kinds: Collection[str] = frozenset(Kind)
) -> Review | None:
    """The last row of a log that counts and is of these kinds."""
    return next((row for row in reversed(log) if row.number in counting and row.kind in kinds), None)


def moves(days: Mapping[int, int], *, because: str, still: Callable[[int], bool], **said: Any) -> Entries:
    """Entries that move cards, by row number, to study days, and say why.

    still: whether the day for which a card waits is one from which it is to be moved, as it was when that was
    decided; said: what the log says beside the reason. `was` is the day from which it was moved.
    """

    def entries(card: Card, log: Sequence[Review], counting: dict[int, Event]) -> Iterator[Entry]:
        last, was = last_counting(log, counting), card.due_day
        if last and was and was != days[card.pk] and still(was):
            response = {"because": because, **said, "was": was}
            yield Entry(kind=Kind.RESCHEDULE, answer=last, response=response, due_day=days[card.pk])

    return entries


def amend(cards: Iterable[int], entries: Entries, *, now: datetime) -> list[Amended]:
    """Add the entries to the logs of these cards, by row number, and refold those that got one.

    Must be called inside a transaction: a card is held from when its log is read until the end.
    """
    known = sorted(set(cards))  # in one order, so that two who amend do not wait for each other
    done: list[Amended] = []
    for start in range(0, len(known), AT_A_TIME):
        done += _amend(known[start : start + AT_A_TIME], entries, now=now)
    return done


def _amend(cards: list[int], entries: Entries, *, now: datetime) -> list[Amended]:
    held = Card.objects.select_for_update(of=("self",)).select_related("student").filter(pk__in=cards)
    known = list(held.order_by("pk"))
    logs = _logs(cards)  # read only now that nobody else can add to them
    found: list[Amended] = []
    changed: list[Card] = []
    for card in known:
        added = list(_added(card, logs[card.pk], entries, now=now))
        if added:
            found += added
            changed.append(card)
    Review.objects.bulk_create([each.event for each in found])
    if changed:
        Card.objects.bulk_update(changed, COLUMNS)
    return found


def _logs(cards: Iterable[int]) -> dict[int, list[Review]]:
    logs: dict[int, list[Review]] = defaultdict(list)
    for review in Review.objects.filter(card__in=cards).order_by("card", "number"):
        logs[review.card_id].append(review)
    return logs


def _added(card: Card, log: list[Review], entries: Entries, *, now: datetime) -> Iterator[Amended]:
    """The new entries of a card's log; the card's columns become what the longer log leads to."""
    seed = card_seed(fact=card.fact_id, facet=card.facet)
    events = [event_of(review, seed=seed) for review in log]
    counting = {event.number: event for event in live(events)}
    today = study_day(card.student, now)
    wanted = list(entries(card, log, counting))
    for entry in wanted:
        event = Event(
            number=events[-1].number + 1,
            kind=entry.kind,
            at=days.to_millisecond(now),
            study_day=today,
            seed=seed,
            right=entry.right,
            parameters_id=parameters_of(card).id,
            target=entry.names,
            due_day=(entry.due_day or today) if entry.kind is Kind.RESCHEDULE else None,
        )
        events.append(event)
        row = _row(card, entry, event)
        yield Amended(answer=entry.answer.pk, student=card.student_id, event=row)
    if wanted:
        for name, value in folded(events, **reckoning_of(card)).items():
            setattr(card, name, value)


def _row(card: Card, entry: Entry, event: Event) -> Review:
    moved = {} if event.due_day is None else {"due_day": event.due_day}
    return Review(
        card=card,
        question_id=entry.answer.question_id,
        number=event.number,
        token=f"{event.kind}-{entry.answer.pk}-{event.number}",
        kind=event.kind,
        at=event.at,
        study_day=event.study_day,
        zone=card.student.zone,
        fact_version=entry.answer.fact_version,
        response={**entry.response, **moved},
        right=entry.right,
        model=MODEL,
        parameters=event.parameters_id,
        undoes=entry.names,
    )


def only_amended(card: Card, *, since: int) -> bool:
    """Whether all that happened to a card from this number on was done by others: nothing by its student.

    A form that was dealt before is then still the one to answer: nobody's work is lost to a teacher's deed.
    """
    if card.number < since:
        return False
    return not Review.objects.filter(card=card, number__gte=since).exclude(BY_OTHERS).exists()


BY_OTHERS = Q(kind__in=(Kind.REGRADE.value, Kind.VOID.value)) | Q(
    kind__in=(Kind.RESCHEDULE.value, Kind.UNDO.value), response__has_key="because"
)
"""Entries that are never a student's own: whoever moves her own card, or takes that back, gives no reason.
Fit to be negated, as a comparison with what may be missing would not be."""


def by_others(review: Review) -> bool:
    """The same of one row."""
    moved = review.kind in (Kind.RESCHEDULE, Kind.UNDO) and "because" in review.response
    return moved or review.kind in (Kind.REGRADE, Kind.VOID)
