"""Numbers of dates as patterns of folded text, each with the token that it makes."""

from __future__ import annotations

import re
from collections.abc import Callable

from history.dates.reading.kinds import GROUPED, SAID, SHORT, WHOLE, Kind, Token
from history.dates.reading.numerals import ROMAN_MONTHS
from history.dates.value import DateError
from history.sentences import sentence

Made = Callable[[re.Match[str]], Token | None]

_LAST_DAY = 31
PIVOT = 30
"""A year of two digits from here on is of the 20th century; below it could be of this century as well."""


def of_ours(short: int) -> int:
    """The year that two digits mean beside a month or after an apostrophe: 30 and later are 1930 and later.

    Raises:
        DateError: it could be a year of this century as well.
    """
    if short < PIVOT:
        raise DateError(
            sentence(
                "A year “{text}” could be {one} or {other}: write it with four digits.",
                text=f"{short:02}",
                one=1900 + short,
                other=2000 + short,
            )
        )
    return 1900 + short


def _number(found: re.Match[str]) -> Token:
    return Token(Kind.NUMBER, int(found.group()), digits=len(found.group()))


def _said(found: re.Match[str]) -> Token:
    digits = re.sub(r"\D", "", found[1])
    return Token(Kind.YEAR, int(digits), digits=len(digits), word=SAID if digits == found[1] else GROUPED)


def _decade(found: re.Match[str]) -> Token | None:
    number, digits = int(found[1]), len(found[1])
    if number % 10 or digits == 1:
        return None
    if digits > 2 and number % 100 == 0:
        return Token(Kind.CENTURY, number // 100 + 1, digits=digits, word=WHOLE)
    return Token(Kind.DECADE, number, digits=digits)


def _decade_of_ours(found: re.Match[str]) -> Token | None:
    return Token(Kind.DECADE, of_ours(int(found[1])), digits=4) if found[1].endswith("0") else None


def _year_of_ours(found: re.Match[str]) -> Token:
    return Token(Kind.YEAR, of_ours(int(found[1])), digits=4, word=SAID)


def _russian_ordinal(found: re.Match[str]) -> Token | None:
    number, digits = int(found[1]), len(found[1])
    several = found[2] in {"е", "х", "ые", "ых", "ми"}
    no_day = digits >= 3 or number > _LAST_DAY or found["years"] or found.group() == found.string
    if several and number % 10 == 0 and no_day:
        return _decade(found)
    if digits >= 3:
        return Token(Kind.YEAR, number, digits=digits, word=SAID)
    if number > _LAST_DAY:
        return Token(Kind.YEAR, number, digits=digits, word=SHORT)
    return Token(Kind.YEAR if found["years"] else Kind.ORDINAL, number, digits=digits, word=SHORT)


def _figures(found: re.Match[str]) -> Token:
    parts = tuple(part for name in ("one", "two", "three") if (part := found.groupdict().get(name)))
    return Token(Kind.FIGURES, word=found.groupdict().get("mark") or " ", figures=parts)


_YEAR = r"'?\d{1,4}"
_MONTH = "|".join(sorted(ROMAN_MONTHS, key=len, reverse=True))
_ALONE, _ENDED = r"(?<![\d./-])", r"(?!\s?[./-]?\d)"
_WORDS_OF_YEAR = r"(?:год(?:а|у|ом|е|ы|ов|ах|ам|ами)?|гг?\.?)(?![а-я])"

NUMBERS: tuple[tuple[str, Made], ...] = (
    # 17.3.1949, 1949/3/17, 17 3 1949
    (
        rf"(?P<one>{_YEAR})\s?(?P<mark>[./:–-])\s?(?P<two>\d{{1,2}})\s?(?P=mark)\s?(?P<three>{_YEAR})"
        r"(?!\d|\s?(?P=mark)\d|/)",
        _figures,
    ),
    (rf"{_ALONE}(?P<one>\d{{1,2}}) (?P<two>\d{{1,2}}) (?P<three>\d{{4}}){_ENDED}", _figures),
    (rf"{_ALONE}(?P<one>\d{{4}}) (?P<two>\d{{1,2}}) (?P<three>\d{{1,2}})(?!\d|\s?[./]\d|월|일)", _figures),
    # 17.III.1949, 17/III 1949, 1949 III 17
    (rf"(?P<one>\d{{1,4}})\s?[./–-]\s?(?P<two>{_MONTH})\s?[./–-]\s?(?P<three>{_YEAR})(?!\d)", _figures),
    (rf"(?P<one>\d{{1,2}})\s?[./–-]?\s?(?P<two>{_MONTH})\s?[./–-]?\s?(?P<three>\d{{3,4}})(?!\d)", _figures),
    (rf"(?P<one>\d{{3,4}})\s(?P<two>{_MONTH})\s(?P<three>\d{{1,2}})(?!\d)", _figures),
    # 28.11.–1.12.1943
    (r"(?P<one>\d{1,2})(?P<mark>\.)(?P<two>\d{1,2})\.?(?=\s?[–-]\s?\d{1,2}\.\d{1,2}\.\d{4})", _figures),
    # 3/1949, 03-1949, 1949.3
    (r"(?<![\d.])(?P<one>\d{1,2})(?P<mark>\.)(?P<two>\d{4})(?![\d.])", _figures),
    (r"(?<![\d/])(?P<one>\d{1,2})(?P<mark>/)(?P<two>\d{4})(?![\d/])", _figures),
    (r"(?<![\d-])(?P<one>\d\d)(?P<mark>-)(?P<two>\d{4})(?!\d|-\d)", _figures),
    (r"(?P<one>\d{4})(?P<mark>\.)\s?(?P<two>\d{1,2})\.?(?!\d|\s?월)", _figures),
    (r"(?P<one>\d{4})(?P<mark>/)(?P<two>0\d)(?![\d/]|\s?г)", _figures),
    (r"(\d{1,5})\s?(?:년대|年代)", _decade),
    (r"(\d{1,2})\s?(?:월|月)(?!요)", lambda found: Token(Kind.MONTH, int(found[1]))),
    (r"(\d{1,2})\s?(?:일|日)(?!요)", lambda found: Token(Kind.DAY, int(found[1]), digits=len(found[1]))),
    (r"(\d{1,3}(?:,\d{3})+|\d+)\s?(?:년도?|年)", _said),
    (
        r"(\d+)\s?-?(го|ое|ые|ых|е|ый|ий|й|ого|ом|м|ая|я|ой|ому|му|х)(?![а-я])\.?"
        r"(?P<years>\s?(?:год\w*|гг\.?|г\.?)(?![а-я]))?",
        _russian_ordinal,
    ),
    (r"'(\d\d)'?s(?![a-z])", _decade_of_ours),
    (r"(\d+)'?s(?![a-z])", _decade),
    (r"'(\d\d)(?!\d)", _year_of_ours),
    (
        r"(\d+)\s?(?:st|nd|rd|th)(?:(?![a-z])|(?=cent|mill))",
        lambda found: Token(Kind.ORDINAL, int(found[1]), digits=len(found[1])),
    ),
    (rf"(\d{{1,3}}(?:[, ]\d{{3}})+|\d+)\s?{_WORDS_OF_YEAR}", _said),
    # 10,000 BCE: figures in groups are a year only beside its era
    (r"(\d{1,3}(?:[, ]\d{3})+)(?=\s?(?:b|до\s|лет|a\.?d|c\.?e))", _said),
    (r"(?<!\d[, ])(?<!\d)(\d{1,3}(?:,\d{3})+)(?![\d,])", _said),
    (r"\d+", _number),
)
