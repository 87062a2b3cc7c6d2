"""A contested fact, entered on one page with both its sides."""

from __future__ import annotations

import pytest
from django.urls import reverse

from history.facts import Publication
from history.models import Base, Fact
from tests.factories import (
    BaseFactory,
    CitationFactory,
    FactFactory,
    PositionFactory,
    SourceFactory,
)
from tests.history.admin.pages import form_of, messages_of, page, press

pytestmark = pytest.mark.django_db


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
