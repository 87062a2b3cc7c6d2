"""Who says so: which of a fact's sources gives a value, and whose claim it is.

A source is right only if it gives that value and no other, wrong only if all that it gives contradicts it.
Of a claim everybody is wrong who is named nowhere as holding it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from history.dates import HistoricalDate, civil
from history.dates.value import OPEN_FUTURE, OPEN_PAST
from history.factbase import FactBase, same_name
from history.facts import Actor, Citation, Fact, Position, Role
from history.names import contains, fold
from quizzes.questions import FEWEST_OPTIONS, Option, Question

from .values import Truth

SAYING = frozenset({Role.CLAIMANT, Role.SPEAKER, Role.AUTHOR, Role.ANNOUNCER, Role.PUBLISHER})


def fewest(question: Question) -> int:
    """How many wrong options will do: one where sources disagree, for there may be only two."""
    return 1 if question.key[0].value.keys() & {"source", "sources"} else FEWEST_OPTIONS - 1


def doubt(question: Question, base: FactBase) -> str:
    """Why the key is not certain, as a sentence; empty where it is."""
    if not question.fact.citations:
        return "It has no citation."
    for option in question.key:
        if contains(question.stem, option.text):
            return "The stem names the answer."
        if truth(option, question, base) != Truth.RIGHT:
            return "It is not certain who says so."
    return ""


def truth(option: Option, question: Question, base: FactBase) -> Truth:
    if "source" in option.value:
        return _of_source(option.value["source"], option, question, base)
    if "sources" in option.value:
        return _of_pair(option.value["sources"], question, base)
    if "entity" in option.value:
        return _of_claimant(option.value["entity"], question, base)
    return Truth.UNKNOWN


# Sources


def _of_source(index: int, option: Option, question: Question, base: FactBase) -> Truth:
    fact, wanted = question.fact, question.given.value
    if not 0 <= index < len(fact.citations) or not wanted:
        return Truth.UNKNOWN
    asked = [position for position in fact.positions if position.value == wanted]
    if len({(position.facet, position.role) for position in asked}) != 1:
        return Truth.UNKNOWN
    if any(_prints_year(option.text, position.date) for position in fact.positions):
        return Truth.UNKNOWN
    citation, side = fact.citations[index], asked[0]
    told = [p for p in fact.positions if (p.facet, p.role) == (side.facet, side.role)]
    own = [position for position in told if _cites(position, citation)]
    if not own or _told_elsewhere(citation, question, base):
        return Truth.UNKNOWN
    if all(position.value == wanted for position in own):
        return Truth.RIGHT
    elsewhere = any(position.value == wanted and _cites(position, citation) for position in fact.positions)
    if not elsewhere and all(_contradict(position, side) for position in own):
        return Truth.WRONG
    return Truth.UNKNOWN


def _of_pair(indices: Sequence[int], question: Question, base: FactBase) -> Truth:
    """Whether two sources give the same date; each must give one, and of no other fact that is meant."""
    fact, role = question.fact, question.given.date_role
    if len(set(indices)) != 2 or not all(0 <= index < len(fact.citations) for index in indices):
        return Truth.UNKNOWN
    said: list[HistoricalDate] = []
    for citation in (fact.citations[index] for index in indices):
        dates = {p.date for p in fact.positions if p.touches(f"date:{role}") and _cites(p, citation)}
        if len(dates) != 1 or None in dates or _told_elsewhere(citation, question, base):
            return Truth.UNKNOWN
        said += filter(None, dates)
    one, other = said
    if one == other:
        return Truth.RIGHT
    return Truth.WRONG if one.disjoint(other) else Truth.UNKNOWN


def _cites(position: Position, citation: Citation) -> bool:
    return any(each.source.key == citation.source.key for each in position.citations)


def _contradict(one: Position, other: Position) -> bool:
    if one.date is None and other.date is None:
        return fold(one.value) != fold(other.value)
    return one.date is not None and other.date is not None and one.date.disjoint(other.date)


def _told_elsewhere(citation: Citation, question: Question, base: FactBase) -> bool:
    """Whether the source also speaks of another fact that the stem could mean."""
    others = meant(question, base)
    if others is None:
        return True
    return any(
        each.source.key == citation.source.key
        for other in others
        if other.pk != question.fact.pk
        for position in other.positions
        for each in position.citations
    )


def meant(question: Question, base: FactBase) -> list[Fact] | None:
    """The facts that fit what the stem prints, its own among them; None where they are too many."""
    found = base.fitting(replace(question.given, value="", attribution="", date_role=""))
    if found is None:
        return None
    return list({fact.pk: fact for fact in (question.fact, *found)}.values())


def _prints_year(text: str, date: HistoricalDate | None) -> bool:
    if date is None or date.earliest <= OPEN_PAST or date.latest >= OPEN_FUTURE:
        return False
    first, last = civil(date.earliest)[0], civil(date.latest)[0]
    numbers = [int(number) for number in re.findall(r"(?<!\d)\d{3,4}(?!\d)", text)]
    return any(first <= number <= last or first <= 1 - number <= last for number in numbers)


# Claimants


def _of_claimant(pk: int, question: Question, base: FactBase) -> Truth:
    facts = meant(question, base)
    if facts is None:
        return Truth.UNKNOWN
    linked = [other for fact in facts for pk_ in fact.corroborates if (other := base.get(pk_))]
    own = question.fact
    entered = [own.claimant] if own.claimant else []
    said = [part.actor for part in own.participations if part.role in SAYING]
    named = [actor for actor in own.actors() if fold(actor.name) == fold(own.attribution)]
    if any(actor.pk == pk for actor in (*entered, *named, *(said if not entered and not named else ()))):
        return Truth.RIGHT
    actor = _find(pk, question, base)
    if actor is None or any(_holds(actor, fact) for fact in (*facts, *linked)):
        return Truth.UNKNOWN
    if any(actor.pk in each.related or each.pk in actor.related for each in (*entered, *named, *said)):
        return Truth.UNKNOWN
    return Truth.WRONG if entered or named or said else Truth.UNKNOWN


def _find(pk: int, question: Question, base: FactBase) -> Actor | None:
    """The actor of an option, as the fact that it comes from names it."""
    option = next((each for each in question.pool if each.value.get("entity") == pk), None)
    fact = base.get(option.fact) if option and option.fact else None
    if fact is None:
        return None
    there: Iterable[Actor] = (*fact.actors(), *([fact.claimant] if fact.claimant else ()))
    return next((actor for actor in there if actor.pk == pk), None)


def _holds(actor: Actor, fact: Fact) -> bool:
    """Whether a fact names an actor, or a namesake, as one who says or holds something of it."""
    if fact.claimant and same_name(actor, fact.claimant):
        return True
    if any(same_name(actor, part.actor) for part in fact.participations if part.role in SAYING):
        return True
    names = {fold(fact.attribution)}
    names |= {fold(name) for position in fact.positions for name in position.held_by}
    names |= {fold(c.speaker) for c in fact.citations} | {fold(c.source.author) for c in fact.citations}
    return any(fold(name) in names for name in actor.spellings())
