"""Dates in figures alone: 17.3.1949, 1949/3/17, 17.III.49, 3/1949. Which number is the day?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from history.dates.days import days_in_month
from history.dates.edtf import parse
from history.dates.reading.examples import DAY, MONTH, told
from history.dates.reading.kinds import Token
from history.dates.reading.numbers import PIVOT
from history.dates.reading.numerals import roman
from history.dates.reading.pieces import Piece, astronomical, text_of
from history.dates.value import DateError, HistoricalDate
from history.dates.wording import say
from history.sentences import Sentence, Value, either, sentence

Parts = tuple[str, str, str]


def piece_of(token: Token, language: str, era: str = "") -> Piece:
    """The day or month that figures mean.

    A year of three or four digits shows where it stands. Beside it, points and Russian put the day before the
    month; strokes and hyphens do not, since Americans write the month first.

    Raises:
        DateError: they mean no date, or two; the sentence says both.
    """
    figures = tuple(figure.removeprefix("'") for figure in token.figures)
    shown = token.word.join(figures)
    if len(figures) == 2:
        return _of_two(figures[0], figures[1], token.word, era)
    one, two, three = figures
    if token.word == ":" and len(one) < 3 and len(three) < 3:
        raise DateError(
            sentence("“{text}” could be a time of day: write a day such as {day}.", text=shown, day=DAY)
        )
    found = list(_found((one, two, three), token.word, language, era))
    if not found:
        raise DateError(
            sentence("“{text}” is no day of the calendar: write a day such as {day}.", text=shown, day=DAY)
        )
    if len(found) > 1:
        raise DateError(_undecided(shown, found))
    return found[0]


def _found(parts: Parts, mark: str, language: str, era: str) -> Iterator[Piece]:
    """The days that the figures could mean, each once."""
    seen: set[Piece] = set()
    for year, month, day in _orders(parts, mark, language):
        day_last = year is parts[0]
        piece = Piece(int(day), _month(month), year=int(year), digits=len(year), era=era, day_last=day_last)
        if _exists(piece) and piece not in seen:
            seen.add(piece)
            yield piece


def _orders(parts: Parts, mark: str, language: str) -> Iterator[Parts]:
    """Year, month and day in the orders in which a text may have them, until one is beyond doubt."""
    one, two, three = parts
    if len(one) > 2:
        yield one, two, three
        return
    if len(three) < 3 and (language == "ko" or int(one) > PIVOT + 1):
        yield one, two, three
        if language == "ko":
            return
    yield three, two, one
    if not two.isdecimal():
        return
    # who writes points means the day first, unless there is no such month
    points = mark in {".", ":"} or language == "ru"
    if not (points and 1 <= _month(two) <= 12):
        yield three, one, two


def _undecided(shown: str, found: list[Piece]) -> Sentence:
    return sentence(
        "“{text}” could be {days}: write the month as a word.",
        text=shown,
        days=either(list(map(_worded, found))),
    )


def _worded(piece: Piece) -> Value:
    """How the day is worded in a refusal; a year of two digits is of no matter there."""
    if piece.digits > 2 or piece.era:
        return told(text_of(piece))
    in_1949 = parse(f"1949-{piece.month:02}-{piece.day:02}")
    return sentence("{day} of the year {year}", day=partial(_without_year, in_1949), year=f"{piece.year:02}")


def _without_year(in_1949: HistoricalDate, language: str) -> str:
    return _YEAR_1949.sub("", say(in_1949, language))


_YEAR_1949 = re.compile(r"\s?1949(?:년\s| года|)")


def _month(text: str) -> int:
    return int(text) if text.isdecimal() else roman(text)


def _exists(piece: Piece) -> bool:
    month, day = piece.month or 0, piece.day or 0
    if not 1 <= month <= 12 or not day:
        return False
    # a year of two digits is judged later; here it only matters whether a 29 February may exist
    year = astronomical(piece) if piece.digits > 2 or piece.era else 2000
    return day <= days_in_month(year, month)


def _of_two(one: str, two: str, mark: str, era: str) -> Piece:
    """A month and its year, or a day and its month in front of another day: 28.11.–1.12.1943."""
    if len(one) < 3 and len(two) < 3:
        return Piece(day=int(one), month=int(two))
    year, month = (one, two) if len(one) > 2 else (two, one)
    if not 1 <= int(month) <= 12:
        raise DateError(
            sentence(
                "“{text}” has no month {month}: write a month such as {example}.",
                text=f"{one}{mark}{two}",
                month=month,
                example=MONTH,
            )
        )
    if mark == "/" and year == one and (int(year) + 1) % 100 == int(month):
        raise DateError(
            sentence(
                "“{text}” could be {month} or {years}: write it so.",
                text=f"{one}/{two}",
                month=told(f"{one}-{two}"),
                years=told(f"{one}/{int(year) + 1:04}"),
            )
        )
    return Piece(year=int(year), digits=len(year), month=int(month), era=era)
