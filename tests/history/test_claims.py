"""When the values of several voices agree, and what that does to the facets of a fact."""

from __future__ import annotations

from typing import Any

import pytest

from history import facts
from history.claims import differ, spellings
from history.dates import parse
from history.evidence import attribution, obstacles, sides_differ, standing_of
from history.packs import nfacts
from history.packs.values import Values

from .packs.test_nfacts import with_fact

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("values", "own", "contested"),
    [
        (["1904"], "1904-04-08", False),
        (["1904", "1904-04-08", "1904-04"], "1904-04-08", False),
        (["1904-04-08", "1904-04-09"], "1904", True),
        (["1905"], "1904-04-08", True),
        (["1904-04/1904-06"], "1904-05-01", False),
        (["1904-04/1904-06", "1904-05/1904-08"], "1904-05-10", True),
        (["1904~"], "1905", True),
        (["in the spring"], "1904", True),
        (["-0489", "-0489?"], "-0489", False),
    ],
)
def test_dates_agree_where_one_holds_the_other(values: list[str], own: str, contested: bool) -> None:
    assert differ(values, [parse(own)]) is contested


def test_names_agree_where_they_spell_one_thing() -> None:
    own = [spellings(["geneva", "Genève"]), spellings(["bern"])]
    assert not differ(["GENEVA", "Genève", "Bern"], own)
    assert differ(["Geneva", "Basel"], own)
    assert not differ(["Basel", "BASEL"], [])
    assert differ(["Basel", "Bern"], [])


def of(claims: list[tuple[str, str, int]], **more: Any) -> facts.Fact:
    sources = [{"text": "Arden Register"}, {"text": "Belgate Gazette"}]
    told = [{"attr": attr, "value": value, "source": source} for attr, value, source in claims]
    bundle = nfacts.read(with_fact(claims=told, sources=sources, **more))
    return Values(bundle).fact(bundle.facts["f1"])


def test_claims_that_refine_one_another_leave_the_facet_as_it_is() -> None:
    fact = of([("date:signed", "1900-01-02", 0), ("date:signed", "1900", 1)])
    assert fact.standing == "established"
    assert standing_of(fact, "date:signed") == "established"


def test_one_date_that_is_contested_leaves_the_others_alone() -> None:
    dates = [{"role": "signed", "edtf": "1900-01-02"}, {"role": "in_force", "edtf": "1901"}]
    fact = of([("date:signed", "1900-01-02", 0), ("date:signed", "1899", 1)], dates=dates)
    assert fact.standing == "contested"
    assert standing_of(fact, "date:signed") == "contested"
    assert standing_of(fact, "date:in_force") == "established"
    assert standing_of(fact, "date") == "contested"
    assert standing_of(fact, "actors:party") == "established"
    assert obstacles(fact) == ()


def test_the_side_of_the_fact_itself_is_named_first() -> None:
    fact = of([("date:signed", "1899", 0), ("date:signed", "1900-01-02", 1)])
    assert attribution(fact, "date:signed") == "According to Belgate Gazette"
    fact = of([("date:signed", "1899", 0)])
    assert attribution(fact, "date:signed") == "According to Belgate Gazette"
    assert obstacles(fact) == ()


def test_what_is_held_in_words_is_always_a_contest() -> None:
    side = facts.Position(facet="date", holds="It was never signed.")
    assert sides_differ(
        facts.Fact(pk=1, key="f", base="b", kind="event", type="x", positions=(side,)), "date"
    )


def test_actors_and_places_of_claims_are_compared_by_every_spelling() -> None:
    agreed = of([("actors:party", "ALAND", 0), ("actors", "b", 1), ("place", "port", 0)])
    assert {standing_of(agreed, facet) for facet in ("actors:party", "place")} == {"established"}
    assert standing_of(of([("actors:party", "Carpania", 0)]), "actors:party") == "contested"
