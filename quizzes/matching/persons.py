"""Names of persons: what comes first, what may be left out, and what stands for the whole."""

from __future__ import annotations

import re
from functools import lru_cache

from history.spelling import distance

from . import sounds
from .scripts import is_cyrillic, is_hangul, is_latin, korean_in_latin, romanised
from .words import CHINESE, GIVEN, HONORIFICS, OPPOSED, PALLADIUS, RANKS

_FATHERS = re.compile(r"(?:[aeiy]|l)?(?:vich|wich|vic|witsch|vna|wna)$|(?:вич|вна|ична)$|ич$")
_TWO_LETTERS = frozenset("al bo ed jo ty an ян ия ли ев ян".split())
"""Given names of two letters."""
_VOWEL = re.compile("[aeiouаеиоуыэюя]")
_INITIALS = frozenset("ya yu ye zh sh ch kh ts".split())
_ALIKE = ("ij", "jy", "vw", "ck", "ey")
_SYLLABLE = (
    "(?:kk|gg|tt|pp|ss|jj|ch|sh|dz|dj|[kgntdrlmpbsjchy])?y?w?"
    "(?:ae|eo|eu|ee|oo|ou|ui|oe|ai|[aeiou])h?(?:ng|ck|[kgntrlmpb])?"
)
_ONE, _TWO = re.compile(_SYLLABLE), re.compile(f"{_SYLLABLE}(?:{_SYLLABLE})?")
_LATIN_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_RUSSIAN_KEYS = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю")
_NEXT = frozenset(
    frozenset((one, other))
    for rows in (_LATIN_KEYS, _RUSSIAN_KEYS)
    for row, keys in enumerate(rows)
    for at, one in enumerate(keys)
    for other in (
        *keys[at + 1 : at + 2],
        *("".join(rows[row + 1 : row + 2])[max(0, at - 1) : at + 1]),
    )
)


@lru_cache(maxsize=50_000)
def is_korean(words: tuple[str, ...]) -> bool:
    """Whether it is spelled as a Korean name: a family name and one or two syllables."""
    if len(words) not in (2, 3):
        return False
    if not all(map(str.isascii, words)):
        words = tuple(map(korean_in_latin, words))
        # Хван: one letter stands for n and ng
        if not sounds.is_korean_family(words[0]):
            words = (f"{words[0]}g", *words[1:])
        if not all(map(str.isascii, words)) or not sounds.is_korean_family(words[0]):
            return False
    first, *_, last = words
    if len(words) == 2 and first in CHINESE and not sounds.is_korean_family(first):
        # Wang Yi is nobody of the family Yi
        return False
    return any(
        sounds.is_korean_family(family)
        and all((_TWO if len(own) == 1 else _ONE).fullmatch(word) for word in own)
        and all(len(word) < 8 for word in own)
        # Choi Ho-joong is no Ho
        and not GIVEN & {word for word in own if len(own) == 1 or len(word) > 2}
        for family, own in ((first, words[1:]), (last, words[:-1]))
    )


def is_no_slip(given: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Whether one Korean name differs from another as a name does, not as a slip of the finger.

    In Korean names every syllable tells: Kim Jong-nam is Kim Yong-nam's slip as little as Jim is Tim's. What
    makes no syllable is a slip all the same.
    """
    family = sounds.is_korean_family
    return is_korean(given) and is_korean(name) and family(given[0]) == family(name[0])


def may_be_slip(given: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Whether one Korean name could yet be another with one letter left out, added or swapped, or the next
    key for one: of such nobody can tell."""
    one, other = "".join(given), "".join(name)
    if distance(one, other, most=1) > 1:
        return False
    return len(one) != len(other) or sorted(one) == sorted(other) or is_next_key(one, other)


def is_next_key(one: str, other: str) -> bool:
    """Whether one letter alone differs, and lies beside the right one on the keyboard."""
    pairs = [frozenset((a, b)) for a, b in zip(one, other, strict=False) if a != b]
    return len(one) == len(other) and len(pairs) == 1 and pairs[0] in _NEXT


def is_given(word: str) -> bool:
    """Whether it is a given name that many bear, in whatever letters."""
    if word in GIVEN:
        return True
    latin = romanised(word).replace(" ", "") if is_cyrillic(word) or is_hangul(word) else word
    return len(latin) > 4 and latin.isascii() and bool(sounds.european(latin) & _given_sounds())


@lru_cache(maxsize=1)
def _given_sounds() -> frozenset[str]:
    return frozenset(sound for name in GIVEN if len(name) > 4 for sound in sounds.european(name))


def is_rank(word: str) -> bool:
    return word in RANKS or word in HONORIFICS


def has_family_first(words: tuple[str, ...]) -> bool:
    """Whether it is spelled as a Chinese name, whose family name stands first, or as a Korean one."""
    chinese = len(words) in (2, 3) and words[0] in CHINESE | PALLADIUS and not any(map(is_given, words))
    return chinese or is_korean(words)


def is_chinese_family(word: str) -> bool:
    return word in CHINESE | PALLADIUS


def is_short_chinese(words: tuple[str, ...]) -> bool:
    """Whether it is spelled as a Chinese name with a given name of a letter or two, each of which tells."""
    return len(words) == 2 and len(words[1]) < 3 and has_family_first(words) and not is_korean(words)


@lru_cache(maxsize=50_000)
def families(words: tuple[str, ...]) -> frozenset[str]:
    """The words that may be somebody's family name; none of a name of one word."""
    if len(words) < 2:
        return frozenset()
    if len(words) <= 3 and is_latin("".join(words)):
        ends = [word for word in (words[0], words[-1]) if sounds.is_korean_family(word)]
        if ends and is_korean(words):
            return frozenset(ends[:1])
    if has_family_first(words):
        return frozenset(words[:1])
    # no list has all given names in Cyrillic and Hangul, where they stand first
    sides = (words[0], words[-1]) if is_latin("".join(words)) else words[-1:]
    return frozenset(
        word
        for word in sides
        if not is_given(word) and len(word) > 1 and word not in ("junior", "senior") and not is_rank(word)
    )


def is_turned(given: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """The same name with its family name at the other end, or with a father's or middle name more or less."""
    joined, whole = "".join(name), "".join(given)
    if len(whole) == len(joined) and len(given) > 1:
        turns = ((*given[1:], given[0]), (given[-1], *given[:-1]))
        if any("".join(turn) == joined for turn in turns):
            return True
    return _without_middle(given, name) or _without_middle(name, given)


def _without_middle(fuller: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    """Whether one is the other with a name in the middle, or behind a given name."""
    if len(fuller) != 3 or len(shorter) != 2 or OPPOSED & set(fuller):
        return False
    if is_korean(fuller):
        return False
    first, middle, last = fuller
    if shorter in ((first, last), (last, first)):
        return len(first) > 1 and (len(middle) not in (2, 3) or bool(_FATHERS.search(middle)))
    return bool(_FATHERS.search(last)) and shorter in ((first, middle), (middle, first))


def without_father(words: tuple[str, ...]) -> tuple[str, ...]:
    """A name in Latin letters without what it has of a Russian father's."""
    return tuple(word for at, word in enumerate(words) if not at or not _FATHERS.search(word))


def has_initials(given: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Initials and a family name: “J. V. Stalin”, “Khrushchev N.”, “Kim J. U.”; either side may have them."""
    chinese = has_family_first(name)
    if is_korean(given) and all(len(word) > 1 for word in given):
        # Yi Su Song is no S. U. Song
        return False
    for family in families(name) or frozenset({name[-1]}):
        if family not in (given[0], given[-1]) or len(given) < 2 or len(family) < 2:
            continue
        own, others = _rest(given, family), _rest(name, family)
        if is_korean(name):
            # each syllable of a Korean name is short, and half of it is no initial of the rest
            ways = [own] if all(len(word) == 1 for word in own) and len(own) == len(others) else []
        else:
            # J.V. without spaces; Peng De is half of a name, and no D. E.
            run = [word for word in own if _is_run(word) and not (chinese and _VOWEL.search(word))]
            ways = [own, tuple(letter for word in own for letter in (word if word in run else (word,)))]
        for way in ways:
            if any(map(_is_initial, way)) and _agree(way, others, strictly=is_korean(name)):
                return True
    return False


def _is_run(word: str) -> bool:
    """Whether it may be initials without a space: JV, but no Jan and no Ян."""
    if is_hangul(word) or word in _TWO_LETTERS:
        return False
    return len(word) == 2 or (len(word) == 3 and not _VOWEL.search(word))


def _rest(words: tuple[str, ...], family: str) -> tuple[str, ...]:
    return words[:-1] if words[-1] == family else words[1:]


def _agree(one: tuple[str, ...], other: tuple[str, ...], *, strictly: bool) -> bool:
    """Whether two rows of given names and initials can be one person's, the shorter being left unfinished.

    In a Korean name every syllable counts, and each letter is itself.
    """
    if strictly and len(one) > len(other):
        return False
    pairs = list(zip(one, other, strict=False))
    return bool(pairs) and all(a == b or _begins_alike(a, b, strictly=strictly) for a, b in pairs)


def _begins_alike(one: str, other: str, *, strictly: bool) -> bool:
    if not (_is_initial(one) or _is_initial(other)):
        return False
    if one[0] == other[0]:
        return len(one) == 1 or len(other) == 1 or one.startswith(other) or other.startswith(one)
    return not strictly and any(one[0] in group and other[0] in group for group in _ALIKE)


def _is_initial(word: str) -> bool:
    return len(word) == 1 or word in _INITIALS


def initials(words: tuple[str, ...]) -> list[str]:
    return [word for word in words if len(word) == 1]


def shorter(words: tuple[str, ...]) -> tuple[str, ...]:
    """A name of three words without the one in the middle, where it can go without; else nothing."""
    if len(words) != 3 or is_korean(words) or OPPOSED & set(words) or len(words[1]) in (2, 3):
        return ()
    return (words[0], words[2]) if len(words[0]) > 2 and words[0].isalpha() else ()


def given_agrees(words: tuple[str, ...], name: tuple[str, ...], *, hangul: bool) -> bool:
    """Whether given names in Latin letters, once of another script, or initials are those of a whole name."""
    rest = [word for word in words if not _FATHERS.search(word)]
    if not rest or len(name) < 2:
        return False
    first, own = rest[0], name[0]
    if _is_initial(own) and not _is_initial(first):
        return False
    if _is_initial(first):
        return first[0] == own[0] or any(first[0] in group and own[0] in group for group in _ALIKE)
    if hangul and not sounds.begin_alike(first, own):
        return False
    return bool(sounds.european(first) & sounds.european(own)) or shares_bones(first, own, hangul=hangul)


def shares_bones(one: str, other: str, *, hangul: bool = False) -> bool:
    """Whether two words have the same consonants; but for Hangul, l is not r, nor d t."""
    one, other = one.replace("dzh", "j"), other.replace("dzh", "j")
    if not hangul:
        return _has_bones_of(one, other, "tdlr")
    one, other = one.replace("kh", "h"), other.replace("kh", "h")
    # Leonid ends in a t
    return any(_has_bones_of(one, each, "td") for each in (other, re.sub("d$", "t", other)))


def _has_bones_of(one: str, other: str, told: str) -> bool:
    return sounds.bones(one) == sounds.bones(other) != "" and _only(told, one) == _only(told, other)


def _only(letters: str, word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", "".join(sign for sign in word if sign in letters))


def is_feminine(given: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Whether it ends as the name of a wife or daughter does: Gorbachyova, in Latin letters."""
    if not given or not name or given[-1][-1] != "a":
        return False
    stem = given[-1].removesuffix("aya").removesuffix("a")
    return stem[-1:] in ("v", "n", "k") and any(
        sounds.european(stem) & (sounds.european(word) | sounds.european(word.rstrip("iy")))
        for word in name
        if word[-1] != "a"
    )


def is_small_slip(one: str, other: str) -> bool:
    """What of short names alone is a slip: neighbours swapped, a letter doubled or not, or the next key."""
    if sorted(one) == sorted(other) or is_next_key(one, other):
        return True
    short, long = sorted((one, other), key=len)
    doubled = [at for at in range(1, len(long)) if long[at] == long[at - 1]]
    return len(long) == len(short) + 1 and any(long[:at] + long[at + 1 :] == short for at in doubled)


def is_family(given: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """The family name alone."""
    return len(given) == 1 and given[0] in families(name)
