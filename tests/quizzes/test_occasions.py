"""Why a question is asked now, and what was expected of its answer: said, and kept back where a quiz is."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from quizzes import study
from quizzes.models import BankQuestion, Card, Review, Student
from quizzes.models.sittings import Sitting
from quizzes.study import folding
from quizzes.study.amending import CORRECTED, EXAM, FIT, amend, moves
from tests.quizzes.small_bank import NOON, furnish, student, study_once
from tests.quizzes.test_breaks import announce, waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def pupil(client: Client) -> Student:
    furnish(2)
    made = student(new_a_day=0)
    client.force_login(made.user)
    return made


def why(of: Student, now=NOON) -> str:
    asked = study.next_question(of, now=now)
    assert isinstance(asked, study.Asked)
    return " ".join(str(each) for each in asked.why)


def answer(of: Student, *, right: bool, now=NOON) -> Review:
    asked = study.next_question(of, now=now)
    assert isinstance(asked, study.Asked)
    key = BankQuestion.objects.get(pk=asked.question).key[0]["text"]
    choice = next(place for place, text in enumerate(asked.options) if (text == key) is right)
    given = study.Given(choices=(str(choice),))
    answered = study.answer(of, token=asked.token, given=given, guessed=False, now=now)
    assert isinstance(answered, study.Answered)
    return Review.objects.get(pk=answered.review)


def test_a_new_question_says_so(pupil: Student) -> None:
    pupil.new_a_day = 5
    pupil.save()
    assert why(pupil) == "New: you have not learnt it yet."


@pytest.mark.parametrize(
    ("late", "said"),
    [(0, "Due today."), (1, "Due since yesterday."), (3, "Due for 3 days.")],
)
def test_what_is_due_says_since_when_and_how_likely_it_is_known(pupil: Student, late: int, said: str) -> None:
    waiting(pupil, stability=20.0, since=20 + late, due=[-late])
    expected = round(100 * (0.9 - 0.003 * late))
    assert why(pupil) == f"{said} You are about {expected} % likely to know it."


def test_a_missed_step_says_when_it_was_missed(pupil: Student) -> None:
    study_once(pupil, BankQuestion.objects.first(), now=NOON, right=False)
    assert why(pupil, NOON + timedelta(minutes=10)) == "Asked again, because you missed it 10 minutes ago."
    assert "2 hours ago" in why(pupil, NOON + timedelta(minutes=100))
    assert "2 days ago" in why(pupil, NOON + timedelta(days=2))


def test_a_step_after_a_right_answer_says_that_it_is_being_learnt(pupil: Student) -> None:
    study_once(pupil, BankQuestion.objects.first(), now=NOON, right=True)
    assert why(pupil, NOON + timedelta(minutes=30)).startswith("Asked again so soon")


@pytest.mark.parametrize(
    ("because", "said"),
    [
        (EXAM, "Brought forward, so that you know it at your exam."),
        (FIT, "Put off, so that not all cards come at once."),
        (CORRECTED, "Asked again, because the fact was corrected."),
    ],
)
def test_what_was_moved_says_why(pupil: Student, because: str, said: str) -> None:
    (card,) = waiting(pupil, stability=20.0, since=10, due=[10])
    today = folding.study_day(pupil, NOON)
    amend([card.pk], moves({card.pk: today}, because=because, still=lambda day: True), now=NOON)
    assert why(pupil).startswith(said)


def test_what_a_break_has_moved_says_from_when_to_when(pupil: Student) -> None:
    waiting(pupil, stability=300.0, since=290, due=[5])
    announce(pupil, 5, 6)
    pupil.refresh_from_db()
    said = why(pupil, NOON + timedelta(days=7))
    assert said.startswith("Put off, because of your break from 26 November 2026 to 27 November 2026.")


def test_what_a_break_has_brought_forward_says_so(pupil: Student) -> None:
    waiting(pupil, stability=10.0, since=9, due=[1])
    announce(pupil, 1, 40)
    pupil.refresh_from_db()
    assert why(pupil).startswith("Brought forward, because of your break from 22 November 2026 to")


def test_while_a_quiz_keeps_quiet_nothing_is_told_of_its_cards(pupil: Student) -> None:
    """How likely it is known, and that it was missed, would tell how the answer in the quiz was."""
    (card,) = waiting(pupil, stability=20.0, since=20, due=[0])
    quiz = Sitting.objects.create(
        student=pupil, purpose="quiz", feedback="at_end", started_at=NOON, size=2, plan=[]
    )
    review = answer(pupil, right=False)
    Review.objects.filter(pk=review.pk).update(sitting=quiz)
    later = NOON + timedelta(minutes=15)
    assert why(pupil, later) == ""
    Sitting.objects.update(finished_at=later)
    assert "you missed it" in why(pupil, later)
    assert Card.objects.get().pk == card.pk


def test_a_quiz_to_its_end_says_nothing_and_one_ahead_says_so(client: Client, pupil: Student) -> None:
    waiting(pupil, stability=20.0, since=5, due=[5], now=timezone.now())
    page = client.post("/sittings/ahead/", follow=True).content.decode()
    assert "You practise ahead" in page
    Sitting.objects.update(feedback="at_end")
    page = client.get(f"/sittings/{Sitting.objects.get().pk}/").content.decode()
    assert "Why now?" not in page
    assert "You practise ahead" not in page


def test_the_question_has_it_folded_away(client: Client, pupil: Student) -> None:
    waiting(pupil, stability=20.0, since=20, due=[0], now=timezone.now())
    page = client.get("/study/").content.decode()
    fold = re.search(r"<details[^>]*>.*?Why now\?.*?</details>", page, re.S)
    assert fold is not None
    assert " open" not in fold[0].partition(">")[0]
    assert "You are about 90 % likely to know it." in fold[0]


def test_the_verdict_says_what_was_expected(client: Client, pupil: Student) -> None:
    waiting(pupil, stability=20.0, since=20, due=[0])
    review = answer(pupil, right=True)
    assert review.predicted == pytest.approx(0.9, abs=0.001)
    page = client.get(f"/study/verdict/{review.pk}/").content.decode()
    assert "You were about 90 % likely to know it." in page
    page = client.get(f"/study/verdict/{review.pk}/", headers={"accept-language": "ru"}).content.decode()
    assert "была около 90 %" in page


def test_of_what_was_new_nothing_was_expected(client: Client, pupil: Student) -> None:
    pupil.new_a_day = 5
    pupil.save()
    review = answer(pupil, right=True)
    assert review.verdict["likely"] is None
    assert "likely to know it" not in client.get(f"/study/verdict/{review.pk}/").content.decode()


def test_a_verdict_of_before_says_nothing_of_it(client: Client, pupil: Student) -> None:
    waiting(pupil, stability=20.0, since=20, due=[0])
    review = answer(pupil, right=True)
    del review.verdict["likely"]
    review.save()
    page = client.get(f"/study/verdict/{review.pk}/")
    assert page.status_code == 200
    assert "likely to know it" not in page.content.decode()


def test_practice_does_not_speak_of_the_answer_before_as_the_last(client: Client, pupil: Student) -> None:
    """A wrong answer for practice stands above the reason of a right one: that says which it speaks of."""
    now = timezone.now()
    waiting(pupil, stability=20.0, since=20, due=[0], now=now)
    answer(pupil, right=True, now=now)
    client.post("/sittings/ahead/")
    sitting = Sitting.objects.get()
    asked = study.next_in(pupil, study.progress_of(pupil, sitting.pk), now=now)
    key = BankQuestion.objects.get(pk=asked.question).key[0]["text"]
    wrong = next(place for place, text in enumerate(asked.options) if text != key)
    given = study.Given(choices=(str(wrong),))
    study.answer(pupil, token=asked.token, given=given, guessed=False, now=now)
    page = client.get(f"/cards/{Card.objects.get().pk}/").content.decode()
    assert (
        "What you answered since was practice, and leaves its day as it is. The answer before: Right:" in page
    )


def test_limits_are_told_where_more_waits(client: Client, pupil: Student) -> None:
    waiting(pupil, stability=20.0, since=20, due=[0, 0], now=timezone.now())
    assert "More waits" not in client.get("/").content.decode()
    assert "The first day has all" not in client.get("/progress/").content.decode()
    pupil.reviews_a_day = 1
    pupil.save()
    assert "More waits than your limit of 1 a day" in client.get("/").content.decode()
    assert "no day asks more than your limit of 1" in client.get("/progress/").content.decode()
