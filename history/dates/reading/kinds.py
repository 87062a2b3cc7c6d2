"""What the parts of a typed date are: one letter a kind, so that a run of tokens can be matched as a text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a token is."""

    NUMBER = "n"
    ORDINAL = "o"
    YEAR = "y"
    DAY = "d"
    ROMAN = "r"
    FIGURES = "I"
    MONTH = "M"
    SEASON = "S"
    WEEKDAY = "w"
    ERA = "E"
    CENTURY = "C"
    MILLENNIUM = "T"
    DECADE = "D"
    PART = "P"
    ABOUT = "X"
    PERHAPS = "U"
    BEFORE = "B"
    UNTIL = "L"
    AFTER = "F"
    SINCE = "G"
    BETWEEN = "W"
    OR_EARLIER = "<"
    OR_LATER = ">"
    DASH = "-"
    TILDE = "~"
    TO = "t"
    AND = "&"
    OR = "|"
    SLASH = "/"
    COMMA = ","
    OPEN = "("
    CLOSE = ")"
    OLD_STYLE = "j"
    NEW_STYLE = "g"
    UNKNOWN = "u"
    PRESENT = "p"


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


Tokens = tuple[Token, ...]

# what the word of a token can say of it
SAID = "said"  # it is said to be a year: 79 г., 49년
GROUPED = "grouped"  # its figures stand in groups, which years do only beside an era: 10,000 BCE
SHORT = "short"  # a year without its century, as people say it: 45-го
THOUSAND = "thousand"  # it also counts years: 3 тыс. лет
WHOLE = "whole"  # the century is named by its first year: the 1800s
TRAILING = "trailing"  # it stands behind its date: 1816년 이전
AGO = "ago"  # it could also count back from now: 100년 전
ONE_OF = "one of"  # some day between two, not all of them
DATED = "dated"  # от: "of" a day, and "from" only with its "to"


class Unread(Exception):
    """The tokens are no phrase of this sort; another one may fit."""


def kinds(tokens: Iterable[Token]) -> str:
    """The letters of the tokens, one each."""
    return "".join(token.kind for token in tokens)


def without(tokens: Tokens, *unwanted: Kind) -> Tokens:
    """The tokens that are not of these kinds."""
    return tuple(token for token in tokens if token.kind not in unwanted)
