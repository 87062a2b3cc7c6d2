"""An independent checker, written from the rules of truth that the exchange formats state.

It shares no line with the proof: dates are sets of days, titles are compared by regular expression over the
whole base.
"""

from __future__ import annotations

import re

from history.dates import HistoricalDate, parse
from history.facts import Fact, FactKind, Given
from history.names import fold
from quizzes.questions import Kind, Option, Question
from tests.quizzes.proof.test_order import could_be_behind


def days(date: HistoricalDate, *, outer: bool) -> list[tuple[int, int]]:
    return list(date.outer_spans if outer else date.spans)


def share_a_day(one: HistoricalDate, other: HistoricalDate) -> bool:
    return any(max(a, c) <= min(b, d) for a, b in days(one, outer=True) for c, d in days(other, outer=True))


def lies_in(one: HistoricalDate, other: HistoricalDate) -> bool:
    return all(any(c <= a and b <= d for c, d in days(other, outer=False)) for a, b in days(one, outer=False))


def claims(fact: Fact, role: str) -> list[HistoricalDate]:
    own = [dated.date for dated in fact.dates if dated.role == role]
    return own + [position.date for position in fact.positions if position.date]


def could_be_meant(fact: Fact, stem: Given) -> bool:
    """Whether everything that the stem prints fits the fact; what the fact leaves open fits."""
    if stem.title and not stem.bare:
        pattern = ".*".join(re.escape(fold(part)) for part in stem.title.split("…"))
        if not re.fullmatch(pattern, fold(fact.printed_title)):
            return False
    if stem.kind and stem.kind != fact.kind:
        return False
    if stem.date is not None:
        dates = claims(fact, stem.date_role) or [dated.date for dated in fact.dates]
        if dates and not any(share_a_day(stem.date, date) for date in dates):
            return False
    if stem.place and fact.places and all(fold(p.name) != fold(stem.place.name) for p in fact.places):
        return False
    names = {fold(part.actor.name) for part in fact.participations}
    is_open = fact.kind == FactKind.AGREEMENT and not {"party", "adopter"} & fact.complete_roles
    return all(fold(actor.name) in names for actor in stem.actors) or is_open


def verdicts(option: Option, question: Question, base: list[Fact]) -> set[str]:
    """What each fact that the stem could mean says of an option: right, wrong or open."""
    if question.kind in (Kind.AGREEMENT, Kind.EVENT):
        return {verdict_of_title(option, question, base)}
    if question.kind == Kind.ORDER:
        return {verdict_of_order(option, question, base)}
    role = question.facet.partition(":")[2]
    found = set()
    for fact in base:
        if not could_be_meant(fact, question.given):
            continue
        if question.kind == Kind.DATE:
            offered, dates = parse(option.value["date"]), claims(fact, role)
            if dates and all(lies_in(date, offered) for date in dates):
                found.add("right")
            elif dates and not any(share_a_day(date, offered) for date in dates):
                found.add("wrong")
            else:
                found.add("open")
        elif question.kind == Kind.ACTOR:
            listed = {part.actor.pk for part in fact.participations if part.role == role}
            names = {fold(part.actor.name) for part in fact.participations if part.role == role}
            closed = role in fact.complete_roles
            if "entities" in option.value:
                same = set(option.value["entities"]) == listed
                found.add(("right" if same else "wrong") if closed else "open")
            elif option.value["entity"] in listed or fold(option.text) in names:
                found.add("right")
            else:
                found.add("wrong" if closed else "open")
        elif question.kind == Kind.PLACE:
            names = {fold(place.name) for place in fact.places}
            closed = bool(fact.participations) and all(
                part.role in fact.complete_roles for part in fact.participations
            )
            if fold(option.text) in names:
                found.add("right")
            else:
                found.add("wrong" if names and closed else "open")
    return found


def verdict_of_title(option: Option, question: Question, base: list[Fact]) -> str:
    """Right if a fact that the title prints certainly fits the stem, wrong if none of them could."""
    own = next(fact for fact in base if fact.pk == option.value["fact"])
    printing = [fact for fact in base if prints(option.text, fact) or prints(own.printed_title, fact)]
    could = [fact for fact in printing if could_be_meant(fact, question.given)]
    if any(is_meant(fact, question.given) for fact in could):
        return "right"
    return "open" if could else "wrong"


def prints(title: str, fact: Fact) -> bool:
    pattern = ".*".join(re.escape(fold(part)) for part in title.split("…"))
    return re.fullmatch(pattern, fold(fact.printed_title)) is not None


def is_meant(fact: Fact, stem: Given) -> bool:
    """Whether nothing that the stem prints is left open by the fact."""
    named = {fold(part.actor.name) for part in fact.participations}
    dates = [dated.date for dated in fact.dates if dated.role == stem.date_role]
    return (
        all(fold(actor.name) in named for actor in stem.actors)
        and (stem.place is None or bool(fact.places))
        and (stem.date is None or any(lies_in(date, stem.date) for date in dates))
    )


def remark_of(text: str, fact: Fact) -> str:
    """What an option of an order prints in brackets after a title, folded."""
    found = re.fullmatch(r"(.+) \((.+)\)", text)
    return fold(found[2]) if found and fold(found[1]) == fold(fact.printed_title) else ""


def first_and_last(option: Option, base: list[Fact]) -> tuple[int, int] | None:
    """The days on which a fact of that printed title may have been; None where one of them has none."""
    own = next(fact for fact in base if fact.pk == option.value["fact"])
    remark = remark_of(option.text, own)
    found = []
    for fact in base:
        if remark and fact.pk != own.pk and not could_be_behind(fact, remark, base):
            continue
        if fact.pk == own.pk or prints(option.text, fact) or prints(own.printed_title, fact):
            if fact.primary is None:
                return None
            told = claims(fact, fact.primary.role)
            found += [day for date in told for span in days(date, outer=True) for day in span]
    return min(found), max(found)


def verdict_of_order(option: Option, question: Question, base: list[Fact]) -> str:
    if option.value == question.key[0].value:
        return "right" if first_and_last(option, base) else "open"
    own, other = (first_and_last(each, base) for each in (question.key[0], option))
    if own is None or other is None:
        return "open"
    if question.facet == "order:last":
        own, other = other, own
    return "wrong" if own[1] < other[0] else "open"
