"""Old and new style: 25 October (7 November) 1917, 25 October 1917 O.S., 11 February 1731/2."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from history.dates.days import civil, day_number
from history.dates.edtf import parse
from history.dates.reading.ends import end_of
from history.dates.reading.examples import told
from history.dates.reading.julian import days_in_julian_month, julian_day_number
from history.dates.reading.kinds import Kind, Tokens, Unread, kinds, without
from history.dates.reading.pieces import Piece, astronomical, year_text
from history.dates.value import DateError, HistoricalDate
from history.sentences import Value, sentence

Day = tuple[int, int, int]

_NEW_YEAR_IN_ENGLAND = (3, 25)
"""Until 1751 the year began there on Lady Day, so that the days before it bear two years."""


def said_style(tokens: Tokens) -> tuple[Kind | None, Tokens]:
    """Whether it says old or new style, None if neither or both, and the tokens without these words."""
    said = {token.kind for token in tokens if token.kind in (Kind.OLD_STYLE, Kind.NEW_STYLE)}
    return (said.pop() if len(said) == 1 else None), without(tokens, Kind.OLD_STYLE, Kind.NEW_STYLE)


def old_style(tokens: Tokens, language: str) -> HistoricalDate:
    """A lone day of the Julian calendar, as a day of ours.

    Raises:
        DateError: it is no day, or the Julian calendar does not have it.
        Unread: the tokens are no date.
    """
    piece = end_of(tokens, language, alone=True)
    if not (piece.day and piece.month and piece.year is not None):
        raise DateError(
            sentence("Only a whole day can be turned from the old style to the new: write the day too.")
        )
    day = (astronomical(piece), piece.month, piece.day)
    if piece.day > days_in_julian_month(*day[:2]):
        raise DateError(sentence("The Julian calendar has no such day: look it up again."))
    return parse(_text(civil(julian_day_number(*day))) + piece.mark)


def dual_year(tokens: Tokens) -> tuple[Tokens, bool]:
    """The tokens with 1731/32 as 1732 where it is the year of a day, and whether it was.

    The first is the year that began in March, the second the one that began in January.
    """
    found = re.search(r"[ny]/n", kinds(tokens))
    if not found or Kind.MONTH not in kinds(tokens):
        return tokens, False
    at = found.start()
    first, second = tokens[at], tokens[at + 2]
    if first.digits < 3 or (first.number + 1) % 10**second.digits != second.number:
        return tokens, False
    return (*tokens[:at], replace(first, number=first.number + 1), *tokens[at + 3 :]), True


def refused_dual_year(tokens: Tokens, language: str) -> DateError:
    """Why a day of a dual year needs its calendar, with both days."""
    old = old_style(tokens, language)
    new = civil(old.earliest)
    piece = end_of(tokens, language, alone=True)
    return DateError(
        sentence(
            "It could be {old}, if it is old style, or {new}: write O.S. or N.S. behind it.",
            old=told(_text(new)),
            new=told(_text((astronomical(piece), piece.month or 1, piece.day or 1))),
        )
    )


def two_calendars(tokens: Tokens, language: str) -> HistoricalDate:
    """A day in both calendars, as a day of ours; which comes first is of no matter.

    Raises:
        DateError: no day is both.
        Unread: it is no pair of days.
    """
    refused: DateError | None = None
    for outer, inner in _pairs(tokens):
        try:
            days = _days_of(end_of(outer, language), end_of(inner, language))
        except Unread:
            continue
        if days is None:
            continue
        if found := _shared(*days):
            return parse(_text(found))
        refused = DateError(
            sentence(
                "{one} and {other} are not one day in two calendars: write one of them.",
                one=_worded(days[0]),
                other=_worded(days[1]),
            )
        )
    if refused:
        raise refused
    raise Unread


def _worded(day: Day) -> Value:
    try:
        return told(_text(day))
    except DateError:
        return _text(day)


def _pairs(tokens: Tokens) -> Iterator[tuple[Tokens, Tokens]]:
    """What stands outside and inside of brackets, or before and after a stroke."""
    pattern = kinds(tokens)
    if found := re.fullmatch(r"([^()]*)\(([^()]*)\)([^()]*)", pattern):
        inner = tokens[found.start(2) : found.end(2)]
        yield tokens[: found.end(1)] + tokens[found.start(3) :], inner
    if pattern.count(Kind.SLASH) == 1:
        at = pattern.index(Kind.SLASH)
        yield tokens[:at], tokens[at + 1 :]


def _shared(one: Day, other: Day) -> Day | None:
    """The day of ours that both are, in either order; two equal days are said twice."""
    for old, new in ((one, other), (other, one)):
        for year in _years_of_ours(old):
            if julian_day_number(year, *old[1:]) == day_number(*new):
                return new
    return one if one == other else None


def _years_of_ours(old: Day) -> tuple[int, ...]:
    year, *rest = old
    return (year, year + 1) if tuple(rest) < _NEW_YEAR_IN_ENGLAND else (year,)


def _days_of(one: Piece, other: Piece) -> tuple[Day, Day] | None:
    """Both days of a pair, each with what only the other one says; None unless both are days."""
    one, other = _as_day(one), _as_day(other)
    days = [_with_parts_of(piece, peer) for piece, peer in ((one, other), (other, one))]
    if not all(piece.day and piece.month and piece.year for piece in days):
        return None
    first, second = ((astronomical(piece), piece.month or 0, piece.day or 0) for piece in days)
    return first, second


def _with_parts_of(piece: Piece, peer: Piece) -> Piece:
    own_year = piece.year is not None
    return replace(
        piece,
        month=piece.month or peer.month,
        year=piece.year if own_year else peer.year,
        digits=piece.digits if own_year else peer.digits,
        era=piece.era or peer.era,
    )


def _as_day(piece: Piece) -> Piece:
    if piece.number is not None and 1 <= piece.number <= 31:
        return replace(piece, number=None, day=piece.number, digits=0)
    return piece


def _text(day: Day) -> str:
    year, month, number = day
    return f"{year_text(year)}-{month:02}-{number:02}"
