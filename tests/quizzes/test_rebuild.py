"""Card state equals the fold of its reviews, and the command that says so."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from quizzes import study
from quizzes.models import Card, Review
from quizzes.study import folding, logs, rebuilding

from .small_bank import NOON, answer_asked, answer_next, furnish, student

pytestmark = pytest.mark.django_db


def rebuild(*arguments: str) -> str:
    out = StringIO()
    call_command("rebuild_states", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def studied() -> list[Card]:
    """Three cards with a log of right, wrong, guessed and undone answers."""
    furnish(3)
    pupil = student(zone="America/New_York")
    now = NOON
    for turn in range(24):
        asked = study.next_question(pupil, now=now)
        if isinstance(asked, study.Nothing):
            now += timedelta(hours=5)
            continue
        outcome = answer_asked(pupil, asked, now=now, right=turn % 3 != 1, guessed=turn % 5 == 0)
        assert isinstance(outcome, study.Answered)
        if turn % 4 == 3:
            study.undo(pupil, review=outcome.review, now=now)
        now += timedelta(minutes=11)
    assert set(Review.objects.values_list("kind", flat=True)) >= {"learn", "undo"}
    return list(Card.objects.order_by("pk"))


def test_check_finds_nothing_after_study(studied: list[Card]) -> None:
    assert rebuild("--check") == "0 cards differ.\n"


@pytest.mark.parametrize(
    "damage",
    [
        {"due_day": 1},
        {"due_at": NOON},
        {"number": 99},
        {"phase": "other"},
        {"last_day": 5},
        {"first_day": 5},
        {"state": {}},
    ],
    ids=lambda damage: next(iter(damage)),
)
def test_check_names_the_card_that_differs_and_writes_nothing(studied: list[Card], damage: dict) -> None:
    Card.objects.filter(pk=studied[1].pk).update(**damage)
    out = StringIO()
    with pytest.raises(CommandError, match="1 cards differ"):
        call_command("rebuild_states", "--check", stdout=out)
    assert out.getvalue() == f"Card {studied[1].pk} differs from its reviews.\n"
    with pytest.raises(CommandError):
        rebuild("--check")


def test_check_sees_the_last_digit_of_a_state(studied: list[Card]) -> None:
    card = studied[1]
    Card.objects.filter(pk=card.pk).update(
        state={**card.state, "stability": math.nextafter(card.state["stability"], 9)}
    )
    with pytest.raises(CommandError, match="1 cards differ"):
        rebuild("--check")


def test_rebuild_brings_back_every_column(studied: list[Card]) -> None:
    before = list(Card.objects.order_by("pk").values())
    Card.objects.update(state={}, phase="new", due_at=None, due_day=None, last_day=None, first_day=None)
    assert "3 cards were set." in rebuild()
    assert list(Card.objects.order_by("pk").values()) == before


def test_rebuild_leaves_a_card_alone_that_was_answered_meanwhile(studied: list[Card]) -> None:
    card = studied[0]
    Card.objects.filter(pk=card.pk).update(number=card.number + 1)
    card.state = {}
    assert study.rebuild(card) is False
    assert Card.objects.get(pk=card.pk).state != {}


def test_state_is_cut_to_what_the_log_can_hold() -> None:
    """Instants are kept in whole milliseconds, so the log and the card agree on every database."""
    furnish(1)
    pupil = student()
    answer_next(pupil, now=NOON + timedelta(microseconds=1999))
    assert Review.objects.get().at == NOON + timedelta(milliseconds=1)
    assert rebuild("--check") == "0 cards differ.\n"


# The walk through all of it


def test_rebuild_sets_in_parts(studied: list[Card], monkeypatch) -> None:
    monkeypatch.setattr(rebuilding, "AT_A_TIME", 2)
    before = list(Card.objects.order_by("pk").values())
    Card.objects.update(state={}, phase="new", due_at=None, due_day=None, last_day=None, lapses=9)
    assert "3 cards were set." in rebuild()
    assert list(Card.objects.order_by("pk").values()) == before


@pytest.mark.parametrize("told", [{"due_day": 5}, {"stops_leech": True}, {"on": False}], ids=str)
def test_walk_reads_the_same_events_as_a_card_by_itself(studied: list[Card], told: dict) -> None:
    """But for what they hold for the record only."""
    Review.objects.filter(pk=Review.objects.latest("pk").pk).update(response=told)
    for card in studied:
        seed = folding.card_seed(fact=card.fact_id, facet=card.facet)
        walked = [logs.event(row, seed) for row in logs.rows([card.pk])]
        kept = [replace(event, recall=None, parameters_id="") for event in folding.events_of(card)]
        assert walked == kept


@pytest.mark.parametrize("cards", [1, 3])
def test_check_reads_nothing_for_each_card(
    studied: list[Card], cards: int, django_assert_num_queries
) -> None:
    Card.objects.filter(pk__in=[card.pk for card in studied[cards:]]).delete()
    with django_assert_num_queries(2):
        assert rebuild("--check") == "0 cards differ.\n"
