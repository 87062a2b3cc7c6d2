"""Dates as people write them, in English, Russian and Korean, read to EDTF or refused in one sentence.

The rules, where a text could mean more than one thing:

- Refuse rather than misread: 3/4/1949 could be two days, and the sentence says both. With points (3.4.1949) the
  day comes first, and in Russian always; the year comes first where it has four digits, and in Korean always.
- A year of two digits beside a month is of the 20th century from 30 on ("17.3.49"); below 30 it could be of
  this century as well, and is refused. Alone it could be of the first century too, and is refused.
- 1904-05 is May 1904, as in ISO 8601; 1904–05 with a dash, and 1939-45, which is no month, are two years.
- The 20th century is 19XX (1900 to 1999), as it is worded; the 1900s are that century too, and the 1940s 194X.
- Early, middle and late are thirds of a century (Getty, Categories for the Description of Works of Art), of
  a year (four months each) and of a month (1–10, 11–20, 21–end).
- "Before 1816" ends with 1815, "until" and "by" 1816 hold it; "after" and "since" likewise.
- c., ca., about, около, 약 are ~; perhaps, probably and a question mark are ?.
- Two days in different calendars, as 25 October (7 November) 1917, are the Gregorian one; a lone day that is
  called old style is turned into it.
"""

from __future__ import annotations

import re

from history.dates.days import civil, days_in_month
from history.dates.edtf import NoEdtf, parse
from history.dates.reading.eras import in_our_era, julian_day_number
from history.dates.reading.grammar import Reader, Unread
from history.dates.reading.lexicon import Kind
from history.dates.reading.pieces import year_text
from history.dates.reading.tokens import Token, cleaned, tokens_of
from history.dates.value import DateError, HistoricalDate, Precision

__all__ = ["read", "year_text"]

LONGEST = 400
"""Characters of a text that may be a date."""

_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)").fullmatch
_MASKED = re.compile(r"(\d{3})[-_xX]\??|(\d\d)(?:--|__|xx|XX)\??").fullmatch
_BACKWARDS = re.compile(r"[-–](\d{1,13})(.*)").fullmatch
_ROUND_ALL = re.compile(r"^\[([^\[\],.]+)\]$")
_WEEKDAY_IN_BRACKETS = re.compile(r"\(([월화수목금토일])\)")


def read(text: str, language: str = "en") -> HistoricalDate:
    """The date that a text means, as exact as the text.

    Args:
        text: EDTF, or a date as people write it in any of the three languages.
        language: en, ru or ko, which decides how figures are read.

    Raises:
        DateError: it is no date, could be several, or names a day that does not exist; the sentence says which.
    """
    typed = cleaned(text)
    if len(typed) > LONGEST:
        raise DateError(_unreadable(typed))
    typed = _ROUND_ALL.sub(r"\1", typed.replace('"', " ").strip())
    try:
        return parse(typed.rstrip("."))
    except NoEdtf:
        pass
    except DateError:
        if not re.fullmatch(r"\d{3,4}-\d\d", typed) or not _runs_on(typed):
            raise
    try:
        return _worded(typed, language)
    except Unread:
        raise DateError(_unreadable(typed)) from None


def _runs_on(typed: str) -> bool:
    """Whether 1939-45, which has no such month, can be two years."""
    year, _, end = typed.partition("-")
    return int(end) > int(year) % 100


def _worded(typed: str, language: str) -> HistoricalDate:
    if found := _COMPACT(typed):
        return parse("-".join(found.groups()))
    if found := _MASKED(typed):
        mark = "?" if typed.endswith("?") else ""
        return parse(f"{found[1]}X{mark}" if found[1] else f"{found[2]}XX{mark}")
    if found := _BACKWARDS(typed):
        if found[2]:
            raise DateError(f"“{typed}” counts back twice: write 44 BCE, or -43 without an era.")
        return parse(year_text(-int(found[1])))
    typed = _WEEKDAY_IN_BRACKETS.sub(r"\1요일", in_our_era(typed))
    if re.search(r"음력|lunar|лунн", typed.lower()):
        raise DateError(
            "A day of the lunar calendar cannot be read here: write it in the Gregorian calendar."
        )
    tokens = tokens_of(typed.rstrip(".") if not typed.endswith("г.") else typed)
    weekdays = [token.number for token in tokens if token.kind == Kind.WEEKDAY]
    date = Reader(language).date(tuple(token for token in tokens if token.kind != Kind.WEEKDAY))
    _check_weekday(date, weekdays)
    return date


def _check_weekday(date: HistoricalDate, weekdays: list[int]) -> None:
    """A weekday that the day was in neither calendar shows that one of the two is wrong."""
    if len(weekdays) != 1 or date.precision != Precision.DAY:
        return
    day = date.earliest
    if weekdays[0] not in {(day - 1) % 7, (julian_day_number(*civil(day)) - 1) % 7}:
        raise DateError(
            "That day was another day of the week: write the date without it, or look it up again."
        )


def _unreadable(typed: str) -> str:
    shown = typed if len(typed) <= 40 else f"{typed[:40]}…"
    return (
        f"“{shown}” is not a date that can be read here: write 17 March 1949, March 1949, 1949 or 1949-03-17, "
        "and 44 BCE for years before our era."
    )
