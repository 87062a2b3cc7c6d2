"""Rules of sets as values: what is typed, what is read, which periods are round."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from history.dates import DateError, civil, day_number, parse
from quizzes.rules import (
    CODE_LENGTH,
    ENOUGH,
    PLAIN,
    Rule,
    folded_code,
    in_words,
    moments,
    period_name,
    read_moment,
    read_period,
    round_periods,
    spaced_code,
    topic_name,
)

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("476", "0476"),
        ("44 BCE", "-0043"),
        ("44bc", "-0043"),
        ("AD 14", "0014"),
        ("14 CE", "0014"),
        (" 1950 ", "1950"),
        ("1950-03", "1950-03"),
        ("13,000 BCE", "Y-12999"),
        ("-0043", "-0043"),
    ],
)
def test_moment_is_read_as_people_write_it(typed: str, edtf: str) -> None:
    assert read_moment(typed).edtf == edtf


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("0", "There is no year 0"),
        ("0 BCE", "There is no year 0"),
        ("195X", "more than one moment"),
        ("1950/1953", "more than one moment"),
        ("AD 5 BCE", "two eras"),
        ("14", "That number alone is no date"),
        ("soon", "“soon” is no word of a date"),
        ("9" * 13 + " CE", "too far away"),
        ("9" * 59, "no date"),
    ],
)
def test_moment_that_is_none_is_refused_in_a_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(DateError, match=sentence):
        read_moment(typed)


def test_period_may_be_open_at_one_end_and_runs_forward() -> None:
    assert period_name(read_period("44 BCE", "14 CE")) == "44 BCE to 14 CE"
    assert period_name(read_period("1950", "")) == "Since 1950"
    assert period_name(read_period("", "1953")) == "Until 1953"
    assert read_period(" ", "") is None
    assert period_name(read_period("3/4/1949", "", "ru")) == "Since 3 April 1949"
    with pytest.raises(DateError, match="1950 is before 1960: put the earlier year first"):
        read_period("1960", "1950")


@given(st.integers(-99_999, 2_500), st.integers(0, 3_000))
def test_what_a_form_shows_of_a_period_is_read_back_as_the_same(first: int, length: int) -> None:
    start, end = (civil(day_number(year, 1, 1))[0] for year in (first, first + length))
    texts = [f"{year} CE" if year > 0 else f"{1 - year} BCE" for year in (start, end)]
    period = read_period(*texts)
    assert period is not None
    assert read_period(*moments(period)) == period


def days(year: int, number: int = ENOUGH) -> list[tuple[int, int]]:
    return [(day_number(year, 1, 1), day_number(year, 12, 31))] * number


def names(spans: list[tuple[int, int]]) -> list[str]:
    return [period_name(period) for period in round_periods(spans)]


def test_full_decades_stand_alone_and_thin_centuries_whole() -> None:
    modern = days(1951) + days(1962) + days(1939, ENOUGH - 1)
    old = [span for year in range(1403, 1483, 10) for span in days(year, 1)]
    assert names(modern + old) == ["1400 to 1499", "1950 to 1959", "1960 to 1969"]
    assert names(days(1951, ENOUGH - 1)) == []
    assert names([]) == []


def test_eras_meet_without_a_year_0() -> None:
    assert names(days(0, 4) + days(-99, 4)) == ["100 to 1 BCE"]
    assert names(days(1, 4) + days(99, 4)) == ["1 to 99 CE"]
    assert names(days(0, 4) + days(1, 4)) == []
    assert names(days(-44)) == ["50 to 41 BCE"]


def test_date_across_two_units_counts_in_neither() -> None:
    across = [(day_number(1959, 1, 1), day_number(1960, 12, 31))] * ENOUGH
    assert names(across) == ["1900 to 1999"]


@given(st.lists(st.integers(-4_000, 2_100), max_size=60))
def test_round_periods_are_disjoint_and_full(years: list[int]) -> None:
    spans = [days(year, 1)[0] for year in years]
    found = round_periods(spans)
    assert all(before.latest < after.earliest for before, after in pairwise(found))
    for period in found:
        inside = [s for s in spans if period.earliest <= s[0] and s[1] <= period.latest]
        assert len(inside) >= ENOUGH


@pytest.mark.parametrize(
    ("type_", "name"),
    [
        ("visit", "Visits"),
        ("un-resolution", "UN resolutions"),
        ("entry-into-force", "Entries into force"),
        ("declaration_of_war", "Declarations of war"),
        ("crisis", "Crises"),
        ("speech", "Speeches"),
        ("talks", "Talks"),
        ("non-event", "Non-events"),
        ("correspondence", "Correspondence"),
        ("NATO", "NATO"),
        ("방문", "방문"),
        ("-", "Other facts"),
        ("", "Other facts"),
    ],
)
def test_topic_is_named_in_plain_words(type_: str, name: str) -> None:
    assert topic_name(type_) == name


def test_code_forgives_capitals_spaces_and_dashes() -> None:
    assert folded_code(" ABCD-efgh ") == "abcdefgh"
    assert folded_code("ａｂｃｄ　ｅｆｇｈ") == "abcdefgh"
    assert folded_code("abcd–efgh") == "abcdefgh"
    assert folded_code("abcdefg") == folded_code("abcdefgl") == folded_code("\x00" * 8) == ""
    assert folded_code(spaced_code("abcdefgh")) == "abcdefgh"
    assert not set(PLAIN) & set("il1o0")
    assert len(PLAIN) ** CODE_LENGTH > 8e11


def test_rule_is_put_into_words() -> None:
    whole = Rule(
        base="Korea", period=parse("1950/1959"), actor="Kim Il Sung", type="un-resolution", standing="claimed"
    )
    assert in_words(whole) == (
        "Facts of “Korea” of the type “UN resolution” from 1950 to 1959 in which Kim Il Sung takes part, "
        "only claimed ones."
    )
    assert in_words(Rule(period=parse("-0099/0000"))) == "Facts from 100 to 1 BCE."
    assert in_words(Rule(standing="characterisation")) == "Facts, only praise and opinion."
