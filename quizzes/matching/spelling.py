"""One spelling of a name, taken apart as it is compared."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from history.names import fold

from .scripts import is_cyrillic, is_hangul, is_latin, jamo, korean_in_latin, romanised
from .words import ARTICLES, NUMBERS, ONE_SPELLING, SMALL, STATES, VARIANTS

_ROMAN = re.compile(r"(?=[mdclxvi])m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})").fullmatch
_VALUES = {"m": 1000, "d": 500, "c": 100, "l": 50, "x": 10, "v": 5, "i": 1}
_NO_NUMBERS = frozenset("li di mi ci xi vi dim mix mil".split())
"""Words that Roman letters make too: they count as numbers only in capitals."""
_INITIAL = re.compile(r"\s*[Aa]\.")
_ORDINAL = re.compile(r"(?<=\d)(st|nd|rd|th|호|차|회|년)$|^제(?=\d)")
_NUMBER_SIGN = re.compile(r"(?:№|(?<!\w)no\.?|(?<!\w)제)\s*(?=\d)", re.IGNORECASE)
_ACRONYM = re.compile(r"(?<![\w.])(?:[A-Z]{2,6}|[А-Я]{2,6}|[A-Z](?:\.[A-Z]){1,5}\.?)(?![\w])")
_ENDINGS = (("isations", "isation"), ("ization", "isation"), ("izations", "isation"), ("ize", "ise"))
SHORT, LONG = 5, 9
"""Letters of a name from which one slip is forgiven, and from which two are."""


@dataclass(frozen=True, eq=False)
class Spelling:
    """A name in the forms in which it is compared.

    folded: as `history.names.fold` has it, without an article before it; words: these, in one of several
    spellings; turned: these, numbers as digits; digits: what is a number and never forgiven; acronyms: words
    of nothing but initials; korean: the words of Cyrillic in Latin letters, if it is a Korean name.
    """

    folded: str
    words: tuple[str, ...]
    turned: tuple[str, ...]
    digits: tuple[str, ...]
    acronyms: frozenset[str]
    latin: str
    korean: tuple[str, ...]
    hangul: bool

    @cached_property
    def letters(self) -> str:
        """Without spaces; the letters of Hangul syllables one by one."""
        joined = "".join(self.words)
        return jamo(joined) if self.hangul else joined

    @cached_property
    def signs(self) -> frozenset[str]:
        """Which letters there are: one slip takes away one of them at most, and brings in one."""
        return frozenset(self.letters)

    @cached_property
    def joined(self) -> str:
        return "".join(self.turned)

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        return tuple(word for word in self.turned if any(map(str.isdigit, word)))

    @cached_property
    def stated(self) -> tuple[str, ...]:
        """The words as they stand, with one name for each great power and each Korea."""
        text = f" {self.folded} "
        for long, short in STATES:
            text = text.replace(f" {long} ", f" {short} ")
        return spelled(text).turned

    @cached_property
    def parties(self) -> list[str]:
        """The words that say something, in the order of the alphabet, with one name for each great power."""
        return sorted(word for word in self.stated if word not in SMALL)

    @property
    def forgiven(self) -> int:
        """How many slips a name like this can have."""
        if self.hangul:
            syllables = len("".join(self.words))
            return 0 if syllables < 4 else 1 if syllables < 7 else 2
        if len(self.words) == 1 and self.words[0] in self.acronyms:
            return 0
        return forgiven(self.folded)


def forgiven(name: str) -> int:
    """How many slips a folded name of this length can have."""
    letters = len(name.replace(" ", ""))
    if letters < SHORT or not (is_latin(name) or is_cyrillic(name)):
        return 0
    return 1 if letters < LONG else 2


@lru_cache(maxsize=50_000)
def spelled(text: str) -> Spelling:
    """A text as a name."""
    plain = _NUMBER_SIGN.sub("", text.replace("&", " and "))
    words = fold(plain).split() if plain.isascii() else fold(plain).translate(VARIANTS).split()
    # "A A" is no article before a name, but somebody's initials
    if len("".join(words[1:])) > 1 and words[0] in ARTICLES and not _INITIAL.match(plain):
        words = words[1:]
    capitals = {fold(found) for found in _ACRONYM.findall(plain)} if plain.upper() != plain else frozenset()
    alone = fold(plain) if plain.upper() == plain and len(words) == 1 and len(words[0]) < 7 else ""
    one_way = [_one_way(word) for word in words]
    turned = [_as_digits(word, at, words, capitals) for at, word in enumerate(one_way)]
    digits = tuple(
        word
        for word, number in zip(words, turned, strict=True)
        if any(map(str.isdigit, number)) and word not in NUMBERS
    )
    plainly = plain.isascii() and "'" not in plain
    return Spelling(
        folded=" ".join(words),
        words=tuple(one_way),
        turned=tuple(_paired([word for word in turned if word != "the"])),
        digits=digits,
        acronyms=frozenset(capitals | ({alone} if alone and not is_hangul(plain) else set())),
        latin=" ".join(words) if plainly else fold(romanised(plain)),
        korean=tuple(fold(korean_in_latin(plain)).split()) if is_cyrillic(plain) else (),
        hangul=is_hangul(plain),
    )


def _one_way(word: str) -> str:
    word = ONE_SPELLING.get(word, word)
    for ending, other in _ENDINGS:
        if len(word) > len(ending) + 3 and word.endswith(ending):
            return word.removesuffix(ending) + other
    return word


def _as_digits(word: str, at: int, words: list[str], capitals: AbstractSet[str]) -> str:
    if word in NUMBERS:
        return NUMBERS[word]
    if any(map(str.isdigit, word)):
        return _ORDINAL.sub("", word)
    # a letter before other words is somebody's initial, not a number; nor is Xi before Jinping
    numeral = at > 0 and (at == len(words) - 1 or len(word) > 1)
    if numeral and _ROMAN(word) and (word not in _NO_NUMBERS or word in capitals):
        return str(_value(word))
    return word


def _value(roman: str) -> int:
    values = [_VALUES[sign] for sign in roman]
    return sum(
        -value if value < behind else value for value, behind in zip(values, [*values[1:], 0], strict=True)
    )


def _paired(words: list[str]) -> list[str]:
    """North-South and South-North are one."""
    for at, pair in enumerate(pairwise(words)):
        if pair == ("south", "north"):
            words[at : at + 2] = ["north", "south"]
    return words
