"""Every page of the desk: it finds, it shows the questions, it costs the same however much there is."""

from __future__ import annotations

import re

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from history.admin.facts import FactAdmin
from history.models import Actor, Agreement, Base, Fact, Place, Position, Source, Term
from quizzes.models import BankQuestion, Card, Proposal, Report, Review, SchoolWeights, Set, Student
from tests import factories
from tests.factories import (
    ActorFactory,
    ActorNameFactory,
    BankQuestionFactory,
    BaseFactory,
    CardFactory,
    CitationFactory,
    FactFactory,
    ParticipationFactory,
    PositionFactory,
)
from tests.factories.worlds import small_base
from tests.history.admin.pages import form_of, listing, page

pytestmark = pytest.mark.django_db
FACTORIES = {
    Actor: factories.ActorFactory,
    Agreement: factories.AgreementFactory,
    BankQuestion: factories.BankQuestionFactory,
    Base: factories.BaseFactory,
    Card: factories.CardFactory,
    Fact: factories.FactFactory,
    Place: factories.PlaceFactory,
    Position: factories.PositionFactory,
    Proposal: factories.ProposalFactory,
    Report: factories.ReportFactory,
    Review: factories.ReviewFactory,
    SchoolWeights: factories.SchoolWeightsFactory,
    Set: factories.SetFactory,
    Source: factories.SourceFactory,
    Student: factories.StudentFactory,
    Term: factories.TermFactory,
}
READ_ONLY = {BankQuestion, Card, Review, SchoolWeights}
NOT_ADDED = {*READ_ONLY, Proposal, Report}
MODELS = sorted(FACTORIES, key=lambda model: model._meta.label)


# Finding


@pytest.mark.parametrize("words", ["김일성", "kim il sung", "KIM IL-SUNG", "ким ир сен", "kim-il"])
def test_search_finds_an_actor_by_any_spelling(as_teacher, words):
    actor = ActorFactory(name="Kim Il Sung")
    for text in ("김일성", "Ким Ир Сен", "Kim Il-sung"):
        ActorNameFactory(actor=actor, text=text)
    ActorFactory(base=actor.base, name="Somebody else")
    response = as_teacher.get(listing(Actor), {"q": words})
    assert list(response.context["cl"].result_list) == [actor]


@pytest.mark.parametrize("words", ["인천", "inchon", "김일성"])
def test_search_finds_a_fact_by_title_or_participant(as_teacher, words):
    base = BaseFactory(language="ko")
    fact = FactFactory(base=base, titles={"ko": "인천 상륙 작전", "en": "Battle of Inchon"})
    FactFactory(titles={"en": "Another battle"})
    name = ActorNameFactory(actor=ActorFactory(base=base), text="김일성")
    ParticipationFactory(fact=fact, actor=name.actor)
    response = as_teacher.get(listing(Fact), {"q": words})
    assert list(response.context["cl"].result_list) == [fact]


def test_autocomplete_finds_an_actor_in_hangul(as_teacher):
    actor = ActorNameFactory(text="김일성").actor
    asked = {"app_label": "history", "model_name": "participation", "field_name": "actor", "term": "김일성"}
    response = as_teacher.get(reverse("admin:autocomplete"), asked)
    assert [row["id"] for row in response.json()["results"]] == [str(actor.pk)]


# The questions of a fact


def test_fact_shows_its_questions_and_why_one_is_withheld(as_teacher):
    fact = FactFactory(published=True, cited=True)
    BankQuestionFactory(fact=fact, stem="When was it?")
    BankQuestionFactory(fact=fact, facet="actors:party", withheld=True)
    text = as_teacher.get(page(fact)).content.decode()
    assert "When was it?" in text
    assert "<li>1948</li>" in text
    assert "Only 1 wrong option can be proved wrong." in text


def test_panels_come_from_the_app_above():
    assert [panel.__module__ for panel in FactAdmin.panels] == ["quizzes.admin.facts"]


# Every page


def test_every_registered_model_of_ours_is_tested():
    ours = {model for model in admin.site._registry if model._meta.app_label in ("history", "quizzes")}
    assert ours == set(FACTORIES)


@pytest.mark.parametrize("model", sorted(READ_ONLY, key=lambda model: model._meta.label))
def test_what_answering_makes_is_only_read(as_superuser, model):
    row = FACTORIES[model]()
    assert as_superuser.get(reverse(f"admin:quizzes_{model._meta.model_name}_add")).status_code == 403
    assert as_superuser.post(page(row), {}).status_code == 403
    assert as_superuser.post(page(row, "delete"), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("model", MODELS)
def test_list_takes_the_same_queries_for_one_row_and_three(as_superuser, model):
    FACTORIES[model]()
    as_superuser.get(listing(model))
    with CaptureQueriesContext(
        connection,
    ) as one:
        as_superuser.get(listing(model))
    for _ in range(2):
        FACTORIES[model]()
    with CaptureQueriesContext(connection) as three:
        as_superuser.get(listing(model))
    assert len(one) == len(three)


@pytest.mark.parametrize("model", MODELS)
def test_pages_answer_without_inline_script_or_style(as_superuser, model):
    row = FACTORIES[model]()
    info = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    addresses = [listing(model), page(row), page(row, "history")]
    if model not in NOT_ADDED:
        addresses.append(reverse(f"{info}_add"))
    for address in addresses:
        response = as_superuser.get(address, follow=True)
        assert response.status_code == 200
        text = response.content.decode()
        assert not re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>", text)
        assert not re.findall(r"<style|\sstyle=\"|\son[a-z]+=\"", text)


def test_opening_a_page_takes_no_write_lock(as_superuser):
    fact = FactFactory(cited=True)
    with CaptureQueriesContext(connection) as queries:
        as_superuser.get(page(fact))
        as_superuser.get(listing(Fact))
    assert not [query for query in queries if "SAVEPOINT" in query["sql"]]


def test_contested_fact_shows_the_sources_of_its_sides(as_teacher):
    position = PositionFactory()
    CitationFactory(position=position, source__title="Pravda, 1 May", source__base=position.fact.base)
    assert "Pravda, 1 May" in as_teacher.get(page(position.fact)).content.decode()


def test_card_list_does_not_show_facts_by_the_query(as_superuser):
    CardFactory(due=True)
    assert as_superuser.get(listing(Card)).status_code == 200


def test_teacher_may_not_rename_whom_published_facts_name(as_teacher, as_publisher):
    base = small_base()
    ardenia = Actor.objects.get(base=base, name="Ardenia")
    source = Source.objects.filter(base=base).first()
    for row, path in ((ardenia, "actor"), (source, "source"), (base, "base")):
        address = f"/admin/history/{path}/{row.pk}/change/"
        assert b'name="_save"' not in as_teacher.get(address).content
        assert as_teacher.post(address, {"name": "Donald Duck"}).status_code == 403
        assert b'name="_save"' in as_publisher.get(address).content
    ardenia.refresh_from_db()
    assert ardenia.name == "Ardenia"


def test_teacher_may_change_an_actor_whom_only_drafts_name(as_teacher):
    actor = ActorFactory(name="Nobody yet")
    assert b'name="_save"' in as_teacher.get(f"/admin/history/actor/{actor.pk}/change/").content


def test_saving_what_nobody_changed_disturbs_nothing(publisher, as_publisher, monkeypatch):
    from history import changes

    base = small_base()
    ardenia = Actor.objects.get(base=base, name="Ardenia")
    address = f"/admin/history/actor/{ardenia.pk}/change/"
    data = form_of(as_publisher.get(address))
    told = []
    monkeypatch.setattr(changes, "_subscribers", [told.append])
    assert as_publisher.post(address, data).status_code == 302
    assert told == []
    assert as_publisher.post(address, {**data, "note": "Seen again."}).status_code == 302
    assert len(told) == 1


def test_picker_offers_the_exact_name_first(as_teacher):
    base = factories.BaseFactory()
    brigade = ActorFactory(base=base, name="A brigade")
    ActorNameFactory(actor=brigade, text="Unit against Japan")
    for name in ("Japan Radio", "Japan"):
        ActorFactory(base=base, name=name)
    answer = as_teacher.get(
        "/admin/autocomplete/",
        {"app_label": "history", "model_name": "participation", "field_name": "actor", "term": "japan"},
    )
    assert [row["text"] for row in answer.json()["results"]] == ["Japan", "Japan Radio", "A brigade"]
