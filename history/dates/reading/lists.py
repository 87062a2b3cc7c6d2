"""Lists of dates: 1941, 1942 or 1943; 18 and 19 June 2024."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from history.dates.edtf import parse
from history.dates.reading.completing import completed
from history.dates.reading.ends import end_of
from history.dates.reading.kinds import Kind, Token, Tokens, Unread, kinds
from history.dates.reading.pieces import Piece, text_of
from history.dates.value import DateError, HistoricalDate

Whole = Callable[[Tokens], HistoricalDate]
"""Reads a member that is a whole phrase of its own, such as a range."""

Member = Piece | HistoricalDate


def of_several(tokens: Tokens, language: str, whole: Whole) -> HistoricalDate:
    """One of several dates, or all of them, as "or" or "and" joins them.

    Raises:
        Unread: it is no list, or a member is no date.
    """
    joint = Kind.OR if Kind.OR in kinds(tokens) else Kind.AND
    if joint not in kinds(tokens):
        raise Unread
    ways = (_split(tokens, {joint, Kind.COMMA}), _split(tokens, {joint}))
    members = next((made for way in ways if len(way) > 1 and (made := _members(way, language, whole))), [])
    if not members:
        raise Unread
    opening, closing = "[]" if joint == Kind.OR else "{}"
    return parse(opening + ",".join(members) + closing)


def _split(tokens: Tokens, at: set[Kind]) -> list[Tokens]:
    """The tokens between the joints; the "and" of a "between" joins nothing else."""
    chunks: list[list[Token]] = [[]]
    in_between = False
    for token in tokens:
        if token.kind in at and not (in_between and token.kind == Kind.AND):
            chunks.append([])
        else:
            chunks[-1].append(token)
        opens = token.kind == Kind.BETWEEN and set(kinds(chunks[-1][:-1])) <= {Kind.ABOUT, Kind.PERHAPS}
        in_between = opens or (in_between and token.kind not in (Kind.AND, Kind.TO))
    return [tuple(chunk) for chunk in chunks if chunk]


def _members(chunks: Sequence[Tokens], language: str, whole: Whole) -> list[str]:
    """The texts of the members; none where a chunk is no date."""
    try:
        return _texts([_member(chunk, language, whole) for chunk in chunks])
    except (Unread, DateError):
        return []


def _member(tokens: Tokens, language: str, whole: Whole) -> Member:
    try:
        return end_of(tokens, language)
    except Unread:
        return whole(tokens)


def _texts(members: Sequence[Member]) -> list[str]:
    """The texts of the members; what one lacks is taken from the last, or from the first, that has it."""
    first, last = members[0], members[-1]
    texts = []
    for member in members:
        if isinstance(member, Piece):
            if isinstance(last, Piece) and member is not last:
                member = completed(member, last)[0]
            if isinstance(first, Piece) and not member.stands_alone:
                member = completed(first, member)[1]
            texts.append(_in_set(text_of(member)))
        else:
            texts.append(_in_set(member.edtf))
    return texts


def _in_set(text: str) -> str:
    """The text of a date as a member of a set, where ranges have two points."""
    first, stroke, last = text.strip("[]{}").partition("/")
    if not stroke:
        return first
    return f"{first.removeprefix('..')}..{last.removeprefix('..')}"
