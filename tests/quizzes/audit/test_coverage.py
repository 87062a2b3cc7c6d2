"""Which facts could be asked, counted on a world made for it."""

from __future__ import annotations

import pytest

from quizzes.audit.coverage import askable

from .test_truth import fact, world

pytestmark = pytest.mark.pure


def test_a_fact_needs_three_others_clear_of_it():
    found = askable(world(*(fact(f"f{year}", str(year)) for year in (1951, 1952, 1953))))
    assert found["date"] == found["order"] == set()
    facts = [fact(f"f{year}", str(year)) for year in (1951, 1952, 1953, 1954)]
    found = askable(world(*facts))
    assert found["date"] == found["order"] == {each["id"] for each in facts}
    assert askable(world(*facts, fact("other", "1955", type="pact")))["date"] == found["date"]


def test_a_title_with_two_dates_is_not_asked_for_its_date():
    facts = [fact(f"f{year}", str(year)) for year in (1951, 1952, 1953, 1954)]
    found = askable(world(*facts, fact("again", "1960", "Treaty f1951")))
    assert found["date"] == {"f1952", "f1953", "f1954"}
    assert "again" in found["order"]


def test_actors_need_a_complete_role_and_three_others_of_the_type():
    pairs = world(fact("one", "1951", actors="a"), fact("two", "1952", actors="a b"))
    assert askable(pairs)["actor"] == {"one"}
    assert askable(world(fact("one", "1951", actors="a", actors_complete=False)))["actor"] == set()


def test_titles_need_three_others_that_could_not_be_meant():
    others = [fact(f"f{year}", str(year), actors="c d") for year in (1951, 1952, 1953)]
    assert "one" in askable(world(fact("one", "1951"), *others))["agreement"]
    loose = [{**each, "actors_complete": False} for each in others]
    assert askable(world(fact("one", "1951"), *loose))["agreement"] == set()
    same = [fact(f"f{number}", "1951") for number in range(3)]
    assert askable(world(fact("one", "1951"), *same))["agreement"] == set()


def test_a_place_needs_three_other_places():
    assert askable(world(fact("one", "1951", places=["arden"])))["place"] == {"one"}
    assert askable(world(fact("one", "1951")))["place"] == set()
