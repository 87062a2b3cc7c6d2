"""What a stem prints: masked, in full, standing alone, and with whose claim it is in front."""

from __future__ import annotations

import pytest

from history.dates import parse
from history.facts import Agreement, FactDate, Position, Standing
from quizzes import stems
from tests.quizzes import worldlet as w

pytestmark = pytest.mark.pure

TREATY = Agreement(pk=1, key="t", kind="treaty", title="Treaty of Arden")


@pytest.mark.parametrize(
    ("text", "date", "masked"),
    [
        ("Signed on 2 March 1951 at Arden", "1951-03-02", "Signed on … at Arden"),
        ("Signed on March 2, 1951", "1951-03-02", "Signed on …"),
        ("The treaty of 1951–1952", "1951/1952", "The treaty of …"),
        ("In 44 BCE he fell", "-0043", "In … he fell"),
        ("Resolution 1951 of 19511", "1951", "Resolution … of 19511"),
        ("The visit of 18-19 June", "2024-06-17", "The visit of …"),
        ("The June Declaration", "2024-06", "The … Declaration"),
        ("It may march in May", "1950-05-14", "It may march in May"),
        ("On 5 May they met", "1950-05-14", "On … they met"),
        ("The June Declaration of the Junes", "2024", "The June Declaration of the Junes"),
        ("In 1951", "../1960", "In 1951"),
        ("In 1951", "1500/1960", "In 1951"),
    ],
)
def test_own_date_is_masked(text, date, masked):
    assert stems.mask_dates(text, parse(date)) == masked


@pytest.mark.parametrize(
    ("actor", "text"),
    [
        (w.state(1, "Union of Arden"), "the Union of Arden"),
        (w.state(1, "The Arden Republic"), "The Arden Republic"),
        (w.state(1, "United Nations"), "the United Nations"),
        (w.ARDENIA, "Ardenia"),
        (w.person(1, "Duma Republic"), "Duma Republic"),
    ],
)
def test_article_stands_where_english_wants_it(actor, text):
    assert stems.the(actor) == text


@pytest.mark.parametrize(("parts", "text"), [("a", "a"), ("ab", "a and b"), ("abc", "a, b and c")])
def test_names_are_listed(parts, text):
    assert stems.listed(parts) == text


@pytest.mark.parametrize(
    ("text", "sentence"), [("It ended", "It ended."), ("Why?", "Why?"), ("in …", "in …")]
)
def test_sentence_ends_with_a_mark(text, sentence):
    assert stems.ended(text) == sentence


def test_own_claim_is_stripped_where_the_stem_says_whose_it_is():
    fact = w.event(1, "Mara Alder says that the dam broke.", "1950", claimant=w.ALDER)
    assert stems.stripped_claim(fact) == "The dam broke."


@pytest.mark.parametrize(
    "text",
    [
        "Mara Alder dates to 1946 the tower on the hill.",
        "Mara Alder calls the tower a symbol of the peace.",
        "Mara Alder wrote a letter to the envoys.",
        "Mara Alder said a prayer at the tower.",
        "Mara Alder said nothing of the dam.",
    ],
)
def test_a_claim_that_is_no_sentence_by_itself_keeps_its_verb(text):
    assert stems.stripped_claim(w.event(1, text, "1950", claimant=w.ALDER)) == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Mara Alder says both towns cherish the dam.", "Both towns cherish the dam."),
        ("Mara Alder wrote that towns cherish the dam.", "Towns cherish the dam."),
        ("Mara Alder wrote the dam was new.", "The dam was new."),
        ("The Herald has Mara Alder say the dam was new.", "The Herald has Mara Alder say the dam was new."),
        ("Herald has Mara Alder say a dam would come.", "A dam would come."),
    ],
)
def test_what_is_said_stands_alone(text, said):
    assert stems.stripped_claim(w.event(1, text, "1950", claimant=w.ALDER)) == said


def test_claim_of_another_is_left():
    fact = w.event(1, "Piet Borg says that the dam broke.", "1950", claimant=w.ALDER)
    assert stems.stripped_claim(fact) == fact.statement


@pytest.mark.parametrize(
    ("date", "note", "unit"),
    [
        ("1950-03-02", "", "1950-03-02"),
        ("1950-03-02/1950-03-05", "", "1950-03"),
        ("1950-03-02", "Or the day after.", "1950"),
        ("1950-03-15", "Or the day after.", "1950-03"),
        ("1950-12-30", "Or the day after.", "195X"),
        ("1950-03-15~", "", "1950-03"),
        ("1955~", "", "195X"),
        ("1950-21", "", "1950"),
        ("1950/1980", "", "19XX"),
        ("1890/1980", "", None),
        ("1999~", "", None),
        ("1950/..", "", None),
    ],
)
def test_date_is_asked_by_the_unit_that_holds_it_whole(date, note, unit):
    found = stems.safe_unit(FactDate(role="when", date=parse(date), note=note))
    assert (found.edtf if found else None) == unit


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, ""),
        ({"standing": Standing.CHARACTERISATION}, "It is praise or opinion"),
        ({"standing": Standing.CLAIMED}, "It is one voice's claim"),
        ({"standing": Standing.CLAIMED, "corroborated": True}, ""),
        ({"kind": "statement", "standing": Standing.REPORTED}, "It is something that is said"),
    ],
)
def test_standing_decides_what_may_be_asked(fields, reason):
    fact = w.event(1, "It rained.", "1950", **fields)
    found = stems.not_askable(fact, "date:when")
    assert found.startswith(reason)
    assert bool(found) == bool(reason)


def test_a_claim_with_a_name_is_asked_as_what_its_voice_says():
    fact = w.event(1, "", "1950", title="Great Rain", standing=Standing.CLAIMED, attribution="The Herald")
    assert stems.not_askable(fact, "date:when") == ""
    assert stems.with_claim(fact, "date:when", "x.")[1].endswith("The Herald")


def test_disputed_event_is_not_asked():
    fact = w.event(1, "Whether it rained is disputed.", "1950", standing=Standing.CONTESTED)
    assert stems.not_askable(fact, "date:when").startswith("What happened is itself disputed")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ardenia ratified the treaty.", "Ardenia ratified the treaty (Treaty of Arden)."),
        (
            "Ardenia approved the treaty with the Union.",
            "Ardenia approved the treaty with the Union (Treaty of Arden).",
        ),
        ("Ardenia left the treaty of peace.", "Ardenia left the treaty of peace."),
        ("The Treaty of Arden ended the treaty.", "The Treaty of Arden ended the treaty."),
    ],
)
def test_the_treaty_is_named(text, told):
    assert stems.explained(w.event(1, text, "1950", agreement=TREATY), text) == told


@pytest.mark.parametrize(
    "text",
    [
        "It suspended its withdrawal from the treaty a day early.",
        "The agreement ended.",
        "Two towns mark this day as the end of the flood.",
    ],
)
def test_nameless_treaty_cannot_stand_alone(text):
    assert "without saying which" in stems.unexplained(w.event(1, text, "1950"), text)


def test_sentence_that_names_its_own_voice_is_not_printed_after_it():
    fact = w.event(1, "The Wire printed an article on the dam.", "1950", citations=w.REPORTED)
    assert stems.unexplained(fact, fact.statement).startswith("The sentence says itself whose report it is")


@pytest.mark.parametrize("text", ["The treaty with Ardenia ended.", "The treaty's text was read."])
def test_treaty_that_says_more_stands_alone(text):
    assert stems.unexplained(w.event(1, text, "1950"), text) == ""


def test_two_leaders_without_a_name_cannot_stand_alone():
    text = "The two leaders held talks."
    fact = w.event(1, text, "1950", participations=w.parts(participant=[w.ALDER]))
    assert stems.unexplained(fact, text) == "The sentence says “The two leaders” without saying which."
    assert stems.unexplained(fact, f"Alder came. {text}") == ""


def test_title_stands_alone():
    fact = w.agreement(1, "The treaty", "1950", [w.ARDENIA])
    assert (stems.unexplained(fact, fact.title), stems.explained(fact, fact.title)) == ("", "The treaty")


JONG_IL, JONG_UN = w.person(41, "Kim Jong Il"), w.person(42, "Kim Jong Un")


@pytest.mark.parametrize(
    ("people", "text", "full"),
    [
        ([w.ALDER], "A band came for Alder's visit.", "A band came for Mara Alder's visit."),
        ([w.ALDER], "Alder said that Alder would go.", "Mara Alder said that Alder would go."),
        ([w.ALDER], "Alder and Mara Alder met.", "Alder and Mara Alder met."),
        ([w.ALDER], "The Alder-Borg summit met.", "The Alder-Borg summit met."),
        ([w.ALDER], "Mara Daub came.", "Mara Daub came."),
        ([JONG_UN], "A band came for Kim's visit.", "A band came for Kim Jong Un's visit."),
        ([JONG_UN, JONG_IL], "Kim came.", "Kim came."),
        ([JONG_UN, w.ALDER], "Kim Jong Un met Alder.", "Kim Jong Un met Mara Alder."),
        ([w.person(43, "Cher")], "Cher sang.", "Cher sang."),
        ([w.ARDENIA], "Ardenia sang.", "Ardenia sang."),
    ],
)
def test_people_are_named_in_full(people, text, full):
    fact = w.event(1, text, "1950", participations=w.parts(participant=people))
    assert stems.in_full(fact, text) == full


def test_capital_stands_for_its_government_unless_it_is_the_scene():
    japan = w.state(1, "Japan")
    text = "Tokyo lent Ardenia money."
    fact = w.event(1, text, "1950", participations=w.parts(donor=[japan]))
    assert stems.mask_actors(fact, text, [japan]) == "… lent Ardenia money."
    there = w.copy_of(fact, 2, places=(w.place(31, "Tokyo"),))
    assert stems.mask_actors(there, text, [japan]) == text


def test_people_of_the_parties_are_masked_with_them():
    text = "Alder and Belmark agreed."
    fact = w.event(1, text, "1950", participations=w.parts(party=[w.ARDENIA], signatory=[w.ALDER, w.BORG]))
    assert stems.mask_actors(fact, text, [w.ARDENIA], together=True) == "… and Belmark agreed."
    assert stems.mask_actors(fact, text, [w.ARDENIA]) == text


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ({"signed": "1950-03-02"}, "signed on 2 March 1950"),
        ({"when": "1950-03"}, "March 1950"),
        ({"when": "1955-06~"}, "1955"),
        ({"when": "1890?/1980"}, None),
    ],
)
def test_date_is_told_as_a_remark(dates, words):
    found = stems.date_remark(w.dated(**dates)[0])
    assert (found[0] if found else None) == words


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It rained", "It rained (June 1950)"),
        ("It rained.", "It rained (June 1950)"),
        ("It rained (here)", "It rained (here), June 1950"),
        ("Treaty (with a map).", "Treaty (with a map), June 1950"),
        ("On trade, &c.", "On trade, &c. (June 1950)"),
    ],
)
def test_two_brackets_never_stand_in_a_row(text, told):
    assert stems.remarked(text, "June 1950") == told


def test_given_of_a_bare_title_lists_who_and_where():
    fact = w.event(
        1,
        "Mara Alder met Piet Borg in Arden.",
        "1950",
        participations=w.parts(participant=[w.ALDER, w.BORG, w.CALVO]),
        places=(w.place(32, "Belgate"), w.place(31, "Arden")),
    )
    given = stems.given_of(fact, fact.statement)
    assert (given.bare, given.actors, given.place.name) == (True, (w.ALDER, w.BORG), "Arden")


@pytest.mark.parametrize(
    ("fields", "siblings", "elsewhere"),
    [
        ({"agreement": TREATY}, "agreement", True),
        ({"agreement": TREATY}, "event", False),
        ({"agreement": TREATY, "dates": w.dated(in_force="1950")}, "agreement", False),
        ({}, "agreement", False),
    ],
)
def test_date_of_the_agreement_is_asked_from_its_own_fact(fields, siblings, elsewhere):
    fact = w.event(1, "They signed.", "1950", **fields)
    own = w.agreement(2, "Treaty of Arden", "1950", [w.ARDENIA], kind=siblings)
    assert stems.has_own_date_elsewhere(fact, parse("1950"), [fact, own]) is elsewhere


def test_role_words_are_those_of_the_date():
    fact = w.agreement(1, "Treaty", "1950", [w.ARDENIA])
    unit = parse("1950")
    asked = [stems.date_stem(fact, FactDate(role=r, date=unit), unit, "Treaty") for r in ("in_force", "span")]
    assert asked == ["In which year did the Treaty enter into force?", "Treaty. In which year was this?"]


def test_a_place_on_which_sources_disagree_is_asked_by_the_side_that_the_fact_is_on():
    held, other = (
        Position(facet="place", holds="", value=value, citations=(citation,))
        for value, citation in (("Arden", w.CITED[0]), ("Belm", w.REPORTED[0]))
    )
    fact = w.event(1, "", "1950", title="Siege", places=(w.place(1, "Arden"),), positions=(held, other))
    assert stems.not_askable(fact, "place") == ""
    assert stems.with_claim(fact, "place", "x.")[1].startswith("According to ")
    unsaid = w.copy_of(fact, 1, places=(w.place(2, "Casso"),))
    assert stems.not_askable(unsaid, "place").startswith("The sources disagree")


def test_a_letter_of_another_script_in_a_word_leaves_it_nameless():
    assert stems.nameless(w.event(1, "", "1950", title="Boat Axe \u0441ultures")).startswith("A word of its")
    assert stems.nameless(w.event(1, "", "1950", title="Boat Axe cultures")) == ""
