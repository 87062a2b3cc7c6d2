"""The facts of sets follow rules and facts; the sets of the house; choosing, sharing, following."""

from __future__ import annotations

import itertools

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from history.changes import Change
from history.dates import year_text
from history.models import Fact
from quizzes import furnishing, sets
from quizzes.models import Card, Membership, Set
from tests.factories import (
    ActorFactory,
    BankQuestionFactory,
    BaseFactory,
    CardFactory,
    FactDateFactory,
    FactFactory,
    ParticipationFactory,
    SetFactory,
    derive,
)

pytestmark = pytest.mark.django_db


def dated(year: int, **values) -> Fact:
    fact = FactFactory(published=True, **values)
    FactDateFactory(fact=fact, date=year_text(year))
    derive(fact)
    fact.refresh_from_db()
    return fact


def members(of: Set) -> list[int]:
    return list(Membership.objects.filter(set=of).order_by("place", "fact").values_list("fact", flat=True))


def changed(*facts: Fact) -> None:
    sets.refresh(Change(facts=frozenset(fact.pk for fact in facts)))


# Rules


def test_rule_finds_the_facts_that_fit_all_its_parts() -> None:
    actor = ActorFactory()
    fitting = dated(1951, type="visit", reported=True)
    for other in ({"type": "summit"}, {"reported": False}, {"publication": "draft"}):
        fact = dated(1951, **{"type": "visit", "reported": True, **other})
        if "publication" in other:
            Fact.objects.filter(pk=fact.pk).update(publication="draft")
        ParticipationFactory(fact=fact, actor=actor)
    dated(1951, type="visit", reported=True)  # without the actor
    late = dated(1960, type="visit", reported=True)
    for fact in (fitting, late):
        ParticipationFactory(fact=fact, actor=actor)
    rule = Set(name="x", period="1950/1959", actor=actor, type="visit", standing="reported")
    sets.save(rule)
    assert members(rule) == [fitting.pk]


def test_facts_stand_in_order_of_time_and_undated_ones_last() -> None:
    base = BaseFactory()
    undated = FactFactory(published=True, base=base)
    later, earlier = dated(1960, base=base), dated(-44, base=base)
    rule = SetFactory(base=base)
    sets.rebuild(rule)
    assert members(rule) == [earlier.pk, later.pk, undated.pk]


RULES = [
    {"base": True},
    {"period": "1950/1959"},
    {"period": "1950/.."},
    {"actor": True},
    {"type": "visit"},
    {"standing": "reported"},
    {"base": True, "type": "visit", "period": "../1955"},
    {"actor": True, "standing": "reported"},
    {},
]


def test_refresh_does_what_rebuilding_would() -> None:
    """Both ways to find facts are the same rule, whatever a fact is."""
    base, actor = BaseFactory(), ActorFactory()
    facts = []
    for own, year, type_, reported, takes in itertools.product(
        (True, False), (None, 1951, 1960), ("visit", "event"), (True, False), (True, False)
    ):
        values = {"type": type_, "reported": reported, **({"base": base} if own else {})}
        fact = dated(year, **values) if year else FactFactory(published=True, **values)
        if takes:
            ParticipationFactory(fact=fact, actor=actor)
            ParticipationFactory(fact=fact, actor=actor, role="host")
        facts.append(fact)
    Fact.objects.filter(pk__in=[fact.pk for fact in facts[::7]]).update(publication="withdrawn")
    rules = []
    for rule in RULES:
        filled = {**rule, **({"base": base} if "base" in rule else {"base": None})}
        if "actor" in rule:
            filled["actor"] = actor
        rules.append(SetFactory(**filled))
    changed(*facts)
    followed = {rule.pk: members(rule) for rule in rules}
    for rule in rules:
        Membership.objects.filter(set=rule).delete()
        sets.rebuild(rule)
    assert followed == {rule.pk: members(rule) for rule in rules}
    assert all(followed.values())


def test_changed_fact_moves_and_leaves() -> None:
    base = BaseFactory()
    one, two = dated(1950, base=base), dated(1952, base=base)
    rule = SetFactory(base=base)
    sets.rebuild(rule)
    one.dates.all().delete()
    FactDateFactory(fact=one, date="1954")
    derive(one)
    changed(one)
    assert members(rule) == [two.pk, one.pk]
    Fact.objects.filter(pk=two.pk).update(publication="withdrawn")
    changed(two)
    assert members(rule) == [one.pk]


def test_refresh_asks_as_often_for_many_rules_as_for_one() -> None:
    facts = [dated(1950 + number) for number in range(3)]

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            changed(*facts)
        return len(queries)

    SetFactory(base=None)
    changed(*facts)
    few = asked()
    SetFactory.create_batch(5, base=None, type="event")
    changed(*facts)
    assert asked() == few


# By hand


def test_by_hand_keeps_its_order_and_its_facts() -> None:
    facts = [dated(year) for year in (1960, 1950, 1955)]
    of = SetFactory(base=None, by_hand=True)
    sets.choose(of, [fact.pk for fact in facts])
    changed(*facts)
    sets.rebuild(of)
    assert members(of) == [fact.pk for fact in facts]


def test_adding_puts_published_facts_at_the_end_once() -> None:
    first, later, earlier = dated(1970), dated(1955), dated(1950)
    draft = FactFactory()
    of = SetFactory(base=None, by_hand=True)
    sets.choose(of, [first.pk])
    assert sets.add(of, [later.pk, earlier.pk, first.pk, draft.pk, 10**17]) == 2
    assert members(of) == [first.pk, earlier.pk, later.pk]
    assert sets.add(of, [later.pk]) == 0


def test_adding_stops_where_a_set_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sets, "MOST_CHOSEN", 2)
    of = SetFactory(base=None, by_hand=True)
    assert sets.add(of, [dated(year).pk for year in (1950, 1951, 1952)]) == 2


def test_moving_and_taking_out() -> None:
    one, two, three = (dated(year) for year in (1950, 1951, 1952))
    of = SetFactory(base=None, by_hand=True)
    sets.choose(of, [one.pk, two.pk, three.pk])
    sets.move(of, three.pk, up=True)
    assert members(of) == [one.pk, three.pk, two.pk]
    sets.move(of, one.pk, up=False)
    assert members(of) == [three.pk, one.pk, two.pk]
    assert sets.position(of, two.pk) == 2
    for fact, up in ((three, True), (two, False)):
        sets.move(of, fact.pk, up=up)
    sets.move(of, 10**17, up=True)
    sets.take_out(of, one.pk)
    assert members(of) == [three.pk, two.pk]
    assert sets.position(of, one.pk) is None


# Codes and followers


def test_new_code_replaces_the_old_one_and_none_is_given_twice(
    teacher, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, of = SetFactory(owner=teacher, code="abcdefgh"), SetFactory(owner=teacher)
    drawn = iter(["abcdefgh", "jkmnpqrs", "tuvwxyz2"])
    monkeypatch.setattr(sets, "get_random_string", lambda *_: next(drawn))
    assert sets.share(of) == "jkmnpqrs"
    assert sets.share(of) == "tuvwxyz2"
    of.refresh_from_db()
    other.refresh_from_db()
    assert (of.code, other.code) == ("tuvwxyz2", "abcdefgh")
    sets.stop_sharing(of)
    of.refresh_from_db()
    assert of.code is None


def test_leaving_and_deleting_leave_cards_alone(student, teacher) -> None:
    fact = dated(1950)
    of = SetFactory(base=None, owner=teacher)
    sets.rebuild(of)
    sets.follow(student, of)
    CardFactory(student=student, fact=fact)
    assert sets.followed(student.user) == {of.pk}
    sets.leave(student, of)
    assert sets.followed(student.user) == set()
    sets.follow(student, of)
    sets.remove(of)
    assert Card.objects.filter(student=student).count() == 1


# The sets of the house


def askable(year: int, **values) -> Fact:
    fact = dated(year, **values)
    BankQuestionFactory(fact=fact)
    return fact


@pytest.fixture
def furnished():
    """A base with enough facts for a period, an actor and a topic, and some that are not asked."""
    base = BaseFactory(name="Small")
    actor, rare = ActorFactory(base=base, name="Ardenia"), ActorFactory(base=base, name="Belmark")
    for number in range(8):
        fact = askable(1950 + number, base=base, type="visit" if number else "un-vote")
        ParticipationFactory(fact=fact, actor=actor)
        ParticipationFactory(fact=fact, actor=actor, role="host")
    for number in range(9):
        unasked = dated(1960 + number, base=base, type="rumour")
        ParticipationFactory(fact=unasked, actor=rare)
    askable(1972, base=base, type="visit")
    furnishing.make_sets()
    return base


def test_house_has_a_set_for_each_base_period_actor_and_topic(furnished) -> None:
    made = {of.name: of for of in Set.objects.all()}
    assert set(made) == {"Small", "1950 to 1959", "Ardenia", "Visits"}
    assert [of.name for of in made.values() if of.starter] == ["Small"]
    assert {name: len(members(of)) for name, of in made.items()} == {
        "Small": 18,
        "1950 to 1959": 8,
        "Ardenia": 8,
        "Visits": 8,
    }
    assert all(of.owner is None and of.code is None and of.base == furnished for of in made.values())


def test_furnishing_again_changes_nothing(furnished, student) -> None:
    visits = Set.objects.get(name="Visits")
    Set.objects.filter(pk=visits.pk).update(name="Who went where")
    sets.follow(student, visits)
    Fact.objects.filter(type="visit").update(publication="withdrawn")
    changed(*Fact.objects.all())
    before = list(Set.objects.order_by("pk").values_list()), list(Membership.objects.values_list())
    assert furnishing.make_sets() == 0
    assert (list(Set.objects.order_by("pk").values_list()), list(Membership.objects.values_list())) == before
    assert members(visits) == []
    assert sets.followed(student.user) == {visits.pk}


def test_set_of_a_teacher_does_not_stand_for_one_of_the_house(teacher) -> None:
    base = BaseFactory(name="New")
    SetFactory(base=base, owner=teacher, name="Mine")
    assert furnishing.make_sets() == 1
    assert Set.objects.public().get(base=base).starter


def test_most_frequent_actors_come_first_and_twelve_are_enough() -> None:
    base = BaseFactory()
    actors = [ActorFactory(base=base, name=f"Actor {number:02}") for number in range(14)]
    for number in range(9):
        fact = askable(1950, base=base, type=f"type-{number}")
        for actor in actors if number < 8 else actors[-1:]:
            ParticipationFactory(fact=fact, actor=actor)
    furnishing.make_sets()
    made = [of.actor.name for of in Set.objects.exclude(actor=None).order_by("pk")]
    assert made == ["Actor 13", *(f"Actor {number:02}" for number in range(11))]
