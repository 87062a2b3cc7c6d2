"""An answer and the next question cost the same however long the log of a card and however large the deck."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from quizzes import study
from quizzes.memory.events import Kind
from quizzes.memory.fsrs6 import Grade
from quizzes.models import BankQuestion, Card, Review, Student
from quizzes.study import folding, queries

from .small_bank import NOON, answer_asked, chosen, furnish, option_of, review_cards, student

pytestmark = pytest.mark.django_db


def log(card: Card, entries: int) -> None:
    """So long a log: one easy answer, practice, and a move of the card's own to a day that has come."""
    today = folding.study_day(card.student, NOON)
    kinds = [Kind.LEARN, *[Kind.CRAM] * (entries - 2), Kind.RESCHEDULE]
    Review.objects.bulk_create(
        Review(
            card=card,
            number=number,
            token=f"{card.pk}-{number}",
            kind=kind.value,
            at=NOON - timedelta(days=9) + timedelta(seconds=number),
            study_day=today - 9,
            zone="UTC",
            fact_version=1,
            right=None if kind is Kind.RESCHEDULE else True,
            grade=Grade.EASY if kind is Kind.LEARN else None,
            response={"due_day": today - 1} if kind is Kind.RESCHEDULE else {},
        )
        for number, kind in enumerate(kinds, start=1)
    )
    Card.objects.filter(pk=card.pk).update(**folding.folded(folding.events_of(card), retention=0.9))


def pupil_with(entries: int) -> tuple[Student, Card]:
    """A student with one card that is due, and its log."""
    row = BankQuestion.objects.earliest("pk")
    pupil = student(f"{Student.objects.count()} of {entries}", new_a_day=0)
    card = Card.objects.create(student=pupil, fact_id=row.fact_id, facet=row.facet)
    log(card, entries)
    return pupil, card


def steps(work: Callable[[], Any]) -> tuple[Any, int]:
    """What came of it, and how far SQLite's machine went for it, in tens of steps."""
    if connection.vendor != "sqlite":
        pytest.skip("Only SQLite counts the steps of its machine.")
    count = 0

    def step() -> None:
        nonlocal count
        count += 1

    connection.connection.set_progress_handler(step, 10)
    try:
        found = work()
    finally:
        connection.connection.set_progress_handler(None, 0)
    return found, count


def test_answer_to_a_card_reads_none_of_its_log() -> None:
    furnish(3)
    told = []
    for entries in (3, 3, 1_500):  # the first time warms
        pupil, card = pupil_with(entries)
        asked, drawn = steps(lambda of=pupil: study.next_question(of, now=NOON))
        assert isinstance(asked, study.Asked)
        _, answered = steps(lambda of=pupil, what=asked: answer_asked(of, what, now=NOON))
        told.append((drawn, answered))
        card.refresh_from_db()
        assert card.number == entries + 1
        assert not folding.differs(card, folding.folded(folding.events_of(card), retention=0.9))
    (_, short, long) = told
    assert long[0] <= short[0] + 5, told
    assert long[1] <= short[1] + 5, told


@pytest.mark.parametrize("entries", [3, 300])
def test_queries_of_an_answer_and_of_the_next_question(entries: int, django_assert_num_queries) -> None:
    furnish(3)
    pupil, _ = pupil_with(entries)
    with django_assert_num_queries(2):
        asked = study.next_question(pupil, now=NOON)
    assert isinstance(asked, study.Asked)
    given = chosen(option_of(asked, student=pupil.pk))
    with django_assert_num_queries(7):  # two of them are those of the transaction
        study.answer(pupil, token=asked.token, given=given, guessed=False, now=NOON)


def test_next_question_weighs_no_more_cards_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "WEIGHED", 10)
    monkeypatch.setattr(queries, "SHORTLIST", 4)
    rows = furnish(90)
    told = []
    for cards in (30, 30, 90):
        pupil = student(f"with {cards} of {len(told)}", reviews_a_day=20)
        review_cards(pupil, rows[:cards])
        queries.look.cache_clear()
        study.next_question(pupil, now=NOON)
        _, drawn = steps(lambda of=pupil: study.next_question(of, now=NOON))
        told.append(drawn)
    queries.look.cache_clear()
    assert told[2] <= told[1] + 5, told
