"""Days that a student keeps free, cards spread by what she has already, leeches: what the settings bring."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from quizzes import study
from quizzes.memory.fsrs6 import Grade
from quizzes.memory.fuzz import weekday
from quizzes.models import BankQuestion, Card, Review, Student
from quizzes.models.students import known_week, shares
from quizzes.study import spreading
from quizzes.study.asking import Form
from tests.cast import signed_in

from .small_bank import NOON, answer_asked, furnish, known, review_cards, student

pytestmark = pytest.mark.django_db
TODAY = NOON.date().toordinal()
FREE_SUNDAY = ["normal"] * 6 + ["none"]
SUNDAY = 6


def check_states() -> None:
    call_command("rebuild_states", "--check", stdout=StringIO())


def answer_card(pupil: Student, card: Card, *, right: bool = True, now=NOON) -> Card:
    asked = study.question_of_card(pupil, card=card.pk, now=now)
    assert asked is not None
    assert isinstance(answer_asked(pupil, asked, now=now, right=right), study.Answered)
    card.refresh_from_db()
    return card


def due_days(pupil: Student, rows: list[BankQuestion]) -> list[int]:
    found = []
    for row in rows:
        card = answer_card(pupil, known(pupil, row, stability=12.0))
        assert card.due_day is not None
        found.append(card.due_day)
    return found


def test_answers_of_one_day_are_spread_evenly() -> None:
    rows = furnish(24)
    counts = Counter(due_days(student(), rows))
    assert len(counts) >= 5
    assert max(counts.values()) - min(counts.values()) <= 1


def test_no_card_falls_on_a_free_day() -> None:
    rows = furnish(12)
    free = due_days(student(week=FREE_SUNDAY), rows)
    assert SUNDAY not in {weekday(day) for day in free}
    usual = due_days(student("other"), rows)
    assert SUNDAY in {weekday(day) for day in usual}


def test_others_cards_are_no_burden() -> None:
    rows = furnish(2)
    alone = due_days(student(), rows)
    other = student("other")
    review_cards(other, rows)
    Card.objects.filter(student=other).update(due_day=alone[0])
    Card.objects.exclude(student=other).delete()
    assert due_days(student("third"), rows) == alone


def test_chosen_day_stands_in_the_log_and_nowhere_else() -> None:
    (row,) = furnish(1)
    pupil = student()
    drawn = answer_card(pupil, known(pupil, row, stability=12.0)).due_day
    assert "due_day" not in Review.objects.get().response
    Review.objects.all().delete()
    Card.objects.all().delete()
    fillers = furnish_more(4)
    review_cards(pupil, fillers)
    Card.objects.update(due_day=drawn)
    chosen = answer_card(pupil, known(pupil, row, stability=12.0)).due_day
    assert chosen != drawn
    assert Review.objects.get().response["due_day"] == chosen


def furnish_more(count: int) -> list[BankQuestion]:
    from .small_bank import base, facts, questions

    return questions(facts(count, base=base(), first=500))


def test_state_with_chosen_days_is_the_fold_of_its_log() -> None:
    furnish(6)
    pupil = student(week=FREE_SUNDAY, leeches="suspend")
    now = NOON
    for turn in range(70):
        asked = study.next_question(pupil, now=now)
        if isinstance(asked, study.Nothing):
            now += timedelta(days=1)
            continue
        answer_asked(pupil, asked, now=now, right=turn % 4 != 1)
        now += timedelta(minutes=11)
    assert Review.objects.filter(response__has_key="due_day").exists()
    assert Review.objects.filter(response__has_key="stops_leech").exists()
    check_states()
    Student.objects.update(retention=0.8)
    pupil.refresh_from_db()
    for card in Card.objects.filter(phase="review", suspended=False):
        answer_card(pupil, card, now=now + timedelta(days=300))
    check_states()


def test_flashcard_shows_the_day_that_it_will_bring() -> None:
    rows = furnish(5)
    pupil = student()
    card = known(pupil, rows[0], stability=12.0)
    review_cards(pupil, rows[1:])
    asked = study.question_of_card(pupil, card=card.pk, now=NOON, form=Form(mode="card"))
    assert asked is not None
    plain = study.reveal(pupil, token=asked.token, now=NOON)
    assert isinstance(plain, study.Revealed)
    good = next(choice for choice in plain.choices if choice.grade is Grade.GOOD)
    days = int("".join(sign for sign in good.due if sign.isdigit()))
    Card.objects.exclude(pk=card.pk).update(due_day=TODAY + days)
    shown = study.reveal(pupil, token=asked.token, now=NOON)
    assert isinstance(shown, study.Revealed)
    good = next(choice for choice in shown.choices if choice.grade is Grade.GOOD)
    wanted = int("".join(sign for sign in good.due if sign.isdigit()))
    assert wanted != days
    study.grade(pupil, token=asked.token, grade=Grade.GOOD, now=NOON)
    card.refresh_from_db()
    assert card.due_day == TODAY + wanted


@pytest.mark.parametrize("cards", [1, 40])
def test_one_query_where_there_is_something_to_choose(cards: int, django_assert_num_queries) -> None:
    rows = furnish(cards)
    pupil = student()
    review_cards(pupil, rows)
    card = Card.objects.order_by("pk")[0]
    asked = study.question_of_card(pupil, card=card.pk, now=NOON)
    assert asked is not None
    spreading.waiting(pupil, [])
    with django_assert_num_queries(8):
        answer_asked(pupil, asked, now=NOON)


@pytest.mark.parametrize(("wish", "suspended"), [("tag", False), ("suspend", True)])
def test_leech(wish: str, suspended: bool) -> None:
    (row,) = furnish(1)
    pupil = student(leeches=wish)
    card = known(pupil, row, stability=12.0)
    Card.objects.filter(pk=card.pk).update(state={**card.state, "lapses": 7}, lapses=7)
    card = answer_card(pupil, card, right=False)
    assert (card.lapses, card.suspended) == (8, suspended)
    assert list(Card.objects.leeches()) == [card]
    review = Review.objects.get()
    assert isinstance(study.undo(pupil, review=review.pk, now=NOON), study.Undone)
    card.refresh_from_db()
    assert not card.suspended


@pytest.mark.parametrize(
    "week",
    [["normal"] * 6, ["normal"] * 8, ["none"] * 7, ["often"] * 7, "normal", {"0": "none"}, None],
    ids=str,
)
def test_week_that_is_none(week: Any) -> None:
    with pytest.raises(ValidationError):
        known_week(week)


def test_week_that_is_one() -> None:
    for week in ([], FREE_SUNDAY, ["reduced"] * 7):
        known_week(week)
    assert shares(FREE_SUNDAY) == (1, 1, 1, 1, 1, 1, 0)
    assert shares([]) == shares(["reduced"] * 7) == ()


# The page


def wishes(**changed: str) -> dict[str, str]:
    return {
        "new_a_day": "20",
        "session_size": "10",
        "reviews_a_day": "200",
        "retention": "90",
        "rollover_hour": "4",
        "zone": "UTC",
        "citation_style": "chicago",
        "keys": "on",
        **changed,
    }


def settings(pupil: Student, **changed: str) -> Any:
    return signed_in(pupil.user).post("/accounts/settings/", wishes(**changed))


def test_week_and_leeches_are_saved() -> None:
    pupil = student()
    assert settings(pupil, day_6="none", day_2="reduced", leeches="suspend").status_code == 302 + 1
    pupil.refresh_from_db()
    assert pupil.week == ["normal", "normal", "reduced", "normal", "normal", "normal", "none"]
    assert pupil.leeches == "suspend"
    page = signed_in(pupil.user).get("/accounts/settings/").content.decode()
    assert re.findall(r'name="(day_\d)" value="none"[^>]* checked', page) == ["day_6"]
    settings(pupil, day_2="normal", day_6="normal", leeches="tag")
    pupil.refresh_from_db()
    assert (pupil.week, pupil.leeches) == ([], "tag")


def test_form_that_says_nothing_of_them_leaves_them() -> None:
    pupil = student(week=FREE_SUNDAY, leeches="suspend")
    assert settings(pupil, new_a_day="7").status_code == 303
    pupil.refresh_from_db()
    assert (pupil.week, pupil.leeches, pupil.new_a_day) == (FREE_SUNDAY, "suspend", 7)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({f"day_{day}": "none" for day in range(7)}, "Leave at least one day of the week to study on."),
        ({"day_3": "x\0"}, "Say how much you want to do on this day."),
        ({"leeches": "burn"}, "Say what is to be done with cards that you keep forgetting."),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands(changed: dict[str, str], said: str) -> None:
    pupil = student(week=FREE_SUNDAY)
    page = settings(pupil, **changed)
    assert page.status_code == 200
    assert said in page.content.decode()
    assert 'class="fold" open' in page.content.decode()
    pupil.refresh_from_db()
    assert (pupil.week, pupil.leeches) == (FREE_SUNDAY, "tag")
