"""The Julian calendar, in which every fourth year leaps."""

from __future__ import annotations

from history.dates.days import days_in_month

_BEFORE_OURS = 308
"""Days from 1 March of the Julian year 0 to 31 December of the Gregorian year 0."""


def julian_day_number(year: int, month: int, day: int) -> int:
    """The day number (`history.dates.days`) of a day of the Julian calendar.

    Years begin in March, so that the leap day is the last of them (E. G. Richards, Mapping Time, 1998).
    """
    early = month < 3
    year, month = year - early, month + 12 * early - 3
    return day + (153 * month + 2) // 5 + 365 * year + year // 4 - _BEFORE_OURS


def days_in_julian_month(year: int, month: int) -> int:
    """How many days a month of the Julian calendar has."""
    if month == 2:
        return 28 if year % 4 else 29
    return days_in_month(year, month)
