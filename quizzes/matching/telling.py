"""Which slip in a family name makes another one of it.

Bolotov is as good a name as Molotov, Чернышенко as Черненко. What no name could be is a slip of the finger
whatever the letters are; what could be one is forgiven only where fingers or ears often err so.
"""

from __future__ import annotations

import re

from . import persons, sounds
from .endings import cases
from .scripts import is_cyrillic, is_latin

_VOWELS = frozenset("aeiouyаеиоуыэюя")
_SIGNS = frozenset("ьъ")
_ALIKE = frozenset(
    frozenset(pair)
    for pair in (
        *("оа еи еэ иы ея иэ оё".split()),
        *("бп вф гк дт жш зс щш щч чш гх кх".split()),
        *("oa ei iy ey eo ia ea".split()),
        *("bp vf vw gk dt zs ck kh ij yj mn".split()),
    )
)
"""Letters that are taken for each other by ear."""
_SLAVIC = re.compile(
    r"(?:[oe]v|[eo]ff|in|yn|enko|sk[iy]y?|skii|yan|dze|chuk|ch[eu]nko|"
    r"[ое]в|[иы]н|енко|ски[ий]|ян|дзе|чук|ко)$"
)
_CLUSTER = re.compile(
    "[bcdfghjklmnpqrstvwxz]{4}|[qx]|[bcdfgklmnprstvz]v$|[бгджзклмнпрстфхцчшщ]в$|[бвгджзклмнпрстфхцчшщ]{4}|([бвгджзклмнпрстфхцчшщ])\\1\\1"
)
_SPELLED_TOGETHER = re.compile("shch|sch|zh|kh|ts|ch|sh")


def may_be_name(word: str) -> bool:
    """Whether somebody could be called so: with vowels, no four consonants in a row, no v behind one."""
    plain = _SPELLED_TOGETHER.sub("s", word) if is_latin(word) else word
    return bool(_VOWELS & set(word)) and not _CLUSTER.search(plain)


def is_another_family(word: str, own: str, slips: int) -> bool:
    """Whether a family name with a slip or two may well be another one.

    >>> is_another_family("чернышенко", "черненко", 2), is_another_family("чирненко", "черненко", 1)
    (True, False)
    >>> is_another_family("bolotov", "molotov", 1), is_another_family("molotvo", "molotov", 1)
    (True, False)
    """
    if is_latin(own) and not _SLAVIC.search(own):
        return False
    if not (is_latin(own) or is_cyrillic(own)) or word == own:
        return False
    return may_be_name(word) and _likely(word, own, slips) > slips


def may_be_family(word: str, own: str) -> bool:
    """Whether a word in Cyrillic is a family name, in whatever case, or that but for likely slips."""
    return word in cases(own) or sounds.russian(word) == sounds.russian(own) or _likely(word, own, 2) <= 2


def _likely(word: str, own: str, most: int) -> int:
    """Slips that fingers and ears make, counted up to `most` + 1: no syllable more or less among them."""
    beyond = most + 1
    rows = [[0, *[beyond] * len(own)]]
    for i in range(len(word) + 1):
        row = rows[0] if not i else [beyond] * (len(own) + 1)
        if i:
            rows.append(row)
        for j in range(len(own) + 1):
            ways = [row[j]]
            if i and j:
                ways.append(rows[i - 1][j - 1] + _changed(word[i - 1], own[j - 1], beyond, first=j == 1))
            if i:
                ways.append(rows[i - 1][j] + _added(word, i - 1, beyond))
            if j:
                ways.append(row[j - 1] + _left_out(own, j - 1, beyond))
            if i > 1 and j > 1 and word[i - 1] == own[j - 2] and word[i - 2] == own[j - 1]:
                ways.append(rows[i - 2][j - 2] + 1)
            row[j] = min(min(ways), beyond)
    return rows[-1][-1]


def _changed(typed: str, own: str, beyond: int, *, first: bool) -> int:
    if typed == own:
        return 0
    by_finger = persons.is_next_key(typed, own) and (typed not in _VOWELS or own in _VOWELS)
    return 1 if by_finger or (frozenset((typed, own)) in _ALIKE and not first) else beyond


def _added(word: str, at: int, beyond: int) -> int:
    """What a letter costs that is typed besides: it is doubled, or lies beside its neighbour on the keys."""
    sign = word[at]
    beside = [word[each] for each in (at - 1, at + 1) if 0 <= each < len(word)]
    doubled = sign in beside
    # two slips may well be another ending: Medvedkov
    alone = beyond == 2 and sign not in _VOWELS
    slipped = alone and any(persons.is_next_key(sign, each) for each in beside)
    return 1 if doubled or sign in _SIGNS or slipped else beyond


def _left_out(own: str, at: int, beyond: int) -> int:
    """What a letter costs that was left out: no vowel, but for one of two of a kind, and not the first."""
    doubled = own[at] in (own[at - 1 : at], own[at + 1 : at + 2])
    return 1 if at and (doubled or own[at] not in _VOWELS) else beyond
