import dataclasses
import pickle
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from history.dates import (
    OPEN_FUTURE,
    OPEN_PAST,
    Precision,
    Relation,
    coarsened,
    containing,
    days_between,
    parse,
    relate,
)
from history.dates.units import LADDER
from history.dates.value import HistoricalDate, merged
from tests.history.dates.strategies import dates, near_dates

RELATIONS = [
    ("1949-03-17", "1949-03-17", "same"),
    ("1949-03", "1949-03-XX", "same"),
    ("1949~", "1949", "same"),
    ("[1946,1947]", "1946/1947", "same"),
    ("1949-03-17", "1949", "within"),
    ("1949", "194X", "within"),
    ("1950/1953", "1949/..", "within"),
    ("1946", "{1946,1948}", "within"),
    ("194X", "1949-03", "contains"),
    ("../1953", "1949-03", "contains"),
    ("1950/1953", "1953/1955", "overlaps"),
    ("{1946,1948}", "1947/1948", "overlaps"),
    ("1949", "1950", "before"),
    ("-0043", "0014", "before"),
    ("../1949", "1950/..", "before"),
    ("1947", "1950~", "before"),
    ("1953", "1950", "after"),
    ("1953", "1950~", "after"),
    ("1949", "1950~", "undecidable"),
    ("1951", "1950~", "undecidable"),
    ("1949-03-17?", "1949-03-20", "undecidable"),
    ("1947", "{1946,1948}", "undecidable"),
]


@pytest.mark.parametrize(("one", "other", "relation"), RELATIONS)
def test_relate(one: str, other: str, relation: str) -> None:
    assert relate(parse(one), parse(other)) is Relation(relation)


@pytest.mark.parametrize(("one", "other", "relation"), RELATIONS)
def test_relate_the_other_way_round(one: str, other: str, relation: str) -> None:
    mirror = {"within": "contains", "contains": "within", "before": "after", "after": "before"}
    assert relate(parse(other), parse(one)) is Relation(mirror.get(relation, relation))


@pytest.mark.parametrize(
    ("one", "other", "disjoint"),
    [
        ("1947", "{1946,1948}", True),
        ("1947", "[1946..1948]", False),
        ("1947", "{1946~,1948}", False),
        ("1949", "1950~", False),
        ("1947", "1950~", True),
        ("1946", "{1946,1948}", False),
        ("1940", "/1939", True),
        ("1940", "1939/", False),
    ],
)
def test_disjoint_knows_gaps_and_margins(one: str, other: str, disjoint: bool) -> None:
    assert parse(one).disjoint(parse(other)) is disjoint
    assert parse(other).disjoint(parse(one)) is disjoint


def test_within_needs_every_member_of_a_set() -> None:
    assert parse("[1941,1943]").within(parse("194X"))
    assert not parse("[1941,1953]").within(parse("194X"))
    assert not parse("1941/1943").within(parse("[1941,1943]"))
    assert parse("1941/1942").within(parse("[1941,1942]"))


def test_44_bce_is_44_bce() -> None:
    assert parse("-0043-03-15").within(parse("-0043"))
    assert parse("-0043").disjoint(parse("-0044"))
    assert parse("-0043").before(parse("-0042"))


@given(near_dates, near_dates)
def test_relations_agree_with_each_other(one: HistoricalDate, other: HistoricalDate) -> None:
    assert one.overlaps(other) is other.overlaps(one)
    assert one.disjoint(other) is other.disjoint(one)
    assert not (one.before(other) and other.before(one))
    if one.before(other):
        assert one.disjoint(other)
        assert one.latest < other.earliest
    if one.within(other):
        assert one.overlaps(other)
        assert not one.disjoint(other)
        assert other.earliest <= one.earliest <= one.latest <= other.latest
    if one.within(other) and other.within(one):
        assert one.spans == other.spans
    if one.disjoint(other):
        assert not one.overlaps(other)


@given(near_dates, near_dates)
def test_relate_is_the_mirror_of_itself(one: HistoricalDate, other: HistoricalDate) -> None:
    mirror = {
        Relation.WITHIN: Relation.CONTAINS,
        Relation.CONTAINS: Relation.WITHIN,
        Relation.BEFORE: Relation.AFTER,
        Relation.AFTER: Relation.BEFORE,
    }
    relation = relate(one, other)
    assert relate(other, one) is mirror.get(relation, relation)


@given(near_dates, near_dates, near_dates)
def test_before_and_within_are_transitive(
    one: HistoricalDate, other: HistoricalDate, third: HistoricalDate
) -> None:
    if one.before(other) and other.before(third):
        assert one.before(third)
    if one.within(other) and other.within(third):
        assert one.within(third)


@given(dates)
def test_a_date_is_the_same_as_itself(date: HistoricalDate) -> None:
    assert relate(date, date) is Relation.SAME
    assert date.within(date)
    assert not date.before(date)
    assert pickle.loads(pickle.dumps(date)) == date  # noqa: S301 - our own bytes, as a cache would keep them


def test_equality_is_by_canonical_text_and_the_value_is_frozen() -> None:
    date = parse("1949-03")
    assert date != parse("1949-03-XX")
    assert date != "1949-03"
    assert len({date, parse(" 1949-03"), parse("1949-03-XX")}) == 2
    with pytest.raises(dataclasses.FrozenInstanceError):
        date.edtf = "1950"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [
        ("1949-03-17", "1949-03-17", 0),
        ("1949-03-17", "1949", 0),
        ("1949-03-17", "1949-03-20", 3),
        ("1949", "1951", 366),
        ("-0001-12-31", "0000-01-01", 1),
        ("1947", "{1946,1948}", 1),
        ("1949/..", "1940", None),
        ("1940", "/1949", None),
    ],
)
def test_days_between(one: str, other: str, days: int | None) -> None:
    assert days_between(parse(one), parse(other)) == days
    assert days_between(parse(other), parse(one)) == days


@given(near_dates, near_dates)
def test_days_between_is_zero_exactly_where_a_day_is_shared(
    one: HistoricalDate, other: HistoricalDate
) -> None:
    assert (days_between(one, other) == 0) is one.overlaps(other)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 4)), max_size=8))
def test_merged_keeps_the_days_and_leaves_gaps(pairs: list[tuple[int, int]]) -> None:
    spans = [(start, start + length) for start, length in pairs]
    result = merged(spans)

    def days(some: object) -> set[int]:
        return {day for first, last in some for day in range(first, last + 1)}  # type: ignore[attr-defined]

    assert days(result) == days(spans)
    assert all(one[1] + 1 < other[0] for one, other in pairwise(result))


@pytest.mark.parametrize(
    ("text", "precision", "unit"),
    [
        ("2000-07-19/2000-07-20", "month", "2000-07"),
        ("2000-07-19/2000-07-20", "day", None),
        ("2000-07-19/2000-07-19", "day", "2000-07-19"),
        ("1949-03-17", "day", "1949-03-17"),
        ("1949-03-17~", "month", "1949-03"),
        ("1949-03-17", "year", "1949"),
        ("1949-03-17", "decade", "194X"),
        ("1949-03-17", "century", "19XX"),
        ("1949", "month", None),
        ("1950/1953", "year", None),
        ("1950/1953", "decade", "195X"),
        ("1949/1953", "decade", None),
        ("1949/1953", "century", "19XX"),
        ("[1941-02-16,1942-02-16]", "decade", "194X"),
        ("-0043-03-15", "month", "-0043-03"),
        ("-0043", "decade", "-004X"),
        ("-0043", "century", "-00XX"),
        ("-0104/-0101", "century", "-01XX"),
        ("0000", "decade", "-000X"),
        ("0001", "decade", "000X"),
        ("0000/0001", "decade", "000X"),
        ("-0001/0001", "century", None),
        ("Y-13000", "year", "Y-13000"),
        ("Y-13000", "decade", None),
        ("Y-13000", "century", None),
        ("1916-24", "season", "1916-24"),
        ("1917-01-05", "season", "1916-24"),
        ("1916-03-05", "season", "1916-21"),
        ("1916-03/1916-06", "season", None),
        ("1949", "interval", None),
        ("1949", "set", None),
        ("1949/..", "century", None),
        ("/1949", "century", None),
    ],
)
def test_coarsened(text: str, precision: str, unit: str | None) -> None:
    assert coarsened(parse(text), Precision(precision)) == (parse(unit) if unit else None)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("2000-07-19/2000-07-20", "2000-07"),
        ("1916-24", "191X"),
        ("1916-21", "1916"),
        ("1949-XX", "1949"),
        ("1999/2000", None),
        ("1949/..", None),
    ],
)
def test_containing(text: str, unit: str | None) -> None:
    assert containing(parse(text)) == (parse(unit) if unit else None)


@given(dates, st.sampled_from(list(Precision)))
def test_coarsened_holds_the_whole_date(date: HistoricalDate, precision: Precision) -> None:
    unit = coarsened(date, precision)
    if unit:
        assert unit.precision is precision
        assert date.within(unit)
        assert (unit.approximate, unit.uncertain) == (False, False)


@given(dates)
def test_containing_is_the_finest_of_the_units(date: HistoricalDate) -> None:
    units = [unit for precision in LADDER if (unit := coarsened(date, precision))]
    assert containing(date) == (units[0] if units else None)
    assert all(fine.within(coarse) for fine, coarse in pairwise(units))


def test_sentinels_fit_the_column_with_room_to_spare() -> None:
    assert parse("Y-1000000000000~").outer_earliest > OPEN_PAST > -(2**63) // 1000
    assert parse("Y1000000000000~").outer_latest < OPEN_FUTURE < 2**63 // 1000
