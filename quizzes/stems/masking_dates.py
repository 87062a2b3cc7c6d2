"""Hiding years and dates in a title, however it writes them: 1939-45, '49, the 1940s, TS0001/1896."""

from __future__ import annotations

import re
from functools import lru_cache

from history.dates import HistoricalDate, civil
from history.dates.value import OPEN_FUTURE, OPEN_PAST
from history.names import GAP, tidy

TORN = re.compile(rf"{GAP}\w|\w{GAP}")
"""A gap in the middle of a word ("the 1st", "1936unless"), which nobody can read."""

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December",
    "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec",
)
_NAMES = tuple(
    rf"(?:{whole}|{short}\.?)" for whole, short in zip(*(names.split("|") for names in _MONTHS), strict=True)
)
_MONTH = rf"(?:{'|'.join(_NAMES)})"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DAYS = rf"{_DAY}(?:(?:\s*[-–/&,]\s*|\s+(?:and|to)\s+){_DAY})*"
_ERA = r"(?:\s*(?:BCE|BC|CE|AD|B\.C\.E?\.?|A\.D\.))"
_ORDINAL_CENTURY = re.compile(
    r"(?<!\w)(?:the\s+)?(?P<n>\d{1,2})(?:st|nd|rd|th)[\s-]+(?:century|c\.)(?:\s*(?P<bce>BCE?|B\.C\.))?",
    re.IGNORECASE,
)
_JOINED = rf"(?:{_DAYS}\s+{_MONTH}\s*(?:[-–&,/]|and|to)\s*)?"
_BEFORE = rf"(?:(?:{_JOINED}{_DAYS}\s+(?:of\s+)?)?(?<!\w){_MONTH}(?!\w)(?:\s+{_DAYS})?,?\s+)?"
_YEAR = re.compile(
    rf"(?:{_BEFORE}(?P<ad>A\.?D\.?\s*)?(?<!\d)(?P<year>[1-9]\d{{0,2}}(?:,\d{{3}})+|[1-9]\d{{0,6}})"
    rf"(?!\d)(?P<decade>['’]?s(?!\w))?"
    rf"(?:(?:(?<=\d\d\d)|(?=\s?[-–]\s?\d+\s*B))\s?[-–/]\s?(?P<to>\d{{1,4}})(?!\d|\s+{_MONTH})(?:['’]?s(?!\w))?)?(?P<era>{_ERA})?"
    rf"|{_BEFORE}(?<![\w])['’‘](?P<short>\d\d)(?!\d)(?P<decade2>s(?!\w))?)"
)
_NUMERIC = re.compile(
    r"(?<![\d./:])(?:\d{1,2}\s?[.:/-]\s?\d{1,2}\s?[.:/-]\s?(?P<year>\d{4}|\d\d)|(?P<first>\d{4})-\d\d?-\d\d?)(?![\d:])"
)
_WORDED = re.compile(
    r"(?<!\w)(?:twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)(?!\w)", re.I
)
_COUNTED = re.compile(
    r"(?:\bNos?\.?|\bResolutions?|\bRes\.?|\bNumbers?|\bNr\.?|[#/:(]|\bSTS-?|\bArticles?)\s*$", re.I
)
_DAY_OF_MONTH = re.compile(rf"(?<!\d){_DAYS}\s+(?:of\s+)?{_MONTH}(?!\w)|(?<!\w){_MONTH}\s+{_DAY}(?!\w)")
_GAPS = re.compile(rf"{GAP}(?:\s*[-–/,]\s*{GAP})+|\(\s*{GAP}\s*\)\s*(?={GAP})")
_ANY_DIGIT = re.compile(r"\d")
_ANY_MONTH = re.compile(_MONTH)
_WITH_MONTH = re.compile(rf".*{_MONTH}")
_LONGEST = 200
"""Years. A date longer than this is asked by nothing that a title could print."""


def years_of(date: HistoricalDate) -> tuple[int, int] | None:
    """First and last year of a date, None where an end is open."""
    if date.earliest <= OPEN_PAST or date.latest >= OPEN_FUTURE:
        return None
    return civil(date.earliest)[0], civil(date.latest)[0]


@lru_cache(maxsize=16)
def month_pattern(month: int) -> re.Pattern[str]:
    """A mention of a month with the days beside it; "May" and "March" are also words, and need a day."""
    name = _NAMES[month - 1]
    days = rf"(?<!\d){_DAYS}\s+(?:of\s+)?{name}(?!\w)|(?<!\w){name}\s+{_DAY}(?!\w)"
    return re.compile(days if month in (3, 5) else rf"{days}|(?<!\w){name}(?!\w)")


def mask_dates(text: str, date: HistoricalDate) -> str:
    """`text` with every mention of the years of `date` masked, and of its month with the day beside it."""
    if date.earliest <= OPEN_PAST or date.latest >= OPEN_FUTURE:
        return text
    first, last = civil(date.earliest), civil(date.latest)
    if last[0] - first[0] > _LONGEST or not (_may_tell(text) or GAP in text):
        return text
    return _masked(text, first[0], last[0], first[1] if first[:2] == last[:2] else 0)


@lru_cache(maxsize=50_000)
def _may_tell(text: str) -> bool:
    """Whether anything in a text could be a mention of some date."""
    return any(pattern.search(text) for pattern in (_ANY_DIGIT, _WORDED, _ANY_MONTH))


@lru_cache(maxsize=50_000)
def _masked(text: str, first: int, last: int, month: int) -> str:
    """`text` without the years from `first` to `last` and the month, if it is not 0."""
    own = _Own(first, last)
    masked = text
    if _ANY_DIGIT.search(text):
        masked = _NUMERIC.sub(own.numeric, masked)
        masked = _YEAR.sub(own.year, masked)
        masked = _ORDINAL_CENTURY.sub(own.century, masked)
    masked = _WORDED.sub(own.worded, masked)
    if month:
        masked = month_pattern(month).sub(GAP, masked)
    return masked if masked == text and GAP not in text else tidy(_GAPS.sub(GAP, masked))


@lru_cache(maxsize=50_000)
def mask_years(text: str) -> str:
    """`text` with every year and date masked, whichever it is: where any of them would tell.

    Numbers that count something ("Resolution 1718", "No. 1924") stay.
    """
    masked = _NUMERIC.sub(GAP, text)
    masked = _YEAR.sub(_any_year, masked)
    masked = _ORDINAL_CENTURY.sub(GAP, masked)
    masked = _DAY_OF_MONTH.sub(GAP, masked)
    return text if masked == text else tidy(_GAPS.sub(GAP, masked))


def _any_year(found: re.Match[str]) -> str:
    if found["short"] or found["era"] or found["ad"] or _WITH_MONTH.match(found.group()):
        return GAP
    digits = found["year"].replace(",", "")
    counted = _COUNTED.search(found.string[: found.start("year")])
    if len(digits) == 4 and "," not in found["year"] and 1000 <= int(digits) <= 2100:
        number = counted is not None and counted.group().strip()[:1] not in ("/", "(", ":")
        return found.group() if number else GAP
    if found["to"] and 1000 <= _second_year(digits, found["to"]) <= 2100:
        return GAP
    at_start = found.start() == 0 and len(digits) == 3 and found.string[found.end() : found.end() + 1] == " "
    return GAP if at_start else found.group()


class _Own:
    """Whether a mention names a year of the asked date; years are astronomical."""

    def __init__(self, first: int, last: int) -> None:
        self.first, self.last = first, last

    def holds(self, year: int) -> bool:
        return self.first <= year <= self.last

    def numeric(self, found: re.Match[str]) -> str:
        text = found["year"] or found["first"]
        year = int(text)
        own = self.holds(year) if len(text) == 4 else self._ends_with(year)
        return GAP if own else found.group()

    def _ends_with(self, short: int) -> bool:
        return self.first >= 1000 and any(
            year % 100 == short for year in range(self.first, min(self.last, self.first + 99) + 1)
        )

    def year(self, found: re.Match[str]) -> str:
        if found["short"]:
            if found["decade2"]:
                own = any(self._ends_with(int(found["short"]) + offset) for offset in range(10))
            else:
                own = self._ends_with(int(found["short"]))
            return GAP if own else found.group()
        number = int(found["year"].replace(",", ""))
        before = (found["era"] or "").strip().replace(".", "").startswith("B")
        if self._names(number, before=before):
            return GAP
        if found["decade"] and not number % 10:
            until = number + (99 if not number % 100 else 9)
            if number <= self.last and self.first <= until and (number % 100 or self.last - self.first > 9):
                return GAP
        if found["to"]:
            until = _second_year(found["year"], found["to"])
            if self._names(until, before=before) or (
                number >= 100 and until - number <= 15 and number <= self.first and self.last <= until
            ):
                return GAP
        return found.group()

    def _names(self, number: int, *, before: bool) -> bool:
        """Whether a number is a year of the date: 44 is 44 CE; 44 BCE only where the title says so."""
        if not before and number > 0 and self.holds(number):
            return True
        return (
            self.first <= 0
            and self.holds(1 - number)
            and (before or number > 99 or self.last - self.first < 2)
        )

    def century(self, found: re.Match[str]) -> str:
        number = int(found["n"])
        first, last = (
            (1 - number * 100, 100 - number * 100) if found["bce"] else (number * 100 - 99, number * 100)
        )
        wide = self.last - self.first > 9
        return GAP if wide and self.first - 1 <= last and first - 1 <= self.last else found.group()

    def worded(self, found: re.Match[str]) -> str:
        if not 1800 < self.first < 2100 or self.last - self.first > 10:
            return found.group()
        decades = "twenties thirties forties fifties sixties seventies eighties nineties".split()
        decade = 20 + 10 * decades.index(found.group().lower())
        return GAP if self.first % 100 // 10 * 10 == decade else found.group()


def _second_year(first: str, second: str) -> int:
    """The end of a range in full: 1939-45 ends in 1945."""
    first = first.replace(",", "")
    if len(second) >= len(first):
        return int(second)
    return int(first[: len(first) - len(second)] + second)
