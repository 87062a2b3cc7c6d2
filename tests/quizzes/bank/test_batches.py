"""Wide changes and whole bases: marked stale, made in batches that can be interrupted, and seated."""

from __future__ import annotations

import pytest

from history import desk, mentions
from history.changes import Change
from history.facts import Role
from history.models import Fact
from quizzes import bank
from quizzes.bank import following
from quizzes.models import BankQuestion
from tests.factories import (
    ActorFactory,
    ActorNameFactory,
    FactDateFactory,
    FactFactory,
    ParticipationFactory,
)
from tests.factories.quizzes import NOON
from tests.factories.worlds import derive
from tests.quizzes.bank.worlds import (
    an_agreement,
    base_actor,
    make_questions,
    move,
    offered,
    offered_dates,
    question,
    snapshot,
)

pytestmark = pytest.mark.django_db


def test_new_alias_marks_what_it_touches_stale_and_make_questions_proves_it(base, publisher, monkeypatch):
    monkeypatch.setattr(following, "SMALL_BASE", 0)
    belmark = base_actor(base, "Belmark")
    ActorNameFactory(actor=belmark, text="The Belmark Union", language="en")
    mentions.actor_changed(belmark, user=publisher, now=NOON)
    assert question("f-fisheries", "date:signed").state == "stale"
    assert question("f-railways", "date:signed").fact.key == "f-railways"
    make_questions()
    assert question("f-fisheries", "date:signed").state == "live"
    assert not BankQuestion.objects.stale().exists()


def test_import_marks_questions_stale_instead_of_proving_them_one_by_one(base):
    bank.refresh(Change(facts=frozenset(Fact.objects.values_list("pk", flat=True)), bulk=True))
    assert not BankQuestion.objects.live().exists()
    make_questions()
    assert BankQuestion.objects.live().filter(kind="agreement").exists()


def test_change_that_touches_too_much_marks_it_stale(base, publisher, monkeypatch):
    monkeypatch.setattr(following, "WIDE", 1)
    title = "Agreement on Coal and Steel between Ardenia and Dorland"
    twin = an_agreement(base, "coal-2", title, ("Ardenia", "Dorland"), "1940-01-09")
    desk.publish(twin, user=publisher, now=NOON)
    stale = set(BankQuestion.objects.stale().values_list("fact__key", "facet"))
    assert ("f-coal-and-steel", "date:signed") in stale
    for row in BankQuestion.objects.live():
        assert title not in [option["text"] for option in (*row.key, *row.pool)] or row.kind == "agreement"
    make_questions()
    assert not BankQuestion.objects.stale().exists()
    assert question("f-coal-and-steel", "date:signed").state == "withheld"


def test_withheld_rows_beside_those_that_are_touched_stay_withheld(base, publisher, monkeypatch):
    monkeypatch.setattr(following, "WIDE", 1)
    why = {"state": "withheld", "reason": "Nobody signed it."}
    rows = BankQuestion.objects.filter(fact__key="f-coal-and-steel", facet="actors:signatory")
    assert rows.update(**why) == 1
    title = "Agreement on Coal and Steel between Ardenia and Dorland"
    twin = an_agreement(base, "coal-2", title, ("Ardenia", "Dorland"), "1960-04-25")
    desk.publish(twin, user=publisher, now=NOON)
    assert question("f-coal-and-steel", "actors:party").state == "stale"
    assert rows.values("state", "reason").get() == why


def test_wide_change_of_a_small_base_is_proved_at_once(base, publisher):
    belmark = base_actor(base, "Belmark")
    ActorNameFactory(actor=belmark, text="The Belmark Union", language="en")
    mentions.actor_changed(belmark, user=publisher, now=NOON)
    assert question("f-fisheries", "date:signed").state == "live"
    assert not BankQuestion.objects.stale().exists()


def test_import_of_a_second_meeting_marks_a_bare_stem_stale(base):
    abel = ActorFactory(base=base, name="Quentin Abel", start="1900", end="1990")
    visits = []
    for key, statement, date in (
        ("v0", "Quentin Abel visited Borland.", "1950"),
        ("v1", "Quentin Abel was a guest in Borland.", "1970"),
    ):
        visit = FactFactory(base=base, key=key, type="visit", statement=statement, published=True)
        FactDateFactory(fact=visit, date=date)
        ParticipationFactory(fact=visit, actor=abel, role=Role.VISITOR)
        visits.append(visit)
    derive(*visits)
    first, second = visits
    BankQuestion.objects.create(
        fact=first,
        facet="date:when",
        kind="date",
        state="live",
        stem="Quentin Abel visited Borland. In which year was this?",
        stem_key="@quentin abel",
        fact_version=1,
    )
    bank.refresh(Change(facts=frozenset({second.pk}), bulk=True))
    assert question("v0", "date:when").state == "stale"


def test_interrupted_run_keeps_what_is_written_and_goes_on(interrupted):
    first = set(BankQuestion.objects.values_list("fact", flat=True))
    assert len(first) == 3
    make_questions()
    resumed = {(row.fact_id, row.facet): (row.stem, row.state) for row in BankQuestion.objects.all()}
    make_questions(all=True)
    whole = {(row.fact_id, row.facet): (row.stem, row.state) for row in BankQuestion.objects.all()}
    in_order = {name for name in whole if name[1].startswith("order")}
    assert {name: resumed[name] for name in resumed if name not in in_order} == {
        name: whole[name] for name in whole if name not in in_order
    }


def test_whoever_sits_at_a_table_sits_with_those_whose_answers_it_offers(interrupted, publisher):
    """After the interruption the others sit elsewhere, so that who was written first sits nowhere."""
    assert BankQuestion.objects.exclude(table="").exists()
    make_questions()
    for row in BankQuestion.objects.live():
        offered = {option["fact"] for option in row.pool}
        if row.table:
            assert offered == set(
                BankQuestion.objects.filter(table=row.table).exclude(pk=row.pk).values_list("fact", flat=True)
            )
        else:
            assert offered <= set(row.uses.values_list("fact", flat=True))
    move(Fact.objects.get(key="f-coal-and-steel"), "1931-03-12", publisher)
    assert "25 April 1960" not in offered_dates()


def test_imported_correction_is_offered_by_nobody_who_may_be_asked(base):
    """A wide change proves nothing at once: whoever offered the old date waits."""
    fact = Fact.objects.get(key="f-fisheries")
    fact.dates.update(date="1951-03-12")
    derive(fact)
    assert "2 March 1951" in offered("date")
    bank.refresh(Change(facts=frozenset({fact.pk}), bulk=True))
    assert "2 March 1951" not in offered("date")
    make_questions()
    assert "2 March 1951" not in offered("date")
    assert question("f-fisheries", "date:signed").key[0]["text"] == "12 March 1951"
    assert not BankQuestion.objects.stale().exists()


def test_alias_leaves_seats_as_they_are(base, publisher):
    """In a small base a wide change is proved at once; whoever answers as before keeps their seat."""
    before = snapshot()
    belmark = base_actor(base, "Belmark")
    ActorNameFactory(actor=belmark, text="The Belmark Union", language="en")
    mentions.actor_changed(belmark, user=publisher, now=NOON)
    after = snapshot()
    seated = {name for name in before if before[name][3]}
    assert seated
    assert {name: after[name] for name in seated} == {name: before[name] for name in seated}
