"""When was it: one question for each date that can be asked."""

from __future__ import annotations

import pytest

from history.dates import parse
from history.facts import Agreement, FactDate, Position, Source, Standing
from quizzes.questions import Mode, Question
from tests.quizzes import worldlet as w

pytestmark = pytest.mark.pure

YEARS = [w.event(pk, f"The dam number {pk} broke.", f"195{pk}-0{pk + 1}-1{pk}") for pk in range(8)]


def pool(fact, facet="date:when", others=YEARS) -> list[str]:
    return [option.value["date"] for option in w.asked(fact, facet, w.base_of(fact, *others)).pool]


def test_day_is_asked_by_day():
    question = w.asked(YEARS[4], "date:when", w.base_of(*YEARS))
    assert question.stem == "The dam number 4 broke. On which date was this?"
    assert [option.text for option in question.key] == ["14 May 1954"]


def test_nearest_dates_come_first():
    assert pool(YEARS[4])[:4] == ["1953-04-13", "1955-06-15", "1952-03-12", "1956-07-16"]


def test_note_says_what_happened_on_the_wrong_date():
    question = w.asked(YEARS[4], "date:when", w.base_of(*YEARS))
    assert question.pool[0].note == "13 April 1953: The dam number 3 broke."


def test_note_says_a_date_once():
    told = w.event(9, "In May 1954 it rained.", "1954-05")
    months = [w.event(pk, f"Dam {pk} broke.", f"195{pk}-02") for pk in range(6)]
    question = w.asked(months[3], "date:when", w.base_of(told, *months))
    assert "In May 1954 it rained." in [option.note for option in question.pool]


def test_note_says_whose_claim_it_is():
    reported = w.event(9, "A bridge fell.", "1954-06-01", citations=w.REPORTED)
    again = w.event(10, "On 1 July 1954 a tower fell.", "1954-07-01", citations=w.REPORTED)
    notes = [o.note for o in w.asked(YEARS[4], "date:when", w.base_of(reported, again, *YEARS)).pool]
    assert "1 June 1954, according to The Wire: A bridge fell." in notes
    assert "According to The Wire: On 1 July 1954 a tower fell." in notes


def test_year_is_never_asked_by_day():
    fact = w.event(9, "A bridge fell.", "1953")
    question = w.asked(fact, "date:when", w.base_of(fact, *YEARS))
    assert question.stem == "A bridge fell. In which year was this?"
    assert {option.value["date"] for option in question.pool} <= {f"195{n}" for n in range(8)} - {"1953"}


def test_gap_of_a_sentence_that_reads_well_without_it_goes():
    fact = w.event(9, "The Arden treaty of 1953 took effect.", "1953-06-01")
    question = w.asked(fact, "date:when", w.base_of(fact, *YEARS))
    assert question.stem == "The Arden treaty took effect. On which date was this?"
    assert question.given.title == "The Arden treaty … took effect"


def test_gap_for_another_date_than_is_asked_withholds_a_sentence():
    fact = w.event(9, "A bridge was promised by the end of 1953.", "1953-06-01")
    assert w.withheld(fact, "date:when", w.base_of(fact, *YEARS)).startswith("A gap stands in the sentence")


def test_brackets_that_held_the_year_go_from_a_title():
    fact = w.event(9, "", "1953", title="Arden dam (1953) breaks")
    question = w.asked(fact, "date:when", w.base_of(fact, *YEARS))
    assert question.stem == "Arden dam breaks. In which year was this?"
    assert question.given.title == "Arden dam … breaks"


def test_title_that_only_its_month_would_tear_is_asked_by_its_year():
    fact = w.event(9, "", "1953-06-01", title="June Declaration of Arden")
    question = w.asked(fact, "date:when", w.base_of(fact, *YEARS))
    assert question.stem == "June Declaration of Arden. In which year was this?"


def test_title_with_its_year_is_asked_by_its_day_all_the_same():
    fact = w.event(9, "", "1953-06-01", title="June Declaration of 1953")
    question = w.asked(fact, "date:when", w.base_of(fact, *YEARS))
    assert question.stem == "… Declaration of … On which date was this?"


def test_day_beside_the_key_is_never_offered():
    assert "1954-05-15" not in pool(YEARS[4], others=[*YEARS, w.event(9, "A tower fell.", "1954-05-15")])


def test_wrong_value_that_sources_print_is_never_offered():
    fact = w.copy_of(YEARS[4], 4, wrong_dates=(parse("1953-04-14"),))
    assert "1953-04-13" not in pool(fact, others=[f for f in YEARS if f.pk != 4])


def test_day_on_which_its_source_was_issued_is_never_offered():
    dated = Source(
        pk=3, key="s", title="S", publisher="P", kind="news", origin="p", issued=parse("1953-04-13")
    )
    fact = w.copy_of(YEARS[4], 4, citations=(*w.CITED, type(w.CITED[0])(source=dated)))
    assert "1953-04-13" not in pool(fact, others=[f for f in YEARS if f.pk != 4])


def test_other_date_of_an_event_is_never_offered_but_that_of_an_agreement_may_be():
    told = w.event(
        20, "A fair was held.", "1954-05-14", dates=w.dated(when="1954-05-14", announced="1953-04-13")
    )
    assert "1953-04-13" not in pool(told)
    made = w.agreement(
        21, "Pact", "1954-05-14", [w.ARDENIA], dates=w.dated(signed="1954-05-14", in_force="1953-04-13")
    )
    assert "1953-04-13" in pool(made, "date:signed")


def test_date_of_a_fact_that_it_corroborates_is_never_offered():
    fact = w.copy_of(YEARS[4], 4, corroborates=frozenset({3, 99}))
    assert "1953-04-13" not in pool(fact, others=[f for f in YEARS if f.pk != 4])


def test_date_outside_the_life_of_who_took_part_is_never_offered():
    young = w.person(50, "Young One", start=parse("1954-01"))
    fact = w.copy_of(YEARS[4], 4, participations=w.parts(visitor=[young]))
    assert min(pool(fact, others=[f for f in YEARS if f.pk != 4])) == "1955-06-15"


def test_date_long_before_or_after_all_that_we_know_of_who_took_part_is_never_offered():
    leader = w.person(50, "A Leader", active=(parse("1964").earliest, parse("1975").earliest))
    fact = w.event(9, "A Leader came.", "1965-05-06", participations=w.parts(visitor=[leader]))
    near = [w.event(20 + n, f"Bridge {n} fell.", f"195{n}-06-07") for n in range(0, 8)]
    assert min(pool(fact, others=near)) == "1953-06-07"


def test_date_before_the_agreement_that_it_carries_out_is_never_offered():
    treaty = Agreement(pk=1, key="t", kind="treaty", title="Treaty of Arden")
    made = w.agreement(8, "Treaty of Arden", "1953-01-01", (w.ARDENIA, w.BELMARK), agreement=treaty)
    fact = w.event(9, "The treaty of peace was broken.", "1954-01-02", agreement=treaty)
    assert min(pool(fact, others=[*YEARS, made])) >= "1953-01-01"
    undated = w.copy_of(made, 8, dates=())
    early = [w.event(20 + n, f"Bridge {n} fell.", f"194{n}-06-07") for n in range(8)]
    assert min(pool(fact, others=[*YEARS, *early, undated])) >= "1944"
    own = w.copy_of(made, 8, dates=w.dated(signed="1953-01-01", in_force="1954-01-02"))
    assert min(pool(own, "date:in_force")) > "1953-01-01"


def test_text_that_is_only_a_number_comes_with_its_subject():
    fact = w.event(9, "The Council sent help.", "1953-06-01", title="Council resolution 83 (1953)")
    fact = w.copy_of(fact, 9, kind="agreement", dates=w.dated(adopted="1953-06-01"))
    stem = "The Council sent help. On which date was Council resolution 83 adopted?"
    assert w.asked(fact, "date:adopted", w.base_of(fact, *YEARS)).stem == stem


def test_nothing_far_away_stands_beside_a_number():
    dates = w.dated(adopted="1954-06-01")
    fact = w.event(20, "", "1954-06-01", title="Council resolution 83", dates=dates)
    late = [w.event(30 + n, f"Bridge {n} fell.", f"199{n}-06-07") for n in range(4)]
    assert max(pool(fact, "date:adopted", [*YEARS[2:], *late])) < "1960"
    assert w.asked(fact, "date:adopted", w.base_of(fact, *late)).mode == Mode.TYPED


def test_praise_is_no_source_of_dates():
    praise = w.event(9, "It was a great day.", "1954-06-01", standing=Standing.CHARACTERISATION)
    assert "1954-06-01" not in pool(YEARS[4], others=[*YEARS, praise])


def test_doubtful_date_is_no_option():
    others = [w.event(9, "A.", "1954-06-01~"), w.event(10, "B.", "1890/1960"), w.event(11, "C.", "1954-06")]
    assert not {"1954-06-01", "1954-06"} & set(pool(YEARS[4], others=[*YEARS, *others]))


@pytest.mark.parametrize(
    ("dates", "facet", "reason"),
    [
        ((), "date", "It has no date."),
        (w.dated(planned="1950"), "date", "Its date was planned or announced; it never came to pass."),
        (w.dated(start="1890/1980"), "date:start", "No day, month, year, decade or century holds the whole"),
        (
            (FactDate(role="when", date=parse("1950-12-30"), note="Or later."),),
            "date:when",
            "A note leaves the day open, and it lies too near the turn of a year",
        ),
    ],
)
def test_date_that_cannot_be_asked_says_why(dates, facet, reason):
    fact = w.event(30, "It was planned.", "1950", dates=dates)
    assert w.withheld(fact, facet, w.base_of(fact, *YEARS)).startswith(reason)


def test_each_role_is_asked_once():
    two = (*w.dated(signed="1954-05-14", in_force="1954-06-20"), *w.dated(signed="1954-05-14"))
    fact = w.agreement(30, "Pact", "1950", [w.ARDENIA], dates=two)
    facets = [o.facet for o in w.outcomes(fact, w.base_of(fact, *YEARS)) if isinstance(o, Question)]
    assert sorted(facets) == ["date:in_force", "date:signed"]


def test_date_of_the_agreement_is_left_to_its_own_fact():
    pact = Agreement(pk=1, key="p", kind="pact", title="Pact of Arden")
    own = w.agreement(30, "Pact of Arden", "1954-05-14", [w.ARDENIA], agreement=pact)
    told = w.event(31, "They signed.", "1954-05-14", agreement=pact)
    assert w.withheld(told, "date:when", w.base_of(own, told)).startswith(
        "It is the date of the agreement itself"
    )


def test_contested_date_is_not_asked():
    held = (Position(facet="date", holds="In 1949.", date=parse("1949")),)
    fact = w.copy_of(YEARS[4], 4, positions=held)
    assert w.withheld(fact, "date:when", w.base_of(fact)).startswith("The sources disagree on it")


def test_nameless_treaty_is_withheld():
    fact = w.event(30, "Ardenia left the treaty.", "1954")
    assert w.withheld(fact, "date:when", w.base_of(fact, *YEARS)) == (
        "The sentence says “the treaty” without saying which."
    )


def test_month_of_the_key_is_masked():
    fact = w.event(30, "", "1954-06-10", title="Announcement of a fair from 18-19 June 1954")
    question = w.asked(fact, "date:when", w.base_of(fact, *YEARS))
    assert question.stem == "Announcement of a fair from … On which date was this?"
    assert question.given.title == "Announcement of a fair from …"


def test_a_date_that_some_source_gives_less_exactly_is_asked_by_what_holds_all():
    told = tuple(
        Position(facet="date", holds="", value=value, date=parse(value), role="when", citations=w.CITED)
        for value in ("1954-05-14", "1954-05")
    )
    fact = w.copy_of(YEARS[4], 4, positions=told)
    question = w.asked(fact, "date:when", w.base_of(fact, *(f for f in YEARS if f.pk != 4)))
    assert [option.text for option in question.key] == ["May 1954"]


def test_a_span_of_years_that_no_century_holds_is_asked_whole():
    ages = [w.event(40 + n, f"The age number {n}.", f"{1000 + 300 * n}/{1150 + 300 * n}") for n in range(4)]
    fact = w.event(30, "An age.", "1960/2040")
    question = w.asked(fact, "date:when", w.base_of(fact, *ages))
    assert question.stem == "An age. From when to when was this?"
    assert [option.text for option in question.key] == ["1960–2040"]
    assert {option.value["date"] for option in question.pool} >= {"1000/1150", "1300/1450"}


@pytest.mark.parametrize(
    ("title", "told"),
    [("Great Plague of 1738", True), ("March of 1720", False), ("Flood of 1750", False)],
)
def test_event_that_goes_by_a_near_year_is_not_asked_for_its_own(title, told):
    """1738 tells 1737 to whoever guesses; a year far off does not, and its own is masked."""
    began = "1750" if "1750" in title else "1737"
    fact = w.event(9, "", began, title=title)
    outcome = w.outcome(fact, "date:when", w.base_of(fact, *YEARS))
    assert ("would tell it" in getattr(outcome, "reason", "")) is told


def test_years_near_its_own_are_hidden_in_the_title_of_an_agreement():
    """The texts that it amends are of years that tell its own; those of long ago say nothing."""
    fact = w.agreement(9, "Protocol on the Dams of 1949 and the Mills of 1901", "1951-03-02", (w.ARDENIA,))
    others = [w.agreement(20 + n, f"Pact on Dam {n}", f"196{n}-05-02", (w.ARDENIA,)) for n in range(5)]
    made = w.asked(fact, "date:signed", w.base_of(fact, *others))
    assert "Protocol on the Dams of … and the Mills of 1901" in made.stem
