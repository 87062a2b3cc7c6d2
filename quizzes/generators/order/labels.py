"""What an option of an order prints: a title without its date, told apart from those that print the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from history.factbase import FactBase, same_name, same_place
from history.facts import Actor, Fact, Given
from history.names import GAP, fold
from quizzes import stems
from quizzes.generators.order.items import Item, item_of, span_of_all
from quizzes.stems.ways import ways

MOST_ALIKE = 200
"""Facts of one title beyond which nobody looks for what tells them apart."""


def text_of(fact: Fact) -> str:
    """What an option prints of a fact: its title or statement without anything that tells a date."""
    text = fact.title or stems.stripped_claim(fact)
    if fact.primary:
        text = stems.mask_dates(text, fact.primary.date)
    return stems.mask_years(text).rstrip(". ")


def labelled(fact: Fact, alike: Iterable[Fact]) -> Item | None:
    """A fact as an item, told from all that print `alike` as far as who took part, or where, can tell it.

    What is printed counts for everybody whom it leaves possible: a list that is open, and a place that is
    not known, could be the same. Of several remarks the one that leaves the fewest days is printed.
    """
    text, others = text_of(fact), [other for other in alike if other.pk != fact.pk]
    best = item_of(fact, text, [fact, *others])
    if not others or len(others) > MOST_ALIKE or (GAP in text and not fact.title):
        return best
    for told, adds in ways(fact, text, without=("date", "type")):
        given = adds(Given())
        meant = [fact, *(other for other in others if _could_be(other, given))]
        if best is None or _width(meant) < best.last - best.first:
            best = item_of(fact, told, meant) or best
    return best


def _width(meant: Collection[Fact]) -> float:
    span = span_of_all(meant)
    return float("inf") if span is None else span[1] - span[0]


def _could_be(other: Fact, given: Given) -> bool:
    if other.is_closed and any(not _lists(other, actor) for actor in given.actors):
        return False
    place = given.place
    return place is None or not other.places or any(same_place(each, place) for each in other.places)


def _lists(fact: Fact, actor: Actor) -> bool:
    return any(same_name(own, actor) for own in fact.actors())


def namesakes(fact: Fact, base: FactBase) -> list[Fact] | None:
    """The facts that print the same once their dates are hidden; None where they are too many to look at."""
    text = text_of(fact)
    found = base.fitting(Given(title=text if GAP in text and fact.title else fact.printed_title))
    return None if found is None else [each for each in found if fold(text_of(each)) == fold(text)]


def twins(fact: Fact, base: FactBase) -> Sequence[Fact] | None:
    """The facts of the same title; None where they are too many to look at."""
    return base.fitting(Given(title=fact.printed_title))
