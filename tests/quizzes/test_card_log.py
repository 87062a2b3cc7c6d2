"""The log of a card, page by page."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from quizzes import study
from quizzes.models import Card, Review
from quizzes.study.particulars import LINES
from quizzes.study.tending import Deed, tend
from tests.cast import signed_in

from .small_bank import furnish, student, study_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def card() -> Card:
    (row,) = furnish(1)
    return study_once(student(), row, now=timezone.now() - timedelta(days=2))


@pytest.fixture
def client(card: Card) -> Client:
    return signed_in(card.student.user)


def entries(text: str) -> list[str]:
    """What the lines of a log say, in their order."""
    log = text.partition("What happened to it</h3>")[2]
    return re.findall(r"<div>(?:<s>)?([^<]+)<", log)


def put_off_and_back(card: Card, times: int) -> None:
    for place in range(times):
        card.refresh_from_db()
        deed = Deed.DIG_UP if place % 2 else Deed.BURY
        tend(card.student, card=card.pk, number=card.number, deed=deed, now=timezone.now())


def test_short_log_has_one_page(client: Client, card: Card) -> None:
    put_off_and_back(card, LINES - 1)
    page = client.get(f"/cards/{card.pk}/").text
    assert len(entries(page)) == LINES
    assert "Page 1" not in page


def test_long_log_is_read_page_by_page(client: Client, card: Card) -> None:
    put_off_and_back(card, 2 * LINES)
    pages = [client.get(f"/cards/{card.pk}/?page={number}").text for number in (1, 2, 3)]
    assert [len(entries(page)) for page in pages] == [LINES, LINES, 1]
    assert entries(pages[0])[0] == "No longer put off"
    assert entries(pages[2])[0].startswith("Right: ")
    assert "Page 2 of 3" in pages[1]
    assert f'href="/cards/{card.pk}/?page=3" hx-get="/cards/{card.pk}/?page=3"' in pages[1]
    assert 'rel="prev"' not in pages[0]
    assert 'rel="next"' not in pages[2]


def test_pages_are_of_what_is_shown(client: Client, card: Card) -> None:
    """What only takes another entry back has no line, so that it fills no page."""
    put_off_and_back(card, LINES - 1)
    last = Review.objects.order_by("number").last()
    assert last is not None
    study.undo(card.student, review=last.pk, now=timezone.now())
    page = client.get(f"/cards/{card.pk}/").text
    assert len(entries(page)) == LINES
    assert "Page 1" not in page


@pytest.mark.parametrize("number", ["0", "-1", "99999999999999999999", "x", "\x00", ""])
def test_page_that_there_is_not_is_the_nearest(client: Client, card: Card, number: str) -> None:
    put_off_and_back(card, LINES)
    answer = client.get(f"/cards/{card.pk}/", {"page": number})
    assert answer.status_code == 200
    assert "Page 1 of 2" in answer.text
    assert "Page 2 of 2" in client.get(f"/cards/{card.pk}/?page=7").text


def test_what_can_be_taken_back_is_on_the_first_page_alone(client: Client, card: Card) -> None:
    put_off_and_back(card, LINES)
    assert "/undo/" in client.get(f"/cards/{card.pk}/").text
    assert "/undo/" not in client.get(f"/cards/{card.pk}/?page=2").text


@pytest.mark.parametrize("times", [1, 3 * LINES])
def test_query_count_of_a_log(client: Client, card: Card, times: int, django_assert_num_queries) -> None:
    put_off_and_back(card, times)
    with django_assert_num_queries(6):
        client.get(f"/cards/{card.pk}/?page=2")


def test_list_without_a_card_says_how_one_comes(card: Card) -> None:
    other = signed_in(student("newcomer").user)
    assert "None yet" in other.get("/cards/").text
    assert "There are none of this kind." in other.get("/cards/?show=leeches").text
