"""Names in the language of the reader on the pages of evidence; that of the base on their own pages too."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from history.models import Actor, Agreement, Fact, Place
from history.models.labels import Label, actor_labels, labels
from tests.factories import (
    ActorFactory,
    ActorNameFactory,
    AgreementFactory,
    AgreementNameFactory,
    BaseFactory,
    CitationFactory,
    FactDateFactory,
    FactFactory,
    FactPlaceFactory,
    ParticipationFactory,
    PlaceFactory,
    PlaceNameFactory,
    PositionFactory,
    SourceFactory,
)
from tests.factories.worlds import derive

pytestmark = pytest.mark.django_db


@pytest.fixture
def kim() -> Actor:
    base = BaseFactory()
    state = ActorFactory(name="North Korea", labels__ru="КНДР", base=base, kind="state")
    made = ActorFactory(name="Kim Il Sung", labels__ru="Ким Ир Сен", base=base, country=state)
    made.related.add(ActorFactory(name="Kim Jong Il", labels__ru="Ким Чен Ир", base=base))
    return made


@pytest.fixture
def place(kim: Actor) -> Place:
    state = ActorFactory(base=kim.base, name="Russia", kind="state", start="1900")
    ActorNameFactory(actor=state, text="Россия", language="ru", label=True)
    made: Place = PlaceFactory(base=kim.base, name="Moscow", country=state)
    PlaceNameFactory(place=made, text="Москва", language="ru", label=True)
    return made


@pytest.fixture
def treaty(kim: Actor) -> Agreement:
    made: Agreement = AgreementFactory(base=kim.base, title="Friendship Treaty", kind="treaty")
    AgreementNameFactory(agreement=made, text="Договор о дружбе", language="ru", label=True)
    return made


@pytest.fixture
def claim(kim: Actor, place: Place, treaty: Agreement) -> Fact:
    """What Kim says, with two sides of which one has a name in Russian."""
    fact: Fact = FactFactory(
        base=kim.base,
        published=True,
        statement="It was a gift.",
        standing="claimed",
        claimant=kim,
        agreement=treaty,
    )
    FactDateFactory(fact=fact, date="1961-07-06")
    FactPlaceFactory(fact=fact, place=place)
    ParticipationFactory(fact=fact, actor=kim, role="speaker")
    source = SourceFactory(
        base=kim.base, publisher="", title="A Report", state=kim.country, kind="government"
    )
    CitationFactory(fact=fact, source=source)
    PositionFactory(fact=fact, holds="It was a loan.").held_by.add(
        ActorFactory(base=kim.base, name="Zed"), kim
    )
    derive(fact)
    return fact


def page(client: Client, address: str, language: str = "ru") -> str:
    return client.get(address, headers={"accept-language": language}).text


# Pages


def test_a_fact_names_everybody_in_the_readers_language(visitor: Client, claim: Fact, kim: Actor) -> None:
    html = page(visitor, f"/facts/{claim.pk}/")
    assert html.count(f'href="/facts/actors/{kim.pk}/">Ким Ир Сен</a>') == 3  # who, whose claim, a side
    assert '<span class="small soft">Россия</span>' in html
    assert ">Договор о дружбе</a>" in html
    assert '<span class="small soft">Договор</span>' in html
    assert ' lang="en">Zed</a>' in html
    assert "Это утверждает Ким Ир Сен." in html
    assert '<h1 lang="en">It was a gift.</h1>' in html


def test_in_the_language_of_the_base_nothing_is_marked_or_renamed(
    visitor: Client, claim: Fact, kim: Actor
) -> None:
    html = page(visitor, f"/facts/{claim.pk}/", "en")
    assert html.count(f'href="/facts/actors/{kim.pk}/">Kim Il Sung</a>') == 3
    assert ">Zed</a>" in html
    assert 'lang="en">Zed' not in html


def test_who_says_so_is_called_so_in_lists(visitor: Client, claim: Fact) -> None:
    for address in ("/facts/", "/facts/timeline/?year=1961"):
        html = page(visitor, address)
        assert "Ким Ир Сен" in html
        assert "Kim Il Sung" not in html


def test_an_actor_has_the_name_of_the_base_beside_the_readers(
    visitor: Client, claim: Fact, kim: Actor
) -> None:
    html = page(visitor, f"/facts/actors/{kim.pk}/")
    assert "<h1>Ким Ир Сен</h1>" in html
    assert '<span lang="en">Kim Il Sung</span>; ' in html
    assert "<title>Ким Ир Сен" in html
    assert "<li>Ким Ир Сен</li>" not in html
    assert "КНДР" in html
    assert "Ким Чен Ир" in html
    english = page(visitor, f"/facts/actors/{kim.pk}/", "en")
    assert "<h1>Kim Il Sung</h1>" in english
    assert '<li lang="ru">Ким Ир Сен</li>' in english


def test_an_actor_without_a_label_is_called_as_the_base_does(visitor: Client, claim: Fact) -> None:
    zed = Actor.objects.get(name="Zed")
    assert '<h1 lang="en">Zed</h1>' in page(visitor, f"/facts/actors/{zed.pk}/")


def test_an_agreement_has_both_titles_and_its_kind_in_the_readers_words(
    visitor: Client, claim: Fact, treaty: Agreement
) -> None:
    html = page(visitor, f"/facts/agreements/{treaty.pk}/")
    assert "<h1>Договор о дружбе</h1>" in html
    assert '<p class="soft"><span lang="en">Friendship Treaty</span></p>' in html
    assert '<p class="soft">Договор</p>' in html


@pytest.mark.parametrize(
    ("address", "printed", "own"),
    [
        ("/facts/actors/", "Ким Ир Сен", "Kim Il Sung"),
        ("/facts/agreements/", "Договор о дружбе", "Friendship Treaty"),
    ],
)
def test_lists_print_both_names(visitor: Client, claim: Fact, address: str, printed: str, own: str) -> None:
    html = page(visitor, address)
    assert f">{printed}</a>" in html
    assert f'<p class="small soft" lang="en">{own}</p>' in html
    assert f">{own}</a>" in page(visitor, address, "en")
    assert printed not in page(visitor, address, "en")


def test_a_source_tells_whose_it_is_in_the_readers_words(visitor: Client, claim: Fact) -> None:
    citation = claim.citations.get()
    assert "КНДР" in page(visitor, f"/facts/sources/{citation.source_id}/")
    assert "North Korea" in page(visitor, f"/facts/sources/{citation.source_id}/", "en")


def test_a_filter_by_an_actor_names_it_so(visitor: Client, claim: Fact, kim: Actor) -> None:
    assert "С участием: Ким Ир Сен" in page(visitor, f"/facts/?actor={kim.pk}")


def test_a_type_that_is_not_ours_is_content(visitor: Client, claim: Fact, treaty: Agreement) -> None:
    treaty.kind = "gentlemens-handshake"
    treaty.save()
    html = page(visitor, f"/facts/agreements/{treaty.pk}/")
    assert '<span lang="en">Gentlemens handshake</span>' in html


@pytest.mark.parametrize(
    "address", ["/facts/", "/facts/actors/", "/facts/agreements/", "/facts/{fact}/", "/facts/actors/{kim}/"]
)
def test_names_of_another_language_cost_no_query(
    visitor: Client, claim: Fact, kim: Actor, address: str
) -> None:
    where = address.format(fact=claim.pk, kim=kim.pk)
    with CaptureQueriesContext(connection) as english:
        page(visitor, where, "en")
    with CaptureQueriesContext(connection) as russian:
        page(visitor, where, "ru")
    assert len(english) == len(russian)


# The tables


def test_labels_are_found_by_what_bears_them(
    kim: Actor, place: Place, treaty: Agreement, claim: Fact
) -> None:
    found = labels(
        "ru", home=["en"], actors=[kim.pk], places=[place.pk], agreements=[treaty.pk], facts=[claim.pk]
    )
    assert found == {
        ("actor", kim.pk): Label("Ким Ир Сен", "Kim Il Sung", False),
        ("place", place.pk): Label("Москва", "Moscow", False),
        ("agreement", treaty.pk): Label("Договор о дружбе", "Friendship Treaty", False),
        ("fact", claim.pk): Label("Договор о дружбе", "Friendship Treaty", False),
        ("where", claim.pk): Label("Москва", "Moscow", False),
    }
    assert labels("ko", home=["en"], actors=[kim.pk]) == {}


def test_two_of_one_label_share_it_within_their_base_alone(kim: Actor) -> None:
    elsewhere = ActorFactory(name="Somebody", labels__ru="Ким Ир Сен", base=BaseFactory())
    assert not labels("ru", home=["en"], actors=[kim.pk])["actor", kim.pk].shared
    ActorFactory(name="Another", labels__ru="КИМ ИР СЕН", base=kim.base)
    found = labels("ru", home=["en"], actors=[kim.pk, elsewhere.pk])
    assert [label.shared for label in found.values()] == [True, False]


def test_a_base_prints_its_own_names_to_readers_of_its_language(kim: Actor) -> None:
    kim.base.language = "ru"
    kim.base.save()
    assert labels("ru", home=["ru", "en"], actors=[kim.pk]) == {}


def test_of_two_actors_of_one_name_a_text_has_no_label(kim: Actor, claim: Fact) -> None:
    def called() -> dict[str, str]:
        return actor_labels("ru", fact=claim.pk, home="en", names=["Kim Il Sung", "Zed"])

    assert called() == {"Kim Il Sung": "Ким Ир Сен"}
    ActorFactory(name="Kim Il Sung", labels__ru="Ким Ир-сон", base=kim.base)
    assert called() == {}
