"""Announced breaks: what they move in the logs, what cancelling takes back, and what the pages say."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from quizzes import breaks, study
from quizzes.memory.days import to_millisecond
from quizzes.memory.state import Phase, State
from quizzes.models import BankQuestion, Card, Review, Student
from quizzes.statistics import ahead, deck
from quizzes.study import folding, particulars
from quizzes.study.tending import Deed, tend
from tests.quizzes.small_bank import NOON, base, facts, furnish, questions, student

pytestmark = pytest.mark.django_db
PAGE, START = "/progress/breaks/", "/sittings/"


@pytest.fixture
def pupil(client: Client) -> Student:
    furnish(6)
    made = student(new_a_day=0)
    client.force_login(made.user)
    return made


def waiting(of: Student, *, stability: float, since: int, due: list[int], now=NOON) -> list[Card]:
    """A card for each of these days from today, with a log that leads there."""
    today = folding.study_day(of, now)
    made = []
    for row, days in zip(BankQuestion.objects.order_by("pk"), due, strict=False):
        state = State(
            number=2,
            phase=Phase.REVIEW,
            met=True,
            stability=stability,
            difficulty=5.0,
            last_day=today - since,
            due_day=today + days,
        )
        card = Card.objects.create(student=of, fact=row.fact, facet=row.facet)
        log = {"card": card, "question": row, "study_day": today - since, "zone": "UTC", "fact_version": 1}
        log["at"] = to_millisecond(now - timedelta(days=since))
        Review.objects.create(**log, number=1, token=f"learnt-{card.pk}", kind="learn", right=True)
        brought = {"state": state.to_dict()}
        Review.objects.create(**log, number=2, token=f"brought-{card.pk}", kind="import", response=brought)
        folding.rebuild(card)
        card.refresh_from_db()
        made.append(card)
    return made


def day(of: Student, days: int, now=NOON) -> date:
    return date.fromordinal(folding.study_day(of, now) + days)


def announce(of: Student, first: int, last: int, now=NOON) -> breaks.Moved:
    return breaks.announce(of, day(of, first, now), day(of, last, now), now=now)


def due(of: Student, now=NOON) -> list[int]:
    today = folding.study_day(of, now)
    return [found - today for found in Card.objects.order_by("pk").values_list("due_day", flat=True)]


def test_what_falls_due_in_a_break_is_moved_and_says_why(pupil: Student) -> None:
    waiting(pupil, stability=300.0, since=290, due=[3, 5, 6, 9])
    assert announce(pupil, 5, 6) == breaks.Moved(before=0, after=2)
    assert due(pupil) == [3, 7, 8, 9]
    entries = Review.objects.filter(kind="reschedule").order_by("pk")
    first, last = day(pupil, 5).isoformat(), day(pupil, 6).isoformat()
    assert [entry.response["because"] for entry in entries] == ["break", "break"]
    assert {tuple(entry.response["away"]) for entry in entries} == {(first, last)}
    said = particulars.particulars_of(pupil, entries[0].card_id, now=NOON)
    assert "because of your break from" in str(said.lines[0].words)
    assert said.lines[0].undo == 0, "nobody takes one of them back by itself"


def test_what_would_be_forgotten_comes_before(pupil: Student) -> None:
    waiting(pupil, stability=10.0, since=9, due=[4, 5])
    assert announce(pupil, 3, 30) == breaks.Moved(before=2, after=0)
    assert sorted(due(pupil)) == [1, 2]


def test_logs_lead_to_the_same_bytes_again(pupil: Student) -> None:
    cards = waiting(pupil, stability=10.0, since=9, due=[4, 5, 20])
    announce(pupil, 3, 15)
    assert not any(folding.rebuild(Card.objects.get(pk=card.pk)) for card in cards)


def test_what_is_overdue_takes_room_before_a_break(pupil: Student) -> None:
    """Two wait since yesterday, and three are all that she wants a day: of four one can be asked today."""
    pupil.reviews_a_day = 3
    pupil.save()
    waiting(pupil, stability=10.0, since=9, due=[-1, -1, 1, 1, 1, 1])
    assert announce(pupil, 1, 30) == breaks.Moved(before=1, after=3)


def test_the_command_finds_nothing_to_rebuild(pupil: Student) -> None:
    waiting(pupil, stability=10.0, since=9, due=[4, 5, 20])
    announce(pupil, 3, 15)
    pupil.refresh_from_db()
    call_command("rebuild_states", check=True)
    breaks.cancel(pupil, day(pupil, 3).isoformat(), now=NOON)
    call_command("rebuild_states", check=True)


def test_one_press_brings_everything_back(pupil: Student) -> None:
    cards = waiting(pupil, stability=10.0, since=9, due=[4, 5, 20])
    announce(pupil, 3, 15)
    moved = due(pupil)
    assert moved != [4, 5, 20]
    pupil.refresh_from_db()
    assert breaks.cancel(pupil, day(pupil, 3).isoformat(), now=NOON) == 2
    assert due(pupil) == [4, 5, 20]
    pupil.refresh_from_db()
    assert pupil.breaks == []
    assert not any(folding.rebuild(Card.objects.get(pk=card.pk)) for card in cards)
    assert breaks.cancel(pupil, day(pupil, 3).isoformat(), now=NOON) is None


def test_cancelling_leaves_what_happened_since(pupil: Student) -> None:
    (card, _) = waiting(pupil, stability=300.0, since=290, due=[4, 4])
    announce(pupil, 3, 5)
    number = Card.objects.get(pk=card.pk).number
    tend(pupil, card=card.pk, number=number, deed=Deed.MOVE, days_off=50, now=NOON)
    pupil.refresh_from_db()
    assert breaks.cancel(pupil, day(pupil, 3).isoformat(), now=NOON) == 1
    assert due(pupil) == [50, 4]


def test_cancelling_in_the_middle_asks_nothing_at_once(pupil: Student) -> None:
    waiting(pupil, stability=300.0, since=290, due=[4, 8])
    announce(pupil, 3, 9)
    pupil.refresh_from_db()
    middle = NOON + timedelta(days=6)
    assert breaks.cancel(pupil, day(pupil, 3).isoformat(), now=middle) == 1
    assert due(pupil)[0] > 9
    assert due(pupil)[1] == 8


def test_cancelling_one_break_leaves_another(pupil: Student) -> None:
    waiting(pupil, stability=300.0, since=290, due=[4, 24])
    announce(pupil, 3, 5)
    announce(pupil, 23, 25)
    pupil.refresh_from_db()
    assert breaks.cancel(pupil, day(pupil, 3).isoformat(), now=NOON) == 1
    assert due(pupil) == [4, 26]
    pupil.refresh_from_db()
    assert len(pupil.breaks) == 1


def test_a_form_that_was_open_meanwhile_still_counts(pupil: Student) -> None:
    """Neither the entry of a break nor the one that takes it back is an answer of hers."""
    waiting(pupil, stability=10.0, since=20, due=[0])
    asked = study.next_question(pupil, now=NOON)
    assert isinstance(asked, study.Asked)
    Card.objects.update(due_day=folding.study_day(pupil, NOON))
    announce(pupil, 0, 9)
    pupil.refresh_from_db()
    breaks.cancel(pupil, day(pupil, 0).isoformat(), now=NOON)
    assert Review.objects.filter(kind="undo").count() == 1
    given = study.Given(choices=("0",))
    answered = study.answer(pupil, token=asked.token, given=given, guessed=False, now=NOON)
    assert isinstance(answered, study.Answered)


def test_what_falls_into_it_later_is_moved_when_a_session_begins(client: Client, pupil: Student) -> None:
    now = timezone.now()
    announce(pupil, 2, 9, now=now)
    waiting(pupil, stability=300.0, since=290, due=[5], now=now)
    client.post(START, {"size": "5"})
    assert due(pupil, now) == [10]


def test_once_a_break_is_over_it_falls_away(client: Client, pupil: Student) -> None:
    now = timezone.now()
    announce(pupil, 2, 4, now=now - timedelta(days=10))
    waiting(pupil, stability=300.0, since=290, due=[-7, -6], now=now)
    client.post(START, {"size": "5"})
    pupil.refresh_from_db()
    assert pupil.breaks == []
    assert due(pupil, now) == [0, 1]


def test_who_announced_nothing_asks_nothing(pupil: Student) -> None:
    with CaptureQueriesContext(
        connection,
    ) as ran:
        assert breaks.keep(pupil, now=NOON) == breaks.Moved()
    assert len(ran) == 0


def test_cards_that_rest_stay(pupil: Student) -> None:
    waiting(pupil, stability=300.0, since=290, due=[5])
    pupil.follows.clear()
    assert announce(pupil, 5, 6) == breaks.Moved()
    assert due(pupil) == [5]


def test_new_questions_wait_before_a_break(pupil: Student) -> None:
    pupil.new_a_day = 20
    pupil.save()
    assert study.counts(pupil, NOON).new == 20
    announce(pupil, 1, 30)
    pupil.refresh_from_db()
    assert study.counts(pupil, NOON).new == 0
    assert isinstance(study.next_question(pupil, now=NOON), study.Nothing)
    inside = NOON + timedelta(days=3)
    assert study.counts(pupil, inside).new == 20, "who studies in a break may"


def test_the_year_ahead_and_the_forecast_know_of_it(pupil: Student) -> None:
    waiting(pupil, stability=300.0, since=290, due=[3, 4, 5])
    announce(pupil, 3, 5)
    pupil.refresh_from_db()
    today = folding.study_day(pupil, NOON)
    held = deck.deck(pupil, today=today)
    assert sum(deck.forecast(held, today=today, now=NOON)[3:6]) == 0
    played = ahead.year(pupil, ahead.way_of(pupil), held=held, unmet=50, today=today, days=20)
    assert sum(played.answers[3:6]) == 0
    assert sum(played.answers) > 0


def test_an_answer_comes_back_outside_where_it_can(pupil: Student) -> None:
    """Stability 20 leads to a month or so, give or take some days: none of them in the break."""
    (card,) = waiting(pupil, stability=20.0, since=20, due=[0])
    asked = study.next_question(pupil, now=NOON)
    assert isinstance(asked, study.Asked)
    row = BankQuestion.objects.get(pk=asked.question)
    right = asked.options.index(row.key[0]["text"])

    def answered() -> int:
        given = study.Given(choices=(str(right),))
        study.answer(pupil, token=asked.token, given=given, guessed=False, now=NOON)
        return Card.objects.get(pk=card.pk).due_day - folding.study_day(pupil, NOON)

    usual = answered()
    done = Review.objects.get(kind="review")
    done.delete()
    folding.rebuild(Card.objects.get(pk=card.pk))
    pupil.breaks = [[day(pupil, usual - 1).isoformat(), day(pupil, usual + 1).isoformat()]]
    assert abs(answered() - usual) == 2


# the page


def given(of: Student, first: int, last: int) -> dict[str, str]:
    now = timezone.now()
    return {"first": day(of, first, now).isoformat(), "last": day(of, last, now).isoformat()}


def test_a_break_is_announced_seen_and_cancelled(client: Client, pupil: Student) -> None:
    now = timezone.now()
    waiting(pupil, stability=300.0, since=290, due=[5], now=now)
    page = client.post(PAGE, given(pupil, 5, 9), follow=True).content.decode()
    assert "Your break is kept: 1 question is asked after it." in page
    assert "Away from" in page
    page = client.get("/").content.decode()
    assert "You are away from" in page
    page = client.post(PAGE, {"cancel": day(pupil, 5, now).isoformat()}, follow=True).content.decode()
    assert "The break is cancelled, and 1 question is back on its day." in page
    assert "Away from <" not in page
    assert due(pupil, now) == [5]


def test_while_she_is_away_nothing_has_to_be_done(client: Client, pupil: Student) -> None:
    now = timezone.now()
    waiting(pupil, stability=300.0, since=290, due=[-1], now=now)
    announce(pupil, 0, 9, now=now)
    page = client.get("/").content.decode()
    assert "nothing has to be done" in page
    assert "That takes about" not in page


def test_a_break_that_is_far_is_not_on_the_first_page(client: Client, pupil: Student) -> None:
    announce(pupil, 30, 40, now=timezone.now())
    assert "You are away" not in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("", "", "Choose a day, such as 2027-06-12."),
        ("soon", "\x00", "Choose a day, such as 2027-06-12."),
        ("2020-01-01", "2020-01-02", "Choose a day from today on, within the next two years."),
        ("9999-12-31", "9999-12-31", "Choose a day from today on, within the next two years."),
        ("+5", "+4", "Choose the last day: the first one, or one within a year after it."),
        ("+5", "+900", "Choose the last day: the first one, or one within a year after it."),
        ("+12", "+20", "already; cancel that first, or choose other days."),
    ],
)
def test_what_is_no_break_is_refused(
    client: Client, pupil: Student, first: str, last: str, said: str
) -> None:
    now = timezone.now()
    announce(pupil, 10, 12, now=now)
    texts = [day(pupil, int(t), now).isoformat() if t.startswith("+") else t for t in (first, last)]
    page = client.post(PAGE, dict(zip(("first", "last"), texts, strict=True)))
    assert page.status_code == 200
    assert said in page.content.decode()
    pupil.refresh_from_db()
    assert len(pupil.breaks) == 1


def test_the_same_break_twice_is_one(client: Client, pupil: Student) -> None:
    for _ in range(2):
        assert client.post(PAGE, given(pupil, 5, 9)).status_code == 303
    pupil.refresh_from_db()
    assert len(pupil.breaks) == 1


def test_no_more_than_a_few_are_kept(client: Client, pupil: Student) -> None:
    for each in range(breaks.MOST):
        client.post(PAGE, given(pupil, 10 * each + 1, 10 * each + 3))
    page = client.post(PAGE, given(pupil, 100, 101)).content.decode()
    assert "cancel one first" in page
    pupil.refresh_from_db()
    assert len(pupil.breaks) == breaks.MOST


def test_an_unknown_break_is_not_cancelled(client: Client, pupil: Student) -> None:
    announce(pupil, 1, 2, now=timezone.now())
    for value in ("", "\x00", "2020-01-01", "x" * 5000):
        assert client.post(PAGE, {"cancel": value}).status_code == 303
    pupil.refresh_from_db()
    assert len(pupil.breaks) == 1


def test_the_page_asks_as_much_of_one_break_as_of_three(
    client: Client, pupil: Student, django_assert_num_queries
) -> None:
    for each in (1, 3):
        pupil.breaks = [
            [day(pupil, 10 * n + 1).isoformat(), day(pupil, 10 * n + 2).isoformat()] for n in range(each)
        ]
        pupil.save()
        with django_assert_num_queries(2):
            client.get(PAGE)


def test_to_begin_a_session_asks_little_of_who_is_away(client: Client, pupil: Student) -> None:
    """However many cards are moved, the queries are the same."""
    questions(facts(6, base=base(), first=100))
    now = timezone.now()
    ran = []
    for each in (2, 6):
        Card.objects.all().delete()
        pupil.breaks = [[day(pupil, 5, now).isoformat(), day(pupil, 6, now).isoformat()]]
        pupil.save()
        waiting(pupil, stability=300.0, since=290, due=[5] * each, now=now)
        with CaptureQueriesContext(connection) as found:
            assert breaks.keep(pupil, now=now).after == each
        ran.append(len(found))
    assert ran[0] == ran[1]
