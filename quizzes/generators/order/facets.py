"""The three questions of an order: who came first, who last, and in which order several came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from history.facts import Given
from quizzes.generators.order.items import CAME, Item
from quizzes.questions import IN_LINE, Kind, Mode, Question


class Facet(StrEnum):
    FIRST = "order:first"
    LAST = "order:last"
    SEQUENCE = "order:sequence"


_PLURALS = {"was signed": "were signed", "was adopted": "were adopted"}

Some = tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of an item, and with which others.

    `others` are wrong options, each on one of `rungs`; in a sequence they are all its items in their order,
    with that of which it is asked among them.
    """

    facet: Facet
    others: Some
    rungs: tuple[int, ...] = ()

    @property
    def in_order(self) -> bool:
        return self.facet == Facet.SEQUENCE


def question(item: Item, asked: Asked) -> Question:
    """What is asked of an item, in words."""
    if not asked.in_order:
        return _first_or_last(item, asked)
    return _sequence(item, [item if each.fact.pk == item.fact.pk else each for each in asked.others])


def _first_or_last(item: Item, asked: Asked) -> Question:
    verb = _verb(item, *asked.others)
    sentence = f"hich of these {verb} {'first' if asked.facet == Facet.FIRST else 'last'}?"
    placed = zip(asked.others, asked.rungs, strict=True)
    return Question(
        fact=item.fact,
        facet=asked.facet,
        kind=Kind.ORDER,
        stem=f"{item.voice}, w{sentence}" if item.voice else f"W{sentence}",
        given=Given(attribution=item.voice),
        key=(item.option,),
        pool=tuple(replace(other.option, sort=rung) for other, rung in placed),
        attribution=item.voice,
        seat=IN_LINE,
    )


def _sequence(item: Item, items: Sequence[Item]) -> Question:
    verb = _verb(*items)
    order = "the order of time" if verb == CAME else f"the order in which they {_PLURALS.get(verb, verb)}"
    sentence = f"ut these in {order}, the earliest first."
    return Question(
        fact=item.fact,
        facet=Facet.SEQUENCE,
        kind=Kind.ORDER,
        stem=f"{item.voice}: p{sentence}" if item.voice else f"P{sentence}",
        given=Given(attribution=item.voice),
        key=tuple(each.option for each in items),
        pool=(),
        mode=Mode.ORDER,
        attribution=item.voice,
    )


def _verb(*items: Item) -> str:
    """What happened to all of them alike: "was signed", else "came"."""
    verbs = {item.verb for item in items}
    return verbs.pop() if len(verbs) == 1 else CAME
