"""Which syllables of Hangul a Korean name in Latin letters can stand for.

`sounds` takes all spellings of a name for one, and with them those of some other names: “Sang-ok” has the key
of “Sang-uk”. Here each letter says what it can be by the Revised Romanization, by McCune-Reischauer with or
without its marks, and by everyday habit: ok is 옥 or 억, never 욱. Who spells 옥 as 욱 is spelled means
somebody else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from . import sounds
from .spelling import Spelling

Letters = tuple[frozenset[str], ...]
"""What each sound of a name can be, as vowels and consonants of Hangul."""

_SOUNDS = tuple(
    (re.compile(pattern), frozenset(letters))
    for pattern, letters in (
        ("ng", "Ŋ"),
        ("tch|tsj|chzh", "ㅊㅉㅈ"),
        ("ch", "ㅈㅊㅉ"),
        ("dzh|dj|dz|tz|zh|jj|j", "ㅈㅉ"),
        ("kh", "ㅋ"),
        ("gg|g", "ㄱㄲ"),
        ("kk|ck|[kqcx]", "ㄱㅋㄲ"),
        ("th", "ㅌㄷ"),
        ("dd|d", "ㄷㄸ"),
        ("tt|t", "ㄷㅌㄸㅅ"),
        ("ph|f", "ㅍ"),
        ("bb|b", "ㅂㅃ"),
        ("pp|p", "ㅂㅍㅃ"),
        ("ss|sh|s", "ㅅㅆ"),
        ("rr|ll|[rl]", "ㄹ"),
        ("nn|n", "ㄴㄹ"),
        ("mm|m", "ㅁ"),
        ("h(?=[aeiouyw])", "ㅎ"),
        ("wae", "ㅙㅞㅚ"),
        ("oe|oi|we(?!o)", "ㅚㅞㅙ"),
        ("wi", "ㅟ"),
        ("wa", "ㅘ"),
        ("weo|wo(?!o)", "ㅝ"),
        ("woo+|wu", "ㅜ"),
        ("eui|ui", "ㅢ"),
        ("ee|yi|ie(?![a-z])", "ㅣㅢ"),
        ("(?:y|i(?=[aeou]))(?:ae|ai|ay|ei|ey|e(?![ou]))", "ㅖㅒ"),
        ("(?:y|i(?=[aeou]))(?:eo|uh)", "ㅕ"),
        ("(?:y|i(?=[aeou]))(?:oo)", "ㅠ"),
        ("(?:y|i(?=[aeou]))(?:ou|eu|u)", "ㅠㅕ"),
        ("(?:y|i(?=[aeou]))o", "ㅛㅕ"),
        ("(?:y|i(?=[aeou]))ah?", "ㅑ"),
        ("ae|ai|ay|ei|ey|e(?![ou])", "ㅐㅔ"),
        ("eo", "ㅓ"),
        ("eu", "ㅡ"),
        ("oo", "ㅜ"),
        ("ou", "ㅜㅓ"),
        ("uh(?![aeiouyw])", "ㅓㅡ"),
        ("u", "ㅜㅓㅡ"),
        ("oh(?![aeiouyw])", "ㅗ"),
        ("o", "ㅗㅓ"),
        ("a", "ㅏ"),
        ("[iy]", "ㅣㅢ"),
    )
)
_FIRST = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆ ㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_LAST = " ㄱㄱㄱㄴㄴㄴㄷㄹㄱㅁㄹㄹㄹㅂㄹㅁㅂㅂㄷㄷŊㄷㄷㄱㄷㅂㄷ"
_SYLLABLES = 0xAC00
_IN_CYRILLIC = {
    frozenset(letters): frozenset(more) for letters, more in (("ㄴㄹ", "Ŋ"), ("ㅛㅕ", "ㅔㅐㅖㅓ"))
}
"""What a letter of Russian can be besides, by what that of Latin can be."""


@lru_cache(maxsize=20_000)
def of_latin(word: str) -> Letters:
    """What each sound of a word in Latin letters can be.

    >>> of_latin("ok") == (frozenset("ㅗㅓ"), frozenset("ㄱㅋㄲ"))
    True
    """
    found: list[frozenset[str]] = []
    at = 0
    while at < len(word):
        for pattern, letters in _SOUNDS:
            if match := pattern.match(word, at):
                at = match.end()
                found.append(letters)
                break
        else:
            at += 1  # a mute h, or what no Korean name has
    return tuple(found)


@lru_cache(maxsize=20_000)
def of_hangul(text: str) -> Letters:
    """The sounds of a name in Hangul, each itself alone.

    >>> of_hangul("옥") == (frozenset("ㅗ"), frozenset("ㄱ"))
    True
    """
    found = []
    for sign in unicodedata.normalize("NFC", text):
        if not "가" <= sign <= "힣":
            continue
        rest, last = divmod(ord(sign) - _SYLLABLES, len(_LAST))
        first, vowel = divmod(rest, len(_VOWELS))
        found += [each for each in (_FIRST[first], _VOWELS[vowel], _LAST[last]) if each != " "]
    return tuple(map(frozenset, found))


def of_cyrillic(word: str) -> Letters:
    """The same of a word as `scripts.korean_in_latin` spells it.

    Russian writes one letter for n and ng, and е for several vowels.

    >>> differing(("san", "uk"), of_hangul("상옥"), of_cyrillic)
    'uk'
    """
    parts = [letters for part in word.replace("ng", "n g").split() for letters in of_latin(part)]
    return tuple(letters | _IN_CYRILLIC.get(letters, frozenset()) for letters in parts)


def of_cyrillic_from_latin(word: str) -> Letters:
    """The same where ng is written as in English: Джонг."""
    return tuple(letters | _IN_CYRILLIC.get(letters, frozenset()) for letters in of_latin(word))


def differing(words: Sequence[str], own: Letters, read: Callable[[str], Letters] = of_latin) -> str | None:
    """The word that cannot stand for what it stands in the place of, None where all can.

    words: of a given name in Latin letters, as `read` reads them; own: the sounds of the right one.

    >>> differing(("sang", "wook"), of_hangul("상옥")), differing(("sang", "og"), of_hangul("상옥"))
    ('wook', None)
    """
    at = 0
    for word in words:
        for letters in read(word):
            if at == len(own) or not letters & own[at]:
                return word
            # Sokkyu is 석규: one k is the last of a syllable and the first of the next
            twice = at + 1 < len(own) and own[at] == own[at + 1] and len(words) == 1
            at += 2 if twice else 1
    return None if at == len(own) else words[-1]


def _given_names(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The words of a Korean name but for its family name, which stands first or last."""
    ends = ((words[0], words[1:]), (words[-1], words[:-1]))
    return [own for family, own in ends if sounds.is_korean_family(family)] or [words[1:]]


def other_syllable(given: Spelling, mine: Spelling, own: Iterable[Spelling]) -> str:
    """The word of a Korean name that is spelled as another syllable is than the right one.

    given: what was typed, not in Hangul; mine: the accepted spelling that it sounds like; own: all accepted
    spellings. Those in Hangul decide where there are any that sound so; else that it sounds like.
    """
    if given.hangul:
        return ""
    words = given.korean or tuple(given.latin.split())
    known = [of_hangul(each.folded[1:]) for each in own if each.hangul and len(each.words) == 1]
    known = known or _as_read(mine)
    found = [
        differing(way, each, read)
        for read in ((of_cyrillic, of_cyrillic_from_latin) if given.korean else (of_latin,))
        for way in _given_names(words)
        for each in known
    ]
    wrong = "" if None in found else next((each for each in found if each), "")
    typed = given.folded.split()
    return typed[words.index(wrong)] if wrong and len(typed) == len(words) else wrong


def other_in_hangul(given: Spelling, own: Iterable[Spelling]) -> str:
    """The first syllable of a name in Hangul that is another than in the spelling that is most like it."""
    known = [each.folded for each in own if each.hangul and len(each.folded) == len(given.folded)]
    apart = ["".join(a for a, b in zip(given.folded, each, strict=True) if a != b) for each in known]
    return min(apart, key=len, default="")[:1]


def _as_read(mine: Spelling) -> list[Letters]:
    if mine.hangul:
        return [of_hangul(mine.folded.replace(" ", "")[1:])]
    words, read = (mine.korean, of_cyrillic) if mine.korean else (tuple(mine.latin.split()), of_latin)
    return [tuple(letters for word in way for letters in read(word)) for way in _given_names(words)]
