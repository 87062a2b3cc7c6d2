"""Of what waits, the least likely to be known is asked first, however much has piled up."""

from __future__ import annotations

import random

import pytest

from quizzes import study
from quizzes.memory.parameters import Parameters
from quizzes.memory.state import State, retrievability
from quizzes.models import BankQuestion, Card, Student
from quizzes.study import folding, queries
from tests.quizzes.small_bank import NOON, furnish, let_wait, review_cards, student

pytestmark = pytest.mark.django_db


@pytest.fixture
def pupil() -> Student:
    furnish(30)
    return student(reviews_a_day=1_000)


def asked(of: Student) -> int:
    found = study.next_question(of, now=NOON)
    assert isinstance(found, study.Asked)
    return found.question


def test_card_that_fades_fast_comes_before_one_that_is_longer_overdue(pupil: Student) -> None:
    firm, faint = rows = list(BankQuestion.objects.order_by("pk")[:2])
    review_cards(pupil, rows)
    let_wait(pupil, firm, stability=400.0, since=420, due=-20)
    let_wait(pupil, faint, stability=2.0, since=6, due=-1)
    assert asked(pupil) == faint.pk
    let_wait(pupil, faint, stability=60.0, since=61, due=-1)
    assert asked(pupil) == firm.pk


def test_order_is_that_of_falling_recall(pupil: Student) -> None:
    """Held against the forgetting curve itself."""
    rows = list(BankQuestion.objects.order_by("pk"))
    review_cards(pupil, rows)
    dice = random.Random(7)  # noqa: S311 nothing is kept secret by them
    for row in rows:
        since = dice.randrange(1, 200)
        let_wait(pupil, row, stability=dice.uniform(0.5, 150), since=since, due=-dice.randrange(since))
    today = folding.study_day(pupil, NOON)
    recall = {
        card.pk: retrievability(State.from_dict(card.state), study_day=today, parameters=Parameters())
        for card in Card.objects.all()
    }
    found = list(Card.objects.reviews_due(today).by_risk(today).values_list("pk", flat=True))
    assert found == sorted(recall, key=lambda pk: recall[pk])


def test_card_without_a_memory_is_not_forgotten(pupil: Student) -> None:
    one, other = rows = list(BankQuestion.objects.order_by("pk")[:2])
    review_cards(pupil, rows)
    let_wait(pupil, one, stability=1.0, since=50, due=-49)
    Card.objects.filter(fact=other.fact_id).update(stability=None)
    assert asked(pupil) == other.pk


def test_what_cannot_be_asked_blocks_nothing(pupil: Student, monkeypatch: pytest.MonkeyPatch) -> None:
    """The riskiest are all withdrawn, and more of them than are looked at closely."""
    rows = list(BankQuestion.objects.order_by("pk"))
    review_cards(pupil, rows)
    for row in rows[:-1]:
        let_wait(pupil, row, stability=1.0, since=100, due=-99)
    let_wait(pupil, rows[-1], stability=500.0, since=5)
    assert len(rows) - 1 > queries.SHORTLIST
    BankQuestion.objects.exclude(pk=rows[-1].pk).update(state="stale")
    assert asked(pupil) == rows[-1].pk


def test_risk_counts_even_behind_many_that_cannot_be_asked(pupil: Student) -> None:
    rows = list(BankQuestion.objects.order_by("pk"))
    review_cards(pupil, rows)
    firm, faint = rows[-2:]
    for row in rows[:-2]:
        let_wait(pupil, row, stability=1.0, since=100, due=-99)
    let_wait(pupil, firm, stability=400.0, since=420, due=-20)
    let_wait(pupil, faint, stability=2.0, since=6, due=-1)
    assert len(rows) - 2 > queries.SHORTLIST
    BankQuestion.objects.exclude(pk__in=[firm.pk, faint.pk]).update(state="stale")
    assert asked(pupil) == faint.pk


def test_columns_hold_the_stability_of_the_state(pupil: Student) -> None:
    found = study.next_question(pupil, now=NOON)
    assert isinstance(found, study.Asked)
    study.answer(pupil, token=found.token, given=study.Given(choices=("0",)), guessed=False, now=NOON)
    card = Card.objects.get()
    assert card.stability == card.state["stability"]
