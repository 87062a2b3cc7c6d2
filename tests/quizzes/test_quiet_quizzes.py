"""A quiz that tells at its end: nothing about its answers is told before, wherever one looks."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from quizzes import sittings, study
from quizzes.models import Card, Review, Sitting, Student
from quizzes.statistics import confusions
from tests.cast import signed_in

from .small_bank import answer_asked, furnish, student

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def pupil() -> Student:
    furnish(3)
    return student()


@pytest.fixture
def client(pupil: Student) -> Client:
    return signed_in(pupil.user)


@pytest.fixture
def quiz(pupil: Student) -> Sitting:
    """Of two questions, one of which was answered wrong."""
    wanted = sittings.Wanted(size=2, feedback=Sitting.Feedback.AT_END)
    made = sittings.start_quiz(pupil, wanted, lot=0, now=timezone.now())
    assert made is not None
    progress = study.progress_of(pupil, made.pk)
    assert progress is not None
    asked = study.next_in(pupil, progress, now=timezone.now())
    assert isinstance(asked, study.Asked)
    answer_asked(pupil, asked, now=timezone.now(), right=False)
    return made


def test_card_is_quiet_until_the_end_of_its_quiz(client: Client, quiz: Sitting) -> None:
    card, review = Card.objects.get(), Review.objects.get()
    addresses = [f"/cards/{card.pk}/", f"/cards/of-answer/{review.pk}/"]
    assert [client.get(each, headers=HTMX).status_code for each in addresses] == [404, 404]
    assert f"/cards/{card.pk}/" not in client.get("/cards/").content.decode()
    Sitting.objects.update(finished_at=timezone.now())
    assert [client.get(each, headers=HTMX).status_code for each in addresses] == [200, 200]
    assert f"/cards/{card.pk}/" in client.get("/cards/").content.decode()


def test_nothing_is_done_to_a_card_that_is_quiet(client: Client, quiz: Sitting) -> None:
    card, review = Card.objects.get(), Review.objects.get()
    assert client.post(f"/cards/{card.pk}/suspend/", {"number": card.number}).status_code == 404
    assert client.post(f"/cards/{card.pk}/undo/", {"review": review.pk}).status_code == 404
    assert Review.objects.count() == 1


def test_confusion_is_not_told_before_the_end(pupil: Student, quiz: Sitting) -> None:
    review = Review.objects.get()
    review.pk, review.number, review.token = None, 50, "once-more"
    review.save(force_insert=True)
    assert confusions.confusions(pupil, most=5) == ()
    Sitting.objects.update(finished_at=timezone.now())
    (pair,) = confusions.confusions(pupil, most=5)
    assert pair.times == 2
