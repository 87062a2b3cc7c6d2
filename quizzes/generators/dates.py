"""When was it? One question for each date of a fact that can be asked."""

from __future__ import annotations

from collections.abc import Iterator

from history.dates import HistoricalDate, Precision, say
from history.factbase import FactBase
from history.facts import UNASKED_ROLES, Fact, FactDate, FactKind
from quizzes.generators import distractors, stems
from quizzes.questions import Kind, Option, Question, Withheld


def generate(fact: Fact, base: FactBase) -> Iterator[Question | Withheld]:
    asked = [dated for dated in _one_a_role(fact) if dated.role not in UNASKED_ROLES]
    if not asked:
        reason = (
            "It has no date."
            if not fact.dates
            else "Its date was planned or announced; it never came to pass."
        )
        yield Withheld(fact=fact, facet="date", kind=Kind.DATE, reason=reason)
    for dated in asked:
        yield _ask(fact, dated, base)


def _one_a_role(fact: Fact) -> list[FactDate]:
    return list({dated.role: dated for dated in reversed(fact.dates)}.values())[::-1]


def _ask(fact: Fact, dated: FactDate, base: FactBase) -> Question | Withheld:
    facet = f"date:{dated.role}"

    def withheld(reason: str) -> Withheld:
        return Withheld(fact=fact, facet=facet, kind=Kind.DATE, reason=reason)

    if reason := stems.not_askable(fact, facet):
        return withheld(reason)
    siblings = base.of_agreement(fact.agreement.pk) if fact.agreement else ()
    if stems.has_own_date_elsewhere(fact, dated.date, siblings):
        return withheld("It is the date of the agreement itself and is asked from the agreement's own fact.")
    unit = stems.safe_unit(dated)
    if unit is None:
        return withheld("No day, month, year, decade or century holds the whole of this date.")
    if (
        dated.note
        and dated.date.precision == Precision.DAY
        and unit.precision
        in (
            Precision.DECADE,
            Precision.CENTURY,
        )
    ):
        return withheld(
            "A note leaves the day open, and it lies too near the turn of a year to ask less exactly."
        )
    title = stems.explained(fact, stems.mask_dates(stems.stripped_claim(fact), dated.date))
    if reason := stems.unexplained(fact, title):
        return withheld(reason)
    sentence = stems.date_stem(fact, dated, unit, stems.mask_dates(title, dated.date))
    stem, attribution = stems.with_claim(fact, facet, sentence)
    return Question(
        fact=fact,
        facet=facet,
        kind=Kind.DATE,
        stem=stem,
        given=stems.given_of(fact, _given_title(fact, dated), attribution=attribution),
        key=(Option(text=say(unit), value={"date": unit.edtf}, fact=fact.pk, sort=unit.earliest),),
        pool=distractors.dates(fact, unit, base, spoiled_dates(fact, dated, base)),
        attribution=attribution,
    )


def _given_title(fact: Fact, dated: FactDate) -> str:
    return stems.mask_dates(fact.printed_title, dated.date)


def spoiled_dates(fact: Fact, dated: FactDate, base: FactBase) -> tuple[HistoricalDate, ...]:
    """Dates that are never offered beside the key: a student may have met them as the date of this.

    Values that real pages print wrongly, what the sides of a disagreement hold, when the fact's own
    sources were issued, and the dates of facts that say the same. Other dates of an agreement may
    stand, because the question names what happened on the day.
    """
    spoiled = [*fact.wrong_dates, *(position.date for position in fact.positions if position.date)]
    spoiled += [citation.source.issued for citation in fact.citations if citation.source.issued]
    if fact.kind != FactKind.AGREEMENT:
        spoiled += [other.date for other in fact.dates if other.role != dated.role]
    for pk in fact.corroborates:
        other = base.get(pk)
        spoiled += [date.date for date in other.dates] if other else []
    own = dated.date
    return tuple(date for date in spoiled if date.disjoint(own))
