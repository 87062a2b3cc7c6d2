"""Questions follow their facts: made, broken, freed and withdrawn in the transaction of the change."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection

from history import clues, desk, mentions
from history.changes import Change
from history.facts import DateRole, FactKind, Role, Standing
from history.models import Citation, Exclusion, Fact, Place, Source, Wording
from history.models.factbase import StoredFactBase, whole_base
from quizzes import bank, making
from quizzes.bank import batches, following, touching
from quizzes.models import BankQuestion
from quizzes.proof import provably_wrong
from quizzes.questions import Kind, Mode, Option, Withheld, deal
from tests.factories import (
    ActorFactory,
    ActorNameFactory,
    AgreementFactory,
    CitationFactory,
    FactDateFactory,
    FactFactory,
    FactPlaceFactory,
    ParticipationFactory,
    SourceFactory,
)
from tests.factories.quizzes import NOON
from tests.factories.worlds import derive, small_base

pytestmark = pytest.mark.django_db


@pytest.fixture
def base():
    made = small_base()
    call_command("make_questions", verbosity=0, stdout=_Silent())
    return made


class _Silent:
    def write(self, *args, **kwargs):
        """Say nothing."""

    def isatty(self):
        return False


def question(key: str, facet: str) -> BankQuestion:
    return BankQuestion.objects.get(fact__key=key, facet=facet)


def an_agreement(base, key: str, title: str, parties: tuple[str, str], date: str, **traits) -> Fact:
    """A cited agreement between two states of the small world, not yet published unless a trait says so."""
    agreement = AgreementFactory(base=base, key=key, title=title, kind="agreement")
    fact = FactFactory(
        base=base,
        key=f"f-{key}",
        kind=FactKind.AGREEMENT,
        type="agreement",
        agreement=agreement,
        complete_roles=[Role.PARTY, Role.SIGNATORY],
        in_review=True,
        **traits,
    )
    FactDateFactory(fact=fact, role=DateRole.SIGNED, date=date)
    for name in parties:
        ParticipationFactory(fact=fact, actor=base_actor(base, name), role=Role.PARTY)
    CitationFactory(fact=fact, source=SourceFactory(base=base, independent=True))
    return fact


def base_actor(base, name: str):
    from history.models import Actor

    return Actor.objects.get(base=base, name=name)


def test_make_writes_live_questions_of_five_kinds(base):
    live = BankQuestion.objects.live()
    assert set(live.values_list("kind", flat=True)) == {"date", "actor", "agreement", "place", "order"}
    assert question("f-fisheries", "date:signed").stem == (
        "On which date was the Agreement on Fisheries between Ardenia and Belmark signed?"
    )
    assert [option["text"] for option in question("f-fisheries", "date:signed").key] == ["2 March 1951"]


def test_live_question_keeps_its_row_when_it_is_proved_again(base):
    before = question("f-fisheries", "date:signed")
    call_command("make_questions", all=True, stdout=_Silent())
    after = question("f-fisheries", "date:signed")
    assert (after.pk, after.stem, after.pool, after.digest) == (
        before.pk,
        before.stem,
        before.pool,
        before.digest,
    )


def test_every_wrong_option_says_what_it_is(base):
    for row in BankQuestion.objects.live():
        for option in row.pool:
            assert option["note"], row
            assert option["fact"], row


def test_row_is_one_a_fact_facet_and_language(base):
    rows = list(BankQuestion.objects.values_list("fact", "facet", "language"))
    assert len(rows) == len(set(rows))


def test_tables_are_kept_in_rows(base):
    """Whoever sits together offers the answers of all others, in the order of their seats."""
    names = set(BankQuestion.objects.exclude(table="").values_list("table", flat=True))
    assert len(names) >= 3
    for name in names:
        table = list(BankQuestion.objects.filter(table=name).order_by("seat"))
        assert [row.seat for row in table] == list(range(len(table)))
        for row in table:
            assert row.pool == [other.key[0] for other in table if other.pk != row.pk]


def whaling(base, *, place: str = "", date: str = "1956-09-28") -> Fact:
    """A second agreement of the day on which Estwick and Ardenia signed the one on timber in Esthaven."""
    fact = an_agreement(
        base, "whaling", "Agreement on Whaling between Estwick and Ardenia", ("Estwick", "Ardenia"), date
    )
    if place:
        FactPlaceFactory(fact=fact, place=Place.objects.get(base=base, name=place))
    return fact


def right(key: str, facet: str = "title") -> list[str]:
    return [option["text"] for option in question(key, facet).key]


TIMBER = "Agreement on Timber between Estwick and Ardenia"
WHALING = "Agreement on Whaling between Estwick and Ardenia"


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


def move(fact: Fact, date: str, publisher) -> None:
    dated = fact.dates.get()
    dated.date = date
    dated.save()
    desk.save_fact(fact, user=publisher, now=NOON)


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


def offered(kind: str) -> set[str]:
    """What questions of a kind that may be asked offer as wrong."""
    live = BankQuestion.objects.live().filter(kind=kind)
    return {option["text"] for row in live for option in row.pool}


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
    call_command("make_questions", all=True, stdout=_Silent())
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


def snapshot() -> dict[tuple[str, str], tuple]:
    """What is asked of each fact, and with which options."""
    return {
        (row.fact.key, row.facet): (row.state, row.reason, row.digest, row.table, row.seat)
        for row in BankQuestion.objects.select_related("fact")
    }


def test_published_fact_is_asked_at_once(base, publisher):
    fact = an_agreement(
        base,
        "radio",
        "Agreement on Radio between Belmark and Cassovia",
        ("Belmark", "Cassovia"),
        "1962-08-01",
    )
    assert not BankQuestion.objects.filter(fact=fact).exists()
    desk.publish(fact, user=publisher, now=NOON)
    assert set(BankQuestion.objects.live().filter(fact=fact).values_list("facet", flat=True)) >= {
        "date:signed",
        "actors:party",
    }


def test_new_alias_marks_what_it_touches_stale_and_make_questions_proves_it(base, publisher, monkeypatch):
    monkeypatch.setattr(following, "SMALL_BASE", 0)
    belmark = base_actor(base, "Belmark")
    ActorNameFactory(actor=belmark, text="The Belmark Union", language="en")
    mentions.actor_changed(belmark, user=publisher, now=NOON)
    assert question("f-fisheries", "date:signed").state == "stale"
    assert question("f-railways", "date:signed").fact.key == "f-railways"
    call_command("make_questions", stdout=_Silent())
    assert question("f-fisheries", "date:signed").state == "live"
    assert not BankQuestion.objects.stale().exists()


def test_exclusion_withholds_with_the_teachers_reason(base, publisher):
    fact = Fact.objects.get(key="f-fisheries")
    Exclusion.objects.create(fact=fact, facet="date", reason="Too hard for year nine.")
    desk.save_fact(fact, user=publisher, now=NOON)
    row = question("f-fisheries", "date:signed")
    assert (row.state, row.reason) == (
        "withheld",
        "A teacher left this kind of question out: Too hard for year nine.",
    )


def test_teachers_wording_is_asked_in_her_words(base, publisher):
    fact = Fact.objects.get(key="f-fisheries")
    Wording.objects.create(
        fact=fact, facet="date:signed", stem="When did the fishing dispute in the Arden Sea end?"
    )
    desk.save_fact(fact, user=publisher, now=NOON)
    assert question("f-fisheries", "date:signed").stem == "When did the fishing dispute in the Arden Sea end?"


def test_teachers_wording_that_gives_the_answer_away_is_withheld(base, publisher):
    fact = Fact.objects.get(key="f-fisheries")
    Wording.objects.create(fact=fact, facet="date:signed", stem="When in 1951 was it signed?")
    desk.save_fact(fact, user=publisher, now=NOON)
    assert question("f-fisheries", "date:signed").reason == "The stem still names the year 1951."


def test_reported_fact_names_its_source_in_the_stem(base, publisher):
    fact = Fact.objects.get(key="f-fisheries")
    Fact.objects.filter(pk=fact.pk).update(standing=Standing.REPORTED)
    Source.objects.filter(citations__fact=fact).update(publisher="The Arden Courier")
    desk.save_fact(fact, user=publisher, now=NOON)
    for row in BankQuestion.objects.live().filter(fact=fact):
        assert row.stem.startswith(("According to The Arden Courier: ", "According to The Arden Courier, "))
        assert row.evidence["claim"] == "According to The Arden Courier"


def test_claimed_fact_that_nothing_confirms_is_asked_with_its_voice_alone(base, publisher):
    fact = Fact.objects.get(key="f-fisheries")
    claimant = ActorFactory(base=base, name="Zed Zander")
    Fact.objects.filter(pk=fact.pk).update(standing=Standing.CLAIMED, claimant=claimant)
    desk.save_fact(fact, user=publisher, now=NOON)
    live = BankQuestion.objects.live().filter(fact=fact).exclude(facet="attribution")
    assert live
    assert all(row.stem.startswith("According to ") and "quoting Zed Zander" in row.stem for row in live)


def test_fact_that_loses_its_citation_loses_its_questions(base, publisher):
    fact = Fact.objects.get(key="f-fisheries")
    Citation.objects.filter(fact=fact).delete()
    desk.save_fact(fact, user=publisher, now=NOON)
    assert not BankQuestion.objects.live().filter(fact=fact).exists()


def test_bases_agree_on_every_question(base):
    """But for order, which in a whole base is asked by rings that no single fact can see."""
    memory, stored = whole_base(), StoredFactBase()
    for fact in memory:
        assert _shape(making.judge(fact, memory)) == _shape(making.judge(fact, stored))


def _shape(outcomes):
    return [
        (o.facet, o.reason) if isinstance(o, Withheld) else (o.facet, o.stem, o.key, o.pool)
        for o in outcomes
        if o.kind != Kind.ORDER
    ]


def test_import_marks_questions_stale_instead_of_proving_them_one_by_one(base):
    bank.refresh(Change(facts=frozenset(Fact.objects.values_list("pk", flat=True)), bulk=True))
    assert not BankQuestion.objects.live().exists()
    call_command("make_questions", stdout=_Silent())
    assert BankQuestion.objects.live().filter(kind="agreement").exists()


def test_deal_of_a_row_shows_exactly_one_right_option(base):
    for row in BankQuestion.objects.live():
        key = tuple(map(Option.from_json, row.key))
        pool = tuple(map(Option.from_json, row.pool))
        for seed in range(20):
            hand = deal(
                key,
                pool,
                ordered=row.kind == "date",
                seed=str(seed),
                mode=Mode(row.mode),
                seat=row.seat,
                accept=tuple(row.accept),
            )
            shown = [option for option in hand.options if option in key]
            assert [hand.options[index] for index in sorted(hand.right)] == shown
            assert len(shown) == (1 if row.mode == "single" else len(key))


def test_derived_columns_are_those_of_the_pure_rule(base):
    for value in whole_base():
        row = Fact.objects.get(pk=value.pk)
        assert row.title_key == clues.title_of(value)
        assert set(row.clues.values_list("text", flat=True)) == clues.clues_of(value)
        spans = {clues.Span(*span) for span in row.spans.values_list("width", "earliest", "latest")}
        assert spans == clues.spans_of(value)


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
    call_command("make_questions", all=True, stdout=_Silent())
    first.refresh_from_db()
    assert (first.state, first.mode, first.typable) == ("live", "single", True)


def test_change_that_touches_too_much_marks_it_stale(base, publisher, monkeypatch):
    monkeypatch.setattr(following, "WIDE", 1)
    title = "Agreement on Coal and Steel between Ardenia and Dorland"
    twin = an_agreement(base, "coal-2", title, ("Ardenia", "Dorland"), "1940-01-09")
    desk.publish(twin, user=publisher, now=NOON)
    stale = set(BankQuestion.objects.stale().values_list("fact__key", "facet"))
    assert ("f-coal-and-steel", "date:signed") in stale
    for row in BankQuestion.objects.live():
        assert title not in [option["text"] for option in (*row.key, *row.pool)] or row.kind == "agreement"
    call_command("make_questions", stdout=_Silent())
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


def undated(base, title: str) -> Fact:
    fact = an_agreement(base, "undated", title, ("Estwick", "Ardenia"), "1956-09-28")
    fact.dates.all().delete()
    return fact


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


def of_titles():
    return BankQuestion.objects.live().filter(kind="agreement")


def texts_of(row: BankQuestion) -> list[str]:
    return [option["text"] for option in row.pool]


def proved_of_titles() -> None:
    """Every question of titles that may be asked holds under the whole base as it is now."""
    values = whole_base()
    rows = list(of_titles())
    assert len(rows) > 5
    for row in rows:
        ways = making.facets(values.get(row.fact_id), values, kinds={"agreement"})
        found = next(each for facet in ways for each in facet.all_ways() if each.question.stem == row.stem)
        assert [option.to_json() for option in found.question.key] == row.key
        assert all(provably_wrong(Option.from_json(option), found, values) for option in row.pool), row


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


# Made in batches


@pytest.fixture
def interrupted(db, monkeypatch):
    """A base of which the first batch is written when somebody presses the keys that stop it."""
    made = small_base()
    monkeypatch.setattr(batches, "BATCH", 3)
    write, written = bank.write, []

    def stop_after_one(batch, base):
        if written:
            raise KeyboardInterrupt
        written.append(1)
        return write(batch, base)

    with monkeypatch.context() as broken:
        broken.setattr(batches, "write", stop_after_one)
        with pytest.raises(KeyboardInterrupt):
            call_command("make_questions", stdout=_Silent())
    return made


def test_interrupted_run_keeps_what_is_written_and_goes_on(interrupted):
    first = set(BankQuestion.objects.values_list("fact", flat=True))
    assert len(first) == 3
    call_command("make_questions", stdout=_Silent())
    resumed = {(row.fact_id, row.facet): (row.stem, row.state) for row in BankQuestion.objects.all()}
    call_command("make_questions", all=True, stdout=_Silent())
    whole = {(row.fact_id, row.facet): (row.stem, row.state) for row in BankQuestion.objects.all()}
    in_order = {name for name in whole if name[1].startswith("order")}
    assert {name: resumed[name] for name in resumed if name not in in_order} == {
        name: whole[name] for name in whole if name not in in_order
    }


def test_whoever_sits_at_a_table_sits_with_those_whose_answers_it_offers(interrupted, publisher):
    """After the interruption the others sit elsewhere, so that who was written first sits nowhere."""
    assert BankQuestion.objects.exclude(table="").exists()
    call_command("make_questions", stdout=_Silent())
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


def offered_dates() -> set[str]:
    return {option["text"] for row in BankQuestion.objects.live() for option in row.pool}


def test_imported_correction_is_offered_by_nobody_who_may_be_asked(base):
    """A wide change proves nothing at once: whoever offered the old date waits."""
    fact = Fact.objects.get(key="f-fisheries")
    fact.dates.update(date="1951-03-12")
    derive(fact)
    assert "2 March 1951" in offered("date")
    bank.refresh(Change(facts=frozenset({fact.pk}), bulk=True))
    assert "2 March 1951" not in offered("date")
    call_command("make_questions", stdout=_Silent())
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
