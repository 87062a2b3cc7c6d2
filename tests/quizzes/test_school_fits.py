"""The weights of a school: who has them, who does not, and the way back."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from quizzes import fits, study
from quizzes.memory import pooling
from quizzes.memory.fitting import Fitted, Reason
from quizzes.memory.parameters import DEFAULT_WEIGHTS
from quizzes.memory.pooling import Pooled, Whose, Word
from quizzes.models import BankQuestion, Card, SchoolWeights, Student
from quizzes.people.pupils import add_pupils
from quizzes.study.enrolling import enrol
from quizzes.study.rebuilding import differing
from tests.factories import SchoolWeightsFactory
from tests.quizzes.small_bank import NOON, answer_next, furnish, student, study_once

pytestmark = pytest.mark.django_db
THEIRS = tuple(weight / 2 if place < 4 else weight for place, weight in enumerate(DEFAULT_WEIGHTS))


@pytest.fixture
def pupil() -> Student:
    furnish(6)
    return student(new_a_day=1_000)


def school(
    monkeypatch: pytest.MonkeyPatch, word: Word = Word.BETTER, weights: tuple[float, ...] = THEIRS
) -> None:
    result = Pooled(
        weights=weights,
        word=word,
        students=12,
        n=3_000,
        tried=1_500,
        loss_default=0.4,
        loss_fitted=0.38,
    )
    monkeypatch.setattr(pooling, "pool", lambda students: (list(students), result)[1])


def own(monkeypatch: pytest.MonkeyPatch, whose: Whose) -> None:
    weights = {Whose.OWN: (3.0, *DEFAULT_WEIGHTS[1:])}.get(whose, DEFAULT_WEIGHTS)
    result = Fitted(
        weights=weights,
        share=0.9 if whose is Whose.OWN else 0.0,
        n=40,
        tried=30,
        loss_default=0.4,
        loss_fitted=0.39,
        adopted=whose is Whose.OWN,
        reason=Reason.BETTER if whose is Whose.OWN else Reason.NOT_BETTER,
    )
    monkeypatch.setattr(pooling, "fit_in_school", lambda answers, weights: (result, whose))


def learn(of: Student) -> None:
    for row in BankQuestion.objects.order_by("pk"):
        study_once(of, row, now=NOON - timedelta(days=12))
    for back in (12, 9):
        at = NOON - timedelta(days=back, minutes=-30)
        while isinstance(study.next_question(of, now=at), study.Asked):
            answer_next(of, now=at)


def sound() -> bool:
    return list(differing()) == []


# Who has them


def test_school_is_fitted_first_and_held_by_those_who_have_none_of_their_own(
    pupil: Student, monkeypatch: pytest.MonkeyPatch
) -> None:
    learn(pupil)
    idle = student("idle")
    school(monkeypatch)
    own(monkeypatch, Whose.SCHOOL)
    out = StringIO()
    call_command("fit_weights", stdout=out)
    assert "The school: fitted to 3000 answers of 12 students (log loss 0.3800, 0.4000" in out.getvalue()
    assert "adopted." in out.getvalue()
    assert "pupil: those of the school (not better, 40 answers); " in out.getvalue()
    assert "1 who have not answered yet begin with other weights." in out.getvalue()
    for each in (pupil, idle):
        each.refresh_from_db()
        assert each.weights == list(THEIRS)
        assert (each.fitted["whose"], each.fitted["students"]) == ("school", 12)
    assert {tuple(card.weights) for card in Card.objects.filter(student=pupil)} == {THEIRS}
    assert sound()


def test_own_weights_go_before_those_of_the_school(pupil: Student, monkeypatch: pytest.MonkeyPatch) -> None:
    learn(pupil)
    school(monkeypatch)
    own(monkeypatch, Whose.OWN)
    call_command("fit_weights", stdout=StringIO())
    pupil.refresh_from_db()
    assert (pupil.weights[0], pupil.fitted["whose"]) == (3.0, "own")
    assert sound()


def test_whoever_they_foresee_worse_has_the_published_ones(
    pupil: Student, monkeypatch: pytest.MonkeyPatch
) -> None:
    learn(pupil)
    school(monkeypatch)
    own(monkeypatch, Whose.SCHOOL)
    call_command("fit_weights", stdout=StringIO())
    own(monkeypatch, Whose.PUBLISHED)
    call_command("fit_weights", stdout=StringIO())
    pupil.refresh_from_db()
    assert (pupil.weights, pupil.fitted["whose"]) == ([], "published")
    assert sound()


def test_button_holds_her_near_the_latest_of_the_school(
    pupil: Student, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real fit, on next to nothing: she has the school's, and nobody has to run the command again."""
    learn(pupil)
    school(monkeypatch)
    fits.fit_school(now=NOON)
    pupil.refresh_from_db()
    assert pupil.weights == []  # a fit of the school moves nobody's cards
    assert fits.fit(pupil, now=NOON).adopted
    assert (pupil.weights, pupil.fitted["whose"]) == (list(THEIRS), "school")


def test_whoever_begins_later_begins_with_them(monkeypatch: pytest.MonkeyPatch) -> None:
    furnish(1)
    before = enrol(User.objects.create_user("before"), zone="")
    assert (before.weights, before.fitted) == ([], {})
    school(monkeypatch)
    fits.fit_school(now=NOON)
    added = add_pupils(["Ann Example"], follow=None, now=NOON)
    for later in (
        enrol(User.objects.create_user("later"), zone=""),
        Student.objects.get(user__username=added[0].name),
    ):
        later.refresh_from_db()
        assert later.weights == list(THEIRS)
        assert later.fitted["whose"] == "school"
    answered = answer_next(later, now=NOON)
    assert tuple(Card.objects.get(reviews=answered.review).weights) == THEIRS
    assert sound()


def test_beginning_costs_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        assert SchoolWeights.objects.beginning() == {}


# Which of the school's fits counts


def test_latest_that_was_adopted_counts(pupil: Student, monkeypatch: pytest.MonkeyPatch) -> None:
    answer_next(pupil, now=NOON)
    for word, weights, counts in (
        (Word.TOO_FEW, DEFAULT_WEIGHTS, None),
        (Word.WORSE, THEIRS, None),
        (Word.BETTER, THEIRS, list(THEIRS)),
        (Word.UNSURE, (9.0, *DEFAULT_WEIGHTS[1:]), list(THEIRS)),
        (Word.TOO_FEW, DEFAULT_WEIGHTS, list(THEIRS)),
        (Word.WORSE, THEIRS, None),
    ):
        school(monkeypatch, word, weights)
        made = fits.fit_school(now=NOON)
        used = SchoolWeights.objects.in_use()
        assert (used.weights if used else None) == counts, word
        assert made.reason == word.value
    assert SchoolWeights.objects.count() == 6


def test_nobody_who_answered_nothing_is_fitted_to(pupil: Student, monkeypatch: pytest.MonkeyPatch) -> None:
    student("idle")
    answer_next(pupil, now=NOON)
    lengths: list[int] = []
    real = pooling.pool

    def look(students):
        given = list(students)
        lengths.extend(len(answers) for answers in given)
        return real(given)

    monkeypatch.setattr(pooling, "pool", look)
    made = fits.fit_school(now=NOON)
    assert lengths == [1]
    assert (made.reason, made.adopted, made.students, made.weights) == ("too few", False, 0, [])


def test_named_students_leave_the_school_as_it_is(pupil: Student) -> None:
    answer_next(pupil, now=NOON)
    call_command("fit_weights", "pupil", stdout=StringIO())
    assert not SchoolWeights.objects.exists()


# The way back


def test_whoever_chose_the_published_ones_keeps_them(pupil: Student, monkeypatch: pytest.MonkeyPatch) -> None:
    learn(pupil)
    idle = student("idle")
    school(monkeypatch)
    own(monkeypatch, Whose.SCHOOL)
    for each in (pupil, idle):
        fits.forget(each, now=NOON)
    out = StringIO()
    call_command("fit_weights", stdout=out)
    assert "pupil: the published weights, as chosen." in out.getvalue()
    for each in (pupil, idle):
        each.refresh_from_db()
        assert each.weights == []
    call_command("fit_weights", "pupil", stdout=out)
    pupil.refresh_from_db()
    assert pupil.weights == list(THEIRS)


def test_page_says_whose_they_are_and_one_press_goes_back(
    client: Client, pupil: Student, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_next(pupil, now=timezone.now())
    client.force_login(pupil.user)
    assert "model</b> says when" not in client.get("/progress/").text
    school(monkeypatch)
    fits.fit_school(now=NOON)
    page = client.post("/progress/fit/", follow=True)
    assert "Your school’s model is used now" in page.text
    assert "<b>Your school’s model</b> says when your cards come back" in page.text
    assert "fitted on 21 November 2026 to the answers of 12 students together" in page.text
    page = client.post("/progress/fit/", {"forget": "1"}, follow=True)
    assert "The published model is used again." in page.text
    assert "<b>The published model</b> says when your cards come back" in page.text
    assert "Use the published model" not in page.text
    assert "<b>Your school’s model</b>" in client.post("/progress/fit/", follow=True).text


def test_weights_of_the_school_are_read_in_admin(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    school(monkeypatch)
    student("somebody")
    made = SchoolWeightsFactory()
    assert "better" in admin_client.get("/admin/quizzes/schoolweights/").text
    assert admin_client.get(f"/admin/quizzes/schoolweights/{made.pk}/change/").status_code == 200
    assert admin_client.get("/admin/quizzes/schoolweights/add/").status_code == 403
