"""Dates in figures alone: 17.3.1949, 1949/3/17, 17.III.49, 3/1949. Which number is the day?"""

from __future__ import annotations

from collections.abc import Iterator

from history.dates.days import days_in_month
from history.dates.reading.pieces import Piece, astronomical
from history.dates.reading.tokens import PIVOT, Token, roman
from history.dates.value import DateError

Parts = tuple[str, str, str]


def piece_of(token: Token, language: str, era: str = "") -> Piece:
    """The day or month that figures mean.

    A year of three or four digits shows where it stands. Beside it, points and the languages en and ru put the
    day before the month; strokes do so only in Russian, since Americans write the month first.

    Raises:
        DateError: they mean no date, or two; the sentence says both.
    """
    if len(token.figures) == 2:
        return _month_and_year(token, era)
    one, two, three = token.figures
    found: dict[tuple[int, int, int], Piece] = {}
    for year, month, day in _orders((one, two, three), token.word, language):
        piece = Piece(year=int(year), digits=len(year), month=_month(month), day=int(day), era=era)
        if _exists(piece):
            found.setdefault((int(year), piece.month or 0, piece.day or 0), piece)
    shown = token.word.join(token.figures)
    if not found:
        raise DateError(f"“{shown}” is no day of the calendar: write a day such as 17 March 1949.")
    if len(found) > 1:
        ways = " or ".join(
            f"{y:04}-{m:02}-{d:02}" if len(one) > 2 or len(three) > 2 else f"{y:02}-{m:02}-{d:02}"
            for y, m, d in found
        )
        raise DateError(f"“{shown}” could be {ways}: write the month as a word.")
    return next(iter(found.values()))


def _orders(parts: Parts, mark: str, language: str) -> Iterator[tuple[str, str, str]]:
    """Year, month and day in the orders in which a text may have them."""
    one, two, three = parts
    if len(one) > 2:
        yield one, two, three
        return
    short = len(three) <= 2
    if short and (language == "ko" or int(one) > PIVOT + 1):
        yield one, two, three
        if language == "ko":
            return
    day_first = (three, two, one)
    yield day_first
    if mark in {".", ":"} or language == "ru":
        # nobody who writes points means the month first, unless the day could be nothing else
        if _exists_in(day_first):
            return
    yield three, one, two


def _exists_in(parts: Parts) -> bool:
    year, month, day = parts
    return _exists(Piece(year=int(year), digits=len(year), month=_month(month), day=int(day)))


def _month(text: str) -> int:
    return int(text) if text.isdecimal() else roman(text)


def _exists(piece: Piece) -> bool:
    month, day = piece.month or 0, piece.day or 0
    if not 1 <= month <= 12 or not day:
        return False
    # a year of two digits is judged later; here it only matters whether a 29 February may exist
    year = astronomical(piece) if piece.digits > 2 or piece.era else 2000
    return day <= days_in_month(year, month)


def _month_and_year(token: Token, era: str) -> Piece:
    one, two = token.figures
    year, month = (one, two) if len(one) > 2 else (two, one)
    if not 1 <= int(month) <= 12:
        raise DateError(f"“{one}{token.word}{two}” has no month {month}: write a month such as March 1949.")
    return Piece(year=int(year), digits=len(year), month=int(month), era=era)
