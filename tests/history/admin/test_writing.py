"""A teacher writes a fact, and what cannot be read is refused."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from reversion.models import Version

from history.facts import Publication
from history.models import Actor, ActorName, Fact, Position
from tests.factories import (
    ActorFactory,
    BaseFactory,
    FactDateFactory,
    FactFactory,
    ParticipationFactory,
    PositionFactory,
    SourceFactory,
)
from tests.history.admin.pages import form_of, listing, messages_of, page, press

pytestmark = pytest.mark.django_db


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
