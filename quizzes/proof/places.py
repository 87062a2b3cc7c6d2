"""Which places are right: those listed, and what is wrong neither holds them nor lies in them."""

from __future__ import annotations

from history.facts import Fact
from history.names import fold
from quizzes.questions import Option

from .values import Truth


def truth(option: Option, facet: str, fact: Fact) -> Truth:
    """A place that holds the listed one, or lies in it, may be right too: UNKNOWN.

    Places are known to be all listed only where the fact is closed.
    """
    offered = option.value["entity"]
    near = set()
    for place in fact.places:
        if place.pk == offered or fold(place.name) == fold(option.text):
            return Truth.RIGHT
        near |= set(place.within)
    if not fact.places or not fact.complete_roles or offered in near:
        return Truth.UNKNOWN
    around = set(option.value.get("within", ()))
    return Truth.UNKNOWN if around & {place.pk for place in fact.places} else Truth.WRONG
