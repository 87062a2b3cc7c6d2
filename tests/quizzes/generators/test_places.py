"""Where was it: towns beside towns, and only where the sentence neither tells nor leaves it open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from history.facts import Role
from quizzes.questions import Mode
from tests.quizzes import worldlet as w

pytestmark = pytest.mark.pure

ARDEN, BELGATE, CASTLE = (
    w.place(31, "Arden", country=11),
    w.place(32, "Belgate"),
    w.place(33, "Castle Square in Arden", within=(31,)),
)
TOWNS = [ARDEN, BELGATE, w.place(34, "Calvi"), w.place(35, "Dornum"), w.place(36, "Estham")]


def made(pk: int, where, **fields):
    return w.agreement(
        pk, f"Pact on Good {pk}", f"195{pk % 10}-02-03", (w.ARDENIA, w.BELMARK), places=(where,), **fields
    )


PACTS = [made(pk, where) for pk, where in enumerate(TOWNS, start=1)]


def happened(text: str, where, when: str = "1954-05-06", **roles):
    return w.event(
        40,
        text,
        when,
        places=(where,),
        participations=w.parts(**(roles or {"subject": [w.BELMARK]})),
        complete_roles=frozenset(Role),
    )


def asked(fact, *others):
    return w.asked(
        fact, "place", w.base_of(fact, *(others or [each for each in PACTS if each.pk != fact.pk]))
    )


def reason(fact, *others):
    return w.withheld(fact, "place", w.base_of(fact, *(others or PACTS)))


def texts(question) -> set[str]:
    return {option.text for option in question.pool}


def test_place_of_an_agreement_is_where_it_was_signed():
    question = asked(PACTS[0])
    assert question.stem == "Pact on Good 1 (signed on 3 February 1951). Where was it signed?"
    assert texts(question) == {"Belgate", "Calvi", "Dornum", "Estham"}


def test_place_of_an_agreement_is_not_asked_where_nothing_says_when_it_was_made():
    assert reason(made(7, ARDEN, dates=w.dated(in_force="1957"))).startswith(
        "Its date does not say when it was made"
    )


def test_note_says_what_was_signed_there():
    notes = {option.text: option.note for option in asked(PACTS[0]).pool}
    assert notes["Belgate"] == "The Pact on Good 2 was signed in Belgate on 3 February 1952."


def test_note_says_where_a_site_was():
    site = happened("A fair was held", CASTLE)
    other = [happened(f"Fair {n} was held", w.place(50 + n, f"Tower {n}")) for n in range(4)]
    others = [w.copy_of(fact, 60 + n) for n, fact in enumerate(other)]
    note = next(option.note for option in asked(site, *others).pool if option.text == "Tower 1")
    assert note == "Fair 1 was held (Tower 1, 6 May 1954)."


@pytest.mark.parametrize(
    "where", [CASTLE, w.place(37, "Long River"), w.place(38, "Arden Palace"), w.place(39, "Korean Peninsula")]
)
def test_towns_are_offered_beside_towns_alone(where):
    assert texts(asked(PACTS[1], *PACTS[2:], made(8, where))) == {"Calvi", "Dornum", "Estham"}


@pytest.mark.parametrize("name", ["Belgat", "Bellgate", "Belgate / Calvi", "Belgate-Calvi", "New Belgate"])
def test_what_may_be_the_same_place_is_never_offered(name):
    assert texts(asked(PACTS[1], *PACTS[2:], made(8, w.place(90, name)))) == {"Calvi", "Dornum", "Estham"}


@pytest.mark.parametrize(
    "name",
    [
        "Not known",
        "Unknown",
        "U/N",
        "See Notes",
        "Deposited by agency",
        "Adopted not signed",
        "Paris see notes",
    ],
)
def test_remark_in_place_of_a_name_is_not_asked(name):
    assert reason(made(8, w.place(90, name))) == "What stands for its place is a remark and no name."


@pytest.mark.parametrize("name", ["Arden/Belgate", "Arden and Belgate", "Arden & Belgate", "Arden  Belgate"])
def test_two_places_in_one_name_are_not_asked(name):
    assert (
        reason(made(8, w.place(90, name))) == "Its place names several, and none of them is the answer alone."
    )


def test_place_with_the_name_of_a_party_is_not_asked():
    assert reason(made(8, w.place(90, "Belmark"))).startswith("Its place is called as somebody who took part")


@pytest.mark.parametrize("name", ["Nairobi", "Ulm", "Nanking", "Seeburg", "Sofia"])
def test_name_that_only_begins_like_a_remark_is_asked(name):
    assert asked(made(8, w.place(90, name)), *PACTS).key[0].text == name


def test_word_of_a_site_in_the_sentence_tells_it():
    fact = happened("The envoys met at the university of the town", w.place(39, "Arden University"))
    assert reason(fact) == "The title would still tell the answer: it says “university”."


def test_part_of_a_name_leaves_a_gap_that_the_name_does_not_fit():
    fact = happened("The envoys met at the great square of the town", CASTLE)
    assert reason(fact).startswith("The sentence has only a part of the name")


def test_state_of_the_place_in_the_sentence_tells_it():
    fact = happened(
        "The envoys came to Ardenia", replace(BELGATE, country=11), visitor=[w.ALDER], host=[w.ARDENIA]
    )
    assert reason(fact).startswith("The sentence names the state in which it was (Ardenia)")


@pytest.mark.parametrize(
    ("when", "told"), [("1954-05-06/1954-05-08", False), ("1954-02/1954-04", True), ("1954", True)]
)
def test_long_journey_may_have_led_elsewhere(when, told):
    fact = happened("Mara Alder travelled to the envoys", BELGATE, when, visitor=[w.ALDER])
    if told:
        assert reason(fact).startswith("The journey may have led to other places too")
    else:
        assert asked(fact, *PACTS[2:]).key[0].text == "Belgate"


def test_journey_that_names_its_place_is_asked_however_long():
    fact = happened("Mara Alder met the envoys in Belgate", BELGATE, "1954-02/1954-04", visitor=[w.ALDER])
    assert asked(fact, *PACTS[2:]).stem.startswith("Mara Alder met the envoys in …")


def test_sentence_with_several_gaps_is_not_asked():
    fact = happened("From Belgate the envoys went round Belgate", BELGATE)
    assert reason(fact).startswith("Several gaps stand in the sentence")


def test_noun_after_the_gap_tells_the_sort_of_place():
    fact = happened("The envoys met on Belgate island in the bay", BELGATE)
    assert reason(fact).startswith("A word after the gap tells")


def test_article_of_a_noun_stays_before_the_gap():
    fact = happened("The talks failed at the Belgate summit of the envoys", BELGATE)
    assert asked(fact, *PACTS[2:]).stem.startswith("The talks failed at the … summit of the envoys")


def test_description_is_not_typed():
    fact = w.event(40, "A wreath was laid at the Monument to the Fallen of the Fleet", "1954-05-06")
    site = w.place(39, "Monument to the Fallen of the Fleet")
    opened = w.copy_of(fact, 40, places=(site,), participations=w.parts(subject=[w.BELMARK]))
    assert reason(opened).startswith("Its place is described in many words")
    closed = w.copy_of(opened, 40, complete_roles=frozenset(Role))
    assert reason(closed).startswith("Only 0 wrong options")


def test_town_is_typed_where_nobody_says_that_all_are_listed():
    fact = w.event(40, "A wreath was laid in Belgate", "1954-05-06", places=(BELGATE,))
    assert asked(fact, *PACTS).mode == Mode.TYPED
