"""Logs folded side by side, by numpy, tell the same cards apart as logs folded one by one."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db.models import F

from quizzes.memory import mornings as room
from quizzes.memory.events import PLAIN
from quizzes.models import Card, Review
from quizzes.study import folding, logs, rebuilding
from tests.bench import school

from .small_bank import NOON

pytest.importorskip("numpy")
pytestmark = pytest.mark.django_db
REVIEWS = 1_200

Change = Callable[[Any], dict[str, Any]]


def state_with(**changes: Any) -> Change:
    return lambda card: {"state": {**card.state, **changes}}


def state_without(name: str) -> Change:
    return lambda card: {"state": {key: value for key, value in card.state.items() if key != name}}


def last_bit(name: str) -> Change:
    return lambda card: {"state": {**card.state, name: math.nextafter(card.state[name], 1e9)}}


TAMPERED: dict[str, Change] = {
    "number": lambda card: {"number": card.number + 1},
    "phase": lambda card: {"phase": "other"},
    "due_at": lambda card: {"due_at": (card.due_at or NOON) + timedelta(milliseconds=1)},
    "due_day": lambda card: {"due_day": (card.due_day or 0) + 1},
    "last_day": lambda card: {"last_day": card.last_day - 1},
    "first_day": lambda card: {"first_day": card.first_day - 1},
    "no first_day": lambda card: {"first_day": None},
    "stability": lambda card: {"stability": math.nextafter(card.stability, 0)},
    "lapses": lambda card: {"lapses": card.lapses + 1},
    "suspended": lambda card: {"suspended": not card.suspended},
    "buried_day": lambda card: {"buried_day": (card.buried_day or 738_000) + 1},
    "state": lambda card: {"state": {}},
    "stability of the state": last_bit("stability"),
    "difficulty of the state": last_bit("difficulty"),
    "one as a float": lambda card: {"state": {**card.state, "reps": float(card.state["reps"])}},
    "one as a boolean": lambda card: {"state": {**card.state, "step": bool(card.state["step"])}},
    "last_at of the state": state_with(last_at="2026-11-22T12:00:00.001+00:00"),
    "today of the state": state_with(today=None),
    "something missing": state_without("buried_day"),
    "something more": state_with(more=1),
}
WEIGHTS = [0.2, 1.2, 2.4, 8, 6.4, 0.8, 3, 0.001, 1.9, 0.17, 0.8, 1.5, 0.06, 0.26, 1.6, 0.6, 1.9, 0.5]
RECKONED: dict[str, Change] = {
    "other weights": lambda card: {"weights": [*WEIGHTS, 0.09, 0.07, 0.15]},
    "another recall": lambda card: {"retention": 0.71},
}


@pytest.fixture
def furnished(monkeypatch: pytest.MonkeyPatch) -> list[Card]:
    """A small school of which nearly every card goes through the columns, in several parts."""
    monkeypatch.setattr(room, "SIDE_BY_SIDE", 0)
    monkeypatch.setattr(rebuilding, "TOGETHER", 300)
    monkeypatch.setattr(school, "CARDS_EACH", 8)
    school.furnish(REVIEWS)
    return list(Card.objects.order_by("pk"))


def told_apart(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The cards that differ, the same either way."""
    side_by_side = list(rebuilding.differing())
    with monkeypatch.context() as patch:
        patch.setattr(logs, "in_columns", lambda: False)
        one_by_one = list(rebuilding.differing())
    assert side_by_side == one_by_one
    return side_by_side


def fresh_of(card: Card) -> dict[str, Any]:
    return folding.folded(folding.events_of(card), **folding.reckoning_of(card))


def test_school_is_what_its_logs_say(furnished: list[Card], monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = set(Review.objects.values_list("kind", flat=True))
    assert kinds >= {"undo", "void", "regrade", "reset", "suspend", "bury", "reschedule", "cram", "aside"}
    assert len({tuple(card.weights) for card in furnished}) > 2
    assert len({card.retention for card in furnished}) > 2
    assert told_apart(monkeypatch) == []


def test_most_cards_go_through_columns(furnished: list[Card]) -> None:
    rows = {card.pk: [] for card in furnished}
    for row in logs.rows():
        rows[row[0]].append(row)
    begun = logs._mornings([(card, rows[card.pk]) for card in furnished])
    assert len([each for each in begun if each is not None]) > 0.9 * len(furnished)
    assert any(each and each.state.reps > 5 for each in begun)


@pytest.mark.parametrize("way", ["columns", "one by one"])
def test_each_tampering_is_found(furnished: list[Card], way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each on its own card, and once more on others, that were answered on more than one day."""
    if way == "one by one":
        monkeypatch.setattr(logs, "in_columns", lambda: False)
    able = [card for card in furnished if card.first_day and card.last_day and card.last_day > card.first_day]
    tampered = {}
    for place, (name, change) in enumerate({**TAMPERED, **RECKONED}.items()):
        for card in able[place :: len(TAMPERED) + len(RECKONED)]:
            Card.objects.filter(pk=card.pk).update(**change(card))
            tampered[card.pk] = name
    expected = {pk: name for pk, name in tampered.items() if name not in RECKONED}
    found = list(rebuilding.differing())
    assert {pk: tampered.get(pk) for pk in found if tampered.get(pk) not in RECKONED} == expected
    assert {tampered[pk] for pk in found} >= set(RECKONED)


ROWS: dict[str, dict[str, Any]] = {
    "verdict": {"right": False, "grade": None},
    "day": {"study_day": F("study_day") + 1},
    "day long ago": {"study_day": -5},
    "luck": {"guess": 0.9},
    "slip": {"slip": 0.5},
    "guessed": {"guessed": True, "grade": None},
    "practice": {"kind": "cram"},
    "aside": {"kind": "aside"},
    "answer": {"kind": "review", "right": True, "undoes": None, "grade": None},
    "leech": {"response": {"stops_leech": True}, "right": False, "grade": None},
    "begun anew": {"kind": "reset"},
    "set aside": {"kind": "suspend"},
    "taken back": {"kind": "undo", "undoes": 1},
    "voided": {"kind": "void", "undoes": 2},
    "regraded": {"kind": "regrade", "undoes": 1, "right": False, "grade": None},
    "moment": {"at": NOON},
}


@pytest.mark.parametrize("change", ROWS.values(), ids=ROWS)
def test_tampered_logs_are_told_apart_alike(
    furnished: list[Card], change: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = Review.objects.filter(number__gt=3, kind__in=PLAIN).order_by("pk")
    some = list(answers.values_list("pk", flat=True))[::4]
    Review.objects.filter(pk__in=some).update(**change)
    found = told_apart(monkeypatch)
    for card in furnished:
        assert folding.differs(card, fresh_of(card)) is (card.pk in found)
    assert found


def test_another_chosen_day_is_told_apart_alike(
    furnished: list[Card], monkeypatch: pytest.MonkeyPatch
) -> None:
    for card in furnished:
        last = card.reviews.order_by("number").last()
        if last and last.kind in PLAIN and card.due_day:
            Review.objects.filter(pk=last.pk).update(response={"due_day": card.due_day + 1})
    found = told_apart(monkeypatch)
    assert found == [card.pk for card in furnished if folding.differs(card, fresh_of(card))]
    assert found


REFUSED: dict[str, dict[str, Any]] = {
    "no verdict": {"kind": "review", "right": None},
    "luck beyond all": {"kind": "review", "guess": 1.5, "guessed": False, "grade": None, "right": True},
    "grade against the verdict": {"kind": "cram", "right": False, "grade": 3},
    "graded guess": {"right": True, "grade": 3, "guessed": True},
    "number": {"number": 0},
    "unknown kind": {"kind": "nonsense"},
    "parts of a millisecond": {"at": NOON + timedelta(microseconds=1)},
    "target that is not there": {"kind": "undo", "undoes": 999},
    "target to come": {"kind": "void", "undoes": 2},
    "move without a day": {"kind": "reschedule", "response": {}},
}


@pytest.mark.parametrize("change", REFUSED.values(), ids=REFUSED)
def test_logs_that_cannot_be_are_refused_alike(
    furnished: list[Card], change: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged = furnished[len(furnished) // 2]
    Card.objects.filter(pk=furnished[0].pk).update(lapses=77)
    first = Review.objects.filter(card=damaged).order_by("number").first()
    Review.objects.filter(pk=first.pk).update(**change)
    told = []
    for columns in (True, False):
        monkeypatch.setattr(logs, "in_columns", lambda columns=columns: columns)
        walk = rebuilding.differing()
        found = [next(walk)]
        with pytest.raises((ValueError, KeyError)) as raised:
            found += walk
        told.append((found, raised.type, str(raised.value)))
    assert told[0] == told[1]
    assert told[0][0] == [furnished[0].pk]


def test_weights_that_cannot_be_are_refused_alike(
    furnished: list[Card], monkeypatch: pytest.MonkeyPatch
) -> None:
    Card.objects.filter(pk=furnished[9].pk).update(weights=[1, 2])
    for columns in (True, False):
        monkeypatch.setattr(logs, "in_columns", lambda columns=columns: columns)
        with pytest.raises(ValueError, match="21 finite weights"):
            list(rebuilding.differing())


def test_weights_that_lead_nowhere_are_left_to_the_fold(
    furnished: list[Card], monkeypatch: pytest.MonkeyPatch
) -> None:
    Card.objects.filter(pk=furnished[9].pk).update(
        weights=[*WEIGHTS[:8], 900.0, *WEIGHTS[9:], 0.09, 0.07, 0.15]
    )
    raised = []
    for columns in (True, False):
        monkeypatch.setattr(logs, "in_columns", lambda columns=columns: columns)
        with pytest.raises(OverflowError) as found:
            list(rebuilding.differing())
        raised.append(str(found.value))
    assert raised[0] == raised[1]


def test_card_that_was_set_aside_as_a_leech_stays_so(
    furnished: list[Card], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two answers, then a lapse and an answer in turn, on days apart; from the eighth lapse on it rests."""
    card = furnished[3]
    Review.objects.filter(card=card).delete()
    Review.objects.bulk_create(
        Review(
            card=card,
            number=number,
            token=f"leech-{number}",
            kind="review",
            at=NOON,
            study_day=739_000 + 3 * number,
            zone="UTC",
            fact_version=1,
            right=number < 3 or number % 2 == 0,
            response={"stops_leech": True},
        )
        for number in range(1, 30)
    )
    Card.objects.filter(pk=card.pk).update(**fresh_of(card))
    card.refresh_from_db()
    assert card.suspended
    assert card.lapses == 14
    assert told_apart(monkeypatch) == []
    Card.objects.filter(pk=card.pk).update(
        suspended=False, state={**card.state, "suspended": False}, due_at=card.state["due_at"]
    )
    assert told_apart(monkeypatch) == [card.pk], "Columns know of no leech, and must not be asked."


def test_cards_without_logs_and_logs_that_go_on_are_walked_through(
    furnished: list[Card], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuilding, "TOGETHER", 7)
    Review.objects.filter(card__in=[furnished[0], furnished[7], furnished[-1]]).delete()
    assert told_apart(monkeypatch) == [furnished[0].pk, furnished[7].pk, furnished[-1].pk]


def test_set_states_are_those_of_the_logs(furnished: list[Card], monkeypatch: pytest.MonkeyPatch) -> None:
    before = list(Card.objects.order_by("pk").values())
    Card.objects.update(state={}, phase="new", due_at=None, due_day=None, last_day=None, lapses=9)
    call_command("rebuild_states", stdout=StringIO())
    assert list(Card.objects.order_by("pk").values()) == before
    assert told_apart(monkeypatch) == []
