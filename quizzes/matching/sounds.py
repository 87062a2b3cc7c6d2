"""One sound in many letters: Khrushchev and Chruschtschow, Kim Yong-nam and Kim Young-nam.

A name of another script is written in Latin letters as each country's, or each person's, habit is. These keys
are what such spellings share. Two names of one key are not proved to be one: `names` takes them for one only
where nobody else is as near.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import product

_EUROPEAN = [
    (re.compile(pattern), letters)
    for pattern, letters in (
        # one letter of Russian, Щ, in English, German, French, Polish and the rest; then Ч; then Ш and Ж
        ("schtsch|shtsch|shtch|chtch|chtsch|shch|schch|szcz|stsch|sjtj|sjtsj|(?<!t)sch(?=[eo][vwf]$)", "S"),
        ("tsch|tch|tsj|tš|cz|tj|č", "C"),
        ("zh|sch|sh|sj|sz|ž|š", "S"),
        ("th", "t"),
        ("ph", "f"),
        ("kh|ck|q", "K"),
        ("ch", "C"),
        ("x", "Ks"),
        ("tz|ts|c(?=[eiy])|z|(?<=d)s", "Z"),
        ("[ckh]", "K"),
        ("ff|w|f$", "v"),
        ("ou|oo", "u"),
        ("iy|ii|ij|yj|yy|yi", "i"),
        # the glide of ya, yu, ye, yo, however it is written
        ("[iyj](?=[aeou])", ""),
        ("[yj]", "i"),
        ("(?<=[SC])o", "e"),
        ("ander$", "andr"),
        (r"([^aeiou])e$", r"\1"),
        (r"(.)\1+", r"\1"),
    )
]

_KOREAN = [
    (re.compile(pattern), letters)
    for pattern, letters in (
        ("ng", "Q"),
        ("chzh|dzh|tch|tsj|dj|dz|tz|zh|ch|j", "J"),
        ("ck|kk|gg|kh|[kgqcx]", "K"),
        ("th|tt|[td]", "T"),
        ("ph|pp|[pbf]", "P"),
        ("ss|sh|s", "S"),
        ("rr|ll|[rl]", "R"),
        ("h(?![aeiouyw])", ""),
        ("eui|ui|wi|ee|yi|ie$", "i"),
        ("(?:y|i(?=[aeou]))(?:eo|eu|ou|oo|o|u)", "Yo"),
        ("(?:y|i(?=[aeou]))(?:ae|ai|ay|ei|ey|e)", "Ye"),
        ("(?:y|i(?=[aeou]))a", "Ya"),
        ("wae|oe|we|ae|ai|ay|ei|ey|e(?![ou])", "E"),
        ("w(?:o+|u)|eo|eu|ou|oo|[ou]|w(?=[^a])", "o"),
        ("y", "i"),
        (r"(.)\1+", r"\1"),
    )
]

_FAMILIES = {
    spelling: family.partition(" ")[0]
    for family in (
        "kim gim ghim",
        "lee li yi rhee ri rhie rhi yee",
        "park pak bak bahk",
        "choi choe tsoi choy chwe chwyo",
        "jung chung jeong chong cheong joung",
        "kang gang",
        "cho jo joe",
        "yoon yun youn",
        "jang chang",
        "lim im rim yim",
        "han hahn",
        "oh o",
        "seo suh so",
        "shin sin",
        "kwon gwon kweon",
        "hwang whang",
        "ahn an",
        "song",
        "hong",
        "yoo yu ryu you ryoo",
        "ko go koh",
        "moon mun",
        "yang ryang",
        "son sohn",
        "bae pae bai",
        "paek baek paik baik",
        "heo huh hur ho",
        "nam",
        "shim sim",
        "roh noh no ro rho",
        "ha hah",
        "kwak gwak",
        "sung seong",
        "cha",
        "joo ju chu",
        "woo wu u",
        "koo ku gu goo",
        "min",
        "jin chin",
        "na ra nah rah",
        "um eom",
        "byeon pyon pyun byun byon",
        "yon yeon yeun",
        "won",
        "bang pang",
        "kong gong",
        "hyon hyun hyeon",
        "ham",
        "yom yeom ryom",
        "thae tae",
        "hwang",
        "pyo",
        "ok ock",
        "kil gil",
        "chon jeon chun jun",
        "tak",
    )
    for spelling in family.split()
}
"""The commonest Korean family names, each in the spellings it has in Latin letters."""

_BONES = [
    (re.compile(pattern), letters)
    for pattern, letters in (
        ("ght", "t"),
        ("ph", "f"),
        ("x", "ks"),
        ("shch|tsch|dzh|tch|sch|sh|ch|zh|ts|[szj]", "S"),
        ("th|[td]", "T"),
        ("kh|ck|[kgqc]", "K"),
        ("[bpvf]", "P"),
        ("[lr]", "R"),
        ("[aeiouywh]", ""),
        (r"(.)\1+", r"\1"),
    )
]
MOST_WAYS = 16
_CYRILLIC = [
    (re.compile(pattern), letters)
    for pattern, letters in (
        ("[ьъ]", ""),
        ("э", "е"),
        ("ы", "и"),
        ("щ", "ш"),
        ("(?<=[жшчц])о", "е"),
        ("в$", "ф"),
        (r"(.)\1+", r"\1"),
    )
]
"""What sounds alike in Russian itself, where no letter stands for two sounds of another script."""


@lru_cache(maxsize=20_000)
def european(word: str) -> frozenset[str]:
    """How a word in Latin letters may sound; more than one where its letters are read in two ways.

    >>> european("khrushchev") & european("chruschtschow") == european("khrushchev")
    True
    """
    ways = [""]
    for part in re.split("((?<![ts])(?<!sh)ch(?!tsch|tch)|(?<![st])j)", word):
        read = ("ch", "kh", "sh") if part == "ch" else ("y", "zh") if part == "j" else (part,)
        ways = ["".join(pair) for pair in product(ways, read)][:MOST_WAYS]
    return frozenset(_rewritten(way, _EUROPEAN) for way in ways)


@lru_cache(maxsize=20_000)
def russian(word: str) -> str:
    """How a folded word in Cyrillic sounds.

    >>> russian("хрущев") == russian("хрушов"), russian("мао") == russian("мяо")
    (True, False)
    """
    return _rewritten(word, _CYRILLIC)


@lru_cache(maxsize=20_000)
def korean(words: tuple[str, ...]) -> frozenset[str]:
    """How the words of a Korean name sound, its family name first or last; none where it has none.

    >>> korean(("kim", "yong", "nam")) == korean(("young", "nam", "kim"))
    True
    """
    if not 2 <= len(words) <= 4:
        return frozenset()
    found = set()
    for family, own in ((words[0], words[1:]), (words[-1], words[:-1])):
        sound = "".join(_rewritten(word, _KOREAN) for word in own)
        if is_korean_family(family) and 2 <= len("".join(own)) <= 12 and len(own) < 3:
            found.add(f"{_FAMILIES[family]} {sound}")
    # the first word is the family name where it can be: Nam Il is no Il of the family Nam
    return frozenset(found)


def korean_in_cyrillic(words: tuple[str, ...]) -> frozenset[str]:
    """The same where it stood in Cyrillic, which writes one letter for n and ng."""
    family = words[0] if words[0] in _FAMILIES else f"{words[0]}g"
    return unmarked(korean((family, *words[1:])))


def unmarked(keys: frozenset[str]) -> frozenset[str]:
    """Keys of sounds without the difference between n and ng."""
    return frozenset(key.replace("Q", "n") for key in keys)


_FIRST_LETTERS = {
    letter: "".join(group) for group in ("ckqhxg", "ijyeu", "vwfpb", "sczt", "dtj") for letter in group
}
"""First letters that one sound can have."""


def begin_alike(one: str, other: str) -> bool:
    return one[0] in _FIRST_LETTERS.get(other[0], other[0])


def is_korean_family(word: str) -> bool:
    return word in _FAMILIES


@lru_cache(maxsize=20_000)
def bones(word: str) -> str:
    """The consonants that are left of a word in whatever script: Carter and Картер."""
    return _rewritten(word, _BONES)


def _rewritten(word: str, rules: Sequence[tuple[re.Pattern[str], str]]) -> str:
    for pattern, letters in rules:
        word = pattern.sub(letters, word)
    return word
