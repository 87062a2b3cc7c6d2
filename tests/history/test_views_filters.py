"""The list of facts narrowed down: each filter, all together, what is typed wrong, and what pages keep."""

from __future__ import annotations

import pytest
from django.test import Client

from history.dates import parse
from history.models import Fact
from tests.factories import (
    ActorFactory,
    BaseFactory,
    CitationFactory,
    FactDateFactory,
    FactFactory,
    ParticipationFactory,
    PositionFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db
FACTS = "/facts/"


def found(client: Client, **query: object) -> list[str]:
    """The statements that the list shows, in order."""
    answer = client.get(FACTS, {name.rstrip("_"): value for name, value in query.items()})
    assert answer.status_code == 200
    return [line.title for line in answer.context["lines"]]


def dated(date: str, **fields: object) -> Fact:
    bounds = parse(date)
    fact = FactFactory(published=True, earliest=bounds.earliest, latest=bounds.latest, **fields)
    FactDateFactory(fact=fact, date=date)
    return fact


@pytest.fixture
def facts() -> dict[str, Fact]:
    """A murder, a war and a visit, in two collections."""
    rome, korea = BaseFactory(name="Rome"), BaseFactory(name="Korea")
    return {
        "ides": dated("-0043-03-15", base=rome, type="murder", statement="Caesar.", cited=True),
        "war": dated("1950/1953", base=korea, type="war", statement="War.", cited=True),
        "visit": dated("1961-07", base=korea, type="visit", statement="Visit.", reported=True, cited=True),
    }


def test_collection(visitor: Client, facts: dict[str, Fact]) -> None:
    assert found(visitor, base=facts["war"].base_id) == ["War.", "Visit."]


def test_type(visitor: Client, facts: dict[str, Fact]) -> None:
    assert found(visitor, type="visit") == ["Visit."]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"from_": "1953"}, ["War.", "Visit."]),
        ({"to": "1950"}, ["Caesar.", "War."]),
        ({"from_": "1951", "to": "1952"}, ["War."]),
        ({"from_": "44 BCE", "to": "44 bce"}, ["Caesar."]),
        ({"from_": "-43", "to": "-43"}, ["Caesar."]),
        ({"from_": "-44", "to": "-44"}, []),
        ({"from_": "43 BC", "to": "1 AD"}, []),
        ({"from_": "1961-08"}, []),
        ({"from_": "1961-07"}, ["Visit."]),
    ],
)
def test_period(visitor: Client, facts: dict[str, Fact], query: dict[str, str], expected: list[str]) -> None:
    assert found(visitor, **query) == expected


def test_standing_is_the_computed_one(visitor: Client, facts: dict[str, Fact]) -> None:
    unsupported = dated("1970", statement="Declared only.")
    assert unsupported.standing == "established"
    assert found(visitor, standing="established") == ["Caesar.", "War."]
    assert found(visitor, standing="reported") == ["Visit.", "Declared only."]
    PositionFactory(fact=facts["war"], facet="statement")
    assert found(visitor, standing="contested") == ["War."]


def test_actor_takes_part_claims_or_holds(visitor: Client, facts: dict[str, Fact]) -> None:
    actor = ActorFactory(name="Kim Il Sung", base=facts["war"].base)
    ParticipationFactory(fact=facts["visit"], actor=actor)
    PositionFactory(fact=facts["war"], facet="statement").held_by.add(actor)
    dated("1999", claimed=True, claimant=actor, statement="Claim.")
    assert found(visitor, actor=actor.pk) == ["War.", "Visit.", "Claim."]
    html = visitor.get(FACTS, {"actor": actor.pk, "type": "visit"}).content.decode()
    assert (
        'With Kim Il Sung <a href="/facts/?type=visit" aria-label="Remove “With Kim Il Sung”">Remove' in html
    )
    assert f'<input type="hidden" name="actor" value="{actor.pk}">' in html


def test_source(visitor: Client, facts: dict[str, Fact]) -> None:
    source = SourceFactory(base=facts["war"].base, title="A book")
    CitationFactory(fact=facts["war"], source=source)
    CitationFactory(position=PositionFactory(fact=facts["visit"]), source=source)
    assert found(visitor, source=source.pk) == ["War.", "Visit."]
    assert "From A book" in visitor.get(FACTS, {"source": source.pk}).content.decode()


def test_pages_keep_every_filter(visitor: Client) -> None:
    base = BaseFactory()
    for _ in range(51):
        dated("1950", base=base, type="a b&c", statement="Event.")
    query = {"q": "event", "base": base.pk, "type": "a b&c", "from": "1 BCE", "page": 1}
    html = visitor.get(FACTS, query).content.decode()
    kept = f"?q=event&amp;base={base.pk}&amp;type=a+b%26c&amp;from=1+BCE&amp;page=2"
    assert f'rel="next" href="{kept}"' in html
    assert "51 facts with “event”" in html


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"from": "soon"}, "“soon” is not a year: write 1949, 44 BCE or -43."),
        ({"to": "9" * 30}, "is not a year: write 1949, 44 BCE or -43."),
        ({"from": "1960", "to": "1950"}, "The period ends before it begins: swap the two years."),
        ({"actor": "999999"}, "There is no such actor."),
        ({"actor": "9" * 40}, "There is no such actor."),
        ({"source": "x"}, "There is no such source."),
        ({"standing": "established", "type": "nonsense"}, "No fact passes these filters."),
        ({"q": "nowhere", "type": "visit"}, "Nothing holds all of these words within these filters."),
    ],
)
def test_what_is_no_use_is_said_in_a_sentence(
    visitor: Client, facts: dict[str, Fact], query: dict[str, str], sentence: str
) -> None:
    assert sentence in visitor.get(FACTS, query).content.decode()


HOSTILE = [
    "\x00",
    "-1",
    "9" * 400,
    "٣",
    "<b>",
    "'",
    "%",
    "a" * 3000,
    "💩",
    "0",
    "1e9",
    " ",
    "-0",
    "Y-9",
    "NaN",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_bad_input_never_breaks_a_page(visitor: Client, facts: dict[str, Fact], value: str) -> None:
    names = {
        "": ("q", "base", "standing", "type", "from", "to", "actor", "source", "page"),
        "actors/": ("q", "kind", "page"),
        "agreements/": ("q", "page"),
        "sources/": ("q", "kind", "origin", "page"),
        "timeline/": ("century", "decade", "year", "base", "standing", "page"),
        f"{facts['war'].pk}/": ("style",),
    }
    for path, parameters in names.items():
        for name in parameters:
            answer = visitor.get(f"{FACTS}{path}", {name: value})
            assert answer.status_code == 200, (path, name)
            assert "<b>" not in answer.content.decode()


def test_unpublished_actor_is_no_filter(visitor: Client, facts: dict[str, Fact]) -> None:
    secret = ParticipationFactory(fact__statement="A draft.", actor__name="Secret").actor
    html = visitor.get(FACTS, {"actor": secret.pk}).content.decode()
    assert "There is no such actor." in html
    assert "Secret" not in html
