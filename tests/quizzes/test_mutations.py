"""A second right answer never goes unnoticed: each question of the pack against a fact that spoils it."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import call_command

from history import desk, models
from history.dates import parse
from history.factbase import MemoryFactBase
from history.facts import Fact, Role
from history.models.factbase import whole_base
from quizzes import making
from quizzes.models import BankQuestion
from quizzes.proof import Proved, prove
from quizzes.questions import Kind, Mode, Question, Withheld
from tests.factories import (
    AgreementFactory,
    CitationFactory,
    FactDateFactory,
    FactFactory,
    FactPlaceFactory,
    ParticipationFactory,
    SourceFactory,
)
from tests.factories.quizzes import NOON
from tests.factories.worlds import small_base
from tests.quizzes import worldlet as w
from tests.quizzes.conftest import World

SECONDS = 20
"""How long questions are spoiled, at most; what is left is spoiled another time."""

pytestmark = pytest.mark.django_db

OFFER_FACTS = frozenset({Kind.AGREEMENT, Kind.EVENT, Kind.ORDER})
"""Kinds whose options are titles, so that another fact of such a title counts."""

PK = 10**6


def namesake(world: World, question: Question, place: int) -> Fact:
    """A fact that prints an option of the question, of a time at which it is another answer."""
    option = (*question.pool, *question.key)[place % len((*question.pool, *question.key))]
    item = world.base.get(option.fact)
    if question.kind == Kind.ORDER:
        days = ("1500", "2200") if question.facet != "order:last" else ("2200", "1500")
        spoils = days[option == question.key[0]]
        roles = tuple(replace(each, date=parse(spoils), note="") for each in item.dates[:1])
        return w.copy_of(item, PK, dates=(replace(roles[0], role=item.primary.role),), positions=())
    own = question.fact
    return w.copy_of(
        item,
        PK,
        dates=own.dates,
        places=own.places,
        participations=own.participations,
        complete_roles=own.complete_roles,
        kind=own.kind,
        type=own.type,
        positions=(),
        agreement=None,
    )


def test_every_question_that_is_spoiled_is_withdrawn_or_takes_the_new_answer(world):
    """Thousands in memory: of each question the proof is asked again beside a fact that spoils it."""
    spoiled, until = Counter(), time.monotonic() + SECONDS
    facts = list(world.base)
    for number, question in enumerate(world.live):
        if time.monotonic() > until:
            break
        if question.kind == Kind.ATTRIBUTION:
            continue
        if question.kind != Kind.ORDER:
            spoiler = w.rival(question, PK)
            again = prove(question, MemoryFactBase([*facts, spoiler]))
            assert isinstance(again, Withheld), (question.stem, spoiler.printed_title)
            assert PK in again.because, question.stem
            spoiled["rival"] += 1
        if question.kind in OFFER_FACTS and question.mode != Mode.TYPED:
            spoiler = namesake(world, question, number)
            again = prove(question, MemoryFactBase([*facts, spoiler]))
            if isinstance(again, Proved):
                texts = [option.text for option in again.question.pool]
                item = (*question.pool, *question.key)[number % len((*question.pool, *question.key))]
                if question.kind == Kind.ORDER:
                    assert question.mode != Mode.ORDER, question.stem
                    assert item not in question.key
                elif item in question.key:
                    continue
                assert item.text not in texts, (question.stem, item.text)
            spoiled["namesake"] += 1
    assert spoiled["rival"] > 300
    assert spoiled["namesake"] > 150


def test_facts_made_anew_beside_a_rival_tell_the_two_apart_or_stay_away(world):
    """Not the proof alone but all the ways to ask: whatever is asked then has one answer."""
    until, tried = time.monotonic() + SECONDS / 2, 0
    facts = list(world.base)
    for question in world.live[::7]:
        if time.monotonic() > until:
            break
        if question.kind in (Kind.ATTRIBUTION, Kind.ORDER):
            continue
        base = MemoryFactBase([*facts, w.rival(question, PK)])
        again = next(
            each
            for each in making.judge(question.fact, base, honour_exclusions=False)
            if each.facet == question.facet
        )
        tried += 1
        if isinstance(again, Question):
            shared = PK in {option.fact for option in again.key}
            assert shared or again.stem != question.stem, question.stem
            judged = prove(again, base)
            assert isinstance(judged, Proved)
    assert tried > 30


# Through the tables


@pytest.fixture
def base(db):
    made = small_base()
    call_command("make_questions", quiet=True, stdout=StringIO())
    return made


TITLE = "Agreement on Mutual Assistance between Dorland and Fennmark"
OWN = {"title": TITLE, "parties": ("Dorland", "Fennmark"), "date": "1959-10-08", "place": "Dornum"}
RIVALS = {
    "date:signed": {"date": "1949-10-08"},
    "actors:party": {"parties": ("Ardenia", "Fennmark")},
    "actors:signatory": {"signatory": "Mara Alder"},
    "place": {"place": "Arden"},
    "title": {"title": "Agreement on Whaling"},
    "order": {},
}
"""For each facet of one fact what makes of a copy of it a fact with another answer."""


def rival_row(
    base, *, title: str, parties, date: str, place: str, signatory: str = "Emil Daub"
) -> models.Fact:
    people = [(Role.PARTY, name) for name in parties] + [
        (Role.SIGNATORY, signatory),
        (Role.SIGNATORY, "Olaf Finn"),
    ]
    fact = FactFactory(
        base=base,
        kind="agreement",
        type="agreement",
        agreement=AgreementFactory(base=base, title=title, kind="agreement"),
        complete_roles=[Role.PARTY, Role.SIGNATORY],
        in_review=True,
    )
    FactDateFactory(fact=fact, role="signed", date=date)
    FactPlaceFactory(fact=fact, place=models.Place.objects.get(base=base, name=place))
    for role, name in people:
        ParticipationFactory(fact=fact, role=role, actor=models.Actor.objects.get(base=base, name=name))
    CitationFactory(fact=fact, source=SourceFactory(base=base, independent=True))
    return fact


def asked() -> dict[tuple[str, str], tuple]:
    live = BankQuestion.objects.live().select_related("fact")
    return {(row.fact.key, row.facet): (row.stem, [o["text"] for o in row.key], row.mode) for row in live}


def out_of_order(names) -> str:
    """A day on which the fact would be another answer to its question of order."""
    ((key, facet),) = names
    row = BankQuestion.objects.get(fact__key=key, facet=facet)
    comes_last = facet == "order:last" or (facet == "order:sequence" and row.key[-1]["fact"] == row.fact_id)
    return "1900-01-01" if comes_last else "2010-01-01"


@pytest.mark.parametrize("facet", RIVALS)
def test_published_rival_is_noticed_at_once_and_forgotten_when_it_goes(base, publisher, facet):
    before = asked()
    touched = {name for name in before if name[0] == "f-mutual-assistance" and name[1].startswith(facet[:5])}
    assert touched
    changed = RIVALS[facet] or {"date": out_of_order(touched)}
    rival = rival_row(base, **{**OWN, **changed})
    desk.publish(rival, user=publisher, now=NOON)
    after = asked()
    spoiled = [name for name in touched if name[1].startswith(facet)]
    for name in spoiled:
        row = BankQuestion.objects.get(fact__key=name[0], facet=name[1])
        noticed = (
            name not in after or after[name][0] != before[name][0] or rival.pk in {o["fact"] for o in row.key}
        )
        assert noticed, row
    values = whole_base()
    for row in BankQuestion.objects.live():
        truth_of(row, values)
    desk.withdraw(rival, reason="Entered twice.", user=publisher, now=NOON)
    call_command("make_questions", quiet=True, stdout=StringIO())
    again = asked()
    if facet.startswith("order"):
        assert any(name[0] == "f-mutual-assistance" and name[1].startswith("order") for name in again)
    else:
        assert {name: again[name][:2] for name in spoiled} == {name: before[name][:2] for name in spoiled}


def truth_of(row: BankQuestion, base: MemoryFactBase) -> None:
    """Every date offered beside a key is of no day that a fact of the printed title was signed on."""
    if row.kind == "date":
        title = row.given["title"]
        days = {fact.primary.date for fact in base if fact.printed_title == title and fact.primary}
        assert len(days) <= 1, row
        assert not {parse(option["value"]["date"]) for option in row.pool} & days
