"""How dates are asked for, whose claim stands in front, and what notes say."""

from __future__ import annotations

import pytest

from history.dates import parse
from history.facts import FactDate
from quizzes import stems
from quizzes.stems import sentences
from tests.quizzes import worldlet as w

pytestmark = pytest.mark.pure


def asked(title: str, role: str = "signed", unit: str = "1950-03-02") -> str:
    fact = w.agreement(1, title, unit, [w.ARDENIA, w.BELMARK])
    date = parse(unit)
    return stems.date_stem(fact, FactDate(role=role, date=date), date, stems.mask_dates(title, date))


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("Treaty of Amity", "On which date was the Treaty of Amity signed?"),
        ("The Treaty of Amity.", "On which date was the Treaty of Amity signed?"),
        ("Anglo-German Transfer Agreement", "On which date was the Anglo-German Transfer Agreement signed?"),
        ("Egypt’s Declaration on the Canal", "On which date was Egypt’s Declaration on the Canal signed?"),
        (
            "Notes between Ardenia and Belmark",
            "On which date were the Notes between Ardenia and Belmark signed?",
        ),
        (
            "Agreement and Protocol regarding fish",
            "On which date were the Agreement and Protocol regarding fish signed?",
        ),
        ("Treaty of 1950 on fish", "On which date was the Treaty of … on fish signed?"),
        # no good subjects: their title stands in front
        ("Loan (No. 5)", "Loan (No. 5). On which date was it signed?"),
        ("Amendments [to Annex 5]", "Amendments [to Annex 5]. On which date were they signed?"),
        (
            "Treaty with Ardenia, respecting fish",
            "Treaty with Ardenia, respecting fish. On which date was it signed?",
        ),
        (
            "Treaty on a Treaty signed at Arden",
            "Treaty on a Treaty signed at Arden. On which date was it signed?",
        ),
        ("Treaty " + "of fish " * 15, f"{'Treaty ' + 'of fish ' * 15}. On which date was it signed?"),
    ],
)
def test_title_of_an_agreement_is_the_subject_where_it_can_be(title, stem):
    assert asked(title) == stem


@pytest.mark.parametrize(
    ("role", "title", "stem"),
    [
        ("in_force", "Treaty of Amity", "On which date did the Treaty of Amity enter into force?"),
        ("terminated", "Treaties of Amity", "On which date were the Treaties of Amity terminated?"),
        ("ended", "Pact of Steel", "On which date did the Pact of Steel end?"),
        ("in_force", "Notes: fish", "Notes: fish. On which date did they enter into force?"),
        (
            "adopted",
            "UN Assembly resolution 82 (1950)",
            "On which date was UN Assembly resolution 82 adopted?",
        ),
        ("span", "Treaty of Amity", "Treaty of Amity. On which date was this?"),
    ],
)
def test_question_says_what_happened_on_the_date(role, title, stem):
    assert asked(title, role) == stem


@pytest.mark.parametrize(
    ("title", "type", "role", "stem"),
    [
        ("Getty Center opens", "openings-year", "when", "Getty Center opens. In which year was this?"),
        (
            "Charles VI becomes King",
            "kings-office",
            "when",
            "Charles VI becomes King. In which year was this?",
        ),
        ("Vardan Khudahs begins", "dynasties", "when", "Vardan Khudahs begins. In which year was this?"),
        (
            "The Arden Times",
            "newspapers-launch-year",
            "when",
            "The Arden Times. In which year was it launched?",
        ),
        ("Battle of Arden", "battles", "when", "Battle of Arden. In which year was this?"),
        ("Battle of Arden", "battles", "start", "Battle of Arden. In which year did this begin?"),
        ("Battle of Arden", "battles", "end", "Battle of Arden. In which year did this end?"),
        ("Congress of Arden", "meetings", "held", "Congress of Arden. In which year was this held?"),
        ("1950 coup takes place", "coups", "when", "… coup takes place. In which year was this?"),
    ],
)
def test_title_of_an_event_is_asked_naturally(title, type, role, stem):
    date = parse("1950")
    fact = w.event(1, "", "1950", title=title, type=type)
    found = stems.date_stem(fact, FactDate(role=role, date=date), date, stems.mask_dates(title, date))
    assert found == stem


@pytest.mark.parametrize(
    ("statement", "date", "stem"),
    [
        ("The troops left in 1949.", "1949", "The troops left in …. Which year belongs in the gap?"),
        ("It was to end by 5 May 1950.", "1950-05-05", "It was to end by …. Which date belongs in the gap?"),
        (
            "The visit of May 1950 was long.",
            "1950-05",
            "The visit of … was long. Which month belongs in the gap?",
        ),
        ("They left by the end of 1949.", "1949-07-01", "They left by the end of …. On which date was this?"),
        ("The 1949 treaty was read.", "1949", "The … treaty was read. In which year was this?"),
        ("They met.", "1949", "They met. In which year was this?"),
        ("They met in the 1950s.", "195X", "They met in the …. In which decade was this?"),
    ],
)
def test_gap_is_asked_for_where_it_is_the_answer(statement, date, stem):
    unit = parse(date)
    fact = w.event(1, statement, date)
    text = stems.mask_dates(statement, unit)
    assert stems.date_stem(fact, fact.dates[0], unit, text) == stem


def test_statement_with_several_gaps_is_unfit():
    fact = w.event(1, "From 1949 to the end of 1949.", "1949")
    assert stems.unfit(fact, "From … to the end of ….").startswith("Several gaps")
    assert stems.unfit(fact, "From …") == ""
    assert stems.unfit(w.agreement(1, "Treaty", "1949", []), "Treaty of … and …") == ""


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Which of these did it sign?", "According to TASS, which of these did it sign?"),
        ("On which date was the pact signed?", "According to TASS, on which date was the pact signed?"),
        ("They met. On which date was this?", "According to TASS: They met. On which date was this?"),
        ("Willow Pact signed?", "According to TASS: Willow Pact signed?"),
        ("They met.", "According to TASS: They met."),
    ],
)
def test_claim_begins_a_question_and_introduces_a_statement(sentence, told):
    assert sentences.attributed("According to TASS", sentence) == told
    assert sentences.attributed("", sentence) == sentence


SIGNED = w.agreement(
    1, "Treaty of Arden", "1950-03-02", [w.ARDENIA], participations=w.parts(signatory=[w.ALDER])
)


@pytest.mark.parametrize(
    ("fact", "actor", "role", "note"),
    [
        (SIGNED, None, "", "The Treaty of Arden was signed on 2 March 1950."),
        (SIGNED, w.ALDER, "signatory", "Mara Alder signed the Treaty of Arden (2 March 1950)."),
        (SIGNED, w.state(1, "Union of Borg"), "party", "The Union of Borg was a party to the Treaty of Arden "
         "(2 March 1950)."),
        (w.agreement(2, "Loan: fish", "1950", []), None, "", "“Loan: fish” was signed in 1950."),
        (w.agreement(2, "Loan: fish", "1950", []), w.ALDER, "author",
         "Mara Alder wrote “Loan: fish” (1950)."),
        (w.event(3, "Mara Alder met them.", "1950"), w.ALDER, "host", "Mara Alder met them (1950)."),
        (w.event(3, "They met in 1950.", "1950"), None, "", "They met in 1950."),
        (w.event(3, "They met.", "1950"), w.ALDER, "host", "Mara Alder is known from this: They met (1950)."),
        (w.event(4, "", "1997", title="Getty Center opens"), None, "", "Getty Center opens (1997)."),
        (w.event(4, "", "1950", title="Battle of Arden"), w.ALDER, "signatory", "Mara Alder took part in "
         "“Battle of Arden” (1950)."),
        (w.event(4, "", "1950", title="Battle of Arden"), None, "", "Battle of Arden (1950)."),
        (w.event(5, "They met.", "1950", citations=w.REPORTED), None, "",
         "According to The Wire: They met (1950)."),
    ],
)  # fmt: skip
def test_note_is_a_sentence_that_fits_the_fact(fact, actor, role, note):
    assert stems.note_of(fact, actor, role) == note


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Netherlands", "the Netherlands"),
        ("Germany Federal Republic", "Germany Federal Republic"),
        ("Ireland, Republic of", "Ireland, Republic of"),
        ("Korea Republic of", "Korea Republic of"),
        ("Dominican Republic", "the Dominican Republic"),
        ("Netherlands Antilles", "the Netherlands Antilles"),
        ("United Arab Emirates", "the United Arab Emirates"),
        ("The Gambia", "The Gambia"),
        ("Solomon Islands", "the Solomon Islands"),
        ("France", "France"),
    ],
)
def test_article_of_real_states(name, text):
    assert stems.the(w.state(1, name)) == text


@pytest.mark.parametrize(
    ("title", "date", "reason"),
    [
        ("Acheulean begins", "Y-1760000", "A year more than ten thousand"),
        ("Göbekli Tepe is founded", "-9999", "A year more than ten thousand"),
        ("Merimde culture begins", "-4999", ""),
        ("Q882260 begins", "-0300", "Its title is only a number"),
        ("Q-ship sails", "1916", ""),
    ],
)
def test_what_nobody_can_know_is_not_asked(title, date, reason):
    found = stems.not_askable(w.event(1, "", date, title=title), "date:when")
    assert found.startswith(reason)
    assert bool(found) == bool(reason)


def test_long_title_of_small_words_is_read_in_no_time():
    """Each "of" and "the" that could be read in two ways would double the ways to read the whole."""
    assert not sentences.is_number("Law of the " * 40 + "Sea")
    assert sentences.is_number("Security Council " + "of the " * 40 + "resolution 82")
