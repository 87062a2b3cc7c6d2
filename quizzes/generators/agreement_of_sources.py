"""Do these sources agree? Asked as true or false alone, of a date that several sources give.

Both answers must be open: a fact is asked about only if two of its sources give the same date and two give
dates that exclude each other. Then a pair that agrees is proposed as often as one that does not, and nobody
does better by always saying false.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from history.dates import say
from history.factbase import FactBase
from history.facts import DateRole, Fact, Given, Position
from history.names import contains, fold
from quizzes import stems
from quizzes.generators import attribution
from quizzes.questions import POOL_SIZE, Kind, Mode, Option, Proposal, Question, Withheld

FACET = "sources"
ONE_WAY = "Its sources do not both agree and differ on the date: whether two agree could be told unread."

_WAS = {
    DateRole.SIGNED: "it was signed",
    DateRole.ADOPTED: "it was adopted",
    DateRole.IN_FORCE: "it entered into force",
    DateRole.ENDED: "it ended",
    DateRole.END: "it ended",
    DateRole.TERMINATED: "it was terminated",
    DateRole.START: "it began",
    DateRole.BEGIN: "it began",
    DateRole.HELD: "it was held",
}


def generate(fact: Fact, base: FactBase) -> Iterator[Proposal]:
    """A question for each date on which two sources can be told apart, or why there is none."""
    if stems.only_planned(fact):
        return
    dated = [each for each in fact.positions if each.facet == "date" and each.date and each.citations]
    for role in dict.fromkeys(position.role for position in dated):
        touching = [position for position in dated if position.role == role]
        sources = attribution.told_apart(fact, touching)
        if len(sources) < 2:
            continue
        facet = f"{FACET}:{role}" if role else FACET
        if ways := tuple(_ways(fact, facet, role, touching, sources)):
            yield ways
        else:
            yield Withheld(fact=fact, facet=facet, kind=Kind.ATTRIBUTION, reason=ONE_WAY, mode=Mode.TRUEFALSE)


def _ways(
    fact: Fact, facet: str, role: str, touching: Sequence[Position], sources: dict[int, str]
) -> Iterator[Question]:
    texts = attribution.source_texts(fact, touching)
    title = stems.mask_years(stems.stripped_claim(fact)).rstrip(". ")
    named = {index: texts[index] for index in sources if _can_be_named(texts[index], title)}
    if len({fold(text) for text in named.values()}) < len(named):
        return
    said = {position.value: position.date for position in touching if position.date}
    agreeing, differing = [], []
    for one, other in combinations(sorted(named), 2):
        dates = said[sources[one]], said[sources[other]]
        pair = _pair(one, other, named, dates=(say(dates[0]), say(dates[1])))
        if dates[0] == dates[1]:
            agreeing.append(pair)
        elif dates[0].disjoint(dates[1]):
            differing.append(pair)
    if not agreeing or not differing:
        return
    was = _WAS.get(DateRole(role), "this was") if role in set(DateRole) else "this was"
    plain = Given(title=stems.mask_years(fact.printed_title), date_role=role)
    for remark, given in attribution.remarks(fact, plain):
        yield Question(
            fact=fact,
            facet=facet,
            kind=Kind.ATTRIBUTION,
            stem=f"“{title}”{remark}. Which of its sources agree on when {was}?",
            given=given,
            key=tuple(agreeing),
            pool=tuple(differing[:POOL_SIZE]),
            mode=Mode.TRUEFALSE,
        )


def _can_be_named(text: str, title: str) -> bool:
    return bool(fold(text)) and len(text) <= attribution.LONGEST and not contains(title, text)


def _pair(one: int, other: int, named: dict[int, str], *, dates: tuple[str, str]) -> Option:
    first, second = f"“{named[one]}”", f"“{named[other]}”"
    note = f"{first} says {dates[0]}, {second} {dates[1]}."
    if dates[0] == dates[1]:
        note = f"Both say {dates[0]}."
    return Option(text=f"{first} and {second}", value={"sources": [one, other]}, note=note)
