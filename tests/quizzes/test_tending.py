"""What a student does to a card: each deed an event, done once, undone like an answer."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from quizzes import study
from quizzes.memory.events import Kind
from quizzes.models import BankQuestion, Card, Review, Student
from quizzes.study import tending
from quizzes.study.amending import BY_OTHERS, CORRECTED, Entry, amend, only_amended
from quizzes.study.regrading import count_as_right
from quizzes.study.tending import MOST_DAYS, Deed, Tended, tend

from .small_bank import NOON, answer_asked, answer_next, furnish, student, study_once

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TODAY = NOON.date().toordinal()
COLUMNS = ("phase", "due_at", "due_day", "last_day", "first_day", "lapses", "suspended", "buried_day")


@pytest.fixture
def row() -> BankQuestion:
    return furnish(1)[0]


@pytest.fixture
def pupil(row: BankQuestion) -> Student:
    return student()


@pytest.fixture
def card(pupil: Student, row: BankQuestion) -> Card:
    """In review, due tomorrow or later."""
    made = study_once(pupil, row, now=NOON)
    answer_next(pupil, now=NOON + timedelta(minutes=11))
    made.refresh_from_db()
    assert made.phase == "review"
    return made


def do(pupil: Student, card: Card, deed: Deed, *, now=NOON + DAY, **more: Any) -> Tended:
    card.refresh_from_db()
    done = tend(pupil, card=card.pk, number=card.number, deed=deed, now=now, **more)
    assert isinstance(done, Tended), done
    card.refresh_from_db()
    return done


def columns(card: Card) -> dict[str, Any]:
    card.refresh_from_db()
    state = {name: value for name, value in card.state.items() if name != "number"}
    return {**{name: getattr(card, name) for name in COLUMNS}, "state": state}


def check_states() -> None:
    call_command("rebuild_states", "--check", stdout=StringIO())


def asks(pupil: Student, now=NOON + 60 * DAY) -> bool:
    return isinstance(study.next_question(pupil, now=now), study.Asked)


def test_suspended_card_is_not_asked_until_it_is_resumed(pupil: Student, card: Card) -> None:
    before = columns(card)
    do(pupil, card, Deed.SUSPEND)
    assert (card.suspended, card.due_at, card.due_day) == (True, None, None)
    assert not asks(pupil)
    check_states()
    do(pupil, card, Deed.RESUME)
    assert columns(card) == before
    assert asks(pupil)
    check_states()


def test_buried_card_comes_back_tomorrow(pupil: Student, card: Card) -> None:
    due = NOON + 20 * DAY
    assert asks(pupil, due)
    do(pupil, card, Deed.BURY, now=due)
    assert not asks(pupil, due)
    assert asks(pupil, due + DAY)
    check_states()


def test_burial_is_taken_back(pupil: Student, card: Card) -> None:
    before = columns(card)
    do(pupil, card, Deed.BURY, now=NOON + 20 * DAY)
    do(pupil, card, Deed.DIG_UP, now=NOON + 20 * DAY)
    assert columns(card) == before


def test_card_begun_anew_is_a_new_one(pupil: Student, card: Card) -> None:
    do(pupil, card, Deed.RESET)
    assert (card.phase, card.first_day, card.last_day, card.due_day) == ("new", None, None, 0)
    assert study.counts(pupil, NOON + DAY).due == 0
    check_states()
    asked = study.next_question(pupil, now=NOON + 2 * DAY)
    assert isinstance(asked, study.Asked)
    answer_asked(pupil, asked, now=NOON + 2 * DAY)
    card.refresh_from_db()
    assert (card.phase, card.first_day) == ("learning", TODAY + 2)
    assert Review.objects.latest("number").kind == "learn"
    check_states()


@pytest.mark.parametrize("days_off", [0, 1, 12, MOST_DAYS])
def test_moved_card_is_due_on_its_day(pupil: Student, card: Card, days_off: int) -> None:
    do(pupil, card, Deed.MOVE, days_off=days_off)
    assert card.due_day == TODAY + 1 + days_off
    check_states()


@pytest.mark.parametrize("days_off", [-1, MOST_DAYS + 1])
def test_there_is_no_such_day(pupil: Student, card: Card, days_off: int) -> None:
    with pytest.raises(ValueError, match="0 to 3650"):
        tend(pupil, card=card.pk, number=card.number, deed=Deed.MOVE, now=NOON, days_off=days_off)


def test_only_a_card_in_review_has_a_day_to_move(pupil: Student, row: BankQuestion) -> None:
    new = study_once(pupil, row, now=NOON)
    done = tend(pupil, card=new.pk, number=new.number, deed=Deed.MOVE, now=NOON, days_off=3)
    assert done == tending.NO_DAY
    assert Review.objects.count() == 1


@pytest.mark.parametrize("deed", list(Deed))
def test_same_form_twice_is_one_deed(pupil: Student, card: Card, deed: Deed) -> None:
    undone = {Deed.RESUME: Deed.SUSPEND, Deed.DIG_UP: Deed.BURY}
    if deed in undone:
        do(pupil, card, undone[deed])
    number, events = card.number, Review.objects.count()
    first = tend(pupil, card=card.pk, number=number, deed=deed, now=NOON + DAY, days_off=4)
    second = tend(pupil, card=card.pk, number=number, deed=deed, now=NOON + DAY, days_off=4)
    assert isinstance(first, Tended)
    assert second == first
    assert Review.objects.count() == events + 1


def test_another_deed_from_an_old_form_does_nothing(pupil: Student, card: Card) -> None:
    number = card.number
    do(pupil, card, Deed.SUSPEND)
    assert tend(pupil, card=card.pk, number=number, deed=Deed.RESET, now=NOON) == tending.MOVED_ON
    card.refresh_from_db()
    assert card.suspended
    moved = tend(pupil, card=card.pk, number=number, deed=Deed.MOVE, now=NOON, days_off=2)
    assert moved == tending.MOVED_ON


@pytest.mark.parametrize("deed", [Deed.RESUME, Deed.DIG_UP])
def test_what_is_so_already_is_not_done_again(pupil: Student, card: Card, deed: Deed) -> None:
    done = tend(pupil, card=card.pk, number=card.number, deed=deed, now=NOON)
    assert done == tending.NOTHING_TO_DO


def test_deed_on_somebody_elses_card(pupil: Student, card: Card) -> None:
    other = student("other")
    with pytest.raises(Card.DoesNotExist):
        tend(other, card=card.pk, number=card.number, deed=Deed.SUSPEND, now=NOON)


def test_everything_can_be_undone_to_the_beginning(pupil: Student, card: Card) -> None:
    """An answer, each deed, another answer; then one by one back, each step as it was before."""
    seen = []
    for deed in (Deed.MOVE, Deed.SUSPEND, Deed.RESUME, Deed.BURY, Deed.DIG_UP, Deed.RESET):
        seen.append(columns(card))
        do(pupil, card, deed, days_off=0)
    seen.append(columns(card))
    answer_next(pupil, now=NOON + 9 * DAY)
    for row in reversed(list(Review.objects.filter(card=card).order_by("number"))):
        outcome = study.undo(pupil, review=row.pk, now=NOON + 10 * DAY)
        assert isinstance(outcome, study.Undone), row
        assert study.undo(pupil, review=row.pk, now=NOON + 10 * DAY) == outcome
        if seen:
            assert columns(card) == seen.pop()
        check_states()
    card.refresh_from_db()
    assert (card.phase, card.first_day, card.due_day) == ("new", None, 0)


def test_only_the_last_own_entry_is_undone(pupil: Student, card: Card) -> None:
    first = do(pupil, card, Deed.MOVE, days_off=3)
    do(pupil, card, Deed.SUSPEND)
    outcome = study.undo(pupil, review=first.review, now=NOON + DAY)
    assert isinstance(outcome, study.Moved)
    assert card.suspended


def corrected(card: Card) -> None:
    """What a corrected fact does to a card, on the day after tomorrow."""
    (answer,) = Review.objects.filter(card=card, number=1)

    def entries(*_given: object) -> list[Entry]:
        return [Entry(kind=Kind.RESCHEDULE, answer=answer, response={"because": CORRECTED})]

    with transaction.atomic():
        amend([card.pk], entries, now=NOON + 2 * DAY)


def test_others_entries_are_told_from_a_students_own(pupil: Student, card: Card) -> None:
    do(pupil, card, Deed.MOVE, days_off=3)
    assert not Review.objects.filter(BY_OTHERS).exists()
    assert Review.objects.exclude(BY_OTHERS).count() == card.number == 3
    corrected(card)
    assert [row.number for row in Review.objects.filter(BY_OTHERS)] == [4]
    card.refresh_from_db()
    assert only_amended(card, since=4)
    assert not only_amended(card, since=3)


def test_corrected_fact_does_not_stand_in_the_way_of_undoing(pupil: Student, card: Card) -> None:
    done = do(pupil, card, Deed.MOVE, days_off=30)
    corrected(card)
    entry = Review.objects.get(BY_OTHERS)
    with pytest.raises(Review.DoesNotExist):
        study.undo(pupil, review=entry.pk, now=NOON + 2 * DAY)
    assert isinstance(study.undo(pupil, review=done.review, now=NOON + 2 * DAY), study.Undone)
    card.refresh_from_db()
    assert card.due_day == TODAY + 2
    check_states()


def test_form_from_before_a_regrade_still_counts(pupil: Student, row: BankQuestion) -> None:
    wrong = study_once(pupil, row, now=NOON, right=False)
    number = wrong.number
    with transaction.atomic():
        count_as_right([Review.objects.get().pk], why={}, now=NOON)
    done = tend(pupil, card=wrong.pk, number=number, deed=Deed.SUSPEND, now=NOON)
    assert isinstance(done, Tended)
    assert tend(pupil, card=wrong.pk, number=number, deed=Deed.SUSPEND, now=NOON) == done


@pytest.mark.parametrize("deed", [Deed.SUSPEND, Deed.BURY, Deed.RESET])
def test_answer_to_a_card_that_was_put_away_meanwhile_is_not_stored(
    pupil: Student, card: Card, deed: Deed
) -> None:
    """And says so: nobody answered it in another tab."""
    due = NOON + 20 * DAY
    asked = study.next_question(pupil, now=due)
    assert isinstance(asked, study.Asked)
    do(pupil, card, deed, now=due)
    outcome = answer_asked(pupil, asked, now=due)
    assert isinstance(outcome, study.Moved)
    assert str(outcome.reason).startswith("You set this card aside, put it off")
    assert card.number == 3
