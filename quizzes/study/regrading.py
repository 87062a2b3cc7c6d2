"""Count wrong answers as right: events like any other, so that the log keeps both verdicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from quizzes.memory import days
from quizzes.memory.events import Event, Kind
from quizzes.memory.fold import live
from quizzes.memory.parameters import MODEL
from quizzes.models import Card, Review

from .folding import card_seed, event_of, folded, parameters_for, study_day

AT_A_TIME = 200
COLUMNS = ("number", "state", "phase", "due_at", "due_day", "last_day", "first_day")
"""Of a card; the wanted recall that it was reckoned by stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Regraded:
    """An answer that counts as right from now on, by row number, and the entry in the log that says so."""

    answer: int
    student: int
    event: Review


def count_as_right(answers: Collection[int], *, why: dict[str, Any], now: datetime) -> list[Regraded]:
    """Regrade these answers, by row number, and refold their cards.

    What was taken back, or counts as right already, is left alone, so a second time does nothing. `why` goes
    into the log. Must be called inside a transaction: a card is held from when its log is read until the end.
    """
    known = sorted(answers)
    of_card: dict[int, list[int]] = defaultdict(list)
    for start in range(0, len(known), AT_A_TIME):
        some = Review.objects.filter(pk__in=known[start : start + AT_A_TIME])
        for pk, card in some.values_list("pk", "card"):
            of_card[card].append(pk)
    cards = sorted(of_card)  # in one order, so that two who regrade do not wait for each other
    done: list[Regraded] = []
    for start in range(0, len(cards), AT_A_TIME):
        some_cards = cards[start : start + AT_A_TIME]
        wanted = {pk for card in some_cards for pk in of_card[card]}
        done += _regrade(some_cards, wanted, why=why, now=now)
    return done


def _regrade(cards: list[int], wanted: set[int], *, why: dict[str, Any], now: datetime) -> list[Regraded]:
    held = Card.objects.select_for_update(of=("self",)).select_related("student").filter(pk__in=cards)
    known = list(held.order_by("pk"))
    logs = _logs(cards)  # read only now that nobody else can add to them
    found: list[Regraded] = []
    changed: list[Card] = []
    for card in known:
        added = list(_added(card, logs[card.pk], wanted, why=why, now=now))
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


def _added(
    card: Card, log: list[Review], wanted: set[int], *, why: dict[str, Any], now: datetime
) -> Iterator[Regraded]:
    """The new entries of a card's log; the card's columns become what the longer log leads to."""
    seed = card_seed(fact=card.fact_id, facet=card.facet)
    events = [event_of(review, seed=seed) for review in log]
    counting = {event.number: event for event in live(events)}
    for answer in log:
        counts = counting.get(answer.number)
        if answer.pk not in wanted or counts is None or counts.right is not False:
            continue
        event = Event(
            number=events[-1].number + 1,
            kind=Kind.REGRADE,
            at=days.to_millisecond(now),
            study_day=study_day(card.student, now),
            seed=seed,
            right=True,
            parameters_id=parameters_for(card.retention).id,
            target=answer.number,
        )
        events.append(event)
        row = _row(card, answer, event, why)
        yield Regraded(answer=answer.pk, student=card.student_id, event=row)
    for name, value in folded(events, retention=card.retention).items():
        setattr(card, name, value)


def _row(card: Card, answer: Review, event: Event, why: dict[str, Any]) -> Review:
    return Review(
        card=card,
        question_id=answer.question_id,
        number=event.number,
        token=f"regrade-{answer.pk}-{event.number}",
        kind=event.kind,
        at=event.at,
        study_day=event.study_day,
        zone=card.student.zone,
        fact_version=answer.fact_version,
        response=why,
        right=True,
        model=MODEL,
        parameters=event.parameters_id,
        undoes=answer.number,
    )


def only_regraded(card: Card, *, since: int) -> bool:
    """Whether all that happened to a card from this number on is that older answers were regraded.

    A form that was dealt before is then still the one to answer: nobody's work is lost to a teacher's deed.
    """
    later = Review.objects.filter(card=card, number__gte=since).values_list("kind", flat=True)
    return card.number >= since and set(later) == {Kind.REGRADE.value}
