"""Which came first, which last, in which order: decided only where the outer days do not touch.

What is offered are printed titles, so each option counts for every fact that prints it, with every claim
on its date and the margins of what is doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from history import evidence
from history.dates import civil
from history.dates.value import OPEN_FUTURE, OPEN_PAST
from history.factbase import FactBase, same_name, same_place, title_fits
from history.facts import UNASKED_ROLES, DateRole, Fact, FactKind, Given, Standing
from history.names import GAP, bare, contains, fold
from quizzes.questions import Option, Question

from .values import Truth

Days = tuple[int, int]

NOTED = 7
"""Days by which a date may be off that carries a note (another time zone, another report)."""

TELLING = 150
"""Years. A number this near to the year of a fact may be read as a year, and would tell its time."""


def doubt(question: Question, base: FactBase) -> str:
    """Why the key is not certain, as a sentence; empty where it is."""
    if len({fold(option.text) for option in question.key}) < len(question.key):
        return "Two of them print the same."
    for option in question.key:
        if reason := _unfit(option, question, base):
            return reason
    if question.facet == "order:sequence":
        days = [days_of(option, base) for option in question.key]
        if len(days) < 3 or any(not _before(one, other) for one, other in pairwise(days)):
            return "The order is not decided by what the sources say."
        if len({GAP in option.text for option in question.key}) > 1:
            return "Some of them have gaps, others none."
    elif len(question.key) != 1 or days_of(question.key[0], base) is None:
        return "Its own date does not place it in the order of time."
    return ""


def truth(option: Option, question: Question, base: FactBase) -> Truth:
    """WRONG where the key provably came before the option (or after, where the last is asked).

    An option that provably beats the key, or that could, is UNKNOWN: then nothing is certain.
    """
    if len(question.key) != 1 or (GAP in option.text) != (GAP in question.key[0].text):
        return Truth.UNKNOWN
    if option.value == question.key[0].value:
        return Truth.RIGHT
    if _unfit(option, question, base):
        return Truth.UNKNOWN
    one, other = days_of(question.key[0], base), days_of(option, base)
    if question.facet == "order:last":
        one, other = other, one
    return Truth.WRONG if _before(one, other) else Truth.UNKNOWN


def days_of(option: Option, base: FactBase) -> Days | None:
    """The first and last day on which anything that the option prints may have been; None if not known."""
    fact = base.get(option.value["fact"])
    meant = None if fact is None else printing(option, fact, base)
    if meant is None:
        return None
    spans = [_days(each) for each in meant]
    known = [span for span in spans if span is not None]
    if len(known) < len(spans):
        return None
    return min(first for first, _ in known), max(last for _, last in known)


def printing(option: Option, fact: Fact, base: FactBase) -> list[Fact] | None:
    """Every fact that the option could print; None where there are too many to tell."""
    title, remark = _parted(option.text, fact)
    could = {fact.pk: fact}
    for each in {fact.printed_title, title} if GAP in title else {fact.printed_title}:
        found = base.fitting(Given(title=each))
        if found is None:
            return None
        could |= {other.pk: other for other in found}
    return [each for each in could.values() if not (remark and _ruled_out(each, fact, remark))]


def _parted(text: str, fact: Fact) -> tuple[str, str]:
    """The title that an option prints, and what stands in brackets after it that is not of the title."""
    found = re.fullmatch(r"(.+?)\s*\(([^()]+)\)", text)
    if found and title_fits(fact, found[1]) and not title_fits(fact, text):
        return found[1], found[2]
    return text, ""


def _ruled_out(other: Fact, fact: Fact, remark: str) -> bool:
    """Whether another fact of the same title is certainly not the one in whose brackets a name stands."""
    if other.pk == fact.pk:
        return False
    named = [actor for actor in fact.actors() if contains(remark, bare(actor.name))]
    if other.is_closed and any(not any(same_name(own, each) for own in other.actors()) for each in named):
        return True
    places = [place for place in fact.places if contains(remark, bare(place.name))]
    return bool(other.places) and any(not any(same_place(own, p) for own in other.places) for p in places)


def _days(fact: Fact) -> Days | None:
    primary = fact.primary
    if primary is None or primary.role in UNASKED_ROLES:
        return _planned(fact)
    facet = f"date:{primary.role}"
    first, last = OPEN_FUTURE, OPEN_PAST
    for dated in fact.dates:
        if dated.role == primary.role:
            margin = NOTED if dated.note and dated.date.latest - dated.date.earliest <= NOTED else 0
            first = min(first, dated.date.outer_earliest - margin)
            last = max(last, dated.date.outer_latest + margin)
    for position in fact.positions:
        if position.touches(facet):
            if position.date is None:
                return None
            first = min(first, position.date.outer_earliest)
            last = max(last, position.date.outer_latest)
    return first, last


def _planned(fact: Fact) -> Days | None:
    """The days for which something was planned that never came to pass: nobody could mean any other."""
    dates = [dated.date for dated in fact.dates if dated.role == DateRole.PLANNED and not dated.date.is_open]
    if not dates or len(dates) < len(fact.dates):
        return None
    return min(date.outer_earliest for date in dates), max(date.outer_latest for date in dates)


def _before(one: Days | None, other: Days | None) -> bool:
    return one is not None and other is not None and one[1] < other[0]


def _unfit(option: Option, question: Question, base: FactBase) -> str:
    """Why a fact may not be asked or offered in an order: its standing, its voice, a year that it prints."""
    fact = base.get(option.value["fact"])
    if fact is None or fact.primary is None:
        return "One of them has no date."
    facet = f"date:{fact.primary.role}"
    if fact.kind == FactKind.STATEMENT or evidence.standing_of(fact, facet) == Standing.CHARACTERISATION:
        return "It is asked only as who says so."
    voice = evidence.attribution(fact, facet)
    if voice != question.attribution or not question.stem.startswith(voice):
        return "The stem does not say whose claim its date is."
    if evidence.standing_of(fact, facet) != Standing.ESTABLISHED and not voice:
        return "Nobody is named whose claim its date is."
    if year := _printed_year(option.text, fact):
        return f"“{option.text}” prints the year {year}."
    return ""


def _printed_year(text: str, fact: Fact) -> str:
    """A number that reads as a year of about the time of the fact."""
    days: Sequence[int] = [day for dated in fact.dates for day in (dated.date.earliest, dated.date.latest)]
    years = [civil(day)[0] for day in days if OPEN_PAST < day < OPEN_FUTURE]
    for number in re.findall(r"(?<!\d)\d{3,4}(?!\d)", text):
        if any(
            abs(int(number) - year) <= TELLING or abs(1 - int(number) - year) <= TELLING for year in years
        ):
            return number
    return ""
