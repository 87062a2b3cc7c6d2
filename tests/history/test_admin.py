"""The desk as teachers and publishers use it: stories, told through the pages."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from reversion.models import Version

from history.admin.factlines import WITH_ITS_FACT
from history.admin.facts import FactAdmin
from history.facts import Publication
from history.models import Actor, ActorName, Agreement, Base, Fact, Place, Position, Source, Term
from quizzes.models import BankQuestion, Card, Report, Review, Set, Student
from tests import factories
from tests.factories import (
    ActorFactory,
    ActorNameFactory,
    BankQuestionFactory,
    BaseFactory,
    CardFactory,
    CitationFactory,
    FactDateFactory,
    FactFactory,
    ParticipationFactory,
    PositionFactory,
    ReviewFactory,
    SourceFactory,
)
from tests.factories.worlds import small_base

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
    Report: factories.ReportFactory,
    Review: factories.ReviewFactory,
    Set: factories.SetFactory,
    Source: factories.SourceFactory,
    Student: factories.StudentFactory,
    Term: factories.TermFactory,
}
READ_ONLY = {BankQuestion, Card, Review}
NOT_ADDED = {*READ_ONLY, Report}
MODELS = sorted(FACTORIES, key=lambda model: model._meta.label)


class FormReader(HTMLParser):
    """The fields of the form on a page with the values that a browser would send."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self._select = self._text = ""

    def handle_starttag(self, tag, attrs):
        known = dict(attrs)
        name, value = known.get("name") or "", known.get("value") or ""
        if tag == "select":
            self._select = name
        elif tag == "textarea":
            self._text = name
            self.fields[name] = [""]
        elif tag == "option" and "selected" in known and self._select:
            self.fields.setdefault(self._select, []).append(value)
        elif tag == "input" and name and known.get("type") not in ("submit", "file"):
            if known.get("type") in ("checkbox", "radio"):
                if "checked" not in known:
                    return
                value = value or "on"
            self.fields.setdefault(name, []).append(value)

    def handle_endtag(self, tag):
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._text = ""

    def handle_data(self, data):
        if self._text:
            self.fields[self._text][0] += data.removeprefix("\r\n").removeprefix("\n")


def form_of(response) -> dict[str, list[str]]:
    reader = FormReader()
    reader.feed(response.content.decode())
    return reader.fields


def messages_of(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def page(row, view: str = "change") -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{view}", args=[row.pk])


def listing(model) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def press(client, fact: Fact, button: str = "_save", **changes):
    """Open the page of a fact, change some fields, press a button, and follow to the next page."""
    return client.post(page(fact), {**form_of(client.get(page(fact))), **changes, button: "x"}, follow=True)


def act(client, action: str, *rows, **more):
    chosen = {"action": action, "_selected_action": [row.pk for row in rows], **more}
    return client.post(listing(type(rows[0])), chosen, follow=True)


@pytest.fixture
def as_superuser(admin_client):
    return admin_client


# A teacher writes


def test_teacher_writes_a_draft_with_its_parts_and_submits_it(as_teacher, teacher):
    base = BaseFactory()
    actor, source = ActorFactory(base=base), SourceFactory(base=base)
    add = reverse("admin:history_fact_add")
    form = form_of(as_teacher.get(add)) | {
        "base": base.pk,
        "kind": "event",
        "type": "battle",
        "printed": "Battle of  Inchon",
        "titles": "ko: 인천 상륙 작전",
        "complete_roles": ["belligerent"],
        "tags": "war, landing, war",
        "dates-0-role": "when",
        "dates-0-date": "1950-09-15",
        "participations-0-actor": actor.pk,
        "participations-0-role": "belligerent",
        "citations-0-source": source.pk,
        "citations-0-locator": "p. 12",
    }
    response = as_teacher.post(add, {**form, "_submit": "x"}, follow=True)
    assert messages_of(response) == ["Saved and submitted for review."]
    fact = Fact.objects.get()
    assert fact.titles == {"en": "Battle of Inchon", "ko": "인천 상륙 작전"}
    assert (fact.key, fact.tags, fact.complete_roles) == (
        "battle-of-inchon",
        ["war", "landing"],
        ["belligerent"],
    )
    assert (fact.publication, fact.version) == (Publication.IN_REVIEW, 1)
    assert (fact.title_key, fact.earliest) == ("battle of inchon", fact.dates.get().date.earliest)
    assert (fact.participations.get().actor, fact.citations.get().locator) == (actor, "p. 12")
    version = Version.objects.get_for_object(fact).get()
    assert version.revision.user == teacher


def test_teacher_has_no_publish_button(as_teacher):
    fact = FactFactory(in_review=True, cited=True)
    assert b"_publish" not in as_teacher.get(page(fact)).content
    assert "publish_facts" not in str(as_teacher.get(listing(Fact)).context["action_form"])


def test_teacher_who_sends_the_publish_button_anyway_gets_403(as_teacher):
    fact = FactFactory(in_review=True, cited=True)
    assert press(as_teacher, fact, "_publish", statement="Changed.").status_code == 403
    fact.refresh_from_db()
    assert fact.publication == Publication.IN_REVIEW
    assert fact.statement != "Changed."


def test_teacher_reads_a_published_fact_and_cannot_change_it(as_teacher):
    fact = FactFactory(published=True, cited=True, titles={"en": "Event"}, complete_roles=["party"])
    response = as_teacher.get(page(fact))
    assert b'name="_save"' not in response.content
    assert b'<div class="readonly">Event</div>' in response.content
    assert as_teacher.post(page(fact), {"statement": "Changed."}).status_code == 403
    assert as_teacher.get(page(fact, "withdraw")).status_code == 403


def test_teacher_cannot_touch_a_position_of_a_published_fact(as_teacher):
    position = PositionFactory(fact__published=True)
    assert as_teacher.post(page(position), {"holds": "Changed."}).status_code == 403
    assert as_teacher.post(page(position, "delete"), {"post": "yes"}).status_code == 403


def test_teacher_cannot_add_a_position_to_a_published_fact(as_teacher):
    fact = FactFactory(published=True)
    add = reverse("admin:history_position_add")
    form = form_of(as_teacher.get(add)) | {"fact": fact.pk, "facet": "date", "holds": "No."}
    assert as_teacher.post(add, form).status_code == 403
    assert not Position.objects.exists()


def test_colleague_may_go_on_with_a_draft(as_colleague):
    fact = FactFactory()
    response = press(as_colleague, fact, statement="Better said.")
    fact.refresh_from_db()
    assert (response.status_code, fact.statement, fact.version) == (200, "Better said.", 2)


# What cannot be read is refused in one sentence, and nothing is lost


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"statement": ""}, "Say what happened: write a statement or a printed title."),
        (
            {"standing": "claimed"},
            "A claim or an opinion needs its claimant: choose one, or say in words whose it is.",
        ),
        (
            {"titles": "인천 상륙 작전"},
            "Each line begins with a language and a colon, as in “ko: 인천 상륙 작전”; "
            "“인천 상륙 작전” does not.",
        ),
        ({"titles": "ko: 하나\nko: 둘"}, "There are two titles in “ko”: keep one."),
        (
            {"printed": "One", "titles": "en: Two"},
            "The title in the collection&#x27;s own language stands in the field above.",
        ),
    ],
)
def test_fact_with_a_fault_is_refused(as_teacher, changes, sentence):
    fact = FactFactory()
    response = press(as_teacher, fact, note="Long remark.", **changes)
    assert response.content.decode().count(sentence) == 1
    assert b"Long remark." in response.content
    fact.refresh_from_db()
    assert fact.version == 1


def test_fact_with_a_date_that_nobody_can_read_is_refused(as_teacher):
    fact = FactFactory()
    FactDateFactory(fact=fact)
    response = press(as_teacher, fact, **{"dates-0-date": "next Tuesday"})
    assert b"next Tuesday" in response.content
    assert b"errorlist" in response.content


@pytest.mark.parametrize("nonsense", ["abc", "1.5", "99999999999999999999", "\x00", "٣"])
def test_fact_with_nonsense_for_a_row_number_is_refused(as_teacher, nonsense):
    fact = FactFactory()
    ParticipationFactory(fact=fact)
    sent = {"participations-0-actor": nonsense, "corroborates": [nonsense], "claimant": nonsense}
    response = press(as_teacher, fact, **sent)
    assert response.content.count(b"errorlist") >= 3
    fact.refresh_from_db()
    assert fact.version == 1


def test_fact_that_a_colleague_changed_meanwhile_is_not_overwritten(as_teacher, as_colleague):
    fact = FactFactory()
    form = form_of(as_teacher.get(page(fact)))
    press(as_colleague, fact, statement="The colleague's words.")
    response = as_teacher.post(page(fact), {**form, "statement": "My words."})
    assert "Somebody else changed this fact" in response.content.decode()
    assert b"My words." in response.content
    fact.refresh_from_db()
    assert fact.statement == "The colleague's words."


def test_source_authors_are_written_a_line_each(as_teacher):
    source = SourceFactory(authors=[{"family": "Kim", "given": "Il-sung", "suffix": "Jr"}])
    form = form_of(as_teacher.get(page(source)))
    assert form["authors"] == ["Kim, Il-sung"]
    as_teacher.post(page(source), form | {"publisher": "Somebody"})
    source.refresh_from_db()
    assert source.authors == [{"family": "Kim", "given": "Il-sung", "suffix": "Jr"}]
    as_teacher.post(page(source), form | {"authors": "=TASS\nLee, Ann"})
    source.refresh_from_db()
    assert source.authors == [{"literal": "TASS"}, {"family": "Lee", "given": "Ann"}]


def test_state_media_must_name_its_state(as_teacher):
    source = SourceFactory()
    response = as_teacher.post(page(source), form_of(as_teacher.get(page(source))) | {"kind": "state-media"})
    assert "State media speak for a state: say which." in response.content.decode()


def test_spelling_is_folded_by_its_form(as_teacher):
    actor = ActorFactory()
    form = form_of(as_teacher.get(page(actor))) | {
        "names-TOTAL_FORMS": 1,
        "names-0-text": "Kim Il-sung",
        "names-0-language": "und-Latn",
        "names-0-actor": actor.pk,
    }
    as_teacher.post(page(actor), form)
    assert ActorName.objects.get().folded == "kim il sung"
    refused = as_teacher.post(page(actor), form | {"names-0-text": "—"})
    assert "A name needs at least one letter or digit" in refused.content.decode()


def test_key_that_is_taken_is_refused_and_an_empty_one_is_made(as_teacher):
    actor = ActorFactory(key="kim", name="Kim")
    add = reverse("admin:history_actor_add")
    form = form_of(as_teacher.get(add)) | {"base": actor.base.pk, "name": "Kim", "kind": "person"}
    refused = as_teacher.post(add, {**form, "key": "kim"})
    assert "already has one with the key “kim”" in refused.content.decode()
    as_teacher.post(add, form)
    assert list(Actor.objects.values_list("key", flat=True).order_by("key")) == ["kim", "kim-2"]


# The page of a fact


def test_the_only_collection_is_filled_in(as_teacher):
    base = BaseFactory()
    add = reverse("admin:history_fact_add")
    assert form_of(as_teacher.get(add))["base"] == [str(base.pk)]
    BaseFactory()
    assert form_of(as_teacher.get(add)).get("base", [""]) == [""]


def test_types_in_use_are_offered(as_teacher):
    FactFactory(type="visit")
    FactFactory(type="summit")
    text = as_teacher.get(reverse("admin:history_fact_add")).content.decode()
    assert re.search(r'<input type="text" name="type"[^>]* list="id_type-words"', text)
    listed = text.partition('<datalist id="id_type-words">')[2].partition("</datalist>")[0]
    assert re.findall(r'value="(.*?)"', listed) == ["summit", "visit"]


def test_sections_stand_in_the_order_of_thinking_and_the_rest_is_folded(as_teacher):
    BaseFactory()
    text = as_teacher.get(reverse("admin:history_fact_add")).content.decode()
    ids = ["id_kind", "id_printed", "id_dates-0-date", "id_participations-0-actor", "id_complete_roles_0"]
    ids += ["id_fact_places-0-place", "id_citations-0-source", "id_standing", "positions-group"]
    places = [text.index(f'id="{each}"') for each in ids]
    assert places == sorted(places)
    folded = "".join(re.findall(r"<details>.*?</details>", text, re.DOTALL))
    for name in ("titles", "about", "base", "key", "tags", "rank", "note"):
        assert f'id="id_{name}"' in folded
    for name in ("wordings", "exclusions", "errata"):
        assert f'id="{name}-heading"' in folded


def test_no_section_of_the_page_is_lost(as_superuser):
    fact = FactFactory(cited=True)
    context = as_superuser.get(page(fact)).context
    shown = [section.get("fieldset") or section["formset"] for section in context["layout"]]
    assert len(shown) == len(list(context["adminform"])) + len(context["inline_admin_formsets"])


def test_roles_of_dates_are_explained(as_teacher):
    text = as_teacher.get(reverse("admin:history_fact_add")).content.decode()
    assert '<optgroup label="An agreement, a law, a resolution">' in text
    assert '<option value="in_force">took effect</option>' in text
    assert "An agreement was signed, a resolution adopted" in text


# A disagreement


def contested_in_one_page(client, add: str, **changes):
    """Fill in a fact and both its sides, each with its source, and press the button once."""
    sources = [SourceFactory(base=Base.objects.get(), title=title) for title in ("Register", "Annals")]
    form = form_of(client.get(add)) | {
        "kind": "event",
        "type": "meeting",
        "printed": "Gromyko and Nam Il met about timber",
        "standing": "contested",
        "dates-0-role": "when",
        "dates-0-date": "1956-05-02",
        "positions-TOTAL_FORMS": 2,
    }
    for number, (source, value) in enumerate(zip(sources, ("1956-05-02", "1956-05-03"), strict=True)):
        side = f"positions-{number}"
        form |= {f"{side}-facet": "date", f"{side}-value": value, f"{side}-source": source.pk}
        form[f"{side}-locator"] = "p. 7"
    return client.post(add, {**form, **changes, "_publish": "x"}, follow=True)


def test_a_contested_date_is_entered_on_one_page(as_publisher):
    BaseFactory()
    response = contested_in_one_page(as_publisher, reverse("admin:history_fact_add"))
    assert messages_of(response)[0] == "Saved and published."
    fact = Fact.objects.get()
    assert fact.publication == Publication.PUBLISHED
    assert [
        (position.value, [str(citation) for citation in position.citations.all()])
        for position in fact.positions.all()
    ] == [("1956-05-02", ["Register, p. 7"]), ("1956-05-03", ["Annals, p. 7"])]
    assert [str(citation) for citation in fact.citations.all()] == ["Register, p. 7", "Annals, p. 7"]
    assert "Register, p. 7" in response.content.decode()


def test_sides_that_a_contested_fact_lacks_stand_ready(as_teacher):
    fact = FactFactory(contested=True)
    assert form_of(as_teacher.get(page(fact)))["positions-TOTAL_FORMS"] == ["2"]
    PositionFactory(fact=fact)
    assert form_of(as_teacher.get(page(fact)))["positions-TOTAL_FORMS"] == ["2"]
    press(as_teacher, fact, statement="Better said.")
    assert fact.positions.count() == 1  # what was left empty is no side


def test_a_source_that_the_fact_cites_already_is_not_cited_twice(as_teacher):
    fact = FactFactory(cited=True)
    source = fact.citations.get().source
    side = {"positions-TOTAL_FORMS": 1, "positions-0-value": "1956", "positions-0-source": source.pk}
    press(as_teacher, fact, **side, **{"positions-0-fact": fact.pk, "positions-0-facet": "date"})
    assert (fact.citations.count(), fact.positions.get().citations.get().source) == (1, source)


def test_pressing_save_again_cites_nothing_again(as_teacher):
    position = PositionFactory(value="1956", facet="date")
    CitationFactory(position=position, source__base=position.fact.base)
    press(as_teacher, position.fact, statement="Better said.")
    assert position.citations.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"positions-0-value": "soon"}, "“soon” is no word of a date that can be read here"),
        ({"positions-0-value": ""}, "Say what this side holds: a value, such as a date, or a sentence."),
        ({"positions-0-source": ""}, "Choose the source of which this is the place."),
        ({"positions-0-source": "9" * 20}, "Select a valid choice."),
    ],
)
def test_a_side_with_a_fault_is_refused_and_nothing_is_lost(as_publisher, changes, sentence):
    BaseFactory()
    response = contested_in_one_page(as_publisher, reverse("admin:history_fact_add"), **changes)
    text = response.content.decode()
    assert sentence in text
    assert "1956-05-03" in text
    assert not Fact.objects.exists()


def test_a_value_that_an_import_brought_stays_as_it_is(as_teacher):
    position = PositionFactory(value="some time in 1956", facet="date")
    press(as_teacher, position.fact, **{"positions-0-holds": "So it says."})
    position.refresh_from_db()
    assert (position.value, position.holds) == ("some time in 1956", "So it says.")


def test_a_position_without_a_source_says_what_is_missing(as_teacher):
    position = PositionFactory()
    assert "No source yet: choose it above." in as_teacher.get(page(position.fact)).content.decode()
    CitationFactory(position=position, source__base=position.fact.base)
    text = as_teacher.get(page(position.fact)).content.decode().partition('id="positions-1"')[0]
    assert "No source yet" not in text
    assert "Another source" in text


@pytest.mark.parametrize("deed", ["change", "delete"])
def test_from_a_position_one_comes_back_to_its_fact(as_teacher, deed):
    position = PositionFactory()
    form = form_of(as_teacher.get(page(position))) if deed == "change" else {"post": "yes"}
    response = as_teacher.post(page(position, deed), form)
    assert (response.status_code, response["Location"]) == (302, f"{page(position.fact)}#positions-group")


def test_a_new_position_leads_to_its_fact(as_teacher):
    fact = FactFactory()
    add = reverse("admin:history_position_add")
    form = form_of(as_teacher.get(add)) | {"fact": fact.pk, "facet": "date", "holds": "No."}
    assert as_teacher.post(add, form)["Location"] == f"{page(fact)}#positions-group"


def test_sides_of_a_published_fact_are_read_without_fields(as_teacher):
    fact = PositionFactory(fact__published=True, holds="It was later.").fact
    text = as_teacher.get(page(fact)).content.decode()
    assert "It was later." in text
    assert "positions-0-source" not in text


# A publisher decides


def test_publisher_publishes(as_publisher):
    fact = FactFactory(in_review=True, cited=True)
    response = press(as_publisher, fact, "_publish")
    assert messages_of(response)[0] == "Saved and published."
    fact.refresh_from_db()
    assert fact.publication == Publication.PUBLISHED


def test_publisher_is_reminded_of_the_state_behind_an_official_text(as_publisher):
    fact = FactFactory(in_review=True)
    source = SourceFactory(base=fact.base, kind="treaty-text", state=None, title="Treaty series")
    CitationFactory(fact=fact, source=source)
    reminder = (
        "No state is entered for “Treaty series”. If a state issued it, enter it: until then it counts as "
        "independent."
    )
    assert reminder in messages_of(press(as_publisher, fact, "_publish"))
    fact.refresh_from_db()
    assert fact.publication == Publication.PUBLISHED


def test_publisher_is_refused_with_every_reason(as_publisher):
    fact = FactFactory(in_review=True, contested=True)
    response = press(as_publisher, fact, "_publish")
    assert messages_of(response) == [
        "Saved, but not published:",
        'It has no citation: add the source that says so. <a href="#citations-group">Add a citation</a>',
        "It is marked as contested: add at least two positions, each with its own citation. "
        '<a href="#positions-group">Add or cite positions</a>',
    ]
    fact.refresh_from_db()
    assert fact.publication == Publication.IN_REVIEW
    text = response.content.decode()
    for section in ("citations-group", "positions-group"):
        assert f'id="{section}"' in text
        assert text.count(f'href="#{section}"') == 2  # in the message, and beside where the fact is


def test_publisher_who_strikes_the_citation_is_told_that_it_went_back(as_publisher):
    fact = FactFactory(published=True, cited=True)
    response = press(as_publisher, fact, **{"citations-0-DELETE": "on"})
    assert messages_of(response)[:2] == [
        "1 published fact(s) went back to review because of this change, and their questions with them.",
        "It has no citation: add the source that says so.",
    ]
    fact.refresh_from_db()
    assert fact.publication == Publication.IN_REVIEW


def test_publisher_withdraws_with_a_reason(as_publisher):
    fact = FactFactory(published=True, cited=True)
    assert page(fact, "withdraw") in as_publisher.get(page(fact)).content.decode()
    without = as_publisher.post(page(fact, "withdraw"), {"reason": " "})
    assert "Say why it is withdrawn" in without.content.decode()
    response = as_publisher.post(page(fact, "withdraw"), {"reason": "Retracted."}, follow=True)
    assert messages_of(response) == ["Withdrawn."]
    fact.refresh_from_db()
    assert fact.publication == Publication.WITHDRAWN


def test_actions_go_fact_by_fact_each_with_its_own_revision(as_publisher):
    good, bad = FactFactory(cited=True), FactFactory()
    response = act(as_publisher, "publish_facts", good, bad)
    assert messages_of(response)[:2] == [
        f"“{bad}” was not published: It has no citation: add the source that says so.",
        "1 fact published.",
    ]
    assert act(as_publisher, "submit_facts", bad).status_code == 200
    revisions = {Version.objects.get_for_object(fact).get().revision_id for fact in (good, bad)}
    assert len(revisions) == 2
    assert set(Fact.objects.values_list("publication", flat=True)) == {"published", "in_review"}


def test_withdraw_action_asks_for_one_reason(as_publisher):
    rows = FactFactory.create_batch(2, published=True)
    asked = act(as_publisher, "withdraw_facts", *rows)
    assert b'name="reason"' in asked.content
    response = act(as_publisher, "withdraw_facts", *rows, reason="The base is obsolete.")
    assert messages_of(response) == ["2 facts withdrawn."]


def test_teacher_who_sends_the_publish_action_changes_nothing(as_teacher):
    fact = FactFactory(cited=True)
    act(as_teacher, "publish_facts", fact)
    act(as_teacher, "withdraw_facts", fact, reason="Why not")
    fact.refresh_from_db()
    assert fact.publication == Publication.DRAFT


def test_only_what_may_be_deleted_has_the_button(as_publisher):
    published, draft = FactFactory(published=True, cited=True), FactFactory()
    assert b"deletelink" not in as_publisher.get(page(published)).content
    assert b"deletelink" in as_publisher.get(page(draft)).content


def test_published_fact_is_not_deleted(as_publisher):
    fact = FactFactory(published=True)
    response = as_publisher.post(page(fact, "delete"), {"post": "yes"}, follow=True)
    assert messages_of(response) == [
        "A published fact is not deleted: withdraw it instead, so that what students were shown stays on "
        "record."
    ]
    assert Fact.objects.get() == fact


def test_draft_is_deleted_and_facts_have_no_bulk_delete(as_publisher):
    fact = FactFactory(cited=True)
    assert "delete_selected" not in str(as_publisher.get(listing(Fact)).context["action_form"])
    as_publisher.post(page(fact, "delete"), {"post": "yes"})
    assert not Fact.objects.exists()


def test_bulk_delete_of_sources_keeps_those_in_use(as_publisher):
    used, loose = FactFactory(cited=True).citations.get().source, SourceFactory()
    act(as_publisher, "delete_selected", loose, post="yes")
    assert Source.objects.get() == used
    act(as_publisher, "delete_selected", used, post="yes")
    assert Source.objects.get() == used


def test_source_that_becomes_weak_is_said_to_send_facts_back(as_publisher):
    fact = FactFactory(published=True, cited=True)
    source = fact.citations.get().source
    response = as_publisher.post(
        page(source), form_of(as_publisher.get(page(source))) | {"kind": "other"}, follow=True
    )
    assert messages_of(response)[0].startswith("1 published fact(s) went back to review")
    fact.refresh_from_db()
    assert fact.publication == Publication.IN_REVIEW


# History


def test_history_says_what_was_done_and_not_what_was_refused(as_publisher):
    fact = FactFactory(statement="As it was first.")
    press(as_publisher, fact, "_publish", statement="As it is now.")
    source = SourceFactory(base=fact.base, independent=True)
    citation = {"citations-TOTAL_FORMS": 1, "citations-0-source": source.pk, "citations-0-fact": fact.pk}
    press(as_publisher, fact, "_publish", **citation, **{"citations-0-stance": "supports"})
    comments = [version.revision.comment for version in Version.objects.get_for_object(fact)]
    assert comments[0].startswith("Added citation")
    assert comments[0].endswith(" Published.")
    assert "Published" not in comments[1]


def earliest_version(fact: Fact) -> str:
    version = Version.objects.get_for_object(fact).last()
    return reverse("admin:history_fact_revision", args=[fact.pk, version.pk])


def test_revert_brings_back_words_and_parts_but_not_the_publication(as_publisher):
    fact = FactFactory(cited=True, statement="As it was first.")
    FactDateFactory(fact=fact, date="1950-06-25")
    press(as_publisher, fact)
    press(as_publisher, fact, statement="As it is now.", **{"dates-0-date": "1950-06-26"})
    press(as_publisher, fact, "_publish")
    fact.refresh_from_db()
    before = fact.version
    address = earliest_version(fact)
    form = form_of(as_publisher.get(address))
    assert form["statement"] == ["As it was first."]
    fact.refresh_from_db()
    assert fact.statement == "As it is now."
    as_publisher.post(address, form)
    fact.refresh_from_db()
    assert (fact.statement, str(fact.dates.get().date)) == ("As it was first.", "1950-06-25")
    assert (fact.publication, fact.version) == (Publication.PUBLISHED, before + 1)
    assert fact.earliest == fact.dates.get().date.earliest


def test_revert_of_a_published_fact_is_not_for_teachers(as_teacher, as_publisher):
    fact = FactFactory(cited=True)
    press(as_teacher, fact)
    press(as_publisher, fact, "_publish")
    assert as_teacher.get(earliest_version(fact)).status_code == 403
    assert as_teacher.post(earliest_version(fact), {}).status_code == 403


def test_deleted_draft_is_recovered_as_a_draft(as_publisher):
    fact = FactFactory(in_review=True, cited=True, statement="Do not lose me.")
    press(as_publisher, fact)
    pk = fact.pk
    as_publisher.post(page(fact, "delete"), {"post": "yes"})
    version = Version.objects.get_deleted(Fact).get()
    address = reverse("admin:history_fact_recover", args=[version.pk])
    as_publisher.post(address, form_of(as_publisher.get(address)))
    found = Fact.objects.get(pk=pk)
    assert (found.statement, found.publication) == ("Do not lose me.", Publication.DRAFT)
    assert found.citations.count() == 1


# Who is let in


def withdrawn_after_publishing(client) -> tuple[Fact, str]:
    """A fact that was published and withdrawn, and the number of its version as published."""
    fact = FactFactory(cited=True, statement="What was believed then")
    press(client, fact, "_publish")
    version = str(Version.objects.get_for_object(fact)[0].pk)
    client.post(page(fact, "withdraw"), {"reason": "The source was forged."})
    fact.refresh_from_db()
    assert fact.publication == Publication.WITHDRAWN
    return fact, version


def test_version_of_a_fact_is_not_brought_back_from_the_page_of_a_place(as_teacher, as_publisher):
    fact, version = withdrawn_after_publishing(as_publisher)
    place = factories.PlaceFactory(pk=fact.pk)
    form = form_of(as_teacher.get(page(place))) | {"_save": "x"}
    for view, args in (("recover", [version]), ("revision", [place.pk, version])):
        assert as_teacher.post(reverse(f"admin:history_place_{view}", args=args), form).status_code == 404
        fact.refresh_from_db()
        assert fact.publication == Publication.WITHDRAWN


def test_fact_that_was_not_deleted_is_not_recovered(as_teacher, as_publisher):
    fact = FactFactory(cited=True, statement="First words")
    press(as_publisher, fact)
    version = Version.objects.get_for_object(fact)[0]
    press(as_publisher, fact, "_publish", statement="Second words")
    address = reverse("admin:history_fact_recover", args=[version.pk])
    form = form_of(as_publisher.get(page(fact))) | {"_save": "x"}
    assert as_teacher.post(address, form).status_code == 404
    fact.refresh_from_db()
    assert (fact.publication, fact.statement) == (Publication.PUBLISHED, "Second words")


@pytest.mark.parametrize("view", ["recover", "revision"])
def test_position_goes_back_with_its_fact_alone(as_publisher, publisher, view):
    fact = FactFactory(cited=True, statement="What was believed then")
    position = PositionFactory(fact=fact)
    press(as_publisher, fact, "_publish")
    version = Version.objects.get_for_object(position)[0]
    as_publisher.post(page(fact, "withdraw"), {"reason": "The source was forged."})
    args = [version.pk] if view == "recover" else [position.pk, version.pk]
    form = form_of(as_publisher.get(page(position))) | {"_save": "x"}
    answer = as_publisher.post(reverse(f"admin:history_position_{view}", args=args), form, follow=True)
    assert messages_of(answer)[-1] == WITH_ITS_FACT
    fact.refresh_from_db()
    assert fact.publication == Publication.WITHDRAWN


def test_number_of_a_version_that_is_too_long_is_not_found(as_teacher):
    assert as_teacher.get(f"/admin/history/fact/recover/{'9' * 5000}/").status_code == 404


def test_student_and_visitor_get_no_admin(as_student, visitor):
    sent = [client.get(listing(Fact)).headers.get("Location") for client in (as_student, visitor)]
    assert sent == [
        "/admin/login/?next=/admin/history/fact/",
        "/accounts/login/?next=/admin/history/fact/",
    ]


@pytest.mark.parametrize("model", sorted(READ_ONLY, key=lambda model: model._meta.label))
def test_what_answering_makes_is_only_read(as_superuser, model):
    row = FACTORIES[model]()
    assert as_superuser.get(reverse(f"admin:quizzes_{model._meta.model_name}_add")).status_code == 403
    assert as_superuser.post(page(row), {}).status_code == 403
    assert as_superuser.post(page(row, "delete"), {"post": "yes"}).status_code == 403


def test_student_is_not_deleted_in_the_admin(as_superuser):
    row = ReviewFactory().card.student
    assert as_superuser.post(page(row, "delete"), {"post": "yes"}).status_code == 403


def test_name_of_a_student_leads_to_the_account_only_who_may_open_it(as_teacher, as_superuser, student):
    account = reverse("admin:auth_user_change", args=[student.user_id])
    seen = as_teacher.get(page(student)).content.decode()
    assert (account in seen, str(student.user) in seen) == (False, True)
    assert account in as_superuser.get(page(student)).content.decode()


def test_teacher_sees_the_bank_and_the_pupils_but_no_answers(as_teacher):
    for model in (BankQuestion, Student):
        assert as_teacher.get(listing(model)).status_code == 200
    for model in (Card, Review):
        assert as_teacher.get(listing(model)).status_code == 403


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
