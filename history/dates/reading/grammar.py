"""Phrases of dates: a piece, a range of two, a list, before or after, a pair of two calendars."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from history.dates.days import civil, day_number
from history.dates.edtf import parse
from history.dates.reading import figures
from history.dates.reading.eras import julian_day_number
from history.dates.reading.lexicon import Kind
from history.dates.reading.pieces import (
    Piece,
    completed,
    date_of,
    text_of,
    year_text,
)
from history.dates.reading.tokens import Token
from history.dates.units import LADDER, coarsened
from history.dates.value import DateError, HistoricalDate, Precision

Tokens = tuple[Token, ...]


class Unread(Exception):
    """The tokens are no phrase of this sort; another one may fit."""


def kinds(tokens: Iterable[Token]) -> str:
    return "".join(token.kind for token in tokens)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads phrases as somebody writes them in one language, which only matters to figures."""

    language: str = "en"

    def date(self, tokens: Tokens) -> HistoricalDate:
        """The date that a phrase means.

        Raises:
            DateError: it is a date that cannot be, or could be two.
            Unread: it is no phrase of a date.
        """
        tokens = _trimmed(tokens)
        if not tokens:
            raise Unread
        calendar, tokens = _calendar(tokens)
        for phrase in (self._list, self._between, self._two_calendars, self._alone, self._open, self._range):
            try:
                return _in_gregorian(phrase(tokens), calendar)
            except Unread:
                continue
        if len({token.word for token in tokens if token.kind == Kind.ERA}) > 1:
            raise DateError("It names two eras: write 44 BCE or 44 CE.")
        raise Unread

    # a piece

    def piece(self, tokens: Tokens, *, alone: bool = False) -> Piece:
        """One end of a phrase, as far as it is written.

        With `alone` it is the whole phrase, so that 50–41 BCE are two years and not the decade without a name.

        Raises:
            Unread: the tokens are no piece.
        """
        tokens = tuple(token for token in _trimmed(tokens) if token.kind != Kind.COMMA)
        about, perhaps, tokens = _marks(tokens)
        if (about or perhaps or not alone) and (unit := self._nameless_unit(tokens)):
            return Piece(unit="years", text=unit, about=about, perhaps=perhaps)
        part, tokens = _taken(tokens, Kind.PART)
        leading = bool(tokens) and tokens[0].kind == Kind.ERA
        era, tokens = _era(tokens)
        made = self._made(_years_marked(tokens), era)
        if made is None or (part and made.day):
            raise Unread
        return replace(made, part=part, about=about, perhaps=perhaps, era_leads=leading)

    def _made(self, tokens: Tokens, era: str) -> Piece | None:
        pattern = kinds(tokens)
        if pattern == Kind.FIGURES:
            return figures.piece_of(tokens[0], self.language, era)
        for shape, order in _SHAPES:
            if shape.fullmatch(pattern) and (piece := _of(tokens, order, era)):
                return piece
        return None

    def _alone(self, tokens: Tokens) -> HistoricalDate:
        return date_of(self.piece(tokens, alone=True))

    def _nameless_unit(self, tokens: Tokens) -> str:
        """The EDTF text of a decade or century that is written by its first and last year; empty for others."""
        joint = Kind.DASH
        if tokens and tokens[0].kind == Kind.BETWEEN:
            joint, tokens = Kind.AND, tokens[1:]
        at = kinds(tokens).find(joint)
        if at < 1:
            return ""
        try:
            left, right = self.piece(tokens[:at], alone=True), self.piece(tokens[at + 1 :], alone=True)
            left, right = completed(left, right, compact=not tokens[at].spaced)
            years = between(left, right)
        except (Unread, DateError):
            return ""
        if any(piece.unit or piece.month or piece.season or piece.mark for piece in (left, right)):
            return ""
        units = (coarsened(years, precision) for precision in (Precision.DECADE, Precision.CENTURY))
        return next((unit.edtf for unit in units if unit and unit.spans == years.spans), "")

    # two ends

    def _range(self, tokens: Tokens) -> HistoricalDate:
        if tokens[0].kind == Kind.SINCE:
            tokens = tokens[1:]
        if tokens and tokens[-1].kind == Kind.UNTIL:
            tokens = tokens[:-1]
        found: dict[str, HistoricalDate] = {}
        refused: DateError | None = None
        for at, token in enumerate(tokens):
            if token.kind not in _BETWEEN_ENDS or not 0 < at < len(tokens) - 1:
                continue
            try:
                date = self._from_to(tokens[:at], tokens[at + 1 :], token, spaced=tokens[at + 1].spaced)
                found.setdefault(date.edtf, date)
            except Unread:
                continue
            except DateError as error:
                refused = error
        if len(found) == 1:
            return next(iter(found.values()))
        if found:
            raise DateError(f"That could be {' or '.join(found)}: write both ends in full.")
        if refused:
            raise refused
        raise Unread

    def _from_to(self, before: Tokens, after: Tokens, sign: Token, *, spaced: bool) -> HistoricalDate:
        if kinds(before) == Kind.UNKNOWN or kinds(after) == Kind.UNKNOWN:
            return self._unknown_end(before, after)
        left, right = self.piece(before), self.piece(after)
        return between(left, right, compact=sign.kind == Kind.DASH and not (sign.spaced and spaced))

    def _unknown_end(self, before: Tokens, after: Tokens) -> HistoricalDate:
        if kinds(before) == Kind.UNKNOWN:
            return parse(f"/{text_of(self.piece(after))}")
        return parse(f"{text_of(self.piece(before))}/")

    def _between(self, tokens: Tokens) -> HistoricalDate:
        first, last = tokens[0], tokens[-1]
        if Kind.BETWEEN not in (first.kind, last.kind):
            raise Unread
        inner = tokens[1:] if first.kind == Kind.BETWEEN else tokens[:-1]
        inner = inner[1:] if inner and inner[0].kind == Kind.SINCE else inner
        for at, token in enumerate(inner[1:-1], 1):
            if token.kind not in _JOINTS:
                continue
            try:
                date = between(self.piece(inner[:at]), self.piece(inner[at + 1 :]))
            except Unread:
                continue
            one_of = (first if first.kind == Kind.BETWEEN else last).word
            return parse(f"[{date.edtf.replace('/', '..')}]") if one_of else date
        raise Unread

    # open ends

    def _open(self, tokens: Tokens) -> HistoricalDate:
        no_end = kinds(tokens).endswith(Kind.COMMA + Kind.UNKNOWN)
        if no_end:
            tokens = tokens[:-2]
        kind = tokens[0].kind
        rest = tokens[1:]
        if kind not in _OPEN and tokens[-1].kind in _OPEN:
            kind, rest = tokens[-1].kind, tokens[:-1]
        if kind not in _OPEN:
            raise Unread
        if rest and rest[0].kind == Kind.COMMA:
            rest = rest[1:]
        piece = self.piece(rest)
        if no_end:
            text = text_of(piece)
            return parse(f"{text}/" if kind == Kind.SINCE else f"/{text}")
        date = date_of(piece)
        first, _, last = date.edtf.partition("/")
        match kind:
            case Kind.UNTIL | Kind.TO:
                return parse(f"../{last or first}")
            case Kind.SINCE:
                return parse(f"{first}/..")
            case Kind.OR_EARLIER:
                return parse(f"[..{last or first}]")
            case Kind.OR_LATER:
                return parse(f"[{first}..]")
            case Kind.BEFORE:
                return parse(f"../{_beside(date, date.earliest - 1)}{piece.mark}")
            case _:
                return parse(f"{_beside(date, date.latest + 1)}{piece.mark}/..")

    # lists

    def _list(self, tokens: Tokens) -> HistoricalDate:
        joint = Kind.OR if Kind.OR in kinds(tokens) else Kind.AND
        if joint not in kinds(tokens):
            raise Unread
        ways = (_split(tokens, {joint, Kind.COMMA}), _split(tokens, {joint}))
        members = next((made for way in ways if len(way) > 1 and (made := self._members(way))), [])
        if not members:
            raise Unread
        opening, closing = "[]" if joint == Kind.OR else "{}"
        return parse(opening + ",".join(members) + closing)

    def _members(self, chunks: Sequence[Tokens]) -> list[str]:
        """The texts of the members of a list; none where a chunk is no date."""
        try:
            pieces: list[Piece | HistoricalDate] = []
            for chunk in chunks:
                try:
                    pieces.append(self.piece(chunk))
                except Unread:
                    pieces.append(self.date(chunk))
            return _told(pieces)
        except (Unread, DateError):
            return []

    # two calendars

    def _two_calendars(self, tokens: Tokens) -> HistoricalDate:
        for outer, inner in _pairs(tokens):
            try:
                one, other = self.piece(outer), self.piece(inner)
            except Unread:
                continue
            days = _days_of(one, other)
            if days is None:
                continue
            first, second = days
            for old, new in ((first, second), (second, first)):
                if julian_day_number(*old) == day_number(*new):
                    return parse(_day_text(new))
            if first == second:
                return parse(_day_text(first))
        raise Unread


LONGEST_YEAR, COMPACT = 5, 8
"""Digits of a year without an era; six to eight could be 1949-03 or 1949-03-17 without its strokes."""

_BETWEEN_ENDS = {Kind.DASH, Kind.TO, Kind.UNTIL, Kind.SLASH, Kind.BEFORE, Kind.SINCE, Kind.ABOUT}
_JOINTS = {Kind.AND, Kind.DASH, Kind.TO, Kind.SINCE, Kind.ABOUT}
_OPEN = {Kind.BEFORE, Kind.UNTIL, Kind.AFTER, Kind.SINCE, Kind.OR_EARLIER, Kind.OR_LATER, Kind.TO}

_SHAPES = tuple(
    (re.compile(shape), order)
    for shape, order in (
        (r"[nod]M[ny]", "dMy"),
        (r"[nod]-M-[ny]", "d-M-y"),
        (r"M[nod][ny]", "Mdy"),
        (r"[ny]M[nod]", "yMd"),
        (r"[nod]r[ny]", "dMy"),
        (r"M[ny]", "My"),
        (r"[ny]M", "yM"),
        (r"[nod]M", "dM"),
        (r"M[nod]", "Md"),
        (r"M", "M"),
        (r"S[ny]", "Sy"),
        (r"[ny]S", "yS"),
        (r"S[ny][-/][ny]", "Sy-e"),
        (r"[ny][-/][ny]S", "y-eS"),
        (r"S", "S"),
        (r"[onrd]C", "cu"),
        (r"C[onr]", "uc"),
        (r"C", "u"),
        (r"[onrd]T", "cu"),
        (r"D", "D"),
        (r"D[onr]C", "Dcu"),
        (r"[ny]", "y"),
        (r"[ord]", "n"),
        (r"[nod][ny]", "dy"),
    )
)
"""The shapes of a piece, and what each of its tokens is."""


def _of(tokens: Tokens, order: str, era: str) -> Piece | None:
    """The piece that tokens of a shape are, or None where a number is too large or too small for its place."""
    match order:
        case "y":
            token = tokens[0]
            if _is_year(token, era):
                return Piece(year=token.number, digits=token.digits, era=era)
            return Piece(number=token.number, digits=token.digits, era=era)
        case "n":
            token = tokens[0]
            if token.kind == Kind.DAY:
                return Piece(day=token.number)
            return Piece(number=token.number, digits=token.digits, era=era)
        case "M":
            return Piece(month=tokens[0].number, era=era)
        case "S":
            return Piece(season=tokens[0].number, era=era)
        case "D":
            return Piece(unit="decade", count=tokens[0].number, era=era)
        case "Dcu":
            return Piece(
                unit="decade", count=(tokens[1].number - 1) * 100 + tokens[0].number % 100, era=era or "CE"
            )
        case "u":
            token = tokens[0]
            return Piece(unit="century", count=token.number, era=era) if token.word else None
        case "cu" | "uc":
            number, unit = tokens if order == "cu" else tokens[::-1]
            if unit.word:
                return None
            return Piece(
                unit="century" if unit.kind == Kind.CENTURY else "millennium", count=number.number, era=era
            )
        case "Sy-e" | "y-eS":
            return _winter(tokens, era, first=order.startswith("S"))
    return _calendar_piece(tokens, order, era)


def _calendar_piece(tokens: Tokens, order: str, era: str) -> Piece | None:
    by = dict(zip(order, tokens, strict=True))
    day, month, season, year = by.get("d"), by.get("M"), by.get("S"), by.get("y")
    if year and not (_is_year(year, era) or (year.digits == 2 and (day or year.number > 31 or season))):
        return None
    if day and (not 1 <= day.number <= 31 or day.digits > 2):
        return None
    if day and year and order == "yMd" and year.kind == Kind.NUMBER and year.digits < 3 and year.number <= 31:
        return None
    return Piece(
        day=day.number if day else None,
        month=month.number if month else None,
        season=season.number if season else None,
        year=year.number if year else None,
        digits=year.digits if year else 0,
        number=None,
        era=era,
    )


def _is_year(token: Token, era: str) -> bool:
    return token.kind == Kind.YEAR or 2 < token.digits <= LONGEST_YEAR or bool(era) or token.digits > COMPACT


def _winter(tokens: Tokens, era: str, *, first: bool) -> Piece | None:
    """A winter lies in two years, and is that of the year in which it begins."""
    season, start, end = (tokens[0], tokens[1], tokens[3]) if first else (tokens[3], tokens[0], tokens[2])
    if season.number != 24 or (start.digits < 3 and not era):
        return None
    size = 10**end.digits if end.digits < start.digits and not era else 0
    last = start.number // size * size + end.number if size else end.number
    if size and last <= start.number:
        last += size
    if last != start.number + (-1 if era == "BCE" else 1):
        return None
    return Piece(season=season.number, year=start.number, digits=start.digits, era=era)


def between(left: Piece, right: Piece, *, compact: bool = False) -> HistoricalDate:
    """The interval from one piece to another. Where they are joined without spaces, marks hold for both.

    Raises:
        DateError: it runs backwards, or a year is nowhere said.
    """
    left, right = completed(left, right, compact=compact)
    if compact:
        right = right.marked(left)
    first, last = text_of(left), text_of(right)
    return parse(f"{first.partition('/')[0]}/{last.rpartition('/')[2]}")


def _beside(date: HistoricalDate, day: int) -> str:
    """The day, month or year that holds a day just beside a date, as fine as the date."""
    precision = date.precision if date.precision in LADDER[:3] else Precision.YEAR
    year, month, day_of_month = civil(day)
    text = year_text(year)
    if precision == Precision.YEAR:
        return text
    return f"{text}-{month:02}" if precision == Precision.MONTH else f"{text}-{month:02}-{day_of_month:02}"


def _trimmed(tokens: Tokens) -> Tokens:
    """Without commas at the ends, and without brackets round the whole or round a remark such as (?)."""
    while tokens:
        pattern = kinds(tokens)
        if tokens[0].kind == Kind.COMMA:
            tokens = tokens[1:]
        elif tokens[-1].kind == Kind.COMMA:
            tokens = tokens[:-1]
        elif (found := re.search(r"\((,*|[XU]+)\)", pattern)) and len(pattern) > 2:
            tokens = (
                tokens[: found.start()] + tokens[found.start() + 1 : found.end() - 1] + tokens[found.end() :]
            )
        elif re.fullmatch(r"\([^()]*\)", pattern):
            tokens = tokens[1:-1]
        else:
            break
    return tokens


def _marks(tokens: Tokens) -> tuple[bool, bool, Tokens]:
    about = perhaps = False
    while tokens and tokens[0].kind in (Kind.ABOUT, Kind.PERHAPS):
        about, perhaps = about or tokens[0].kind == Kind.ABOUT, perhaps or tokens[0].kind == Kind.PERHAPS
        tokens = tokens[1:]
    while tokens and tokens[-1].kind in (Kind.ABOUT, Kind.PERHAPS):
        about, perhaps = about or tokens[-1].kind == Kind.ABOUT, perhaps or tokens[-1].kind == Kind.PERHAPS
        tokens = tokens[:-1]
    return about, perhaps, tokens


def _taken(tokens: Tokens, kind: Kind) -> tuple[str, Tokens]:
    """The word of the one token of a kind ("" without one), and the tokens without it."""
    found = [token for token in tokens if token.kind == kind]
    if len(found) > 1:
        raise Unread
    return (found[0].word if found else ""), tuple(token for token in tokens if token.kind != kind)


def _era(tokens: Tokens) -> tuple[str, Tokens]:
    eras = {token.word for token in tokens if token.kind == Kind.ERA}
    if len(eras) > 1:
        raise Unread
    return (eras.pop() if eras else ""), tuple(token for token in tokens if token.kind != Kind.ERA)


def _years_marked(tokens: Tokens) -> Tokens:
    """The word "year" beside a number makes it a year; elsewhere it says nothing."""
    made: list[Token] = []
    said = False
    for token in tokens:
        if token.kind == Kind.YEAR and not token.word:
            if made and made[-1].kind == Kind.NUMBER:
                made[-1] = replace(made[-1], kind=Kind.YEAR, word="said")
            else:
                said = True
            continue
        if said and token.kind == Kind.NUMBER:
            token = replace(token, kind=Kind.YEAR, word="said")
        said = False
        made.append(token)
    return tuple(made)


def _calendar(tokens: Tokens) -> tuple[str, Tokens]:
    """Whether a lone remark says old or new style, and the tokens without such remarks."""
    found = {token.kind for token in tokens if token.kind in (Kind.OLD_STYLE, Kind.NEW_STYLE)}
    rest = _trimmed(tuple(token for token in tokens if token.kind not in (Kind.OLD_STYLE, Kind.NEW_STYLE)))
    return (found.pop().value if len(found) == 1 and not _is_pair(rest) else ""), rest


def _is_pair(tokens: Tokens) -> bool:
    return Kind.OPEN in kinds(tokens) or Kind.SLASH in kinds(tokens)


def _in_gregorian(date: HistoricalDate, calendar: str) -> HistoricalDate:
    if calendar != Kind.OLD_STYLE:
        return date
    if date.precision != Precision.DAY:
        raise DateError("Only a whole day can be turned from the old style to the new: write the day too.")
    shifted = julian_day_number(*civil(date.earliest))
    return parse(_day_text(civil(shifted)) + date.edtf[len(date.edtf.rstrip("~?%")) :])


def _day_text(day: tuple[int, int, int]) -> str:
    year, month, number = day
    return f"{year_text(year)}-{month:02}-{number:02}"


def _pairs(tokens: Tokens) -> Iterator[tuple[Tokens, Tokens]]:
    """What stands outside and inside of brackets, or before and after a stroke."""
    pattern = kinds(tokens)
    if found := re.fullmatch(r"([^()]*)\(([^()]*)\)([^()]*)", pattern):
        inner = tokens[found.start(2) : found.end(2)]
        yield tokens[: found.end(1)] + tokens[found.start(3) :], inner
    if pattern.count(Kind.SLASH) == 1:
        at = pattern.index(Kind.SLASH)
        yield tokens[:at], tokens[at + 1 :]


def _days_of(one: Piece, other: Piece) -> tuple[tuple[int, int, int], tuple[int, int, int]] | None:
    """Both days of a pair, each with what only the other one says; None unless both are days."""
    from history.dates.reading.pieces import astronomical

    one, other = _as_day(one), _as_day(other)
    one, other = (
        replace(
            piece,
            month=piece.month or peer.month,
            year=piece.year if piece.year is not None else peer.year,
            digits=piece.digits if piece.year is not None else peer.digits,
            era=piece.era or peer.era,
        )
        for piece, peer in ((one, other), (other, one))
    )
    if not (one.day and one.month and one.year and other.day and other.month and other.year):
        return None
    return (astronomical(one), one.month, one.day), (astronomical(other), other.month, other.day)


def _as_day(piece: Piece) -> Piece:
    if piece.number is not None and 1 <= piece.number <= 31:
        return replace(piece, number=None, day=piece.number, digits=0)
    return piece


def _split(tokens: Tokens, at: set[Kind]) -> list[Tokens]:
    chunks: list[list[Token]] = [[]]
    between = False
    for token in tokens:
        if token.kind in at and not (between and token.kind == Kind.AND):
            chunks.append([])
        else:
            chunks[-1].append(token)
        between = token.kind == Kind.BETWEEN or (between and token.kind != Kind.AND)
    return [tuple(chunk) for chunk in chunks if chunk]


def _told(pieces: Sequence[Piece | HistoricalDate]) -> list[str]:
    """Texts of the members of a list; what one lacks is taken from the last that has it."""
    last = pieces[-1]
    told = []
    for piece in pieces:
        if isinstance(piece, Piece):
            whole = completed(piece, last)[0] if isinstance(last, Piece) and piece is not last else piece
            whole = _after(pieces, whole)
            told.append(_member(text_of(whole)))
        else:
            told.append(_member(piece.edtf))
    return told


def _member(text: str) -> str:
    """The text of a date as a member of a set, where ranges have two points."""
    first, stroke, last = text.strip("[]{}").partition("/")
    if not stroke:
        return first
    return f"{first.removeprefix('..')}..{last.removeprefix('..')}"


def _after(pieces: Sequence[Piece | HistoricalDate], piece: Piece) -> Piece:
    first = pieces[0]
    if isinstance(first, Piece) and not piece.stands_alone:
        return completed(first, piece)[1]
    return piece
