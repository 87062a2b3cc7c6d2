"""The model fitted to one student: what is adopted, what becomes of her cards, and the way back."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from quizzes import fits, study
from quizzes.memory import pooling
from quizzes.memory.fitting import Fitted, Reason
from quizzes.memory.parameters import DEFAULT_WEIGHTS
from quizzes.models import BankQuestion, Card, Review, Student
from quizzes.study import folding
from quizzes.study.rebuilding import differing
from quizzes.study.tending import Deed, tend
from tests.quizzes.small_bank import NOON, answer_next, furnish, student, study_once

pytestmark = pytest.mark.django_db
SHORT = tuple(weight / 4 if place < 4 else weight for place, weight in enumerate(DEFAULT_WEIGHTS))
"""Somebody who forgets four times as fast at first."""


@pytest.fixture
def pupil() -> Student:
    furnish(30)
    return student(new_a_day=1_000)


def found(
    weights: tuple[float, ...] = SHORT, *, adopted: bool = True, reason: Reason = Reason.BETTER
) -> Fitted:
    return Fitted(
        weights=weights,
        share=1.0,
        n=100,
        tried=50,
        loss_default=0.4,
        loss_fitted=0.38,
        adopted=adopted,
        reason=reason,
    )


def finds(monkeypatch: pytest.MonkeyPatch, result: Fitted) -> None:
    monkeypatch.setattr(pooling, "fit", lambda answers, **_: result)


def learn(of: Student, *, now=NOON) -> None:
    """Cards in their intervals: met twelve days ago, and right until then and since."""
    for row in BankQuestion.objects.order_by("pk"):
        study_once(of, row, now=now - timedelta(days=12))
    for back in (12, 9):
        at = now - timedelta(days=back, minutes=-30)
        while isinstance(study.next_question(of, now=at), study.Asked):
            answer_next(of, now=at)


def sound() -> bool:
    return list(differing()) == []


# What is adopted


def test_better_weights_are_adopted_and_every_card_is_reckoned_by_them(
    pupil: Student, monkeypatch: pytest.MonkeyPatch
) -> None:
    learn(pupil)
    before = dict(Card.objects.values_list("pk", "stability"))
    finds(monkeypatch, found())
    outcome = fits.fit(pupil, now=NOON)
    pupil.refresh_from_db()
    assert outcome.adopted
    assert outcome.moved > 0
    assert pupil.weights == [round(weight, 6) for weight in SHORT]
    assert pupil.fitted["answers"] == 100
    assert pupil.fitted["reason"] == "better"
    for card in Card.objects.all():
        assert card.weights == pupil.weights
        assert (card.stability or 0) < (before[card.pk] or 0)
    assert sound()


@pytest.mark.parametrize("reason", [Reason.NOT_BETTER, Reason.TOO_FEW])
def test_what_is_not_better_changes_nothing(
    pupil: Student, monkeypatch: pytest.MonkeyPatch, reason: Reason
) -> None:
    learn(pupil)
    before = list(Card.objects.order_by("pk").values())
    reviews = Review.objects.count()
    finds(monkeypatch, found(DEFAULT_WEIGHTS, adopted=False, reason=reason))
    assert fits.fit(pupil, now=NOON) == fits.Outcome(adopted=False)
    assert list(Card.objects.order_by("pk").values()) == before
    assert Review.objects.count() == reviews
    pupil.refresh_from_db()
    assert pupil.weights == []
    assert pupil.fitted["reason"] == reason.value


def test_fit_reads_the_answers_that_count(pupil: Student, monkeypatch: pytest.MonkeyPatch) -> None:
    learn(pupil)
    taken = answer_next(pupil, now=NOON + timedelta(days=200), right=False)
    study.undo(pupil, review=taken.review, now=NOON + timedelta(days=200))
    seen: list[int] = []

    def look(answers, **_):
        seen.append(len(answers))
        return found(DEFAULT_WEIGHTS, adopted=False, reason=Reason.NOT_BETTER)

    monkeypatch.setattr(pooling, "fit", look)
    fits.fit(pupil, now=NOON)
    standing = Review.objects.standing().filter(kind__in=("learn", "review", "relearn"))
    assert seen == [standing.count()]


def test_few_answers_are_too_few(pupil: Student) -> None:
    """The real fit, on next to nothing."""
    answer_next(pupil, now=NOON)
    assert not fits.fit(pupil, now=NOON).adopted
    assert pupil.fitted["reason"] == "too few"


def test_machine_that_cannot_fit_says_so(pupil: Student, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fits, "find_spec", lambda name: None)
    with pytest.raises(fits.NotInstalledError, match="install its extra"):
        fits.fit(pupil, now=NOON)


# What becomes of the cards


def test_cards_that_would_all_come_at_once_are_spread_and_told_why(
    pupil: Student, monkeypatch: pytest.MonkeyPatch
) -> None:
    learn(pupil)
    today = folding.study_day(pupil, NOON)
    Card.objects.filter(due_day__lte=today).delete()
    waiting = Card.objects.filter(due_day__gt=today).count()
    finds(monkeypatch, found())
    outcome = fits.fit(pupil, now=NOON)
    put_off = Review.objects.filter(kind="reschedule")
    assert waiting >= outcome.moved >= outcome.spread == put_off.count() > 0
    assert {row.response["because"] for row in put_off} == {"fit"}
    days = Counter(row.response["due_day"] for row in put_off)
    today_still = Card.objects.filter(due_day__lte=today).count()
    each = -(-(outcome.spread + today_still) // fits.SPREAD)
    assert max(*days.values(), today_still) <= each
    assert all(today < day < today + fits.SPREAD for day in days)
    assert sound()


def test_way_back_leads_to_the_usual_weights(pupil: Student, monkeypatch: pytest.MonkeyPatch) -> None:
    learn(pupil)
    before = dict(Card.objects.values_list("pk", "stability"))
    finds(monkeypatch, found())
    fits.fit(pupil, now=NOON)
    assert fits.forget(pupil, now=NOON).adopted
    pupil.refresh_from_db()
    assert pupil.weights == []
    assert (pupil.fitted["whose"], fits.chosen(pupil)) == ("published", True)
    assert dict(Card.objects.values_list("pk", "stability")) == before
    assert sound()
    assert not fits.forget(pupil, now=NOON).adopted


def test_card_that_was_missed_is_reckoned_anew_at_its_next_answer(pupil: Student) -> None:
    """As one is that was answered while the others were reckoned."""
    learn(pupil)
    Student.objects.update(weights=list(SHORT))
    pupil.refresh_from_db()
    assert sound()  # by the weights that each card was reckoned with
    later = NOON + timedelta(days=60)
    answered = answer_next(pupil, now=later)
    card = Card.objects.get(reviews=answered.review)
    assert card.weights == list(SHORT)
    assert sound()


def test_undo_and_deeds_keep_to_the_weights(pupil: Student, monkeypatch: pytest.MonkeyPatch) -> None:
    learn(pupil)
    finds(monkeypatch, found())
    fits.fit(pupil, now=NOON)
    later = NOON + timedelta(days=60)
    answered = answer_next(pupil, now=later)
    study.undo(pupil, review=answered.review, now=later)
    card = Card.objects.exclude(reviews=answered.review).filter(phase="review").first()
    assert card is not None
    tend(pupil, card=card.pk, number=card.number, deed=Deed.MOVE, now=later, days_off=3)
    assert sound()


# For students and those who run the machine


def test_page_offers_the_fit_and_says_what_came_of_it(
    client: Client, pupil: Student, monkeypatch: pytest.MonkeyPatch
) -> None:
    learn(pupil, now=timezone.now())
    client.force_login(pupil.user)
    for row in Review.objects.filter(kind="learn")[:25]:
        Review.objects.filter(pk=row.pk).update(kind="review")
    finds(monkeypatch, found())
    assert "Fit it to my memory" in client.get("/progress/").text
    page = client.post("/progress/fit/", follow=True)
    assert "The model is fitted to you now. " in page.text
    assert "to 100 answers of yours, and foresaw those that were held out 5.0 % better." in page.text
    page = client.post("/progress/fit/", follow=True)
    assert "The fit came to the same model again; nothing was changed." in page.text
    page = client.post("/progress/fit/", {"forget": "1"}, follow=True)
    assert "The published model is used again. " in page.text
    assert "Fit it to my memory" in page.text


def test_page_says_why_nothing_was_adopted(client: Client, pupil: Student) -> None:
    client.force_login(pupil.user)
    answer_next(pupil, now=timezone.now())
    assert "too few answers yet" in client.post("/progress/fit/", follow=True).text


def test_page_of_a_machine_that_cannot_fit(
    client: Client, pupil: Student, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(pupil.user)
    monkeypatch.setattr(fits, "find_spec", lambda name: None)
    assert "cannot fit the model" in client.post("/progress/fit/", follow=True).text


def test_command_fits_everybody_or_who_is_named(pupil: Student, monkeypatch: pytest.MonkeyPatch) -> None:
    learn(pupil)
    student("idle")
    finds(monkeypatch, found())
    out = StringIO()
    call_command("fit_weights", stdout=out)
    assert "pupil: fitted to 100 answers (log loss 0.3800, 0.4000 without)" in out.getvalue()
    assert "1 students were looked at." in out.getvalue()
    with pytest.raises(CommandError, match="No student of this name has answered anything: idle, nobody"):
        call_command("fit_weights", "idle", "nobody", stdout=out)


def test_command_without_the_extra_is_one_sentence(pupil: Student, monkeypatch: pytest.MonkeyPatch) -> None:
    answer_next(pupil, now=NOON)
    monkeypatch.setattr(fits, "find_spec", lambda name: None)
    with pytest.raises(CommandError, match="install its extra"):
        call_command("fit_weights", stdout=StringIO())
