"""What came first is decided only where the sources decide it, whatever days they leave open."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from history.dates import parse
from history.factbase import MemoryFactBase
from history.facts import Fact, Given, Position
from history.names import fold
from quizzes.generators import order
from quizzes.proof import Truth
from quizzes.proof import order as proof
from quizzes.questions import Kind, Mode, Option, Question, Withheld
from tests.quizzes import worldlet as w

pytestmark = pytest.mark.pure

LAW = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)


def option(fact: Fact, text: str = "") -> Option:
    return Option(text=text or fact.printed_title, value={"fact": fact.pk}, fact=fact.pk)


def first_of(own: Fact, *others: Fact, facet: str = "order:first", **fields: object) -> Question:
    given: dict = {
        "stem": "Which of these came first?",
        "key": (option(own),),
        "pool": tuple(map(option, others)),
        "given": Given(),
    }
    return Question(fact=own, facet=facet, kind=Kind.ORDER, **{**given, **fields})


def sequence_of(*facts: Fact) -> Question:
    key = tuple(map(option, facts))
    return first_of(facts[0], facet="order:sequence", mode=Mode.ORDER, key=key, pool=())


def treaty(pk: int, day: str, **fields: object) -> Fact:
    return w.agreement(pk, f"Treaty {'ABCDEFGH'[pk]}", day, [w.ARDENIA], **fields)


ONE, TWO, THREE = treaty(1, "1900"), treaty(2, "1910"), treaty(3, "1920")
BASE = w.base_of(ONE, TWO, THREE)


def test_what_came_later_is_wrong() -> None:
    question = first_of(ONE, TWO, THREE)
    assert proof.doubt(question, BASE) == ""
    assert [proof.truth(each, question, BASE) for each in question.pool] == [Truth.WRONG, Truth.WRONG]


def test_what_came_earlier_is_never_wrong() -> None:
    question = first_of(TWO, ONE, THREE)
    assert [proof.truth(each, question, BASE) for each in question.pool] == [Truth.UNKNOWN, Truth.WRONG]


def test_for_the_last_it_is_the_other_way_round() -> None:
    question = first_of(TWO, ONE, THREE, facet="order:last")
    assert [proof.truth(each, question, BASE) for each in question.pool] == [Truth.WRONG, Truth.UNKNOWN]


@pytest.mark.parametrize("moved", ["1900", "1900-12-31", "1899/1901", "1901~", "1902?", "19XX", "1890/.."])
def test_a_wrong_option_that_moves_over_the_key_is_dropped(moved: str) -> None:
    other = treaty(2, moved)
    question = first_of(ONE, other)
    assert proof.truth(question.pool[0], question, w.base_of(ONE, other)) == Truth.UNKNOWN


def test_a_claim_on_the_date_counts() -> None:
    side = Position(facet="date", role="signed", holds="", value="1900", date=parse("1900"))
    other = replace(TWO, positions=(side,))
    question = first_of(ONE, other)
    assert proof.truth(question.pool[0], question, w.base_of(ONE, other)) == Truth.UNKNOWN


def test_a_namesake_counts() -> None:
    base = w.base_of(ONE, TWO, replace(TWO, pk=9, key="f9", dates=w.dated(signed="1890")))
    question = first_of(ONE, TWO)
    assert proof.truth(question.pool[0], question, base) == Truth.UNKNOWN


def test_a_namesake_without_a_date_leaves_it_open() -> None:
    base = w.base_of(ONE, TWO, replace(ONE, pk=9, key="f9", dates=()))
    assert proof.doubt(first_of(ONE, TWO), base) == "Its own date does not place it in the order of time."


def test_a_gap_counts_for_all_that_it_could_hide() -> None:
    one = w.agreement(1, "Treaty of 1900", "1900", [w.ARDENIA])
    other = w.agreement(2, "Treaty of 1910", "1910", [w.ARDENIA])
    question = first_of(one, key=(option(one, "Treaty of …"),), pool=(option(other, "Treaty of …"),))
    assert proof.truth(question.pool[0], question, w.base_of(one, other)) == Truth.UNKNOWN


def test_what_stands_in_brackets_rules_out_who_is_not_in_them() -> None:
    one = w.agreement(1, "Peace", "1900", [w.ARDENIA, w.BELMARK])
    other = w.agreement(2, "Peace", "1910", [w.CASSOVIA, w.DORLAND])
    shown = option(one, "Peace (between Ardenia and Belmark)")
    base = w.base_of(one, other)
    assert proof.printing(shown, one, base) == [one]
    assert proof.printing(option(one, "Peace"), one, base) == [one, other]
    open_one = replace(other, complete_roles=frozenset())
    assert proof.printing(shown, one, w.base_of(one, open_one)) == [one, open_one]


def test_a_year_in_the_text_tells() -> None:
    other = w.agreement(2, "Treaty of 1910", "1910", [w.ARDENIA])
    question = first_of(ONE, other)
    assert proof.truth(question.pool[0], question, w.base_of(ONE, other)) == Truth.UNKNOWN


def test_a_claim_does_not_stand_bare() -> None:
    claimed = replace(ONE, standing="claimed", attribution="Old Chronicle")
    base = w.base_of(claimed, TWO)
    assert proof.doubt(first_of(claimed, TWO), base) == "The stem does not say whose claim its date is."


def test_a_plan_is_never_asked() -> None:
    planned = treaty(2, "1910", dates=w.dated(planned="1910"))
    question = first_of(ONE, planned)
    assert proof.truth(question.pool[0], question, w.base_of(ONE, planned)) == Truth.UNKNOWN


def test_a_sequence_is_right_only_in_its_order() -> None:
    assert proof.doubt(sequence_of(ONE, TWO, THREE), BASE) == ""
    assert (
        proof.doubt(sequence_of(ONE, THREE, TWO), BASE) == "The order is not decided by what the sources say."
    )


def test_a_sequence_of_days_that_touch_is_not_decided() -> None:
    other = treaty(2, "1900-06/1901")
    base = w.base_of(ONE, other, THREE)
    assert proof.doubt(sequence_of(ONE, other, THREE), base) != ""


# Laws


def could_be_behind(fact: Fact, remark: str, base: Iterable[Fact]) -> bool:
    """Whether a fact may have everybody whom the brackets name, and be where they say."""
    base = list(base)
    names = {fold(actor.name) for other in base for actor in other.actors()}
    where = {fold(place.name) for other in base for place in other.places}
    named = {name for name in names if f" {name} " in f" {remark} "}
    placed = {name for name in where if f" {name} " in f" {remark} "}
    listed = {fold(actor.name) for actor in fact.actors()}
    places = {fold(place.name) for place in fact.places}
    return not (fact.is_closed and named - listed) and not (places and placed - places)


def days_that_may_be(text: str, base: MemoryFactBase) -> list[tuple[int, int]]:
    """The spans of every claim on every fact that prints a text, read anew: shares no line with the proof."""
    found = []
    told = re.fullmatch(r"(.+) \((.+)\)", text)
    remark = fold(told[2]) if told and all(fold(f.printed_title) != fold(text) for f in base) else ""
    text = told[1] if told and remark else text
    for fact in base:
        if not could_be_behind(fact, remark, base):
            continue
        shown = fold(fact.printed_title)
        whole = [fold(part) for part in text.split("…")]
        place = 0
        for part in whole:
            place = shown.find(part, place)
            if place < 0:
                break
        if place < 0 or (len(whole) == 1 and whole[0] != shown.rstrip(". ")):
            continue
        role = fact.primary.role if fact.primary else ""
        dates = [dated.date for dated in fact.dates if dated.role == role]
        dates += [p.date for p in fact.positions if p.facet == "date" and p.date]
        found += [span for date in dates for span in date.outer_spans]
    return found


@LAW
@given(base=w.bases(), choice=st.data())
def test_in_no_assignment_of_days_is_another_option_first(
    base: MemoryFactBase, choice: st.DataObject
) -> None:
    for fact in base:
        for proposal in order.generate(fact, base):
            for question in () if isinstance(proposal, Withheld) else proposal:
                if proof.doubt(question, base):
                    continue
                pool = [o for o in question.pool if proof.truth(o, question, base) == Truth.WRONG]
                items = [*question.key, *pool]
                for _ in range(3):
                    days = []
                    for item in items:
                        spans = days_that_may_be(item.text, base)
                        assert spans, item.text
                        low, high = choice.draw(st.sampled_from(spans))
                        days.append(choice.draw(st.integers(low, high)))
                    if question.facet == "order:sequence":
                        assert all(one < other for one, other in pairwise(days))
                    elif question.facet == "order:first":
                        assert all(days[0] < day for day in days[1:])
                    else:
                        assert all(days[0] > day for day in days[1:])


@LAW
@given(base=w.bases(least=8, most=20), choice=st.data())
def test_moving_an_option_over_the_key_always_drops_it(base: MemoryFactBase, choice: st.DataObject) -> None:
    asked = [
        (question, other)
        for fact in base
        for proposal in order.generate(fact, base)
        if not isinstance(proposal, Withheld)
        for question in proposal
        for other in question.pool
        if not proof.doubt(question, base) and proof.truth(other, question, base) == Truth.WRONG
    ]
    if not asked:
        return
    question, other = choice.draw(st.sampled_from(asked))
    there = base.get(other.value["fact"])
    assert there is not None
    assert there.primary is not None
    assert question.fact.primary is not None
    on_the_key = replace(there.primary, date=question.fact.primary.date)
    moved = replace(there, dates=tuple(on_the_key if d == there.primary else d for d in there.dates))
    changed = w.base_of(*(moved if fact.pk == there.pk else fact for fact in base))
    assert proof.truth(other, question, changed) == Truth.UNKNOWN
