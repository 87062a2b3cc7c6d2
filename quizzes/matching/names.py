"""Typed answers: whether a text is one of the accepted spellings, or a date one of the accepted dates.

Never unfair about names: every spelling counts, and so does a slip of the finger, unless it comes as near to
somebody else's name. Numbers are never forgiven, be they digits, Roman or in words, nor is north for south.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from history.names import fold
from history.spelling import distance

from .fit import Fit

SHORT, LONG = 5, 9
"""Letters of a name from which one slip is forgiven, and from which two are."""

_ARTICLES = frozenset("the a an".split())
_SMALL = _ARTICLES | frozenset("of and in for to on at by de la le du von van".split())
_TELLING = frozenset(
    "north south east west northern southern eastern western "
    "one two three four five six seven eight nine ten eleven twelve "
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "before after pre post anti pro not non".split()
)
"""Words that differ by a slip or two from others that mean something else."""
_RANKS = frozenset(
    "president vice chairman chairwoman premier prime minister foreign defence defense chancellor secretary "
    "emperor empress king queen crown prince princess tsar czar kaiser shah sultan pope lord lady sir dr mr "
    "mrs ms professor comrade general generalissimo marshal admiral colonel captain supreme leader "
    "ambassador governor senator".split()
)
"""Words that stand before somebody's name and are no part of it."""
_POSSESSIVE = re.compile(r"(?<=\w)['’`´](?:s|S)?\s*$")
MORE = 2
"""Words that a name may have more than an accepted spelling to be asked for again, not called wrong."""
_ROMAN = re.compile(r"(?=[mdclxvi])m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})").fullmatch


@dataclass(frozen=True, slots=True)
class _Name:
    """One spelling, folded, as it is compared."""

    folded: str
    words: tuple[str, ...]
    numbers: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> _Name:
        folded = fold(text)
        words = tuple(folded.split())
        # "A A" is no article before a name, but somebody's initials
        if len("".join(words[1:])) > 1 and words[0] in _ARTICLES:
            words = words[1:]
        # a letter before other words is somebody's initial, not a number
        roman = {word for word in words if _ROMAN(word) and (len(word) > 1 or word == words[-1])}
        numbers = tuple(word for word in words if word in roman or any(map(str.isdigit, word)))
        return cls(folded=" ".join(words), words=words, numbers=numbers)

    def is_alike(self, other: _Name) -> bool:
        """The same words in another order, written together, or with a father's name in the middle."""
        if self.numbers != other.numbers:
            return False
        with_father = (
            len(self.words) == 3 and len(self.words[1]) not in (2, 3) and not set(self.words) & _TELLING
        )
        return (
            sorted(self.words) == sorted(other.words)
            or "".join(self.words) == "".join(other.words)
            or (with_father and (self.words[0], self.words[2]) == other.words)
        )

    def is_part_of(self, other: _Name) -> bool:
        """Some of its words, or their first letters beside one that is whole."""
        own, all_of_it = set(self.words), set(other.words)
        initials = {word for word in own - all_of_it if len(word) == 1}
        begun = {word[0] for word in all_of_it - own}
        return own - initials < all_of_it and initials <= begun and bool(own - initials - _SMALL)

    def holds(self, other: _Name) -> bool:
        """Whether the other stands in it whole, beside a word or two that do not say somebody else."""
        more = len(self.words) - len(other.words)
        if not 0 < more <= MORE or self.numbers != other.numbers:
            return False
        starts = [at for at in range(more + 1) if self.words[at : at + len(other.words)] == other.words]
        return any(not {*self.words[:at], *self.words[at + len(other.words) :]} & _TELLING for at in starts)

    def slips(self, other: _Name, most: int) -> int:
        """Slips of the finger that lead from the other to this one; more than `most` where too many do."""
        telling = set(self.words) & _TELLING
        if self.numbers != other.numbers or not telling <= set(other.words):
            return most + 1
        return distance(self.folded, other.folded, most=most)


def match_name(text: str, *, accept: Iterable[str], others: Iterable[str] = ()) -> Fit:
    """How a text lies to the accepted spellings of a name. `others` are other known names.

    An accepted spelling always fits, even where somebody else bears the same name; another known name never
    does otherwise.
    """
    accepted = [name for name in map(_Name.of, accept) if name.folded]
    spelled = {name.folded for name in accepted}
    known = [name for name in map(_Name.of, others) if name.folded and name.folded not in spelled]
    whole, *rest = [name for name in map(_Name.of, _readings(text)) if name.folded] or [_Name.of(text)]
    found = _fit_of_name(whole, accepted, known)
    if found != Fit.OTHER or any(each.is_alike(name) for each in (whole, *rest) for name in known):
        return found
    loose = [_fit_of_name(each, accepted, known) for each in rest]
    for fit in (Fit.SAME, Fit.SLIP, Fit.TIE, Fit.PART):
        if fit in loose:
            return Fit.SLIP if fit == Fit.SAME else fit
    held = any(each.holds(name) for each in (whole, *rest) for name in accepted)
    return Fit.FULLER if held and not any(whole.holds(name) for name in known) else Fit.OTHER


def core(text: str) -> str:
    """A typed name without a title before it, an 's behind it and what follows a comma."""
    return _readings(text)[-1]


def _readings(text: str) -> list[str]:
    """A typed name as it stands, and with less and less about it."""
    single = _POSSESSIVE.sub("", text)
    before, _, behind = single.partition(",")
    before = single if _TELLING & set(fold(behind).split()) else _POSSESSIVE.sub("", before)
    words = before.split()
    while len(words) > 1 and fold(words[0]) in _RANKS | _ARTICLES:
        words = words[1:]
    return list(dict.fromkeys((text, single, before, " ".join(words))))


def _fit_of_name(given: _Name, accepted: list[_Name], known: list[_Name]) -> Fit:
    if any(given.folded == name.folded for name in accepted):
        return Fit.SAME
    if any(given.folded == name.folded for name in known):
        return Fit.OTHER
    if any(given.is_alike(name) for name in accepted):
        return Fit.TIE if any(given.is_alike(name) for name in known) else Fit.SAME
    if any(given.is_part_of(name) for name in accepted):
        return Fit.PART
    return _slip(given, accepted, known)


def _slip(given: _Name, accepted: list[_Name], known: list[_Name]) -> Fit:
    found = [
        slips
        for name in accepted
        if (most := forgiven(name.folded)) and (slips := given.slips(name, most)) <= most
    ]
    if not found:
        return Fit.OTHER
    nearest = min(found)
    rivals = [slips for name in known if (slips := given.slips(name, nearest)) <= nearest]
    if not rivals:
        return Fit.SLIP
    return Fit.OTHER if min(rivals) < nearest else Fit.TIE


def forgiven(name: str) -> int:
    """How many slips a name of this length can have."""
    letters = len(name.replace(" ", ""))
    if letters < SHORT:
        return 0
    return 1 if letters < LONG else 2
