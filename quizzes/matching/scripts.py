"""Cyrillic and Hangul in Latin letters, for names that nobody entered in these scripts.

Russian as the BGN/PCGN system of 1947 has it, without its marks; Korean as the Revised Romanization of 2000
spells each syllable by itself. `sounds` compares what comes of it, so no finer rules are needed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = {
    **dict(zip("абвгдезиклмнопрстуф", "abvgdeziklmnoprstuf", strict=True)),
    **{"ж": "zh", "й": "y", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ы": "y", "э": "e"},
    **{"č": "ch", "š": "sh", "ž": "zh", "ć": "ch", "’": "", "'": "", "ʻ": "", "ʼ": "", "`": ""},
    **{"ю": "yu", "я": "ya", "ё": "yo", "ь": "", "ъ": "", "і": "i", "ї": "yi", "є": "ye", "ґ": "g"},
}

_FIRST = "g kk n d tt r m b pp s ss  j jj ch k t p h".split(" ")
_VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
_LAST = " k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split(" ")
_SYLLABLES, _CODAS = 0xAC00, len(_LAST)


def is_cyrillic(text: str) -> bool:
    return any("\u0400" <= sign <= "\u04ff" for sign in text)


def is_hangul(text: str) -> bool:
    return any("\uac00" <= sign <= "\ud7a3" for sign in text)


@lru_cache(maxsize=50_000)
def is_latin(text: str) -> bool:
    """Whether every letter is a Latin one; a text without letters is."""
    return text.isascii() or all(
        not sign.isalpha() or unicodedata.name(sign, "").startswith("LATIN") for sign in text
    )


def romanised(text: str) -> str:
    """Cyrillic and Hangul in plain Latin letters, syllables of Hangul as words; all else as it is.

    >>> romanised("Хрущёв"), romanised("김정은")
    ('khrushchyov', 'gim jeong eun')
    """
    found: list[str] = []
    for sign in unicodedata.normalize("NFC", text.casefold()):
        if is_hangul(sign):
            found.append(f" {_syllable(ord(sign) - _SYLLABLES)} ")
        else:
            found.append(_LETTERS.get(sign, sign))
    return " ".join("".join(found).split())


_KOREAN = {
    **_LETTERS,
    **{"чх": "ch", "пх": "p", "тх": "t", "кх": "k", "чж": "j", "дж": "j", "х": "h", "ж": "j", "й": "i"},
    **{"э": "ae", "ы": "eu", "в": "w", "нъ": "ng", "е": "yo", "ше": "syo", "че": "cho", "же": "jo"},
}
"""Russian letters in Korean names, as Kontsevich writes them; many leave the points of ё out."""
_KOREAN_SIGNS = re.compile("|".join(sorted(_KOREAN, key=len, reverse=True)))


@lru_cache(maxsize=20_000)
def korean_in_latin(text: str) -> str:
    """A Korean name that is written in Cyrillic in Latin letters.

    >>> korean_in_latin("Ким Чжон Ын"), korean_in_latin("Ли Ху Рак")
    ('kim jon eun', 'li hu rak')
    """
    plain = unicodedata.normalize("NFC", text.casefold())
    return _KOREAN_SIGNS.sub(lambda found: _KOREAN[found[0]], plain)


def jamo(text: str) -> str:
    """The letters of Hangul syllables one by one; a slip of the finger is a slip in one of these."""
    return unicodedata.normalize("NFD", text)


def _syllable(number: int) -> str:
    rest, last = divmod(number, _CODAS)
    first, vowel = divmod(rest, len(_VOWELS))
    return _FIRST[first] + _VOWELS[vowel] + _LAST[last]
