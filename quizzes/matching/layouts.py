"""What a text would be on another keyboard: cnfkby is Сталин, rlawjddms 김정은, and Ыефдшт Stalin."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from .scripts import is_cyrillic, is_hangul, jamo

_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбюё"
_TO_RUSSIAN = str.maketrans(_LATIN, _RUSSIAN)
_FROM_RUSSIAN = str.maketrans(_RUSSIAN, _LATIN)

_FIRST = dict(zip("r R s e E f a q Q t T d w W c z x v g".split(), range(0x1100, 0x1113), strict=True))
_VOWELS = dict(
    zip("k o i O j p u P h hk ho hl y n nj np nl b m ml l".split(), range(0x1161, 0x1176), strict=True)
)
_LAST = dict(
    zip(
        "r R rt s sw sg e f fr fa fq ft fx fv fg a q qt t T d w c z x v g".split(),
        range(0x11A8, 0x11C3),
        strict=True,
    )
)
"""The two-set keyboard of Korea: initials, vowels and finals, in the order of Unicode."""
_KEYS = {chr(code): keys for table in (_FIRST, _VOWELS, _LAST) for keys, code in table.items()}


def in_other_layouts(text: str) -> Iterator[str]:
    """A text as its keys would have spelled it on the keyboards of the other two languages.

    >>> list(in_other_layouts("cnfkby"))[0], list(in_other_layouts("rlawjddms"))[1]
    ('сталин', '김정은')
    >>> next(in_other_layouts("Ыефдшт"))
    'stalin'
    """
    plain = text.strip()
    if is_hangul(plain) or any("ㄱ" <= sign <= "ㅣ" for sign in plain):
        latin = "".join(_KEYS.get(sign, sign) for sign in jamo(unicodedata.normalize("NFKD", plain)))
        yield latin.lower()
        yield latin.lower().translate(_TO_RUSSIAN)
    elif is_cyrillic(plain):
        latin = plain.lower().translate(_FROM_RUSSIAN)
        yield latin
        yield _in_hangul(latin)
    elif plain.isascii():
        yield plain.lower().translate(_TO_RUSSIAN)
        yield _in_hangul(plain)


def _in_hangul(keys: str) -> str:
    """Keys of the two-set keyboard as syllables; a key that is none stays as it is."""
    found, at = "", 0
    while at < len(keys):
        first = keys[at] if keys[at] in _FIRST else keys[at].lower()
        size = next((size for size in (2, 1) if keys[at + 1 : at + 1 + size] in _VOWELS), 0)
        if first not in _FIRST or not size:
            found, at = found + keys[at], at + 1
            continue
        found += chr(_FIRST[first]) + chr(_VOWELS[keys[at + 1 : at + 1 + size]])
        at += 1 + size
        for size in (2, 1):
            last, behind = keys[at : at + size], keys[at + size : at + size + 1]
            # a consonant before a vowel begins the next syllable
            if last in _LAST and len(last) == size and behind not in _VOWELS:
                found, at = found + chr(_LAST[last]), at + size
                break
    return unicodedata.normalize("NFC", found)
