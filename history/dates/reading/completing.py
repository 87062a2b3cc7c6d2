"""Ends that share parts: 18–19 June 2024, 1939–45, 5th–6th century, 기원전 146~44년."""

from __future__ import annotations

from dataclasses import replace

from history.dates.edtf import parse
from history.dates.reading.kinds import Unread
from history.dates.reading.pieces import Piece, text_of
from history.dates.value import DateError, HistoricalDate
from history.sentences import sentence

_COUNTED = {"century", "millennium"}


def between(left: Piece, right: Piece, *, compact: bool = False) -> HistoricalDate:
    """The interval from one piece to another. Where they are joined without spaces, marks hold for both.

    Raises:
        DateError: it runs backwards, or a year is nowhere said.
        Unread: the one lacks what the other cannot give.
    """
    left, right = completed(left, right, compact=compact)
    if compact:
        right = right.marked(left)
    first, last = text_of(left), text_of(right)
    return parse(f"{first.partition('/')[0]}/{last.rpartition('/')[2]}")


def completed(left: Piece, right: Piece, *, compact: bool = False) -> tuple[Piece, Piece]:
    """Both ends of a range or two of a list, each with what only the other one says.

    An era in front of the first holds for the second too where they are joined without spaces, where the
    second is a smaller year (기원전 2000년 ~ 1500년), or has too few digits for one of ours (AD 14 to 37).

    Raises:
        DateError: the second is a year that runs backwards.
        Unread: the one lacks what the other cannot give.
    """
    if _shares_era(left, right, compact=compact):
        right = replace(right, era=left.era)
    if _counts_with(left, right):
        left = replace(left, year=None, unit=right.unit, count=left.year)
        right = replace(right, era=right.era or left.era)
    if _is_short_end(right, left):
        right = replace(right, year=None, number=right.year)
    return _left(left, right), _right(left, right)


def _shares_era(left: Piece, right: Piece, *, compact: bool) -> bool:
    """Whether the era in front of the first end holds for the second; 기원전 57년~935년 leaves its era."""
    if right.era or not left.era_leads:
        return False
    both_years = left.year_said and bool(left.year) and bool(right.year) and right.digits > 2
    if left.era == "BCE" and both_years:
        return (right.year or 0) < (left.year or 0)
    return compact or (right.digits < 3 and not right.unit)


def _counts_with(left: Piece, right: Piece) -> bool:
    """Whether what looks like a year is the number of a century: 기원전 7~6세기."""
    lone = bool(left.year) and not (left.month or left.season)
    return left.era_leads and lone and not left.year_said and left.digits < 3 and right.unit in _COUNTED


def _is_short_end(right: Piece, left: Piece) -> bool:
    """Whether a year is written without its century, which the first has: 1939~45년."""
    lone = right.year is not None and not (right.month or right.season or right.era)
    return lone and 0 < right.digits < 3 <= left.digits and not (left.month or left.season or left.era)


def _shortens(right: Piece, left: Piece) -> bool:
    """Whether a decade is written without its century, which the first has: the 1960s–70s, 1960–70s."""
    short = right.unit == "decade" and not right.era and (right.count or 0) < 100
    whole_years = left.year is not None and left.year % 10 == 0 and not (left.month or left.season)
    return short and (left.unit == "decade" or whole_years)


def _left(left: Piece, right: Piece) -> Piece:
    if left.year and left.year % 10 == 0 and not left.month and right.unit == "decade" and not left.era:
        left = replace(left, year=None, unit="decade", count=left.year)
    if left.number and left.digits == 2 and left.number % 10 == 0 and right.unit == "decade":
        left = replace(left, number=None, unit="decade", count=left.number)  # 60–70-е годы
    if left.unit:
        return _decade_before(left, right) or replace(left, era=left.era or right.era)
    if left.number is not None:
        return _number_before(left, right)
    if left.year is None and right.year is not None:
        if (left.month or left.season) and not (right.month or right.season or right.day):
            raise Unread
        return replace(
            left, month=left.month or right.month, year=right.year, digits=right.digits, era=right.era
        )
    # AD before the second does not make the first one of our era, but figures below 100 need it
    if not left.era and left.year and (right.era == "BCE" or left.digits < 3):
        return replace(left, era=right.era)
    return left


def _decade_before(left: Piece, right: Piece) -> Piece | None:
    """A decade that takes its century from the second: 60-е – 70-е годы XIX века."""
    count, later = left.count or 0, right.count or 0
    if {left.unit, right.unit} != {"decade"} or left.era or count >= 100 or later < 100:
        return None
    return replace(left, count=later // 100 * 100 + count, era=right.era)


def _number_before(left: Piece, right: Piece) -> Piece:
    """A lone number is what the second end is: a century, a month of the same year, a day or a year."""
    if right.unit in _COUNTED:
        return replace(left, number=None, unit=right.unit, count=left.number, era=left.era or right.era)
    if left.year is not None:
        return replace(left, number=None, month=left.number) if right.month and not right.day else left
    if right.day and (right.month or right.year):
        return replace(
            left,
            number=None,
            day=left.number,
            month=right.month,
            year=right.year,
            digits=right.digits,
            era=right.era,
        )
    if (left.era or right.era) and not (right.month or right.season) and not right.unit:
        return replace(left, number=None, year=left.number, digits=0, era=left.era or right.era)
    return left


def _right(left: Piece, right: Piece) -> Piece:
    if right.unit:
        if _shortens(right, left):
            return replace(right, count=(left.count or left.year or 0) // 100 * 100 + (right.count or 0))
        return right
    if right.number is not None:
        return _number_after(left, right)
    if right.day and not right.month:
        right = replace(right, month=left.month)
    if right.year is not None or left.year is None:
        return right
    if (right.month or right.season) and not (left.month or left.season or left.number):
        raise Unread
    return replace(right, month=right.month or left.month, year=left.year, digits=left.digits, era=left.era)


def _number_after(left: Piece, right: Piece) -> Piece:
    """A lone number after a year is the end of a year ("1939–45"), else a day or a year of the same era."""
    number, era = right.number or 0, right.era or left.era
    if left.day and left.day_last and not right.era:
        return replace(
            right, number=None, day=number, month=left.month, year=left.year, digits=left.digits, era=era
        )
    if left.month or left.season:
        return replace(right, number=None, year=number, digits=0, era=era) if right.era else right
    if era:
        return replace(right, number=None, year=number, digits=0, era=era)
    if left.year is None or left.digits < 3:
        return right
    size = 10**right.digits
    year = left.year // size * size + number
    if year <= left.year:
        shown = f"{left.year}–{number:0{right.digits}}"
        raise DateError(sentence("“{text}” runs backwards: write both years in full.", text=shown))
    return replace(right, number=None, year=year, digits=left.digits)
