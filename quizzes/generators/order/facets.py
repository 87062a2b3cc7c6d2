"""The three questions of an order: who came first, who last, and in which order several came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum

from history.facts import Given
from quizzes.generators.order.items import CAME, Item
from quizzes.questions import Kind, Mode, Option, Question


class Facet(StrEnum):
    FIRST = "order:first"
    LAST = "order:last"
    SEQUENCE = "order:sequence"


_PLURALS = {"was signed": "were signed", "was adopted": "were adopted"}


def first_or_last(
    item: Item, facet: Facet, options: Iterable[Option], others: Iterable[Item], seat: int | None
) -> Question:
    """Whether an item came first, or last, of it and all `others`."""
    verb = _verb(item, *others)
    sentence = f"hich of these {verb} {'first' if facet == Facet.FIRST else 'last'}?"
    return Question(
        fact=item.fact,
        facet=facet,
        kind=Kind.ORDER,
        stem=f"{item.voice}, w{sentence}" if item.voice else f"W{sentence}",
        given=Given(attribution=item.voice),
        key=(item.option,),
        pool=tuple(options),
        attribution=item.voice,
        seat=seat,
    )


def sequence(item: Item, items: Sequence[Item]) -> Question:
    """In which order `items` came, the item among them."""
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
