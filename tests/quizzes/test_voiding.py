"""A wrong question: its answers do not count, everybody's cards are folded anew, and it can be lifted."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import transaction

from history.desk import Refused
from quizzes import sittings, study, voiding
from quizzes.models import Amendment, BankQuestion, Card, Review, Student, Voiding
from quizzes.people import erasing, signing
from quizzes.study import amending
from quizzes.study.tending import Deed, Tended, tend

from .small_bank import NOON, answer_asked, answer_next, furnish, student, study_once

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LATER = NOON + 3 * DAY
WHY = "The date in the source was misread."


@pytest.fixture
def row() -> BankQuestion:
    return furnish(2)[0]


@pytest.fixture
def pupils(row: BankQuestion) -> list[Student]:
    """Three who answered it once, right, wrong and right; the first once more two days later."""
    made = [student(f"pupil-{number}") for number in range(3)]
    for number, pupil in enumerate(made):
        study_once(pupil, row, now=NOON, right=number != 1)
    again(made[0], row, now=NOON + timedelta(minutes=11))
    return made


def again(pupil: Student, row: BankQuestion, *, now) -> None:
    card = Card.objects.get(student=pupil, fact=row.fact_id)
    asked = study.question_of_card(pupil, card=card.pk, now=now)
    assert asked is not None
    assert isinstance(answer_asked(pupil, asked, now=now), study.Answered)


def memory() -> list[dict[str, Any]]:
    """What all cards know, without the number of their last event."""
    names = ("phase", "due_at", "due_day", "last_day", "first_day", "lapses")
    found = []
    for card in Card.objects.order_by("pk"):
        state = {name: value for name, value in card.state.items() if name != "number"}
        found.append({**{name: getattr(card, name) for name in names}, "state": state})
    return found


def void(row: BankQuestion, teacher: User, **more: Any) -> voiding.Done | Refused:
    return voiding.void(row.pk, **{"reason": WHY, "before": None, "user": teacher, "now": LATER, **more})


def check_states() -> None:
    call_command("rebuild_states", "--check", stdout=StringIO())


def test_everybodys_cards_are_as_if_it_had_not_been_asked(
    row: BankQuestion, pupils: list[Student], teacher: User
) -> None:
    assert voiding.touched(row) == voiding.Done(answers=4, students=3)
    assert void(row, teacher) == voiding.Done(answers=4, students=3)
    for card in Card.objects.all():
        assert (card.phase, card.first_day, card.due_day, card.state["stability"]) == ("new", None, 0, None)
    assert Review.objects.filter(kind="void").count() == 4
    assert Review.objects.filter(right__isnull=False).count() == 4, "what was answered stays on record"
    check_states()


def test_only_its_own_answers_are_voided(row: BankQuestion, pupils: list[Student], teacher: User) -> None:
    other = BankQuestion.objects.exclude(pk=row.pk).get()
    kept = study_once(pupils[0], other, now=NOON)
    before = Card.objects.values().get(pk=kept.pk)
    void(row, teacher)
    assert Card.objects.values().get(pk=kept.pk) == before


def test_only_earlier_versions_where_it_was_right_afterwards(
    row: BankQuestion, pupils: list[Student], teacher: User
) -> None:
    Review.objects.filter(card__student=pupils[2]).update(fact_version=2)
    assert void(row, teacher, before=2) == voiding.Done(answers=3, students=2)
    assert Card.objects.get(student=pupils[2]).phase == "learning"


def test_record_says_who_when_and_why(row: BankQuestion, pupils: list[Student], teacher: User) -> None:
    void(row, teacher, reason=f"  {WHY}\n ")
    deed = Voiding.objects.get()
    assert (deed.question, deed.reason, deed.by, deed.at) == (row, WHY, teacher, LATER)
    assert deed.amendments.count() == 4
    assert {each.student for each in Amendment.objects.untold()} == set(pupils)


def test_lifting_brings_everything_back(row: BankQuestion, pupils: list[Student], teacher: User) -> None:
    before = memory()
    void(row, teacher)
    assert memory() != before
    deed = Voiding.objects.get()
    assert voiding.lift(deed.pk, user=teacher, now=LATER) == voiding.Done(answers=4, students=3)
    assert memory() == before
    deed.refresh_from_db()
    assert (deed.lifted_by, deed.lifted_at) == (teacher, LATER)
    assert Review.objects.filter(right__isnull=False).standing().count() == 4
    check_states()


def test_it_goes_on_for_ever(row: BankQuestion, pupils: list[Student], teacher: User) -> None:
    """Voided, lifted, voided again: each time all cards are the fold of their logs."""
    states = [memory()]
    for turn in range(3):
        assert isinstance(void(row, teacher), voiding.Done)
        states.append(memory())
        check_states()
        assert Review.objects.filter(right__isnull=False).standing().count() == 0
        deed = Voiding.objects.standing().get()
        assert isinstance(voiding.lift(deed.pk, user=teacher, now=LATER), voiding.Done)
        assert memory() == states[0]
        assert states[-1] == states[1], turn
    check_states()


def test_second_time_does_nothing(row: BankQuestion, pupils: list[Student], teacher: User) -> None:
    void(row, teacher)
    assert void(row, teacher) == Refused((voiding.NONE_LEFT,))
    assert Voiding.objects.count() == 1
    deed = Voiding.objects.get()
    voiding.lift(deed.pk, user=teacher, now=LATER)
    assert voiding.lift(deed.pk, user=teacher, now=LATER) == Refused((voiding.LIFTED,))


def test_answer_that_was_taken_back_is_left_alone(
    row: BankQuestion, pupils: list[Student], teacher: User
) -> None:
    answer = Review.objects.get(card__student=pupils[1])
    study.undo(pupils[1], review=answer.pk, now=NOON)
    assert void(row, teacher) == voiding.Done(answers=3, students=2)


def test_answer_taken_back_between_reading_and_holding_is_left_alone(
    row: BankQuestion, pupils: list[Student], teacher: User
) -> None:
    answer = Review.objects.get(card__student=pupils[1])
    study.undo(pupils[1], review=answer.pk, now=NOON)
    deed = Voiding.objects.create(question=row, reason=WHY, by=teacher, at=LATER)
    with transaction.atomic():
        assert voiding._voided(deed, [answer.pk], now=LATER) == []


def test_voided_answer_cannot_be_undone_and_the_one_before_can(
    row: BankQuestion, pupils: list[Student], teacher: User
) -> None:
    first, second = Review.objects.filter(card__student=pupils[0]).order_by("number")
    Review.objects.filter(pk=second.pk).update(fact_version=0)
    void(row, teacher, before=1)
    assert isinstance(study.undo(pupils[0], review=second.pk, now=LATER), study.Moved)
    assert isinstance(study.undo(pupils[0], review=first.pk, now=LATER), study.Undone)
    check_states()


def test_forms_from_before_still_count(row: BankQuestion, pupils: list[Student], teacher: User) -> None:
    pupil = pupils[1]
    asked = study.next_question(pupil, now=NOON + timedelta(minutes=2))
    assert isinstance(asked, study.Asked)
    assert asked.question == row.pk
    void(row, teacher)
    assert isinstance(answer_asked(pupil, asked, now=LATER), study.Answered)
    card = Card.objects.get(student=pupils[2])
    done = tend(pupils[2], card=card.pk, number=1, deed=Deed.SUSPEND, now=LATER)
    assert isinstance(done, Tended)
    check_states()


@pytest.mark.parametrize("reason", ["", "  ", "x" * 1001])
def test_reason_is_wanted(row: BankQuestion, pupils: list[Student], teacher: User, reason: str) -> None:
    assert isinstance(void(row, teacher, reason=reason), Refused)
    assert not Voiding.objects.exists()
    assert not Review.objects.filter(kind="void").exists()


def test_only_a_teacher_may(row: BankQuestion, pupils: list[Student], teacher: User) -> None:
    assert void(row, pupils[0].user) == Refused((voiding.NOT_YOURS,))
    void(row, teacher)
    deed = Voiding.objects.get()
    assert voiding.lift(deed.pk, user=pupils[0].user, now=LATER) == Refused((voiding.NOT_YOURS,))
    assert Voiding.objects.standing().exists()


def test_cards_are_held_in_parts(
    row: BankQuestion, pupils: list[Student], teacher: User, monkeypatch
) -> None:
    monkeypatch.setattr(amending, "AT_A_TIME", 2)
    assert void(row, teacher) == voiding.Done(answers=4, students=3)
    check_states()


@pytest.mark.parametrize("more", [0, 5])
def test_query_count_is_that_of_one_part(
    row: BankQuestion, pupils: list[Student], teacher: User, more: int, django_assert_num_queries
) -> None:
    for number in range(more):
        study_once(student(f"more-{number}"), row, now=NOON)
    teacher.has_perm(voiding.CHANGE)
    with django_assert_num_queries(18):
        void(row, teacher)


def test_progress_of_a_sitting_leaves_it_out(row: BankQuestion, pupils: list[Student], teacher: User) -> None:
    made = sittings.start_study(pupils[0], size=2, mode="single", within=None, now=NOON)
    progress = study.progress_of(pupils[0], made.pk)
    assert progress is not None
    asked = study.next_in(pupils[0], progress, now=NOON)
    assert isinstance(asked, study.Asked)
    answer_asked(pupils[0], asked, now=NOON)
    question = BankQuestion.objects.get(pk=asked.question)
    void(question, teacher)
    after = study.progress_of(pupils[0], made.pk)
    assert after is not None
    assert after.done == 0
    voiding.lift(Voiding.objects.get().pk, user=teacher, now=LATER)
    after = study.progress_of(pupils[0], made.pk)
    assert after is not None
    assert after.done == 1


def test_erasing_takes_it_out(row: BankQuestion, pupils: list[Student], teacher: User) -> None:
    void(row, teacher)
    erasing.erase(pupils[0].user)
    assert Amendment.objects.count() == 2
    assert Voiding.objects.count() == 1


def test_guest_takes_it_along(row: BankQuestion, pupils: list[Student], teacher: User) -> None:
    guest = pupils[0]
    Student.objects.filter(pk=guest.pk).update(guest=True)
    guest.refresh_from_db()
    void(row, teacher)
    account = student("account")
    merged = signing.merge(guest, into=account.user)
    assert merged is not None
    assert {each.student for each in Amendment.objects.filter(event__card__student=account)} == {account}
    voiding.lift(Voiding.objects.get().pk, user=teacher, now=LATER)
    check_states()


def test_card_answered_since_is_folded_without_it(
    row: BankQuestion, pupils: list[Student], teacher: User
) -> None:
    """An answer that came later counts as the first."""
    void(row, teacher)
    asked = study.next_question(pupils[1], now=LATER)
    assert isinstance(asked, study.Asked)
    answer_next(pupils[1], now=LATER)
    check_states()
    voiding.lift(Voiding.objects.get().pk, user=teacher, now=LATER)
    check_states()
