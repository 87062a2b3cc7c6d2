"""How far a typed date lies from the right one, in the unit in which people would say it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum

from history.dates import HistoricalDate, civil
from history.sentences import Sentence, Value, counted, sentence

SHORTEST = (1, 28, 365, 3_652, 36_524)
"""Days of the shortest day, month, year, decade and century."""
DAYS_IN_MONTH, DAYS_IN_YEAR = 30.436875, 365.2425
MOST_DAYS, MOST_MONTHS = 60, 24
"""What is told in days and in months; beyond, the next larger unit is clearer."""


class Unit(StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


UNITS = tuple(Unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """How far off: a number of units, too early or too late; `about` where the number is rounded.

    alike: what is right all the same: the month, or the day of the month with its month.
    """

    unit: Unit
    count: int
    early: bool
    about: bool = False
    alike: Unit | None = None


def length(date: HistoricalDate) -> int:
    """Days from its first to its last."""
    return date.latest - date.earliest + 1


def shared(date: HistoricalDate, other: HistoricalDate) -> int:
    """Days that are in both."""
    return sum(
        max(0, min(end, last) - max(start, first) + 1)
        for start, end in date.spans
        for first, last in other.spans
    )


def unit_of(date: HistoricalDate) -> Unit:
    """The largest unit that is no longer than the date: a season counts as months, a week as days."""
    return UNITS[bisect_right(SHORTEST, length(date)) - 1]


def miss(date: HistoricalDate, right: HistoricalDate) -> Miss | None:
    """How far two dates lie apart that share no day; None where an end is open or they lie among each other.

    Days are counted up to about two months, but from the 17th to the 17th is a month; months up to two years,
    then years; what is known by the year is counted in years, decades and centuries among themselves.
    The coarser of the two decides.
    """
    if date.is_open or right.is_open:
        return None
    early = date.latest < right.earliest
    if not early and date.earliest <= right.latest:
        return None
    first, last = (date, right) if early else (right, date)
    units = (unit_of(date), unit_of(right))
    coarse, fine = max(units, key=UNITS.index), min(units, key=UNITS.index)
    if coarse in (Unit.DECADE, Unit.CENTURY) and fine == coarse:
        years = civil(last.earliest)[0] - civil(first.latest)[0]
        size = 10 if coarse == Unit.DECADE else 100
        return Miss(unit=coarse, count=-(-years // size), early=early)
    if coarse == Unit.DAY:
        return _of_days(first, last, early=early)
    if coarse == Unit.MONTH:
        return _of_months(first, last, early=early)
    return Miss(unit=Unit.YEAR, count=_years(first, last), early=early)


def _years(first: HistoricalDate, last: HistoricalDate) -> int:
    return civil(last.earliest)[0] - civil(first.latest)[0]


def _of_days(first: HistoricalDate, last: HistoricalDate, *, early: bool) -> Miss:
    days = last.earliest - first.latest
    (_, month, day), (_, end_month, end_day) = civil(first.latest), civil(last.earliest)
    if days <= MOST_DAYS and day != end_day:
        return Miss(unit=Unit.DAY, count=days, early=early)
    if (month, day) == (end_month, end_day):
        return Miss(unit=Unit.YEAR, count=_years(first, last), early=early, alike=Unit.DAY)
    months = 12 * _years(first, last) + end_month - month if day == end_day else round(days / DAYS_IN_MONTH)
    if months < MOST_MONTHS:
        return Miss(unit=Unit.MONTH, count=months, early=early, about=day != end_day)
    if month == end_month:
        return Miss(unit=Unit.YEAR, count=_years(first, last), early=early, alike=Unit.MONTH)
    return Miss(unit=Unit.YEAR, count=round(days / DAYS_IN_YEAR), early=early, about=True)


def _of_months(first: HistoricalDate, last: HistoricalDate, *, early: bool) -> Miss:
    years, month, end_month = _years(first, last), civil(first.latest)[1], civil(last.earliest)[1]
    months = 12 * years + end_month - month
    if months == 0:
        return _of_days(first, last, early=early)
    if month == end_month:
        return Miss(unit=Unit.YEAR, count=years, early=early, alike=Unit.MONTH)
    if months < MOST_MONTHS:
        return Miss(unit=Unit.MONTH, count=months, early=early)
    return Miss(unit=Unit.YEAR, count=round(months / 12), early=early, about=True)


def told(missed: Miss, answer: Value) -> Sentence:
    """The miss in a sentence that gives the right answer too."""
    distance = _distance(missed)
    if missed.alike == Unit.DAY:
        return sentence(
            "The day and month are right, but it is {distance}: the right answer is {answer}.",
            distance=distance,
            answer=answer,
        )
    if missed.alike == Unit.MONTH:
        return sentence(
            "The month is right, but it is {distance}: the right answer is {answer}.",
            distance=distance,
            answer=answer,
        )
    if missed.about:
        return sentence("About {distance}: the right answer is {answer}.", distance=distance, answer=answer)
    return sentence("{distance}: the right answer is {answer}.", distance=distance, answer=answer)


def _distance(missed: Miss) -> Sentence:
    count = missed.count
    match missed.unit, missed.early:
        case Unit.DAY, True:
            return counted("{count} day too early", "{count} days too early", count)
        case Unit.DAY, False:
            return counted("{count} day too late", "{count} days too late", count)
        case Unit.MONTH, True:
            return counted("{count} month too early", "{count} months too early", count)
        case Unit.MONTH, False:
            return counted("{count} month too late", "{count} months too late", count)
        case Unit.YEAR, True:
            return counted("{count} year too early", "{count} years too early", count)
        case Unit.YEAR, False:
            return counted("{count} year too late", "{count} years too late", count)
        case Unit.DECADE, True:
            return counted("{count} decade too early", "{count} decades too early", count)
        case Unit.DECADE, False:
            return counted("{count} decade too late", "{count} decades too late", count)
        case Unit.CENTURY, True:
            return counted("{count} century too early", "{count} centuries too early", count)
    return counted("{count} century too late", "{count} centuries too late", count)
