"""Slips of the finger in long words: 17 Febuary, 12 октебря, 19th centruy."""

from __future__ import annotations

from history.dates.reading.kinds import Kind, Token
from history.dates.reading.names import ENGLISH_MONTHS, ENGLISH_ORDINALS, RUSSIAN_MONTHS

_SHORTEST = 5
"""June and July are too near to each other to be guessed."""
_SHORTEST_ORDINAL = 7

_WORDS = (
    *((name, Token(Kind.MONTH, n)) for n, name in enumerate(ENGLISH_MONTHS, 1)),
    *((name, Token(Kind.MONTH, n)) for n, name in enumerate(RUSSIAN_MONTHS, 1)),
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
    near = {token for name, token in _WORDS if len(name) >= _SHORTEST and is_slip(word, name)}
    return near.pop() if len(near) == 1 else None


def is_slip(word: str, name: str) -> bool:
    """Whether one letter too many, too few, another or two that changed places tell them apart.

    The first letter must be right: with another one people read another word.
    """
    if abs(len(word) - len(name)) > 1 or word[0] != name[0]:
        return False
    same = min(len(word), len(name))
    start = next((at for at in range(same) if word[at] != name[at]), same)
    one, other = word[start:], name[start:]
    too_many_or_few = one[1:] == other or one == other[1:]
    another = one[1:] == other[1:]
    changed_places = one[:2] == other[1::-1] and one[2:] == other[2:]
    return too_many_or_few or another or changed_places
