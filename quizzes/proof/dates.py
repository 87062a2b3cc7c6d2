"""Which dates are right: those that hold every claim whole; wrong are those that share no day with any."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from history.dates import HistoricalDate, civil, parse
from history.dates.value import OPEN_FUTURE, OPEN_PAST
from history.factbase import FactBase
from history.facts import Fact
from history.names import GAP, fold
from quizzes.questions import Option, Question

from .values import Truth

read = lru_cache(maxsize=100_000)(parse)
"""The same few thousand dates are compared over and over."""


def held(fact: Fact, role: str) -> list[HistoricalDate]:
    """Every date that anybody gives the fact in a role."""
    found = [dated.date for dated in fact.dates if dated.role == role]
    facet = f"date:{role}"
    return found + [position.date for position in fact.positions if position.date and position.touches(facet)]


def said_by(fact: Fact, facet: str, attribution: str) -> list[HistoricalDate]:
    """The dates that the source named in an attribution gives the fact."""
    return [
        position.date
        for position in fact.positions
        if position.date
        and position.touches(facet)
        and any(citation.source.title in attribution for citation in position.citations)
    ]


def truth(option: Option, facet: str, fact: Fact, attribution: str = "") -> Truth:
    """Whether a date is right: for all claims on it or, where the sources disagree, for the one named.

    What anybody says is never wrong, whoever is named.
    """
    claims = held(fact, facet.partition(":")[2])
    if not claims:
        return Truth.UNKNOWN
    offered = read(option.value["date"])
    said = said_by(fact, facet, attribution) if attribution else []
    if all(claim.within(offered) for claim in said or claims):
        return Truth.RIGHT
    if all(claim.disjoint(offered) for claim in claims):
        return Truth.WRONG
    return Truth.UNKNOWN


_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_DAY = re.compile(rf"(?<!\w)(?:\d{{1,2}} )?(?:{_MONTHS})(?: \d{{1,2}})?(?!\w)")


def same_but_for_dates(question: Question, base: FactBase) -> list[Fact] | None:
    """Facts whose titles read as the printed one but for their own dates, wherever these stand in them.

    "… Rafah massacre" leaves open whether "Rafah massacre (2024)" is meant. None where they are too many.
    """
    words = fold(question.given.title).split() if GAP in question.given.title else []
    if not words:
        return []
    anywhere = f"{GAP} {f' {GAP} '.join(words)} {GAP}"
    found = base.fitting(replace(question.given, title=anywhere))
    return None if found is None else [fact for fact in found if _undated(fact) == words]


def _undated(fact: Fact) -> list[str]:
    """The words of a title without the years of the fact, and without days and months."""
    ends = [end for dated in fact.dates for end in (dated.date.earliest, dated.date.latest)]
    numbered = {civil(end)[0] for end in ends if OPEN_PAST < end < OPEN_FUTURE}
    years = {str(year if year > 0 else 1 - year) for year in numbered}
    return [word for word in _DAY.sub(" ", fold(fact.printed_title)).split() if word not in years]
