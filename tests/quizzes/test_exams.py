"""Ready by a day: what the page says, and what a session asks ahead for it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from quizzes import exams, study
from quizzes.memory.parameters import Parameters
from quizzes.memory.state import State, retrievability
from quizzes.models import BankQuestion, Card, Membership, Review, Set, Student
from quizzes.study import folding
from tests.quizzes.small_bank import (
    NOON,
    base,
    facts,
    furnish,
    let_wait,
    questions,
    review_cards,
    student,
    study_once,
)

pytestmark = pytest.mark.django_db
PAGE, START = "/progress/exam/", "/sittings/"


@pytest.fixture
def pupil(client: Client) -> Student:
    furnish(4)
    made = student(new_a_day=0)
    client.force_login(made.user)
    return made


def learn(of: Student, *, now=NOON) -> list[Card]:
    """Cards with real logs: met thirty-six days ago, right ever since, and not due today."""
    for row in BankQuestion.objects.order_by("pk"):
        study_once(of, row, now=now - timedelta(days=36))
    for back in range(36, 0, -1):
        for minutes in (20, 40):
            at = now - timedelta(days=back, minutes=-minutes)
            while isinstance(asked := study.next_question(of, now=at), study.Asked):
                row = BankQuestion.objects.get(pk=asked.question)
                right = asked.options.index(row.key[0]["text"])
                given = study.Given(choices=(str(right),))
                study.answer(of, token=asked.token, given=given, guessed=False, now=at)
    return list(Card.objects.order_by("pk"))


def eve(of: Student):
    """The day before the first of the cards falls due: that one has faded, whatever was drawn."""
    first = min(card.due_day for card in Card.objects.filter(due_day__isnull=False))
    return NOON + timedelta(days=first - 1 - folding.study_day(of, NOON))


def faint(of: Student, *, days: int, now=NOON) -> set[int]:
    """The cards, by row number, that will be known with less than the exam wants if nothing is done."""
    day = folding.study_day(of, now) + days
    return {
        card.pk
        for card in Card.objects.all()
        if retrievability(State.from_dict(card.state), study_day=day, parameters=Parameters()) < 0.97
    }


def want(of: Student, *, days: int, retention: float = 0.97, within: Set | None = None, now=NOON) -> None:
    of.exam_on = date.fromordinal(folding.study_day(of, now) + days)
    of.exam_retention, of.exam_set = retention, within
    of.save()


def waiting(of: Student, *, stability: float, since: int, due: int, now=NOON) -> None:
    """All cards as if they had been answered `since` days ago and came back in `due` days."""
    rows = list(BankQuestion.objects.all())
    review_cards(of, rows, now=now)
    let_wait(of, *rows, stability=stability, since=since, due=due, now=now)


def test_without_an_exam_nothing_is_prepared(pupil: Student) -> None:
    assert exams.outlook(pupil, today=folding.study_day(pupil, NOON)) is None
    assert exams.prepare(pupil, now=NOON) == 0


@pytest.mark.parametrize("days", [0, -1])
def test_on_the_day_itself_it_is_over(pupil: Student, days: int) -> None:
    want(pupil, days=days)
    assert exams.outlook(pupil, today=folding.study_day(pupil, NOON)) is None
    assert exams.prepare(pupil, now=NOON) == 0


def test_outlook_counts_what_is_learnt_and_what_is_new(pupil: Student) -> None:
    waiting(pupil, stability=30.0, since=20, due=20)
    questions(facts(6, base=base(), first=100))
    want(pupil, days=5)
    found = exams.outlook(pupil, today=folding.study_day(pupil, NOON))
    assert found is not None
    assert (found.cards, found.learning, found.unmet, found.plan.ready) == (4, 0, 6, 0)
    assert found.new_a_day == 3  # in the two days that are left before the last ones
    assert sum(found.plan.load) == 4


def test_what_is_new_too_late_is_said_to_be(pupil: Student) -> None:
    want(pupil, days=exams.SPARE)
    found = exams.outlook(pupil, today=folding.study_day(pupil, NOON))
    assert found is not None
    assert found.new_a_day is None


def test_exam_about_one_set_leaves_the_others_alone(pupil: Student) -> None:
    waiting(pupil, stability=30.0, since=20, due=20)
    other = Set.objects.create(base=base("other"), name="Other")
    pupil.follows.add(other)
    want(pupil, days=1, within=other)
    found = exams.outlook(pupil, today=folding.study_day(pupil, NOON))
    assert found is not None
    assert (found.cards, found.unmet, sum(found.plan.load)) == (0, 0, 0)
    assert exams.prepare(pupil, now=NOON) == 0


def test_exam_asks_for_no_card_that_rests(pupil: Student) -> None:
    waiting(pupil, stability=30.0, since=20, due=20)
    want(pupil, days=1)
    pupil.follows.clear()
    about = Membership.objects.values_list("set", flat=True).first()
    Student.objects.update(exam_set=about)
    pupil.refresh_from_db()
    found = exams.outlook(pupil, today=folding.study_day(pupil, NOON))
    assert found is not None
    assert (found.cards, sum(found.plan.load)) == (0, 0)
    assert exams.prepare(pupil, now=NOON) == 0


def test_cards_are_brought_forward_by_entries_that_say_why(pupil: Student) -> None:
    cards = learn(pupil)
    noon = eve(pupil)
    today = folding.study_day(pupil, noon)
    assert all((card.due_day or 0) > today for card in cards)
    want(pupil, days=1, now=noon)
    before, wanted = Review.objects.count(), faint(pupil, days=1, now=noon)
    assert exams.prepare(pupil, now=noon) == len(wanted) > 0
    moved = Review.objects.filter(kind="reschedule")
    assert {row.card_id for row in moved} == wanted
    assert moved.count() == len(wanted) == Review.objects.count() - before
    assert {row.response["because"] for row in moved} == {"exam"}
    for card in Card.objects.all():
        assert (card.due_day == today) == (card.pk in wanted)
        assert not folding.differs(card, folding.folded(folding.events_of(card), retention=card.retention))


def test_once_a_day_is_enough(pupil: Student) -> None:
    learn(pupil)
    noon = eve(pupil)
    want(pupil, days=1, now=noon)
    stale = Student.objects.get(pk=pupil.pk)
    assert exams.prepare(pupil, now=noon) > 0
    assert exams.prepare(pupil, now=noon) == 0
    assert exams.prepare(stale, now=noon) == 0  # another tab, which read the row before


def test_deck_is_read_before_anything_is_held(pupil: Student, monkeypatch: pytest.MonkeyPatch) -> None:
    """On SQLite whoever holds a row keeps all others from writing."""
    cards, depth, plan = learn(pupil), len(connection.savepoint_ids), exams._plan
    noon = eve(pupil)
    held: list[int] = []

    def planned(*args, **kwargs):
        held.append(len(connection.savepoint_ids) - depth)
        return plan(*args, **kwargs)

    monkeypatch.setattr(exams, "_plan", planned)
    want(pupil, days=1, now=noon)
    assert 0 < exams.prepare(pupil, now=noon) <= len(cards)
    assert held == [0]


def test_answer_to_what_was_brought_forward_counts(pupil: Student) -> None:
    learn(pupil)
    noon = eve(pupil)
    want(pupil, days=1, now=noon)
    exams.prepare(pupil, now=noon)
    asked = study.next_question(pupil, now=noon)
    assert isinstance(asked, study.Asked)
    study.answer(pupil, token=asked.token, given=study.Given(choices=("0",)), guessed=False, now=noon)
    last = Review.objects.order_by("-pk").first()
    assert last is not None
    assert last.kind == "review"


def test_form_that_was_open_meanwhile_still_counts(pupil: Student) -> None:
    cards = learn(pupil)
    later = NOON + timedelta(days=400)
    asked = study.next_question(pupil, now=later)
    assert isinstance(asked, study.Asked)
    Card.objects.exclude(pk=asked.card).delete()
    Card.objects.update(due_day=folding.study_day(pupil, later) + 1)
    want(pupil, days=1, now=later)
    assert exams.prepare(pupil, now=later) == 1
    given = study.Given(choices=("0",))
    found = study.answer(pupil, token=asked.token, given=given, guessed=False, now=later)
    assert isinstance(found, study.Answered)
    assert len(cards) == 4


# In the browser


def test_exam_is_set_shown_and_forgotten(client: Client, pupil: Student) -> None:
    waiting(pupil, stability=30.0, since=20, due=20, now=timezone.now())
    day = date.fromordinal(folding.study_day(pupil, timezone.now()) + 30)
    given = {"exam_on": day.isoformat(), "exam_set": "", "exam_retention": "95"}
    assert client.post(PAGE, given)["Location"] == PAGE
    pupil.refresh_from_db()
    assert (pupil.exam_on, pupil.exam_retention, pupil.exam_set) == (day, 0.95, None)
    page = client.get(PAGE)
    assert "days to prepare" in page.text
    assert page.context["outlook"].cards == 4
    client.post(PAGE, {"forget": "1"})
    pupil.refresh_from_db()
    assert pupil.exam_on is None
    assert "Say when it is" in client.get(PAGE).text


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("exam_on", "", "Choose a day, such as 2027-06-12."),
        ("exam_on", "soon", "Choose a day, such as 2027-06-12."),
        ("exam_on", "2020-01-01", "Choose a day from tomorrow on"),
        ("exam_on", "9999-12-31", "Choose a day from tomorrow on"),
        ("exam_set", "999999", "Choose one of the sets that you follow."),
        ("exam_set", "x", "Choose one of the sets that you follow."),
        ("exam_retention", "100", "Write a whole number from 70 to 97."),
    ],
)
def test_what_cannot_be_an_exam_is_refused_in_a_sentence(
    client: Client, pupil: Student, name: str, value: str, sentence: str
) -> None:
    day = timezone.now().date() + timedelta(days=30)
    given = {"exam_on": day.isoformat(), "exam_set": "", "exam_retention": "95"} | {name: value}
    page = client.post(PAGE, given)
    assert page.status_code == 200
    assert sentence in page.text
    pupil.refresh_from_db()
    assert pupil.exam_on is None


def test_session_prepares_for_the_exam(
    client: Client, pupil: Student, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared: list[int] = []
    monkeypatch.setattr(exams, "prepare", lambda student, *, now: prepared.append(student.pk))
    client.post(START, {"size": "5"})
    assert prepared == [pupil.pk]


def test_exam_is_of_somebody(client: Client) -> None:
    assert client.get(PAGE).status_code == 302
