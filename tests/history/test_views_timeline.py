"""The timeline: its levels, its ways, what it counts, what narrows it, and what others add to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import pytest
from django.http import HttpRequest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from history.dates import parse
from history.models import Fact
from history.sentences import Sentence
from history.views import timeline
from tests.factories import (
    ActorFactory,
    BaseFactory,
    CitationFactory,
    FactDateFactory,
    FactFactory,
    ParticipationFactory,
    PositionFactory,
)

pytestmark = pytest.mark.django_db
TIMELINE = "/facts/timeline/"


def dated(date: str, **fields: object) -> Fact:
    bounds = parse(date)
    fact = FactFactory(
        **{"published": True, "cited": True, "earliest": bounds.earliest, "latest": bounds.latest, **fields}
    )
    FactDateFactory(fact=fact, date=date)
    return fact


def text(client: Client, query: str = "") -> str:
    answer = client.get(f"{TIMELINE}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def table(html: str) -> list[list[str]]:
    """The cells of the table's body."""
    body = html.partition("<tbody>")[2].partition("</tbody>")[0]
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in body.split("</tr>")[:-1]]
    return [[" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in row] for row in rows]


def links(html: str, within: str) -> list[str]:
    return re.findall(r'<a[^>]* href="([^"]+)"', html.partition(within)[2].partition("</nav>")[0])


@pytest.fixture
def facts() -> dict[str, Fact]:
    base = BaseFactory(name="World")
    return {
        "ides": dated("-0043-03-15", base=base, statement="Caesar was killed."),
        "signed": dated("1949-03-17", base=base, statement="They signed."),
        "visit": dated("1949-04", base=base, statement="They visited.", reported=True),
        "war": dated("1950/1953", base=BaseFactory(name="Korea"), statement="They fought."),
        "undated": FactFactory(base=base, published=True, statement="Some day."),
        "draft": dated("1949-05-01", base=base, published=False, statement="A draft."),
    }


def test_whole_base_by_century(visitor: Client, facts: dict[str, Fact]) -> None:
    html = text(visitor)
    assert table(html) == [
        ["1st century BCE", "1", "1 established"],
        ["19 centuries between, in which nothing begins or ends"],
        ["20th century", "3", "2 established, 1 reported"],
    ]
    assert "4 facts; 1 more has no date" in html
    assert html.count('href="?century=1900"') == 2
    assert html.count('href="?century=-99"') == 2


def test_century_by_decade_decade_by_year(visitor: Client, facts: dict[str, Fact]) -> None:
    decades = table(text(visitor, "?century=1900"))
    assert [row for row in decades if row[1] != "0"] == [
        ["1940s", "2", "1 established, 1 reported"],
        ["1950s", "1", "1 established"],
    ]
    assert len(decades) == 10
    years = table(text(visitor, "?decade=1950"))
    assert [row[0] for row in years if row[1] == "1"] == ["1950", "1951", "1952", "1953"]
    html = text(visitor, "?decade=1950")
    assert 'href="?year=1953"' in html
    assert 'href="?year=1954"' not in html


def test_year_shows_its_facts_on_their_dates(visitor: Client, facts: dict[str, Fact]) -> None:
    html = text(visitor, "?year=1949")
    assert table(html) == [
        ["1", "17 March 1949", "They signed. Established"],
        ["2", "April 1949", f"They visited. Reported {who(facts['visit'])}"],
    ]
    drawing = html.partition('<svg class="chart year"')[2].partition("</figure>")[0]
    assert f'<a href="/facts/{facts["signed"].pk}/" aria-label="1: They signed., 17 March 1949">' in drawing
    assert drawing.count('class="shape established"') == 1
    assert re.findall(r'class="span (\w+)" x="([\d.]+)%" y="\d+" width="([\d.]+)%"', drawing) == [
        ("reported", "24.66", "8.22")
    ]
    assert "A draft." not in html


def who(fact: Fact) -> str:
    return f"According to {fact.citations.get().source.title}"


def test_years_before_our_era_have_no_year_0(visitor: Client, facts: dict[str, Fact]) -> None:
    html = text(visitor, "?year=-43")
    assert "<h1>Timeline: 44 BCE</h1>" in html
    assert table(html)[0][1:] == ["15 March 44 BCE", "Caesar was killed. Established"]
    assert links(html, "Along the timeline") == ["?decade=-49", "?year=1949"]
    dated("-0001", statement="The year 2 BCE.")
    labels = [row[0] for row in table(text(visitor, "?decade=0"))]
    assert labels == [f"{year} BCE" for year in range(10, 0, -1)]


def test_ways_lead_to_the_next_with_facts_and_up(visitor: Client, facts: dict[str, Fact]) -> None:
    assert links(text(visitor, "?century=1900"), "Along the timeline") == ["?century=-99", "?"]
    assert links(text(visitor, "?decade=1950"), "Along the timeline") == ["?decade=1940", "?century=1900"]
    assert links(text(visitor, "?year=1930"), "Along the timeline") == [
        "?year=-43",
        "?decade=1930",
        "?year=1949",
    ]


def test_narrowed_by_collection_and_standing(visitor: Client, facts: dict[str, Fact]) -> None:
    base = facts["ides"].base_id
    html = text(visitor, f"?century=1900&base={base}&standing=reported")
    assert [row for row in table(html) if row[1] != "0"] == [["1940s", "1", "1 reported"]]
    assert f'href="?base={base}&amp;standing=reported&amp;decade=1940"' in html
    assert links(html, "Along the timeline") == [f"?base={base}&amp;standing=reported"]
    assert '<input type="hidden" name="century" value="1900">' in html
    assert "No fact with a date passes these filters here." in text(
        visitor, "?century=1800&standing=contested"
    )


def test_standing_is_the_computed_one(visitor: Client, facts: dict[str, Fact]) -> None:
    PositionFactory(fact=facts["signed"], facet="statement")
    assert table(text(visitor, "?decade=1940"))[-1] == ["1949", "2", "1 reported, 1 contested"]


@pytest.mark.parametrize("query", ["?year=abc", "?decade=1949.5", "?century=" + "9" * 20, "?year=٣"])
def test_no_such_unit_is_said_and_all_is_shown(visitor: Client, facts: dict[str, Fact], query: str) -> None:
    html = text(visitor, query)
    assert "that the timeline knows, so here is all of it." in html
    assert "20th century" in html


def test_empty_states_say_what_to_do(visitor: Client) -> None:
    assert "No fact with a date has been published yet." in text(visitor)
    assert 'No fact of 1949 is recorded. Go <a href="?">to all centuries</a>.' in text(visitor, "?year=1949")


def test_open_ends_and_ages_do_no_harm(visitor: Client) -> None:
    dated("1948/..", statement="Since then.")
    dated("../1900", statement="Until then.")
    dated("Y-500000/1949", statement="For ages.")
    assert [row[0] for row in table(text(visitor)) if len(row) == 3] == [
        "5,001st century BCE",
        "20th century",
    ]
    assert [row[2].partition(".")[0] for row in table(text(visitor, "?year=1948"))] == [
        "For ages",
        "Since then",
    ]
    assert 'id="count">0 facts' in text(visitor, "?year=1960")


def test_text_is_escaped_in_the_drawing(visitor: Client) -> None:
    dated("1949-01-01", statement='"><script>alert(1)</script>')
    html = text(visitor, "?year=1949")
    assert "<script>alert" not in html
    assert 'aria-label="1: &quot;&gt;&lt;script&gt;' in html


@pytest.fixture
def known() -> Iterator[list[Sequence[int]]]:
    """A layer to which every fact is known; yields what it was asked."""
    asked: list[Sequence[int]] = []
    seen = timeline.Seen(
        word=Sentence("known", {}),
        several=lambda number: Sentence("{number} known", {"number": number}),
        css="known",
    )

    def layer(request: HttpRequest, pks: Sequence[int]) -> Mapping[int, timeline.Seen]:
        asked.append(pks)
        return dict.fromkeys(pks, seen)

    timeline.layers.append(layer)
    yield asked
    timeline.layers.remove(layer)


def test_nothing_is_said_of_the_reader_without_a_layer(visitor: Client, facts: dict[str, Fact]) -> None:
    html = text(visitor, "?year=1949")
    assert ("For you" in html, 'class="ring' in html) == (False, False)


def test_layer_adds_a_word_and_a_ring(
    visitor: Client, facts: dict[str, Fact], known: list[Sequence[int]]
) -> None:
    html = text(visitor, "?year=1949")
    assert [row[-1].partition("For you: ")[2] for row in table(html)] == ["known", "known"]
    assert html.count('class="ring known"') == 2
    assert known == [sorted(facts[name].pk for name in ("signed", "visit"))]
    assert table(text(visitor, "?century=1900"))[4] == [
        "1940s",
        "2",
        "1 established, 1 reported For you: 2 known",
    ]


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("query", "queries"), [("", 6), ("?century=1900", 6), ("?decade=1950", 6), ("?year=1950", 12)]
)
def test_costs_the_same_for_any_number(
    as_student: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    number: int,
    query: str,
    queries: int,
) -> None:
    for index in range(number):
        fact = dated(f"1950-0{index + 1}-01", claimed=True)
        ParticipationFactory(fact=fact)
        position = PositionFactory(fact=fact)
        position.held_by.add(ActorFactory(base=fact.base))
        CitationFactory(position=position)
    with django_assert_num_queries(queries):
        text(as_student, query)


def test_a_full_year_is_paged(visitor: Client) -> None:
    base = BaseFactory()
    for _ in range(timeline.PAGE + 1):
        dated("1949-03-17", base=base, statement="A visit of many words and names. " * 3)
    first, second = text(visitor, "?year=1949"), text(visitor, "?year=1949&page=2")
    assert (len(table(first)), len(table(second))) == (timeline.PAGE, 1)
    assert 'rel="next" href="?year=1949&amp;page=2"' in first
    assert table(second)[0][0] == str(timeline.PAGE + 1)
    assert len(first.encode()) < 60_000
