"""What Korean and Russian put at the end of a name in a sentence: 김정은이, 평양에서, Брежневым, России."""

from __future__ import annotations

import re
from functools import lru_cache

from .places import is_place
from .scripts import is_cyrillic, is_hangul, jamo
from .spelling import Spelling

_ANYWHERE = "에서는 에서의 에게서 에게는 에서 에게 에는 한테 께서는 께서 에 의 입니다 부터 까지".split()
_AFTER_CONSONANTS = (
    "으로부터 이었습니다 이었다 이에요 이라고 이라는 으로 이랑 과의 이다 이요 이 은 을 과".split()
)
_AFTER_VOWELS = "로부터 였습니다 였다 예요 라고 라는 와의 로 랑 가 는 를 와".split()
_LEAST = 2
"""Syllables that a name has at least."""
_AMBIGUOUS = 3
"""Syllables of most Korean names: 남일이 may be Nam Il, or somebody called so."""
_LONG_FAMILIES = ("남궁", "황보", "선우", "제갈", "독고", "사공", "서문", "동방")
_FAMILIES = frozenset(
    "김이박최정강조윤장임한오서신권황안송유홍전고문손양배백허남심노하곽성차주우구나민진류라연원방공현함변염여추도소석선설"
    "마길표명기반왕금옥육인맹제모탁국어은편용예경봉사부가복태목형피두감음빈리로림량려녀랑뢰"
)
"""Korean family names of one syllable."""
_CODA = re.compile("[\u11a8-\u11c2]$")
_RIEUL = "\u11af"


def without_particle(text: str) -> str:
    """A name in Hangul without the particle behind it; empty where there is none that can stand there.

    >>> [without_particle(text) for text in ("김정은이", "북한은", "김가은", "박이")]
    ['김정은', '북한', '', '']
    """
    *before, last = text.split() or [""]
    if not is_hangul(last[-1:]) or is_place("".join(text.split())):
        return ""
    found = {last.removesuffix(each) for each in _ANYWHERE if last.endswith(each)}
    for each in _AFTER_CONSONANTS:
        if last.endswith(each) and _CODA.search(jamo(last.removesuffix(each))):
            found.add(last.removesuffix(each))
    for each in _AFTER_VOWELS:
        bare = last.removesuffix(each)
        closed = _CODA.search(jamo(bare))
        if last.endswith(each) and (not closed or (each == "로" and closed[0] == _RIEUL)):
            found.add(bare)
    bare = min(found, key=len, default="")
    return " ".join((*before, bare)) if len(bare) >= _LEAST and is_hangul(bare[-1:]) else ""


def may_be_name(text: str) -> bool:
    """Whether what seems to be a Korean name with a particle may as well be a whole name."""
    words = text.split()
    short = len(text) <= _AMBIGUOUS and text[:1] in _FAMILIES
    return len(words) == 1 and (short or text.startswith(_LONG_FAMILIES))


# Russian, folded: й is и, and ё is е

_CASES = (
    (re.compile("(?<=[сц]к)ии$"), "ого ому им ом"),
    (re.compile("ыи$"), "ого ому ым ом"),
    (re.compile("ои$"), "ого ому ым ом"),
    (re.compile("ии$"), "ия ию ием ии его ему им ем"),
    (re.compile("(?<=[аеуюэ])и$"), "я ю ем е"),
    (re.compile("ая$"), "ои ую ою"),
    (re.compile("яя$"), "еи юю ею"),
    (re.compile("ия$"), "ии ию иеи"),
    (re.compile("я$"), "и е ю еи"),
    (re.compile("(?<=[гкхжшщч])а$"), "и е у ои ою еи"),
    (re.compile("а$"), "ы е у ои ою"),
    (re.compile("ое$"), "ого ому ым ом"),
    (re.compile("ее$"), "его ему им ем"),
    (re.compile("(?<=ств)о$"), "а у ом е"),
    (re.compile("ые$"), "ых ым ыми"),
    (re.compile("ие$"), "их им ими ия ию ием ии"),
    (re.compile("ы$"), "ов ам ами ах"),
    (re.compile("ь$"), "я ю ем е и ью"),
    (re.compile("(?<=[ое]в|[иы]н)$"), "а у ым ом е"),
    (re.compile("(?<=[бвгджзклмнпрстфхцчшщ])$"), "а у ом ем е"),
)


@lru_cache(maxsize=20_000)
def cases(word: str) -> frozenset[str]:
    """The other cases of a folded Russian word.

    >>> sorted(cases("сталин")), sorted(cases("россия"))
    (['сталина', 'сталине', 'сталином', 'сталину', 'сталиным'], ['россиеи', 'россии', 'россию'])
    """
    if len(word) < 3 or not is_cyrillic(word):
        return frozenset()
    for ending, others in _CASES:
        if ending.search(word):
            stem = ending.sub("", word)
            return frozenset(stem + other for other in others.split())
    return frozenset()


def is_declined(given: Spelling, own: Spelling, *, person: bool, family_first: bool = False) -> bool:
    """Whether it is a name in another case: Сталиным, Никите Хрущёву, Ким Ир Сену.

    person: of a name whose family name with an а behind it may be that of a wife or daughter; family_first:
    of one that is declined at its end alone.
    """
    if len(given.words) != len(own.words) or not is_cyrillic(given.folded):
        return False
    changed = []
    for at, (word, name) in enumerate(zip(given.words, own.words, strict=True)):
        if word == name:
            continue
        if name in own.acronyms or word not in cases(name) or (family_first and at < len(own.words) - 1):
            return False
        changed.append((word, name))
    long = family_first and len(own.words) > 2
    if person and not long and len(changed) == 1 and changed[0][0] == f"{changed[0][1]}а":
        return False
    return bool(changed)
