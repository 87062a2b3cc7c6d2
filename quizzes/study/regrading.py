"""Count wrong answers as right, and take that back: events like any other, so that the log keeps both."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from quizzes.memory.events import Event, Kind
from quizzes.models import Card, Review

from .amending import Amended, Entry, amend, cards_of


def count_as_right(answers: Collection[int], *, why: dict[str, Any], now: datetime) -> list[Amended]:
    """Regrade these answers, by row number, and refold their cards.

    What was taken back, or counts as right already, is left alone, so a second time does nothing. `why` goes
    into the log. Must be called inside a transaction.
    """
    of_card = cards_of(answers)

    def entries(card: Card, log: Sequence[Review], counting: dict[int, Event]) -> Iterator[Entry]:
        for answer in log:
            counts = counting.get(answer.number)
            if answer.pk in of_card[card.pk] and counts is not None and counts.right is False:
                yield Entry(kind=Kind.REGRADE, answer=answer, names=answer.number, right=True, response=why)

    return amend(of_card, entries, now=now)


def count_as_before(regrades: Collection[int], *, why: dict[str, Any], now: datetime) -> list[Amended]:
    """Take back regrades, by the row numbers of their entries in the log, and refold their cards.

    The verdicts before them count again. `why` goes into the log. Must be called inside a transaction, and
    for none twice: that would bring it back.
    """
    of_card = cards_of(regrades)

    def entries(card: Card, log: Sequence[Review], counting: dict[int, Event]) -> Iterator[Entry]:
        for row in log:
            if row.pk in of_card[card.pk] and row.kind == Kind.REGRADE:
                yield Entry(kind=Kind.VOID, answer=row, names=row.number, response=why)

    return amend(of_card, entries, now=now)
