"""The first answer of somebody without an account."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import User

from quizzes import study
from quizzes.models import BankQuestion, Review, Sitting, Student

from .small_bank import NOON, chosen, furnish, option_of, student

pytestmark = pytest.mark.django_db


def ask(lot: int = 0) -> study.Asked:
    asked = study.question_for_visitor(lot=lot, now=NOON)
    assert asked is not None
    return asked


def first_answer(asked: study.Asked, *, now=NOON, zone: str = "") -> study.Welcomed | study.Moved:
    choice = option_of(asked)
    return study.first_answer(token=asked.token, given=chosen(choice), guessed=False, zone=zone, now=now)


def test_question_for_a_visitor_writes_nothing() -> None:
    furnish(3)
    ask()
    assert not User.objects.exists()


def test_question_for_a_visitor_goes_by_lot_through_the_starter_sets() -> None:
    rows = furnish(3)
    for index, row in enumerate(rows):
        BankQuestion.objects.filter(pk=row.pk).update(lot=index * 10)
    assert [ask(lot).question for lot in (0, 5, 15, 25)] == [rows[0].pk, rows[1].pk, rows[2].pk, rows[0].pk]


def test_first_answer_makes_a_guest_with_a_session_of_five() -> None:
    furnish(6)
    welcomed = first_answer(ask(), zone="Asia/Seoul")
    assert isinstance(welcomed, study.Welcomed)
    guest = Student.objects.get()
    assert (guest.guest, guest.zone, guest.user.has_usable_password()) == (True, "Asia/Seoul", False)
    assert Review.objects.get().card.student == guest
    sitting = Sitting.objects.get()
    assert (sitting.size, sitting.student, welcomed.answered.sitting) == (5, guest, sitting.pk)
    progress = study.progress_of(guest, sitting.pk)
    assert progress is not None
    assert progress.done == 1
    assert isinstance(study.next_in(guest, progress, now=NOON), study.Asked)


def test_double_click_finds_the_same_guest() -> None:
    furnish(2)
    asked = ask()
    first, again = first_answer(asked), first_answer(asked)
    assert isinstance(first, study.Welcomed)
    assert isinstance(again, study.Welcomed)
    assert (again.student, again.answered.review) == (first.student, first.answered.review)
    assert (User.objects.count(), Review.objects.count()) == (1, 1)


def test_form_that_was_used_leads_into_no_account() -> None:
    furnish(2)
    asked = ask()
    first = first_answer(asked)
    assert isinstance(first, study.Welcomed)
    late = first_answer(asked, now=NOON + timedelta(hours=2))
    Student.objects.update(guest=False)
    named = first_answer(asked)
    assert isinstance(late, study.Moved)
    assert isinstance(named, study.Moved)
    assert User.objects.count() == 1


def test_nobody_is_made_a_guest_by_an_answer_that_does_not_count() -> None:
    (row,) = furnish(1)
    asked = ask()
    BankQuestion.objects.filter(pk=row.pk).update(fact_version=7)
    assert isinstance(first_answer(asked), study.Moved)
    BankQuestion.objects.filter(pk=row.pk).update(fact_version=1)
    with pytest.raises(study.Unanswered):
        study.first_answer(token=asked.token, given=chosen(9), guessed=False, zone="", now=NOON)
    with pytest.raises(study.BadToken):
        study.first_answer(token="made up", given=chosen(0), guessed=False, zone="", now=NOON)
    assert not User.objects.exists()


def test_question_opened_as_a_visitor_can_be_answered_as_a_student() -> None:
    furnish(2)
    asked = ask()
    pupil = student()
    given = study.answer(pupil, token=asked.token, given=chosen(option_of(asked)), guessed=False, now=NOON)
    assert isinstance(given, study.Answered)
    assert given.verdict["right"]
    assert Review.objects.get().card.student == pupil


def test_token_of_a_student_is_none_of_a_visitor() -> None:
    furnish(2)
    asked = study.next_question(student(), now=NOON)
    assert isinstance(asked, study.Asked)
    with pytest.raises(study.BadToken):
        study.first_answer(token=asked.token, given=chosen(0), guessed=False, zone="", now=NOON)
