"""The shapes of a piece: which run of tokens is a day, a month, a winter, a century."""

from __future__ import annotations

import re
from dataclasses import replace

from history.dates.reading import figures
from history.dates.reading.kinds import (
    GROUPED,
    SAID,
    SHORT,
    THOUSAND,
    WHOLE,
    Kind,
    Token,
    Tokens,
    Unread,
    kinds,
    without,
)
from history.dates.reading.pieces import Piece, of_two_centuries
from history.dates.value import DateError

_LONGEST_YEAR = 4
"""Digits of a year without an era: more are a price, a number of people, a telephone."""
_LAST_DAY, _LAST_MONTH, _WINTER = 31, 12, 24

_ERA_AMID = re.compile(r".E.*[-~/]|[-~/].*E.")
"""An era that belongs to one of two ends."""

_SHAPES = tuple(
    (re.compile(shape), order)
    for shape, order in (
        (r"[nod]M[ny]", "dMy"),
        (r"[nod][-/]M[-/]?[ny]", "d-M-y"),
        (r"[ny][-/]M[-/][nd]", "y-M-d"),
        (r"M[nod][ny]", "Mdy"),
        (r"M[-/][nod][-/]?[ny]", "M-d-y"),
        (r"[ny]M[nod]", "yMd"),
        (r"[ny][nod]M", "ydM"),
        (r"M[ny]", "My"),
        (r"M[-/][ny]", "M-y"),
        (r"r[ny]", "ry"),
        (r"[ny]M", "yM"),
        (r"[nod]M", "dM"),
        (r"M[nod]", "Md"),
        (r"M", "M"),
        (r"S[ny]", "Sy"),
        (r"[ny]S", "yS"),
        (r"S[ny][-/~][ny]", "Sy-e"),
        (r"[ny][-/~][ny]S", "y-eS"),
        (r"S", "S"),
        (r"[onr][CT]", "cu"),
        (r"C[onr]", "uc"),
        (r"C", "u"),
        (r"D", "D"),
        (r"D[onr]C", "Dcu"),
        (r"[ny]", "y"),
        (r"[ord]", "n"),
        (r"[nod][ny]", "dy"),
        (r"yn", "ym"),
    )
)
"""The shapes, and what each of their tokens is: day, Month, year, end of a winter, count and unit."""


def piece_of(tokens: Tokens, language: str) -> Piece:
    """What the tokens of one end mean, without its marks.

    Raises:
        DateError: it is a date that cannot be, or could be two.
        Unread: the tokens are no piece.
    """
    part, tokens = _only_word(tokens, Kind.PART)
    leading = bool(tokens) and tokens[0].kind == Kind.ERA
    if _ERA_AMID.search(kinds(tokens)):
        raise Unread
    era, tokens = _only_word(tokens, Kind.ERA)
    made = _made(_years_marked(tokens), language, era)
    if made is None or (part and made.day):
        raise Unread
    return replace(made, part=part, era_leads=leading)


def _only_word(tokens: Tokens, kind: Kind) -> tuple[str, Tokens]:
    """The word of the one token of a kind ("" without one), and the tokens without it."""
    found = [token for token in tokens if token.kind == kind]
    if len(found) > 1:
        raise Unread
    return (found[0].word if found else ""), without(tokens, kind)


def _years_marked(tokens: Tokens) -> Tokens:
    """The word "year" beside a number makes it a year; elsewhere it says nothing."""
    made: list[Token] = []
    said = False
    for token in tokens:
        if token.kind == Kind.YEAR and not token.word:
            if made and made[-1].kind == Kind.NUMBER:
                made[-1] = replace(made[-1], kind=Kind.YEAR, word=SAID)
            else:
                said = True
            continue
        if said and token.kind == Kind.NUMBER:
            token = replace(token, kind=Kind.YEAR, word=SAID)
        said = False
        made.append(token)
    return tuple(made)


def _made(tokens: Tokens, language: str, era: str) -> Piece | None:
    pattern = kinds(tokens)
    if pattern == Kind.FIGURES:
        return figures.piece_of(tokens[0], language, era)
    for shape, order in _SHAPES:
        if not shape.fullmatch(pattern):
            continue
        if order == "ydM" and language == "ko":
            continue
        if piece := _of(tokens, order, era):
            return piece
    return None


def _of(tokens: Tokens, order: str, era: str) -> Piece | None:
    """The piece that tokens of a shape are, or None where a number does not fit its place."""
    token = tokens[0]
    match order:
        case "y" if _is_year(token, era):
            said = token.kind == Kind.YEAR
            return Piece(year=token.number, digits=token.digits, era=era, year_said=said)
        case "y" | "n":
            if token.kind == Kind.DAY:
                return Piece(day=token.number)
            return Piece(number=token.number, digits=token.digits, era=era)
        case "D":
            return Piece(unit="decade", count=token.number, era=era)
        case "Dcu":
            count = (tokens[1].number - 1) * 100 + token.number % 100
            return Piece(unit="decade", count=count, era=era or "CE")
        case "u":
            return Piece(unit="century", count=token.number, era=era) if token.word else None
        case "cu" | "uc":
            return _counted(tokens if order == "cu" else tokens[::-1], era)
        case "Sy-e":
            return _winter(token, tokens[1], tokens[3], era)
        case "y-eS":
            return _winter(tokens[3], token, tokens[2], era)
        case "ym":
            is_month = tokens[1].number <= _LAST_MONTH and tokens[1].digits < 3
            return (
                Piece(year=token.number, digits=token.digits, number=tokens[1].number, era=era)
                if is_month
                else None
            )
    return _of_calendar(tokens, order, era)


def _is_year(token: Token, era: str) -> bool:
    """Whether a number by itself is a year: 476 and 1949 are, 49, 007 and 12345 are not."""
    if era or (token.kind == Kind.YEAR and token.word != GROUPED):
        return True
    plain = token.digits == len(str(token.number)) and token.word != GROUPED
    return plain and 2 < token.digits <= _LONGEST_YEAR


def _counted(tokens: Tokens, era: str) -> Piece | None:
    number, unit = tokens
    # 3 тыс. could be three thousand years; 3-е тыс. and III тыс. are counted
    if unit.word == WHOLE or (unit.word == THOUSAND and number.kind == Kind.NUMBER):
        return None
    name = "century" if unit.kind == Kind.CENTURY else "millennium"
    return Piece(unit=name, count=number.number, era=era)


def _of_calendar(tokens: Tokens, order: str, era: str) -> Piece | None:
    by = dict(zip(order, tokens, strict=False))
    day, month, season, year = by.get("d"), by.get("M") or by.get("r"), by.get("S"), by.get("y")
    if any(token.spaced for token in tokens[1:]) and "-" in order:
        return None
    if day and (not 1 <= day.number <= _LAST_DAY or day.digits > 2):
        return None
    if month and not 1 <= month.number <= _LAST_MONTH:
        return None
    if year and not _is_year_beside(year, order, era):
        return None
    return Piece(
        day=day.number if day else None,
        month=month.number if month else None,
        season=season.number if season else None,
        year=year.number if year else None,
        digits=year.digits if year else 0,
        era=era,
        day_last=order in {"yMd", "y-M-d"},
    )


def _is_year_beside(year: Token, order: str, era: str) -> bool:
    """Whether a number beside a month or season is its year: of two digits, if no day could be meant.

    Raises:
        DateError: 79 года could be 1979 or the year 79.
    """
    if year.digits == 2 and not era and year.word == SAID:
        raise DateError(of_two_centuries(year.number))
    if year.word == SHORT or _is_year(year, era):
        return True
    if year.digits != 2 or year.word == GROUPED or order == "ydM":
        return False
    return (order != "yMd" and "d" in order) or year.number > _LAST_DAY or "S" in order


def _winter(season: Token, start: Token, end: Token, era: str) -> Piece | None:
    """A winter lies in two years, and is that of the year in which it begins."""
    if season.number != _WINTER or (start.digits < 3 and not era):
        return None
    size = 10**end.digits if end.digits < start.digits and not era else 0
    last = start.number // size * size + end.number if size else end.number
    if size and last <= start.number:
        last += size
    if last != start.number + (-1 if era == "BCE" else 1):
        return None
    return Piece(season=season.number, year=start.number, digits=start.digits, era=era)
