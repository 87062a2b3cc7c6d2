"""The words of a text with their places, as masks and what checks them read it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from history.names import fold

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?|[^\W_]+")


@dataclass(frozen=True, slots=True)
class Word:
    start: int
    end: int
    word: str
    """Folded."""
    raw: str


@lru_cache(maxsize=4_000)
def words_of(text: str) -> tuple[tuple[Word, ...], frozenset[str]]:
    """The words of a text in their order, and the set of them folded."""
    tokens = tuple(
        Word(found.start(), found.end(), fold(found.group()), found.group())
        for found in _TOKEN.finditer(text)
    )
    return tokens, frozenset(token.word for token in tokens)
