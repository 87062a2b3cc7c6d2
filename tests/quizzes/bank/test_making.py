"""What is made of facts stands in rows: one for each fact, facet and language, proved and explained."""

from __future__ import annotations

import pytest

from history import clues, desk
from history.facts import Standing
from history.models import Citation, Exclusion, Fact, Source, Wording
from history.models.factbase import StoredFactBase, whole_base
from quizzes import making
from quizzes.models import BankQuestion
from quizzes.questions import Mode, Option, deal
from tests.factories import (
    ActorFactory,
)
from tests.factories.quizzes import NOON
from tests.quizzes.bank.worlds import _shape, an_agreement, make_questions, question

pytestmark = pytest.mark.django_db


def test_make_writes_live_questions_of_five_kinds(base):
    live = BankQuestion.objects.live()
    assert set(live.values_list("kind", flat=True)) == {"date", "actor", "agreement", "place", "order"}
    assert question("f-fisheries", "date:signed").stem == (
        "On which date was the Agreement on Fisheries between Ardenia and Belmark signed?"
    )
    assert [option["text"] for option in question("f-fisheries", "date:signed").key] == ["2 March 1951"]


def test_live_question_keeps_its_row_when_it_is_proved_again(base):
    before = question("f-fisheries", "date:signed")
    make_questions(all=True)
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
