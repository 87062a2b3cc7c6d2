"""The days that a note on a date names besides: the same day in another calendar, or by other clocks.

“Noon on 30 September in New York was already 1 October in Korea”; “25 October by the Julian calendar”. Only a
day just before or after, or the Julian writing of the very day, is the same day said otherwise; what else a
note names is another day, and so is the one on which it was announced or reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from history.dates.days import civil
from history.dates.edtf import parse
from history.dates.reading import read, year_text
from history.dates.reading.julian import days_in_julian_month, julian_day_number
from history.dates.reading.names import MONTHS
from history.dates.value import DateError, HistoricalDate, Precision

LONGEST_NOTE = 2_000
"""Letters of a note that are looked at."""
WEEK = 7

_MONTH = "|".join(MONTHS)
_YEAR = r"(?:,?\s+\d{3,4})?"
_DAY = r"(?<!\d)\d{1,2}(?:st|nd|rd|th|-?го)?"
_DAYS = re.compile(
    rf"(?P<first>{_DAY})\s*(?:[-–/,]|or|and|или|и)\s*(?P<last>{_DAY}\s+(?:of\s+)?(?P<month>{_MONTH})\b{_YEAR})"
    rf"|(?P<english>{_DAY}\s+(?:of\s+)?(?:{_MONTH})\b{_YEAR})"
    rf"|(?P<american>\b(?:{_MONTH})\s+{_DAY}(?!\d){_YEAR})"
    r"|(?P<korean>(?:\d{3,4}년\s*)?\d{1,2}월\s*\d{1,2}일)"
    r"|(?P<figures>(?<!\d)\d{1,2}\.\d{1,2}\.\d{4}|(?<!\d)\d{3,4}-\d\d-\d\d(?!\d))",
    re.IGNORECASE,
)


_TOLD = re.compile(
    r"\b(?:announc|report|publish|print|broadcast|signed|ratif)\w*|объявл|сообщ|опубликов|напечат|подписан|발표|보도|공표",
    re.IGNORECASE,
)
_CLAUSE_ENDS = ".;:,()"


def otherwise(note: str, date: HistoricalDate) -> tuple[HistoricalDate, ...]:
    """The days that a note gives for a date besides: see above. Of a date of more than a week, none."""
    if date.is_open or date.latest - date.earliest > WEEK:
        return ()
    found = {day.edtf: day for day in _named(note[:LONGEST_NOTE], date) if not day.within(date)}
    return tuple(day for day in found.values() if _beside(day, date) or is_julian(day, date))


def is_julian(written: HistoricalDate, date: HistoricalDate) -> bool:
    """Whether a day, written by the Julian calendar, is this day of ours."""
    if written.precision != Precision.DAY or date.precision != Precision.DAY:
        return False
    year, month, day = civil(written.earliest)
    return day <= days_in_julian_month(year, month) and julian_day_number(year, month, day) == date.earliest


def _beside(day: HistoricalDate, date: HistoricalDate) -> bool:
    return day.latest == date.earliest - 1 or day.earliest == date.latest + 1


def _named(note: str, date: HistoricalDate) -> Iterator[HistoricalDate]:
    for found in _DAYS.finditer(note):
        if _TOLD.search(_clause(note, found)):
            continue
        if found["first"]:
            year = re.search(r"\d{3,4}$", found["last"])
            yield from _day(f"{found['first']} {found['month']} {year.group() if year else ''}", date)
        yield from _day(found["last"] or found.group(), date)


def _clause(note: str, found: re.Match[str]) -> str:
    """What stands about a day, up to the next comma or stop."""
    start = max(note.rfind(sign, 0, found.start()) for sign in _CLAUSE_ENDS)
    ends = [note.find(sign, found.end()) for sign in _CLAUSE_ENDS]
    return note[start + 1 : min((end for end in ends if end >= 0), default=len(note))]


def _day(text: str, date: HistoricalDate) -> Iterator[HistoricalDate]:
    """The day that a text names, in the year that brings it nearest to the date where it names none."""
    if day := _read(text):
        yield day
        return
    years = {civil(number)[0] for number in (date.earliest, date.latest)}
    years |= {year + step for year in years for step in (-1, 1)}
    days = [day for year in years if (day := _in_year(text, year))]
    if days:
        yield min(days, key=lambda day: abs(day.earliest - date.earliest))


def _in_year(text: str, year: int) -> HistoricalDate | None:
    # a leap year stands for the year, so that a 29 February can be read at all
    day = _read(f"2000년 {text}") if "월" in text else _read(f"{text} 2000")
    if day is None:
        return None
    _, month, number = civil(day.earliest)
    try:
        return parse(f"{year_text(year)}-{month:02}-{number:02}")
    except DateError:
        return None


def _read(text: str) -> HistoricalDate | None:
    try:
        date = read(" ".join(text.split()))
    except DateError:
        return None
    return date if date.precision == Precision.DAY else None
