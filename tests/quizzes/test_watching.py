"""What a change does to the questions of others is noted for whoever watches."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command

from history import desk
from history.models import Fact
from quizzes import bank
from tests.factories.quizzes import NOON
from tests.factories.worlds import small_base
from tests.quizzes.bank.worlds import an_agreement

pytestmark = pytest.mark.django_db


@pytest.fixture
def twin():
    base = small_base()
    call_command("make_questions", stdout=StringIO())
    title = "Agreement on Fisheries between Ardenia and Belmark"
    return an_agreement(base, "fisheries-2", title, ("Ardenia", "Belmark"), "1961-01-09")


def test_what_is_withdrawn_and_what_comes_back_is_noted(twin, publisher):
    other = Fact.objects.get(key="f-fisheries").pk
    with bank.watched() as moves:
        desk.publish(twin, user=publisher, now=NOON)
    assert (other, "date:signed") in moves.withdrawn()
    with bank.watched() as moves:
        desk.withdraw(twin, reason="It never was.", user=publisher, now=NOON)
    assert (other, "date:signed") in moves.back()
    assert moves.withdrawn() == []


def test_what_is_as_it_was_in_the_end_is_not_told(twin, publisher):
    with bank.watched() as moves:
        desk.publish(twin, user=publisher, now=NOON)
        desk.withdraw(twin, reason="It never was.", user=publisher, now=NOON)
    assert moves.before
    assert (moves.withdrawn(), moves.waiting(), moves.back()) == ([], [], [])


def test_nothing_is_noted_after_the_watch(twin, publisher):
    with bank.watched() as moves:
        pass
    desk.publish(twin, user=publisher, now=NOON)
    assert moves.before == moves.after == {}
