"""Which places are right: those listed; wrong is what neither holds the listed one nor lies in it."""

from __future__ import annotations

from collections.abc import Callable

from history.factbase import FactBase, same_name, same_place
from history.facts import Fact, Place
from history.names import fold
from quizzes.questions import Option

from .values import Truth


def judge(option: Option, base: FactBase) -> Callable[[Option, str, Fact], Truth]:
    """The rule for one option, whose place is read from the fact that it comes from.

    A place that holds the right one, or lies in it, may be right too: UNKNOWN. Places are known to be all
    listed only where the fact is closed.
    """
    offered = _offered(option, base)

    def truth(_: Option, facet: str, fact: Fact) -> Truth:
        if offered is None:
            return Truth.UNKNOWN
        if any(same_name(place, offered) for place in fact.places):
            return Truth.RIGHT
        if not fact.places or not fact.is_closed or _is_claimed(offered, fact):
            return Truth.UNKNOWN
        return Truth.UNKNOWN if any(same_place(place, offered) for place in fact.places) else Truth.WRONG

    return truth


def _offered(option: Option, base: FactBase) -> Place | None:
    fact = base.get(option.fact) if option.fact else None
    return next((place for place in fact.places if place.pk == option.value["place"]), None) if fact else None


def _is_claimed(place: Place, fact: Fact) -> bool:
    """Whether some source says that it was there."""
    said = {fold(position.value) for position in fact.positions if position.facet == "place"}
    return any(fold(name) in said for name in place.spellings())
