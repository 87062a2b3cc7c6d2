"""Where was it? Asked of facts whose places are all known; elsewhere the answer is typed."""

from __future__ import annotations

from collections.abc import Iterator

from history.dates import HistoricalDate, say
from history.factbase import FactBase, same_place
from history.facts import Actor, DateRole, Fact, FactKind, Place, Role
from history.names import GAP, bare, contains, fold
from history.wording import capital
from quizzes import stems
from quizzes.generators.distractors import Company, nearest
from quizzes.questions import Kind, Mode, Option, Proposal, Question, Withheld
from quizzes.stems import sentences
from quizzes.stems.places import Sort, is_description, is_sorted, reads_like, sort_of
from quizzes.stems.ways import then_with_others, ways

FACET = "place"
MADE = frozenset({DateRole.SIGNED, DateRole.ADOPTED, DateRole.WHEN, DateRole.HELD})
"""Dates that say when an agreement was made, and so where: its place is that of its making."""
WHERE = {
    DateRole.SIGNED: "Where was it signed?",
    DateRole.ADOPTED: "Where was it adopted?",
    DateRole.HELD: "Where was it held?",
    DateRole.START: "Where did it begin?",
    DateRole.BEGIN: "Where did it begin?",
}


LONGEST_STAY = 3
"""Days of a journey beyond which one place of it is not provably the only one."""


def generate(fact: Fact, base: FactBase) -> Iterator[Proposal]:
    if not fact.places:
        return

    def withheld(reason: str) -> Withheld:
        return Withheld(fact=fact, facet=FACET, kind=Kind.PLACE, reason=reason)

    if reason := stems.not_askable(fact, FACET) or _unplaced(fact):
        yield withheld(reason)
        return
    dated = stems.shown_date(fact)
    remark = stems.date_remark(dated) if dated else None
    sentence = stems.explained(fact, stems.stripped_claim(fact))
    title = stems.mask_places(fact, sentence, fact.places)
    if reason := stems.unexplained(fact, sentence) or _unfit(fact, title, base):
        yield withheld(reason)
        return
    variants = _variants(fact, title, remark)
    yield then_with_others(variants, base, _there) if fact.is_closed else variants


def _unplaced(fact: Fact) -> str:
    """Why the place of a fact is no answer; empty where it is one."""
    if len(fact.places) > 1:
        return "It has several places, and none of them is the answer alone."
    if stems.only_planned(fact):
        return "It was planned or announced; it never came to pass."
    if fact.kind == FactKind.AGREEMENT and fact.primary and fact.primary.role not in MADE:
        return "Its date does not say when it was made, so its place may not say where."
    match sort_of(fact.places[0]):
        case Sort.NOWHERE:
            return "What stands for its place is a remark and no name."
        case Sort.SEVERAL:
            return "Its place names several, and none of them is the answer alone."
    named = {fold(name) for actor in fact.actors() for name in actor.spellings()}
    if any(fold(name) in named for name in fact.places[0].spellings()):
        return "Its place is called as somebody who took part, so that a gap could mean either."
    if not fact.is_closed and is_description(fact.places[0]):
        return "Its place is described in many words, which nobody types as they are printed."
    return ""


def _variants(fact: Fact, title: str, remark: tuple[str, HistoricalDate] | None) -> Iterator[Question]:
    """The masked title with its date, if one is agreed, then with what tells it from its namesakes."""
    place, (words, date) = fact.places[0], remark or ("", None)
    role = fact.primary.role if fact.primary else ""
    given_title = stems.mask_places(fact, fact.printed_title, fact.places)
    for shown, adds in ways(fact, title, without=("place", "date")):
        shown = shown if fact.title else shown.rstrip(". ")
        shown = shown if date is None or say(date) in shown else stems.remarked(shown, words)
        asked = f"{capital(shown)}. {_asked(fact, role, title)}"
        stem, attribution = stems.with_claim(fact, FACET, asked)
        given = stems.given_of(
            fact, given_title, date=date, role=role if date else "", attribution=attribution
        )
        yield Question(
            fact=fact,
            facet=FACET,
            kind=Kind.PLACE,
            stem=stem,
            given=adds(given),
            key=(_option(place, fact),),
            pool=(),
            mode=Mode.SINGLE if fact.is_closed else Mode.TYPED,
            attribution=attribution,
            accept=() if is_description(place) else tuple(map(bare, place.spellings())),
        )


def _there(other: Fact) -> tuple[Option, ...]:
    """The one place of another fact of which the same is said."""
    return (_option(other.places[0], other),) if len(other.places) == 1 else ()


def _unfit(fact: Fact, title: str, base: FactBase) -> str:
    """Why a masked sentence cannot be asked; empty where it can."""
    if not title.replace(GAP, "").strip(" .,;:()-"):
        return "Without the answer nothing is left to ask."
    if reason := sentences.unfit(fact, title) or stems.place_betrayed(fact, title):
        return reason
    if is_sorted(title):
        return "A word after the gap tells what sort of place is hidden, so that others would not fit."
    if GAP in title and not any(contains(fact.printed_title, name) for name in fact.places[0].spellings()):
        return "The sentence has only a part of the name, so that the name would not fit its gap."
    if fact.title or GAP in title:
        return ""
    if fact.in_role(Role.VISITOR) and (dated := fact.primary) and _days(dated.date) > LONGEST_STAY:
        return "The journey may have led to other places too, and the sentence names none."
    for state in _states(fact.places[0], base):
        if any(contains(title, name) for name in state.spellings()):
            return f"The sentence names the state in which it was ({state.name}), which tells the place."
    return ""


def _days(date: HistoricalDate) -> int:
    return date.latest - date.earliest + 1


def _states(place: Place, base: FactBase) -> Iterator[Actor]:
    """The state in which a place lies, as a fact in which it takes part knows it."""
    for fact in base.of_actor(place.country)[:1] if place.country else ():
        yield from (actor for actor in fact.actors() if actor.pk == place.country)


def _asked(fact: Fact, role: str, title: str) -> str:
    if GAP in title:
        return "Which place belongs in the gap?"
    if not fact.title:
        return "Where was this?"
    return WHERE.get(DateRole(role), "Where was it?") if role else "Where was it?"


def _option(place: Place, fact: Fact) -> Option:
    """A place as an option; its note says what was there."""
    return Option(
        text=place.name, value={"place": place.pk}, note=stems.note_of(fact, place=place), fact=fact.pk
    )


def families(question: Question) -> tuple[str, ...]:
    """Places of one sort, of facts of the same type; else any of that sort."""
    sort = sort_of(question.fact.places[0])
    return (f"place {sort} {question.fact.type}", f"place {sort}")


def company(question: Question, base: FactBase) -> Company:
    """Any other place of that sort, neither holding the right one nor lying in it, nor a spelling of it."""
    own, sort = question.fact.places, sort_of(question.fact.places[0])
    also = [fold(option.text) for option in question.key[1:]]
    names = [fold(bare(name)) for place in own for name in place.spellings()]

    def suits(option: Option, other: Fact) -> bool:
        if fold(option.text) in also or any(sort_of(place) != sort for place in other.places):
            return False
        if any(same_place(place, each) for place in other.places for each in own):
            return False
        return not any(reads_like(fold(bare(option.text)), name) for name in names)

    return suits


def offers(question: Question, base: FactBase) -> tuple[Option, ...]:
    """Places of facts near in time, the nearest first."""
    return nearest(question, base, _options_of, company(question, base))


def _options_of(question: Question, other: Fact) -> Iterator[Option]:
    if len(other.places) == 1:
        yield _option(other.places[0], other)
