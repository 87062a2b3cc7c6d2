"""A student stands by a text at the moment in which it is accepted: neither waits for the other for ever."""

from __future__ import annotations

from threading import Barrier, BrokenBarrierError

import pytest
from django.contrib.auth.models import User
from django.db import connection

from quizzes import contests, proposals
from quizzes.models import Contest, Proposal, Regrade

from .small_bank import NOON
from .test_exactly_once import at_once
from .typed_world import pupil, question, typed_world, types

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time"),
]


def test_standing_by_a_text_while_it_is_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    typed_world()
    first, second = pupil("first"), pupil("second")
    reviews = [types(student, question("fisheries"), "Maizeman") for student in (first, second)]
    contests.stand_by(first, reviews[0], now=NOON)
    proposal = Proposal.objects.get().pk
    boss = User.objects.create_superuser("boss")
    both_hold = Barrier(2)

    def meeting(deed):
        def met(*arguments, **values):
            try:
                both_hold.wait(timeout=10)
            except BrokenBarrierError:
                pytest.fail("One of them waits before it holds what the other needs.")
            return deed(*arguments, **values)

        return met

    monkeypatch.setattr(contests, "_log", meeting(contests._log))
    monkeypatch.setattr(proposals, "count_as_right", meeting(proposals.count_as_right))
    accepted, said = at_once(
        [
            lambda: proposals.accept(proposal, text="Maizeman", language="en", user=boss, now=NOON),
            lambda: contests.stand_by(second, reviews[1], now=NOON),
        ]
    )
    assert accepted == proposals.Accepted(regraded=2, students=2)
    assert isinstance(said, contests.Standing)
    assert (Contest.objects.count(), Regrade.objects.count()) == (2, 2)
    assert [contests.standing_of(review.pk).word for review in reviews] == [contests.Word.ACCEPTED] * 2
