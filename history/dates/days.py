"""Counting days: any year of the proleptic Gregorian calendar to a whole number and back.

Years are astronomical (0 is 1 BCE, -43 is 44 BCE). Day 1 is 1 January of year 1, so a day number equals
`datetime.date.toordinal()` wherever that exists (years 1 to 9999).
"""

from bisect import bisect_right
from functools import lru_cache

MONTHS_IN_YEAR = 12
DAYS_IN_400_YEARS = 146_097
DAYS_IN_100_YEARS = 36_524
DAYS_IN_4_YEARS = 1_461
DAYS_IN_YEAR = 365

_MONTH_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# days of a common and of a leap year that lie before each month
_BEFORE = tuple(sum(_MONTH_LENGTHS[:month]) for month in range(MONTHS_IN_YEAR))
_BEFORE_LEAP = tuple(days + (month > 1) for month, days in enumerate(_BEFORE))


def is_leap(year: int) -> bool:
    """Whether the astronomical year has a 29 February; the rule is simply carried on before 1582."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """28 to 31; month from 1 to 12."""
    return 29 if month == 2 and is_leap(year) else _MONTH_LENGTHS[month - 1]


def day_number(year: int, month: int, day: int) -> int:
    """The day number of an existing day (astronomical year, month 1-12, day 1-31); nothing is checked."""
    past = year - 1
    before = _BEFORE_LEAP if is_leap(year) else _BEFORE
    return past * DAYS_IN_YEAR + past // 4 - past // 100 + past // 400 + before[month - 1] + day


@lru_cache(maxsize=50_000)
def civil(number: int) -> tuple[int, int, int]:
    """(astronomical year, month, day) of a day number: the inverse of `day_number`."""
    cycles, rest = divmod(number - 1, DAYS_IN_400_YEARS)
    # the last day of a long cycle belongs to its fourth century, that of four years to its fourth year
    centuries = min(rest // DAYS_IN_100_YEARS, 3)
    fours, rest = divmod(rest - centuries * DAYS_IN_100_YEARS, DAYS_IN_4_YEARS)
    years = min(rest // DAYS_IN_YEAR, 3)
    rest -= years * DAYS_IN_YEAR
    year = 400 * cycles + 100 * centuries + 4 * fours + years + 1
    before = _BEFORE_LEAP if is_leap(year) else _BEFORE
    month = bisect_right(before, rest)
    return year, month, rest - before[month - 1] + 1
