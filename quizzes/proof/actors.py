"""Which actors are right: those listed in the role; who is not listed is wrong only where all are listed."""

from __future__ import annotations

from history.facts import Fact
from history.names import fold
from quizzes.questions import Option

from .values import Truth


def truth(option: Option, facet: str, fact: Fact) -> Truth:
    """Homonyms count: an option that prints the name of somebody listed is right."""
    role = facet.partition(":")[2]
    listed = fact.in_role(role)
    pks = {actor.pk for actor in listed}
    absent = Truth.WRONG if fact.is_complete(role) else Truth.UNKNOWN
    if "entities" in option.value:
        if set(option.value["entities"]) == pks:
            return Truth.RIGHT if fact.is_complete(role) else Truth.UNKNOWN
        return absent
    if option.value["entity"] in pks or any(fold(actor.name) == fold(option.text) for actor in listed):
        return Truth.RIGHT
    return absent
