"""Exactly one option is right, whatever the base: the proof against an independent checker."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from history.dates import parse
from history.facts import Actor, Fact, Place
from history.names import fold
from quizzes.proof import Proved, prove
from quizzes.questions import Kind, Mode, Question, Withheld
from tests.quizzes import worldlet as w
from tests.quizzes.proof.checker import (
    claims,
    could_be_meant,
    first_and_last,
    is_meant,
    share_a_day,
    verdicts,
)

pytestmark = pytest.mark.pure

LAW = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
"""Not shrunk: a world of a dozen facts takes minutes to make smaller, and prints well as it is."""


@LAW
@given(w.bases())
def test_key_of_every_proved_question_is_right_for_every_fact_it_could_mean(base):
    facts = list(base)
    for question in w.live(base):
        if question.mode == Mode.ORDER:
            spans = [first_and_last(option, facts) for option in question.key]
            assert all(spans), question.key
            assert all(one[1] < other[0] for one, other in pairwise(spans)), question.key
        elif question.kind in (Kind.ACTOR, Kind.PLACE) and len({option.fact for option in question.key}) > 1:
            found = [verdicts(option, question, facts) for option in question.key]
            assert all("right" in each and "open" not in each for each in found), question.stem
            assert verdicts(question.key[0], question, [question.fact]) == {"right"}
        elif question.kind != Kind.ATTRIBUTION:
            for option in question.key:
                assert verdicts(option, question, facts) == {"right"}, question.stem


@LAW
@given(w.bases())
def test_everything_that_is_right_is_in_the_key(base):
    """Of titles all that certainly fit, of several in a role all of them."""
    facts = list(base)
    for question in w.live(base):
        if question.mode == Mode.MULTI:
            role = question.facet.partition(":")[2]
            listed = {part.actor.pk for part in question.fact.participations if part.role == role}
            assert {option.value["entity"] for option in question.key} == listed
        elif question.kind in (Kind.AGREEMENT, Kind.EVENT):
            own = question.fact.agreement
            texts = {
                fold(next(f for f in facts if f.pk == o.value["fact"]).printed_title) for o in question.key
            }
            for fact in facts:
                if could_be_meant(fact, question.given) and is_meant(fact, question.given):
                    assert fold(fact.printed_title) in texts or (own and fact.agreement == own), question.stem


@LAW
@given(w.bases())
def test_what_is_typed_is_a_date_one_name_or_one_place_in_every_spelling(base):
    """Where a stem fits several facts, each with one answer, the name of each may be typed."""
    facts = list(base)
    for question in w.live(base):
        if question.mode == Mode.TYPED:
            assert question.kind in (Kind.DATE, Kind.ACTOR, Kind.PLACE)
            assert question.pool == ()
            assert not re.search("Which of these|Choose", question.stem)
            if question.kind == Kind.DATE:
                assert question.accept == tuple(key.value["date"] for key in question.key)
                continue
            meant = [fact for fact in facts if could_be_meant(fact, question.given)]
            if len(question.key) == 1:
                meant = [question.fact]
            answers = [answers_of(fact, question) for fact in meant]
            assert all(len(own) == 1 for own in answers), question.stem
            assert set(question.accept) == {name for (own,) in answers for name in own.spellings()}


def answers_of(fact: Fact, question: Question) -> tuple[Actor, ...] | tuple[Place, ...]:
    if question.kind == Kind.PLACE:
        return fact.places
    return fact.in_role(question.facet.partition(":")[2])


@LAW
@given(w.bases())
def test_the_same_is_never_asked_twice(base):
    asked = [
        (question.stem, frozenset(option.text for option in question.key))
        for question in w.live(base)
        if question.kind != Kind.ORDER
    ]
    assert len(asked) == len(set(asked))


@LAW
@given(w.bases())
def test_every_pool_option_of_a_proved_question_is_wrong_for_every_fact_it_could_mean(base):
    facts = list(base)
    for question in w.live(base):
        for option in question.pool:
            assert verdicts(option, question, facts) == {"wrong"}, (question.stem, option.text)


@LAW
@given(w.bases())
def test_fact_base_finds_every_fact_that_fits(base):
    from history.factbase import fits
    from quizzes.generators import generate

    for fact in base:
        for proposal in generate(fact, base):
            if isinstance(proposal, Question):
                found = {other.pk for other in base.fitting(proposal.given)}
                assert found == {other.pk for other in base if fits(other, proposal.given)}


@LAW
@given(w.bases())
def test_law_4_options_of_a_date_share_one_precision_and_no_day(base):
    for question in w.live(base):
        if question.kind == Kind.DATE:
            dates = [parse(option.value["date"]) for option in (*question.key, *question.pool)]
            assert len({date.precision for date in dates}) == 1
            assert not any(
                share_a_day(one, other) for place, one in enumerate(dates) for other in dates[:place]
            )


@LAW
@given(w.bases())
def test_law_4_no_wrong_option_lies_in_the_true_interval(base):
    for question in w.live(base):
        if question.kind == Kind.DATE:
            for date in claims(question.fact, question.facet.partition(":")[2]):
                assert not any(share_a_day(date, parse(o.value["date"])) for o in question.pool)


@LAW
@given(w.bases())
def test_law_5_no_option_existed_outside_the_date(base):
    known = {part.actor.pk: part.actor for fact in base for part in fact.participations}
    for question in w.live(base):
        if question.kind == Kind.ACTOR:
            for option in question.pool:
                for pk in option.value.get("entities") or [option.value["entity"]]:
                    for date in claims(question.fact, question.fact.primary.role):
                        assert known[pk].existed(date), (question.stem, option.text)


@LAW
@given(w.bases())
def test_law_2_stem_begins_with_whose_claim_it_is_unless_established(base):
    for question in w.live(base):
        cited = {citation.source.kind for citation in question.fact.citations}
        if w.BOOK.kind not in cited:
            assert question.stem.startswith(("According to The Wire: ", "According to The Wire, "))


@LAW
@given(w.bases(least=8), st.data())
def test_second_right_answer_withdraws_the_question(base, data):
    """A copy of the fact with another answer fits the same stem, so that the key is no longer the one."""
    questions = [each for each in w.live(base) if each.kind not in (Kind.ORDER, Kind.ATTRIBUTION)]
    if not questions:
        return
    question = data.draw(st.sampled_from(questions))
    grown = w.grown(base, w.rival(question))
    again = prove(question, grown)
    assert isinstance(again, Withheld)
    assert again.reason.startswith("The stem also fits “")


@LAW
@given(w.bases(least=8), st.data())
def test_namesake_of_what_is_put_in_order_withdraws_or_drops_it(base, data):
    questions = [each for each in w.live(base) if each.kind == Kind.ORDER]
    if not questions:
        return
    question = data.draw(st.sampled_from(questions))
    item = base.get(data.draw(st.sampled_from([*question.key[:1], *question.pool, *question.key])).fact)
    day = "1800" if question.facet != "order:last" else "2000"
    if question.mode == Mode.ORDER and item.pk == question.key[0].fact:
        day = "2000"
    if question.mode != Mode.ORDER and item.pk == question.key[0].fact:
        day = "2000" if question.facet == "order:first" else "1800"
    dates = tuple(replace(each, date=parse(day)) for each in item.dates if each.role == item.primary.role)
    again = prove(question, w.grown(base, w.copy_of(item, 900, dates=dates, positions=())))
    if isinstance(again, Proved):
        assert question.mode != Mode.ORDER
        assert item.pk not in {option.fact for option in (*again.question.key, *again.question.pool)}
