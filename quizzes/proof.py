"""Exactly one option is right under the whole fact base, or why not.

Truth has three values. An option is RIGHT or WRONG only where the fact base decides it; what is
merely absent is UNKNOWN. A question passes if its key is right for every fact that a student could
mean who reads the stem, and it keeps only those wrong options that are wrong for every such fact.

The proof shares no judgement with the generators: it reads the stem's `given` and asks the base anew.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from history import evidence
from history.dates import HistoricalDate, Precision, civil, parse, say
from history.dates.value import OPEN_FUTURE, OPEN_PAST
from history.factbase import FactBase, actor_words, fits, same_name
from history.facts import Actor, ActorKind, Fact, Given, Standing
from history.names import bare, contains, demonyms, fold
from quizzes.questions import FEWEST_OPTIONS, POOL_SIZE, Kind, Option, Question, Withheld


class Truth(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proved:
    """A question whose key is right and whose every remaining option is proved wrong."""

    question: Question


def prove(question: Question, base: FactBase) -> Proved | Withheld:
    """Judge a question; its pool comes back with only the options that are provably wrong."""
    reason = _faults_of_stem(question) or _faults_of_evidence(question)
    if reason:
        return _withheld(question, reason)
    meant = [fact for fact in base.fitting(question.given) if not _silent(fact, question)]
    if all(fact.pk != question.fact.pk for fact in meant):
        return _withheld(question, "The stem does not fit its own fact.")
    if any(truth(option, question, meant, base) != Truth.RIGHT for option in question.key):
        return _ambiguous(question, meant)
    if question.kind == Kind.AGREEMENT and any(not _same_title(fact, question.fact) for fact in meant):
        return _ambiguous(question, meant)
    pool = _proved_pool(question, meant, base)
    if len(pool) < FEWEST_OPTIONS - 1:
        reason = f"Only {len(pool)} wrong option{'s' * (len(pool) != 1)} can be proved wrong."
        return replace(_withheld(question, reason), wants_options=True)
    return Proved(question=replace(question, pool=pool))


def _withheld(question: Question, reason: str) -> Withheld:
    return Withheld(
        fact=question.fact, facet=question.facet, kind=question.kind, reason=reason, mode=question.mode
    )


def _proved_pool(question: Question, meant: Sequence[Fact], base: FactBase) -> tuple[Option, ...]:
    kept: list[Option] = []
    for option in question.pool:
        if truth(option, question, meant, base) != Truth.WRONG:
            continue
        if contains(question.stem, option.text) or any(
            _collide(option, other) for other in (*question.key, *kept)
        ):
            continue
        kept.append(option)
    return tuple(kept[:POOL_SIZE])


def _collide(one: Option, other: Option) -> bool:
    """Whether two options print alike or, for dates, share a day or differ in precision."""
    if fold(one.text) == fold(other.text):
        return True
    if "date" in one.value and "date" in other.value:
        first, second = parse(one.value["date"]), parse(other.value["date"])
        return first.precision != second.precision or not first.disjoint(second)
    return False


def _silent(fact: Fact, question: Question) -> bool:
    """Whether a fact says the same as the one asked about and nothing on what is asked.

    Two facts of one agreement, or of which one corroborates the other, are one event to a student.
    """
    own = question.fact
    if fact.pk == own.pk or question.kind == Kind.AGREEMENT:
        return False
    linked = fact.pk in own.corroborates or own.pk in fact.corroborates
    if not linked and not (fact.agreement and own.agreement and fact.agreement.pk == own.agreement.pk):
        return False
    role = question.facet.partition(":")[2]
    if question.kind == Kind.DATE:
        return fact.dated(role) is None and not any(position.facet == "date" for position in fact.positions)
    return not fact.in_role(role)


# Truth of one option


def truth(option: Option, question: Question, meant: Sequence[Fact], base: FactBase) -> Truth:
    """Whether an option answers the stem, over every fact that the stem could mean."""
    if question.kind == Kind.AGREEMENT:
        return _truth_of_title(option, question.given, base)
    judge = _truth_of_date if question.kind == Kind.DATE else _truth_of_actors
    found = {judge(option, question.facet, fact) for fact in meant}
    return found.pop() if len(found) == 1 else Truth.UNKNOWN


def _truth_of_date(option: Option, facet: str, fact: Fact) -> Truth:
    role = facet.partition(":")[2]
    claims = [dated.date for dated in fact.dates if dated.role == role]
    claims += [position.date for position in fact.positions if position.facet == "date" and position.date]
    if not claims:
        return Truth.UNKNOWN
    offered = parse(option.value["date"])
    if all(claim.within(offered) for claim in claims):
        return Truth.RIGHT
    if all(claim.disjoint(offered) for claim in claims):
        return Truth.WRONG
    return Truth.UNKNOWN


def _truth_of_actors(option: Option, facet: str, fact: Fact) -> Truth:
    role = facet.partition(":")[2]
    listed = fact.in_role(role)
    pks = {actor.pk for actor in listed}
    closed = fact.is_complete(role)
    if "entities" in option.value:
        if set(option.value["entities"]) == pks:
            return Truth.RIGHT if closed else Truth.UNKNOWN
        return Truth.WRONG if closed else Truth.UNKNOWN
    if option.value["entity"] in pks or any(fold(actor.name) == fold(option.text) for actor in listed):
        return Truth.RIGHT
    return Truth.WRONG if closed else Truth.UNKNOWN


def _truth_of_title(option: Option, given: Given, base: FactBase) -> Truth:
    """A title is right if its fact fits, wrong if its fact is closed and does not."""
    fact = base.get(option.value["fact"])
    if fact is None:
        return Truth.UNKNOWN
    if _certainly_fits(fact, given):
        return Truth.RIGHT
    return Truth.UNKNOWN if fits(fact, given) else Truth.WRONG


def _same_title(one: Fact, other: Fact) -> bool:
    """Whether two facts are about one agreement, or print the same title."""
    if one.agreement and other.agreement and one.agreement.pk == other.agreement.pk:
        return True
    return fold(one.printed_title) == fold(other.printed_title)


def _certainly_fits(fact: Fact, given: Given) -> bool:
    if not fits(fact, given):
        return False
    named = all(any(same_name(own, actor) for own in fact.actors()) for actor in given.actors)
    dates = [dated.date for dated in fact.dates if dated.role == given.date_role]
    return named and (given.date is None or any(date.within(given.date) for date in dates))


# Faults that no fact base is needed to see


def _faults_of_stem(question: Question) -> str:
    """Whether the stem gives the answer away, or makes an announced thing look done."""
    if question.kind == Kind.DATE:
        for option in question.key:
            key = parse(option.value["date"])
            if year := _leaked_year(question.stem, key):
                return f"The stem still names the year {year}."
            if month := _leaked_month(question.stem, key):
                return f"The stem still names the month {month}."
        return ""
    if question.kind == Kind.ACTOR:
        role = question.facet.partition(":")[2]
        for actor in question.fact.in_role(role):
            if word := _leaked_name(question, actor):
                return f"The stem still names the answer: “{word}”."
        return ""
    for option in question.key:
        if contains(question.stem, option.text):
            return "The stem still names the agreement."
    return ""


def _leaked_year(stem: str, key: HistoricalDate) -> str:
    if key.earliest <= OPEN_PAST or key.latest >= OPEN_FUTURE:
        return ""
    first, last = civil(key.earliest)[0], civil(key.latest)[0]
    for found in re.findall(r"(?<!\d)\d{3,4}(?!\d)", stem):
        if first <= int(found) <= last and (key.precision != Precision.CENTURY or last - first < 100):
            return found
    return ""


def _leaked_month(stem: str, key: HistoricalDate) -> str:
    """The month of a day or month, where the stem prints it: few other options will be of that month."""
    if key.precision not in (Precision.DAY, Precision.MONTH):
        return ""
    month = say(key).split()[-2]
    # "May" and "March" are also words, and mean the month only beside a day
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    pattern = rf"{day}\s+{month}(?!\w)|(?<!\w){month}\s+{day}(?!\w)"
    found = re.search(pattern if month in ("March", "May") else rf"(?<!\w){month}(?!\w)", stem)
    return month if found else ""


def _leaked_name(question: Question, actor: Actor) -> str:
    """A name of the answer that the stem prints as a whole, other than inside somebody else's name."""
    stem = question.stem
    others = [
        word
        for other in (*question.fact.actors(), *((question.fact.claimant,) if question.fact.claimant else ()))
        if other.pk != actor.pk
        for word in other.spellings()
    ]
    for word in sorted(others, key=len, reverse=True):
        stem = re.sub(rf"(?<!\w){re.escape(bare(word))}(?!\w)", " ", stem) if bare(word) else stem
    for word in actor.spellings():
        if contains(stem, word):
            return word
    if actor.kind == ActorKind.PERSON:
        return next((word for word in actor_words(actor) if len(word) > 2 and contains(stem, word)), "")
    adjectives = (word for name in actor.spellings() for word in demonyms(name))
    return next(
        (word for word in adjectives if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", question.stem)), ""
    )


def _faults_of_evidence(question: Question) -> str:
    """Laws 1 and 2: nothing uncited, and whose claim it is stands in front."""
    fact = question.fact
    if not fact.citations:
        return "It has no citation."
    standing = evidence.standing_of(fact, question.facet)
    if standing in (Standing.CONTESTED, Standing.CHARACTERISATION):
        return "It is asked only as who says so."
    if standing != Standing.ESTABLISHED:
        voice = evidence.attribution(fact, question.facet)
        if not voice or not question.stem.startswith(voice):
            return "The stem does not say whose claim it is."
    return ""


def _ambiguous(question: Question, meant: Sequence[Fact]) -> Withheld:
    """The stem fits other facts too, or its own fact does not decide the answer."""
    others = [fact for fact in meant if fact.pk != question.fact.pk]
    if not others:
        return _withheld(question, "Its own fact does not make the answer certain.")
    more = f" and {len(others) - 1} more" if len(others) > 1 else ""
    reason = f"The stem also fits “{others[0].printed_title}”{more}, where the answer is another."
    return replace(_withheld(question, reason), because=tuple(fact.pk for fact in others))
