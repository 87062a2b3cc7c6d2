"""How sure a set wants its answers to be: whose wish counts, where it is told, and what keeps to it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from quizzes import sets, study
from quizzes.models import BankQuestion, Card, Review, Set, Student
from quizzes.people.signing import merge
from quizzes.questions import Mode
from quizzes.study import folding, rebuilding
from quizzes.study.asking import Form
from quizzes.study.particulars import particulars_of
from quizzes.study.wishing import wishes_of

from .small_bank import NOON, answer_next, furnish, student

pytestmark = pytest.mark.django_db
TODAY = NOON.date().toordinal()


def wishing(name: str, rows: list[BankQuestion], retention: float | None, *followers: Student) -> Set:
    teacher, _ = User.objects.get_or_create(username="Teacher")
    made = Set.objects.create(name=name, owner=teacher, by_hand=True, retention=retention)
    sets.choose(made, [row.fact_id for row in rows])
    made.followers.set(followers)
    return made


def review_log(of: Student) -> None:
    """Two answers, so that a card is in review and due."""
    answer_next(of, now=NOON - timedelta(days=9))
    answer_next(of, now=NOON - timedelta(days=9) + timedelta(minutes=15))


def reckoned() -> list[float]:
    return list(Card.objects.order_by("fact").values_list("retention", flat=True))


def states_are_kept() -> bool:
    return not list(rebuilding.differing())


@pytest.mark.parametrize(
    ("own", "asked", "counts"),
    [
        (0.9, [None], 0.9),
        (0.9, [0.95], 0.95),
        (0.9, [0.8], 0.8),
        (0.9, [0.8, 0.95, None], 0.95),
        (0.97, [0.85, 0.75], 0.85),
    ],
)
def test_highest_wish_of_the_followed_sets_counts_else_the_students(
    own: float, asked: list[float | None], counts: float
) -> None:
    rows = furnish(1)
    pupil = student(retention=own)
    for number, wish in enumerate(asked):
        wishing(f"Class {number}", rows, wish, pupil)
    answer_next(pupil, now=NOON)
    assert reckoned() == [counts]
    assert states_are_kept()


def test_wish_counts_for_the_facts_of_the_set_and_its_followers_alone() -> None:
    rows = furnish(2)
    pupil, other = student("one"), student("two")
    wishing("Class", rows[:1], 0.95, pupil)
    wishing("Others", rows[1:], 0.97)
    for each in (pupil, other):
        answer_next(each, now=NOON)
        answer_next(each, now=NOON)
    assert dict(Card.objects.filter(student=pupil).values_list("fact", "retention")) == {
        rows[0].fact_id: 0.95,
        rows[1].fact_id: 0.9,
    }
    assert set(Card.objects.filter(student=other).values_list("retention", flat=True)) == {0.9}


def test_card_is_reckoned_by_a_new_wish_at_its_next_answer() -> None:
    (row,) = furnish(1)
    pupil = student()
    review_log(pupil)
    of = wishing("Class", [row], 0.97, pupil)
    assert reckoned() == [0.9]
    assert states_are_kept()
    answer_next(pupil, now=NOON)
    strict = Card.objects.get()
    assert strict.retention == 0.97
    Set.objects.filter(pk=of.pk).update(retention=0.7)
    Card.objects.update(due_day=TODAY)
    answer_next(pupil, now=NOON + timedelta(hours=1))
    lax = Card.objects.get()
    assert lax.retention == 0.7
    assert lax.due_day > strict.due_day
    assert states_are_kept()
    sets.leave(pupil, of)
    assert reckoned() == [0.7]


def test_undo_reckons_by_the_wish() -> None:
    (row,) = furnish(1)
    pupil = student()
    review_log(pupil)
    wishing("Class", [row], 0.95, pupil)
    outcome = answer_next(pupil, now=NOON)
    Set.objects.update(retention=0.8)
    study.undo(pupil, review=outcome.review, now=NOON)
    assert reckoned() == [0.8]
    assert states_are_kept()


def test_buttons_of_a_flashcard_foretell_what_the_answer_brings() -> None:
    (row,) = furnish(1)
    pupil = student()
    review_log(pupil)
    said = []
    for wish in (None, 0.97):
        Set.objects.filter(name="Class").delete()
        wishing("Class", [row], wish, pupil)
        asked = study.next_question(pupil, now=NOON, form=Form(mode=Mode.CARD))
        assert isinstance(asked, study.Asked)
        back = study.reveal(pupil, token=asked.token, now=NOON)
        assert isinstance(back, study.Revealed)
        said.append({choice.grade: choice.due for choice in back.choices})
    grade = max(said[1])
    assert said[0][grade] != said[1][grade]
    outcome = study.grade(pupil, token=asked.token, grade=grade, now=NOON)
    assert isinstance(outcome, study.Answered)
    days = Card.objects.get().due_day - TODAY
    assert str(days) in said[1][grade]


def test_progress_of_a_guest_is_reckoned_by_the_wish_in_the_account() -> None:
    rows = furnish(2)
    guest, account = student("guest", guest=True), student("account")
    answer_next(guest, now=NOON)
    wishing("Class", rows, 0.95, account)
    assert merge(guest, into=account.user) is not None
    assert reckoned() == [0.95]
    assert states_are_kept()


def test_wishes_of_some_facts_take_one_query(django_assert_num_queries: Any) -> None:
    rows = furnish(3)
    pupil = student()
    wishing("Class", rows[:2], 0.95, pupil)
    wishing("Other", rows[1:], 0.8, pupil)
    first, second, third = (row.fact_id for row in rows)
    with django_assert_num_queries(1):
        found = wishes_of(pupil.pk, {first, second})
    assert found == {first: 0.95, second: 0.95}
    assert wishes_of(pupil.pk, {third}) == {third: 0.8}


def test_card_says_whose_wish_it_is() -> None:
    rows = furnish(1)
    pupil = student()
    review_log(pupil)
    card = Card.objects.get().pk
    before = particulars_of(pupil, card, now=NOON).reason
    wishing("Class", rows, 0.95, pupil)
    wishing("Other", rows, 0.8, pupil)
    after = particulars_of(pupil, card, now=NOON).reason
    assert len(after) == len(before) + 1
    assert str(after[-1]) == "“Class” wants 95 %."


@pytest.mark.parametrize("wish", [0.69, 0.98, -1.0])
def test_wish_out_of_range_is_refused(wish: float) -> None:
    of = Set(name="Class", retention=wish)
    with pytest.raises(ValidationError):
        of.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        of.save()


def test_fit_keeps_what_is_wished(monkeypatch: pytest.MonkeyPatch) -> None:
    from quizzes import fits

    rows = furnish(2)
    pupil = student()
    review_log(pupil)
    review_log(pupil)
    wishing("Class", rows[:1], 0.95, pupil)
    weights = [round(each * 1.01, 6) for each in folding.parameters_for(0.9).weights]
    fits._adopt(pupil, weights, {}, now=NOON)
    assert reckoned() == [0.95, 0.9]
    assert Card.objects.values_list("weights", flat=True)[0] == weights
    assert states_are_kept()
    assert Review.objects.filter(at__gt=timezone.now()).count() == 0
