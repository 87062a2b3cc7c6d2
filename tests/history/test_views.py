"""The facts as students read them: who may, what is found, and that all of the evidence is there."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from history import facts
from history.dates import day_number
from history.models import Fact
from quizzes.models import Student
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
        '<a href="https://tass.com/1804771" rel="noreferrer noopener">tass.com</a>',
        f'<a href="/facts/sources/{agreement.citations.first().source_id}/">',
        f'<a href="/facts/agreements/{agreement.agreement_id}/">',
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
    holders = [ActorFactory(base=fact.base, name=name) for name in ("Vladimir Putin", "KCNA")]
    one.held_by.add(*holders)
    CitationFactory(position=one, source=source)
    other = PositionFactory(fact=fact, holds="built in 1947")
    CitationFactory(position=other, source=SourceFactory(base=fact.base, publisher="Britannica"))
    html = page(as_student, fact)
    for text in (
        "erected in 1946",
        f'Held by <a href="/facts/actors/{holders[1].pk}/">KCNA</a>, '
        f'<a href="/facts/actors/{holders[0].pk}/">Vladimir Putin</a>',
        '<li><a href="#source-1">Source 1</a>: TASS</li>',
        "built in 1947",
        '<li><a href="#source-2">Source 2</a>: Britannica</li>',
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


def test_visitor_reads_what_is_published_and_nothing_else(visitor: Client, agreement: Fact) -> None:
    assert "They signed in Moscow." in page(visitor, agreement)
    assert f'href="/study/fact/{agreement.pk}/"' in page(visitor, agreement)
    draft = FactFactory(statement="A draft.")
    assert visitor.get(f"{FACTS}{draft.pk}/").status_code == 404
    assert "A draft." not in listing(visitor)
    assert "/admin/" not in page(visitor, agreement)


def test_only_those_who_may_change_it_are_offered_to_edit(
    as_student: Client, as_teacher: Client, agreement: Fact
) -> None:
    link = f'href="/admin/history/fact/{agreement.pk}/change/"'
    assert (link in page(as_teacher, agreement), link in page(as_student, agreement)) == (True, False)


def test_style_of_the_reader_is_the_first_choice(
    as_student: Client, student: Student, agreement: Fact
) -> None:
    Student.objects.filter(pk=student.pk).update(citation_style="apa")
    assert "(2024, June 18)" in page(as_student, agreement)
    assert "June 18, 2024" in page(as_student, agreement, "?style=chicago")


@pytest.mark.parametrize(
    ("date", "printed"),
    [
        ("1956-07-01", "Soviet Union"),
        ("1992-05-02", "Russia"),
        ("1991-12-10", "Soviet Union"),
        ("1991-12", ""),
        ("1900", ""),
        ("1990/1995", ""),
    ],
)
def test_place_is_printed_with_the_state_of_its_time(as_student: Client, date: str, printed: str) -> None:
    base = BaseFactory()
    ussr = ActorFactory(base=base, name="Soviet Union", state=True, start="1922-12-30", end="1991-12-26")
    russia = ActorFactory(base=base, name="Russia", state=True, start="1991-12-12")
    russia.related.add(ussr)
    fact = FactFactory(base=base, published=True)
    FactDateFactory(fact=fact, date=date)
    FactPlaceFactory(fact=fact, place=PlaceFactory(base=base, name="Moscow", country=russia))
    html = page(as_student, fact)
    assert "Moscow" in html
    expected = {"Russia": printed == "Russia", "Soviet Union": printed == "Soviet Union"}
    assert {name: f">{name}</span>" in html for name in expected} == expected


def test_state_of_unknown_existence_is_not_printed(as_student: Client) -> None:
    taiwan = ActorFactory(name="Republic of China", state=True)
    china = ActorFactory(base=taiwan.base, name="People's Republic", state=True, start="1949-10-01")
    taiwan.related.add(china)
    fact = FactFactory(base=taiwan.base, published=True)
    FactDateFactory(fact=fact, date="1960")
    FactPlaceFactory(fact=fact, place=PlaceFactory(base=taiwan.base, name="Taipei", country=taiwan))
    html = page(as_student, fact)
    assert "Taipei" in html
    assert "Republic" not in html


def test_noted_and_contested_dates_are_marked_beside_the_date(as_student: Client, agreement: Fact) -> None:
    html = page(as_student, agreement)
    assert "17 March 1949 (see note)" in html
    assert html.count("see note") == 1
    PositionFactory(fact=agreement, facet="date", holds="in April")
    html = page(as_student, agreement)
    assert "see note" not in html
    when = html.partition("<dt>When</dt>")[2].partition("</div>")[0]
    assert re.findall(r"</svg>(\w+)</span>", when) == ["Contested", "Contested"]


def test_related_facts_are_the_same_text_and_the_same_people_near_in_time(
    as_student: Client, agreement: Fact
) -> None:
    ussr = agreement.participations.get().actor
    made = {}
    for name, year, text, with_them in (
        ("About the text", 1960, True, False),
        ("Near in time", 1950, False, True),
        ("Far in time", 1980, False, True),
        ("Others near in time", 1950, False, False),
    ):
        fact = FactFactory(
            base=agreement.base,
            published=True,
            statement=f"{name}.",
            agreement=agreement.agreement if text else None,
            earliest=day_number(year, 1, 1),
            latest=day_number(year, 1, 1),
        )
        if with_them:
            ParticipationFactory(fact=fact, actor=ussr)
        made[name] = fact
    html = page(as_student, agreement).partition("Related facts")[2]
    shown = [name for name in made if f"{name}." in html]
    assert shown == ["About the text", "Near in time"]
    for text in ("Kim Il Sung went to Moscow.", "Bears on it", "The same agreement", "The same people"):
        assert text in html
    FactFactory.create_batch(9, base=agreement.base, published=True, agreement=agreement.agreement)
    assert page(as_student, agreement).partition("Related facts")[2].count("/facts/") == 6


def test_what_does_not_stand_bare_names_who_says_so(as_student: Client) -> None:
    claim = FactFactory(published=True, claimed=True, claimant__name="Vladimir Putin", statement="We won.")
    CitationFactory(fact=claim, source__publisher="TASS", source__kind="news")
    bare = FactFactory(published=True, cited=True, statement="It rained.")
    html = listing(as_student)
    assert html.count("According to") == 1
    assert "According to TASS, quoting Vladimir Putin" in html
    assert "According to TASS, quoting Vladimir Putin." in page(as_student, claim)
    assert "According to" not in page(as_student, bare)


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


def test_facts_with_the_whole_query_as_one_phrase_come_first(as_student: Client) -> None:
    base = BaseFactory()
    FactFactory(base=base, published=True, statement="Kim Il Sung met Jong and Un.", earliest=1)
    spoken = FactFactory(base=base, published=True, statement="They spoke.", earliest=3)
    ParticipationFactory(fact=spoken, actor__base=base, actor__name="Kim Jong Un")
    FactFactory(base=base, published=True, statement="Kim Jong Un travelled.", earliest=2)
    html = listing(as_student, "Kim Jong-un")
    order = ["Kim Jong Un travelled.", "They spoke.", "Kim Il Sung met Jong and Un."]
    assert sorted(order, key=html.index) == order


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
    actor = ActorFactory()
    for _ in range(number):
        fact = FactFactory(
            published=True, claimed=True, cited=True, agreement=AgreementFactory(), claimant=actor
        )
        Fact.objects.filter(pk=fact.pk).update(
            earliest=day_number(1950, 6, 25), latest=day_number(1950, 6, 25)
        )
        FactDateFactory(fact=fact)
        ParticipationFactory(fact=fact)
        PositionFactory(fact=fact).held_by.add(ActorFactory(base=fact.base))
    with django_assert_num_queries(12):
        as_student.get(f"{FACTS}?actor={actor.pk}&standing=claimed&from=1900&q=event")


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
    with django_assert_num_queries(11):
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
