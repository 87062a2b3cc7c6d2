"""Texts made alike before they are compared: the auditor's own folding."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

GAP = "…"
_REST = re.compile(r"[^\w]+|_")
_SPECIAL = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})


@lru_cache(maxsize=60_000)
def fold(text: str) -> str:
    """Small letters and digits between single spaces, without accents and punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_SPECIAL))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return unicodedata.normalize("NFC", _REST.sub(" ", plain)).strip()


@lru_cache(maxsize=60_000)
def words(text: str) -> frozenset[str]:
    return frozenset(fold(text).split())


def holds(text: str, part: str) -> bool:
    """Whether a folded text has a folded part as whole words."""
    return bool(part) and f" {part} " in f" {text} "


@lru_cache(maxsize=20_000)
def pieces(title: str) -> tuple[str, ...]:
    """What stands between the gaps of a title, folded; empty at an end where a gap stands."""
    return tuple(fold(piece) for piece in title.split(GAP))


def stands_behind(parts: Sequence[str], text: str) -> bool:
    """Whether a folded text could stand behind a title with gaps."""
    if len(parts) == 1:
        return parts[0] == text
    first, last = parts[0], parts[-1]
    room = f" {text} "
    start, end = 0, len(room)
    if first:
        if not room.startswith(f" {first} "):
            return False
        start = len(first) + 1
    if last:
        if not room.endswith(f" {last} "):
            return False
        end -= len(last) + 1
    for part in parts[1:-1]:
        if not part:
            continue
        found = room.find(f" {part} ", start, end)
        if found < 0:
            return False
        start = found + len(part) + 1
    return start <= end


def numbers(text: str) -> Iterator[int]:
    """Every number of one to five digits that a text prints, also inside signs such as TS0001/1896."""
    for found in re.findall(r"\d+", text):
        if len(found) <= 5:
            yield int(found)


_SCRIPTS = ("LATIN", "CYRILLIC", "HANGUL", "CJK", "HIRAGANA", "KATAKANA", "GREEK", "ARABIC", "HEBREW")


@lru_cache(maxsize=60_000)
def scripts(text: str) -> frozenset[str]:
    """The scripts of the letters of a text; what is not listed here counts as one script more."""
    found = set()
    for sign in text:
        if sign.isascii():
            if sign.isalpha():
                found.add("LATIN")
        elif sign.isalpha() and unicodedata.category(sign) != "Lm":
            name = unicodedata.name(sign, "")
            found.add(next((script for script in _SCRIPTS if name.startswith(script)), "other"))
    return frozenset(found)
