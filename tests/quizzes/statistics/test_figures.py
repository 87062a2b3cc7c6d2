"""Every figure of the page of progress, counted once more from the rows of the log by plain means."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import cycle
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from history.dates import day_number
from history.models import Fact
from quizzes import study
from quizzes.models import BankQuestion, Card, Review, Student
from quizzes.study.folding import study_day
from quizzes.views import progress
from tests.quizzes.small_bank import answer_asked, furnish, review_cards, student

pytestmark = pytest.mark.django_db
DAYS = 40
YEARS = (1945, 1949, 1961, 1999)


@pytest.fixture
def pupil(client: Client) -> Student:
    """Forty days with two off a week, answers of every sort, some taken back."""
    furnish(8)
    for fact, year in zip(Fact.objects.order_by("pk"), cycle(YEARS)):
        day = day_number(year, 6, 1)
        Fact.objects.filter(pk=fact.pk).update(earliest=day, latest=day)
    made = student(new_a_day=2)
    now, given = timezone.now(), 0
    for back in range(DAYS, -1, -1):
        if back % 7 in (2, 3):
            continue
        for minutes in (40, 25, 5):
            at = now - timedelta(days=back, minutes=minutes)
            for _ in range(4):
                asked = study.next_question(made, now=at)
                if not isinstance(asked, study.Asked):
                    break
                given += 1
                found = answer_asked(made, asked, now=at, right=given % 4 > 0, guessed=given % 9 == 0)
                assert isinstance(found, study.Answered)
                Review.objects.filter(pk=found.review).update(milliseconds=4_000 + 9_000 * (given % 8))
                if given % 11 == 0:
                    study.undo(made, review=found.review, now=at)
    client.force_login(made.user)
    return made


def standing(of: Student) -> list[Review]:
    """The answers that nobody took back: pairs of card and number are looked up by hand."""
    rows = list(Review.objects.filter(card__student=of))
    gone = {(row.card_id, row.undoes) for row in rows if row.undoes is not None}
    kinds = {"learn", "review", "relearn", "cram", "exposure", "aside"}
    return [row for row in rows if row.kind in kinds and (row.card_id, row.number) not in gone]


def test_every_figure_is_what_the_log_says(client: Client, pupil: Student) -> None:
    seen: Any = client.get("/progress/").context
    answers, today = standing(pupil), study_day(pupil, timezone.now())
    assert len(answers) > 80
    assert len(answers) < Review.objects.count()

    lately = [row for row in answers if today - 28 < row.study_day <= today]
    assert seen["practice"].answers == len(answers)
    assert seen["practice"].recent == len(lately) < len(answers)
    assert seen["practice"].practised == len({row.study_day for row in lately}) < 28
    spent = sum(min(row.milliseconds or 0, 60_000) for row in lately)
    assert seen["practice"].minutes == round(spent / 60_000) > 1
    by_day = Counter(row.study_day for row in lately)
    assert [day.number for day in seen["past"]] == [by_day[today - back] for back in range(27, -1, -1)]
    assert [day.on.toordinal() for day in seen["past"]] == list(range(today - 27, today + 1))

    cards = list(Card.objects.filter(student=pupil))
    phases: dict[int, set[str]] = {}
    for card in cards:
        phases.setdefault(card.fact_id, set()).add(card.phase)
    known = {fact for fact, found in phases.items() if found == {"review"}}
    assert (seen["known"], seen["learning"]) == (len(known), len(phases) - len(known))
    assert seen["cards"] == len(cards) == BankQuestion.objects.count()

    due = Counter(max((card.due_day or today) - today, 0) for card in cards)
    assert [day.number for day in seen["coming"]] == [due[ahead] for ahead in range(28)]
    assert sum(due.values()) == len(cards)


def test_periods_are_counted_fact_by_fact(client: Client, pupil: Student) -> None:
    seen: Any = client.get("/progress/").context
    years = dict(Fact.objects.values_list("pk", "earliest"))
    decades = Counter(
        next(year for year in YEARS if day_number(year, 6, 1) == years[card.fact_id]) // 10 * 10
        for card in Card.objects.filter(student=pupil)
    )
    shown = {period.label: period.known + period.learning for period in seen["every_period"]}
    assert shown == {f"{decade}s": number for decade, number in decades.items()}
    assert [period.label for period in seen["periods"]] == list(shown)


def test_expected_and_true_are_the_means_of_what_was_predicted(client: Client, pupil: Student) -> None:
    seen: Any = client.get("/progress/").context
    after_days = [row for row in standing(pupil) if row.kind == "review"]
    assert seen["foreseen"].answers == len(after_days) >= 20
    foreseen = 0.0
    for row in after_days:
        assert row.predicted is not None
        foreseen += row.predicted * (1 - row.slip) + (1 - row.predicted) * row.guess
    assert seen["expected"] == round(100 * foreseen / len(after_days))
    assert seen["right"] == round(100 * sum(bool(row.right) for row in after_days) / len(after_days))
    assert sum(each.answers for each in seen["expectations"]) == len(after_days)


def test_weak_spots_are_the_cards_forgotten_most(client: Client, pupil: Student) -> None:
    seen: Any = client.get("/progress/").context
    lapses = sorted((card.lapses for card in Card.objects.all() if card.lapses > 1), reverse=True)
    assert [spot.lapses for spot in seen["weak"]] == lapses[:5]
    for spot in seen["weak"]:
        card = Card.objects.get(fact=spot.fact)
        assert card.lapses == spot.lapses


def test_long_time_is_drawn_in_part_and_listed_whole(client: Client) -> None:
    rows = furnish(progress.ROWS + 2, facets=("actors:visitor",))
    of = student("reader")
    review_cards(of, rows, now=timezone.now())
    for century, row in enumerate(rows[:-1]):
        day = day_number(1949 - 100 * century, 6, 1)
        Fact.objects.filter(pk=row.fact_id).update(earliest=day, latest=day)
    day = day_number(1949, 7, 1)
    Fact.objects.filter(pk=rows[-1].fact_id).update(earliest=day, latest=day)
    client.force_login(of.user)
    seen: Any = client.get("/progress/").context
    listed = [period.label for period in seen["every_period"]]
    assert len(listed) == progress.ROWS + 1
    drawn = [period.label for period in seen["periods"]]
    assert len(drawn) == progress.ROWS
    assert listed[-1] in drawn  # the latest, which has two facts
    assert drawn == [label for label in listed if label in drawn]
