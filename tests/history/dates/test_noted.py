"""The same day in another calendar or by other clocks, as a note names it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from history.dates import is_julian, otherwise, parse, say
from history.dates.days import civil
from history.dates.reading.julian import julian_day_number

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("date", "note", "named"),
    [
        ("1990-09-30", "Noon on 30 September in New York was already 1 October in Korea.", ["1990-10-01"]),
        ("2017-09-11", "Monday in New York; 12 September in some time zones.", ["2017-09-12"]),
        ("1983-09-01", "Local date at Sakhalin; still 31 August in New York.", ["1983-08-31"]),
        (
            "1945-12-27",
            "27 December in Washington; already 28 December in London and Moscow.",
            ["1945-12-28"],
        ),
        ("1954-11-17", "17 November in one reference, 18 November in another.", ["1954-11-18"]),
        ("1917-11-07", "25 October by the old calendar.", ["1917-10-25"]),
        ("1917-11-07", "Old Style: 25 October 1917", ["1917-10-25"]),
        ("1917-11-07", "По старому стилю 25 октября 1917 года.", ["1917-10-25"]),
        ("1917-11-07", "25-го октября по старому стилю", ["1917-10-25"]),
        ("1990-09-30", "한국에서는 이미 10월 1일이었다.", ["1990-10-01"]),
        ("1990-09-30", "October 1st, 1990, in Korea", ["1990-10-01"]),
        ("1990-09-30", "1.10.1990 in Korea", ["1990-10-01"]),
        ("1990-09-30", "1990-10-01 in Korea", ["1990-10-01"]),
        ("1990-12-31", "Already 1 January in Korea.", ["1991-01-01"]),
        ("1991-01-01", "Still 31 December in New York.", ["1990-12-31"]),
        ("2000-03-01", "29 February by some clocks", ["2000-02-29"]),
        ("2001-03-01", "29 February by some clocks", []),
        ("-0043-03-15", "16 March elsewhere", ["-0043-03-16"]),
        (
            "2000-10-23/2000-10-24",
            "Talks ending 24 October; 25 October in Seoul.",
            ["2000-10-25"],
        ),
        ("1945-08-10/1945-08-11", "Night of 10-11 August; Rusk's own recollection names 14 August.", []),
        ("1945-08-10", "The night of 10-11 August.", ["1945-08-11"]),
        ("1945-08-10", "10 or 11 August.", ["1945-08-11"]),
        ("1943-12-01", "Encyclopaedias often give 27 November (drafting), captions 25 November.", []),
        ("1948-12", "A day-by-day site gives 26 December; month kept.", []),
        ("1949/..", "17 March 1949", []),
        ("1949-03-17", "The article prints only 'in April'; the year comes from the dateline.", []),
        ("1949-03-17", "Some 18 marchers may have seen 16 of them.", []),
        ("1949-03-17", "", []),
        ("1994-07-08", "He died at 2 in the morning; announced on 9 July at noon.", []),
        ("1994-07-08", "The papers reported it on 9 July.", []),
        ("1994-07-08", "Объявлено 9 июля.", []),
        ("1994-07-08", "7월 9일에 발표되었다.", []),
        ("1994-07-08", "It was 9 July in Seoul, as was announced later.", ["1994-07-09"]),
        ("1949-03-17", "0 March, 99 March, 31 February 1949, 2월 31일", []),
    ],
)
def test_days_that_a_note_gives_for_a_date(date: str, note: str, named: list[str]) -> None:
    assert [day.edtf for day in otherwise(note, parse(date))] == named


@given(st.integers(600_000, 720_000), st.sampled_from([-1, 1]), st.sampled_from(["en", "ru", "ko"]))
def test_the_day_before_or_after_is_found_in_every_language(number: int, step: int, language: str) -> None:
    date, other = (parse("{:04}-{:02}-{:02}".format(*civil(day))) for day in (number, number + step))
    assert otherwise(f"({say(other, language)}.)", date) == (other,)


@given(st.integers(1, 2000), st.integers(1, 12), st.integers(1, 28))
def test_julian_writing_of_a_day_is_known(year: int, month: int, day: int) -> None:
    written = parse(f"{year:04}-{month:02}-{day:02}")
    of_ours = parse("{:04}-{:02}-{:02}".format(*civil(julian_day_number(year, month, day))))
    assert is_julian(written, of_ours)
    assert is_julian(of_ours, written) is (written == of_ours)
    assert not is_julian(written, parse("1949"))


@given(st.text(max_size=200), st.integers(700_000, 720_000))
def test_no_note_breaks_it(note: str, number: int) -> None:
    date = parse("{:04}-{:02}-{:02}".format(*civil(number)))
    assert all(day != date for day in otherwise(note, date))
