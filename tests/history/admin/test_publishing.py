"""A publisher decides, and what was done can be looked up and taken back."""

from __future__ import annotations

import pytest
from django.urls import reverse
from reversion.models import Version

from history.facts import Publication
from history.models import Fact, Source
from tests.factories import (
    CitationFactory,
    FactDateFactory,
    FactFactory,
    SourceFactory,
)
from tests.history.admin.pages import act, form_of, listing, messages_of, page, press

pytestmark = pytest.mark.django_db


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
        "1 published fact went back to review because of this change, and its questions with it.",
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
    assert messages_of(response)[0].startswith("1 published fact went back to review")
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
