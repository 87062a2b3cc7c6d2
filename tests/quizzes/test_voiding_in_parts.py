"""Very many answers to a wrong question: done some cards at a time, gone on with wherever that stopped."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client

from history.desk import Refused
from history.models import Fact
from quizzes import voiding
from quizzes.models import Amendment, BankQuestion, Card, Review, Voiding
from tests.cast import signed_in, staff

from .small_bank import NOON, furnish, student, study_once

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=3)
EVEN_LATER = LATER + timedelta(days=1)
WHY = "The date in the source was misread."


class MachineStoppedError(Exception):
    """In the middle of a deed."""


@pytest.fixture
def row() -> BankQuestion:
    """Answered by five, once each."""
    made = furnish(2)[0]
    for number in range(5):
        study_once(student(f"pupil-{number}"), made, now=NOON)
    return made


@pytest.fixture
def small_parts(monkeypatch) -> None:
    monkeypatch.setattr(voiding, "AT_A_TIME", 2)


@pytest.fixture
def stopping(monkeypatch, small_parts) -> list[bool]:
    """The machine stops in the second part, before its record is written, until this list is cleared."""
    stops = [True, False]
    amend = voiding.amend

    def amend_or_stop(*args: Any, **named: Any) -> Any:
        done = amend(*args, **named)
        if stops and stops.pop():
            raise MachineStoppedError
        return done

    monkeypatch.setattr(voiding, "amend", amend_or_stop)
    return stops


def void(row: BankQuestion, teacher: User, *, now: datetime = LATER, before: int | None = None) -> Any:
    return voiding.void(row.pk, reason=WHY, before=before, user=teacher, now=now)


def stopped(row: BankQuestion, teacher: User, stopping: list[bool]) -> Voiding:
    """A deed that voided the answers of two, and then the machine stopped."""
    with pytest.raises(MachineStoppedError):
        void(row, teacher)
    stopping.clear()
    assert counting() == 3
    return Voiding.objects.get()


def counting() -> int:
    return Review.objects.filter(right__isnull=False).standing().count()


def check_states() -> None:
    call_command("rebuild_states", "--check", stdout=StringIO())


def test_parts_are_whole_wherever_it_stops(row: BankQuestion, teacher: User, stopping: list[bool]) -> None:
    deed = stopped(row, teacher, stopping)
    assert deed.amendments.count() == Review.objects.filter(kind="void").count() == 2
    assert list(voiding.unfinished(Voiding.objects.all())) == [deed]
    check_states()


def test_going_on_does_the_rest_and_nothing_twice(
    row: BankQuestion, teacher: User, stopping: list[bool]
) -> None:
    deed = stopped(row, teacher, stopping)
    assert voiding.go_on(deed.pk, user=teacher, now=LATER) == voiding.Done(answers=5, students=5)
    assert voiding.go_on(deed.pk, user=teacher, now=LATER) == voiding.Done(answers=5, students=5)
    assert Review.objects.filter(kind="void").count() == Amendment.objects.count() == 5
    assert not voiding.unfinished(Voiding.objects.all()).exists()
    check_states()


def test_command_finishes_it(row: BankQuestion, teacher: User, stopping: list[bool]) -> None:
    stopped(row, teacher, stopping)
    out = StringIO()
    call_command("make_questions", "--quiet", stdout=out)
    assert "1 decisions on answers" in out.getvalue()
    assert counting() == 0
    assert voiding.catch_up(now=LATER) == 0


def test_as_many_as_somebody_waits_for(
    row: BankQuestion, teacher: User, small_parts: None, monkeypatch
) -> None:
    monkeypatch.setattr(voiding, "PARTS", 1)
    assert void(row, teacher) == voiding.Done(answers=2, students=2, left=3)
    deed = Voiding.objects.get()
    assert voiding.go_on(deed.pk, user=teacher, now=LATER) == voiding.Done(answers=4, students=4, left=1)
    assert voiding.go_on(deed.pk, user=teacher, now=LATER) == voiding.Done(answers=5, students=5)


def test_second_decision_waits_for_the_first(row: BankQuestion, teacher: User, stopping: list[bool]) -> None:
    stopped(row, teacher, stopping)
    assert void(row, teacher) == Refused((voiding.UNFINISHED,))
    assert Voiding.objects.count() == 1


def test_lifting_one_that_is_not_finished_frees_what_it_voided(
    row: BankQuestion, teacher: User, stopping: list[bool]
) -> None:
    deed = stopped(row, teacher, stopping)
    assert voiding.lift(deed.pk, user=teacher, now=EVEN_LATER) == voiding.Done(answers=2, students=2)
    assert counting() == 5
    assert not voiding.unfinished(Voiding.objects.all()).exists()
    check_states()


def test_lifting_can_stop_in_the_middle_too(
    row: BankQuestion, teacher: User, small_parts: None, monkeypatch
) -> None:
    void(row, teacher)
    deed = Voiding.objects.get()
    monkeypatch.setattr(voiding, "PARTS", 1)
    assert voiding.lift(deed.pk, user=teacher, now=LATER) == voiding.Done(answers=2, students=2, left=3)
    assert list(voiding.unfinished(Voiding.objects.all())) == [deed]
    check_states()
    assert voiding.catch_up(now=LATER) == 1
    assert counting() == 5
    assert Amendment.objects.filter(lifts=True).count() == 5
    assert {each.answer_id for each in Amendment.objects.all()} == set(
        Review.objects.filter(right__isnull=False).values_list("pk", flat=True)
    )
    check_states()


def test_what_is_answered_meanwhile_is_left_alone(
    row: BankQuestion, teacher: User, stopping: list[bool]
) -> None:
    deed = stopped(row, teacher, stopping)
    study_once(student("late"), row, now=EVEN_LATER)
    voiding.go_on(deed.pk, user=teacher, now=EVEN_LATER)
    assert counting() == 1


def test_what_another_lift_freed_is_not_voided_again(row: BankQuestion, teacher: User) -> None:
    """Answers to an early version, then all others: lifting the first leaves the second as it is."""
    early = Review.objects.order_by("pk")[0]
    Review.objects.filter(pk=early.pk).update(fact_version=0)
    void(row, teacher, before=1)
    void(row, teacher, now=LATER + timedelta(hours=1))
    voiding.lift(Voiding.objects.get(before=1).pk, user=teacher, now=EVEN_LATER)
    assert voiding.catch_up(now=EVEN_LATER) == 0
    assert counting() == 1


def test_only_a_teacher_goes_on(row: BankQuestion, teacher: User, stopping: list[bool]) -> None:
    deed = stopped(row, teacher, stopping)
    pupil = Card.objects.all()[0].student.user
    assert voiding.go_on(deed.pk, user=pupil, now=LATER) == Refused((voiding.NOT_YOURS,))
    assert counting() == 3


def test_page_says_how_far_it_came_and_goes_on(
    as_teacher: Client, row: BankQuestion, small_parts: None, monkeypatch
) -> None:
    monkeypatch.setattr(voiding, "PARTS", 1)
    address = f"/admin/quizzes/bankquestion/{row.pk}/void/"
    text = as_teacher.post(address, {"which": "all", "reason": WHY}, follow=True).text
    assert "3 more are left: go on below." in text
    assert "2 of 5 answers are done." in text
    assert "They do not count" not in text
    on = f"{address}{Voiding.objects.get().pk}/on/"
    assert as_teacher.get(on).status_code == 404
    assert "4 of 5 answers are done." in as_teacher.post(on, follow=True).text
    text = as_teacher.post(on, follow=True).text
    assert "5 answers of 5 students do not count any more." in text
    assert "This is not finished" not in text


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("live", "The question is still asked."),
        ("practice", "for practice only."),
        ("stale", "it waits to be proved again."),
        ("withheld", "The question is not asked any more."),
    ],
)
def test_page_says_whether_it_is_still_asked(
    as_teacher: Client, row: BankQuestion, state: str, said: str
) -> None:
    BankQuestion.objects.filter(pk=row.pk).update(state=state, reason="Withheld.")
    text = as_teacher.get(f"/admin/quizzes/bankquestion/{row.pk}/void/").text
    assert said in text
    assert f'href="/admin/history/fact/{row.fact_id}/change/"' in text


def test_withdrawing_is_offered_to_whoever_may(row: BankQuestion, as_teacher: Client) -> None:
    address = f"/admin/quizzes/bankquestion/{row.pk}/void/"
    withdraw = f'href="/admin/history/fact/{row.fact_id}/withdraw/"'
    assert withdraw not in as_teacher.get(address).text
    both = signed_in(staff("both", 0, 1))
    assert withdraw in both.get(address).text
    Fact.objects.filter(pk=row.fact_id).update(publication="withdrawn")
    assert withdraw not in both.get(address).text
