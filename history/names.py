"""Names as people spell them: folding, finding them in a sentence, and masking them.

Everything here is about whole words. "Kim" inside "Kimchi" is no mention of anybody.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from history.demonyms import ADJECTIVES, DEMONYMS, INFLECTIONS

GAP = "…"

_MONTHS = (
    "january february march april may june july august september october november december jan feb "
    "mar apr jun jul aug sep sept oct nov dec"
).split()
_ARTICLES = {"the", "a", "an"}
_TITLES = frozenset(
    "Emperor Empress King Queen Prince Princess President General Marshal Premier Lord Sir Pope".split()
)
_INITIAL_STOP = re.compile(r"(?<=\b\w)\.(?=\w\b|$|\s|\W)")
_TO_SPACES = {sign: " " for sign in range(128) if not chr(sign).isalnum()}
_GAPS_IN_A_ROW = re.compile(rf"{GAP}(?:[\s-]*{GAP})+")
_SPACES = re.compile(r"\s{2,}")
_SPACED_MARK = re.compile(r"\s+([,.;:])")
_PARENTHESIS = re.compile(r"\s*\([^)]*\)\s*$")


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Lower case, no accents, every punctuation mark a space: what two spellings share.

    >>> fold("Côte d’Ivoire"), fold("U.S.S.R."), fold("Kim Il-sung")
    ('cote d ivoire', 'ussr', 'kim il sung')
    """
    plain = _INITIAL_STOP.sub("", text) if "." in text else text
    if plain.isascii():
        return " ".join(plain.lower().translate(_TO_SPACES).split())
    # first to plain letters, then to lower case: a mathematical 𝕬 is an A only once it is decomposed
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", plain).casefold())
    letters = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    spaced = "".join(sign if sign.isalnum() else " " for sign in unicodedata.normalize("NFC", letters))
    return " ".join(spaced.split())


def bare(name: str) -> str:
    """A name without a bracketed remark at its end: "PVA (old)" is "PVA"."""
    return (_PARENTHESIS.sub("", name) if ")" in name else name).strip()


def contains(text: str, name: str) -> bool:
    """Whether `text` holds `name` as whole words, however either is spelled."""
    wanted = fold(bare(name))
    return bool(wanted) and f" {wanted} " in f" {fold(text)} "


def demonyms(name: str) -> tuple[str, ...]:
    """The adjectives and prefixes of a state, such as Soviet and Sino-, where English has them."""
    return DEMONYMS.get(fold(bare(name)), ())


@lru_cache(maxsize=10_000)
def adjectives(name: str) -> frozenset[str]:
    """What English makes of the name of one state, folded: “soviet”, “north korean”, but not “Koreas”."""
    words = demonyms(name) or INFLECTIONS.get(fold(bare(name)), ())
    words = (*words, *(f"{word}s" for word in words if word.endswith(("an", "on", "ot", "i"))))
    return frozenset(fold(word) for word in words) - _OF_SEVERAL - {fold(bare(name))}


_OF_SEVERAL = frozenset(
    (
        *("inter korean", "south north korean", "north south korean", "south north", "north south"),
        *("two koreas", "koreas", "us", "u s"),
    )
)


@lru_cache(maxsize=1)
def _with_adjective() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name in {*DEMONYMS, *INFLECTIONS}:
        for word in adjectives(name):
            found.setdefault(word, []).append(name)
    return {word: tuple(sorted(names)) for word, names in found.items()}


def called(word: str) -> tuple[str, ...]:
    """The folded names of all states of which an adjective is made: both Chinas for “Chinese”."""
    return _with_adjective().get(fold(word), ())


def spellings_of(names: Iterable[str], *, person: bool = False) -> tuple[str, ...]:
    """All that a sentence may call somebody: every name, its demonyms, a person's name parts.

    Parts of two letters or fewer are left out; parts count for persons only, because "People's"
    of a republic is nobody's name.
    """
    found: dict[str, None] = {}
    for raw in names:
        name = bare(raw)
        if not name:
            continue
        found[name] = None
        for word in demonyms(name):
            found[word] = None
        if person:
            for part in re.split(r"[\s-]+", name):
                if part in _TITLES or part.casefold() in _ARTICLES:
                    continue
                if len(part) > 2 and part[:1].isupper() and not part.endswith("."):
                    found[part] = None
    return tuple(sorted(found, key=len, reverse=True))


def _pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    parts = []
    for name in sorted(set(names), key=lambda name: (-len(name), name)):
        words = [re.escape(word) for word in re.split(r"[\s‐-―-]+", name) if word]
        if words:
            parts.append(r"[\s‐-―-]+".join(words))
    if not parts:
        return None
    return re.compile(r"(?P<article>\b[Tt]he\s+)?(?<!\w)(?P<name>" + "|".join(parts) + r")(?!\w)")


def mask(text: str, hidden: Iterable[str], kept: Iterable[str] = ()) -> str:
    """`text` with every mention of the `hidden` names as an ellipsis, the longest name first.

    The `kept` names are protected: hiding Kim Jong Un leaves "Kim Jong Il" alone. Case counts,
    so that the word "us" is not the US; an article before a hidden name goes with it, unless the
    name is an adjective such as Soviet, whose article belongs to the noun.
    """
    secret = {_spaced(name) for name in hidden if name.strip()}
    pattern = _pattern([*secret, *(name for name in kept if _spaced(name) not in secret)])
    if pattern is None or not secret:
        return text

    def gap(match: re.Match[str]) -> str:
        if _spaced(match["name"]) not in secret:
            return match.group()
        return (match["article"] or "") + GAP if _is_adjective(match["name"]) else GAP

    return tidy(pattern.sub(gap, text))


def _is_adjective(word: str) -> bool:
    """Whether it stands beside a noun: Japanese, but neither USSR nor China."""
    return word in ADJECTIVES and not word.isupper() and fold(word) not in DEMONYMS


def _spaced(name: str) -> str:
    return " ".join(re.split(r"[\s‐-―-]+", name.strip()))


def tidy(text: str) -> str:
    """Gaps that stand side by side become one, and spaces before a mark go."""
    text = _GAPS_IN_A_ROW.sub(GAP, text)
    return _SPACED_MARK.sub(r"\1", _SPACES.sub(" ", text)).strip()


def title_key(title: str, names: Iterable[str]) -> str:
    """What is left of a title without gaps, years, days, months and the given names, folded.

    Facts whose titles could be taken for each other, once a question has masked what it asks,
    have the same key; it only finds candidates, and `history.factbase.fits` decides. A title that
    holds nothing but names has an empty key.
    """
    # two spaces between words, so that a name said twice in a row is found twice
    text = f" {fold(title)} ".replace(" ", "  ")
    for name in sorted({fold(bare(name)) for name in names}, key=len, reverse=True):
        if name:
            text = text.replace(f" {name.replace(' ', '  ')} ", "  ")
    words = [
        word
        for word in text.split()
        if not any(sign.isdigit() for sign in word) and word not in _MONTHS and word not in _ARTICLES
    ]
    return " ".join(words)[:500]
