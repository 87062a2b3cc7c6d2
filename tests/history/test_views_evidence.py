"""Sources, actors and agreements: what their pages hold, who may read them, and what they cost."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from history import facts
from history.dates import day_number
from history.models import Actor, Agreement, Fact, Source
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
    PositionFactory,
    SourceFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def section(html: str, heading: str) -> str:
    """What stands under a heading."""
    assert f">{heading}</h2>" in html, heading
    return html.partition(f">{heading}</h2>")[2].partition("</section>")[0]


# Sources


def source(**fields: object) -> Source:
    return SourceFactory(**{"title": "Full text", "publisher": "TASS", "origin": "tass", **fields})


def test_source_says_what_rests_on_it_and_what_it_disputes(visitor: Client) -> None:
    tass = source()
    CitationFactory(fact=FactFactory(published=True, statement="It supports this."), source=tass)
    CitationFactory(fact=FactFactory(published=True, statement="Not that."), source=tass, disputes=True)
    CitationFactory(position=PositionFactory(fact__published=True, fact__statement="A side."), source=tass)
    CitationFactory(fact=FactFactory(statement="A draft."), source=tass)
    html = text(visitor, f"/facts/sources/{tass.pk}/")
    rests, disputes = section(html, "What rests on it"), section(html, "What it disputes")
    assert ("It supports this." in rests, "A side." in rests, "Not that." in rests) == (True, True, False)
    assert "Not that." in disputes
    assert "A draft." not in html
    assert "Reported" in rests


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"kind": "state-media"}, "State media of Russia. It reports; by itself it establishes nothing."),
        ({"kind": "treaty-text"}, "Official publication of Russia. It establishes the text"),
        ({"kind": "academic"}, "It speaks for Russia and cannot establish what Russia took part in."),
        ({"kind": "other", "state": None}, "A page of a weak kind"),
        ({"kind": "academic", "state": None}, "No state is entered for it, so it counts as independent."),
    ],
)
def test_source_says_whose_interest_it_has(visitor: Client, fields: dict, sentence: str) -> None:
    base = BaseFactory()
    cited = source(base=base, **{"state": ActorFactory(base=base, state=True, name="Russia"), **fields})
    CitationFactory(fact=FactFactory(published=True), source=cited)
    assert sentence in text(visitor, f"/facts/sources/{cited.pk}/")


def test_sources_of_one_origin_are_one_voice(visitor: Client) -> None:
    first, second, draft = source(), source(title="Another text"), source(title="Only in a draft")
    for cited in (first, second):
        CitationFactory(fact=FactFactory(published=True), source=cited)
    CitationFactory(fact=FactFactory(), source=draft)
    html = text(visitor, f"/facts/sources/{first.pk}/")
    assert "1 other source shares this origin: together they are one voice." in html
    assert f'<a href="/facts/sources/{second.pk}/">Another text</a>' in html
    assert "Only in a draft" not in html
    assert "Another text" in text(visitor, "/facts/sources/?origin=tass")


def test_source_prints_its_errors_and_what_else_it_is_cited_for(visitor: Client) -> None:
    tass = source()
    part = ParticipationFactory(fact__published=True, fact__statement="The visit.", actor__name="Kim")
    CitationFactory(actor=part.actor, source=tass)
    treaty = AgreementFactory(title="The treaty")
    FactFactory(published=True, agreement=treaty)
    CitationFactory(agreement=treaty, source=tass)
    ErratumFactory(fact=part.fact, source=tass, wrong="1951", why="it was later.")
    html = text(visitor, f"/facts/sources/{tass.pk}/")
    assert f'/facts/actors/{part.actor_id}/">Kim</a>' in html
    assert f'/facts/agreements/{treaty.pk}/">The treaty</a>' in html
    assert "“1951” is wrong." in section(html, "Errors it prints")
    assert "It was later." in html


def test_style_of_a_source_can_be_chosen(visitor: Client) -> None:
    tass = source(issued="2024-06-18")
    CitationFactory(fact=FactFactory(published=True), source=tass)
    assert "(2024, June 18)" in text(visitor, f"/facts/sources/{tass.pk}/?style=apa")
    assert "June 18, 2024" in text(visitor, f"/facts/sources/{tass.pk}/")


# Actors


@pytest.fixture
def kim() -> Actor:
    """A premier with everything that a page can show."""
    base = BaseFactory(name="Korea")
    dprk = ActorFactory(base=base, name="DPRK", state=True)
    kim = ActorFactory(base=base, name="Kim Il Sung", country=dprk, start="1912-04-15", end="1994-07")
    ActorNameFactory(actor=kim, text="김일성", language="ko")
    TermFactory(actor=kim, office="Premier", start="1948-09-09", end="1972")
    kim.confusable.add(ActorFactory(base=base, name="Kim Jong Il"))
    visit = FactFactory(base=base, published=True, statement="He went to Moscow.")
    FactDateFactory(fact=visit, date="1949-03")
    ParticipationFactory(fact=visit, actor=kim, role="visitor", described_as="head of the delegation")
    ParticipationFactory(fact=visit, actor=dprk, role="other")
    FactFactory(base=base, published=True, claimed=True, claimant=kim, statement="He said so.")
    FactFactory(base=base, claimed=True, claimant=kim, statement="A draft of his.")
    position = PositionFactory(
        fact__base=base, fact__published=True, fact__statement="In dispute.", holds="His side."
    )
    position.held_by.add(kim)
    CitationFactory(actor=kim, source=SourceFactory(base=base, title="A life"))
    return kim


def test_actor_shows_everything(visitor: Client, kim: Actor) -> None:
    html = text(visitor, f"/facts/actors/{kim.pk}/")
    for expected in (
        "<h1>Kim Il Sung</h1>",
        "<dt>Born</dt><dd>15 April 1912</dd>",
        "<dt>Died</dt><dd>July 1994</dd>",
        '<li lang="ko">김일성</li>',
        f'<a href="/facts/actors/{kim.country_id}/">DPRK</a>',
        'Premier <span class="small soft">9 September 1948 – 1972</span>',
        "Not to be confused with",
        "“A life.”",
    ):
        assert expected in html, expected
    visited = section(html, "Visitor")
    for expected in ("He went to Moscow.", "March 1949", "Head of the delegation", "Reported"):
        assert expected in visited, expected
    assert "He said so." in section(html, "Claims")
    assert "His side." in section(html, "Positions held")
    assert "A draft of his." not in html


def test_actor_that_readers_may_not_open_is_no_link(visitor: Client, kim: Actor) -> None:
    html = text(visitor, f"/facts/actors/{kim.pk}/")
    assert "Kim Jong Il" in html
    assert f"/facts/actors/{kim.confusable.get().pk}/" not in html


def test_predecessor_and_successor_are_told_apart(visitor: Client) -> None:
    ussr = ActorFactory(name="USSR", state=True, start="1922", end="1991-12-26")
    for name, fields in (
        ("Russian Empire", {"end": "1917"}),
        ("Russian Federation", {"start": "1991-12"}),
        ("Somewhere", {}),
    ):
        ussr.related.add(ActorFactory(base=ussr.base, name=name, state=True, **fields))
    ParticipationFactory(fact__published=True, fact__base=ussr.base, actor=ussr)
    html = text(visitor, f"/facts/actors/{ussr.pk}/")
    shown = dict(re.findall(r"(Russian \w+|Somewhere) <span class=\"small soft\">([^<]+)<", html))
    assert shown == {
        "Russian Empire": "Predecessor",
        "Russian Federation": "Successor",
        "Somewhere": "Predecessor or successor",
    }
    assert "<dt>Until</dt><dd>26 December 1991</dd>" in html


# Agreements


@pytest.fixture
def treaty() -> Agreement:
    base = BaseFactory(name="Korea")
    treaty = AgreementFactory(base=base, title="Treaty of Friendship", kind="treaty")
    AgreementNameFactory(agreement=treaty, text="Договор о дружбе", language="ru")
    own = FactFactory(base=base, published=True, kind=facts.FactKind.AGREEMENT, agreement=treaty, cited=True)
    FactDateFactory(fact=own, role="signed", date="1961-07-06")
    FactDateFactory(fact=own, role="ended", date="1996")
    ParticipationFactory(fact=own, actor__name="Khrushchev", role="signatory")
    FactPlaceFactory(fact=own, place=PlaceFactory(base=base, name="Moscow"))
    CitationFactory(agreement=treaty, source=SourceFactory(base=base, title="Treaty series"))
    FactFactory(base=base, published=True, statement="It was denounced.", agreement=treaty)
    FactFactory(base=base, statement="A draft about it.", agreement=treaty)
    return treaty


def test_agreement_shows_everything(visitor: Client, treaty: Agreement) -> None:
    html = text(visitor, f"/facts/agreements/{treaty.pk}/")
    for expected in (
        "<h1>Treaty of Friendship</h1>",
        '<li lang="ru">Договор о дружбе</li>',
        "6 July 1961",
        "1996",
        "Ended",
        "Khrushchev",
        "Moscow",
        "“Treaty series.”",
        "One independent source supports it",
    ):
        assert expected in html, expected
    assert "It was denounced." in section(html, "What is known about it")
    assert "A draft about it." not in html


def test_agreement_is_headed_by_what_stands_best_and_not_by_a_claim_about_it(visitor: Client) -> None:
    treaty = AgreementFactory(title="The treaty")
    made = {"base": treaty.base, "agreement": treaty, "kind": facts.FactKind.AGREEMENT, "published": True}
    FactFactory(**made, claimed=True, claimant__name="A president", earliest=1)
    own = FactFactory(**made, cited=True, earliest=2)
    ParticipationFactory(fact=own, actor__base=treaty.base, actor__name="Signatoria", role="signatory")
    html = text(visitor, f"/facts/agreements/{treaty.pk}/")
    assert f'href="/facts/{own.pk}/">The fact of its making' in html
    assert "Signatoria" in html.partition('id="particulars-title"')[2].partition("</section>")[0]


def test_agreement_without_a_fact_of_its_own_has_a_page(visitor: Client) -> None:
    about = FactFactory(published=True, statement="It was broken.", agreement=AgreementFactory())
    assert "It was broken." in text(visitor, f"/facts/agreements/{about.agreement_id}/")


# Who may read


def rows() -> dict[str, int]:
    """A source, an actor and an agreement that one draft names, and nothing else."""
    draft = FactFactory(agreement=AgreementFactory(title="Hidden treaty"))
    actor = ParticipationFactory(fact=draft, actor__name="Hidden actor").actor
    cited = CitationFactory(fact=draft, source__title="Hidden source").source
    return {"agreements": draft.agreement_id, "actors": actor.pk, "sources": cited.pk}


@pytest.mark.parametrize("kind", ["agreements", "actors", "sources"])
def test_what_only_drafts_use_is_for_staff(
    visitor: Client, as_student: Client, as_teacher: Client, kind: str
) -> None:
    pk = rows()[kind]
    answers = [client.get(f"/facts/{kind}/{pk}/").status_code for client in (visitor, as_student, as_teacher)]
    assert answers == [404, 404, 200]
    assert "Hidden" not in text(visitor, f"/facts/{kind}/")
    assert "Hidden" in text(as_teacher, f"/facts/{kind}/")
    Fact.objects.update(publication=facts.Publication.PUBLISHED)
    assert visitor.get(f"/facts/{kind}/{pk}/").status_code == 200
    assert "Hidden" in text(visitor, f"/facts/{kind}/")


@pytest.mark.parametrize("kind", ["", "agreements/", "actors/", "sources/"])
def test_unknown_is_a_404_and_a_wrong_verb_a_405(visitor: Client, kind: str) -> None:
    for pk in ("0", "999999", "9" * 30):
        assert visitor.get(f"/facts/{kind}{pk}/").status_code == 404
    assert visitor.post(f"/facts/{kind}").status_code == 405


@pytest.mark.parametrize(
    ("kind", "model"), [("agreements", "agreement"), ("actors", "actor"), ("sources", "source")]
)
def test_staff_are_led_to_the_desk(as_publisher: Client, as_student: Client, kind: str, model: str) -> None:
    pk = rows()[kind]
    Fact.objects.update(publication=facts.Publication.PUBLISHED)
    link = f'href="/admin/history/{model}/{pk}/change/"'
    pages = [text(client, f"/facts/{kind}/{pk}/") for client in (as_publisher, as_student)]
    assert [link in html for html in pages] == [True, False]


@pytest.mark.parametrize("kind", ["", "timeline/", "agreements/", "actors/", "sources/"])
def test_shelf_says_where_you_are(visitor: Client, kind: str) -> None:
    shelf = text(visitor, f"/facts/{kind}").partition('class="nav shelf"')[2].partition("</nav>")[0]
    assert re.findall(r'href="([^"]+)" aria-current', shelf) == [f"/facts/{kind}"]


# What it costs


def populate(number: int) -> dict[str, str]:
    """Pages around `number` facts that have everything."""
    base = BaseFactory()
    shared = {
        "actors": ActorFactory(base=base, country=ActorFactory(base=base, state=True)),
        "agreements": AgreementFactory(base=base),
        "sources": SourceFactory(base=base, state=ActorFactory(base=base, state=True)),
    }
    for index in range(number):
        kind = facts.FactKind.EVENT if index else facts.FactKind.AGREEMENT
        day = day_number(1950 + index, 1, 1)
        fact = FactFactory(
            base=base,
            published=True,
            claimed=True,
            kind=kind,
            agreement=shared["agreements"],
            earliest=day,
            latest=day,
        )
        FactDateFactory(fact=fact, date=f"{1950 + index}-01-01")
        ParticipationFactory(fact=fact, actor=shared["actors"])
        FactPlaceFactory(fact=fact, place__country=shared["sources"].state)
        CitationFactory(fact=fact, source=shared["sources"])
        position = PositionFactory(fact=fact)
        position.held_by.add(shared["actors"])
        CitationFactory(position=position, source=shared["sources"])
        ErratumFactory(fact=fact, source=shared["sources"])
        ActorNameFactory(actor=shared["actors"])
        TermFactory(actor=shared["actors"])
        AgreementNameFactory(agreement=shared["agreements"])
        CitationFactory(agreement=shared["agreements"], source=SourceFactory(base=base))
        SourceFactory(base=base, origin=shared["sources"].origin)
        CitationFactory(actor=shared["actors"], source=shared["sources"])
    return {kind: f"/facts/{kind}/{row.pk}/" for kind, row in shared.items()}


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("kind", ["actors", "agreements", "sources"])
def test_page_costs_the_same_for_any_number(
    as_student: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    number: int,
    kind: str,
) -> None:
    address = populate(number)[kind]
    with django_assert_num_queries(11):
        text(as_student, address)


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("kind", ["actors", "agreements", "sources"])
def test_list_costs_the_same_for_any_number(
    as_student: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int, kind: str
) -> None:
    for _ in range(number):
        populate(number)
    with django_assert_num_queries(4):
        text(as_student, f"/facts/{kind}/")


def test_text_never_becomes_markup(visitor: Client) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    fact = FactFactory(
        published=True,
        statement=hostile,
        agreement=AgreementFactory(title=hostile, kind=hostile),
        claimed=True,
        claimant__name=hostile,
        attribution=hostile,
    )
    actor = ParticipationFactory(fact=fact, actor__name=hostile, described_as=hostile).actor
    ActorNameFactory(actor=actor, text=hostile)
    TermFactory(actor=actor, office=hostile)
    AgreementNameFactory(agreement=fact.agreement, text=hostile)
    cited = SourceFactory(title=hostile, publisher=hostile, origin=hostile)
    CitationFactory(fact=fact, source=cited, locator=hostile, quotation=hostile)
    CitationFactory(actor=actor, source=cited)
    ErratumFactory(fact=fact, source=cited, wrong=hostile, why=hostile)
    pages = [f"actors/{actor.pk}/", f"agreements/{fact.agreement_id}/", f"sources/{cited.pk}/"]
    for address in (
        *pages,
        "actors/",
        "agreements/",
        "sources/",
        "timeline/",
        "?q=img",
        "sources/?origin=<img>",
    ):
        assert "<img" not in text(visitor, f"/facts/{address}")
