"""A corrected fact: whoever learned the value that is wrong by now is told, and asked again soon.

What she learned is what her last answer that counts was held against; the log keeps it. So nothing is marked
when a fact changes: cards are looked for whose log says otherwise than the question does now. An answer that
has only become more exact was not wrong, and other words for the same person or place are no change at all.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Subquery

from history.dates import DateError, parse
from quizzes.memory.events import ANSWERS, Event, Kind
from quizzes.models import Amendment, BankQuestion, Card, Review
from quizzes.questions import Mode
from quizzes.study.amending import CORRECTED, Entry, amend, last_counting

AT_A_TIME = 200
Values = list[dict[str, Any]]


def mark(facts: Collection[int], *, now: datetime) -> int:
    """Mark the cards of all who learned something else of these facts than is right now; how many there were.

    A card is marked once for each such change. Where nothing differs, nothing is written or held.
    """
    questions = {
        (row.fact_id, row.facet): row
        for row in BankQuestion.objects.live().filter(fact__in=facts).defer("pool", "evidence")
    }
    wanted = sorted(_learned_before(facts, questions))
    parts = [wanted[start : start + AT_A_TIME] for start in range(0, len(wanted), AT_A_TIME)]
    return sum(_mark(cards, questions, now=now) for cards in parts)


def catch_up(*, now: datetime) -> int:
    """Mark whatever was not: after a wide change, or where the machine stopped between the two."""
    newer = BankQuestion.objects.live().filter(fact_version__gt=1).order_by("fact")
    facts = list(newer.values_list("fact", flat=True).distinct())
    return sum(mark(facts[start : start + AT_A_TIME], now=now) for start in range(0, len(facts), AT_A_TIME))


def _learned_before(facts: Collection[int], questions: dict[tuple[int, str], BankQuestion]) -> Iterator[int]:
    """Cards, by row number, whose last answer was held against another key than the question has now.

    Reads one row a card and holds none: most changes of a fact change no key.
    """
    last = (
        Review.objects.filter(card=OuterRef("pk"), kind__in=ANSWERS)
        .standing()
        .order_by("-number")
        .values("verdict__key")
    )
    cards = Card.objects.filter(fact__in=facts, first_day__isnull=False).annotate(learned=Subquery(last[:1]))
    for card, fact, facet, learned in cards.values_list("pk", "fact", "facet", "learned").iterator():
        question = questions.get((fact, facet))
        values = json.loads(learned) if isinstance(learned, str) else learned
        if question is not None and differs(values, question):
            yield card


def _mark(cards: Collection[int], questions: dict[tuple[int, str], BankQuestion], *, now: datetime) -> int:
    """One transaction, in which each card is looked at once more."""

    def entries(card: Card, log: Sequence[Review], counting: dict[int, Event]) -> Iterator[Entry]:
        question = questions[card.fact_id, card.facet]
        last = last_counting(log, counting, kinds=ANSWERS)
        if last and differs(last.verdict.get("key"), question):
            right = _values(question)
            if not any(row.number > last.number and row.response.get("key") == right for row in log):
                yield Entry(kind=Kind.RESCHEDULE, answer=last, response={"because": CORRECTED, "key": right})

    with transaction.atomic():
        made = amend(cards, entries, now=now)
        Amendment.objects.bulk_create(
            Amendment(event=each.event, student_id=each.student, answer_id=each.answer, at=now)
            for each in made
        )
    return len(made)


def differs(learned: Values | None, question: BankQuestion) -> bool:
    """Whether somebody who was told that these values are right learned something that is wrong now.

    learned: of the options that were right, in their order. Where one of several answers is enough, the first
    is that of the fact itself; the others are of facts that the question could mean as well, and may go once
    it is worded more exactly. What a value tells only by its place in a list, as which source it was, is
    never held to differ.
    """
    if not learned or any("source" in value or "sources" in value for value in learned):
        return False
    now = _values(question)
    if question.mode not in (Mode.MULTI, Mode.ORDER):
        learned = learned[:1]
    places = [next((at for at, right in enumerate(now) if _agree(value, right)), None) for value in learned]
    if question.mode == Mode.ORDER:
        kept = [place for place in places if place is not None]
        return kept != sorted(kept)
    return None in places


def _values(question: BankQuestion) -> Values:
    return [dict(option["value"]) for option in question.key]


def _agree(learned: dict[str, Any], right: dict[str, Any]) -> bool:
    """Whether two values do not contradict each other: the same, or of two dates one within the other."""
    if learned == right or not ("date" in learned and "date" in right):
        return learned == right
    try:
        before, after = parse(learned["date"]), parse(right["date"])
    except DateError:
        return False
    return before.within(after) or after.within(before)
