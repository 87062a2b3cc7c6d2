"""Questions follow their facts: made, broken, freed and withdrawn in the transaction of the change."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from history import clues, desk, mentions
from history.facts import DateRole, FactKind, Role, Standing
from history.models import Citation, Exclusion, Fact, Source, Wording
from history.models.factbase import StoredFactBase, whole_base
from quizzes import bank, making
from quizzes.models import BankQuestion
from quizzes.questions import Option, Withheld, deal
from tests.factories import (
    ActorFactory,
    ActorNameFactory,
    AgreementFactory,
    CitationFactory,
    FactDateFactory,
    FactFactory,
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


def test_make_writes_live_questions_of_three_kinds(base):
    live = BankQuestion.objects.live()
    assert set(live.values_list("kind", flat=True)) == {"date", "actor", "agreement"}
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


def test_second_fact_of_the_day_withdraws_the_agreement_question_and_its_going_frees_it(base, publisher):
    assert question("f-timber", "title").state == "live"
    twin = an_agreement(
        base,
        "whaling",
        "Agreement on Whaling between Estwick and Ardenia",
        ("Estwick", "Ardenia"),
        "1956-09-28",
    )
    assert desk.publish(twin, user=publisher, now=NOON) == desk.Done()
    withdrawn = question("f-timber", "title")
    assert withdrawn.state == "withheld"
    assert "also fits “Agreement on Whaling between Estwick and Ardenia”" in withdrawn.reason
    desk.withdraw(twin, reason="Entered twice.", user=publisher, now=NOON)
    assert question("f-timber", "title").state == "live"
    assert set(BankQuestion.objects.filter(fact=twin).values_list("state", "reason")) == {
        ("withheld", bank.GONE)
    }


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


def test_change_that_fails_leaves_questions_as_they_were(base, publisher, monkeypatch):
    from history import changes

    def refuse(change):
        raise RuntimeError("the second subscriber fails")

    monkeypatch.setattr(changes, "_subscribers", [bank.refresh, refuse])
    twin = an_agreement(base, "whaling", "Agreement on Whaling", ("Estwick", "Ardenia"), "1956-09-28")
    with pytest.raises(RuntimeError):
        desk.publish(twin, user=publisher, now=NOON)
    assert question("f-timber", "title").state == "live"
    assert not BankQuestion.objects.filter(fact=twin).exists()


def test_corrected_date_reaches_key_and_options(base, publisher):
    fact = Fact.objects.get(key="f-fisheries")
    dated = fact.dates.get()
    dated.date = "1951-03-12"
    dated.save()
    desk.save_fact(fact, user=publisher, now=NOON)
    assert question("f-fisheries", "date:signed").key[0]["text"] == "12 March 1951"
    assert question("f-fisheries", "date:signed").fact_version == 2
    pools = [option["text"] for row in BankQuestion.objects.live().filter(kind="date") for option in row.pool]
    assert "2 March 1951" not in pools


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
    monkeypatch.setattr(bank, "SMALL_BASE", 0)
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
        assert row.stem.startswith("According to The Arden Courier: ")
        assert row.evidence["claim"] == "According to The Arden Courier"


def test_claimed_fact_that_nothing_confirms_is_not_asked(base, publisher):
    fact = Fact.objects.get(key="f-fisheries")
    claimant = ActorFactory(base=base, name="Zed Zander")
    Fact.objects.filter(pk=fact.pk).update(standing=Standing.CLAIMED, claimant=claimant)
    desk.save_fact(fact, user=publisher, now=NOON)
    live = BankQuestion.objects.live().filter(fact=fact).exclude(facet="attribution")
    assert all(row.stem.startswith("According to ") for row in live if row.kind == "order")
    assert not live.exclude(kind="order").exists()
    assert "so it is not asked as a fact" in question("f-fisheries", "date:signed").reason


def test_fact_that_loses_its_citation_loses_its_questions(base, publisher):
    fact = Fact.objects.get(key="f-fisheries")
    Citation.objects.filter(fact=fact).delete()
    desk.save_fact(fact, user=publisher, now=NOON)
    assert not BankQuestion.objects.live().filter(fact=fact).exists()


def test_bases_agree_on_every_question(base):
    memory, stored = whole_base(), StoredFactBase()
    for fact in memory:
        assert _shape(making.judge(fact, memory)) == _shape(making.judge(fact, stored))


def _shape(outcomes):
    return [
        (o.facet, o.reason) if isinstance(o, Withheld) else (o.facet, o.stem, o.key, o.pool) for o in outcomes
    ]


def test_import_marks_questions_stale_instead_of_proving_them_one_by_one(base):
    from history.changes import Change

    bank.refresh(Change(facts=frozenset(Fact.objects.values_list("pk", flat=True)), bulk=True))
    assert not BankQuestion.objects.live().exists()
    call_command("make_questions", stdout=_Silent())
    assert BankQuestion.objects.live().filter(kind="agreement").exists()


def test_deal_of_a_row_shows_exactly_one_right_option(base):
    for row in BankQuestion.objects.live():
        key = tuple(map(Option.from_json, row.key))
        pool = tuple(map(Option.from_json, row.pool))
        for seed in range(20):
            hand = deal(key, pool, ordered=row.kind == "date", seed=str(seed))
            assert [option in key for option in hand.options].count(True) == 1
            assert hand.options[hand.answer] in key


def test_derived_columns_are_those_of_the_pure_rule(base):
    for value in whole_base():
        row = Fact.objects.get(pk=value.pk)
        assert row.title_key == clues.title_of(value)
        assert set(row.clues.values_list("text", flat=True)) == clues.clues_of(value)
        spans = {clues.Span(*span) for span in row.spans.values_list("width", "earliest", "latest")}
        assert spans == clues.spans_of(value)


def test_open_agreement_of_the_day_withdraws_a_question_about_other_parties(base, publisher):
    """Nobody says that its parties are all listed, so those of the question may be among them."""
    open_text = an_agreement(
        base, "congress", "Final Act of the Congress", ("Cassovia", "Dorland"), "1956-09-28"
    )
    Fact.objects.filter(pk=open_text.pk).update(complete_roles=[])
    assert question("f-timber", "title").state == "live"
    desk.publish(open_text, user=publisher, now=NOON)
    assert "also fits “Final Act of the Congress”" in question("f-timber", "title").reason


def test_question_is_freed_when_what_spoiled_it_moves_to_another_day(base, publisher):
    twin = an_agreement(
        base,
        "whaling",
        "Agreement on Whaling between Estwick and Ardenia",
        ("Estwick", "Ardenia"),
        "1956-09-28",
    )
    desk.publish(twin, user=publisher, now=NOON)
    assert question("f-timber", "title").state == "withheld"
    dated = twin.dates.get()
    dated.date = "1957-09-28"
    dated.save()
    desk.save_fact(twin, user=publisher, now=NOON)
    assert question("f-timber", "title").state == "live"


def test_question_that_wanted_options_is_asked_when_enough_facts_have_come(publisher, db):
    base = small_base()
    rows = list(Fact.objects.filter(base=base).order_by("earliest"))
    Fact.objects.filter(base=base).update(publication="in_review")
    for row in rows[:2]:
        desk.publish(row, user=publisher, now=NOON)
    first = question(rows[0].key, "date:signed")
    assert (first.state, first.wants_options) == ("withheld", True)
    for row in rows[2:5]:
        desk.publish(row, user=publisher, now=NOON)
    first.refresh_from_db()
    assert (first.state, first.wants_options) == ("live", False)


def test_change_that_touches_too_much_marks_it_stale(base, publisher, monkeypatch):
    monkeypatch.setattr(bank, "WIDE", 1)
    fact = Fact.objects.get(key="f-fisheries")
    desk.save_fact(fact, user=publisher, now=NOON)
    assert question("f-fisheries", "date:signed").state == "live"
    assert BankQuestion.objects.stale().exists()


def test_wide_change_of_a_small_base_is_proved_at_once(base, publisher):
    belmark = base_actor(base, "Belmark")
    ActorNameFactory(actor=belmark, text="The Belmark Union", language="en")
    mentions.actor_changed(belmark, user=publisher, now=NOON)
    assert question("f-fisheries", "date:signed").state == "live"
    assert not BankQuestion.objects.stale().exists()


def test_import_of_a_second_meeting_marks_a_bare_stem_stale(base):
    from history.changes import Change

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
