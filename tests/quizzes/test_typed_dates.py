"""Typed dates: the golden table of verdicts, and the laws that hold for every date."""

from __future__ import annotations

from datetime import date as day
from functools import partial

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from history.dates import DateError, HistoricalDate, civil, parse, read, say
from history.sentences import english
from quizzes.grading import Recorded, Told, Verdict, Word, grade
from quizzes.grading.distances import Miss, Unit, miss
from tests.history.dates.strategies import plain_texts, year_text
from tests.quizzes.typed_dates import Row, dealt, outcome, rows

pytestmark = pytest.mark.pure

LANGUAGES = ("en", "ru", "ko")
_DAY, _LAST = day(1, 1, 1).toordinal(), day(2090, 12, 31).toordinal()


def edtf(number: int) -> str:
    return day.fromordinal(number).isoformat()


days = st.integers(_DAY, _LAST).map(edtf).map(parse)
units = plain_texts(-2900, 2090, marks=("",)).map(parse)


def typed(right: HistoricalDate, text: str, language: str = "en", **more: object) -> Verdict:
    return grade(dealt(right.edtf), text, language=language, **more)  # type: ignore[arg-type]


# The golden table


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row.right} {row.typed} {row.settled}")
def test_golden_table(row: Row) -> None:
    assert outcome(row) == (row.word, row.counts, row.sentence)


def test_golden_table_holds_every_verdict_and_language() -> None:
    table = rows()
    assert len(table) >= 200
    assert {row.word for row in table} == {*Word, "refused"}
    assert {row.language for row in table} == set(LANGUAGES)
    assert len({(row.right, row.recorded, row.typed, row.language, row.settled) for row in table}) == len(
        table
    )


# The laws


def written(number: int) -> str:
    year, month, of_month = civil(number)
    return f"{year_text(year)}-{month:02}-{of_month:02}"


@given(units, st.sampled_from(LANGUAGES))
def test_what_is_printed_is_right_in_every_language(right: HistoricalDate, language: str) -> None:
    verdict = typed(right, say(right, language), language)
    assert (verdict.word, verdict.right) == (Word.RIGHT, True)


@given(units, st.data())
def test_day_inside_the_accepted_dates_is_never_wrong(right: HistoricalDate, data: st.DataObject) -> None:
    verdict = typed(right, written(data.draw(st.integers(right.earliest, right.latest))))
    assert (verdict.word, verdict.right) == (Word.RIGHT, True)


@given(units, units, st.booleans())
def test_date_that_shares_no_day_is_never_right(
    right: HistoricalDate, other: HistoricalDate, settled: bool
) -> None:
    assume(not right.overlaps(other))
    verdict = typed(right, other.edtf, settled=settled)
    assert not verdict.right
    assert verdict.word in ({Word.WRONG} if settled else {Word.WRONG, Word.NOT_SPECIFIC})


@given(units, st.data())
def test_finer_than_the_source_is_no_better_than_the_source(
    right: HistoricalDate, data: st.DataObject
) -> None:
    finer, exact = (_span(data.draw(st.integers(right.earliest, right.latest)), right) for _ in "ab")
    verdict = typed(right, finer.edtf, recorded=Recorded(exact=exact))
    assert (verdict.word, verdict.right) == (Word.RIGHT, True)
    assert ("just what the sources say" in str(verdict.reason)) is (finer.spans == exact.spans != right.spans)


def _span(first: int, within: HistoricalDate) -> HistoricalDate:
    """From a day to the last of a date."""
    return parse(f"{written(first)}/{written(within.latest)}")


@given(units, units)
def test_coarser_is_asked_again_before_anything_is_said_of_it(
    right: HistoricalDate, other: HistoricalDate
) -> None:
    """Whether it is true must not show: the key stays on the server until the answer is in."""
    assume(other.latest - other.earliest + 1 >= 2 * (right.latest - right.earliest + 1))
    verdict = typed(right, other.edtf)
    assert verdict.word is Word.NOT_SPECIFIC
    assert say(right) not in str(verdict.reason)
    assert verdict.reason == typed(parse(right.edtf), other.edtf).reason


@given(units, units)
def test_coarser_counts_only_if_it_is_true(right: HistoricalDate, other: HistoricalDate) -> None:
    verdict = typed(right, other.edtf, settled=True)
    if verdict.word is Word.COARSER:
        assert right.overlaps(other)
        assert not verdict.right or right.within(other)


@given(units, st.sampled_from("~?%"))
def test_doubt_of_the_writer_makes_nothing_right(right: HistoricalDate, mark: str) -> None:
    assume(right.precision not in ("season", "decade", "century"))
    beside = parse(edtf(min(right.latest + 1, _LAST))) if right.latest >= _DAY else right
    assume(not beside.overlaps(right))
    assert not typed(right, f"{beside.edtf}{mark}").right


@given(units, units)
def test_misses_say_which_way_and_mirror_each_other(date: HistoricalDate, right: HistoricalDate) -> None:
    missed, mirrored = miss(date, right), miss(right, date)
    if date.overlaps(right):
        assert missed is mirrored is None
        return
    assert missed
    assert mirrored
    assert missed.early is (date.latest < right.earliest)
    assert (missed.unit, missed.count, missed.about, missed.alike) == (
        mirrored.unit,
        mirrored.count,
        mirrored.about,
        mirrored.alike,
    )
    assert missed.early is not mirrored.early
    assert missed.count > 0


_DAYS_OF = {Unit.DAY: 1.0, Unit.MONTH: 30.436875, Unit.YEAR: 365.2425, Unit.DECADE: 3652.425}


@given(st.integers(_DAY, 2000 * 365), st.integers(1, 60_000), st.integers(0, 60_000))
def test_farther_days_are_told_to_be_no_nearer(start: int, near: int, more: int) -> None:
    right = parse(edtf(start))
    told = [_in_days(miss(parse(edtf(start + apart)), right)) for apart in (near, near + more)]
    assert told[0] <= told[1] + 31  # where the number of months or years is rounded


def _in_days(missed: Miss | None) -> float:
    assert missed
    return missed.count * _DAYS_OF[missed.unit]


@given(st.integers(_DAY, 2000 * 365), st.integers(1, 60_000), st.booleans())
def test_what_is_told_of_days_is_true_to_half_a_unit(start: int, apart: int, early: bool) -> None:
    first, last = parse(edtf(start)), parse(edtf(start + apart))
    missed = miss(first, last) if early else miss(last, first)
    assert missed
    assert missed.early is early
    assert abs(_in_days(missed) - apart) <= max(_DAYS_OF[missed.unit] / 2, 31) + 1
    assert (
        missed.about or missed.unit is Unit.DAY or missed.alike or civil(start)[2] == civil(start + apart)[2]
    )


@given(st.integers(-4000, 2090), st.integers(-4000, 2090))
def test_years_are_counted_without_a_year_0(one: int, other: int) -> None:
    assume(one != other)
    missed = miss(parse(year_text(one)), parse(year_text(other)))
    assert missed == Miss(unit=Unit.YEAR, count=abs(one - other), early=one < other)


def test_miss_is_not_told_where_an_end_is_open() -> None:
    assert miss(parse("1949/.."), parse("1950")) is None
    assert miss(parse("1949"), parse("1950/")) is None


# What sources say besides


@given(days, st.integers(2, 40))
def test_wrong_value_that_a_page_prints_stays_wrong(right: HistoricalDate, apart: int) -> None:
    assume(right.earliest + apart < _LAST)
    wrong = parse(edtf(right.earliest + apart))
    verdict = typed(right, wrong.edtf, recorded=Recorded(printed=(Told(wrong, "The Gazette"),)))
    assert not verdict.right
    assert str(verdict.reason).startswith("The Gazette prints that date, but it is wrong")


@given(days)
def test_day_that_the_note_names_is_right_and_its_neighbours_are_not(right: HistoricalDate) -> None:
    assume(right.earliest + 2 < _LAST)
    noted, beyond = (parse(edtf(right.earliest + apart)) for apart in (1, 2))
    judged = partial(typed, right, recorded=Recorded(noted=(noted,)))
    assert judged(noted.edtf).right
    assert not judged(beyond.edtf).right


@given(units, units, st.sampled_from(LANGUAGES))
def test_every_verdict_can_be_told_in_every_language(
    right: HistoricalDate, other: HistoricalDate, language: str
) -> None:
    verdict = typed(right, other.edtf, settled=True)
    assert verdict.reason.put(english, language)
    assert verdict.date == other


def test_ambiguous_figures_are_never_guessed_even_if_one_reading_is_right() -> None:
    for right in ("1949-04-03", "1949-03-04", "1949", "1950"):
        with pytest.raises(DateError, match="could be 3 April 1949 or 4 March 1949"):
            typed(parse(right), "3/4/1949")


def test_recorded_comes_back_from_its_json() -> None:
    recorded = Recorded(
        exact=read("30 September 1990"),
        noted=(read("1 October 1990"),),
        printed=(Told(parse("1990-06"), "KBS"),),
        held=(Told(parse("1991"), "Nobody"),),
    )
    assert Recorded.from_json(recorded.to_json()) == recorded
    assert Recorded.from_json({}) == Recorded()
    assert Recorded().to_json() == {}
