"""What is asked again because it may be the name of another, be that known or not."""

from __future__ import annotations

from collections.abc import Iterable

from history.names import fold
from history.spelling import distance

from . import chinese, persons, telling
from .alike import Name, sounds_alike
from .endings import cases
from .fit import Fit, Match, Overlooked
from .layouts import in_other_layouts
from .scripts import is_cyrillic, is_hangul, is_latin
from .spelling import LONG, Spelling
from .syllables import other_in_hangul, other_syllable
from .words import SMALL

LEAST = 4
"""Letters of a word in which a slip is overlooked where a title says more."""


def asked(reading: Spelling, mine: Name) -> Match:
    """A slip in a name that could as well be another name: the first word that differs is told."""
    own = mine.spelled.words
    part = next((word for word in reading.words if word not in own), "")
    differs = part if part and len(reading.words) == len(own) else reading.folded
    return Match(fit=Fit.TIE, name=mine.known, differs=differs)


def is_made(reading: Spelling, own: Spelling, slips: int) -> bool:
    """Whether a slip makes another family name, or another Chinese name, of a person's."""
    if persons.is_short_chinese(own.words) or chinese.is_another(reading.words, own.words):
        return True
    if len(reading.words) != len(own.words) or persons.is_korean(own.words):
        return False
    families = persons.families(own.words) or frozenset(own.words[-1:])
    pairs = [pair for pair in zip(reading.words, own.words, strict=True) if pair[1] in families]
    if any(
        distance(word, name, most=1) > 1 and len(name) < LONG and not telling.may_be_family(word, name)
        for word, name in pairs
    ):
        # both slips in one short family name: Yakov Falin is no Malik
        return True
    # beside the given name of somebody known a slip is likelier than a stranger
    return not is_latin(own.folded) and any(
        telling.is_another_family(word, name, slips) for word, name in pairs
    )


def _is_transcribed(given: Spelling, name: Name) -> bool:
    """Whether it is a name in Cyrillic or Hangul letter by letter: Kim Ir Sen, I Wanyong."""
    return given.latin.replace(" ", "") == name.spelled.latin.replace(" ", "")


def syllable(reading: Spelling, own: Iterable[Name]) -> str:
    """The word of a Korean name that is no spelling of the syllable in its place."""
    own = list(own)
    mine = next((name for name in own if sounds_alike(reading, name)), None)
    # what makes no syllable is a slip
    if mine is None or not all(map(persons.is_korean, (mine.spelled.words, reading.words))):
        return ""
    if any(_is_transcribed(reading, name) for name in own):
        return ""
    return other_syllable(reading, mine.spelled, [name.spelled for name in own])


def on_other_keyboard(text: str, own: Iterable[Name]) -> Match | None:
    """What an accepted name is on another keyboard, which is asked again: cnfkby is Сталин."""
    for meant in in_other_layouts(text):
        folded = fold(meant)
        if mine := next((name for name in own if _is_called(name, folded)), None):
            return Match(fit=Fit.FULLER, name=mine.known, meant=meant)
    return None


def _is_called(name: Name, folded: str) -> bool:
    return len(folded) > 1 and (name.spelled.folded == folded or (name.person and folded in name.families))


def says_more(found: Match, whole: Spelling, own: Iterable[Name]) -> bool:
    """Whether a title that is right as far as a comma tells of other things behind it."""
    if found.fit is not Fit.SLIP or found.overlooked not in (Overlooked.ABOUT, Overlooked.SHORT):
        return False
    own = list(own)
    known = {word for name in own for word in (*name.spelled.stated, *name.spelled.words)}
    known |= {case for word in known for case in cases(word)}
    more = (word for word in whole.stated if word not in known | SMALL and word.isalpha())
    return any(
        len(word) < LEAST or not any(distance(word, each, most=1) < 2 for each in known | SMALL)
        for word in more
    )


def unless_in_own_script(found: Match, whole: Spelling, own: list[Name]) -> Match:
    """The match of a text with a name in another script, unless it is another name in its own."""
    known = [name.spelled for name in own if name.known.kind == "place" and name.spelled.hangul]
    abroad = found.right and whole.hangul and found.name and not is_hangul(found.name.text)
    if abroad and (part := other_in_hangul(whole, known)):
        return Match(fit=Fit.TIE, name=found.name, differs=part)
    if not (found.right and found.overlooked in (Overlooked.SOUND, Overlooked.SHORT)):
        return found
    if persons.is_korean(whole.words):
        return found
    transcribed = any(_is_transcribed(whole, name) for name in own)
    latin = [name for name in own if name.person and is_latin(name.spelled.folded)]
    if found.name and is_latin(whole.folded) and latin and is_hangul(found.name.text) and not transcribed:
        # it sounds so in Hangul alone, which has one letter for several: Elchin is no Yeltsin
        return Match(fit=Fit.TIE, name=found.name, differs=whole.folded)
    if not is_cyrillic(whole.folded):
        return found
    families = [
        name.spelled.words[-1]
        for name in own
        if name.person
        and is_cyrillic(name.spelled.folded)
        and not persons.has_family_first(name.spelled.words)
    ]
    if not families or any(telling.may_be_family(word, each) for word in whole.words for each in families):
        return found
    return Match(fit=Fit.TIE, name=found.name, differs=whole.folded)
