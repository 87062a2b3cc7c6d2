"""Dates of publication, written from EDTF text as each manual writes them, never finer than the text."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
MLA_MONTHS = ["Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."]
SEASONS = {21: "Spring", 22: "Summer", 23: "Autumn", 24: "Winter"}
_MOMENT = re.compile(
    r"(?P<year>Y?-?\d+X{0,3}|-?X{4})(?:-(?P<month>\d\d|XX))?(?:-(?P<day>\d\d|XX))?", re.ASCII
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A year (astronomical: 0 is 1 BCE) or a run of `years` beginning with it; a month or season; a day."""

    year: int
    years: int = 1
    month: int | None = None
    season: int | None = None
    day: int | None = None
    approximate: bool = False
    uncertain: bool = False

    def year_only(self) -> "Moment":
        return replace(self, month=None, season=None, day=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """An interval; None is an end that is open or not known."""

    start: Moment | None
    end: Moment | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of the dates ("or"), or all of them ("and")."""

    dates: tuple[Moment | Span, ...]
    word: str


When = Moment | Span | Choice
Wording = Callable[[Moment, str], str]


def read(edtf: str) -> When | None:
    """What the EDTF text says; None if it says nothing that a bibliography could print."""
    if edtf[:1] in ("[", "{"):
        dates = tuple(_member(part.strip()) for part in edtf[1:-1].split(","))
        known = tuple(date for date in dates if date is not None)
        word = "or" if edtf[0] == "[" else "and"
        return Choice(dates=known, word=word) if known and len(known) == len(dates) else None
    if "/" in edtf:
        return _span(*edtf.split("/", 1))
    return _moment(edtf)


def _member(text: str) -> Moment | Span | None:
    return _span(*text.split("..", 1)) if ".." in text else _moment(text)


def _span(start: str, end: str) -> Span | None:
    ends = [_moment(text) if text not in ("", "..") else None for text in (start, end)]
    missing = [text in ("", "..") for text in (start, end)]
    if all(missing) or any(end is None and not gone for end, gone in zip(ends, missing, strict=True)):
        return None
    return Span(start=ends[0], end=ends[1])


def _moment(text: str) -> Moment | None:
    """Raises nothing: text outside the grammar gives None, and the caller prints it as it stands."""
    found = _MOMENT.fullmatch(re.sub(r"[~?%]", "", text))
    if not found or found["year"].count("X") == 4:
        return None
    digits = found["year"].removeprefix("Y")
    unknown = digits.count("X")
    first, last = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
    month, day = (int(part) if part and part != "XX" else None for part in (found["month"], found["day"]))
    if month is not None and (unknown or not (1 <= month <= 12 or month in SEASONS)):
        return None
    return Moment(
        year=min(first, last),
        years=10**unknown,
        month=month if month not in SEASONS else None,
        season=month if month in SEASONS else None,
        day=day if month not in SEASONS and month is not None else None,
        approximate="~" in text or "%" in text,
        uncertain="?" in text or "%" in text,
    )


def apa(edtf: str, *, year_only: bool = False) -> str:
    """APA 7, 9.14: "2019, May 21"; a journal or a book has its year alone."""
    return _say(edtf, _apa_moment, year_only=year_only, brackets=False)


def chicago(edtf: str, *, year_only: bool = False) -> str:
    """CMOS 18, ch. 9: "May 21, 2019"; ch. 13 puts an uncertain date in brackets, "[1945?]"."""
    return _say(edtf, _chicago_moment, year_only=year_only, brackets=True)


def mla(edtf: str) -> str:
    """MLA 9, ch. 5: "21 May 2019", months of more than four letters shortened; "[1945?]" if uncertain."""
    return _say(edtf, _mla_moment, year_only=False, brackets=True)


def _apa_moment(moment: Moment, days: str) -> str:
    month = _month(moment, MONTHS)
    return _year(moment) + (f", {month} {days}".rstrip() if month else "")


def _chicago_moment(moment: Moment, days: str) -> str:
    month = _month(moment, MONTHS)
    return f"{month} {days}, {_year(moment)}" if days else f"{month} {_year(moment)}".strip()


def _mla_moment(moment: Moment, days: str) -> str:
    return f"{days} {_month(moment, MLA_MONTHS)} {_year(moment)}".strip()


def _month(moment: Moment, months: list[str]) -> str:
    if moment.season:
        return SEASONS[moment.season]
    return months[moment.month - 1] if moment.month else ""


def _year(moment: Moment) -> str:
    """Years before 1 as "44 BCE", those below 100 as "79 CE"; a decade "1940s", a century by number."""
    first, last = moment.year, moment.year + moment.years - 1
    if moment.years == 1:
        return _one_year(first)
    if moment.years == 10 and first >= 100:
        return f"{first}s"
    if moment.years == 100 and first >= 100:
        return f"{_ordinal(first // 100 + 1)} century"
    return _years(first, last)


def _one_year(year: int) -> str:
    if year < 1:
        return f"{1 - year} BCE"
    return str(year) if year >= 100 else f"{year} CE"


def _years(first: int, last: int) -> str:
    start, end = _one_year(first), _one_year(last)
    if last < 1 or (first >= 1 and last < 100):
        start = start.split(" ")[0]
    return f"{start}–{end}"


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number % 100 not in (11, 12, 13) else "th"
    return f"{number}{ending}"


def _say(edtf: str, wording: Wording, *, year_only: bool, brackets: bool) -> str:
    when = read(edtf)
    if when is None:
        return edtf
    if isinstance(when, Choice):
        words = [_one(date, wording, year_only=year_only, brackets=brackets) for date in when.dates]
        return f" {when.word} ".join(dict.fromkeys(words))
    return _one(when, wording, year_only=year_only, brackets=brackets)


def _one(when: Moment | Span, wording: Wording, *, year_only: bool, brackets: bool) -> str:
    if isinstance(when, Moment):
        moment = when.year_only() if year_only else when
        return _hedged(moment, wording(moment, str(moment.day or "")), brackets=brackets)
    start, end = (date and (date.year_only() if year_only else date) for date in (when.start, when.end))
    if start and end:
        return _between(start, end, wording, brackets=brackets)
    opened = "from" if start else "until"
    return " ".join(
        [opened, *(_one(date, wording, year_only=False, brackets=brackets) for date in (start, end) if date)]
    )


def _between(start: Moment, end: Moment, wording: Wording, *, brackets: bool) -> str:
    if start == end:
        return _one(start, wording, year_only=False, brackets=brackets)
    if start.day and end.day and replace(start, day=end.day) == end:
        return _hedged(start, wording(start, f"{start.day}–{end.day}"), brackets=brackets)
    if _bare_year(start) and _bare_year(end):
        return _years(start.year, end.year)
    return " to ".join(_one(date, wording, year_only=False, brackets=brackets) for date in (start, end))


def _bare_year(moment: Moment) -> bool:
    return moment == Moment(year=moment.year)


def _hedged(moment: Moment, words: str, *, brackets: bool) -> str:
    words = f"ca. {words}" if moment.approximate else words
    if not moment.uncertain:
        return words
    return f"[{words}?]" if brackets else f"{words}?"
