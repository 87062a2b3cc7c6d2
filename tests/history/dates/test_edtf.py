import re
from itertools import pairwise

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from history.dates import OPEN_FUTURE, OPEN_PAST, DateError, Precision, civil, day_number, parse
from history.dates.edtf import ends, members
from tests.history.dates.strategies import far_years, plain_texts, ranges, sets, texts

Day = tuple[int, int, int]

# fmt: off
NONSENSE = [
    "49", "949", "19490", "+1949", "1949-3", "1949-03-7", "19490317", "1949-00", "1949-25", "1949-41",
    "1900-02-29", "-0001-02-29", "１９４９", "١٩٤٩", "1949-03-17T00:00", "1949?~", "~1949", "1949-~03",
    "1XXX", "XXXX", "X949", "194X-03", "19X9", "-X", "1949-1X", "Y1949", "Y01949", "Y-01949", "Y17E7",
    "y-13000", "1950/1951/1952", "1950//1953", "1950/[1951]", "[1950/1951]", "[]", "{}", "[", "{",
    "[1949", "1949]", "[1949,]", "[,]", "[1941..1942..1943]", "[1941....]", "[....1941]", "[...]",
    "{[1949]}", "1949–1950", "1949-03-17/18", "1949-", "-1949-", "/", "..", "...", "1949..", "..1949",
    "1949/....", "null",
]
# fmt: on


@pytest.mark.parametrize(
    ("text", "precision", "first", "last"),
    [
        ("1949-03-17", "day", (1949, 3, 17), (1949, 3, 17)),
        ("2000-02-29", "day", (2000, 2, 29), (2000, 2, 29)),
        ("-0043-03-15", "day", (-43, 3, 15), (-43, 3, 15)),
        ("1949-03", "month", (1949, 3, 1), (1949, 3, 31)),
        ("1948-02", "month", (1948, 2, 1), (1948, 2, 29)),
        ("1949-03-XX", "month", (1949, 3, 1), (1949, 3, 31)),
        ("1949", "year", (1949, 1, 1), (1949, 12, 31)),
        ("1949-XX", "year", (1949, 1, 1), (1949, 12, 31)),
        ("1949-XX-XX", "year", (1949, 1, 1), (1949, 12, 31)),
        ("-0043", "year", (-43, 1, 1), (-43, 12, 31)),
        ("0000", "year", (0, 1, 1), (0, 12, 31)),
        ("Y-13000", "year", (-13000, 1, 1), (-13000, 12, 31)),
        ("Y170000002", "year", (170000002, 1, 1), (170000002, 12, 31)),
        ("Y-1000000000000", "year", (-(10**12), 1, 1), (-(10**12), 12, 31)),
        ("194X", "decade", (1940, 1, 1), (1949, 12, 31)),
        ("-004X", "decade", (-49, 1, 1), (-40, 12, 31)),
        ("19XX", "century", (1900, 1, 1), (1999, 12, 31)),
        ("-00XX", "century", (-99, 1, 1), (0, 12, 31)),
        ("1916-21", "season", (1916, 3, 1), (1916, 5, 31)),
        ("1916-22", "season", (1916, 6, 1), (1916, 8, 31)),
        ("1916-23", "season", (1916, 9, 1), (1916, 11, 30)),
        ("1947-24", "season", (1947, 12, 1), (1948, 2, 29)),
        ("1950/1953", "interval", (1950, 1, 1), (1953, 12, 31)),
        ("1949-02/1949-04-03", "interval", (1949, 2, 1), (1949, 4, 3)),
        ("-0049/0014", "interval", (-49, 1, 1), (14, 12, 31)),
        ("[1941-02-16,1942-02-16]", "set", (1941, 2, 16), (1942, 2, 16)),
        ("{1946,1948}", "set", (1946, 1, 1), (1948, 12, 31)),
        ("[1941..1943]", "set", (1941, 1, 1), (1943, 12, 31)),
    ],
)
def test_parse_bounds(text: str, precision: str, first: Day, last: Day) -> None:
    date = parse(text)
    assert str(date) == date.edtf == text
    assert (date.precision, civil(date.earliest), civil(date.latest)) == (Precision(precision), first, last)
    assert (date.outer_earliest, date.outer_latest) == (date.earliest, date.latest)
    assert (date.approximate, date.uncertain, date.is_open) == (False, False, False)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1949/..", (1949, 1, 1), None),
        ("1949/", (1949, 1, 1), None),
        ("../1949", None, (1949, 12, 31)),
        ("/1949", None, (1949, 12, 31)),
        ("[1949..]", (1949, 1, 1), None),
        ("{..1949}", None, (1949, 12, 31)),
    ],
)
def test_parse_open_and_unknown_ends(text: str, first: Day | None, last: Day | None) -> None:
    date = parse(text)
    assert date.earliest == date.outer_earliest == (day_number(*first) if first else OPEN_PAST)
    assert date.latest == date.outer_latest == (day_number(*last) if last else OPEN_FUTURE)
    assert date.edtf == text
    assert date.is_open


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("1500~", True, False),
        ("1500?", False, True),
        ("1500%", True, True),
        ("1950~/1953", True, False),
        ("1950/1953?", False, True),
        ("1950~/1953?", True, True),
        ("[1941~,1942?]", True, True),
        ("1949-03-XX~", True, False),
        ("Y-13000~", True, False),
    ],
)
def test_parse_qualifiers(text: str, approximate: bool, uncertain: bool) -> None:
    assert (parse(text).approximate, parse(text).uncertain) == (approximate, uncertain)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1949-03-17~", (1949, 3, 10), (1949, 3, 24)),
        ("1949-03?", (1948, 12, 29), (1949, 6, 1)),
        ("1916-21~", (1915, 12, 30), (1916, 8, 1)),
        ("1900~", (1898, 1, 1), (1902, 12, 31)),
        ("1899~", (1894, 1, 1), (1904, 12, 31)),
        ("1500?", (1495, 1, 1), (1505, 12, 31)),
        ("1499%", (1489, 1, 1), (1509, 12, 31)),
        ("0000~", (-10, 1, 1), (10, 12, 31)),
        ("-0001~", (-51, 1, 1), (49, 12, 31)),
        ("-1000~", (-1050, 1, 1), (-950, 12, 31)),
        ("-1001~", (-1101, 1, 1), (-901, 12, 31)),
        ("195X~", (1940, 1, 1), (1969, 12, 31)),
        ("-004X~", (-99, 1, 1), (10, 12, 31)),
        ("19XX~", (1850, 1, 1), (2049, 12, 31)),
        ("-19XX~", (-2099, 1, 1), (-1800, 12, 31)),
        ("1950~/1953", (1948, 1, 1), (1953, 12, 31)),
        ("1950/1953-07-27?", (1950, 1, 1), (1953, 8, 3)),
        ("[1941,1943~]", (1941, 1, 1), (1945, 12, 31)),
    ],
)
def test_parse_margins(text: str, first: Day, last: Day) -> None:
    assert (civil(parse(text).outer_earliest), civil(parse(text).outer_latest)) == (first, last)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        (" 1949-03 ", "1949-03"),
        ("[1942,1941]", "[1941,1942]"),
        ("{1946, 1948, 1946}", "{1946,1948}"),
        ("[1667, 1668,1670..1672]", "[1667,1668,1670..1672]"),
        ("[1949-03,1949]", "[1949,1949-03]"),
    ],
)
def test_parse_makes_the_text_canonical(text: str, canonical: str) -> None:
    assert parse(text).edtf == canonical
    assert parse(text) == parse(canonical)
    assert hash(parse(text)) == hash(parse(canonical))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "A date must not be empty: write one such as 1949-03-17, 1949-03 or 1949."),
        ("   ", "A date must not be empty: write one such as 1949-03-17, 1949-03 or 1949."),
        (
            "1949-02-30",
            "“1949-02-30” has no day 30: that month has 28 days, so write 01 to 28.",
        ),
        ("1949-03-00", "“1949-03-00” has no day 00: that month has 31 days, so write 01 to 31."),
        (
            "1949-13",
            "“1949-13” has no month 13: write a month from 01 to 12, or only a season from 21 to 24.",
        ),
        (
            "1949-21-03",
            "“1949-21-03” has no month 21: write a month from 01 to 12, or only a season from 21 to 24.",
        ),
        (
            "1949-XX-03",
            "“1949-XX-03” has a day but no month: write the month, or XX for the day as well.",
        ),
        ("-0000", "“-0000” has no meaning, as zero has no sign: write 0000 for the year 1 BCE."),
        (
            "1953/1950",
            "“1950” lies before “1953”: write the earlier first, and 44 BCE as -0043.",
        ),
        (
            "[1953..1950]",
            "“1950” lies before “1953”: write the earlier first, and 44 BCE as -0043.",
        ),
        (
            "../..",
            "“../..” is open at both ends: write a date at one end at least, such as 1949/..",
        ),
        ("/", "“/” is open at both ends: write a date at one end at least, such as 1949/.."),
        (
            "[..]",
            "A range in a set cannot be open at both ends: write a date at one end, such as 1941..",
        ),
        (
            "[1941,1942}",
            "“[1941,1942}” is not closed: write one of several dates as [1941,1942] and all of several as "
            "{1941,1942}.",
        ),
        (
            "Y1000000000001",
            "“Y1000000000001” lies too far away: write a year up to ten to the twelfth, Y1000000000000.",
        ),
        (
            "Y-" + "9" * 5000,
            f"“Y-{'9' * 37}…” lies too far away: write a year up to ten to the twelfth, Y1000000000000.",
        ),
        (
            "March 1949",
            "“March 1949” is not a date in EDTF: write one such as 1949-03-17, 1949-03, 1949, 194X, 1949~ or "
            "1950/1953, and 44 BCE as -0043.",
        ),
    ],
)
def test_parse_refuses_in_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(DateError) as refusal:
        parse(text)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    "text",
    NONSENSE,
)
def test_parse_refuses(text: str) -> None:
    with pytest.raises(DateError, match=r"^[^\n]+$"):
        parse(text)


@given(texts)
def test_canonical_form_is_stable(text: str) -> None:
    date = parse(text)
    assert parse(date.edtf) == date
    assert parse(date.edtf).spans == date.spans
    assert parse(date.edtf).outer_spans == date.outer_spans


@given(texts)
def test_bounds_are_in_order_and_widening_never_shrinks(text: str) -> None:
    date = parse(text)
    assert (
        OPEN_PAST <= date.outer_earliest <= date.earliest <= date.latest <= date.outer_latest <= OPEN_FUTURE
    )
    assert all(
        any(first <= start and end <= last for first, last in date.outer_spans) for start, end in date.spans
    )
    assert all(one[1] + 1 < other[0] for one, other in pairwise(date.spans))


@given(st.text(alphabet="0123456789-/.~?%XY[]{}, ", max_size=24))
def test_anything_else_is_a_date_error(text: str) -> None:
    try:
        date = parse(text)
    except DateError:
        return
    assert parse(date.edtf) == date


# The edtf package is the oracle for all bounds but these, where it goes other ways:
# - winter, which it ends on 31 December, and seasons with ~ ? %, which it refuses,
# - an unspecified day or month before year 0 (its first and last day are swapped),
# - open ends (bounds that are no days) and unknown ends (it assumes ten years),
# - the margins of ~ and ? (it follows settings of its own, a month and a year for a single day).
GOES_OTHER_WAYS = re.compile(r"-?[0-9]{4}-(24|2[1-3][~?%])|-[0-9]{4}-.*X").match


@settings(max_examples=60)
@given(st.one_of(plain_texts(), far_years).filter(lambda text: not GOES_OTHER_WAYS(text)))
def test_plain_bounds_equal_those_of_the_oracle(text: str) -> None:
    assert (civil(parse(text).earliest), civil(parse(text).latest)) == _oracle(text)


@pytest.mark.parametrize("text", ["[1941,1943]", "{1941,1943-05}", "[1941-02-16,1942-02-16]", "[1941..1943]"])
def test_bounds_of_sets_equal_those_of_the_oracle(text: str) -> None:
    assert (civil(parse(text).earliest), civil(parse(text).latest)) == _oracle(text)


@settings(max_examples=30)
@given(st.lists(st.dates(), min_size=2, max_size=2).map(sorted))
def test_interval_bounds_equal_those_of_the_oracle(days: list[object]) -> None:
    text = f"{days[0]}/{days[1]}"
    assert (civil(parse(text).earliest), civil(parse(text).latest)) == _oracle(text)


def _oracle(text: str) -> tuple[Day, Day]:
    date = parse_edtf(text)
    return tuple(date.lower_strict()[:3]), tuple(date.upper_strict()[:3])


@given(ranges("/"))
def test_ends_are_those_of_the_interval(text: str) -> None:
    first, last = ends(parse(text))
    assert (first.earliest if first else OPEN_PAST) == parse(text).earliest
    assert (last.latest if last else OPEN_FUTURE) == parse(text).latest


def test_ends_of_a_plain_date_are_the_date() -> None:
    assert ends(parse("1949-03")) == (parse("1949-03"), parse("1949-03"))


def test_members_are_in_order_of_time() -> None:
    assert members(parse("[1948,1941..1943]")) == [
        (parse("1941"), parse("1943")),
        (parse("1948"), parse("1948")),
    ]


@given(sets())
def test_members_fill_the_set(text: str) -> None:
    date = parse(text)
    firsts = [first.earliest if first else OPEN_PAST for first, _ in members(date)]
    assert firsts == sorted(firsts)
    assert firsts[0] == date.earliest
