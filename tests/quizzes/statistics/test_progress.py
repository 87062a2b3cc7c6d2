"""What the page of progress reads out of the log, and that it reads the same for much and for little."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from history.dates import day_number
from history.models import Fact
from quizzes import study
from quizzes.models import BankQuestion, Card, Review, Sitting, Student
from quizzes.statistics import ahead, confusions, deck, practice, retention
from quizzes.statistics.ahead import Way
from quizzes.study.folding import study_day
from tests.quizzes.small_bank import NOON, answer_next, furnish, review_cards, student

pytestmark = pytest.mark.django_db


@pytest.fixture
def pupil() -> Student:
    furnish(6)
    return student()


def held_of(of: Student, now=NOON) -> tuple[deck.Held, ...]:
    return deck.deck(of, today=study_day(of, now))


# Days and minutes


def test_days_are_counted_and_a_day_off_breaks_nothing(pupil: Student) -> None:
    for back in (20, 20, 3, 0):
        answer_next(pupil, now=NOON - timedelta(days=back), right=back != 3)
    found = practice.practice(pupil, today=study_day(pupil, NOON))
    assert (found.practised, found.recent, found.answers) == (3, 4, 4)
    assert len(found.days) == practice.SPAN
    assert [day.answers for day in found.days if day.answers] == [2, 1, 1]


def test_what_is_older_than_four_weeks_counts_only_in_all(pupil: Student) -> None:
    answer_next(pupil, now=NOON - timedelta(days=practice.SPAN))
    answer_next(pupil, now=NOON - timedelta(days=practice.SPAN - 1))
    found = practice.practice(pupil, today=study_day(pupil, NOON))
    assert (found.answers, found.recent) == (2, 1)


def test_what_was_taken_back_was_never_practised(pupil: Student) -> None:
    answered = answer_next(pupil, now=NOON)
    study.undo(pupil, review=answered.review, now=NOON)
    found = practice.practice(pupil, today=study_day(pupil, NOON))
    assert (found.answers, found.practised) == (0, 0)


def test_minutes_count_no_tea(pupil: Student) -> None:
    answer_next(pupil, now=NOON)
    answer_next(pupil, now=NOON)
    first, last = Review.objects.order_by("pk")
    Review.objects.filter(pk=first.pk).update(milliseconds=30_000)
    Review.objects.filter(pk=last.pk).update(milliseconds=7_200_000)
    found = practice.practice(pupil, today=study_day(pupil, NOON))
    assert sum(day.milliseconds for day in found.days) == 30_000 + practice.LONGEST
    assert found.minutes == 2


def test_pace_is_the_median_of_the_last_answers(pupil: Student, django_assert_num_queries) -> None:
    assert practice.pace(pupil) == practice.USUAL
    for seconds in (4, 6, 300):
        answered = answer_next(pupil, now=NOON)
        Review.objects.filter(pk=answered.review).update(milliseconds=seconds * 1_000)
    with django_assert_num_queries(2):
        assert practice.pace(pupil) == 6_000


@pytest.mark.parametrize(("answers", "each", "minutes"), [(0, 9_000, 0), (1, 9_000, 1), (40, 9_000, 6)])
def test_minutes_for_what_waits(answers: int, each: int, minutes: int) -> None:
    assert practice.minutes_for(answers, each=each) == minutes


# The deck


def test_recall_is_expected_as_of_today(pupil: Student) -> None:
    review_cards(pupil, list(BankQuestion.objects.all()[:2]))
    now, later = held_of(pupil), held_of(pupil, NOON + timedelta(days=30))
    assert len(now) == 2
    assert all(0 < card.recall <= 1 for card in now)
    assert sum(card.recall for card in later) < sum(card.recall for card in now)


def test_fact_is_known_once_all_its_cards_wait_for_days(pupil: Student) -> None:
    rows = list(BankQuestion.objects.all()[:2])
    review_cards(pupil, rows)
    assert set(deck.facts_by_progress(held_of(pupil)).values()) == {deck.KNOWN}
    Card.objects.filter(fact=rows[0].fact_id).update(phase="relearning")
    assert deck.facts_by_progress(held_of(pupil)) == {
        rows[0].fact_id: deck.LEARNING,
        rows[1].fact_id: deck.KNOWN,
    }


def test_forecast_holds_each_card_on_its_day_and_the_overdue_today(pupil: Student) -> None:
    rows = list(BankQuestion.objects.all()[:4])
    review_cards(pupil, rows)
    today = study_day(pupil, NOON)
    for row, due_day in zip(rows, (today - 9, today, today + 3, today + 400), strict=True):
        Card.objects.filter(fact=row.fact_id).update(due_day=due_day)
    found = deck.forecast(held_of(pupil), today=today, now=NOON)
    assert (found[0], found[3], sum(found), len(found)) == (2, 1, 3, deck.SPAN)


def dated(rows: list[BankQuestion], *years: int) -> None:
    for row, year in zip(rows, years, strict=True):
        day = day_number(year, 6, 1)
        Fact.objects.filter(pk=row.fact_id).update(earliest=day, latest=day)


def test_periods_are_decades_where_they_are_few(pupil: Student) -> None:
    rows = list(BankQuestion.objects.all()[:3])
    review_cards(pupil, rows)
    dated(rows, 1945, 1949, 1961)
    found = deck.by_period(held_of(pupil))
    assert [(each.unit.label, each.total) for each in found] == [("1940s", 2), ("1950s", 0), ("1960s", 1)]
    assert found[0].counts == {deck.KNOWN: 2}


def test_periods_are_centuries_where_time_is_long(pupil: Student) -> None:
    rows = list(BankQuestion.objects.all()[:2])
    review_cards(pupil, rows)
    dated(rows, -43, 1949)
    assert [each.unit.label for each in deck.by_period(held_of(pupil))] == ["1st century BCE", "20th century"]


def test_no_fact_with_a_date_is_no_period(pupil: Student) -> None:
    assert deck.by_period(held_of(pupil)) == ()


def test_weak_spots_are_what_was_forgotten_most(pupil: Student) -> None:
    rows = list(BankQuestion.objects.all()[:3])
    review_cards(pupil, rows)
    for row, lapses in zip(rows, (1, 2, 7), strict=True):
        for card in Card.objects.filter(fact=row.fact_id):
            card.state["lapses"] = lapses
            card.save()
    found = deck.weak_spots(pupil, held_of(pupil), most=5)
    assert [(spot.fact, spot.lapses) for spot in found] == [(rows[2].fact_id, 7), (rows[1].fact_id, 2)]
    assert found[0].answer == rows[2].key[0]["text"]
    assert len(deck.weak_spots(pupil, held_of(pupil), most=1)) == 1


# Expected and true


def test_retention_looks_only_at_what_came_back_after_days(pupil: Student) -> None:
    review_cards(pupil, list(BankQuestion.objects.all()[:2]))
    answer_next(pupil, now=NOON, right=True)
    answer_next(pupil, now=NOON, right=False)
    answer_next(pupil, now=NOON)  # a new one
    found = retention.retention(pupil)
    assert found.answers == 2
    assert found.right == 0.5
    reviews = Review.objects.filter(kind="review")
    chances = [(r.predicted or 0) * (1 - r.slip) + (1 - (r.predicted or 0)) * r.guess for r in reviews]
    assert found.expected == pytest.approx(sum(chances) / 2)
    assert not found.telling


def test_nothing_answered_is_nothing_foreseen(pupil: Student) -> None:
    assert retention.retention(pupil) == retention.Retention(answers=0, expected=0.0, right=0.0, bins=())


# The year ahead


def test_year_counts_what_is_not_met_of_the_sets_she_follows(pupil: Student) -> None:
    assert ahead.unmet(pupil) == 6
    answer_next(pupil, now=NOON)
    assert ahead.unmet(pupil) == 5
    pupil.follows.clear()
    assert ahead.unmet(pupil) == 0


def test_year_is_played_with_the_wishes(pupil: Student) -> None:
    review_cards(pupil, list(BankQuestion.objects.all()))
    today, held = study_day(pupil, NOON), held_of(pupil)
    ways = [Way(retention=wanted, new_a_day=0, reviews_a_day=200) for wanted in (0.7, 0.97)]
    easy, hard = (ahead.year(pupil, way, held=held, unmet=0, today=today) for way in ways)
    assert sum(easy.answers) < sum(hard.answers)
    assert easy.cards == hard.cards == 6


def test_queries_are_as_many_for_much_as_for_little(
    pupil: Student, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def look() -> None:
        held = held_of(pupil)
        practice.practice(pupil, today=study_day(pupil, NOON))
        deck.weak_spots(pupil, held, most=5)
        retention.retention(pupil)
        confusions.confusions(pupil, most=5)

    review_cards(pupil, list(BankQuestion.objects.all()))
    Card.objects.update(state={**Card.objects.first().state, "lapses": 3})
    with django_assert_num_queries(6):
        look()
    for number in range(12):
        answer_next(pupil, now=NOON + timedelta(days=40 * number), right=bool(number % 3))
    with django_assert_num_queries(6):
        look()


# Cards that rest


@pytest.mark.parametrize("how", ["left", "withdrawn"])
def test_what_rests_is_known_but_does_not_come(pupil: Student, how: str) -> None:
    rows = list(BankQuestion.objects.all())
    review_cards(pupil, rows)
    today = study_day(pupil, NOON)
    assert sum(deck.forecast(held_of(pupil), today=today, now=NOON)) == len(rows)
    if how == "left":
        pupil.follows.clear()
    else:
        BankQuestion.objects.update(state=BankQuestion.State.WITHHELD, reason="Wrong.")
    held = held_of(pupil)
    assert set(deck.facts_by_progress(held).values()) == {deck.KNOWN}
    assert sum(deck.forecast(held, today=today, now=NOON)) == 0
    assert deck.learnt(held, today=today) == ()
    Student.objects.update(session_size=1)
    pupil.refresh_from_db()
    assert ahead.catch_up(pupil, today=today) == ()


def test_quiz_that_keeps_its_verdicts_is_not_told_of(pupil: Student) -> None:
    """Neither what became of its answers nor how its cards stand."""
    review_cards(pupil, list(BankQuestion.objects.all()[:2]))
    quiet = Sitting.objects.create(
        student=pupil, purpose="quiz", feedback=Sitting.Feedback.AT_END, size=2, started_at=NOON
    )
    answered = answer_next(pupil, now=NOON, right=False)
    Review.objects.filter(pk=answered.review).update(sitting=quiet)
    assert retention.retention(pupil).answers == 0
    assert len(held_of(pupil)) == 1
    Sitting.objects.update(finished_at=NOON)
    assert retention.retention(pupil).answers == 1
    assert len(held_of(pupil)) == 2
