"""Dates as people write them, in English, Russian and Korean, read to EDTF or refused in one sentence.

The rules, where a text could mean more than one thing (docs/dates.md tells them to teachers):

- Refuse rather than misread: 3/4/1949 could be two days, and the sentence says both. With points (3.4.1949)
  the day comes first, and in Russian always; the year comes first where it has four digits, and in Korean.
- A year of two digits beside a month is of the 20th century from 30 on ("17.3.49"); below 30 it could be of
  this century as well, and is refused. Alone it could be of the first century too, and is refused, even
  where a word calls it a year ("79 г."); a decade, which nobody counts in the first century, is not ("80-е").
- 1904-05 is May 1904, as in ISO 8601; 1904–05 with a dash, and 1939-45, which is no month, are two years.
- The 20th century is 19XX (1900 to 1999), as it is worded; the 1900s are that century too.
- Early, middle and late are thirds of a century (Getty, Categories for the Description of Works of Art), of
  a year (four months each) and of a month (1–10, 11–20, 21–end).
- "Before 1816" ends with 1815, "until" and "by" 1816 hold it; "after" and "since" likewise. 이후 is since.
- c., ca., about, около, 약 are ~; perhaps, probably and a question mark are ?.
- Two days in different calendars, as 25 October (7 November) 1917, are the Gregorian one; a lone day that is
  called old style is turned into it. A dual year (11 February 1731/32) needs to say its style.
- Numbers of more than four digits, or in groups, are years only beside their era: 10,000 BCE.
- Years of other eras are those of `eras`; a reign that two kings share is read only with the year of ours.
"""

from __future__ import annotations

import re

from history.dates.days import civil
from history.dates.edtf import NoEdtf, parse
from history.dates.reading.eras import in_our_era
from history.dates.reading.examples import DAY, FIGURES, MONTH, UNTIL, YEAR, YEAR_BEFORE
from history.dates.reading.grammar import meant
from history.dates.reading.julian import julian_day_number
from history.dates.reading.kinds import Kind, Unread, kinds, without
from history.dates.reading.lexicon import LUNAR
from history.dates.reading.pieces import year_text
from history.dates.reading.tokens import cleaned, tokens_of
from history.dates.value import DateError, HistoricalDate, Precision
from history.sentences import Sentence, sentence

__all__ = ["lacks_digit", "read", "year_text"]

LONGEST = 400
"""Characters of a text that may be a date."""

_OLD_STYLE_ENDS = 1918
"""The year in which Russia left the Julian calendar."""

_YEAR_AND_TWO_DIGITS = re.compile(r"(\d\d)(\d\d)-(\d\d)").fullmatch
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)").fullmatch
_MASKED = re.compile(r"(\d{3}[-_xX]|\d\d(?:--|__|xx|XX))(\??)").fullmatch
_BACKWARDS = re.compile(r"([-–])(\d{1,13})(.*)").fullmatch
_IN_BRACKETS = re.compile(r"\[([^\[\],.]+)\]").fullmatch
_THREE_DIGITS = re.compile(r"(?<!\d)(?<!^-)[1-9]\d\d(?![\dX])").search
_FOUR_DIGITS = re.compile(r"\d{4}").search
_WEEKDAY_IN_BRACKETS = re.compile(r"\(([월화수목금토일])\)")


def read(text: str, language: str = "en") -> HistoricalDate:
    """The date that a text means, as exact as the text.

    Args:
        text: EDTF, or a date as people write it in any of the three languages.
        language: en, ru or ko, which decides how figures are read.

    Raises:
        DateError: it is no date, could be several, or names a day that is none; the sentence says which.
    """
    typed = cleaned(text[: LONGEST + 1])
    if len(text) > LONGEST:
        raise DateError(_unreadable(typed))
    if found := _IN_BRACKETS(typed):
        typed = found[1]
    try:
        return parse(typed.rstrip("."))
    except NoEdtf:
        pass
    except DateError:
        if not _runs_on(typed):
            raise
    try:
        return _in_signs(typed) or _in_words(typed, language)
    except Unread:
        raise DateError(_unreadable(typed)) from None


def lacks_digit(text: str) -> bool:
    """Whether its year has three digits and no era, so that one of four may have been meant: March 12 199."""
    typed = in_our_era(cleaned(text))
    if not _THREE_DIGITS(typed) or _FOUR_DIGITS(typed):
        return False
    try:
        said = kinds(tokens_of(typed))
    except DateError:
        return False
    return Kind.ERA not in said and Kind.CENTURY not in said


def _runs_on(typed: str) -> bool:
    """Whether 1939-45, which has no such month, can be two years."""
    if found := _YEAR_AND_TWO_DIGITS(typed):
        return int(found[3]) > int(found[2])
    return False


def _in_signs(typed: str) -> HistoricalDate | None:
    """Dates in figures that are no phrase: 19490317, 194-?, 19xx, -43; None for anything else.

    Raises:
        DateError: it is no day, or counts back twice.
    """
    if found := _COMPACT(typed):
        return parse("-".join(found.groups()))
    if found := _MASKED(typed):
        return parse(re.sub(r"\D", "X", found[1]) + found[2])
    found = _BACKWARDS(typed)
    if not found:
        return None
    if found[1] != "-":
        raise DateError(
            sentence(
                "“{text}” could be a year before ours or the end of a span: write {year}, or {until}.",
                text=typed,
                year=YEAR_BEFORE,
                until=UNTIL,
            )
        )
    if found[3]:
        raise DateError(
            sentence(
                "“{text}” counts back twice: write {year}, or -43 without an era.",
                text=typed,
                year=YEAR_BEFORE,
            )
        )
    return parse(year_text(-int(found[2])))


def _in_words(typed: str, language: str) -> HistoricalDate:
    if LUNAR.search(typed.lower()):
        raise DateError(
            sentence("A day of the lunar calendar cannot be read here: write it in the Gregorian calendar.")
        )
    tokens = tokens_of(_WEEKDAY_IN_BRACKETS.sub(r"\1요일", in_our_era(typed)))
    date = meant(without(tokens, Kind.WEEKDAY), language)
    _check_weekday(date, [token.number for token in tokens if token.kind == Kind.WEEKDAY])
    return date


def _check_weekday(date: HistoricalDate, weekdays: list[int]) -> None:
    """Another weekday shows that something is wrong; before 1918 it may be that of the old calendar."""
    if len(weekdays) != 1 or date.precision != Precision.DAY:
        return
    could_be = {(date.earliest - 1) % 7}
    year, month, day = civil(date.earliest)
    if year < _OLD_STYLE_ENDS:
        could_be.add((julian_day_number(year, month, day) - 1) % 7)
    if weekdays[0] not in could_be:
        raise DateError(
            sentence("That day was another day of the week: write the date without it, or look it up again.")
        )


def _unreadable(typed: str) -> Sentence:
    shown = typed if len(typed) <= 40 else f"{typed[:40]}…"
    return sentence(
        "“{text}” is not a date that can be read here: write {day}, {month}, {year} or {figures}, and "
        "{before} for years before our era.",
        text=shown,
        day=DAY,
        month=MONTH,
        year=YEAR,
        figures=FIGURES,
        before=YEAR_BEFORE,
    )
