"""Where was it? Asked of facts whose places are all known; elsewhere the answer is typed."""

from __future__ import annotations

from collections.abc import Iterator

from history.dates import HistoricalDate, say
from history.factbase import FactBase, same_place
from history.facts import DateRole, Fact, Place, Standing
from history.names import GAP, bare, fold
from quizzes import stems
from quizzes.generators.distractors import Company, distance, neighbours
from quizzes.questions import POOL_SIZE, Kind, Mode, Option, Proposal, Question, Withheld
from quizzes.stems.ways import then_with_others, ways

FACET = "place"
WHERE = {
    DateRole.SIGNED: "Where was it signed?",
    DateRole.ADOPTED: "Where was it adopted?",
    DateRole.HELD: "Where was it held?",
    DateRole.START: "Where did it begin?",
    DateRole.BEGIN: "Where did it begin?",
}


def generate(fact: Fact, base: FactBase) -> Iterator[Proposal]:
    if not fact.places:
        return

    def withheld(reason: str) -> Withheld:
        return Withheld(fact=fact, facet=FACET, kind=Kind.PLACE, reason=reason)

    if reason := stems.not_askable(fact, FACET):
        yield withheld(reason)
        return
    if len(fact.places) > 1:
        yield withheld("It has several places, and none of them is the answer alone.")
        return
    if stems.only_planned(fact):
        yield withheld("It was planned or announced; it never came to pass.")
        return
    dated = stems.shown_date(fact)
    remark = stems.date_remark(dated) if dated else None
    sentence = stems.explained(fact, stems.stripped_claim(fact))
    title = stems.mask_places(fact, sentence, fact.places)
    if reason := stems.unexplained(fact, sentence) or _unfit(title) or stems.place_betrayed(fact, title):
        yield withheld(reason)
        return
    variants = _variants(fact, title, remark)
    yield then_with_others(variants, base, _there) if fact.is_closed else variants


def _variants(fact: Fact, title: str, remark: tuple[str, HistoricalDate] | None) -> Iterator[Question]:
    """The masked title with its date, if one is agreed, then with what tells it from its namesakes."""
    place, (words, date) = fact.places[0], remark or ("", None)
    role = fact.primary.role if fact.primary else ""
    given_title = stems.mask_places(fact, fact.printed_title, fact.places)
    for shown, adds in ways(fact, title, without=("place", "date")):
        shown = shown if fact.title else shown.rstrip(". ")
        shown = shown if date is None or say(date) in shown else stems.remarked(shown, words)
        asked = f"{stems.capital(shown)}. {_asked(fact, role, title)}"
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
            accept=tuple(map(bare, place.spellings())),
        )


def _there(other: Fact) -> tuple[Option, ...]:
    """The one place of another fact of which the same is said."""
    return (_option(other.places[0], other),) if len(other.places) == 1 else ()


def _unfit(title: str) -> str:
    if not title.replace(GAP, "").strip(" .,;:()-"):
        return "Without the answer nothing is left to ask."
    return ""


def _asked(fact: Fact, role: str, title: str) -> str:
    if GAP in title:
        return "Which place belongs in the gap?"
    if not fact.title:
        return "Where was this?"
    return WHERE.get(DateRole(role), "Where was it?") if role else "Where was it?"


def _option(place: Place, fact: Fact) -> Option:
    return Option(text=place.name, value={"place": place.pk}, note=stems.note_of(fact), fact=fact.pk)


def families(question: Question) -> tuple[str, ...]:
    return (f"place {question.fact.type}", "place")


def company(question: Question, base: FactBase) -> Company:
    """Any other place that the stem does not name and that neither holds the right one nor lies in it."""
    own = question.fact.places
    also = [fold(option.text) for option in question.key[1:]]

    def suits(option: Option, other: Fact) -> bool:
        if fold(option.text) in also:
            return False
        return not any(same_place(place, each) for place in other.places for each in own)

    return suits


def offers(question: Question, base: FactBase) -> tuple[Option, ...]:
    """Places of facts near in time, the nearest first."""
    dated = question.fact.primary
    if dated is None:
        return ()
    date, suits = dated.date, company(question, base)
    found: dict[str, tuple[int, Option]] = {}
    for other in neighbours(question.fact, base, date):
        if len(other.places) != 1 or other.standing == Standing.CHARACTERISATION:
            continue
        option, rank = _option(other.places[0], other), distance(date, other)
        if (option.text not in found or rank < found[option.text][0]) and suits(option, other):
            found[option.text] = (rank, option)
    ranked = sorted(found.values(), key=lambda entry: (entry[0], entry[1].fact))
    return tuple(option for _, option in ranked[: 2 * POOL_SIZE])
