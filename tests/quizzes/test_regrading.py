"""Regrading and memory: a card is the fold of its log, whatever came before, between and after."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from quizzes import contests, proposals, study
from quizzes.memory.fold import fold
from quizzes.models import Card, Contest, Proposal, Regrade, Review, Sitting, Student
from quizzes.people import erasing, signing
from quizzes.people.exporting import export
from quizzes.study.amending import AT_A_TIME, only_amended
from quizzes.study.folding import events_of, parameters_for
from quizzes.study.regrading import count_as_right
from tests.cast import staff

from .small_bank import NOON
from .typed_world import HALVORSEN, pupil, question, token_for, typed_world, types

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TYPED = "Maizeman"
FACET = "actors:speaker"


@pytest.fixture(autouse=True)
def world():
    return typed_world()


@pytest.fixture
def mina() -> Student:
    return pupil("mina")


def regrade(*answers: Review, now=NOON + 9 * DAY) -> list[int]:
    with transaction.atomic():
        return [each.answer for each in count_as_right([each.pk for each in answers], why={}, now=now)]


def check_states() -> None:
    call_command("rebuild_states", "--check", stdout=StringIO())


def memory(card: Card) -> dict:
    """What a card knows, without the number of its last event."""
    card.refresh_from_db()
    return {
        **{name: getattr(card, name) for name in ("phase", "due_at", "due_day", "last_day", "first_day")},
        "state": {name: value for name, value in card.state.items() if name != "number"},
    }


def answers(student: Student, *texts: str) -> list[Review]:
    """So far apart that each is due."""
    row = question("fisheries")
    days = (0, 2, 60, 900)
    return [types(student, row, text, now=NOON + day * DAY) for day, text in zip(days, texts, strict=False)]


@pytest.mark.parametrize("wrong", range(4))
def test_card_is_the_fold_of_its_log_with_that_answer_taken_as_right(mina: Student, wrong: int) -> None:
    """The first of a card, one in between, the last; reckoned here from the answers alone."""
    log = answers(mina, *[TYPED if turn == wrong else HALVORSEN for turn in range(4)])
    assert [review.right for review in log].count(False) == 1
    card = log[0].card
    before = memory(card)
    right = [replace(event, right=True) for event in events_of(card)]
    wanted = fold(right, parameters_for(card.retention)).to_dict()
    assert regrade(log[wrong]) == [log[wrong].pk]
    card.refresh_from_db()
    assert card.state == {**wanted, "number": 5}
    assert memory(card) != before
    check_states()


def test_state_is_the_fold_before_and_after_a_rebuild(mina: Student) -> None:
    log = answers(mina, HALVORSEN, TYPED, HALVORSEN, TYPED)
    assert set(regrade(log[1], log[3])) == {log[1].pk, log[3].pk}
    card = log[0].card
    card.refresh_from_db()
    events = events_of(card)
    assert card.state == fold(events, parameters_for(card.retention)).to_dict()
    assert card.number == len(events) == 6
    before = Card.objects.filter(pk=card.pk).values().get()
    Card.objects.filter(pk=card.pk).update(state={}, phase="new", due_at=None, due_day=None)
    call_command("rebuild_states", stdout=StringIO())
    assert Card.objects.filter(pk=card.pk).values().get() == before


def test_second_time_does_nothing(mina: Student) -> None:
    (wrong,) = answers(mina, TYPED)
    assert regrade(wrong) == [wrong.pk]
    assert regrade(wrong) == []
    assert Review.objects.filter(kind="regrade").count() == 1


def test_what_was_taken_back_or_right_is_left_alone(mina: Student) -> None:
    right, wrong = answers(mina, HALVORSEN, TYPED)
    study.undo(mina, review=wrong.pk, now=NOON + 3 * DAY)
    before = list(Review.objects.values())
    assert regrade(right, wrong) == []
    assert list(Review.objects.values()) == before
    check_states()


def test_answer_can_be_taken_back_after_it_was_regraded(mina: Student) -> None:
    first, wrong = answers(mina, HALVORSEN, TYPED)
    contests.stand_by(mina, wrong, now=NOON)
    publisher = staff("publisher", 1)
    proposals.accept(Proposal.objects.get().pk, text=TYPED, language="", user=publisher, now=NOON + 3 * DAY)
    alone = pupil("alone")
    answers(alone, HALVORSEN)
    assert isinstance(study.undo(mina, review=wrong.pk, now=NOON + 3 * DAY), study.Undone)
    assert memory(first.card) == memory(Card.objects.get(student=alone))
    assert contests.standing_of(wrong.pk) is None
    assert contests.news_for(mina) == []
    check_states()


def test_form_that_was_open_meanwhile_still_counts(mina: Student) -> None:
    """Nobody loses an answer to a teacher's deed, and it counts once."""
    (wrong,) = answers(mina, TYPED)
    row = question("fisheries")
    one, two = (token_for(mina, row, now=NOON + DAY) for _ in range(2))
    regrade(wrong)
    given = study.Given(text=HALVORSEN)
    for _ in range(2):
        done = study.answer(mina, token=one, given=given, guessed=False, now=NOON + DAY)
        assert isinstance(done, study.Answered)
    assert isinstance(study.answer(mina, token=two, given=given, guessed=False, now=NOON + DAY), study.Moved)
    assert list(Review.objects.order_by("number").values_list("kind", flat=True))[:2] == ["learn", "regrade"]
    assert Review.objects.count() == 3
    check_states()


def test_form_is_stale_after_anything_else(mina: Student) -> None:
    (wrong,) = answers(mina, TYPED)
    token = token_for(mina, question("fisheries"), now=NOON + DAY)
    regrade(wrong)
    study.undo(mina, review=wrong.pk, now=NOON + DAY)
    given = study.Given(text=HALVORSEN)
    moved = study.answer(mina, token=token, given=given, guessed=False, now=NOON + DAY)
    assert isinstance(moved, study.Moved)
    card = wrong.card
    card.refresh_from_db()
    assert not only_amended(card, since=2)


def test_wanted_recall_of_the_card_stays(mina: Student) -> None:
    (wrong,) = answers(mina, TYPED)
    Student.objects.filter(pk=mina.pk).update(retention=0.8)
    regrade(wrong)
    assert Card.objects.get().retention == 0.9
    check_states()


def test_many_are_regraded_in_parts(mina: Student, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizzes.study.amending.AT_A_TIME", 2)
    assert AT_A_TIME > 2
    wrong = [answers(pupil(f"pupil-{number}"), TYPED)[0] for number in range(5)]
    assert set(regrade(*wrong)) == {review.pk for review in wrong}
    check_states()


def test_answer_by_a_guess_stays_one(mina: Student) -> None:
    row = question("fisheries")
    token = token_for(mina, row)
    done = study.answer(mina, token=token, given=study.Given(text=TYPED), guessed=True, now=NOON)
    guessed = Review.objects.get(pk=done.review)
    regrade(guessed)
    other = pupil("other")
    sure = answers(other, HALVORSEN)[0]
    assert memory(guessed.card)["state"]["stability"] < memory(sure.card)["state"]["stability"]
    check_states()


# What is kept of a person


def stood_by(student: Student) -> Review:
    (wrong,) = answers(student, TYPED)
    contests.stand_by(student, wrong, now=NOON)
    return wrong


def accept() -> None:
    proposals.accept(Proposal.objects.get().pk, text=TYPED, language="", user=staff("p", 1), now=NOON + DAY)


def test_erasing_takes_all_of_it(mina: Student) -> None:
    stood_by(mina)
    accept()
    erasing.erase(mina.user)
    for table in (Contest, Regrade, Proposal, Review, Card):
        assert not table.objects.exists(), table


def test_erasing_leaves_what_others_stand_by(mina: Student) -> None:
    other = pupil("other")
    stood_by(mina)
    kept = stood_by(other)
    accept()
    gone = erasing.erase(mina.user)
    assert (gone.cards, gone.answers) == (1, 2)
    assert Contest.objects.get().review == kept
    assert Regrade.objects.get().answer == kept
    assert Proposal.objects.raised().get().students == 1


@pytest.mark.parametrize(("stands", "left"), [(True, "maizemän"), (False, "maizeman")])
def test_erasing_leaves_nothing_as_the_erased_one_typed_it(mina: Student, stands: bool, left: str) -> None:
    """What is left is what another typed, or what all who typed it share."""
    stood = types(mina, question("fisheries"), "MAIZEMÄN")
    contests.stand_by(mina, stood, now=NOON)
    for name, typed in (("other", "maizemän"), ("third", "Maizemän")):
        student = pupil(name)
        review = types(student, question("fisheries"), typed)
        if stands:
            contests.stand_by(student, review, now=NOON)
    accept()
    erasing.erase(mina.user)
    assert Proposal.objects.get().text == left


def test_export_has_it(mina: Student) -> None:
    wrong = stood_by(mina)
    accept()
    data = json.loads(export(mina.user, now=NOON))
    (told,) = data["contests"]
    assert (told["answer"], told["text"], told["state"]) == ([wrong.card_id, 1], TYPED, "accepted")
    log = data["cards"][0]["reviews"]
    assert [(each["kind"], each["right"], each["undoes"]) for each in log] == [
        ("learn", False, None),
        ("regrade", True, 1),
    ]
    assert data["cards"][0]["reviews"][0]["verdict"]["right"] is False, "what was shown stays on record"


def test_export_of_a_quiz_that_waits_tells_nothing(mina: Student) -> None:
    (wrong,) = answers(mina, TYPED)
    quiz = Sitting.objects.create(student=mina, purpose="quiz", feedback="at_end", started_at=NOON)
    Review.objects.filter(pk=wrong.pk).update(sitting=quiz)
    regrade(wrong)
    (card,) = json.loads(export(mina.user, now=NOON))["cards"]
    assert [each["kind"] for each in card["reviews"]] == ["learn"]
    assert "right" not in card["reviews"][0]


def test_guest_takes_it_along_into_an_account(mina: Student) -> None:
    Student.objects.filter(pk=mina.pk).update(guest=True)
    mina.refresh_from_db()
    stood_by(mina)
    accept()
    account = pupil("account")
    assert signing.merge(mina, into=account.user)
    assert Contest.objects.get().student == account
    assert Regrade.objects.get().student == account
    assert len(contests.news_for(account)) == 1


def test_what_the_account_had_already_stays_behind(mina: Student) -> None:
    Student.objects.filter(pk=mina.pk).update(guest=True)
    mina.refresh_from_db()
    account = pupil("account")
    answers(account, HALVORSEN)
    stood_by(mina)
    assert signing.merge(mina, into=account.user)
    assert not Contest.objects.exists()
    assert not Proposal.objects.exists()
