"""“I was right”: not offered where there is nothing to stand by, and who reads it is said honestly."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from quizzes import contests
from quizzes.contests import Word
from quizzes.models import Contest, Review
from tests.cast import signed_in, staff
from tests.factories import UserFactory

from .small_bank import NOON, student
from .test_typed_date_study import answer, date_in_bank
from .typed_world import pupil, question, typed_world, types

pytestmark = pytest.mark.django_db
OFFER = "I was right"
SENT = "Sent to the teachers."
KEPT = "It is noted, but nobody here looks at such answers yet."


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


# A date that is true and says too little


@pytest.mark.parametrize(("typed", "offered"), [("1949", False), ("1950", True)])
def test_true_date_that_says_too_little_has_nothing_to_stand_by(
    client: Client, typed: str, offered: bool
) -> None:
    """A wrong date is another matter: the source may be wrong."""
    date_in_bank()
    made = student()
    given = answer(made, typed, "settled")
    client.force_login(made.user)
    assert (OFFER in text(client.get(f"/study/verdict/{given.review}/"))) is offered
    status = client.post(f"/contests/{given.review}/").status_code
    assert (status, Contest.objects.exists()) == ((303, True) if offered else (404, False))


def test_summary_offers_it_as_the_verdict_does(client: Client) -> None:
    date_in_bank()
    made = student()
    client.force_login(made.user)
    client.post("/sittings/", {"size": "5", "mode": "typed"})
    for typed, offered in (("1949", False), ("1950", True)):
        given = answer(made, typed, "settled")
        sitting = made.sittings.get()
        Review.objects.filter(pk=given.review).update(sitting=sitting)
        client.post(f"/sittings/{sitting.pk}/finish/")
        assert ("Stand by this answer" in text(client.get(f"/sittings/{sitting.pk}/"))) is offered
        client.post(f"/study/undo/{given.review}/")


# Who reads it


@pytest.fixture
def wrong() -> Review:
    """A right name that nobody has entered, typed by a pupil who is in no class."""
    typed_world()
    return types(pupil("mina"), question("fisheries"), "Maizeman")


def stand_by(review: Review) -> str:
    client = signed_in(review.card.student.user)
    client.post(f"/contests/{review.pk}/")
    page = text(client.get("/contests/"))
    verdict = text(client.get(f"/study/verdict/{review.pk}/"))
    assert all((said in page) is (said in verdict) for said in (SENT, KEPT))
    return verdict


def test_pupil_of_no_class_is_read_by_every_teacher(wrong: Review) -> None:
    teacher = staff("teacher", 0)
    assert SENT in stand_by(wrong)
    assert "“Maizeman”" in text(signed_in(teacher).get("/admin/quizzes/proposal/"))


@pytest.mark.parametrize(
    "nobody",
    [
        {},
        {"is_staff": True},
        {"is_superuser": True},
        {"is_staff": True, "is_superuser": True, "is_active": False},
    ],
)
def test_where_nobody_may_decide_that_is_said(wrong: Review, nobody: dict[str, bool]) -> None:
    UserFactory(username="nobody", **nobody)
    assert KEPT in stand_by(wrong)
    staff("teacher", 0)
    assert SENT in text(signed_in(wrong.card.student.user).get("/contests/"))


def test_superuser_of_the_desk_reads_it(wrong: Review) -> None:
    UserFactory(is_staff=True, is_superuser=True)
    assert SENT in stand_by(wrong)
    assert User.objects.filter(groups=None, is_staff=True).count() == 1


def test_who_reads_it_costs_no_query(
    wrong: Review, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    contests.stand_by(wrong.card.student, wrong, now=NOON)
    with django_assert_num_queries(1):
        found = contests.standing_of(wrong.pk)
    assert found
    assert found.word is Word.KEPT
