"""What a verdict says: whose claim it is, called as the question calls it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from history.dates import parse
from history.facts import Citation, Fact, Position, Source, SourceKind, Standing
from quizzes.explaining import evidence_of
from quizzes.generators import attribution, dates
from quizzes.questions import Question, Withheld
from tests.quizzes import worldlet as w

pytestmark = pytest.mark.pure


def source(pk: int, title: str, publisher: str) -> Citation:
    return Citation(
        source=Source(
            pk=pk, key=f"s{pk}", title=title, publisher=publisher, kind=SourceKind.ACADEMIC, origin=f"o{pk}"
        )
    )


REGISTER, SERIES = source(1, "Register", "The Press"), source(2, "Series", "An Agency")


def says(citation: Citation, text: str) -> Position:
    return Position(
        facet="date", role="signed", holds="", value=text, date=parse(text), citations=(citation,)
    )


CONTESTED = w.agreement(
    1,
    "Treaty of Arden",
    "1900-01-05",
    [w.ARDENIA],
    citations=(REGISTER, SERIES),
    positions=(says(REGISTER, "1900-01-05"), says(SERIES, "1901-02-07")),
    standing=Standing.CONTESTED,
)


def proposed(generator, fact: Fact) -> list[Question]:
    [found] = [each for each in generator.generate(fact, w.base_of(fact)) if not isinstance(each, Withheld)]
    return list(found)


def test_stem_and_verdict_call_the_voice_alike():
    for question in proposed(dates, CONTESTED):
        told = evidence_of(question, [])
        assert question.stem.startswith(question.attribution)
        assert told["claim"] == question.attribution
        assert told["sentence"].startswith(f"{question.attribution}: ")


def test_a_voice_is_told_with_the_date_that_it_gives():
    told = {
        question.attribution: evidence_of(question, [])["sentence"] for question in proposed(dates, CONTESTED)
    }
    assert told == {
        "According to Register": "According to Register: Treaty of Arden (5 January 1900).",
        "According to Series": "According to Series: Treaty of Arden (7 February 1901).",
    }


def test_a_sentence_that_prints_one_date_is_not_put_in_the_mouth_of_another():
    fact = replace(CONTESTED, statement="They met in Arden on 5 January 1900.", title="")
    question = next(each for each in proposed(dates, CONTESTED) if each.attribution.endswith("Series"))
    told = evidence_of(replace(question, fact=fact), [])
    assert told["sentence"] == "According to Series, it was on 7 February 1901."


def test_which_source_says_so_is_told_in_its_voice():
    fact = replace(CONTESTED, citations=(REGISTER, SERIES))
    told = {question.key[0].text: evidence_of(question, []) for question in proposed(attribution, fact)}
    assert {name: each["claim"] for name, each in told.items()} == {
        "Register": "According to Register",
        "Series": "According to Series",
    }
    assert told["Series"]["sentence"] == "According to Series: Treaty of Arden (7 February 1901)."


def test_a_fact_that_nobody_contests_keeps_its_own_date():
    fact = w.agreement(2, "Treaty of Belgate", "1905-03-04", [w.ARDENIA])
    told = evidence_of(proposed(dates, fact)[0], [])
    assert (told["claim"], told["sentence"]) == ("", "Treaty of Belgate (4 March 1905).")
