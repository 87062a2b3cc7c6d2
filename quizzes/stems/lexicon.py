"""Everything that a sentence may call an actor or a place, worked out once from its names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from history.demonyms import (
    BYNAMES,
    CAPITALS,
    COMMON,
    COMMON_IN_LOWER_CASE,
    ENDINGS,
    INFLECTIONS,
    REGULAR,
)
from history.facts import Actor, ActorKind, Place
from history.names import bare, fold

LONG_WORD = 4
"""Letters from which a word is a name in any case; shorter ones ("US") only in capitals."""

_ROMAN = re.compile(r"[ivxlc]+")
_LAST_VOWEL = re.compile(r"(?:ia|ea|land|[aeiouy])$")
_ADJECTIVE = re.compile(r"(?:an|on|en|ish|ch|ese|[^a]i|ic|ss|ot|av|ak|ek|ne|o|et|rb|at|thai)s?$")
RANKS = frozenset(
    (
        "emperor empress king queen prince princess president general marshal premier lord sir pope saint "
        "duke count sultan caliph shah tsar admiral captain doctor dr lady the of and von van de der da "
        "di del la le al el bin ibn holy roman elder younger great first second third"
    ).split()
)

STOP = frozenset("a al an and da de del der des di du el et for in la le of on s the to van von y".split())

SPELLED, BYNAME, TELLING = 1000, 500, 400
"""How surely a word means somebody; what grows from a name by an ending ranks by the length of the name."""


KNOWN = frozenset(
    {
        *INFLECTIONS,
        *(word for made in INFLECTIONS.values() for word in made),
        *(f"{name}{ending}" for name in REGULAR for ending in ("", "n", "ns", "i", "ian", "ese", "s")),
    }
)
"""Words of states that the tables have: they are hidden by name, so what looks alike is another state."""


def _roots() -> dict[str, tuple[str, ...]]:
    """The names from which an adjective is made, with all that is made of them: "Korean Empire", Korea."""
    found: dict[str, dict[str, None]] = {}
    for name, made in INFLECTIONS.items():
        for word in made:
            if word not in INFLECTIONS:
                found.setdefault(word, {}).update(dict.fromkeys((name, *made)))
    return {word: tuple(roots) for word, roots in found.items()}


_ROOTS = _roots()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What a sentence may call one actor or place; all words are folded."""

    words: dict[str, int]
    """Single words and how surely they mean the actor."""
    phrases: dict[str, tuple[tuple[str, ...], ...]]
    """Names of several words by their first word, the longest first."""
    proper: frozenset[str]
    """Words that name somebody only where they begin with a capital letter."""
    adjectives: frozenset[str]
    capitals: frozenset[str]
    """Seats of government that stand for the state, unless something is said to lie there."""
    firsts: frozenset[str]
    names: tuple[frozenset[str], ...]
    """The words of each name, by which `leftover` finds a name in another order."""
    parts: frozenset[str]
    hints: frozenset[str]
    """What a body's name says of a state ("Workers' Party of Korea"): no name of its own, and yet telling."""
    lasts: frozenset[str]
    """The last word of each name: "Zhengde Emperor" is told by his rank, "Emperor Huan of Han" is not."""
    person: bool


def lexicon_of(actor: Actor) -> Lexicon:
    return lexicon(actor.spellings(), actor.kind)


def lexicon_of_place(place: Place) -> Lexicon:
    parts = [part for name in place.spellings() for part in name.split("/")]
    return lexicon((*place.spellings(), *parts), "")


@lru_cache(maxsize=20_000)
def lexicon(spellings: tuple[str, ...], kind: str) -> Lexicon:
    """What a sentence may call the bearer of these names."""
    words: dict[str, int] = {}
    hints: dict[str, int] = {}
    phrases: set[tuple[str, ...]] = set()
    proper: set[str] = set()
    capitals: set[str] = set()
    names = [name for raw in spellings for name in _written(raw) if fold(name)]

    def add(name: str, rank: int) -> None:
        parts = tuple(name.split())
        if len(parts) > 1:
            phrases.add(parts)
        elif parts:
            words[parts[0]] = max(rank, words.get(parts[0], 0))

    if kind == ActorKind.PERSON:
        for name in names:
            add(fold(name), SPELLED)
            add(fold(name.partition(",")[0]), SPELLED)
            for part in _parts_of_person(name):
                add(part, TELLING)
                proper.add(part)
        proper -= {fold(name) for name in names if len(fold(name)) >= LONG_WORD}
    else:
        for name in names:
            key = fold(name)
            add(key, SPELLED)
            without = key.removeprefix("the ")
            add(without, SPELLED)
            upright = fold(re.sub(r"^(.*?), (.* of(?: the)?)$", r"\2 \1", name))
            if not set(upright.split()) <= COMMON | {"s"}:
                add(upright, SPELLED)
            for byname in BYNAMES.get(without, ()):
                add(byname, BYNAME)
            capitals.update(fold(city) for city in CAPITALS.get(key, ()))
            for word in without.split():
                if kind not in _STATES and word in KNOWN:
                    _add_word(word, hints, set())
                else:
                    _add_word(word, words, proper)
    exact = {fold(name) for name in names}
    proper |= {word for word in words if word in COMMON_IN_LOWER_CASE and word not in exact}
    firsts = {*words, *(phrase[0] for phrase in phrases), *capitals}
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        by_first.setdefault(phrase[0], []).append(phrase)
    return Lexicon(
        words=words,
        phrases={first: tuple(found) for first, found in by_first.items()},
        proper=frozenset(proper),
        adjectives=frozenset(word for word, rank in words.items() if _is_adjective(word, rank, exact)),
        capitals=frozenset(capitals),
        firsts=frozenset(firsts),
        names=tuple(frozenset(fold(bare(name)).split()) - STOP for name in names),
        parts=frozenset(word for name in names for word in fold(name).split()) - STOP,
        hints=frozenset(hints) - set(words),
        lasts=frozenset(fold(bare(name)).split()[-1] for name in names if fold(bare(name))),
        person=kind == ActorKind.PERSON,
    )


_STATES = (ActorKind.STATE, ActorKind.PARTY, "")
"""Whose names consist of what a state or place is called; "" are places."""

_SPELT = (("organization", "organisation"), ("labor", "labour"), ("program", "programme"), ("&", "and"))


def _written(name: str) -> Iterable[str]:
    """A name with and without the remark in brackets at its end, in British and American spelling."""
    found = {name: None, bare(name): None}
    for one, other in _SPELT:
        for each in tuple(found):
            for old, new in ((one, other), (other, one)):
                found[re.sub(rf"(?<!\w){old}(?!\w)", new, each, flags=re.IGNORECASE)] = None
    return found


def _is_adjective(word: str, rank: int, exact: set[str]) -> bool:
    """Whether it stands beside a noun, so that an article before it is the noun's."""
    if word in exact or (rank == TELLING and word not in INFLECTIONS.get(word, ())):
        return False
    return _ADJECTIVE.search(word) is not None and (
        word not in INFLECTIONS or word in INFLECTIONS.get(word, ())
    )


def _parts_of_person(name: str) -> list[str]:
    """The parts of a person's own name: not where the person is from, nor a rank or number."""
    own = re.split(r",|\s(?:of|the|von|van|de|di|da|del)\s", bare(name))[0]
    parts = [part for part in re.split(r"[\s‐-―-]+", own) if len(part) > 2 and part[:1].isupper()]
    words = [fold(part) for part in parts if not part.endswith(".")]
    return [word for word in words if word not in RANKS and not _ROMAN.fullmatch(word)]


def _add_word(word: str, words: dict[str, int], proper: set[str]) -> None:
    """One word of a name, with the adjectives and peoples that English makes of it."""
    for made in (*INFLECTIONS.get(word, ()), *_ROOTS.get(word, ())):
        words[made] = max(BYNAME, words.get(made, 0))
    if len(word) < LONG_WORD or word in COMMON or word.isdigit():
        return
    words[word] = max(TELLING, words.get(word, 0))
    stem = _LAST_VOWEL.sub("", word)
    for ending in ENDINGS:
        words.setdefault(word + ending, len(word))
        if len(stem) >= LONG_WORD and stem != word:
            made = stem + ending
            if made not in words:
                words[made] = len(word)
                proper.add(made)
