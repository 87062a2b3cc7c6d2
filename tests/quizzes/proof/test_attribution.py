"""Who says so is right or wrong only where the fact base says it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from history.facts import Position
from quizzes.generators import attribution
from quizzes.proof import Truth
from quizzes.proof import attribution as proof
from quizzes.questions import Option, Question
from tests.quizzes import worldlet as w
from tests.quizzes.generators.test_attribution import (
    ALMANAC,
    OTHERS,
    OWN,
    REGISTER,
    SERIES,
    THREE,
    contested,
    says,
    ways,
)

pytestmark = pytest.mark.pure


def asked_of_register() -> Question:
    return next(question for question in ways(THREE) if question.given.value == "1900-01-05")


def judged(question: Question, *others: w.Fact) -> list[Truth]:
    base = w.base_of(question.fact, *others)
    assert proof.doubt(question, base) == ""
    return [proof.truth(option, question, base) for option in question.pool]


def test_sources_that_give_another_day_are_wrong() -> None:
    assert judged(asked_of_register()) == [Truth.WRONG, Truth.WRONG]


def test_a_source_whose_days_could_be_the_same_is_not_wrong() -> None:
    moved = contested(says(REGISTER, "1900-01-05"), says(SERIES, "1900"), says(ALMANAC, "1902-03"))
    question = replace(asked_of_register(), fact=moved)
    assert judged(question) == [Truth.UNKNOWN, Truth.WRONG]


def test_a_source_that_gives_the_value_too_is_right() -> None:
    moved = contested(says(REGISTER, "1900-01-05"), says(SERIES, "1900-01-05"), says(ALMANAC, "1902-03"))
    assert judged(replace(asked_of_register(), fact=moved)) == [Truth.RIGHT, Truth.WRONG]


def test_a_source_that_gives_the_value_for_another_role_is_not_wrong() -> None:
    also = replace(says(SERIES, "1900-01-05"), role="in_force")
    fact = replace(THREE, positions=(*THREE.positions, also))
    question = replace(asked_of_register(), fact=fact)
    base = w.base_of(fact)
    assert proof.truth(question.pool[0], question, base) != Truth.WRONG


def test_a_source_that_says_nothing_on_it_is_unknown() -> None:
    fact = replace(THREE, positions=THREE.positions[:2])
    assert judged(replace(asked_of_register(), fact=fact)) == [Truth.WRONG, Truth.UNKNOWN]


def test_a_namesake_in_the_same_sources_leaves_it_open() -> None:
    question = asked_of_register()
    twin = replace(THREE, pk=9, key="f9")
    assert proof.doubt(question, w.base_of(THREE, twin)) == "It is not certain who says so."


def test_an_index_of_no_source_is_unknown() -> None:
    option = Option(text="Nowhere", value={"source": 7})
    assert proof.truth(option, asked_of_register(), w.base_of(THREE)) == Truth.UNKNOWN


def test_a_stem_that_names_the_answer_is_refused() -> None:
    question = replace(asked_of_register(), stem="Which source, the Register or another, says so?")
    assert proof.doubt(question, w.base_of(THREE)) == "The stem names the answer."


def test_whoever_claims_something_else_is_wrong() -> None:
    assert judged(ways(OWN, *OTHERS)[0], *OTHERS) == [Truth.WRONG, Truth.WRONG]


def test_whoever_holds_a_side_of_it_is_not_wrong() -> None:
    question = ways(OWN, *OTHERS)[0]
    holds = Position(facet="statement", holds="It fell.", held_by=("Piet Borg",))
    changed = replace(question, fact=replace(OWN, positions=(holds,)))
    found = dict(zip((o.text for o in question.pool), judged(changed, *OTHERS), strict=True))
    assert found == {"Piet Borg": Truth.UNKNOWN, "Ines Calvo": Truth.WRONG}


def test_who_claims_the_same_of_a_namesake_is_not_wrong() -> None:
    question = ways(OWN, *OTHERS)[0]
    same = replace(OTHERS[0], pk=8, key="f8", statement=OWN.statement)
    found = dict(zip((o.text for o in question.pool), judged(question, *OTHERS, same), strict=True))
    assert found["Piet Borg"] == Truth.UNKNOWN


def test_nothing_that_is_proposed_is_right_twice() -> None:
    for fact in (THREE, contested(says(REGISTER, "1900"), says(SERIES, "1900"), says(ALMANAC, "1901"))):
        base = w.base_of(fact)
        for question in ways(fact):
            assert question.facet == attribution.FACET
            assert all(proof.truth(option, question, base) == Truth.RIGHT for option in question.key)
            assert all(proof.truth(option, question, base) != Truth.RIGHT for option in question.pool)
