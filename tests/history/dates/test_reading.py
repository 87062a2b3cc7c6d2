"""Dates as people write them: golden tables, refusals with their reasons, laws."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from history.dates import DateError, HistoricalDate, parse, read, say, when
from tests.history.dates.strategies import dates

pytestmark = pytest.mark.pure

WRITTEN = Path(__file__).parents[2] / "data" / "written_dates.jsonl"
LANGUAGES = ("en", "ru", "ko")

ENGLISH = [
    (" 1950-03 ", "1950-03"),
    ("1950/1953", "1950/1953"),
    ("-43", "-0043"),
    ("19490317", "1949-03-17"),
    ("the 17th day of March, 1949", "1949-03-17"),
    ("17march1949", "1949-03-17"),
    ("17 Febuary 1949", "1949-02-17"),
    ("17.III.1949", "1949-03-17"),
    ("17 iii 1949", "1949-03-17"),
    ("3/17/1949", "1949-03-17"),
    ("3.4.1949", "1949-04-03"),
    ("4/4/1949", "1949-04-04"),
    ("17-Mar-49", "1949-03-17"),
    ("Thursday, 17 March 1949", "1949-03-17"),
    ("Saturday, 14 October 1066", "1066-10-14"),
    ("AD 14", "0014"),
    ("1 bc", "0000"),
    ("13,000 BCE", "-12999"),
    ("12345 CE", "Y12345"),
    ("MCMXLIX", "1949"),
    ("1904-05", "1904-05"),
    ("1904–05", "1904/1905"),
    ("1939-45", "1939/1945"),
    ("146–44 BC", "-0145/-0043"),
    ("27 BC – AD 14", "-0026/0014"),
    ("AD 14–37", "0014/0037"),
    ("17 July – 2 August 1945", "1945-07-17/1945-08-02"),
    ("28.11.–1.12.1943", "1943-11-28/1943-12-01"),
    ("1950–present", "1950/.."),
    ("from 1950 onwards", "1950/.."),
    ("before 1816", "../1815"),
    ("before the 5th century BC", "../-0500"),
    ("late 18th–early 19th century", "1767/1833"),
    ("19th century (first half)", "1800/1849"),
    ("first third of the 18th century", "1700/1733"),
    ("third millenium BC", "-2999/-2000"),
    ("1960–70s", "196X/197X"),
    ("the 440s BC", "-0448/-0439"),
    ("winter 1941/42", "1941-24"),
    ("c. 1500–1550", "1500~/1550~"),
    ("c. 1500 – 1550", "1500~/1550"),
    ("probably c. 1500", "1500%"),
    ("[ca. 1967]", "1967~"),
    ("194-?", "194X?"),
    ("1941, 1942 or 1943", "[1941,1942,1943]"),
    ("18 and 19 June 2024", "{2024-06-18,2024-06-19}"),
    ("some time between 1941 and 1943", "[1941..1943]"),
    ("March 1816 or later", "[1816-03..]"),
]
RUSSIAN = [
    ("17-го марта 1949 г.", "1949-03-17"),
    ("«17» марта 1949 года", "1949-03-17"),
    ("1949 г., 17 марта", "1949-03-17"),
    ("17/III-1949", "1949-03-17"),
    ("3/4/1949", "1949-04-03"),
    ("9 мая 45-го", "1945-05-09"),
    ("50-е", "195X"),
    ("в 80-х", "198X"),
    ("30-е", "193X"),
    ("30-е марта 1949", "1949-03-30"),
    ("12 октебря 1961", "1961-10-12"),
    ("сентбярь 1993", "1993-09"),
    ("синтябрь 1993", "1993-09"),
    ("ХХ в.", "19XX"),
    ("хх век", "19XX"),
    ("нач. XX в.", "1900/1933"),
    ("кон. XIX — нач. XX вв.", "1867/1933"),
    ("I пол. XIX в.", "1800/1849"),
    ("посл. четв. XVIII в.", "1775/1799"),
    ("2-я пол. 1940-х гг.", "1945/1949"),
    ("40-е годы XX века", "194X"),
    ("60-70-е годы XX века", "196X/197X"),
    ("30-е – 40-е годы", "193X/194X"),
    ("60–70-е гг. XIX в.", "186X/187X"),
    ("1940–50-е гг.", "194X/195X"),
    ("1939-45 гг.", "1939/1945"),
    ("с 1939 до 1945 года", "1939/1945"),
    ("60-е – 70-е годы XIX века", "186X/187X"),
    ("146—44 гг. до н. э.", "-0145/-0043"),
    ("44 г. до Р. Х.", "-0043"),
    ("III тыс. до н. э.", "-2999/-2000"),
    ("с июня 1950 г. по июль 1953 г.", "1950-06/1953-07"),
    ("с 1950 по настоящее время", "1950/.."),
    ("не позднее 1816 г.", "../1816"),
    ("25 октября (7 ноября) 1917 г.", "1917-11-07"),
    ("38-й год чучхе (1949)", "1949"),
]
KOREAN = [
    ("1949년3월17일에", "1949-03-17"),
    ("1949. 3. 17. (목)", "1949-03-17"),
    ("49.3.17", "1949-03-17"),
    ("1993·3·12", "1993-03-12"),
    ("1993ㆍ3ㆍ12", "1993-03-12"),
    ("1993・3・12일", "1993-03-12"),
    ("1993년 일월 1일", "1993-01-01"),
    ("1993년 삼월 12일", "1993-03-12"),
    ("1993년 유월", "1993-06"),
    ("1993년 시월 3일", "1993-10-03"),
    ("1993년 십일월", "1993-11"),
    ("1993년 십이월 25일 토요일", "1993-12-25"),
    ("一九四九年三月十七日", "1949-03-17"),
    ("1949년 3월 초순", "1949-03-01/1949-03-10"),
    ("1939~45년", "1939/1945"),
    ("50~60년대", "195X/196X"),
    ("2024. 6. 18.~19.", "2024-06-18/2024-06-19"),
    ("1950년 6~7월", "1950-06/1950-07"),
    ("기원전 7~6세기", "-06XX/-05XX"),
    ("기원전 146~44년", "-0145/-0043"),
    ("기원전 2000년 ~ 1500년", "-1999/-1499"),
    ("기원전 57년~935년", "-0056/0935"),
    ("19세기 말 20세기 초", "1867/1933"),
    ("1816년 이전", "../1815"),
    ("1816년 이후", "1816/.."),
    ("늦어도 1816년까지", "../1816"),
    ("1939년이나 1940년", "[1939,1940]"),
    ("주체 38(1949)년 3월 17일", "1949-03-17"),
]
STYLES = [
    ("25 October (7 November) 1917", "1917-11-07"),
    ("7 November [O.S. 25 October] 1917", "1917-11-07"),
    ("12/24 June 1812", "1812-06-24"),
    ("January 22 [O.S. 9], 1905", "1905-01-22"),
    ("25 October 1917 O.S.", "1917-11-07"),
    ("29 February 1900 O.S.", "1900-03-13"),
    ("11 February 1731/2 O.S.", "1732-02-22"),
    ("22 February 1732 [O.S. 11 February 1731]", "1732-02-22"),
    ("22 February 1732 (N.S.)", "1732-02-22"),
    ("31 December 1916/13 January 1917", "1917-01-13"),
]
ERAS = [
    ("Juche 38 (1949)", "1949"),
    ("1949 (Juche 38)", "1949"),
    ("15 April Juche 1", "1912-04-15"),
    ("단기 4283. 6. 25.", "1950-06-25"),
    ("광무 원년", "1897"),
    ("융희 4년 8월 29일", "1910-08-29"),
    ("昭和二十年八月十五日", "1945-08-15"),
    ("37th year of Meiji", "1904"),
    ("민국 38년", "1949"),
    ("대한민국 30년", "1948"),
    ("세종 28년", "1446"),
    ("고종 31년(1894)", "1894"),
    ("1592년(선조 25)", "1592"),
]


@pytest.mark.parametrize(("typed", "edtf"), ENGLISH + STYLES + ERAS)
def test_english_is_read(typed: str, edtf: str) -> None:
    assert read(typed) == parse(edtf if not edtf.startswith("-12999") else "Y-12999")


@pytest.mark.parametrize(("typed", "edtf"), RUSSIAN)
def test_russian_is_read(typed: str, edtf: str) -> None:
    assert read(typed, "ru").edtf == edtf


@pytest.mark.parametrize(("typed", "edtf"), KOREAN + ERAS)
def test_korean_is_read(typed: str, edtf: str) -> None:
    assert read(typed, "ko").edtf == edtf


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "must not be empty"),
        ("soon", "“soon” is no word of a date that can be read here: write 9 August 1872"),
        ("x" * 50, "“x{40}” is no word"),
        ("1" * 401, "“1{40}…” is not a date that can be read here"),
        ("49", "could be 1949 or the year 49: write all four digits, or 49 CE"),
        ("12", "That number alone is no date"),
        ("007", "That number alone is no date"),
        ("12345", "That number alone is no date"),
        ("1,234,567", "That number alone is no date"),
        ("17 March", "Which year"),
        ("March", "Which year"),
        ("0", "There is no year 0"),
        ("0 BCE", "There is no year 0"),
        ("AD 5 BCE", "two eras"),
        ("-44 BCE", "counts back twice"),
        ("–1950", "could be a year before ours or the end of a span"),
        ("3/4/1949", "could be 3 April 1949 or 4 March 1949: write the month as a word"),
        ("3/4/49", "could be 3 April of the year 49 or 4 March of the year 49"),
        ("30 February 1949", "February 1949 has 28 days, not 30"),
        ("1950-02-30", "1950-02"),
        ("31.6.1950", "is no day of the calendar"),
        ("13/1949", "has no month 13"),
        ("17:03:49", "could be a time of day"),
        ("555-1234", "the number of a telephone"),
        ("27 Jul 12", "could be 1912 or 2012"),
        ("the '20s", "could be 1920 or 2020"),
        ("24 августа 12 года", "could be 1912 or 2012"),
        ("24 августа 79 года", "could be 1979 or the year 79: write all four digits, or 79 CE"),
        ("93년 3월 12일", "could be 1993 or the year 93: write all four digits, or 93 CE"),
        ("83-й год", "could be 1983 or the year 83: write all four digits, or 83 CE"),
        ("1950·10·11월", "“·” is no word"),
        ("6·25", "“·” is no word"),
        ("12 Juen 1993", "“Juen” is no word"),
        ("12년", "could be 1912 or 2012 or the year 12: write all four digits, or 12 CE"),
        ("20-е", "could be 1920 or 2020"),
        ("49년", "could be 1949 or the year 49"),
        ("100년 전", "counted back from now"),
        ("1904/05", "could be May 1904 or 1904–1905"),
        ("1953–1950", "lies before"),
        ("1945–39", "runs backwards"),
        ("50th century", "no century with the number 50"),
        ("first quarter of March 1949", "A quarter of a month is no date"),
        ("first half of spring 1949", "A half of a season is no date"),
        ("Friday 17 March 1949", "another day of the week"),
        ("Tuesday 15 August 1945", "another day of the week"),
        ("1941 before 1945", "is not a date"),
        ("19세기 중후반", "“중후반” is no word"),
        ("1949년 음력 3월 17일", "lunar calendar"),
        ("Juche 38 (1950)", "is the year 1949, not 1950"),
        ("Meiji 50", "is no year of that era"),
        ("고종 31년", "could be 1894 or 1244"),
        ("11 February 1731/32", "22 February 1732, if it is old style, or 11 February 1732"),
        ("25 October (8 November) 1917", "are not one day in two calendars"),
        ("30 February (1 March) 1917", "-02-30 and"),
        ("October 1917 O.S.", "Only a whole day"),
        ("29 February 1949 O.S.", "The Julian calendar has no such day"),
        ("1 January 2000 or soon", "“soon” is no word"),
        ("1950 or March", "is not a date"),
        ("28 July–1953", "is not a date"),
        ("circa", "is not a date"),
        ("17 March April 1949", "is not a date"),
        ("10 x 50", "no word of a date"),
        ("3 тыс. до н. э.", "is not a date"),
    ],
)
def test_a_refusal_says_why(typed: str, sentence: str) -> None:
    with pytest.raises(DateError, match=sentence):
        read(typed)


def test_the_written_collection_is_read_as_judged() -> None:
    wrong = []
    for line in WRITTEN.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        try:
            got: str | None = read(row["input"], row["lang"]).edtf
        except DateError:
            got = None
        if got != row["edtf"]:
            wrong.append((row["lang"], row["input"], row["edtf"], got))
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("worded", [say, when], ids=["say", "when"])
@given(dates)
def test_what_is_worded_is_read_back(worded: object, language: str, date: HistoricalDate) -> None:
    found = read(worded(date, language), language)  # type: ignore[operator]
    assert (found.spans, found.outer_spans) == (date.spans, date.outer_spans)
    assert (found.approximate, found.uncertain) == (date.approximate, date.uncertain)


PIECES = (
    "17 3 1949 49 0 44 1917 march марта 월 년 일 в. век century th st s c. около 경 bc до н. э. 기원전 ad "
    "- – ~ / . , ( ) [ ] ' ? or и 또는 and between from to с по до 부터 까지 이전 전 o.s. ст. ст. juche 38 "
    "주체 xx iii IV early half 1st пол. нач. 말 millennium тыс. winter present "
    "unknown friday 금요일 XX .."
).split()


@pytest.mark.parametrize("language", LANGUAGES)
@given(st.lists(st.sampled_from(PIECES), max_size=9), st.sampled_from(["", " "]))
@settings(max_examples=300, deadline=None)
def test_words_of_dates_in_any_order_are_read_or_refused(language: str, words: list[str], gap: str) -> None:
    only_date_errors(gap.join(words), language)


@pytest.mark.parametrize("language", LANGUAGES)
@given(st.text())
def test_any_text_is_read_or_refused(language: str, text: str) -> None:
    only_date_errors(text, language)


def only_date_errors(text: str, language: str) -> None:
    try:
        date = read(text, language)
    except DateError:
        return
    assert parse(date.edtf) == date
