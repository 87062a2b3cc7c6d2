"""The page of an exam names what it is about, and says so when that set is left or gone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from quizzes import sets
from quizzes.models import Set, Student
from tests.quizzes.small_bank import base, furnish, rebuild_sets, student

pytestmark = pytest.mark.django_db
PAGE = "/progress/exam/"


@pytest.fixture
def about() -> Set:
    furnish(3)
    made = Set.objects.create(name="The long war", base=base())
    rebuild_sets()
    return made


@pytest.fixture
def pupil(client: Client, about: Set) -> Student:
    made = student()
    made.follows.add(about)
    made.exam_on, made.exam_set = timezone.now().date() + timedelta(days=30), about
    made.save()
    client.force_login(made.user)
    return made


def test_page_names_the_set(client: Client, pupil: Student) -> None:
    page = client.get(PAGE).text
    assert "It is about “The long war”." in page
    assert "no longer follow" not in page


def test_page_names_everything(client: Client, pupil: Student) -> None:
    Student.objects.update(exam_set=None)
    assert "It is about everything that you follow." in client.get(PAGE).text


def test_left_set_is_said_to_be_left(client: Client, pupil: Student, about: Set) -> None:
    sets.leave(pupil, about)
    page = client.get(PAGE).text
    assert "It is about “The long war”." in page
    assert "You no longer follow “The long war”" in page
    assert "new questions a day are enough" not in page
    assert f'<option value="{about.pk}" selected>The long war</option>' in page


def test_another_day_makes_no_exam_about_everything(client: Client, pupil: Student, about: Set) -> None:
    sets.leave(pupil, about)
    day = timezone.now().date() + timedelta(days=40)
    given = {"exam_on": day.isoformat(), "exam_set": str(about.pk), "exam_retention": "95"}
    assert client.post(PAGE, given)["Location"] == PAGE
    pupil.refresh_from_db()
    assert (pupil.exam_on, pupil.exam_set) == (day, about)


def test_set_that_was_never_followed_is_no_choice(client: Client, pupil: Student, about: Set) -> None:
    other = Set.objects.create(name="Another", base=about.base)
    assert "Another" not in client.get(PAGE).text
    given = {"exam_on": "2030-01-01", "exam_set": str(other.pk), "exam_retention": "95"}
    assert "Choose one of the sets that you follow." in client.post(PAGE, given).text


def test_nothing_followed_is_nothing_to_prepare(client: Client, pupil: Student) -> None:
    Student.objects.update(exam_set=None)
    pupil.follows.clear()
    page = client.get(PAGE).text
    assert "you follow none" in page
    assert "new questions a day" not in page


def test_page_says_the_same_after_a_form_that_was_refused(client: Client, pupil: Student) -> None:
    page = client.post(PAGE, {"exam_on": "", "exam_set": "", "exam_retention": "95"}).text
    assert "It is about “The long war”." in page


def test_query_count_of_an_exam(client: Client, pupil: Student, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(12):
        client.get(PAGE)
