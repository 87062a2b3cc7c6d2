"""The page on which answers to a wrong question are voided: who may, what it says, what it does."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client

from quizzes.models import BankQuestion, Review, Voiding
from tests.cast import signed_in, staff

from .small_bank import NOON, furnish, student, study_once

pytestmark = pytest.mark.django_db
WHY = "The date in the source was misread."


@pytest.fixture
def row() -> BankQuestion:
    """Answered by two; the first answer was to an earlier version of its fact."""
    row = furnish(1)[0]
    for number in range(2):
        study_once(student(f"pupil-{number}"), row, now=NOON)
    first = Review.objects.order_by("pk")[0]
    Review.objects.filter(pk=first.pk).update(fact_version=0)
    return row


def address(row: BankQuestion) -> str:
    return f"/admin/quizzes/bankquestion/{row.pk}/void/"


def test_question_leads_there(as_teacher: Client, row: BankQuestion) -> None:
    text = as_teacher.get(f"/admin/quizzes/bankquestion/{row.pk}/change/").content.decode()
    assert f'2 answers of 2 students. <a href="{address(row)}">The question is wrong</a>' in text


def test_page_says_what_it_touches(as_teacher: Client, row: BankQuestion) -> None:
    text = as_teacher.get(address(row)).content.decode()
    assert "2 answers of 2 students count." in text
    assert "Only those before its fact was changed the last time: 1 answer of 1 student" in text
    assert not Voiding.objects.exists()


@pytest.mark.parametrize(("which", "answers"), [("all", 2), ("earlier", 1)])
def test_teacher_voids_and_lifts(
    as_teacher: Client, teacher: User, row: BankQuestion, which: str, answers: int
) -> None:
    done = as_teacher.post(address(row), {"which": which, "reason": WHY}, follow=True)
    text = done.content.decode()
    assert f"{answers} answer" in text
    assert ("does" if answers == 1 else "do") + " not count any more" in text
    deed = Voiding.objects.get()
    assert (deed.by, deed.reason, deed.amendments.count()) == (teacher, WHY, answers)
    assert f"teacher: {answers} answer" in text
    lift = f"{address(row)}{deed.pk}/lift/"
    assert as_teacher.get(lift).status_code == 404
    text = as_teacher.post(lift, follow=True).content.decode()
    assert ("counts" if answers == 1 else "count") + " again. The students read why" in text
    assert "They count again since" in text
    deed.refresh_from_db()
    assert deed.lifted_by == teacher
    assert "count again before" in as_teacher.post(lift, follow=True).content.decode()


@pytest.mark.parametrize(
    "given",
    [{}, {"which": "all"}, {"which": "x", "reason": WHY}, {"which": "all", "reason": "x" * 1001}],
    ids=str,
)
def test_bad_form_is_shown_again(as_teacher: Client, row: BankQuestion, given: dict) -> None:
    answer = as_teacher.post(address(row), given)
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert not Voiding.objects.exists()


def test_reader_may_not(row: BankQuestion) -> None:
    reader = signed_in(staff("reader"))
    assert reader.get(address(row)).status_code == 403
    assert reader.post(address(row), {"which": "all", "reason": WHY}).status_code == 403
    assert not Voiding.objects.exists()


def test_there_is_no_such_question_or_deed(as_teacher: Client, row: BankQuestion) -> None:
    assert as_teacher.get(f"/admin/quizzes/bankquestion/{10**30}/void/").status_code == 404
    assert as_teacher.post(f"{address(row)}7/lift/").status_code == 404


def test_deed_belongs_to_its_question(as_teacher: Client, row: BankQuestion) -> None:
    as_teacher.post(address(row), {"which": "all", "reason": WHY})
    other = BankQuestion.objects.create(
        fact=row.fact, facet="place", kind="place", state="withheld", reason="x", fact_version=1
    )
    assert as_teacher.post(f"{address(other)}{Voiding.objects.get().pk}/lift/").status_code == 404


@pytest.mark.parametrize("answers", [1, 3])
def test_query_count(as_teacher: Client, answers: int, django_assert_max_num_queries) -> None:
    row = furnish(1)[0]
    for number in range(answers):
        study_once(student(f"pupil-{number}"), row, now=NOON)
    with django_assert_max_num_queries(12):
        as_teacher.get(address(row))
