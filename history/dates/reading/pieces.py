"""One end of what people write: a day, month, season, year, decade or century, maybe with a part left out.

A piece that lacks its year or month cannot stand alone; in a range or a list the other end completes it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from history.dates.days import days_in_month
from history.dates.edtf import parse
from history.dates.reading.examples import CENTURY, DAY, DAYS, MONTH, MONTHS, YEAR, YEAR_OF_OURS, told
from history.dates.reading.numbers import PIVOT, of_ours
from history.dates.units import years_as_unit
from history.dates.value import DateError, HistoricalDate
from history.sentences import Sentence, either, sentence

MONTHS_IN_YEAR = 12
LATEST_CENTURY, LATEST_MILLENNIUM = 40, 10
NO_YEAR_0 = sentence(
    "There is no year 0: write {before} or {after}.", before=told("0000"), after=told("0001")
)


@dataclass(frozen=True, slots=True)
class Piece:
    """What was understood, as it was written: years count within their era.

    `number` is a lone number, which may be a day, a year or a century; `digits` counts the digits of the
    year (0 where it is said to be one); `unit` is "century", "millennium" or "decade" with `count`, the
    number of the century or millennium or the first year of the decade; `part` is "1/3" for early; `text` is
    the EDTF of a decade or century that is written by its first and last year; `era_leads` tells whether the
    era stands in front, `day_last` whether the day ends the text, so that another one may follow it,
    `year_said` whether a word calls the year one.
    """

    day: int | None = None
    month: int | None = None
    season: int | None = None
    year: int | None = None
    digits: int = 0
    era: str = ""
    era_leads: bool = False
    unit: str = ""
    count: int | None = None
    number: int | None = None
    part: str = ""
    text: str = ""
    day_last: bool = False
    year_said: bool = False
    about: bool = False
    perhaps: bool = False

    @property
    def stands_alone(self) -> bool:
        return (self.year is not None and self.number is None and not (self.day and not self.month)) or bool(
            self.unit
        )

    @property
    def mark(self) -> str:
        return "%" if self.about and self.perhaps else "~" if self.about else "?" if self.perhaps else ""

    def marked(self, other: Piece) -> Piece:
        """This piece with the marks of the other as well."""
        return replace(self, about=self.about or other.about, perhaps=self.perhaps or other.perhaps)


def year_text(year: int) -> str:
    """An astronomical year (0 is 1 BCE) in EDTF."""
    if abs(year) > 9999:
        return f"Y{year}"
    return f"{year:05}" if year < 0 else f"{year:04}"


def astronomical(piece: Piece) -> int:
    """The year of a piece, 0 for 1 BCE.

    Raises:
        DateError: it is written with two digits and could be of two centuries, or is the year 0.
    """
    year = piece.year or 0
    if year == 0 and piece.digits < 4:
        raise DateError(NO_YEAR_0)
    if piece.era == "BCE":
        return 1 - year
    if piece.era or piece.digits > 2 or piece.digits == 0:
        return year
    if piece.month is None and piece.season is None:
        raise DateError(of_two_centuries(year))
    return of_ours(year)


def of_two_centuries(year: int) -> Sentence:
    """Why a year below 100 is refused, with all that it could mean."""
    modern = [told(f"{1900 + year}"), *([told(f"{2000 + year}")] if year < PIVOT else [])]
    return sentence(
        "“{text}” could be {modern} or the year {text}: write all four digits, or {early}.",
        text=year,
        modern=either(modern),
        early=told(f"{year:04}"),
    )


def bounds(piece: Piece) -> tuple[str, str]:
    """First and last part of a piece as EDTF without marks; equal where one text holds it whole.

    Raises:
        DateError: the piece lacks a part, or there is no such day, century or part.
    """
    if piece.text:
        return piece.text, piece.text
    if piece.unit:
        return _unit(piece)
    if not piece.stands_alone:
        raise DateError(_lacking(piece))
    year = astronomical(piece)
    text = year_text(year)
    if piece.season:
        return _season(piece, year)
    if piece.month is None:
        return _of_year(piece, text) if piece.part else (text, text)
    text = f"{text}-{piece.month:02}"
    length = days_in_month(year, piece.month)
    if piece.day and piece.day > length:
        raise DateError(
            sentence(
                "{month} has {length} days, not {day}: look the day up again.",
                month=told(text),
                length=length,
                day=piece.day,
            )
        )
    if piece.day:
        whole = f"{text}-{piece.day:02}"
        return whole, whole
    return _of_month(piece, text, length) if piece.part else (text, text)


def _lacking(piece: Piece) -> Sentence:
    if piece.day and piece.month:
        return sentence("Which year? Write the day with its month and year, such as {day}.", day=DAY)
    if piece.month or piece.season:
        return sentence("Which year? Write the month with its year, such as {month}.", month=MONTH)
    if piece.number == 0:
        return NO_YEAR_0
    if piece.number and piece.digits == 2 and piece.number >= PIVOT:
        return of_two_centuries(piece.number)
    return sentence(
        "That number alone is no date: write {day}, {month}, {year} or {early}.",
        day=DAY,
        month=MONTH,
        year=YEAR,
        early=YEAR_OF_OURS,
    )


def _part(piece: Piece) -> tuple[int, int]:
    number, of = piece.part.split("/")
    return int(number), int(of)


def _of_year(piece: Piece, text: str) -> tuple[str, str]:
    number, of = _part(piece)
    months = MONTHS_IN_YEAR // of
    return f"{text}-{(number - 1) * months + 1:02}", f"{text}-{number * months:02}"


def _of_month(piece: Piece, text: str, length: int) -> tuple[str, str]:
    number, of = _part(piece)
    if of == 4:
        raise DateError(
            sentence(
                "A quarter of a month is no date: write its days, such as {days}.",
                days=DAYS,
            )
        )
    ends = (0, 10, 20, length) if of == 3 else (0, 15, length)
    return f"{text}-{ends[number - 1] + 1:02}", f"{text}-{ends[number]:02}"


def _season(piece: Piece, year: int) -> tuple[str, str]:
    if not piece.part:
        return (f"{year_text(year)}-{piece.season}",) * 2
    number, of = _part(piece)
    if of != 3:
        raise DateError(
            sentence(
                "A half of a season is no date: write its months, such as {months}.",
                months=MONTHS,
            )
        )
    month = 3 * ((piece.season or 0) - 20) + number - 1
    year, month = (year + 1, month - MONTHS_IN_YEAR) if month > MONTHS_IN_YEAR else (year, month)
    return (f"{year_text(year)}-{month:02}",) * 2


def years_of(piece: Piece) -> tuple[int, int]:
    """First and last year of a decade, century or millennium, without regard to its part, astronomical."""
    count = piece.count or 0
    if piece.unit == "decade":
        if count < 100 and not piece.era:
            count = of_ours(count)
        return (-count - 8, -count + 1) if piece.era == "BCE" else (count, count + 9)
    size, latest = (100, LATEST_CENTURY) if piece.unit == "century" else (1000, LATEST_MILLENNIUM)
    if not 1 <= count <= latest:
        raise DateError(_uncounted(piece.unit, count))
    if piece.era == "BCE":
        return 1 - size * count, -size * (count - 1)
    return size * (count - 1), size * count - 1


def _uncounted(unit: str, count: int) -> Sentence:
    if unit == "century":
        return sentence(
            "There is no century with the number {count}: write one such as {century}.",
            count=count,
            century=CENTURY,
        )
    return sentence(
        "There is no millennium with the number {count}: write a century such as {century}.",
        count=count,
        century=CENTURY,
    )


def _unit(piece: Piece) -> tuple[str, str]:
    first, last = years_of(piece)
    if piece.part:
        number, of = _part(piece)
        # where the years do not part evenly, the earlier parts are longer: 1900–1933, 1934–1966, 1967–1999
        cuts = [first + -((first - last - 1) * share // of) for share in range(of + 1)]
        return year_text(cuts[number - 1]), year_text(cuts[number] - 1)
    masked = years_as_unit(first, last)
    return (masked, masked) if masked else (year_text(first), year_text(last))


def text_of(piece: Piece) -> str:
    """The EDTF text of a piece with its marks."""
    first, last = bounds(piece)
    return first + piece.mark if first == last else f"{first}{piece.mark}/{last}{piece.mark}"


def date_of(piece: Piece) -> HistoricalDate:
    return parse(text_of(piece))
