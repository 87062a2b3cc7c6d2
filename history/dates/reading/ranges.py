"""Phrases with two ends, or with an open one: 1939–45, between 1950 and 1953, before 1816, since 1948."""

from __future__ import annotations

import re
from collections.abc import Iterator

from history.dates.days import civil
from history.dates.edtf import parse
from history.dates.reading.completing import between
from history.dates.reading.ends import end_of
from history.dates.reading.examples import told
from history.dates.reading.kinds import AGO, DATED, TRAILING, Kind, Token, Tokens, Unread, kinds
from history.dates.reading.pieces import Piece, date_of, text_of, year_text
from history.dates.units import LADDER
from history.dates.value import DateError, HistoricalDate, Precision
from history.sentences import sentence

_JOINTS = {Kind.DASH, Kind.TILDE, Kind.TO, Kind.UNTIL, Kind.SLASH}
_BETWEEN_JOINTS = {Kind.AND, Kind.DASH, Kind.TILDE, Kind.TO, Kind.SINCE}
_OPEN = {Kind.BEFORE, Kind.UNTIL, Kind.AFTER, Kind.SINCE, Kind.OR_EARLIER, Kind.OR_LATER, Kind.TO}
_TRAILING = {Kind.OR_EARLIER, Kind.OR_LATER}
_PHONE = "555"
"""The exchange of telephone numbers in films: 555-1234 is no reign of 679 years."""

_side_by_side = re.compile(r"(E?[onry]?[CDy]P),?(E?[onry]?[CDy]P)").fullmatch


def two_ends(tokens: Tokens, language: str) -> HistoricalDate:
    """From one end to another; where several signs could join them, all must lead to the same date.

    Raises:
        DateError: it runs backwards, could be two dates, or an end cannot be.
        Unread: nothing joins two ends.
    """
    begins = tokens[0].kind == Kind.SINCE
    if begins:
        tokens = tokens[1:]
    if tokens and tokens[-1].kind == Kind.UNTIL:
        tokens = tokens[:-1]
    found: dict[str, HistoricalDate] = {}
    refused: DateError | None = None
    for before, sign, after in _parted(tokens, begins=begins):
        try:
            date = _from_to(before, after, sign, language)
            found.setdefault(date.edtf, date)
        except Unread:
            continue
        except DateError as error:
            refused = error
    if len(found) == 1:
        return next(iter(found.values()))
    if found:
        raise DateError(sentence("It could be read in two ways: write both ends in full."))
    if refused:
        raise refused
    raise Unread


def _parted(tokens: Tokens, *, begins: bool) -> Iterator[tuple[Tokens, Token, Tokens]]:
    """The tokens before and after each sign that may join them; a part behind each end needs no sign.

    `begins` tells whether a "from" stood in front: only then до is the "to" of it and not "before".
    """
    if found := _side_by_side(kinds(tokens)):
        at = found.end(1)
        yield tokens[:at], Token(Kind.TO), tokens[at:]
    for at, token in enumerate(tokens[1:-1], 1):
        joins = token.kind in _JOINTS or (token.kind == Kind.BEFORE and begins)
        if joins or (token.kind == Kind.SINCE and token.word == TRAILING):
            yield tokens[:at], token, tokens[at + 1 :]


def _from_to(before: Tokens, after: Tokens, sign: Token, language: str) -> HistoricalDate:
    if kinds(before) == Kind.UNKNOWN:
        return parse(f"/{text_of(end_of(after, language))}")
    if kinds(after) == Kind.UNKNOWN:
        return parse(f"{text_of(end_of(before, language))}/")
    left, right = end_of(before, language), end_of(after, language)
    if sign.kind == Kind.SLASH and left.month and not right.month:
        raise Unread
    if sign.kind == Kind.DASH and str(left.year) == _PHONE and right.digits == 4:
        raise DateError(
            sentence("It could be the number of a telephone: write {year} in front.", year=told("0555"))
        )
    tight = sign.kind in (Kind.DASH, Kind.TILDE) and not (sign.spaced and after[0].spaced)
    return between(left, right, compact=tight)


def until_now(tokens: Tokens, language: str) -> HistoricalDate:
    """From a date to the present, which is open: 1950–present, с 1950 по настоящее время."""
    if len(tokens) < 2 or tokens[-1].kind != Kind.PRESENT:
        raise Unread
    tokens = tokens[:-1]
    while tokens and tokens[-1].kind in {*_JOINTS, Kind.SINCE}:
        tokens = tokens[:-1]
    if tokens and tokens[0].kind == Kind.SINCE:
        tokens = tokens[1:]
    return parse(f"{_first(date_of(end_of(tokens, language)))}/..")


def between_two(tokens: Tokens, language: str) -> HistoricalDate:
    """Between one and another: as a range, or some day in it where the words say so."""
    first, last = tokens[0], tokens[-1]
    if Kind.BETWEEN not in (first.kind, last.kind):
        raise Unread
    inner = tokens[1:] if first.kind == Kind.BETWEEN else tokens[:-1]
    inner = inner[1:] if inner and inner[0].kind == Kind.SINCE else inner
    one_of = (first if first.kind == Kind.BETWEEN else last).word
    for at, token in enumerate(inner[1:-1], 1):
        if token.kind not in _BETWEEN_JOINTS:
            continue
        try:
            date = between(end_of(inner[:at], language), end_of(inner[at + 1 :], language))
        except Unread:
            continue
        return parse(f"[{date.edtf.replace('/', '..')}]") if one_of else date
    raise Unread


def open_ended(tokens: Tokens, language: str) -> HistoricalDate:
    """Before, until, since or after a date; the words stand in front, in Korean behind.

    Raises:
        DateError: it could count back from now, as 100년 전 does.
        Unread: no such word stands there.
    """
    no_end = kinds(tokens).endswith(Kind.COMMA + Kind.UNKNOWN)
    if no_end:
        tokens = tokens[:-2]
    word, rest = _opening(tokens)
    piece = end_of(rest, language)
    if no_end:
        text = text_of(piece)
        return parse(f"{text}/" if word.kind == Kind.SINCE else f"/{text}")
    _check_counts_from_christ(piece, word)
    return _open(date_of(piece), piece, word.kind)


def _opening(tokens: Tokens) -> tuple[Token, Tokens]:
    """The word that opens an end, and the tokens without it; it may be said twice: from 1950 onwards."""
    if not tokens:
        raise Unread
    first, last = tokens[0], tokens[-1]
    trails = last.kind in _TRAILING or (last.kind in _OPEN and last.word in (TRAILING, AGO))
    leads = first.kind in _OPEN - _TRAILING and first.word not in (TRAILING, AGO, DATED)
    if trails and leads and first.kind == last.kind:
        return last, tokens[1:-1]
    if leads:
        return first, tokens[1:]
    if trails:
        return last, tokens[:-1]
    raise Unread


def _check_counts_from_christ(piece: Piece, word: Token) -> None:
    lone = piece.year and not (piece.era or piece.month or piece.season)
    if word.word == AGO and (not piece.year or (lone and (piece.year < 1000 or piece.year % 10 == 0))):
        raise DateError(
            sentence("It could be counted back from now: write 이전 or 이후 for before or after a year.")
        )


def _open(date: HistoricalDate, piece: Piece, kind: Kind) -> HistoricalDate:
    match kind:
        case Kind.UNTIL | Kind.TO:
            return parse(f"../{_last(date)}")
        case Kind.SINCE:
            return parse(f"{_first(date)}/..")
        case Kind.OR_EARLIER:
            return parse(f"[..{_last(date)}]")
        case Kind.OR_LATER:
            return parse(f"[{_first(date)}..]")
        case Kind.BEFORE:
            return parse(f"../{_beside(date, date.earliest - 1)}{piece.mark}")
        case _:
            return parse(f"{_beside(date, date.latest + 1)}{piece.mark}/..")


def _first(date: HistoricalDate) -> str:
    return date.edtf.partition("/")[0]


def _last(date: HistoricalDate) -> str:
    return date.edtf.rpartition("/")[2]


def _beside(date: HistoricalDate, day: int) -> str:
    """The day, month or year that holds a day just beside a date, as fine as the date."""
    precision = date.precision if date.precision in LADDER[:3] else Precision.YEAR
    year, month, day_of_month = civil(day)
    text = year_text(year)
    if precision == Precision.YEAR:
        return text
    return f"{text}-{month:02}" if precision == Precision.MONTH else f"{text}-{month:02}-{day_of_month:02}"
