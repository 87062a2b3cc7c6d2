import re

import pytest
from hypothesis import given

from history.dates import HistoricalDate, Precision, civil, parse, say, unit_question, when
from tests.history.dates.strategies import dates

GOLDEN = [
    ("1949-03-17", "17 March 1949", "on 17 March 1949"),
    ("-0043-03-15", "15 March 44 BCE", "on 15 March 44 BCE"),
    ("0079-08-24", "24 August 79 CE", "on 24 August 79 CE"),
    ("1949-03", "March 1949", "in March 1949"),
    ("1949-03-XX", "March 1949", "in March 1949"),
    ("1916-21", "spring 1916", "in the spring of 1916"),
    ("1916-23", "autumn 1916", "in the autumn of 1916"),
    ("1916-24", "winter 1916–1917", "in the winter of 1916–1917"),
    ("0000-24", "winter 1 BCE – 1 CE", "in the winter of 1 BCE – 1 CE"),
    ("1949", "1949", "in 1949"),
    ("1949-XX", "1949", "in 1949"),
    ("1000", "1000", "in 1000"),
    ("0786", "786 CE", "in 786 CE"),
    ("0001", "1 CE", "in 1 CE"),
    ("0000", "1 BCE", "in 1 BCE"),
    ("-0043", "44 BCE", "in 44 BCE"),
    ("-0489", "490 BCE", "in 490 BCE"),
    ("-9999", "10,000 BCE", "in 10,000 BCE"),
    ("Y-13000", "13,001 BCE", "in 13,001 BCE"),
    ("Y170000002", "170,000,002 CE", "in 170,000,002 CE"),
    ("194X", "the 1940s", "in the 1940s"),
    ("190X", "1900–1909", "between 1900 and 1909"),
    ("078X", "the 780s CE", "in the 780s CE"),
    ("000X", "1 BCE – 9 CE", "between 1 BCE and 9 CE"),
    ("-000X", "10–1 BCE", "between 10 and 1 BCE"),
    ("-004X", "50–41 BCE", "between 50 and 41 BCE"),
    ("19XX", "the 20th century", "in the 20th century"),
    ("20XX", "the 21st century", "in the 21st century"),
    ("10XX", "the 11th century", "in the 11th century"),
    ("07XX", "the 8th century CE", "in the 8th century CE"),
    ("02XX", "the 3rd century CE", "in the 3rd century CE"),
    ("00XX", "1 BCE – 99 CE", "between 1 BCE and 99 CE"),
    ("-00XX", "the 1st century BCE", "in the 1st century BCE"),
    ("-01XX", "the 2nd century BCE", "in the 2nd century BCE"),
    ("-11XX", "the 12th century BCE", "in the 12th century BCE"),
    ("1500~", "c. 1500", "about 1500"),
    ("1500?", "perhaps 1500", "perhaps in 1500"),
    ("1500%", "perhaps c. 1500", "perhaps about 1500"),
    ("-0749~", "c. 750 BCE", "about 750 BCE"),
    ("195X~", "c. the 1950s", "about the 1950s"),
    ("1949-03-17?", "perhaps 17 March 1949", "perhaps on 17 March 1949"),
    ("2000-07-19/2000-07-20", "19–20 July 2000", "from 19 to 20 July 2000"),
    ("2019-02-27/2019-03-03", "27 February – 3 March 2019", "from 27 February to 3 March 2019"),
    (
        "2018-12-30/2019-01-02",
        "30 December 2018 – 2 January 2019",
        "from 30 December 2018 to 2 January 2019",
    ),
    ("1949-02/1949-04", "February 1949 – April 1949", "from February 1949 to April 1949"),
    ("1949-03/1950", "March 1949 – 1950", "from March 1949 to 1950"),
    ("1949-03-17/1950", "17 March 1949 – 1950", "from 17 March 1949 to 1950"),
    ("1950/1953", "1950–1953", "from 1950 to 1953"),
    ("1950/1950", "1950", "in 1950"),
    ("0780/0786", "780–786 CE", "from 780 to 786 CE"),
    ("0950/1050", "950–1050", "from 950 to 1050"),
    ("-0049/-0040", "50–41 BCE", "from 50 to 41 BCE"),
    ("-0026/0014", "27 BCE – 14 CE", "from 27 BCE to 14 CE"),
    ("1950~/1953", "c. 1950 – 1953", "from c. 1950 to 1953"),
    (
        "1950-06-25/1953-07-27?",
        "25 June 1950 – perhaps 27 July 1953",
        "from 25 June 1950 to perhaps 27 July 1953",
    ),
    ("1949/..", "since 1949", "since 1949"),
    ("1949-03-17/..", "since 17 March 1949", "since 17 March 1949"),
    ("../1953", "until 1953", "until 1953"),
    ("1949/", "from 1949, end unknown", "from 1949 to an unknown date"),
    ("/1953", "to 1953, start unknown", "from an unknown date to 1953"),
    (
        "[1941-02-16,1942-02-16]",
        "16 February 1941 or 16 February 1942",
        "on 16 February 1941 or on 16 February 1942",
    ),
    ("[1941,1942,1944]", "1941, 1942 or 1944", "in 1941, in 1942 or in 1944"),
    ("{1946,1948}", "1946 and 1948", "in 1946 and in 1948"),
    ("[1941]", "1941", "in 1941"),
    ("[1941..1943]", "some time between 1941 and 1943", "some time between 1941 and 1943"),
    ("{1941..1943}", "1941 – 1943", "from 1941 to 1943"),
    ("[1946..]", "1946 or later", "in 1946 or later"),
    ("[..1946]", "1946 or earlier", "in 1946 or earlier"),
    ("{1946..}", "since 1946", "since 1946"),
    ("{..1946}", "until 1946", "until 1946"),
]


@pytest.mark.parametrize(("text", "name", "_"), GOLDEN)
def test_say(text: str, name: str, _: str) -> None:
    assert say(parse(text)) == name


@pytest.mark.parametrize(("text", "_", "adverb"), GOLDEN)
def test_when(text: str, _: str, adverb: str) -> None:
    assert when(parse(text)) == adverb


@pytest.mark.parametrize(
    ("precision", "question"),
    [
        ("day", "On which date"),
        ("month", "In which month and year"),
        ("season", "In which season of which year"),
        ("year", "In which year"),
        ("decade", "In which decade"),
        ("century", "In which century"),
        ("interval", "From when to when"),
        ("set", "When"),
    ],
)
def test_unit_question(precision: str, question: str) -> None:
    assert unit_question(Precision(precision)) == question


def test_every_precision_has_a_question() -> None:
    assert all(unit_question(precision) for precision in Precision)


def test_a_language_without_words_is_worded_in_english() -> None:
    assert say(parse("1949-03-17"), "tlh") == "17 March 1949"
    assert when(parse("1949-03-17"), language="tlh") == "on 17 March 1949"
    assert unit_question(Precision.DAY, "tlh") == "On which date"


@given(dates)
def test_a_year_zero_is_never_said(date: HistoricalDate) -> None:
    for text in (say(date), when(date)):
        assert not re.search(r"(?<![\d,])0", text)
        assert "X" not in text
        assert "-" not in text
        assert "  " not in text


@given(dates)
def test_the_first_year_is_said(date: HistoricalDate) -> None:
    if date.is_open or date.precision is Precision.CENTURY:
        return
    year = civil(date.earliest)[0]
    figure = f"{year:,}" if year > 9999 else str(year)
    before = f"{1 - year:,}" if year < -9998 else str(1 - year)
    assert (figure if year > 0 else before) in say(date) or "century" in say(date)
