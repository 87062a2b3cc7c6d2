"""What the type of a fact says of its sort, in words: "treaty", "among military officers"."""

from __future__ import annotations

import re
from functools import lru_cache

from history.demonyms import ADJECTIVES

_UNPRINTABLE = re.compile(r"[^A-Za-z -]|(?:^|[ -])(?:year|date|office)$")
_KNOWN_TYPES = {"un-resolution": "UN resolution", "bilateral": "bilateral", "multilateral": "multilateral"}
_FILLERS = frozenset(
    (
        "year years date famous taking office death birth start end begin creation completion opening launch "
        "award fall construction founding foundation establishment"
    ).split()
)
"""Words of a type that say what is dated, and not of what sort it is: "famous-explorers-death-year"."""


@lru_cache(maxsize=10_000)
def type_in_words(type: str) -> str:
    """A type as people say it: "treaty", "among military officers"; empty where it says nothing."""
    if type in _KNOWN_TYPES:
        return _KNOWN_TYPES[type]
    words = type.replace("_", "-").split("-")
    sort = [word for word in words if word not in _FILLERS]
    if len(sort) < len(words) and sort and all(word.isalpha() and word.isascii() for word in sort):
        named = (word.capitalize() if word.capitalize() in ADJECTIVES else word for word in sort)
        return f"among {' '.join(named)}"
    if not type or _UNPRINTABLE.search(type) or len(type) > 30:
        return ""
    return type.replace("-", " ")


def same_sort(one: str, other: str) -> bool:
    """Whether two types read alike: painters by birth and painters by death are both "among painters"."""
    return one == other or (type_in_words(one) or one) == (type_in_words(other) or other)
