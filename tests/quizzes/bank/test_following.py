"""Questions follow their facts: broken, freed and withdrawn in the transaction of the change."""

from __future__ import annotations

import pytest
from django.db import connection

from history import clues, desk
from history.changes import Change
from history.facts import Role
from history.models import Exclusion, Fact
from history.models.factbase import StoredFactBase
from quizzes import bank
from quizzes.bank import touching
from quizzes.models import BankQuestion
from tests.factories.quizzes import NOON
from tests.factories.worlds import derive, small_base
from tests.quizzes.bank.worlds import (
    TIMBER,
    WHALING,
    an_agreement,
    make_questions,
    move,
    of_titles,
    offered,
    proved_of_titles,
    question,
    right,
    snapshot,
    texts_of,
    undated,
    whaling,
)

pytestmark = pytest.mark.django_db


def test_second_fact_of_the_day_and_place_is_right_as_well_until_it_goes(base, publisher):
    assert right("f-timber") == [TIMBER]
    twin = whaling(base, place="Esthaven")
    assert desk.publish(twin, user=publisher, now=NOON) == desk.Done()
    assert question("f-timber", "title").state == "live"
    assert sorted(right("f-timber")) == [TIMBER, WHALING]
    assert WHALING not in [option["text"] for option in question("f-timber", "title").pool]
    later = question("f-whaling", "title")
    assert (later.state, "The same is asked of another fact" in later.reason) == ("withheld", True)
    desk.withdraw(twin, reason="Entered twice.", user=publisher, now=NOON)
    assert question("f-timber", "title").state == "live"
    assert right("f-timber") == [TIMBER]
    assert set(BankQuestion.objects.filter(fact=twin).values_list("state", "reason")) == {
        ("withheld", bank.GONE)
    }


def test_second_fact_of_the_day_in_another_place_is_told_apart_by_it(base, publisher):
    assert question("f-timber", "title").stem == "Which of these was signed on 28 September 1956?"
    desk.publish(whaling(base, place="Dornum"), user=publisher, now=NOON)
    assert question("f-timber", "title").stem == "Which of these was signed in Esthaven on 28 September 1956?"
    assert right("f-timber") == [TIMBER]
    assert question("f-whaling", "title").stem == "Which of these was signed in Dornum on 28 September 1956?"


def test_second_right_answer_that_moves_to_another_day_leaves_the_key(base, publisher):
    twin = whaling(base, place="Esthaven")
    desk.publish(twin, user=publisher, now=NOON)
    assert sorted(right("f-timber")) == [TIMBER, WHALING]
    move(twin, "1957-09-28", publisher)
    assert right("f-timber") == [TIMBER]
    assert right("f-whaling") == [WHALING]


def test_typed_for_evenness_stays_typed_whatever_is_judged_anew(base, publisher):
    """That an answer would be right too often is seen from the whole base alone."""
    row = question("f-timber", "place")
    assert (row.state, row.mode, row.wants_options) == ("live", "typed", False)
    for key in ("f-timber", "f-railways"):
        move(Fact.objects.get(key=key), "1956-09-14" if key == "f-timber" else "1952-07-15", publisher)
        row.refresh_from_db()
        assert (row.state, row.mode, row.wants_options, row.pool) == ("live", "typed", False, [])


def test_namesake_agreement_of_another_day_withdraws_the_date_question(base, publisher):
    twin = an_agreement(
        base,
        "fisheries-2",
        "Agreement on Fisheries between Ardenia and Belmark",
        ("Ardenia", "Belmark"),
        "1961-01-09",
    )
    desk.publish(twin, user=publisher, now=NOON)
    assert question("f-fisheries", "date:signed").state == "withheld"
    assert question("f-fisheries-2", "date:signed").state == "withheld"


def test_namesake_but_for_its_date_is_noticed_wherever_the_date_stands(base, publisher):
    """What is asked of the elder by "… Salt Agreement" could be the younger, which prints its year behind."""
    elder = an_agreement(base, "salt", "1961 Salt Agreement", ("Ardenia", "Belmark"), "1961-01-09")
    desk.publish(elder, user=publisher, now=NOON)
    assert "… Salt Agreement" in question("f-salt", "date:signed").stem
    younger = an_agreement(base, "salt-2", "Salt Agreement (1970)", ("Ardenia", "Belmark"), "1970-01-09")
    desk.publish(younger, user=publisher, now=NOON)
    assert "… Salt Agreement signed" not in question("f-salt", "date:signed").stem


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL scans what is as small as this.")
@pytest.mark.parametrize("complete", [[Role.PARTY], []])
def test_stems_that_a_fact_could_fit_are_found_along_the_index_of_stems(base, complete):
    Fact.objects.filter(key="f-timber").update(complete_roles=complete)
    fact = StoredFactBase().get(Fact.objects.get(key="f-timber").pk)
    plan = touching._breakable(fact).explain()
    walks = [line for line in plan.splitlines() if "SEARCH" in line]
    assert "SCAN" not in plan
    assert len(walks) == 8 + clues.open_to_anybody(fact)
    assert all("bank_stem_dates (stem_key" in line for line in walks)


def test_change_that_fails_leaves_questions_as_they_were(base, publisher, monkeypatch):
    from history import changes

    def refuse(change):
        raise RuntimeError("the second subscriber fails")

    monkeypatch.setattr(changes, "_subscribers", [bank.refresh, refuse])
    twin = whaling(base, place="Esthaven")
    with pytest.raises(RuntimeError):
        desk.publish(twin, user=publisher, now=NOON)
    assert right("f-timber") == [TIMBER]
    assert not BankQuestion.objects.filter(fact=twin).exists()


def test_corrected_date_reaches_key_and_options(base, publisher):
    assert "2 March 1951" in offered("date")
    move(Fact.objects.get(key="f-fisheries"), "1951-03-12", publisher)
    assert question("f-fisheries", "date:signed").key[0]["text"] == "12 March 1951"
    assert question("f-fisheries", "date:signed").fact_version == 2
    assert "2 March 1951" not in offered("date")


def test_corrected_date_leaves_the_others_of_its_table_an_even_choice_or_less(base, publisher):
    name = question("f-fisheries", "date:signed").table
    others = BankQuestion.objects.filter(table=name).exclude(fact__key="f-fisheries")
    asked = set(others.values_list("pk", flat=True))
    assert len(asked) >= 3
    move(Fact.objects.get(key="f-fisheries"), "1951-03-12", publisher)
    rows = BankQuestion.objects.filter(pk__in=asked)
    assert {(row.state, row.table, row.seat) for row in rows} == {("live", "", None)}
    for row in rows:
        assert len(row.pool) >= 2
        assert set(row.uses.values_list("fact", flat=True)) == {option["fact"] for option in row.pool}


@pytest.mark.parametrize("kind", ["date", "actor", "agreement", "place", "order"])
def test_withdrawn_fact_is_offered_by_nobody(base, publisher, kind):
    fact = Fact.objects.get(key="f-air-services")
    rows = BankQuestion.objects.live().filter(kind=kind).exclude(fact=fact)
    leaning = [row for row in rows if fact.pk in {option["fact"] for option in (*row.pool, *row.key)}]
    assert leaning
    desk.withdraw(fact, reason="Wrong.", user=publisher, now=NOON)
    for row in BankQuestion.objects.live().exclude(fact=fact):
        assert fact.pk not in {option["fact"] for option in (*row.pool, *row.key)}, row
    assert not BankQuestion.objects.live().filter(fact=fact).exists()


def test_two_of_a_table_that_change_at_once_are_offered_by_nobody(base, publisher):
    name = question("f-fisheries", "date:signed").table
    pair = list(Fact.objects.filter(questions__table=name, questions__kind="date")[:2])
    old = {question(fact.key, "date:signed").key[0]["text"] for fact in pair}
    for number, fact in enumerate(pair):
        fact.dates.update(date=f"1970-01-0{5 + 7 * number}" if number == 0 else "1972-03-05")
    derive(*pair)
    bank.refresh(Change(facts=frozenset(fact.pk for fact in pair)))
    assert not old & offered("date")


@pytest.mark.parametrize("key", ["f-timber", "f-fisheries", "f-mutual-assistance"])
def test_fact_that_is_saved_as_it_was_changes_nothing(base, publisher, key):
    before = snapshot()
    desk.save_fact(Fact.objects.get(key=key), user=publisher, now=NOON)
    assert snapshot() == before


def test_order_stays_when_an_item_of_it_of_which_no_order_is_asked_is_judged_beside_it(base, publisher):
    """Both are judged anew in one call; what is printed of the one is as it was."""
    item = Fact.objects.get(key="f-timber")
    Exclusion.objects.create(fact=item, facet="order", reason="Too easy.")
    make_questions(all=True)
    before = snapshot()
    beside = [
        row
        for row in BankQuestion.objects.live().filter(kind="order")
        if item.pk in {option["fact"] for option in (*row.key, *row.pool)}
    ]
    assert beside
    bank.refresh(Change(facts=frozenset({item.pk, *(row.fact_id for row in beside)})))
    after = snapshot()
    assert all(after[row.fact.key, row.facet] == before[row.fact.key, row.facet] for row in beside)


def test_open_agreement_of_the_day_is_neither_right_nor_offered(base, publisher):
    """Nobody says that its parties are all listed, so those of the question may be among them."""
    parties = ("Cassovia", "Dorland")
    open_text = an_agreement(base, "congress", "Final Act of the Congress", parties, "1956-09-28")
    Fact.objects.filter(pk=open_text.pk).update(complete_roles=[])
    desk.publish(open_text, user=publisher, now=NOON)
    row = question("f-timber", "title")
    if "28 September 1956" in row.stem and "Esthaven" not in row.stem:
        assert right("f-timber") == [TIMBER, "Final Act of the Congress"]
    else:
        assert right("f-timber") == [TIMBER]
    assert open_text.pk not in {option["fact"] for option in row.pool}


def test_namesake_that_moves_to_the_same_day_frees_the_date_question(base, publisher):
    """Two of one title and day are one event to a student: the elder is asked, the other says so."""
    title = "Agreement on Fisheries between Ardenia and Belmark"
    twin = an_agreement(base, "fisheries-2", title, ("Ardenia", "Belmark"), "1961-01-09")
    desk.publish(twin, user=publisher, now=NOON)
    assert "also fits" in question("f-fisheries", "date:signed").reason
    move(twin, "1951-03-02", publisher)
    assert question("f-fisheries", "date:signed").state == "live"
    again = question("f-fisheries-2", "date:signed")
    assert (again.state, "The same is asked of another fact" in again.reason) == ("withheld", True)
    desk.withdraw(Fact.objects.get(key="f-fisheries"), reason="Entered twice.", user=publisher, now=NOON)
    assert question("f-fisheries-2", "date:signed").state == "live"


def test_item_of_an_order_that_moves_takes_the_order_with_it(base, publisher):
    rows = BankQuestion.objects.live().filter(kind="order")
    row, item = next(
        (row, Fact.objects.get(pk=option["fact"]))
        for row in rows
        for option in (*row.key, *row.pool)
        if option["fact"] != row.fact_id
    )
    move(item, "2010-01-01" if row.facet == "order:last" else "1900-01-01", publisher)
    for again in rows.all():
        days = [Fact.objects.get(pk=option["fact"]).earliest for option in (*again.key, *again.pool)]
        own, others = days[0], days[1:]
        match again.facet:
            case "order:first":
                assert own < min(others), again
            case "order:last":
                assert own > max(others), again
            case _:
                assert days == sorted(days), again


def test_namesake_of_an_item_that_came_before_it_withdraws_the_order(base, publisher):
    """Its title stands for both: nobody can tell when it was."""
    row = BankQuestion.objects.live().filter(kind="order").exclude(fact__key="f-coal-and-steel")[0]
    title = "Agreement on Coal and Steel between Ardenia and Dorland"
    whoever = [
        each.pk
        for each in BankQuestion.objects.live().filter(kind="order")
        if title in [option["text"] for option in (*each.key, *each.pool)]
    ]
    assert row
    assert whoever
    desk.publish(
        an_agreement(base, "coal-2", title, ("Ardenia", "Dorland"), "1940-01-09"), user=publisher, now=NOON
    )
    for each in BankQuestion.objects.live().filter(kind="order"):
        assert title not in [option["text"] for option in (*each.key, *each.pool)]


def test_question_without_wrong_options_is_typed_until_enough_facts_have_come(publisher, db):
    base = small_base()
    rows = list(Fact.objects.filter(base=base).order_by("earliest"))
    Fact.objects.filter(base=base).update(publication="in_review")
    for row in rows[:2]:
        desk.publish(row, user=publisher, now=NOON)
    first, parties = (question(rows[0].key, facet) for facet in ("date:signed", "actors:party"))
    assert (first.state, first.mode, first.accept) == ("live", "typed", ["1951-03-02"])
    assert (parties.state, parties.wants_options) == ("withheld", True)
    for row in rows[2:5]:
        desk.publish(row, user=publisher, now=NOON)
    parties.refresh_from_db()
    assert (parties.state, parties.mode, parties.wants_options) == ("live", "single", False)
    make_questions(all=True)
    first.refresh_from_db()
    assert (first.state, first.mode, first.typable) == ("live", "single", True)


def test_undated_fact_touches_no_question_of_titles(base, publisher):
    """It might have been on any day: so it is no answer to any, and what is offered stays wrong."""
    fact = undated(base, "Agreement on Whaling")
    desk.publish(fact, user=publisher, now=NOON)
    assert "agreement" not in {kind for _, kind in bank.touched_by({fact.pk}, StoredFactBase()).values()}
    proved_of_titles()


@pytest.mark.parametrize("key", ["f-timber", "f-fisheries", "f-extradition"])
def test_undated_namesake_is_no_wrong_option_of_any_day(base, publisher, key):
    """Its title stands for both, and nobody knows that this one was not on that day."""
    title = Fact.objects.get(key=key).printed_title
    assert any(title in texts_of(row) for row in of_titles().exclude(fact__key=key))
    desk.publish(undated(base, title), user=publisher, now=NOON)
    assert not any(title in texts_of(row) for row in of_titles().exclude(fact__key=key))
    proved_of_titles()
