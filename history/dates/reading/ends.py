"""One end of a phrase with its marks: c. 1500, 1949?, about 50–41 BCE."""

from __future__ import annotations

import re
from dataclasses import replace

from history.dates.reading.completing import between, completed
from history.dates.reading.kinds import Kind, Tokens, Unread, kinds, without
from history.dates.reading.pieces import Piece
from history.dates.reading.shapes import piece_of
from history.dates.units import coarsened
from history.dates.value import DateError, Precision

_MARKS = {Kind.ABOUT, Kind.TILDE, Kind.PERHAPS}
_REMARK = re.compile(r"\((,*|[XU~]+|P)\)")


def end_of(tokens: Tokens, language: str, *, alone: bool = False) -> Piece:
    """One end of a phrase, as far as it is written.

    With `alone` it is the whole phrase, so that 50–41 BCE are two years and not the decade without a name.

    Raises:
        DateError: it is a date that cannot be, or could be two.
        Unread: the tokens are no end.
    """
    about, perhaps, tokens = _marks(without(trimmed(tokens), Kind.COMMA))
    if (about or perhaps or not alone) and (unit := _nameless_unit(tokens, language)):
        return Piece(unit="years", text=unit, about=about, perhaps=perhaps)
    return replace(piece_of(tokens, language), about=about, perhaps=perhaps)


def trimmed(tokens: Tokens) -> Tokens:
    """Without commas at the ends, and without brackets round the whole or round a remark such as (?)."""
    while tokens:
        pattern = kinds(tokens)
        remark = _REMARK.search(pattern)
        if tokens[0].kind == Kind.COMMA:
            tokens = tokens[1:]
        elif tokens[-1].kind == Kind.COMMA:
            tokens = tokens[:-1]
        elif remark and remark.group() != pattern:
            start, end = remark.span()
            tokens = tokens[:start] + tokens[start + 1 : end - 1] + tokens[end:]
        elif re.fullmatch(r"\([^()]*\)", pattern):
            tokens = tokens[1:-1]
        else:
            break
    return tokens


def _marks(tokens: Tokens) -> tuple[bool, bool, Tokens]:
    """Whether "about" and whether "perhaps" stands at either end, and the tokens between."""
    first, last = 0, len(tokens)
    while first < last and tokens[first].kind in _MARKS:
        first += 1
    while first < last and tokens[last - 1].kind in _MARKS:
        last -= 1
    said = {token.kind for token in tokens[:first] + tokens[last:]}
    return bool(said & {Kind.ABOUT, Kind.TILDE}), Kind.PERHAPS in said, tokens[first:last]


def _nameless_unit(tokens: Tokens, language: str) -> str:
    """The EDTF text of a decade or century that is written by its first and last year; empty for others."""
    joint = Kind.DASH
    if tokens and tokens[0].kind == Kind.BETWEEN:
        joint, tokens = (Kind.AND if Kind.AND in kinds(tokens) else Kind.TO), tokens[1:]
    elif tokens and tokens[-1].kind == Kind.BETWEEN:
        joint, tokens = Kind.SINCE, tokens[:-1]
    at = kinds(tokens).find(joint)
    if at < 1:
        return ""
    try:
        left, right = piece_of(tokens[:at], language), piece_of(tokens[at + 1 :], language)
        left, right = completed(left, right, compact=not tokens[at].spaced)
        years = between(left, right)
    except (Unread, DateError):
        return ""
    if any(piece.unit or piece.month or piece.season for piece in (left, right)):
        return ""
    units = (coarsened(years, precision) for precision in (Precision.DECADE, Precision.CENTURY))
    return next((unit.edtf for unit in units if unit and unit.spans == years.spans), "")
