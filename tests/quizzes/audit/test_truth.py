"""The rules of truth, each on a world made for it."""

from __future__ import annotations

from typing import Any

import pytest

from quizzes.audit import World
from quizzes.audit.asked import asked
from quizzes.audit.faults import faults_of
from quizzes.audit.folding import fold, numbers, pieces, stands_behind
from quizzes.audit.leaks import is_adjective_of, leak

pytestmark = pytest.mark.pure


def state(id: str, name: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "type": "state", "labels": {"en": name}, "born": "1800", **more}


def place(id: str, name: str, within: str = "") -> dict[str, Any]:
    return {"id": id, "type": "place", "labels": {"en": name}, "within": within}


ENTITIES = [
    *(state("a", "Ardenia"), state("b", "Belmark"), state("c", "Cassovia"), state("d", "Dorland")),
    *(place("arden", "Arden", "ardenland"), place("ardenland", "Ardenland"), place("belgate", "Belgate")),
    *(place("dornum", "Dornum"), place("esthaven", "Esthaven")),
    {"id": "w1", "type": "person", "labels": {"en": "John Wood"}, "born": "1900", "ended": "1980"},
    {"id": "w2", "type": "person", "labels": {"en": "John Wood"}, "born": "1900", "ended": "1980"},
    {"id": "w3", "type": "person", "labels": {"en": "Mary Stone"}, "born": "1900", "ended": "1980"},
]


def fact(id: str, edtf: str, title: str = "", actors: str = "a b", **more: Any) -> dict[str, Any]:
    return {
        "id": id,
        "kind": "agreement",
        "type": "treaty",
        "title": {"en": title or f"Treaty {id}"},
        "dates": [{"role": "signed", "edtf": edtf}],
        "actors": [{"id": actor, "role": "party"} for actor in actors.split()],
        "actors_complete": True,
        "sources": [{"text": "Register"}],
        **more,
    }


def world(*facts: dict[str, Any]) -> World:
    made = World()
    made.add({"entities": ENTITIES, "facts": list(facts)})
    return made


def question(
    kind: str, ask: str, options: list[tuple[str, Any]], answer: Any = 0, **more: Any
) -> dict[str, Any]:
    """Options are (text, value); a bare value is that of the kind."""
    return {
        "qid": "q",
        "kind": kind,
        "ask": ask,
        "lang": "en",
        "fact": "one",
        "given": {},
        "stem": "Which of these?",
        "options": [{"text": text, "value": value} for text, value in options],
        "answer": answer,
        "sources": ["Register"],
        **more,
    }


def dates(*texts: str, **more: Any) -> dict[str, Any]:
    return question("date", "date:signed", [(text, {"date": text}) for text in texts], **more)


def found(row: dict[str, Any], on: World) -> set[str]:
    return {name for name, _ in faults_of(asked(row), on)}


# Dates


def test_a_date_is_right_if_it_holds_every_day_of_the_fact():
    on = world(fact("one", "1951-03"))
    assert found(dates("1951", "1952", "1953"), on) == set()
    assert found(dates("1952", "1953", "1954"), on) == {"wrong key"}


def test_a_date_within_the_margin_is_not_wrong():
    on = world(fact("one", "1951~"))
    assert found(dates("1951", "1954", "1955"), on) == set()
    assert found(dates("1951", "1953", "1955"), on) == {"perhaps right"}


def test_all_claims_count():
    claims = [{"attr": "date:signed", "value": value, "source": 0} for value in ("1951", "1955")]
    on = world(fact("one", "1951", claims=claims))
    assert found(dates("1951", "1955", "1960"), on) == {"uncertain key", "perhaps right", "contested"}


def test_one_side_of_a_contested_date_is_asked_with_its_source():
    claims = [{"attr": "date:signed", "value": v, "source": i} for i, v in enumerate(("1951", "1955"))]
    sources = [{"text": "Arden Register"}, {"text": "Belgate Gazette"}]
    on = world(fact("one", "1951", claims=claims, sources=sources))
    given = {"source": "According to the Belgate Gazette"}
    row = dates(
        "1955", "1960", "1961", given=given, stem="According to the Belgate Gazette: when was it signed?"
    )
    assert found(row, on) == set()


def test_a_fact_of_the_same_title_makes_the_date_ambiguous():
    given = {"title": "Treaty of Arden"}
    one, other = fact("one", "1951", "Treaty of Arden"), fact("two", "1960", "Treaty of Arden")
    row = dates("1951", "1952", "1953", given=given)
    assert found(row, world(one)) == set()
    assert found(row, world(one, other)) == {"ambiguous"}
    row["given"]["actors"] = ["a"]
    assert found(row, world(one, {**other, "actors": [{"id": "c", "role": "party"}]})) == set()
    assert found(row, world(one, {**other, "actors": [], "actors_complete": False})) == {"ambiguous"}


def test_a_title_with_a_gap_means_every_title_behind_it():
    one = fact("one", "1951", "Treaty between Ardenia and Belmark on Fish")
    other = fact("two", "1960", "Treaty between Cassovia and Dorland on Fish")
    row = dates("1951", "1952", "1953", given={"title": "Treaty between … and … on Fish"})
    assert found(row, world(one, other)) == {"ambiguous"}


def test_a_year_before_our_era_prints_its_era():
    on = world(fact("one", "-0489"))
    options = [("490 BCE", {"date": "-0489"}), ("480 BCE", {"date": "-0479"}), ("470 BCE", {"date": "-0469"})]
    assert found(question("date", "date:signed", options), on) == set()
    options[1] = ("480", {"date": "-0479"})
    assert found(question("date", "date:signed", options), on) == {"misprinted"}


# Actors and places


def actors(*ids: str, **more: Any) -> dict[str, Any]:
    names = {row["id"]: row["labels"]["en"] for row in ENTITIES}
    return question("actor", "actors:party", [(names[id], {"entity": id}) for id in ids], **more)


def test_who_is_not_listed_is_wrong_only_if_the_list_is_complete():
    assert found(actors("a", "c", "d"), world(fact("one", "1951"))) == set()
    on = world(fact("one", "1951", actors_complete=False))
    assert found(actors("a", "c", "d"), on) == {"perhaps right"}
    on = world(fact("one", "1951", actors_complete=False, complete_roles=["party"]))
    assert found(actors("a", "c", "d"), on) == set()


def test_a_second_party_is_a_second_right_answer():
    assert found(actors("a", "b", "d"), world(fact("one", "1951"))) == {"ambiguous"}
    assert found(actors("a", "b", "d", mode="multi", answer=[0, 1]), world(fact("one", "1951"))) == set()
    assert found(actors("a", "b", "d", mode="multi", answer=[0]), world(fact("one", "1951"))) == {"ambiguous"}


def test_who_is_printed_alike_counts_as_the_same():
    on = world(fact("one", "1951", actors="w1"), fact("two", "1952", actors="w2 w3"))
    assert "ambiguous" in found(actors("w1", "w2", "w3"), on)


def test_a_list_of_parties_is_right_only_as_a_whole():
    values = [("a", "b"), ("a", "c"), ("c", "d")]
    names = {row["id"]: row["labels"]["en"] for row in ENTITIES}
    options = [(" and ".join(names[id] for id in ids), {"entities": list(ids)}) for ids in values]
    on = world(fact("one", "1951"))
    assert found(question("actor", "actors:party", options), on) == set()
    assert found(question("actor", "actors:party", options, answer=1), on) == {"wrong key", "ambiguous"}
    assert "uncertain key" in found(
        question("actor", "actors:party", options), world(fact("one", "1951", actors_complete=False))
    )


def test_a_place_that_holds_the_right_one_is_not_wrong():
    on = world(fact("one", "1951", places=["arden"]))
    names = {row["id"]: row["labels"]["en"] for row in ENTITIES}

    def places(*ids: str) -> dict[str, Any]:
        return question("place", "places", [(names[id], {"entity": id}) for id in ids])

    assert found(places("arden", "belgate", "dornum"), on) == set()
    assert found(places("arden", "ardenland", "dornum"), on) == {"perhaps right"}
    assert "wrong key" in found(places("belgate", "dornum", "esthaven"), on)


# Titles


def titles(*ids: str, **more: Any) -> dict[str, Any]:
    return question("agreement", "title", [(f"Treaty {id}", {"fact": id}) for id in ids], **more)


def test_a_title_is_right_if_a_fact_of_that_title_fits():
    given = {"actors": ["a", "b"], "date": "1951", "date_role": "signed"}
    one, two, three = fact("one", "1951-05-05"), fact("two", "1952"), fact("three", "1951", actors="c d")
    assert found(titles("one", "two", "three", given=given), world(one, two, three)) == set()
    assert found(titles("one", "two", "three", given={"actors": ["a", "b"]}), world(one, two, three)) == {
        "ambiguous"
    }
    loose = {**three, "actors_complete": False}
    assert found(titles("one", "two", "three", given=given), world(one, two, loose)) == {"perhaps right"}
    namesake = fact("four", "1951", "Treaty two")
    assert found(titles("one", "two", "three", given=given), world(one, two, three, namesake)) == {
        "ambiguous"
    }


# Order


def order(ask: str, answer: Any, *ids: str, **more: Any) -> dict[str, Any]:
    options = [(f"Treaty {id}", {"fact": id}) for id in ids]
    return question("order", ask, options, answer, fact=list(ids), **more)


def test_order_is_decided_only_where_the_dates_do_not_touch():
    on = world(fact("one", "1951"), fact("two", "1955"), fact("three", "1955-06"))
    assert found(order("order:first", 0, "one", "two", "three"), on) == set()
    assert found(order("order:first", 1, "one", "two", "three"), on) == {"wrong key", "ambiguous"}
    assert found(order("order:last", 1, "one", "two"), on) == set()
    assert "uncertain key" in found(order("order:last", 1, "one", "two", "three"), on)


def test_a_sequence_is_right_only_as_a_whole():
    on = world(fact("one", "1951"), fact("two", "1953"), fact("three", "1953-06"), fact("four", "1957"))
    row = {"fact": ["one", "two", "four"], "items": ["four", "one", "two"], "options": []}
    right = {**order("order:sequence", ["one", "two", "four"]), **row}
    assert found(right, on) == set()
    assert found({**right, "answer": ["two", "one", "four"]}, on) == {"wrong key"}
    assert found({**right, "answer": ["one", "two"]}, on) == {"wrong key"}
    doubtful = {**right, "items": ["one", "two", "three"], "answer": ["one", "two", "three"]}
    assert found(doubtful, on) == {"uncertain key"}


# Other modes


def test_what_is_typed_or_on_a_card_needs_every_right_answer():
    on = world(fact("one", "1951"))
    typed = {**actors("a"), "mode": "typed", "options": []}
    assert found({**typed, "accept": ["Ardenia"]}, on) == {"ambiguous"}
    assert found({**typed, "accept": ["Ardenia", "Belmark"]}, on) == set()
    assert "no key" in found({**typed, "accept": []}, on)
    answers = actors("a", "b")["options"]
    assert found({**typed, "mode": "card", "answers": answers}, on) == set()
    assert found({**typed, "mode": "card", "answers": answers[:1]}, on) == {"ambiguous"}


def test_true_or_false_follows_the_facts():
    on = world(fact("one", "1951"))
    row = {**dates(), "mode": "truefalse", "assert": {"value": {"date": "1951"}}, "stem": "It was then."}
    assert found({**row, "answer": True}, on) == set()
    assert found({**row, "answer": False}, on) == {"wrong key"}
    assert found({**row, "answer": False, "given": {"negated": True}}, on) == set()
    assert found({**row, "answer": True, "assert": {"value": {"date": "1951-05"}}}, on) == {"uncertain key"}
    assert found({**row, "answer": True, "assert": None}, on) == {"no key"}


def test_what_is_proposed_is_looked_at_like_an_option():
    """It must print its value, and what stands before it may not print the answer."""
    on = world(fact("one", "1951"))
    stem = "When was the treaty signed? Proposed answer: 1951. True or false?"
    row = {**dates(), "mode": "truefalse", "options": [], "answer": True, "stem": stem}
    row["assert"] = {"text": "1951", "value": {"date": "1951"}}
    assert found(row, on) == set()
    assert found({**row, "stem": f"In 1951, {stem}"}, on) == {"leak"}
    assert found({**row, "assert": {"text": "1952", "value": {"date": "1951"}}}, on) == {"misprinted"}


def test_two_sources_agree_if_both_give_one_date():
    claims = [
        {"attr": "date:signed", "value": value, "source": index}
        for index, value in enumerate(("1951", "1951", "1955", "1951-05"))
    ]
    on = world(fact("one", "1951", claims=claims, sources=[{"text": text} for text in "abcd"]))
    row = {**question("source", "sources:signed", [], answer=True), "mode": "truefalse"}

    def said(*sources: int, answer: bool) -> set[str]:
        told = {"text": "They", "value": {"sources": list(sources)}}
        return found({**row, "assert": told, "answer": answer}, on)

    assert said(0, 1, answer=True) == set()
    assert said(0, 2, answer=False) == set()
    assert said(0, 2, answer=True) == {"wrong key"}
    for open_pair in ((0, 3), (0, 0), (0, 9), (0,)):
        assert said(*open_pair, answer=True) == {"uncertain key"}


def test_a_source_is_right_if_it_gives_the_value():
    claims = [{"attr": "date:signed", "value": v, "source": i} for i, v in enumerate(("1951", "1955"))]
    on = world(fact("one", "1951", claims=claims, sources=[{"text": "Register"}, {"text": "Gazette"}]))
    options = [("Register", {"source": 0}), ("Gazette", {"source": 1})]
    row = question("source", "date:signed", options, answer=1, given={"value": "1955"})
    assert found(row, on) == set()
    assert found({**row, "answer": 0}, on) == {"wrong key", "ambiguous"}


def test_whose_claim_it_is_can_be_asked():
    on = world(fact("one", "1951", claim=True, attribution="John Wood"))
    options = [("John Wood", {"entity": "w1"}), ("Mary Stone", {"entity": "w3"})]
    assert found(question("source", "attribution", options), on) == set()
    assert found(question("source", "attribution", options, answer=1), on) == {"wrong key", "ambiguous"}


# Leaks


@pytest.mark.parametrize(
    ("stem", "leaks"),
    [
        ("Treaty between … and Belmark. With whom?", False),
        ("The Ardenian treaty. With whom?", True),
        ("Treaty of ARDENIA. With whom?", True),
        ("The Cassovian treaty. With whom?", False),
        ("Treaty of Ardennes. With whom?", False),
    ],
)
def test_a_name_or_its_adjective_is_a_leak(stem, leaks):
    row = asked(actors("a", "c", "d", stem=stem))
    on = world(fact("one", "1951"))
    assert bool(leak(row, [on.facts["one"]], on)) is leaks


@pytest.mark.parametrize(
    ("stem", "leaks"),
    [
        ("Treaty Series TS0001/1951. When?", True),
        ("Treaty of May 2. In which year?", True),
        ("It may be a treaty. When?", False),
        ("Resolution 195 (III). When?", False),
        ("After the pact of 1941. When?", False),
    ],
)
def test_the_own_year_or_month_is_a_leak(stem, leaks):
    row = dates("1951-05-02", "1952-03-01", "1953-07-01", stem=stem)
    on = world(fact("one", "1951-05-02"))
    assert bool(leak(asked(row), [], on)) is leaks


@pytest.mark.parametrize(
    ("adjective", "name"),
    [
        ("japanese", "japan"),
        ("russian", "russia"),
        ("french", "france"),
        ("korean", "korea"),
        ("polish", "poland"),
    ],
)
def test_adjectives_are_known(adjective, name):
    assert is_adjective_of(adjective, name)
    assert not is_adjective_of("finnish", name)


# Folding


def test_folding_and_gaps():
    assert fold("Côte d’Ivoire — ŁÓDŹ") == "cote d ivoire lodz"
    assert stands_behind(pieces("… and … on Fish"), "a and b on fish")
    assert not stands_behind(pieces("… and … on Fish"), "a and b on fisheries")
    assert not stands_behind(pieces("A … A"), "a")
    assert stands_behind(pieces("Fish"), "fish")
    assert list(numbers("TS0001/1951, no. 123456")) == [1, 1951]
