"""A student who travels, and a clock that goes back: what is written is the fold of the log everywhere."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.utils import translation

from quizzes import study
from quizzes.models import Card, Review, Student
from quizzes.study import folding

from .small_bank import NOON, answer_asked, furnish, student, study_once

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def check_states() -> None:
    call_command("rebuild_states", "--check", stdout=StringIO())


def move(pupil: Student, zone: str) -> Student:
    Student.objects.filter(pk=pupil.pk).update(zone=zone)
    pupil.refresh_from_db()
    return pupil


def answer_card(pupil: Student, card: Card, now: datetime, *, right: bool = True) -> Card:
    asked = study.question_of_card(pupil, card=card.pk, now=now)
    assert asked is not None
    assert isinstance(answer_asked(pupil, asked, now=now, right=right), study.Answered)
    card.refresh_from_db()
    return card


def learnt(pupil: Student, now: datetime = NOON) -> Card:
    row = furnish(1)[0]
    card = study_once(pupil, row, now=now)
    return answer_card(pupil, card, now + timedelta(minutes=11))


def test_schedule_travels_along() -> None:
    """Days stay days: due on the same date, by whatever clock."""
    pupil = student(zone="Asia/Seoul")
    card = learnt(pupil)
    due = card.due_day
    assert due is not None
    for zone in ("America/Los_Angeles", "Pacific/Apia", "Europe/Berlin"):
        move(pupil, zone)
        card.refresh_from_db()
        assert card.due_day == due
        eve = datetime.fromordinal(due).replace(hour=3, minute=59, tzinfo=ZoneInfo(zone))
        assert not Card.objects.due(now=eve, study_day=folding.study_day(pupil, eve)).exists()
        morning = eve + timedelta(minutes=2)
        assert Card.objects.due(now=morning, study_day=folding.study_day(pupil, morning)).exists()
    check_states()


def test_flight_westwards_repeats_a_day_and_loses_nothing() -> None:
    pupil = student(zone="Pacific/Kiritimati")
    card = learnt(pupil)
    before = dict(card.state)
    now = NOON + timedelta(minutes=40)
    move(pupil, "Pacific/Pago_Pago")
    assert folding.study_day(pupil, now) == before["last_day"] - 1
    Card.objects.filter(pk=card.pk).update(due_day=1, state={**before, "due_day": 1})
    card = answer_card(pupil, card, now)
    assert card.state["stability"] >= before["stability"]
    assert card.last_day == before["last_day"]
    assert card.due_day is not None
    assert card.due_day > folding.study_day(pupil, now)


def test_clock_that_goes_back_by_days() -> None:
    pupil = student()
    card = learnt(pupil)
    for back in (timedelta(hours=2), 3 * DAY, 400 * DAY):
        before = dict(card.state)
        card = answer_card(pupil, card, NOON - back, right=False)
        assert card.number == before["number"] + 1
        assert card.last_day == before["last_day"]
    assert Review.objects.order_by("pk").last().milliseconds == 0  # type: ignore[union-attr]
    check_states()


def test_state_stands_whatever_the_zone_and_language_of_the_process(
    monkeypatch: pytest.MonkeyPatch, settings
) -> None:
    pupil = student(zone="America/New_York")
    card = learnt(pupil)
    for day in (3, 9, 30, 99):
        answer_card(pupil, card, NOON + day * DAY, right=day != 30)
    before = Card.objects.values().get(pk=card.pk)
    for zone, language in (("Asia/Kathmandu", "ko"), ("America/St_Johns", "ru"), ("Pacific/Apia", "en")):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        settings.TIME_ZONE = zone
        with translation.override(language):
            check_states()
            call_command("rebuild_states", stdout=StringIO())
        assert Card.objects.values().get(pk=card.pk) == before
    monkeypatch.undo()
    time.tzset()


def test_first_answers_by_a_clock_that_goes_back() -> None:
    pupil = student()
    card = study_once(pupil, furnish(1)[0], now=NOON, right=False)
    for days in (1, 2, 300):
        card = answer_card(pupil, card, NOON - days * DAY, right=days != 2)
        check_states()
    assert (card.first_day, card.last_day) == (NOON.date().toordinal(),) * 2


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25", "2028-02-29", "2027-02-28"])
def test_rollover_comes_once_on_any_day(day: str) -> None:
    """Also where the night has 23 hours or 25, and on a leap day: a card due that day waits until 4."""
    pupil = student(zone="Europe/Berlin")
    card = learnt(pupil, now=datetime.fromisoformat(f"{day}T12:00+00:00") - 20 * DAY)
    due = datetime.fromisoformat(day)
    Card.objects.filter(pk=card.pk).update(due_day=due.toordinal(), due_at=None, phase="review")
    four = due.replace(hour=4, tzinfo=ZoneInfo("Europe/Berlin"))
    shown = [
        Card.objects.due(now=now, study_day=folding.study_day(pupil, now)).exists()
        for now in (four - timedelta(minutes=1), four, four + timedelta(hours=23))
    ]
    assert shown == [False, True, True]
