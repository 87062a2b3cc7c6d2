"""Slips of the finger in long words: 17 Febuary, 12 октебря, 19th centruy."""

from __future__ import annotations

from history.dates.reading.kinds import Kind, Token
from history.dates.reading.names import (
    ENGLISH_MONTHS,
    ENGLISH_ORDINALS,
    RUSSIAN_MONTHS,
    RUSSIAN_MONTHS_OF_DAYS,
)
from history.spelling import distance

_SHORTEST = 5
"""June and July are too near to each other to be guessed."""
_SHORTEST_ORDINAL = 7

_WORDS = (
    *((name, Token(Kind.MONTH, n)) for n, name in enumerate(ENGLISH_MONTHS, 1)),
    *((name, Token(Kind.MONTH, n)) for n, name in enumerate(RUSSIAN_MONTHS, 1)),
    *((name, Token(Kind.MONTH, n)) for n, name in enumerate(RUSSIAN_MONTHS_OF_DAYS, 1)),
    *(
        (name, Token(Kind.ORDINAL, n))
        for n, name in enumerate(ENGLISH_ORDINALS, 1)
        if len(name) >= _SHORTEST_ORDINAL
    ),
    *((name, Token(Kind.CENTURY)) for name in ("century", "centuries")),
    *((name, Token(Kind.MILLENNIUM)) for name in ("millennium", "millennia")),
)


def meant_by(word: str) -> Token | None:
    """The one word of a date that is a slip of the finger away; None where there is none, or two."""
    near = {token for name, token in _WORDS if len(name) >= _SHORTEST and _is_slip(word, name)}
    return near.pop() if len(near) == 1 else None


def _is_slip(word: str, name: str) -> bool:
    """One slip, and not in the first letter: with another one people read another word."""
    return word[0] == name[0] and distance(word, name, most=1) <= 1
