"""The facts as students read them: who may, what is found, and that all of the evidence is there."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from history import facts
from history.dates import day_number
from history.models import Fact
from tests.factories import (
    ActorFactory,
    ActorNameFactory,
    AgreementFactory,
    AgreementNameFactory,
    BaseFactory,
    CitationFactory,
    ErratumFactory,
    FactDateFactory,
    FactFactory,
    FactPlaceFactory,
    ParticipationFactory,
    PlaceFactory,
    PlaceNameFactory,
    PositionFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db
FACTS = "/facts/"


def page(client: Client, fact: Fact, query: str = "") -> str:
    return client.get(f"{FACTS}{fact.pk}/{query}").content.decode()


def listing(client: Client, query: str = "") -> str:
    return client.get(f"{FACTS}?q={query}").content.decode()


@pytest.fixture
def agreement() -> Fact:
    """The agreement of 17 March 1949, with everything that a page can show."""
    base = BaseFactory(name="Korea and its neighbours", licence="CC BY 4.0")
    russia = ActorFactory(base=base, name="Russia", state=True)
    ussr = ActorFactory(base=base, name="Soviet Union", state=True)
    ussr.related.add(russia)
    ActorNameFactory(actor=ussr, text="СССР", language="ru")
    text = AgreementFactory(base=base, title="Agreement on Economic and Cultural Cooperation")
    AgreementNameFactory(agreement=text, text="조쏘협정", language="ko")
    fact = FactFactory(
        base=base,
        published=True,
        kind=facts.FactKind.AGREEMENT,
        agreement=text,
        statement="They signed in Moscow.",
    )
    fact.earliest = fact.latest = day_number(1949, 3, 17)
    fact.save(update_fields=["earliest", "latest"])
    FactDateFactory(fact=fact, role="signed", date="1949-03-17", note="Some pages print another day.")
    FactDateFactory(fact=fact, role="in_force", date="1949")
    ParticipationFactory(fact=fact, actor=ussr, role="party", described_as="party, with Stalin as host")
    moscow = PlaceFactory(base=base, name="Moscow", country=russia)
    PlaceNameFactory(place=moscow, text="Москва", language="ru")
    FactPlaceFactory(fact=fact, place=moscow)
    tass = SourceFactory(
        base=base,
        title="Full text of the article",
        publisher="TASS",
        state_media=True,
        state=russia,
        address="https://tass.com/1804771",
        issued="2024-06-18",
    )
    book = SourceFactory(base=base, title="The USSR and Korea", independent=True, type="book")
    CitationFactory(fact=fact, source=tass, locator="para. 4", quotation="the first agreement")
    CitationFactory(fact=fact, source=book, locator="p. 178")
    ErratumFactory(fact=fact, source=book, wrong="12 October 1994", why="it is the day of another event.")
    fact.corroborates.add(FactFactory(base=base, published=True, statement="Kim Il Sung went to Moscow."))
    return fact


def test_everything_that_is_known_is_shown(as_student: Client, agreement: Fact) -> None:
    html = page(as_student, agreement)
    for text in (
        "<h1>Agreement on Economic and Cultural Cooperation</h1>",
        "They signed in Moscow.",
        "One independent source supports it; a second would be better.",
        "17 March 1949",
        "Some pages print another day.",
        "Entry into force",
        "Soviet Union",
        "Party, with Stalin as host",
        '<li lang="ru">СССР</li>',
        '<li lang="ru">Москва</li>',
        '<li lang="ko">조쏘협정</li>',
        "State media of Russia, which took part",
        "Passage: para. 4",
        "the first agreement",
        '<a href="https://tass.com/1804771" rel="noreferrer noopener">',
        "<i>The USSR and Korea</i>",
        "prints “12 October 1994”. This is wrong. It is the day of another event.",
        "Kim Il Sung went to Moscow.",
        "Korea and its neighbours",
        "CC BY 4.0",
    ):
        assert text in html, text


def test_citation_style_can_be_chosen(as_student: Client, agreement: Fact) -> None:
    assert "(2024, June 18)" in page(as_student, agreement, "?style=apa")
    assert "June 18, 2024" in page(as_student, agreement, "?style=chicago")
    assert "June 18, 2024" in page(as_student, agreement, "?style=nonsense")


def test_positions_stand_side_by_side_with_their_sources(as_student: Client) -> None:
    fact = FactFactory(published=True, claimed=True, statement="The tower was built.")
    source = SourceFactory(base=fact.base, publisher="TASS")
    CitationFactory(fact=fact, source=source, locator="para. 3")
    one = PositionFactory(fact=fact, holds="erected in 1946")
    one.held_by.add(ActorFactory(base=fact.base, name="Vladimir Putin"))
    one.held_by.add(ActorFactory(base=fact.base, name="KCNA"))
    CitationFactory(position=one, source=source)
    other = PositionFactory(fact=fact, holds="built in 1947")
    CitationFactory(position=other, source=SourceFactory(base=fact.base, publisher="Britannica"))
    html = page(as_student, fact)
    for text in (
        "erected in 1946",
        "Held by KCNA, Vladimir Putin",
        "<li>1 TASS</li>",
        "built in 1947",
        "<li>2 Britannica</li>",
        "The date: The sources disagree",
    ):
        assert text in html, text


def test_fact_without_anything_has_a_page(as_student: Client) -> None:
    html = page(as_student, FactFactory(published=True, statement="Only this."))
    assert "<h1>Only this.</h1>" in html
    assert "No source is recorded yet." in html


@pytest.mark.parametrize("publication", ["draft", "in_review", "withdrawn"])
def test_unpublished_fact_is_not_there_for_students(as_student: Client, publication: str) -> None:
    fact = FactFactory(publication=publication)
    assert as_student.get(f"{FACTS}{fact.pk}/").status_code == 404
    assert fact.statement not in listing(as_student)


def test_unpublished_fact_is_shown_to_teachers(as_teacher: Client) -> None:
    assert "it is a draft" in page(as_teacher, FactFactory())


def test_unknown_fact_is_a_404(as_student: Client) -> None:
    assert as_student.get(f"{FACTS}999999/").status_code == 404


def test_visitor_is_sent_to_the_login_page(visitor: Client, agreement: Fact) -> None:
    for address in (FACTS, f"{FACTS}{agreement.pk}/"):
        assert visitor.get(address)["Location"] == f"/accounts/login/?next={address}"


def test_wrong_verb_is_refused(as_student: Client, agreement: Fact) -> None:
    assert as_student.post(FACTS).status_code == 405
    assert as_student.post(f"{FACTS}{agreement.pk}/").status_code == 405


@pytest.mark.parametrize(
    "query",
    ["economic", "ECONOMIC cultural", "signed moscow", "сссР", "Москва", "조쏘협정", "1949", "soviet 1949"],
)
def test_search_finds_text_names_and_years(as_student: Client, agreement: Fact, query: str) -> None:
    assert "1 fact with" in listing(as_student, query)


@pytest.mark.parametrize("query", ["economic 1950", "narnia", "economic narnia", "0000"])
def test_search_wants_every_word(as_student: Client, agreement: Fact, query: str) -> None:
    assert "Nothing holds all of these words." in listing(as_student, query)


@pytest.mark.parametrize("query", ["%00", "'", "%25", "x" * 3000, "%F0%9F%92%A9", "&page=x", "&page=999"])
def test_search_survives_anything(as_student: Client, agreement: Fact, query: str) -> None:
    assert as_student.get(f"{FACTS}?q={query}").status_code == 200


def test_list_is_in_order_of_time_and_paged(as_student: Client) -> None:
    base = BaseFactory()
    for number in range(51):
        FactFactory(base=base, published=True, statement=f"Fact {100 - number}.", earliest=1000 - number)
    first, second = listing(as_student), as_student.get(f"{FACTS}?page=2").content.decode()
    assert first.index("Fact 50.") < first.index("Fact 51.")
    assert ("Fact 100." in first, "Fact 100." in second) == (False, True)
    assert "Page 1 of 2" in first


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_the_same_for_any_number(
    as_student: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    for _ in range(number):
        FactDateFactory(fact=FactFactory(published=True))
    with django_assert_num_queries(5):
        listing(as_student)


@pytest.mark.parametrize("number", [1, 3])
def test_fact_page_costs_the_same_for_any_number(
    as_student: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    fact = FactFactory(published=True, agreement=AgreementFactory())
    for index in range(number):
        FactDateFactory(fact=fact, date=str(1950 + index))
        ParticipationFactory(fact=fact, actor__state=True)
        FactPlaceFactory(fact=fact)
        CitationFactory(fact=fact, source__state_media=True)
        position = PositionFactory(fact=fact)
        position.held_by.add(ActorFactory(base=fact.base))
        CitationFactory(position=position, source__state_media=True)
        ErratumFactory(fact=fact)
        fact.corroborates.add(FactFactory(base=fact.base, published=True))
    with django_assert_num_queries(12):
        page(as_student, fact)


def test_text_never_becomes_markup(as_student: Client) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    fact = FactFactory(published=True, statement=hostile)
    FactDateFactory(fact=fact, note=hostile)
    ParticipationFactory(fact=fact, actor__name=hostile, described_as=hostile)
    CitationFactory(fact=fact, source__title=hostile, quotation=hostile, locator=hostile)
    ErratumFactory(fact=fact, wrong=hostile, why=hostile)
    assert "<img" not in page(as_student, fact)
    assert "<img" not in listing(as_student, "img")
