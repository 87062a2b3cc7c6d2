"""By which calendar unit a date can be asked, and how a stem prints it."""

from __future__ import annotations

import re

from history import evidence
from history.dates import HistoricalDate, Precision, coarsened, containing, parse, say, when
from history.facts import (
    DateRole,
    Fact,
    FactDate,
)
from quizzes.stems.masking_dates import years_of
from quizzes.stems.sentences import DATE_PHRASES

FARTHEST = -9_998
"""The year 9,999 BCE. What lies before it no source knows to the year, whatever it prints."""

SAFE_DAYS = 7
"""A day whose date carries a note is asked by the month or year that holds it with a week to spare."""


def safe_unit(dated: FactDate) -> HistoricalDate | None:
    """The finest calendar unit by which a date can be asked, or None.

    An interval or a set is asked by the unit that holds it whole; a doubtful or approximate date by
    one that holds its margins too; a day that carries a note by one with a week on either side,
    because the note says that the day is open to question (another time zone, another source).
    """
    date = dated.date
    if date.is_open:
        return None
    unit = containing(date)
    margin = SAFE_DAYS if dated.note and date.latest - date.earliest <= SAFE_DAYS else 0
    while unit is not None and not (
        unit.earliest <= min(date.outer_earliest, date.earliest - margin)
        and max(date.outer_latest, date.latest + margin) <= unit.latest
    ):
        unit = _coarser(unit)
    return unit


def agreed_unit(fact: Fact, dated: FactDate) -> HistoricalDate | None:
    """The finest calendar unit that holds a date whole, and all that anybody says of it."""
    unit = safe_unit(dated)
    claims = claimed_dates(fact, dated.role)
    while unit is not None and not all(claim.within(unit) for claim in claims):
        unit = _coarser(unit)
    return unit


LONG_SPANS = frozenset({DateRole.SPAN, DateRole.WHEN, DateRole.HELD})


def whole_span(fact: Fact, dated: FactDate) -> HistoricalDate | None:
    """A span of whole years that no calendar unit holds, to be asked as it is; None where it is no such."""
    date = dated.date
    if date.precision != Precision.INTERVAL or date.is_open or dated.role not in LONG_SPANS or dated.note:
        return None
    ends = [parse(end) for end in date.edtf.split("/")]
    if any(end.precision != Precision.YEAR or end.approximate or end.uncertain for end in ends):
        return None
    return date if all(claim.within(date) for claim in claimed_dates(fact, dated.role)) else None


def claimed_dates(fact: Fact, role: str) -> list[HistoricalDate]:
    """What the sources that are told apart give for the date of a role."""
    return [p.date for p in fact.positions if p.date and p.touches(f"date:{role}")]


_LADDER = (Precision.DAY, Precision.MONTH, Precision.YEAR, Precision.DECADE, Precision.CENTURY)


def _coarser(unit: HistoricalDate) -> HistoricalDate | None:
    if unit.precision == _LADDER[-1]:
        return None
    return coarsened(unit, _LADDER[_LADDER.index(unit.precision) + 1])


def too_far_back(date: HistoricalDate) -> bool:
    """Whether a date lies where years are estimates: "500,001 BCE" claims what nobody knows."""
    years = years_of(date)
    return years is not None and years[0] < FARTHEST


def shown_date(fact: Fact) -> FactDate | None:
    """The date that a stem about something else may print: the primary one.

    Where the sources disagree, it is the calendar unit that holds what each of them says, if one does.
    """
    dated = fact.primary
    if dated is None or not evidence.sides_differ(fact, f"date:{dated.role}"):
        return dated
    if any(position.date is None for position in fact.positions if position.touches(f"date:{dated.role}")):
        return None
    unit = agreed_unit(fact, dated)
    return FactDate(role=dated.role, date=unit) if unit else None


def times(fact: Fact) -> tuple[HistoricalDate, ...]:
    """When anybody says that a fact was: whoever is offered beside its answer existed then."""
    dated = fact.primary
    return (dated.date, *claimed_dates(fact, dated.role)) if dated else ()


def date_remark(dated: FactDate) -> tuple[str, HistoricalDate] | None:
    """The date as a remark, "signed on 5 May 1950", and the value that it prints."""
    date = dated.date
    if dated.note or date.approximate or date.uncertain:
        unit = safe_unit(dated)
        if unit is None:
            return None
        date = unit
    phrase = DATE_PHRASES.get(DateRole(dated.role), "")
    return (f"{phrase} {when(date)}" if phrase else say(date)), date


_FULL_STOP = re.compile(r"(?:(?<=[a-z]{3})|(?<=[\])”\"]))\.\s*$")


def remarked(text: str, remark: str) -> str:
    """A text with a remark in brackets, or after a comma where it ends in brackets already.

    The full stop that ends a sentence goes, that of "&c." stays.
    """
    told = _FULL_STOP.sub("", text)
    return f"{told}, {remark}" if told.endswith(")") else f"{told} ({remark})"
