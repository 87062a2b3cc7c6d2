"""Units, bins and places on the line of time."""

from __future__ import annotations

import itertools

import pytest
from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from history.dates import OPEN_FUTURE, OPEN_PAST, civil, day_number
from history.timeline import COARSER, LONG, Mark, Scale, Unit, bins, months, places, unit_of

pytestmark = pytest.mark.pure

YEARS = st.integers(-50_000, 50_000)
DAYS = st.integers(day_number(-4_000, 1, 1), day_number(4_000, 12, 31))


def mark(start: tuple[int, int, int], end: tuple[int, int, int] | None = None, *, pk: int = 1) -> Mark:
    return Mark(pk, "", day_number(*start), day_number(*(end or start)), "established")


def labels(year: int) -> list[str]:
    return [unit_of(year, scale).label for scale in Scale]


class Units(SimpleTestCase):
    def test_labels_follow_the_custom_of_readers(self) -> None:
        assert labels(1949) == ["20th century", "1940s", "1949"]
        assert labels(2001) == ["21st century", "2000–2009", "2001"]
        assert labels(150) == ["2nd century CE", "150s CE", "150 CE"]
        assert labels(1) == ["1st century CE", "1–9 CE", "1 CE"]

    def test_there_is_no_year_0(self) -> None:
        assert labels(0) == ["1st century BCE", "10–1 BCE", "1 BCE"]
        assert labels(-43) == ["1st century BCE", "50–41 BCE", "44 BCE"]
        assert labels(-99) == ["1st century BCE", "100–91 BCE", "100 BCE"]
        assert labels(-100) == ["2nd century BCE", "110–101 BCE", "101 BCE"]
        assert labels(-11999)[0] == "120th century BCE"

    @given(year=YEARS, scale=st.sampled_from(Scale))
    def test_a_year_lies_in_its_unit_and_units_do_not_overlap(self, year: int, scale: Scale) -> None:
        unit = unit_of(year, scale)
        assert unit.first <= year <= unit.last
        assert unit_of(unit.first, scale) == unit
        assert unit_of(unit.last, scale) == unit
        assert unit_of(unit.last + 1, scale).first == unit.last + 1
        assert unit.last <= 0 or unit.first > 0

    @given(year=YEARS, scale=st.sampled_from(Scale))
    def test_parts_fill_the_unit_and_lead_back_to_it(self, year: int, scale: Scale) -> None:
        unit = unit_of(year, scale)
        parts = unit.parts()
        if scale is Scale.YEAR:
            assert parts == ()
            return
        assert [part.first for part in parts[1:]] == [part.last + 1 for part in parts[:-1]]
        assert (parts[0].first, parts[-1].last) == (unit.first, unit.last)
        assert {part.around() for part in parts} == {unit}
        assert len(parts) in (9, 10)

    def test_a_century_is_as_far_out_as_it_goes(self) -> None:
        assert unit_of(1949, Scale.CENTURY).around() is None
        assert COARSER[Scale.CENTURY] is None


class Bins(SimpleTestCase):
    def test_a_mark_counts_in_each_unit_that_it_touches(self) -> None:
        found = bins(
            [mark((1950, 1, 1), (1953, 12, 31)), mark((1949, 3, 17), pk=2)], unit_of(1949, Scale.CENTURY)
        )
        assert {each.unit.label: each.ids for each in found if each.ids} == {"1940s": (2,), "1950s": (1,)}
        years = bins([mark((1950, 1, 1), (1953, 12, 31))], unit_of(1950, Scale.DECADE))
        assert [each.total for each in years] == [1, 1, 1, 1, 0, 0, 0, 0, 0, 0]

    def test_counts_are_split_by_category(self) -> None:
        day = day_number(1949, 1, 1)
        marks = [Mark(pk, "", day, day, name) for pk, name in enumerate(("a", "b", "a"))]
        (found,) = bins(marks)
        assert (found.counts, found.total, found.ids) == ({"a": 2, "b": 1}, 3, (0, 1, 2))

    def test_empty_centuries_are_left_out_and_counted(self) -> None:
        found = bins([mark((-43, 3, 15)), mark((1949, 3, 17)), mark((2001, 1, 1))])
        assert [each.unit.label for each in found] == ["1st century BCE", "20th century", "21st century"]
        assert [each.skipped for each in found] == [0, 19, 0]

    def test_what_lasts_for_ages_makes_no_endless_list(self) -> None:
        ages = mark((-500_000, 1, 1), (1949, 1, 1))
        found = bins([ages, mark((-43, 3, 15), pk=2)])
        assert [each.ids for each in found] == [(1,), (1, 2), (1,)]
        few = bins([mark((1, 1, 1), (100 * (LONG - 1) + 1, 1, 1))])
        assert [each.total for each in few] == [1] * LONG

    def test_an_open_end_lies_where_it_is_known(self) -> None:
        since, until = day_number(1948, 9, 9), day_number(1910, 1, 1)
        marks = [
            Mark(1, "", since, OPEN_FUTURE),
            Mark(2, "", OPEN_PAST, until),
            Mark(3, "", OPEN_PAST, OPEN_FUTURE),
        ]
        found = bins(marks, unit_of(1949, Scale.CENTURY))
        assert {each.unit.label: each.ids for each in found if each.ids} == {"1910s": (2,), "1940s": (1,)}

    @given(st.lists(st.tuples(DAYS, st.integers(0, 80_000)), max_size=12))
    def test_everything_is_counted_where_it_begins_and_ends(self, spans: list[tuple[int, int]]) -> None:
        marks = [Mark(pk, "", day, day + length) for pk, (day, length) in enumerate(spans)]
        found = bins(marks)
        assert [each.unit for each in found] == sorted(each.unit for each in found)
        for each in marks:
            for day in (each.earliest, each.latest):
                (held,) = (part for part in found if part.unit == unit_of(civil(day)[0], Scale.CENTURY))
                assert each.id in held.ids


class Places(SimpleTestCase):
    year: Unit = unit_of(1949, Scale.YEAR)

    def test_a_day_is_a_point_and_a_month_a_bar(self) -> None:
        day, month = places([mark((1949, 1, 1)), mark((1949, 12, 1), (1949, 12, 31), pk=2)], self.year)
        assert (day.left, day.width, day.point) == (0.0, 0.27, True)
        assert (month.left, month.width, month.point) == (91.51, 8.49, False)

    def test_what_goes_on_beyond_the_year_says_so(self) -> None:
        (war,) = places([mark((1948, 1, 1), (1950, 1, 1))], self.year)
        assert (war.left, war.width, war.before, war.after) == (0.0, 100.0, True, True)
        assert places([mark((1950, 1, 1))], self.year) == ()

    @given(st.lists(st.tuples(st.integers(0, 364), st.integers(0, 200)), max_size=30), st.floats(0, 30))
    def test_marks_of_one_lane_never_touch(self, spans: list[tuple[int, int]], least: float) -> None:
        start = self.year.days[0]
        marks = [Mark(pk, "", start + day, start + day + long) for pk, (day, long) in enumerate(spans)]
        found = places(marks, self.year, least=least)
        assert [place.mark.first for place in found] == sorted(mark.first for mark in marks)
        lanes: dict[int, list[tuple[float, float]]] = {}
        for place in found:
            assert place.left >= 0
            assert place.left + place.width <= 100.02
            room = max(place.width, least)
            left = min(max(place.left + place.width / 2 - room / 2, 0), 100 - room)
            lanes.setdefault(place.lane, []).append((left, left + room))
        assert sorted(lanes) == list(range(len(lanes)))
        for taken in lanes.values():
            ordered = sorted(taken)
            for (_, end), (begin, _) in itertools.pairwise(ordered):
                assert end <= begin + 0.05

    def test_months_are_named_by_quarters(self) -> None:
        ticks = months(self.year)
        assert [tick.label for tick in ticks if tick.label] == ["Jan", "Apr", "Jul", "Oct"]
        assert (len(ticks), ticks[0].left, ticks[1].left) == (12, 0.0, 8.49)
