"""States and places of the world: what is one of them, and where some lie."""

from __future__ import annotations

from functools import lru_cache

from history.exonyms import is_known
from history.names import fold

_COUNTRIES = """
hanoi: vietnam/north vietnam/democratic republic of vietnam
cairo: egypt/united arab republic
geneva: switzerland
yalta: ussr/ukraine/russia/crimea
potsdam: germany/brandenburg
singapore: singapore/malaysia
panmunjom: korea/north korea/south korea
kaesong: north korea
yalu river: china/north korea/korea
jeju: south korea
manchuria: china/manchukuo
tokyo: japan
beijing: china
new york: new york state/ny/united states/usa
london: united kingdom/england
paris: france
berlin: germany
vienna: austria
rome: italy
"""
"""In which states some places lie, where a base does not say it."""


@lru_cache(maxsize=1)
def _lying() -> dict[str, tuple[str, ...]]:
    lines = [line.partition(": ") for line in _COUNTRIES.strip().splitlines()]
    return {place: tuple(states.split("/")) for place, _, states in lines}


def lies_in(name: str) -> tuple[str, ...]:
    """The folded English names of states in which a place lies, by its folded English name."""
    return _lying().get(name, ())


_FURTHER = frozenset(
    """
    malta мальта 몰타 altai алтай 알타이 pyongsong pyeongseong пхёнсон 평성 pyongan pyeongan пхёнан 평안
    pyonggang pyeonggang 평강 pyongtaek pyeongtaek 평택 pyeongchang pyongchang пхёнчхан 평창 icheon ichon
    ичхон 이천 kaechon brittany бретань 브르타뉴 java genoa генуя 제노바 cannes tomsk томск omsk омск
    """.split()
)
"""Further places, folded: none is a slip in the name of another."""


def is_place(name: str) -> bool:
    """Whether a folded name is that of a state or place, be it known in any base or not.

    >>> is_place("malta"), is_place("prussia"), is_place("yalat")
    (True, True, False)
    """
    return is_known(name) or name in _further()


@lru_cache(maxsize=1)
def _further() -> frozenset[str]:
    return frozenset(map(fold, _FURTHER))
