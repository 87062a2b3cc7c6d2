"""A text cut into tokens: numbers, and words of dates in any of the three languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from history.dates.reading import lexicon
from history.dates.reading.lexicon import Kind, pattern_of
from history.dates.value import DateError


@dataclass(frozen=True, slots=True)
class Token:
    """A part of a date: `number` is its number, month or weekday, `word` the sort of an era or of a part.

    `digits` counts the digits as written (0 where it was a word), `spaced` tells whether a space stands
    before it, `figures` are the numbers of a date in figures with `word` as what stands between them.
    """

    kind: Kind
    number: int = 0
    word: str = ""
    digits: int = 0
    spaced: bool = False
    figures: tuple[str, ...] = ()


_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−ー"), "–") | {ord("-"): "-"}
_QUOTES = dict.fromkeys(map(ord, "‘’ʼ`´＇"), "'")
_LIKE_ROMAN = str.maketrans("ХІСМЛ", "XICML")
_CYRILLIC_ROMAN = re.compile(r"(?<![A-Za-zА-Яа-яёЁ])[ХІСМVIX]+(?![A-Za-zА-Яа-яёЁ])")


def cleaned(text: str) -> str:
    """The text with one way to write each sign; case is kept, because a Roman numeral is told by it."""
    text = unicodedata.normalize("NFKC", text).translate(_DASHES).translate(_QUOTES)
    text = text.replace("ё", "е").replace("Ё", "Е").replace("\u00ad", "")
    text = _CYRILLIC_ROMAN.sub(lambda match: match.group().translate(_LIKE_ROMAN), text)
    return " ".join(text.split())


_ROMAN = re.compile(r"(?=[ivxlcdm])(m{0,3})(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})(?![a-zа-я\d])")
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
LONGEST_MONTH, FIRST_ROMAN_YEAR = 31, 1000
PIVOT = 30
"""A year of two digits from here on is of the 20th century; below it could be of this century as well."""


def roman(text: str) -> int:
    """The number of a Roman numeral in lower case."""
    values = [_ROMAN_DIGITS[letter] for letter in text]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)


Made = Callable[[re.Match[str]], Token | None]


def _number(found: re.Match[str]) -> Token:
    digits = found.group().replace(",", "")
    grouped = "," in found.group()
    return Token(
        Kind.YEAR if grouped else Kind.NUMBER, int(digits), word="said" if grouped else "", digits=len(digits)
    )


def _years(found: re.Match[str]) -> Token:
    digits = found[1].replace(",", "")
    return Token(Kind.YEAR, int(digits), digits=len(digits), word="said")


def _decade(found: re.Match[str]) -> Token | None:
    number, digits = int(found[1]), len(found[1])
    if number % 10:
        return None
    if digits > 2 and number % 100 == 0:
        return Token(Kind.CENTURY, number // 100 + 1, digits=digits, word="whole")
    return Token(Kind.DECADE, number, digits=digits)


def of_ours(short: int) -> int:
    """The year that two digits mean beside a month or after an apostrophe: 30 and later are 1930 and later.

    Raises:
        DateError: it could be a year of this century as well.
    """
    if short < PIVOT:
        raise DateError(
            f"A year “{short:02}” could be {1900 + short} or {2000 + short}: write it with four digits."
        )
    return 1900 + short


def _decade_of_ours(found: re.Match[str]) -> Token | None:
    return Token(Kind.DECADE, of_ours(int(found[1])), digits=4) if found[1].endswith("0") else None


def _russian_ordinal(found: re.Match[str]) -> Token | None:
    number, digits = int(found[1]), len(found[1])
    several = found[2] in {"е", "х", "ые", "ых", "ми"}
    if several and number % 10 == 0 and (digits >= 3 or found["years"]):
        return _decade(found)
    if digits >= 3:
        return Token(Kind.YEAR, number, digits=digits, word="said")
    return Token(Kind.YEAR if found["years"] else Kind.ORDINAL, number, digits=digits, word="said")


def _figures(found: re.Match[str]) -> Token:
    parts = tuple(found.group(name) for name in ("one", "two", "three") if found.group(name))
    return Token(Kind.FIGURES, word=found["mark"], figures=parts)


_SAME = r"\s?(?P=mark)\s?"
_NUMBERS: tuple[tuple[str, Made], ...] = (
    (
        rf"(?P<one>\d{{1,4}})\s?(?P<mark>[./:–-])\s?(?P<two>\d{{1,2}}|[ivx]{{1,4}}){_SAME}(?P<three>\d{{1,4}})(?![\d/])",
        _figures,
    ),
    (r"(?P<one>\d{1,2})(?P<mark>[./])(?P<two>\d{3,4})(?P<three>)(?![\d.])", _figures),
    (r"(?P<one>\d\d)(?P<mark>[-])(?P<two>\d{4})(?P<three>)(?!\d)", _figures),
    (r"(?P<one>\d{4})(?P<mark>\.)\s?(?P<two>\d{1,2})(?P<three>)\.?(?!\d)", _figures),
    (r"(\d{1,5})\s?(?:년대|年代)", _decade),
    (r"(\d{1,2})\s?(?:월|月)(?!요)", lambda found: Token(Kind.MONTH, int(found[1]))),
    (r"(\d{1,2})\s?(?:일|日)(?!요)", lambda found: Token(Kind.DAY, int(found[1]), digits=len(found[1]))),
    (r"(\d{1,3}(?:,\d{3})+|\d+)\s?(?:년|年)", _years),
    (
        r"(\d+)\s?-?(го|ое|ые|ых|е|ый|ий|й|ом|м|ая|я|ой|ому|му|х)(?![а-я])\.?(?P<years>\s?(?:год\w*|гг\.?|г\.?)(?![а-я]))?",
        _russian_ordinal,
    ),
    (r"'(\d\d)'?s(?![a-z])", lambda found: _decade_of_ours(found)),
    (r"(\d+)'?s(?![a-z])", _decade),
    (r"'(\d\d)(?!\d)", lambda found: Token(Kind.YEAR, of_ours(int(found[1])), digits=4, word="said")),
    (
        r"(\d+)\s?(?:st|nd|rd|th)(?![a-z])",
        lambda found: Token(Kind.ORDINAL, int(found[1]), digits=len(found[1])),
    ),
    (r"(\d{1,3}(?:,\d{3})+|\d+)\s?(?:год(?:а|у|ом|е|ы|ов|ах|ам)?|гг?\.?)(?![а-я])", _years),
    (r"\d{1,3}(?:,\d{3})+(?!\d)|\d+", _number),
)


def _constant(kind: Kind, word: str = "", number: int = 0) -> Made:
    token = Token(kind, number, word=word)
    return lambda _: token


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[re.Pattern[str], Made | None], ...]:
    """Every pattern with what it makes; None for what says nothing."""
    rules: list[tuple[re.Pattern[str], Made | None]] = []
    rules.append((pattern_of(lexicon.UNKNOWN), _constant(Kind.UNKNOWN)))
    rules += [(pattern_of(words), _constant(Kind.PART, word)) for words, word in lexicon.PARTS]
    rules += [(re.compile(pattern), made) for pattern, made in _NUMBERS]
    rules += [(pattern_of(words), _constant(kind, word)) for words, kind, word in lexicon.PHRASES]
    rules += [
        (pattern_of(words), _constant(Kind.ORDINAL, number=n))
        for words, n in sorted(lexicon.ORDINAL_WORDS.items(), key=lambda item: -len(item[0]))
    ]
    rules += [
        (pattern_of(rf"(?:{words})\.?"), _constant(Kind.MONTH, number=n))
        for n, words in enumerate(lexicon.MONTHS, 1)
    ]
    rules += [
        (pattern_of(rf"(?:{words})"), _constant(Kind.SEASON, number=n))
        for n, words in enumerate(lexicon.SEASONS, 21)
    ]
    rules += [
        (pattern_of(rf"(?:{words})\.?"), _constant(Kind.WEEKDAY, number=n))
        for n, words in enumerate(lexicon.WEEKDAYS)
    ]
    rules += [
        (re.compile(pattern), _constant(kind))
        for pattern, kind in (
            (r"[-–]+", Kind.DASH),
            ("/", Kind.SLASH),
            (",", Kind.COMMA),
            (r"[(\[]", Kind.OPEN),
            (r"[)\]]", Kind.CLOSE),
        )
    ]
    rules.append((pattern_of(lexicon.YEAR_WORDS), _constant(Kind.YEAR)))
    rules.append((pattern_of(lexicon.FILLERS), None))
    return tuple(rules)


def tokens_of(text: str) -> tuple[Token, ...]:
    """The tokens of a cleaned text.

    Raises:
        DateError: it holds a word that no date has.
    """
    folded, made, at = text.lower(), list[Token](), 0
    while at < len(folded):
        spaced = folded[at] == " "
        at += spaced
        token, end = _next(text, folded, at, made[-1] if made else None)
        if token:
            made.append(replace(token, spaced=spaced))
        at = end
    return tuple(made)


def _next(text: str, folded: str, at: int, before: Token | None) -> tuple[Token | None, int]:
    if found := _century_letter(folded, at, before):
        return Token(Kind.CENTURY), found
    if (found := _ROMAN.match(folded, at)) and (token := _as_roman(text, folded, found)):
        return token, found.end()
    for pattern, make in _rules():
        found = pattern.match(folded, at)
        if found and found.end() > at:
            if make is None:
                return None, found.end()
            if token := make(found):
                return token, found.end()
    if found := _SLIP.match(folded, at):
        if month := _nearest_month(found.group()):
            return Token(Kind.MONTH, month), found.end()
    raise DateError(_unknown(text, folded, at))


_SLIP = re.compile(r"[a-zа-я]{4,}")


def _nearest_month(word: str) -> int:
    """The one month whose name is a slip of the finger away; 0 where there is none, or two."""
    near = {
        month
        for names in (lexicon.ENGLISH_MONTHS, lexicon.RUSSIAN_MONTHS)
        for month, name in enumerate(names, 1)
        if len(name) >= 4 and _is_slip(word, name)
    }
    return near.pop() if len(near) == 1 else 0


def _is_slip(word: str, name: str) -> bool:
    """Whether one letter too many, too few, another or two that changed places tell them apart."""
    if abs(len(word) - len(name)) > 1 or word[0] != name[0]:
        return False
    start = next(
        (at for at, (one, other) in enumerate(zip(word, name, strict=False)) if one != other),
        min(len(word), len(name)),
    )
    one, other = word[start:], name[start:]
    return (
        one[1:] == other
        or one == other[1:]
        or one[1:] == other[1:]
        or (one[:2] == other[1::-1] and one[2:] == other[2:])
    )


_CENTURY_LETTER = re.compile(r"(?:c|в|вв|ст|с)(?:\.|(?![a-zа-я]))")


def _century_letter(folded: str, at: int, before: Token | None) -> int:
    """Where "c." or "в." after an ordinal ends: there it is a century, elsewhere "about" or "in"."""
    found = _CENTURY_LETTER.match(folded, at)
    counted = before is not None and (
        before.kind in (Kind.ORDINAL, Kind.ROMAN) or (before.kind == Kind.NUMBER and before.digits <= 2)
    )
    return found.end() if found and counted else 0


_COUNTED = re.compile(r"[\s-]*(?:c(?:\.|ent|\s)|в|век|столет|тысячел|mill)")


def _as_roman(text: str, folded: str, found: re.Match[str]) -> Token | None:
    written = text[found.start() : found.end()]
    value = roman(found.group())
    if written.isupper() and (value <= LONGEST_MONTH or (value >= FIRST_ROMAN_YEAR and len(written) > 2)):
        if value <= LONGEST_MONTH:
            return Token(Kind.ROMAN, value)
        return Token(Kind.YEAR, value, word="said", digits=4)
    if value <= LONGEST_MONTH and _COUNTED.match(folded, found.end()):
        return Token(Kind.ROMAN, value)
    return None


def _unknown(text: str, folded: str, at: int) -> str:
    word = re.match(r"\w+|.", folded[at:])
    shown = text[at : at + (word.end() if word else 1)][:40]
    return f"“{shown}” is no word of a date that can be read here: write 17 March 1949, March 1949 or 1949."
