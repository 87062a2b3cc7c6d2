"""Which agreement was it: by its makers and date, or by its day alone."""

from __future__ import annotations

import pytest

from history.dates import parse
from history.facts import Agreement, FactDate, Position, Role
from quizzes.questions import Kind, deal
from tests.quizzes import worldlet as w

pytestmark = pytest.mark.pure

OWN = [
    w.agreement(n, f"Pact on {word}", f"195{n}-02-0{n + 1}", (w.ARDENIA, w.BELMARK))
    for n, word in enumerate(["Fish", "Coal", "Rail", "Wood"])
]
OTHERS = [
    w.agreement(10 + n, f"Treaty on {word}", f"195{n}-06-0{n + 1}", pair)
    for n, (word, pair) in enumerate(
        [
            ("Salt", (w.CASSOVIA, w.DORLAND)),
            ("Wine", (w.ARDENIA, w.CASSOVIA)),
            ("Silk", (w.BELMARK, w.DORLAND)),
        ]
    )
]


def question(fact, *others):
    return w.asked(fact, "title", w.base_of(fact, *others))


def reason(fact, *others):
    return w.withheld(fact, "title", w.base_of(fact, *others))


def test_agreement_is_asked_by_its_makers_and_date():
    made = question(OWN[0], *OWN[1:])
    assert made.stem == "Which of these did Ardenia and Belmark conclude on 1 February 1950?"
    assert [option.text for option in made.pool] == ["Pact on Coal", "Pact on Rail", "Pact on Wood"]
    assert made.pool[0].note == "It was signed on 2 February 1951."


def test_agreement_is_asked_by_its_day_where_its_makers_made_too_few():
    made = question(OTHERS[0], *OTHERS[1:])
    assert made.stem == "Which of these was signed on 1 June 1950?"
    assert made.pool[0].note == "It was signed by Ardenia and Cassovia on 2 June 1951."


def test_resolution_is_adopted():
    council = w.state(40, "Council")
    texts = [
        w.agreement(
            n,
            f"Resolution {n} ({1950 + n}) on the Dam",
            "1950",
            [],
            dates=w.dated(adopted=f"195{n}-02-02"),
            participations=w.parts(adopter=[council]),
            complete_roles=frozenset({Role.ADOPTER}),
        )
        for n in range(4)
    ]
    made = question(texts[0], *texts[1:])
    assert made.stem == "Which of these did the Council adopt on 2 February 1950?"
    assert [option.text for option in made.key] == ["Resolution 0 (…) on the Dam"]
    assert made.pool[0].note == "It was adopted on 2 February 1951."


@pytest.mark.parametrize(
    "title",
    ["UN Council resolution 83", "Council Resolution 83 (1950)", "Decree No. 7", "Resolution 112 (II)"],
)
def test_title_that_is_only_a_number_is_no_title_among_others(title):
    texts = [
        w.agreement(70 + n, title.replace("8", f"8{n}"), f"195{n}-02-03", (w.ARDENIA, w.BELMARK))
        for n in range(4)
    ]
    assert reason(texts[0], *texts[1:]).startswith("Its title is only a number")
    assert texts[1].pk not in {option.fact for option in question(OWN[1], *OWN[2:], OWN[0], *texts).pool}


@pytest.mark.parametrize(
    "text", ["Two towns mark this day as the end of the flood", "Whether it rained is disputed"]
)
def test_sentence_that_is_no_happening_is_no_event(text):
    floods = [w.event(30 + n, f"The dam {n} broke", f"195{n}-05-06") for n in range(5)]
    odd = w.event(40, text, "1952-05-07")
    assert any(word in reason(odd, *floods) for word in ("disputed", "this day", "a hole"))
    assert 40 not in {option.fact for option in question(floods[0], *floods[1:], odd).pool}


def test_event_of_another_age_is_offered_only_if_it_gives_nothing_away():
    late = [w.event(30 + n, f"The bridge {n} fell", f"199{n}-05-06") for n in range(5)]
    near = [w.event(40 + n, f"The dam {n} broke", f"195{n}-05-06", type="flood") for n in range(4)]
    fact = w.event(50, "The envoys met", "1954-06-01", type="event")
    assert {option.fact for option in question(fact, *late, *near).pool} == {40, 41, 42, 43}


def test_event_with_somebody_of_another_time_is_not_offered():
    young = w.person(60, "Young One", start=parse("1930"), end=None, active=(parse("1980").earliest,) * 2)
    visit = w.event(61, "Young One came", "1972-05-06", participations=w.parts(visitor=[young]))
    dams = [w.event(40 + n, f"The dam {n} broke", f"195{n}-05-06") for n in range(4)]
    assert visit.pk not in {option.fact for option in question(dams[0], *dams[1:], visit).pool}


def test_place_that_wants_an_article_is_not_told_in_a_stem():
    zone = w.place(90, "Long River")
    fact = w.event(50, "A bridge fell", "1954-06-01", places=(zone,))
    twin = w.event(51, "A tower fell", "1954-06-01", places=(w.place(91, "Arden"),))
    dams = [w.event(40 + n, f"The dam {n} broke", f"195{n}-05-06") for n in range(4)]
    assert question(fact, twin, *dams).stem == "Which of these happened on 1 June 1954?"
    assert question(twin, fact, *dams).stem == "Which of these happened in Arden on 1 June 1954?"


def test_near_day_is_told_with_its_distance():
    near = w.agreement(9, "Pact on Bread", "1950-02-06", (w.ARDENIA, w.BELMARK))
    early = w.agreement(8, "Pact on Milk", "1950-01-31", (w.ARDENIA, w.BELMARK))
    far = w.agreement(7, "Pact on Tin", "1950-02-21", (w.ARDENIA, w.BELMARK))
    notes = {option.text: option.note for option in question(OWN[0], near, early, far).pool}
    assert notes == {
        "Pact on Bread": "It was signed on 6 February 1950, five days later.",
        "Pact on Milk": "It was signed on 31 January 1950, one day earlier.",
        "Pact on Tin": "It was signed on 21 February 1950, 20 days later.",
    }


def test_doubtful_day_is_given_by_the_unit_that_holds_it():
    fact = w.agreement(9, "Pact on Bread", "1955-06-15~", (w.ARDENIA, w.BELMARK))
    assert question(fact, *OWN).stem == "Which of these did Ardenia and Belmark conclude in June 1955?"


def test_option_does_not_print_its_own_date():
    titles = [
        w.agreement(20 + n, f"Pact of 195{n} on {word}", f"195{n}", (w.ARDENIA, w.BELMARK))
        for n, word in enumerate(["Tin", "Lead", "Gold", "Iron"])
    ]
    made = question(titles[0], *titles[1:], *OWN[1:])
    texts = [option.text for option in (*made.key, *made.pool)]
    assert texts == ["Pact of … on Tin", "Pact of … on Lead", "Pact of … on Gold", "Pact of … on Iron"]


def test_title_that_names_another_month_is_no_option():
    told = w.agreement(9, "September Declaration", "1951-09-09", (w.ARDENIA, w.BELMARK))
    assert "September Declaration" not in [option.text for option in question(OWN[0], told, *OWN[1:]).pool]


def test_title_whose_makers_did_not_exist_then_is_no_option():
    young = w.state(99, "Youngland", start=parse("1960"))
    later = w.agreement(9, "Treaty on Bread", "1961-01-01", (w.ARDENIA, young))
    assert "Treaty on Bread" not in [option.text for option in question(OTHERS[0], later, *OTHERS[1:]).pool]


def test_title_that_names_somebody_who_was_a_child_then_is_no_option():
    child = w.person(98, "Tom Tiddler", start=parse("1948"))
    parts = w.parts(party=(w.ARDENIA, w.BELMARK), signatory=[child])
    later = w.agreement(9, "Tiddler Statement", "1970-01-01", (), participations=parts)
    assert "Tiddler Statement" not in [option.text for option in question(OWN[0], later, *OWN[1:]).pool]


def test_titles_that_read_alike_are_one_option():
    twin = w.agreement(9, "Pact on COAL", "1955-02-02", (w.ARDENIA, w.BELMARK))
    assert len(question(OWN[0], twin, *OWN[1:]).pool) == 3


PACT = Agreement(pk=1, key="p", kind="pact", title="Pact on Fish")


@pytest.mark.parametrize(
    ("fact", "begins"),
    [
        (
            w.event(9, "They met.", "1950", agreement=PACT),
            "Which agreement it was is asked from the agreement's own",
        ),
        (
            w.copy_of(OWN[0], 9, positions=(Position(facet="title", holds="No."),)),
            "The sources disagree on it",
        ),
        (w.copy_of(OWN[0], 9, title="", statement="They signed."), "It needs a title and an agreed date"),
        (w.copy_of(OWN[0], 9, dates=()), "It needs a title and an agreed date"),
        (
            w.copy_of(OWN[0], 9, dates=w.dated(in_force="1950-02-02")),
            "Its date does not say when it was made",
        ),
        (w.copy_of(OWN[0], 9, dates=w.dated(signed="1950/..")), "It needs a title and an agreed date"),
        (
            w.copy_of(OWN[0], 9, dates=(FactDate(role="signed", date=parse("1890/1990"), note="?"),)),
            "A note or a mark",
        ),
        (w.copy_of(OWN[0], 9, complete_roles=frozenset()), "Only 1 wrong option can be proved wrong."),
        (w.copy_of(OWN[0], 9, dates=w.dated(signed="1950")), "Only 0 wrong options can be proved wrong."),
        (w.event(9, "They met.", "1950/1953"), "Only 0 wrong options can be proved wrong."),
        (w.event(9, "They met.", "195X"), "Only 0 wrong options can be proved wrong."),
        (w.event(9, "x" * 301, "1950"), "Its title is too long to be one of four."),
    ],
)
def test_agreement_that_cannot_be_asked_says_why(fact, begins):
    assert reason(fact, OTHERS[0]).startswith(begins)


def test_event_without_an_agreement_is_asked_by_its_day():
    events = [w.event(9 + n, f"The dam number {n} broke.", f"195{n}-02-02") for n in range(5)]
    made = w.asked(events[0], "title", w.base_of(*events))
    assert (made.kind, made.stem) == (Kind.EVENT, "Which of these happened on 2 February 1950?")
    assert [option.text for option in made.key] == ["The dam number 0 broke"]
    assert len(made.pool) == 4


def test_what_began_is_asked_for_as_begun():
    events = [
        w.event(9 + n, f"The dam number {n} was built.", "1950", dates=w.dated(start=f"195{n}-02-02"))
        for n in range(5)
    ]
    assert w.asked(events[0], "title", w.base_of(*events)).stem == "Which of these began on 2 February 1950?"


def test_two_of_one_day_are_told_apart_by_the_place():
    """By the date alone both are right; with the place only one is, so that it is asked."""
    arden, belgate = w.place(31, "Arden"), w.place(32, "Belgate")
    others = [w.event(19 + n, f"The dam number {n} broke.", f"195{n}-02-02") for n in range(1, 5)]
    one = w.event(9, "The gate broke.", "1950-02-02", places=(arden,))
    two = w.event(10, "The mill broke.", "1950-02-02", places=(belgate,))
    made = w.asked(one, "title", w.base_of(one, two, *others))
    assert made.stem == "Which of these happened in Arden on 2 February 1950?"
    assert [option.text for option in made.key] == ["The gate broke"]
    assert "The mill broke" not in [option.text for option in made.pool]


def test_events_of_one_year_are_told_apart_by_their_sort():
    """What a list calls its sort is printed, and only events of that sort are offered then."""
    explorers, painters = "famous-explorers-death-year", "famous-painters-death-year"
    deaths = [
        w.event(n, f"Explorer {name} dies.", f"195{n}", type=explorers) for n, name in enumerate("ABCD")
    ]
    painter = w.event(7, "Painter E dies.", "1950", type=painters)
    others = [
        w.event(8 + n, f"Painter {name} dies.", f"195{n}", type=painters) for n, name in enumerate("FG", 1)
    ]
    base = w.base_of(*deaths, painter, *others)
    made = w.asked(painter, "title", base)
    assert made.stem == "Among painters, which of these happened in 1950?"
    assert [option.text for option in made.key] == ["Painter E dies"]
    assert [option.text for option in made.pool] == ["Painter F dies", "Painter G dies"]


def test_two_of_one_day_and_place_are_both_right_and_asked_once():
    others = [w.event(19 + n, f"The dam number {n} broke.", f"195{n}-02-02") for n in range(1, 5)]
    one, two = (w.event(pk, f"The {what} broke.", "1950-02-02") for pk, what in ((9, "gate"), (10, "mill")))
    base = w.base_of(one, two, *others)
    made = w.asked(one, "title", base)
    assert [option.text for option in made.key] == ["The gate broke", "The mill broke"]
    assert "The mill broke" not in [option.text for option in made.pool]
    assert "f9" in w.withheld(two, "title", base)
    for seed in "abcdefgh":
        hand = deal(made.key, made.pool, ordered=False, seed=seed)
        assert [option.text for option in hand.options if option in made.key] == ["The gate broke"]
