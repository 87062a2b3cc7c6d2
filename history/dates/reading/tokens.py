"""A text cut into tokens: numbers, and words of dates in any of the three languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from history.dates.reading import lexicon, names
from history.dates.reading.examples import DAY, MONTH, YEAR
from history.dates.reading.kinds import SAID, Kind, Token
from history.dates.reading.lexicon import pattern_of
from history.dates.reading.numbers import NUMBERS, Made
from history.dates.reading.numerals import ROMAN, arabic_numerals, latin_numerals, roman
from history.dates.reading.slips import meant_by
from history.dates.value import DateError
from history.sentences import Sentence, sentence

Rules = tuple[tuple[re.Pattern[str], Made | None], ...]
"""Patterns in the order in which they are tried, with what each makes; None for what says nothing."""

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―ー"), "–") | {ord("-"): "-", ord("−"): "-"}
_QUOTES = dict.fromkeys(map(ord, "‘’ʼ`´＇"), "'")
_TILDES = dict.fromkeys(map(ord, "〜∼˜"), "~")
_NO_SIGNS = dict.fromkeys(map(ord, '"«»“”„‟'), " ") | {0xAD: ""}

_DOT = "[·・‧∙ㆍᆞ]"
_DAY_WITH_DOTS = re.compile(
    rf"(?<!\d)(\d{{4}}) ?{_DOT} ?(\d{{1,2}}) ?{_DOT} ?(\d{{1,2}})(?! ?[\d년월]| ?{_DOT})"
)
"""A day with middle dots, which between two numbers mean "and": 6·7월 are June and July."""

_LAST_ROMAN, _FIRST_ROMAN_YEAR = 31, 1000


def cleaned(text: str) -> str:
    """The text with one way to write each sign; case is kept, because a Roman numeral is told by it."""
    text = unicodedata.normalize("NFKC", text).translate(_DASHES | _QUOTES | _TILDES | _NO_SIGNS)
    text = arabic_numerals(latin_numerals(text.replace("ё", "е").replace("Ё", "Е")))
    text = _DAY_WITH_DOTS.sub(r"\1.\2.\3", " ".join(text.split()))
    return text[1:-1].strip() if len(text) > 2 and text[0] == text[-1] == "'" else text


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
    """The token at a place, None where it says nothing, and where it ends."""
    if end := _century_letter(folded, at, before):
        return Token(Kind.CENTURY), end
    if made := _first_of(_whole_phrases(), folded, at):
        return made
    if (found := ROMAN.match(folded, at)) and (token := _as_roman(text, folded, found)):
        return token, found.end()
    if made := _first_of(_rules(), folded, at):
        return made
    if (slip := _LONG_WORD.match(folded, at)) and (token := meant_by(slip.group())):
        return token, slip.end()
    raise DateError(_unknown(text, folded, at))


def _first_of(rules: Rules, folded: str, at: int) -> tuple[Token | None, int] | None:
    for pattern, make in rules:
        found = pattern.match(folded, at)
        if not found or found.end() == at:
            continue
        if make is None:
            return None, found.end()
        if token := make(found):
            return token, found.end()
    return None


def _constant(kind: Kind, word: str = "", number: int = 0) -> Made:
    token = Token(kind, number, word=word)
    return lambda _: token


@lru_cache(maxsize=1)
def _whole_phrases() -> Rules:
    """What is tried before Roman numerals, since I пол. is the first half."""
    return (
        (pattern_of(lexicon.UNKNOWN), _constant(Kind.UNKNOWN)),
        *((pattern_of(words), _constant(Kind.PART, word)) for words, word in lexicon.PARTS),
    )


@lru_cache(maxsize=1)
def _rules() -> Rules:
    ordinals = sorted(names.ORDINAL_WORDS.items(), key=lambda item: -len(item[0]))
    return (
        *((re.compile(pattern), made) for pattern, made in NUMBERS),
        *((pattern_of(words), _constant(kind, word)) for words, kind, word in lexicon.PHRASES),
        *_numbered(Kind.ORDINAL, ((number, words) for words, number in ordinals)),
        *_numbered(Kind.MONTH, enumerate(names.MONTHS, 1), end=r"\.?"),
        *_numbered(Kind.SEASON, enumerate(names.SEASONS, 21)),
        *_numbered(Kind.WEEKDAY, enumerate(names.WEEKDAYS), end=r"\.?"),
        *((re.compile(pattern), _constant(kind)) for pattern, kind in lexicon.SIGNS),
        (pattern_of(lexicon.YEAR_WORDS), _constant(Kind.YEAR)),
        (pattern_of(lexicon.FILLERS), None),
    )


def _numbered(kind: Kind, words: Iterable[tuple[int, str]], *, end: str = "") -> Rules:
    return tuple((pattern_of(f"(?:{word}){end}"), _constant(kind, number=number)) for number, word in words)


_LONG_WORD = re.compile(r"[a-zа-я]{4,}")
_CENTURY_LETTER = re.compile(r"(?:c|в|вв|ст|с)(?:\.(?!\s?e\b)|(?![a-zа-я.]))")


def _century_letter(folded: str, at: int, before: Token | None) -> int:
    """Where "c." or "в." after an ordinal ends: there it is a century, elsewhere "about" or "in"."""
    found = _CENTURY_LETTER.match(folded, at)
    counted = before is not None and (
        before.kind in (Kind.ORDINAL, Kind.ROMAN) or (before.kind == Kind.NUMBER and before.digits <= 2)
    )
    return found.end() if found and counted else 0


_COUNTED = re.compile(r"[\s-]*(?:c(?:\.|ent|\s)|в|век|столет|тысячел|mill)")


def _as_roman(text: str, folded: str, found: re.Match[str]) -> Token | None:
    """A Roman numeral in capitals, or in small letters before a century; others are words."""
    written = text[found.start() : found.end()]
    value = roman(found.group())
    if value <= _LAST_ROMAN and (written.isupper() or _COUNTED.match(folded, found.end())):
        return Token(Kind.ROMAN, value)
    if written.isupper() and value >= _FIRST_ROMAN_YEAR and len(written) > 2:
        return Token(Kind.YEAR, value, word=SAID, digits=4)
    return None


def _unknown(text: str, folded: str, at: int) -> Sentence:
    word = re.match(r"\w+|.", folded[at:], re.DOTALL)
    shown = text[at : at + (word.end() if word else 1)][:40]
    return sentence(
        "“{text}” is no word of a date that can be read here: write {day}, {month} or {year}.",
        text=shown,
        day=DAY,
        month=MONTH,
        year=YEAR,
    )
