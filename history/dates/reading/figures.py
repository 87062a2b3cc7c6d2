"""Dates in figures alone: 17.3.1949, 1949/3/17, 17.III.49, 3/1949. Which number is the day?"""

from __future__ import annotations

from collections.abc import Iterator

from history.dates.days import days_in_month
from history.dates.edtf import parse
from history.dates.reading.kinds import Token
from history.dates.reading.numbers import PIVOT
from history.dates.reading.numerals import roman
from history.dates.reading.pieces import Piece, astronomical, text_of
from history.dates.value import DateError
from history.dates.wording import say

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
        raise DateError(f"“{shown}” could be a time of day: write a day such as 17 March 1949.")
    found = list(_found((one, two, three), token.word, language, era))
    if not found:
        raise DateError(f"“{shown}” is no day of the calendar: write a day such as 17 March 1949.")
    if len(found) > 1:
        raise DateError(f"“{shown}” could be {' or '.join(map(_worded, found))}: write the month as a word.")
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


def _worded(piece: Piece) -> str:
    """How the day is worded in a refusal; a year of two digits is of no matter there."""
    if piece.digits > 2 or piece.era:
        return say(parse(text_of(piece)))
    of_1949 = say(parse(f"1949-{piece.month:02}-{piece.day:02}")).removesuffix(" 1949")
    return f"{of_1949} of the year {piece.year:02}"


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
        raise DateError(f"“{one}{mark}{two}” has no month {month}: write a month such as March 1949.")
    if mark == "/" and year == one and (int(year) + 1) % 100 == int(month):
        raise DateError(
            f"“{one}/{two}” could be {say(parse(f'{one}-{two}'))} or {one}–{int(year) + 1}: write it so."
        )
    return Piece(year=int(year), digits=len(year), month=int(month), era=era)
