"""Which source says so, and whose claim it is: what is proposed, and why nothing is."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from history.dates import parse
from history.facts import Agreement, Citation, Fact, Position, Source, SourceKind, Standing
from quizzes.generators import attribution
from quizzes.proof import attribution as proof
from quizzes.questions import Question, Withheld
from tests.quizzes import worldlet as w

pytestmark = pytest.mark.pure


def source(pk: int, title: str, **fields: object) -> Citation:
    given: dict = {"publisher": "", "kind": SourceKind.UNSTATED, "origin": "a base"}
    return Citation(source=Source(pk=pk, key=f"s{pk}", title=title, **{**given, **fields}))


REGISTER, SERIES, ALMANAC = source(1, "Register"), source(2, "Series"), source(3, "Almanac")


def says(citation: Citation, text: str) -> Position:
    return Position(
        facet="date", role="signed", holds="", value=text, date=parse(text), citations=(citation,)
    )


def contested(*positions: Position, pk: int = 1, **fields: object) -> Fact:
    cited = tuple({c.source.pk: c for position in positions for c in position.citations}.values())
    given: dict = {"citations": cited, "positions": positions, "standing": Standing.CONTESTED}
    return w.agreement(pk, "Treaty of Arden", "1900-01-05", [w.ARDENIA], **{**given, **fields})


THREE = contested(says(REGISTER, "1900-01-05"), says(SERIES, "1901"), says(ALMANAC, "1902-03"))


def ways(fact: Fact, *others: Fact) -> tuple[Question, ...]:
    [proposal] = attribution.generate(fact, w.base_of(fact, *others))
    assert not isinstance(proposal, Withheld), proposal.reason
    return proposal


def reason(fact: Fact, *others: Fact) -> str:
    [proposal] = attribution.generate(fact, w.base_of(fact, *others))
    assert isinstance(proposal, Withheld)
    return proposal.reason


def test_sources_that_contradict_one_another_are_the_options() -> None:
    [question] = [each for each in ways(THREE) if each.given.value == "1900-01-05" and not each.given.actors]
    assert question.stem == "“Treaty of Arden”. Which source says that it was signed on 5 January 1900?"
    assert [option.text for option in question.key] == ["Register"]
    assert {option.text: option.value for option in question.pool} == {
        "Series": {"source": 1},
        "Almanac": {"source": 2},
    }


def test_any_source_is_asked_for_as_often_as_any_other() -> None:
    facts = [contested(says(REGISTER, "1900"), says(SERIES, "1901"), pk=pk) for pk in range(1, 201)]
    asked = Counter(ways(fact)[0].key[0].text for fact in facts)
    assert 80 < asked["Register"] < 120
    assert asked.total() == 200


def test_two_sources_are_enough_if_there_are_only_two() -> None:
    question = ways(contested(says(REGISTER, "1900"), says(SERIES, "1901")))[0]
    assert len(question.pool) == 1
    assert proof.fewest(question) == 1


def test_a_source_that_only_says_it_less_exactly_is_no_option() -> None:
    fact = contested(says(REGISTER, "1900-01-05"), says(SERIES, "1900"), says(ALMANAC, "1902"))
    by_value = {q.given.value: {option.text for option in (*q.key, *q.pool)} for q in ways(fact)}
    assert by_value == {
        "1902": {"Register", "Series", "Almanac"},
        "1900-01-05": {"Register", "Almanac"},
        "1900": {"Series", "Almanac"},
    }


def test_a_source_that_gives_two_values_is_no_option() -> None:
    fact = contested(
        says(REGISTER, "1900"), says(REGISTER, "1901"), says(SERIES, "1902"), says(ALMANAC, "1903")
    )
    offered = {option.text for question in ways(fact) for option in (*question.key, *question.pool)}
    assert "Register" not in offered


def test_a_year_in_the_title_of_a_source_does_not_tell() -> None:
    yearbook = source(4, "Yearbook (1901)")
    question = ways(contested(says(REGISTER, "1900"), says(yearbook, "1901"), says(ALMANAC, "1902")))[0]
    assert {option.text for option in (*question.key, *question.pool)} == {"Register", "Yearbook", "Almanac"}


def test_a_year_in_the_title_of_the_fact_takes_no_side() -> None:
    fact = replace(THREE, title="Treaty of Arden, 1901")
    assert ways(fact)[0].stem.startswith("“Treaty of Arden, …”")


def test_a_title_that_names_a_source_is_not_asked() -> None:
    fact = replace(THREE, title="Treaty of the Register")
    assert reason(fact).startswith("Its sides name no sources")


def test_namesakes_are_told_apart_by_who_and_where() -> None:
    fact = replace(THREE, places=(w.PLACES[1],))
    other = contested(says(REGISTER, "1900-01-05"), says(SERIES, "1899"), pk=2)
    stems = [question.stem for question in ways(fact, other)]
    assert any("(Ardenia)." in stem for stem in stems)
    assert any("(Ardenia; Belgate)." in stem for stem in stems)


def test_repeated_values_are_no_disagreement() -> None:
    fact = contested(says(REGISTER, "1900"), says(SERIES, "1900-01-05"), standing=Standing.ESTABLISHED)
    assert list(attribution.generate(fact, w.base_of(fact))) == []


def test_an_established_fact_is_not_asked_for_its_voice() -> None:
    fact = w.event(1, "A bridge fell.", "1900")
    assert list(attribution.generate(fact, w.base_of(fact))) == []


def claim(pk: int, claimant: w.Actor, text: str, **fields: object) -> Fact:
    return w.event(pk, text, "1950", claimant=claimant, standing=Standing.CLAIMED, **fields)


OWN = claim(1, w.ALDER, "Mara Alder said that the bridge fell.")
OTHERS = (claim(2, w.BORG, "Piet Borg said so."), claim(3, w.CALVO, "Ines Calvo said that trade grew."))


def test_the_claimants_of_other_claims_are_offered() -> None:
    question = ways(OWN, *OTHERS)[0]
    assert question.stem == "“The bridge fell.” Whose claim is this?"
    assert question.key[0].value == {"entity": w.ALDER.pk}
    assert {option.value["entity"] for option in question.pool} == {w.BORG.pk, w.CALVO.pk}


def test_praise_is_asked_as_an_opinion() -> None:
    fact = replace(OWN, statement="Mara Alder calls it a wonder.", standing=Standing.CHARACTERISATION)
    assert ways(fact, *OTHERS)[0].stem == "“… calls it a wonder.” Whose opinion is this?"


def test_the_dead_and_those_who_hold_the_same_are_not_offered() -> None:
    holds = Position(facet="statement", holds="It fell.", held_by=("Piet Borg",))
    dead = w.person(41, "Old Soul", end=parse("1930"))
    others = (
        *OTHERS,
        claim(4, dead, "Old Soul said little.", dates=w.dated(when="1920")),
        claim(5, w.DAUB, "Emil Daub said no."),
    )
    offered = {o.value["entity"] for o in ways(replace(OWN, positions=(holds,)), *others)[0].pool}
    assert offered == {w.CALVO.pk, w.DAUB.pk}


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("The article calls the bridge a wonder.", "“The article”"),
        ("Mara Alder said tolls might be agreed on the trip.", "“the trip”"),
        ("Mara Alder said that treaty opened the bridge.", "“that treaty”"),
    ],
)
def test_a_claim_that_points_elsewhere_is_not_asked(said: str, wanted: str) -> None:
    fact = replace(OWN, statement=said)
    assert reason(fact, *OTHERS) == f"The sentence says {wanted} without saying which."


def test_a_treaty_that_the_claim_points_to_is_named() -> None:
    treaty = Agreement(pk=1, key="t", kind="treaty", title="Treaty of Arden")
    fact = replace(OWN, statement="Mara Alder said that treaty opened the bridge.", agreement=treaty)
    stem = "“That treaty (Treaty of Arden) opened the bridge.” Whose claim is this?"
    assert ways(fact, *OTHERS)[0].stem == stem


def test_only_people_are_offered_beside_a_person() -> None:
    others = (*OTHERS, claim(4, w.ARDENIA, "Ardenia said no."))
    assert w.ARDENIA.pk not in {o.value["entity"] for o in ways(OWN, *others)[0].pool}


def test_a_nameless_voice_is_withheld() -> None:
    fact = w.event(1, "A bridge fell.", "1950", standing=Standing.CLAIMED, attribution="An old chronicle")
    assert "no actor of the base" in reason(fact)


def test_one_who_claims_alone_is_withheld() -> None:
    assert reason(OWN) == "Too few others of the time make claims of their own."


def test_a_report_is_withheld_with_the_reason() -> None:
    fact = w.event(1, "A bridge fell.", "1950", standing=Standing.REPORTED)
    assert reason(fact).startswith("One voice reports it")


def test_each_side_that_names_a_source_has_a_voice() -> None:
    voices = attribution.voices(THREE, "date:signed")
    assert [(v.phrase, v.value) for v in voices] == [
        ("According to Register", "1900-01-05"),
        ("According to Series", "1901"),
        ("According to Almanac", "1902-03"),
    ]
    assert attribution.voices(THREE, "date:in_force") == ()


def test_a_voice_whose_name_prints_the_year_is_left_out() -> None:
    fact = contested(says(REGISTER, "1900"), says(source(4, "Yearbook 1901"), "1901"))
    assert [voice.phrase for voice in attribution.voices(fact, "date:signed")] == ["According to Register"]
