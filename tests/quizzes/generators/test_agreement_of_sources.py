"""Do these sources agree? True or false, only where both could be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from history.dates import parse
from history.facts import Citation, Fact, Position, Source, SourceKind
from quizzes.making import judge
from quizzes.proof import prove
from quizzes.questions import Mode, Option, Question, Withheld, deal
from tests.quizzes.worldlet import ARDENIA, BELMARK, agreement, base_of

TITLES = ("Almanac of Courts", "Consolidated Series", "Hertzog’s Register", "Rivière, Recueil")
SOURCES = tuple(
    Source(pk=50 + n, key=f"s{n}", title=title, publisher="", kind=SourceKind.ACADEMIC, origin=title)
    for n, title in enumerate(TITLES)
)
CITED = tuple(Citation(source=source) for source in SOURCES)
ASK = "“Agreement on Fisheries”. Which of its sources agree on when it was signed?"


def said(*dates: str | None, role: str = "signed") -> tuple[Position, ...]:
    """What each source says in turn; None where it says nothing."""
    values = dict.fromkeys(date for date in dates if date)
    return tuple(
        Position(
            facet="date",
            role=role,
            holds="",
            value=value,
            date=parse(value),
            citations=tuple(c for c, date in zip(CITED, dates, strict=False) if date == value),
        )
        for value in values
    )


def fact(*dates: str | None, **fields: object) -> Fact:
    given: dict = {"citations": CITED, "positions": said(*dates), **fields}
    return agreement(1, "Agreement on Fisheries", "1904-05-04", [ARDENIA, BELMARK], **given)


def of(found: Fact, *others: Fact) -> list[Question | Withheld]:
    facets = judge(found, base_of(found, *others))
    return [each for each in facets if each.facet.startswith("sources")]


def pairs(options: tuple[Option, ...]) -> list[list[int]]:
    return [option.value["sources"] for option in options]


def test_pairs_that_agree_are_right_and_those_that_differ_wrong() -> None:
    (asked,) = of(fact("1904-05-04", "1904-05-04", "1905-05-04", "1904"))
    assert isinstance(asked, Question)
    assert (asked.stem, asked.mode, asked.facet) == (ASK, Mode.TRUEFALSE, "sources:signed")
    assert pairs(asked.key) == [[0, 1]]
    assert pairs(asked.pool) == [[0, 2], [1, 2], [2, 3]], "of 1904 and a day of it nobody can say either"
    assert asked.key[0].text == "“Almanac of Courts” and “Consolidated Series”"
    assert asked.key[0].note == "Both say 4 May 1904."
    assert asked.pool[0].note == "“Almanac of Courts” says 4 May 1904, “Hertzog’s Register” 4 May 1905."


def test_half_of_what_is_proposed_is_true() -> None:
    (asked,) = of(fact("1904-05-04", "1904-05-04", "1905-05-04"))
    assert isinstance(asked, Question)
    hands = [
        deal(asked.key, asked.pool, ordered=False, seed=str(seed), mode=Mode.TRUEFALSE)
        for seed in range(1000)
    ]
    true = [hand for hand in hands if hand.right == (0,)]
    assert 420 < len(true) < 580
    assert {hand.proposed.text for hand in true if hand.proposed} == texts(asked.key)
    assert {hand.proposed.text for hand in hands if hand.proposed and hand.instead} == texts(asked.pool)


def texts(options: tuple[Option, ...]) -> set[str]:
    return {option.text for option in options}


@pytest.mark.parametrize(
    "dates",
    [
        ("1904-05-04", "1905-05-04"),
        ("1904-05-04", "1904-05-04"),
        ("1904-05-04", "1904-05-04", "1904"),
        ("1904-05-04", "1905-05-04", "1906"),
        ("1904-05-04", "1904-05-04", "1904-05-05~"),
    ],
)
def test_where_true_or_false_could_be_told_unread_it_is_withheld(dates: tuple[str, ...]) -> None:
    (found,) = of(fact(*dates))
    assert isinstance(found, Withheld)
    assert found.reason.startswith("Its sources do not both agree and differ")


def test_one_source_alone_is_not_asked_about() -> None:
    assert of(fact("1904-05-04")) == []
    assert of(fact()) == []


def test_source_that_says_two_things_is_left_out() -> None:
    both = (*said("1904-05-04", "1904-05-04", "1905-05-04"), *said("1906-05-04"))
    (found,) = of(fact(positions=both))
    assert isinstance(found, Withheld)


def test_each_role_is_asked_of_its_own() -> None:
    positions = (
        *said("1904-05-04", "1904-05-04", "1905-05-04"),
        *said("1906", "1907", "1907", role="in_force"),
    )
    signed, in_force = of(fact(positions=positions))
    assert isinstance(in_force, Question)
    assert in_force.stem.endswith("agree on when it entered into force?")
    assert pairs(in_force.key) == [[1, 2]]
    assert isinstance(signed, Question)


def test_proof_refuses_what_is_not_so() -> None:
    found = fact("1904-05-04", "1904-05-04", "1905-05-04")
    (asked,) = of(found)
    assert isinstance(asked, Question)
    for indices in ([0, 2], [0, 0], [0, 9], [0]):
        wrong = replace(asked, key=(replace(asked.key[0], value={"sources": indices}),))
        assert isinstance(prove(wrong, base_of(found)), Withheld), indices


def test_source_that_speaks_of_a_namesake_too_is_not_told() -> None:
    """The stem could mean either, unless who took part tells them apart."""
    found = fact("1904-05-04", "1904-05-04", "1905-05-04")
    twin = replace(found, pk=2, key="f2", positions=said("1907-05-04", None, None))
    (outcome,) = of(found, twin)
    assert isinstance(outcome, Withheld)
