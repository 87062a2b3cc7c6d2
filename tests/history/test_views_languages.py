"""The pages of evidence in the languages of their readers; content says its own language."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from history.models import Fact
from history.timeline import Scale, unit_of
from tests.factories import (
    ActorFactory,
    ActorNameFactory,
    CitationFactory,
    FactDateFactory,
    FactFactory,
    ParticipationFactory,
)
from tests.factories.worlds import derive

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit() -> Fact:
    fact = FactFactory(published=True, statement="He went to Moscow.")
    FactDateFactory(fact=fact, date="1949-03-17")
    kim = ActorFactory(base=fact.base, name="Kim Il Sung")
    for text, language, label in (
        ("Kim Il Sung", "en", True),
        ("Ким Ир Сен", "ru", True),
        ("김일성", "ko", False),
    ):
        ActorNameFactory(actor=kim, text=text, language=language, label=label)
    ParticipationFactory(fact=fact, actor=kim, role="visitor")
    CitationFactory(fact=fact)
    return fact


def page(client: Client, address: str, language: str) -> str:
    return client.get(address, headers={"accept-language": language}).text


@pytest.mark.parametrize(
    ("language", "date", "name", "others"),
    [
        ("en", "17 March 1949", "Kim Il Sung", ['<li lang="ru">Ким Ир Сен', '<li lang="ko">김일성']),
        ("ru", "17 марта 1949", "Ким Ир Сен", ['<li lang="en">Kim Il Sung', '<li lang="ko">김일성']),
        ("ko", "1949년 3월 17일", "Kim Il Sung", ["<li>김일성", '<li lang="ru">Ким Ир Сен']),
    ],
)
def test_fact_is_dated_and_peopled_in_the_readers_language(
    visitor: Client, visit: Fact, language: str, date: str, name: str, others: list[str]
) -> None:
    html = page(visitor, f"/facts/{visit.pk}/", language)
    assert f"<dd>{date}" in html
    assert f">{name}</a>" in html
    for other in others:
        assert other in html
    marked = "" if language == "en" else ' lang="en"'
    assert f"<h1{marked}>He went to Moscow.</h1>" in html


def test_language_costs_no_query(
    visitor: Client, visit: Fact, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    for language in ("en", "ru", "ko"):
        with django_assert_num_queries(9):  # type: ignore[operator]
            page(visitor, f"/facts/{visit.pk}/", language)


@pytest.mark.parametrize(
    ("year", "scale", "russian", "korean"),
    [
        (1949, Scale.CENTURY, "XX век", "20세기"),
        (1949, Scale.DECADE, "1940-е годы", "1940년대"),
        (1949, Scale.YEAR, "1949 год", "1949년"),
        (2001, Scale.DECADE, "2000–2009 годы", "2000–2009년"),
        (150, Scale.CENTURY, "II век н. э.", "서기 2세기"),
        (1, Scale.CENTURY, "1–99 годы н. э.", "서기 1–99년"),
        (-43, Scale.CENTURY, "I век до н. э.", "기원전 1세기"),
        (-43, Scale.YEAR, "44 год до н. э.", "기원전 44년"),
        (-100, Scale.CENTURY, "II век до н. э.", "기원전 2세기"),
        (-43, Scale.DECADE, "50–41 годы до н. э.", "기원전 50–41년"),
        (10_500, Scale.CENTURY, "10500–10599 годы н. э.", "서기 10500–10599년"),
    ],
)
@pytest.mark.pure
def test_units_of_the_timeline_have_names(year: int, scale: Scale, russian: str, korean: str) -> None:
    unit = unit_of(year, scale)
    assert (unit.named("ru"), unit.named("ko")) == (russian, korean)
    assert unit.named("en") == unit.label


def test_drawing_has_numbers_that_a_browser_reads(visitor: Client, visit: Fact) -> None:
    """A comma in a coordinate would lose the mark."""
    derive(visit)
    for address in ("/facts/timeline/?year=1949", "/facts/timeline/"):
        drawing = page(visitor, address, "ru").partition("<figure")[2].partition("</figure>")[0]
        assert re.search(r' (?:x|width)="\d+\.\d+%"', drawing)
        assert not re.search(r'="\d+,', drawing)


def test_what_is_no_year_is_refused_in_the_readers_language(visitor: Client) -> None:
    html = page(visitor, "/facts/?from=soon", "ru")
    assert "«soon» — это не год: напишите 1949, 44 BCE или -43." in html


def test_what_an_actor_claimed_stands_under_a_heading_of_its_own(visitor: Client, visit: Fact) -> None:
    """Not under the word that stands on a fact for how far it stands."""
    speaker = ActorFactory(base=visit.base, name="A speaker")
    ParticipationFactory(fact=visit, actor=speaker, role="claimant")
    for language, heading in (("en", "Claimed"), ("ru", "Утверждения"), ("ko", "주장")):
        html = page(visitor, f"/facts/actors/{speaker.pk}/", language)
        assert re.search(r'<h2 id="role-claimant[^>]*>([^<]+)<', html)[1] == heading
