from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from history.dates import civil, day_number
from history.dates.days import days_in_month, is_leap


@given(st.dates())
def test_day_number_equals_the_ordinal_of_the_standard_library(day: date) -> None:
    assert day_number(day.year, day.month, day.day) == day.toordinal()
    assert civil(day.toordinal()) == (day.year, day.month, day.day)


@given(st.integers(-(10**6), 10**6), st.integers(1, 12), st.integers(1, 31))
def test_civil_is_the_inverse_of_day_number(year: int, month: int, day: int) -> None:
    day = min(day, days_in_month(year, month))
    assert civil(day_number(year, month, day)) == (year, month, day)


@given(st.integers(-(4 * 10**14), 4 * 10**14))
def test_day_number_is_the_inverse_of_civil(number: int) -> None:
    assert day_number(*civil(number)) == number


@given(st.integers(-(10**6), 10**6))
def test_the_day_after_the_last_of_a_year_is_the_first_of_the_next(year: int) -> None:
    assert day_number(year, 12, 31) + 1 == day_number(year + 1, 1, 1)
    assert day_number(year, 12, 31) - day_number(year, 1, 1) + 1 == 365 + is_leap(year)


def test_day_number_counts_through_year_zero() -> None:
    assert day_number(1, 1, 1) == 1
    assert day_number(0, 12, 31) == 0
    assert day_number(0, 2, 29) + 1 == day_number(0, 3, 1)
    assert day_number(-44, 12, 31) + 1 == day_number(-43, 1, 1)
