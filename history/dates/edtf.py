"""Strict date text: the Extended Date/Time Format, ISO 8601-2:2019, levels 0 and 1, and sets of level 2.

| text | meaning |
|---|---|
| 1949-03-17, 1949-03, 1949 | day, month, year; -0043 is 44 BCE, 0000 is 1 BCE |
| Y-13000 | a year of more than four digits |
| 194X, 19XX | decade, century; -004X is -0049 to -0040, -00XX is -0099 to 0000 |
| 1949-03-XX, 1949-XX, 1949-XX-XX | the days of the month or of the year |
| 1916-21 to 1916-24 | spring, summer, autumn, winter |
| 1949~, 1949?, 1949% | approximate, uncertain, both: at the end of a plain date |
| 1950/1953 | interval, from the first day of its start to the last day of its end |
| 1949/.. ../1953 1949/ /1953 | open (..) or unknown (nothing) at one end |
| [1941,1942] [1941..1943] [..1941] | one of these |
| {1946,1948} {1946..1948} {1946..} | all of these |

Seasons are those of the northern hemisphere in whole months: 21 is March to May, 22 June to August, 23
September to November, 24 December to February of the next year.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from history.dates.days import MONTHS_IN_YEAR, day_number, days_in_month
from history.dates.margins import widened
from history.dates.value import OPEN_FUTURE, OPEN_PAST, DateError, HistoricalDate, Precision, Span, merged
from history.sentences import sentence

FARTHEST_YEAR = 10**12

# the first and last date of an interval or of a range inside a set; None where it is open or unknown
Ends = tuple[HistoricalDate | None, HistoricalDate | None]

_plain = re.compile(r"(-?[0-9]{4})(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?([~?%]?)").fullmatch
_masked = re.compile(r"(-?)([0-9]{2})([0-9X])X([~?%]?)").fullmatch
_far = re.compile(r"Y(-?[1-9][0-9]{4,})([~?%]?)").fullmatch

_SPRING, _WINTER = 21, 24
_OPEN = ".."
_CLOSING = {"[": "]", "{": "}"}


class NoEdtf(DateError):
    """The text has the form of no date in EDTF."""


@lru_cache(maxsize=20_000)
def parse(text: str) -> HistoricalDate:
    """The date that an EDTF text means; spaces around it are forgiven, everything else is strict.

    Raises DateError, with one sentence for the person who typed it, if the text is no EDTF of the kinds
    above, names a day that the proleptic Gregorian calendar does not have, runs backwards, or has a year
    beyond ten to the twelfth.
    """
    text = text.strip()
    if not text:
        raise DateError(sentence("A date must not be empty: write one such as 1949-03-17, 1949-03 or 1949."))
    if text[0] in _CLOSING:
        return _set(text)
    if "/" in text:
        return _interval(text)
    return _single(text)


def ends(date: HistoricalDate) -> Ends:
    """Start and end of an interval, None where open or unknown; any other plain date is both its own ends."""
    start, slash, end = date.edtf.partition("/")
    return _ends(start, end) if slash else (date, date)


def members(date: HistoricalDate) -> Sequence[Ends]:
    """What a set is made of, in order of time: a plain member as (date, date), a range as its two ends."""
    return [_member(piece) for piece in date.edtf[1:-1].split(",")]


def _single(text: str) -> HistoricalDate:
    if match := _plain(text):
        return _calendar_date(text, *match.groups())
    if match := _masked(text):
        return _masked_years(text, *match.groups())
    if match := _far(text):
        year = _year_in_reach(text, match[1])
        return _built(text, Precision.YEAR, _years(year, year), match[2])
    raise _no_edtf(text)


def _calendar_date(text: str, year: str, month: str | None, day: str | None, mark: str) -> HistoricalDate:
    if year == "-0000":
        raise DateError(
            sentence(
                "“{text}” has no meaning, as zero has no sign: write 0000 for the year 1 BCE.", text=text
            )
        )
    y = int(year)
    if month is None or month == "XX":
        if day not in {None, "XX"}:
            raise DateError(
                sentence(
                    "“{text}” has a day but no month: write the month, or XX for the day as well.", text=text
                )
            )
        return _built(text, Precision.YEAR, _years(y, y), mark)
    m = int(month)
    if _SPRING <= m <= _WINTER and day is None:
        return _built(text, Precision.SEASON, _season(y, m), mark)
    if not 1 <= m <= MONTHS_IN_YEAR:
        raise DateError(
            sentence(
                "“{text}” has no month {month}: write a month from 01 to 12, or only a season from 21 to 24.",
                text=text,
                month=month,
            )
        )
    length = days_in_month(y, m)
    if day is None or day == "XX":
        first = day_number(y, m, 1)
        return _built(text, Precision.MONTH, (first, first + length - 1), mark)
    d = int(day)
    if not 1 <= d <= length:
        raise DateError(
            sentence(
                "“{text}” has no day {day}: that month has {length} days, so write 01 to {length}.",
                text=text,
                day=day or "",
                length=length,
            )
        )
    number = day_number(y, m, d)
    return _built(text, Precision.DAY, (number, number), mark)


def _masked_years(text: str, sign: str, hundreds: str, tens: str, mark: str) -> HistoricalDate:
    whole_century = tens == "X"
    least = int(hundreds) * 100 + (0 if whole_century else int(tens) * 10)
    most = least + (99 if whole_century else 9)
    first, last = (-most, -least) if sign else (least, most)
    precision = Precision.CENTURY if whole_century else Precision.DECADE
    return _built(text, precision, _years(first, last), mark)


def _year_in_reach(text: str, digits: str) -> int:
    # the length is asked first, so that no text makes Python convert a million digits
    if len(digits) > len(str(-FARTHEST_YEAR)) or abs(int(digits)) > FARTHEST_YEAR:
        raise DateError(
            sentence(
                "“{text}” lies too far away: write a year up to ten to the twelfth, Y1000000000000.",
                text=_short(text),
            )
        )
    return int(digits)


def _interval(text: str) -> HistoricalDate:
    start, _, end = text.partition("/")
    first, last = pair = _ends(start, end)
    if first is None and last is None:
        raise DateError(
            sentence(
                "“{text}” is open at both ends: write a date at one end at least, such as 1949/..", text=text
            )
        )
    return _compound(text, Precision.INTERVAL, [pair])


def _set(text: str) -> HistoricalDate:
    opening, inside, closing = text[0], text[1:-1], text[-1]
    if closing != _CLOSING[opening]:
        raise DateError(
            sentence(
                "“{text}” is not closed: write one of several dates as [1941,1942] and all of several as "
                "{{1941,1942}}.",
                text=_short(text),
            )
        )
    pieces = {piece.strip(): _member(piece.strip()) for piece in inside.split(",")}
    # order and repetition say nothing in a set, so the canonical text has neither
    ordered = sorted(pieces, key=lambda piece: (*_span(pieces[piece]), piece))
    canonical = opening + ",".join(ordered) + closing
    return _compound(canonical, Precision.SET, [pieces[piece] for piece in ordered])


def _member(piece: str) -> Ends:
    if piece == _OPEN:
        raise DateError(
            sentence("A range in a set cannot be open at both ends: write a date at one end, such as 1941..")
        )
    start, dots, end = piece.partition(_OPEN)
    if dots and _OPEN not in end:
        return _ends(start, end)
    date = _single(piece)
    return date, date


def _ends(start: str, end: str) -> Ends:
    first = None if start in {"", _OPEN} else _single(start)
    last = None if end in {"", _OPEN} else _single(end)
    if first and last and last.latest < first.earliest:
        raise DateError(
            sentence(
                "“{end}” lies before “{start}”: write the earlier first, and 44 BCE as -0043.",
                end=_short(end),
                start=_short(start),
            )
        )
    return first, last


def _span(pair: Ends) -> Span:
    first, last = pair
    return first.earliest if first else OPEN_PAST, last.latest if last else OPEN_FUTURE


def _outer_span(pair: Ends) -> Span:
    first, last = pair
    return first.outer_earliest if first else OPEN_PAST, last.outer_latest if last else OPEN_FUTURE


def _compound(text: str, precision: Precision, pairs: Sequence[Ends]) -> HistoricalDate:
    parts = [part for pair in pairs for part in pair if part]
    return HistoricalDate(
        text,
        precision,
        merged(_span(pair) for pair in pairs),
        merged(_outer_span(pair) for pair in pairs),
        any(part.approximate for part in parts),
        any(part.uncertain for part in parts),
    )


def _built(text: str, precision: Precision, span: Span, mark: str) -> HistoricalDate:
    if not mark:
        spans = (span,)
        return HistoricalDate(text, precision, spans, spans)
    return HistoricalDate(text, precision, (span,), (widened(precision, span),), mark in "~%", mark in "?%")


def _years(first: int, last: int) -> Span:
    return day_number(first, 1, 1), day_number(last, 12, 31)


def _season(year: int, season: int) -> Span:
    first_month = 3 * (season - _SPRING) + 3
    last_year, last_month = (year + 1, 2) if season == _WINTER else (year, first_month + 2)
    last_day = days_in_month(last_year, last_month)
    return day_number(year, first_month, 1), day_number(last_year, last_month, last_day)


def _no_edtf(text: str) -> NoEdtf:
    return NoEdtf(
        sentence(
            "“{text}” is not a date in EDTF: write one such as 1949-03-17, 1949-03, 1949, 194X, 1949~ or "
            "1950/1953, and 44 BCE as -0043.",
            text=_short(text),
        )
    )


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
