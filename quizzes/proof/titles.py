"""Which titles are right: those of which any fact fits what the stem prints."""

from __future__ import annotations

from history.factbase import FactBase, fits, same_name
from history.facts import Fact, Given, like_roles
from quizzes.questions import Option

from .values import Truth


def truth(option: Option, given: Given, base: FactBase) -> Truth:
    """RIGHT if a fact that prints this title certainly fits, WRONG if each of them certainly does not."""
    fact = base.get(option.value["fact"])
    titled = None if fact is None else printing(option, fact, base)
    if titled is None:
        return Truth.UNKNOWN
    could = [each for each in titled if fits(each, given)]
    if any(certainly_fits(each, given) for each in could):
        return Truth.RIGHT
    return Truth.UNKNOWN if could else Truth.WRONG


def printing(option: Option, fact: Fact, base: FactBase) -> list[Fact] | None:
    """The facts whose title the option could print, its own among them; None where they are too many."""
    found = base.fitting(Given(title=fact.printed_title))
    others = base.fitting(Given(title=option.text)) if option.text != fact.printed_title else found
    if found is None or others is None:
        return None
    return list({each.pk: each for each in (fact, *found, *others)}.values())


def certainly_fits(fact: Fact, given: Given) -> bool:
    if not fits(fact, given):
        return False
    named = all(any(same_name(own, actor) for own in fact.actors()) for actor in given.actors)
    alike = like_roles(given.date_role)
    dates = [dated.date for dated in fact.dates if dated.role in alike]
    placed = given.place is None or bool(fact.places)
    return named and placed and (given.date is None or any(date.within(given.date) for date in dates))
