"""What is said behind a place: the state or place in which it lies, or one in which it does not."""

from __future__ import annotations

import re
from collections.abc import Iterable

from history.exonyms import in_english
from history.names import fold

from .alike import Name, is_written
from .fit import Fit, KnownName, Match
from .places import is_place, lies_in
from .spelling import Spelling

_BEHIND = re.compile(r",\s*(?P<comma>.+)$|\((?P<bracket>[^)]*)\)\s*$")
_SAME_LAND = (
    frozenset("russia|russian federation|ussr|soviet union|russian empire|rsfsr|ukraine|soviet".split("|")),
    frozenset({"korea", "korean empire", "korean peninsula"}),
    frozenset("china|people s republic of china|prc|manchuria|manchukuo|chinese empire".split("|")),
    frozenset("germany|east germany|west germany|german democratic republic|prussia".split("|")),
    frozenset("japan|empire of japan|japanese empire".split("|")),
)
"""States that held the same land at different times."""
_KOREAS = frozenset({"north korea", "south korea"})
_AMERICAN = frozenset(
    (
        "alabama|alaska|arizona|arkansas|colorado|connecticut|delaware|florida|georgia|hawaii|idaho|illinois|"
        "indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|"
        "missouri|montana|nebraska|nevada|ohio|oklahoma|oregon|pennsylvania|tennessee|texas|utah|vermont|"
        "virginia|wisconsin|wyoming|washington state|state"
    ).split("|")
)
"""States of the United States that lend their name to no city here, but have cities named after others."""


def said_behind(text: str) -> str:
    """What follows a comma, or stands in brackets at the end."""
    found = _BEHIND.search(text)
    return (found["comma"] or found["bracket"] or "").strip(" .()") if found else ""


def _names(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(
        each for text in texts if fold(text) for each in (_plain(text), *in_english(_plain(text)))
    )


def _plain(text: str) -> str:
    return fold(text).removeprefix("the ")


def agrees(behind: str, own: Iterable[KnownName]) -> bool | None:
    """Whether a place lies in what is said behind its name; None if that is a place and it is not known."""
    own = list(own)
    said = _names([behind])
    called = _names(name.text for name in own)
    within = _names(outer for name in own for outer in name.within)
    within |= {outer for name in called for outer in lies_in(name)}
    for land in _SAME_LAND:
        if within & (land | (_KOREAS if "korea" in land else frozenset())):
            within |= land
    if said & (called | within):
        return True
    if any(is_place(each) for each in said):
        return False if within else None
    return None if said & _AMERICAN else True


def placed(found: Match, behind: str, whole: Spelling, own: list[Name]) -> Match:
    """The match of a place with what is said of where it lies: Seoul, but not in North Korea."""
    if any(is_written(whole, name) for name in own):
        return found
    lies = agrees(behind, [name.known for name in own])
    if lies:
        return found
    return Match(fit=Fit.FULLER if lies is None else Fit.OTHER, name=found.name)
