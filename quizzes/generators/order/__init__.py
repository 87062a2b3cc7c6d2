"""Which came first, which last, in which order? One of the three for each fact.

items.py says which facts have a place in the order of time, and on which days they may have been; labels.py
what is printed of them; rings.py and lines.py who is asked beside whom; facets.py puts it into words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice

from history.factbase import FactBase
from history.facts import Fact, Given
from quizzes.generators.order.facets import Facet, question
from quizzes.generators.order.items import Item, number_of, unfit, why_not
from quizzes.generators.order.labels import labelled, namesakes, text_of, twins
from quizzes.generators.order.lines import lines_around
from quizzes.questions import Kind, Proposal, Question, Withheld

__all__ = ["Facet", "alone", "generate", "twins"]

MOST_WAYS = 3
"""Ways to ask a fact, of which the first is taken that the proof lets pass."""


def generate(fact: Fact, base: FactBase) -> Iterator[Proposal]:
    item = _placed(fact, base)
    if isinstance(item, Withheld):
        yield item
        return
    ways = (question(item, asked) for asked in islice(lines_around(fact, base).ways(item), MOST_WAYS))
    first = next(ways, None)
    if first:
        yield chain([first], ways)  # the others are looked for only if that is not asked
    else:
        reason = "Too few facts of its kind lie clear of it in time."
        yield replace(_withheld(fact, reason), wants_options=True)


def alone(fact: Fact, base: FactBase) -> Question | None:
    """A fact as the only item of an order, without a stem; None where it has no place in one."""
    item = _placed(fact, base)
    if isinstance(item, Withheld):
        return None
    return Question(
        fact=fact,
        facet=_preferred(fact),
        kind=Kind.ORDER,
        stem="",
        given=Given(attribution=item.voice),
        key=(item.option,),
        pool=(),
        attribution=item.voice,
    )


def _preferred(fact: Fact) -> Facet:
    """The facet under which it is said why a fact is not asked."""
    return (Facet.FIRST, Facet.LAST)[number_of(fact) % 2]


def _withheld(fact: Fact, reason: str) -> Withheld:
    return Withheld(fact=fact, facet=_preferred(fact), kind=Kind.ORDER, reason=reason)


def _placed(fact: Fact, base: FactBase) -> Item | Withheld:
    """A fact as an item, or why it is none."""
    if reason := why_not(fact):
        return _withheld(fact, reason)
    alike = namesakes(fact, base)
    if alike is None:
        return _withheld(fact, "Too many facts print its title.")
    item = labelled(fact, alike)
    if item is None:
        of_a_namesake = (
            "Its title alone does not say which fact it is, and another of that title has no date."
        )
        return _withheld(fact, unfit(fact, text_of(fact)) or of_a_namesake)
    return item
