"""Types of facts as people read them: “un-resolution” is “UN resolution”."""

from __future__ import annotations

import re

ABBREVIATIONS = frozenset("ad bce ce eec eu nato uk un us usa ussr".split())


def words_of_type(type: str) -> list[str]:
    """The words of a type, abbreviations in capitals; “non-aggression” stays one word."""
    text = re.sub(r"(?<!\bnon)[-_\s]+", " ", type)
    return [word.upper() if word.casefold() in ABBREVIATIONS else word for word in text.split()]


def capital(text: str) -> str:
    """With a capital at the beginning; those that stand further on are names and stay."""
    return text[:1].upper() + text[1:]


def topic(type: str) -> str:
    """A type as an entry of a list: “UN resolution”, “State visit”."""
    return capital(" ".join(words_of_type(type)))
