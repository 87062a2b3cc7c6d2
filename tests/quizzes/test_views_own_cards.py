"""The page of one's cards: what it says, whose it is, and what the buttons do, with and without script."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from quizzes import study, voiding
from quizzes.models import Amendment, BankQuestion, Card, Review, Student
from quizzes.study.tending import Deed
from tests.cast import signed_in

from .small_bank import answer_next, furnish, review_cards, student, study_once

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def rows() -> list[BankQuestion]:
    return furnish(3)


@pytest.fixture
def pupil(rows: list[BankQuestion]) -> Student:
    return student()


@pytest.fixture
def client(pupil: Student) -> Client:
    return signed_in(pupil.user)


@pytest.fixture
def card(pupil: Student, rows: list[BankQuestion]) -> Card:
    """Learnt, with a right answer and a wrong one before it."""
    now = timezone.now() - timedelta(days=2)
    made = study_once(pupil, rows[0], now=now, right=False)
    for minutes in (2, 13):
        answer_next(pupil, now=now + timedelta(minutes=minutes))
    made.refresh_from_db()
    assert made.phase == "review"
    return made


def page(client: Client, card: Card) -> str:
    answer = client.get(f"/cards/{card.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def do(client: Client, card: Card, deed: str, **fields: Any) -> Any:
    card.refresh_from_db()
    return client.post(f"/cards/{card.pk}/{deed}/", {"number": card.number, **fields})


def test_page_says_how_it_stands_and_why(client: Client, card: Card) -> None:
    text = page(client, card)
    assert "Learnt, and repeated after days. You will know it for " in text
    assert "To keep the chance that you know it at 90 %, it comes back after" in text
    assert "Not right: “Person " in text
    assert text.count(">Undo</button>") == 1


def test_log_says_to_which_day_a_card_was_moved(client: Client, card: Card) -> None:
    do(client, card, "move", days="12")
    card.refresh_from_db()
    assert card.due_day is not None
    day = date.fromordinal(card.due_day)
    assert f"Moved to {day.day} {day:%B %Y}" in page(client, card)


@pytest.mark.parametrize(
    ("deed", "fields", "said"),
    [
        (Deed.SUSPEND, {}, "Set aside: it is not asked until you take it up again."),
        (Deed.BURY, {}, "Put off until tomorrow."),
        (Deed.RESET, {}, "Not learnt yet."),
        (Deed.MOVE, {"days": "12"}, "You have moved it since."),
    ],
)
def test_deed_and_undo_without_script(
    client: Client, card: Card, deed: Deed, fields: dict, said: str
) -> None:
    assert said not in page(client, card)
    before = Card.objects.values("phase", "due_day", "suspended", "first_day").get(pk=card.pk)
    done = do(client, card, deed, **fields)
    assert (done.status_code, done["Location"]) == (303, f"/cards/{card.pk}/")
    assert said in page(client, card)
    last = Review.objects.filter(card=card).latest("number")
    undone = client.post(f"/cards/{card.pk}/undo/", {"review": last.pk})
    assert (undone.status_code, undone["Location"]) == (303, f"/cards/{card.pk}/")
    assert said not in page(client, card)
    assert "taken back" in page(client, card)
    assert Card.objects.values("phase", "due_day", "suspended", "first_day").get(pk=card.pk) == before


def test_deed_with_script_answers_with_the_section(client: Client, card: Card) -> None:
    answer = client.post(f"/cards/{card.pk}/suspend/", {"number": card.number}, headers=HTMX)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert text.strip().startswith('<div class="stack" id="this-card">')
    assert "Set aside: it is not asked" in text
    assert "Take up again" in text


def test_old_form_is_told_so(client: Client, card: Card) -> None:
    do(client, card, "suspend")
    answer = client.post(f"/cards/{card.pk}/reset/", {"number": 1}, headers=HTMX)
    assert "It was answered or changed in another tab" in answer.content.decode()
    plain = client.post(f"/cards/{card.pk}/reset/", {"number": 1}, follow=True)
    assert "It was answered or changed in another tab" in plain.content.decode()
    assert Review.objects.filter(kind="reset").count() == 0


@pytest.mark.parametrize("days", ["", "-1", "3651", "x", "1\0", "٣", "9" * 40])
def test_days_that_are_none(client: Client, card: Card, days: str) -> None:
    card.refresh_from_db()
    given = {"number": card.number, "days": days}
    for answer in (
        client.post(f"/cards/{card.pk}/move/", given, follow=True),
        client.post(f"/cards/{card.pk}/move/", given, headers=HTMX),
    ):
        assert answer.status_code == 200
        assert "from 0 to 3650" in answer.content.decode()
    assert not Review.objects.filter(kind="reschedule").exists()


@pytest.mark.parametrize("number", ["", "x", "-3", "9" * 30, "\0"])
def test_number_that_is_none(client: Client, card: Card, number: str) -> None:
    answer = client.post(f"/cards/{card.pk}/suspend/", {"number": number})
    assert answer.status_code == 303
    card.refresh_from_db()
    assert not card.suspended


@pytest.mark.parametrize("deed", ["burn", "undoing", "%00", "SUSPEND"])
def test_deed_that_there_is_not(client: Client, card: Card, deed: str) -> None:
    assert client.post(f"/cards/{card.pk}/{deed}/", {"number": card.number}).status_code == 404


def test_nobody_elses(client: Client, card: Card) -> None:
    other = signed_in(student("other").user)
    review = Review.objects.filter(card=card).latest("number")
    assert other.get(f"/cards/{card.pk}/").status_code == 404
    assert other.get(f"/cards/of-answer/{review.pk}/").status_code == 404
    assert other.post(f"/cards/{card.pk}/suspend/", {"number": card.number}).status_code == 404
    assert other.post(f"/cards/{card.pk}/undo/", {"review": review.pk}).status_code == 404
    assert client.get(f"/cards/{10**30}/").status_code == 404
    assert client.post(f"/cards/{card.pk}/undo/", {"review": "9" * 40}).status_code == 404
    card.refresh_from_db()
    assert (card.suspended, card.number) == (False, 3)


def test_undo_names_an_entry_of_this_card(client: Client, pupil: Student, card: Card, rows: list) -> None:
    other = study_once(pupil, rows[1], now=timezone.now())
    answer = client.post(f"/cards/{card.pk}/undo/", {"review": Review.objects.get(card=other).pk})
    assert answer.status_code == 404


@pytest.mark.parametrize("address", ["/cards/1/suspend/", "/cards/1/undo/", "/cards/news/"])
def test_deeds_are_posted(client: Client, address: str) -> None:
    assert client.get(address).status_code in (404, 405)


def test_verdict_has_the_folded_section(client: Client, card: Card) -> None:
    review = Review.objects.filter(card=card).latest("number")
    text = client.get(f"/study/verdict/{review.pk}/").content.decode()
    assert f'href="/cards/of-answer/{review.pk}/"' in text
    assert "<summary>This card</summary>" in text
    plain = client.get(f"/cards/of-answer/{review.pk}/")
    assert (plain.status_code, plain["Location"]) == (303, f"/cards/{card.pk}/")
    shown = client.get(f"/cards/of-answer/{review.pk}/", headers=HTMX).content.decode()
    assert "To keep the chance that you know it at 90 %" in shown


# The list


def titles(client: Client, show: str) -> int:
    answer = client.get(f"/cards/?show={show}")
    assert answer.status_code == 200
    return len(re.findall(r'href="/cards/\d', answer.content.decode()))


def test_filters(client: Client, pupil: Student, rows: list[BankQuestion]) -> None:
    review_cards(pupil, rows, now=timezone.now())
    first, second, third = Card.objects.order_by("pk")
    shown = {name: titles(client, name) for name in ("due", "suspended", "leeches", "buried", "parked")}
    assert shown == {"due": 3, "suspended": 0, "leeches": 0, "buried": 0, "parked": 0}
    do(client, first, "suspend")
    do(client, second, "bury")
    Card.objects.filter(pk=third.pk).update(lapses=8)
    BankQuestion.objects.filter(fact=third.fact_id).update(state="withheld", reason="Two facts fit it.")
    shown = {name: titles(client, name) for name in ("due", "suspended", "leeches", "buried", "parked")}
    assert shown == {"due": 1, "suspended": 1, "leeches": 1, "buried": 1, "parked": 1}
    assert "Two facts fit it." in client.get("/cards/?show=parked").content.decode()
    assert "Forgotten 8 times" in client.get("/cards/?show=leeches").content.decode()
    assert titles(client, "nonsense") == 3


def test_list_of_one_fact(client: Client, pupil: Student, rows: list[BankQuestion]) -> None:
    review_cards(pupil, rows, now=timezone.now())
    text = client.get(f"/cards/?fact={rows[0].fact_id}").content.decode()
    assert text.count("Event ") == 1
    assert client.get("/cards/?fact=" + "9" * 40).status_code == 200


def test_list_is_paged_and_small(client: Client, pupil: Student) -> None:
    review_cards(pupil, furnish_many(90), now=timezone.now())
    answer = client.get("/cards/?show=due")
    assert len(answer.content) < 60_000
    assert "Page 1 of 3" in answer.content.decode()
    assert "show=due&amp;page=2" in answer.content.decode()
    assert "Page 3 of 3" in client.get("/cards/?show=due&page=999").content.decode()


def furnish_many(count: int) -> list[BankQuestion]:
    from .small_bank import base, facts, questions

    return questions(facts(count, base=base(), first=100))


@pytest.mark.parametrize("cards", [1, 3])
@pytest.mark.parametrize("show", ["", "due", "suspended", "leeches", "buried", "parked"])
def test_query_count_of_the_list(
    client: Client,
    pupil: Student,
    rows: list[BankQuestion],
    cards: int,
    show: str,
    django_assert_num_queries,
) -> None:
    review_cards(pupil, rows[:cards], now=timezone.now())
    today = timezone.now().date().toordinal() + 1
    Card.objects.update(suspended=True, lapses=9, buried_day=today)
    if show == "parked":
        BankQuestion.objects.update(state="withheld", reason="Two facts fit it.")
    with django_assert_num_queries(4):
        client.get(f"/cards/?show={show}")


@pytest.mark.parametrize("answers", [1, 4])
def test_query_count_of_the_page(
    client: Client, pupil: Student, rows: list, answers: int, django_assert_num_queries
) -> None:
    made = study_once(pupil, rows[0], now=timezone.now() - timedelta(days=40))
    for day in range(1, answers):
        answer_next(pupil, now=timezone.now() - timedelta(days=40 - day))
    with django_assert_num_queries(6):
        client.get(f"/cards/{made.pk}/")


def test_whoever_has_not_studied_has_none(as_teacher: Client) -> None:
    assert "None yet" in as_teacher.get("/cards/").content.decode()
    assert not Student.objects.exists()
    assert as_teacher.get("/cards/1/").status_code == 404


# What others did


def test_news_on_the_first_page_until_it_is_read(
    client: Client, pupil: Student, card: Card, rows: list, teacher
) -> None:
    now = timezone.now()
    voiding.void(rows[0].pk, reason="Misread.", before=None, user=teacher, now=now)
    text = client.get("/").content.decode()
    assert "This question was wrong, so what you answered does not count: Misread." in text
    assert text.count('name="amendment"') == 3
    stranger = signed_in(student("other").user)
    ids = [each.pk for each in Amendment.objects.all()]
    stranger.post("/cards/news/", {"amendment": ids})
    assert "This question was wrong" in client.get("/").content.decode()
    done = client.post("/cards/news/", {"amendment": [*ids, "x", "9" * 40]})
    assert (done.status_code, done["Location"]) == (303, "/")
    assert "This question was wrong" not in client.get("/").content.decode()
    assert "Your teacher found the question wrong." in page(client, card)


def test_wrong_answer_that_keeps_winning(client: Client, pupil: Student, rows: list) -> None:
    now = timezone.now() - timedelta(days=30)
    made = study_once(pupil, rows[0], now=now, right=False)
    Review.objects.update(response={"text": "Person q"})
    review = answer_next(pupil, now=now + timedelta(minutes=3), right=False)
    assert isinstance(review, study.Answered)
    Review.objects.update(response={"text": "Person q"})
    assert "“Person q” keeps winning: you gave it 2 times." in page(client, made)
