"""A typed name as it stands, and with less and less of what stands about it."""

from __future__ import annotations

import re

from history.names import fold

from .endings import cases, may_be_name, without_particle
from .scripts import is_cyrillic, is_hangul
from .words import ARTICLES, BEFORE_RANKS, HONORIFICS, OFFICES, OPPOSED, RANKS, SMALL

_POSSESSIVE = re.compile(r"(?<=\w)(?:['’`´](?:s|S)?|(?<=[sS])['’`´])\s*$")
_BRACKET = re.compile(r"\s*\(([^)]*)\)\s*$")
_INITIALS = re.compile(r"\b[A-ZА-ЯЁ]\.(?=[A-ZА-ЯЁ]\.)")
_RANKS = RANKS | frozenset(case for word in RANKS for case in cases(word))
"""Ranks, in Russian in all cases: президентом Путиным."""
_RUSSIAN_PLACE = re.compile(r"^(?:(?:в|во|на)\s+)?(?:(?:город|городе|остров|острове|г\.)\s+)?", re.IGNORECASE)
_KOREAN_PLACE = re.compile("(?:특별시|광역시|직할시|시|섬|항)?(?:에서|에)?$")
_PLACE = re.compile(r"^(?:the\s+)?(?:city|town|village|capital|port)\s+of\s+|\s+city$", re.IGNORECASE)


def readings(text: str, kind: str = "") -> list[str]:
    """A typed name, first as it stands, then without an 's, what follows a comma, and a title before it.

    What follows a comma after a person's name is dropped only where it tells a rank or is no name: “Ivanov,
    Sergei” is Sergei Ivanov.
    """
    single = _POSSESSIVE.sub("", text)
    before, _, behind = single.partition(",")
    if kind in ("person", "place") and not behind and (bracket := _BRACKET.search(single)):
        before, behind = single[: bracket.start()], bracket[1]
    opposed = kind != "place" and OPPOSED & set(fold(behind).split())
    keeps = opposed or (kind == "person" and not _is_remark(behind))
    before = single if keeps else _POSSESSIVE.sub("", before)
    found = [text, single, before, without_title(before, kind)]
    bare = without_particle(before)
    if bare and not with_doubtful_particle(before, kind):
        found += [bare, without_title(bare, kind)]
    if kind == "person" and _INITIALS.search(before):
        found.append(_INITIALS.sub(r"\g<0> ", before))
    if kind == "place":
        found.append(_PLACE.sub("", before))
        found += _places(before)
    return list(dict.fromkeys(reading for reading in found if fold(reading))) or [text]


def with_doubtful_particle(text: str, kind: str = "") -> list[str]:
    """What is left of a person's name whose last syllable may be a particle or its own; else nothing."""
    if kind not in ("", "person") or not may_be_name(text):
        return []
    return [bare] if (bare := without_particle(text)) else []


def _places(text: str) -> list[str]:
    """A place in Russian or Korean without what is said of it: в Москве, город Москва, 서울시."""
    words = _RUSSIAN_PLACE.sub("", text).split()
    if len(words) == 1 and is_hangul(words[0]):
        bare = _KOREAN_PLACE.sub("", words[0])
        return [bare] if len(bare) > 1 else []
    plain = " ".join(words)
    if words and is_cyrillic(plain) and plain.endswith("е") and len(plain) > 3:
        return [plain, f"{plain[:-1]}а", plain[:-1]]
    return [plain]


def said_twice(text: str) -> list[str]:
    """A name and what stands in brackets behind it, which may be the same: North Korea (DPRK)."""
    found = _BRACKET.search(text)
    parts = [text[: found.start()], found[1]] if found else []
    return parts if all(map(fold, parts)) else []


def core(text: str, kind: str = "") -> str:
    """A typed name with nothing about it."""
    return readings(text, kind)[-1]


def without_title(text: str, kind: str) -> str:
    """Without an article; before a person's name, or where it may be one, without ranks."""
    words = text.split()
    person = kind in ("", "person")
    # A. Dulles is no Dulles with an article
    while len(words) > 1 and (words[0].lower() in ARTICLES or (person and _is_title(words))):
        words = words[1:]
    while 1 < len(words) < len(text.split()) and fold(words[0]) in OFFICES:
        # Президент России Путин
        words = words[1:]
    if len(words) > 2 and fold(words[0]) == "of" and len(words) < len(text.split()):
        # Secretary of State Byrnes
        words = words[2:]
    if person and is_hangul(text):
        return _without_honorific(words)
    return " ".join(words)


def _is_title(words: list[str]) -> bool:
    first, second = fold(words[0]), fold(words[1])
    return set(first.split()) <= _RANKS or (first in BEFORE_RANKS and second in _RANKS | BEFORE_RANKS)


def _without_honorific(words: list[str]) -> str:
    name = [word for word in words if word not in HONORIFICS]
    if name and len(name) < len(words):
        # 푸틴 러시아 대통령
        return " ".join([word for word in name if word not in OFFICES] or name)
    *before, last = words
    # 김일성씨, but no 김씨; 주석님 is two
    for _ in range(2):
        endings = (
            each for each in HONORIFICS if len(last) > len(each) + (len(each) == 1) and last.endswith(each)
        )
        last = last.removesuffix(next(endings, ""))
    return " ".join([*before, last])


def _is_remark(behind: str) -> bool:
    """Whether it says something of a person instead of naming one: “president of Russia”, “the leader”."""
    words = fold(behind).split()
    return not words or words[0] in SMALL or bool(RANKS & set(words)) or behind.strip()[:1].isdigit()
