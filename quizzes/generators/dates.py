"""When was it? One question for each date of a fact that can be asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from history import evidence
from history.dates import HistoricalDate, Precision, coarsened, days_between, say, year_text
from history.dates.edtf import parse
from history.factbase import FactBase
from history.facts import PRESENT_ROLES, UNASKED_ROLES, DateRole, Fact, FactDate, FactKind, Standing
from history.names import GAP
from history.wording import capital
from quizzes import stems
from quizzes.generators.attribution import voices
from quizzes.generators.distractors import (
    PRIME,
    SAME_TYPE,
    Company,
    as_unit,
    in_words,
    neighbours,
    was_about,
)
from quizzes.questions import POOL_SIZE, Kind, Option, Proposal, Question, Withheld
from quizzes.stems import sentences
from quizzes.stems.ways import ways

MAKING = frozenset({f"date:{DateRole.SIGNED}", f"date:{DateRole.ADOPTED}"})
"""Facets of the dates on which an agreement is made."""

COUNTED = 5 * 365
"""Days by which who counts may be wrong about a text that is only a number."""

HINTING_YEARS = 3
"""Years within which another year in a title tells its own."""

NEAREST_DAYS = 2
"""A day this near to the key is never offered: time zones and reports shift dates by a day or two."""


def generate(fact: Fact, base: FactBase) -> Iterator[Proposal]:
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


def _ask(fact: Fact, dated: FactDate, base: FactBase) -> Proposal:
    facet = f"date:{dated.role}"

    def withheld(reason: str) -> Withheld:
        return Withheld(fact=fact, facet=facet, kind=Kind.DATE, reason=reason)

    if evidence.standing_of(fact, facet) == Standing.CONTESTED and (ways := tuple(_by_voices(fact, dated))):
        return ways
    if reason := stems.not_askable(fact, facet):
        return withheld(reason)
    siblings = base.of_agreement(fact.agreement.pk) if fact.agreement else ()
    if stems.has_own_date_elsewhere(fact, dated.date, siblings):
        return withheld("It is the date of the agreement itself and is asked from the agreement's own fact.")
    unit = stems.agreed_unit(fact, dated) or stems.whole_span(fact, dated)
    if unit is None:
        return withheld("No day, month, year, decade or century holds the whole of this date.")
    if (
        dated.note
        and dated.date.precision == Precision.DAY
        and unit.precision in (Precision.DECADE, Precision.CENTURY)
    ):
        return withheld(
            "A note leaves the day open, and it lies too near the turn of a year to ask less exactly."
        )
    unit = _without_tearing(fact, unit)
    title = sentences.without_asides(fact, stems.mask_dates(stems.stripped_claim(fact), unit), unit)
    title = stems.explained(fact, title)
    reason = stems.unexplained(fact, title) or sentences.unfit(fact, title, unit)
    if reason:
        return withheld(reason)
    near = _years_about(unit)
    if fact.kind == FactKind.EVENT and fact.title and stems.mask_dates(title, near) != title:
        return withheld("Its title names a year that is not its own and lies so near that it would tell it.")
    hidden = near if fact.kind == FactKind.AGREEMENT else unit
    return _variants(fact, dated, unit, hidden, stems.mask_dates(title, hidden))


def _without_tearing(fact: Fact, unit: HistoricalDate) -> HistoricalDate:
    """The year instead of the day or month where only its month would leave a gap in a title.

    "On which date was the … Pyongyang Declaration signed?" is asked of the September Declaration by its year.
    """
    year = coarsened(unit, Precision.YEAR) if unit.precision in (Precision.DAY, Precision.MONTH) else None
    if year is None or not fact.title or GAP not in stems.mask_dates(fact.title, unit):
        return unit
    return unit if GAP in stems.mask_dates(fact.title, year) else year


def _years_about(unit: HistoricalDate) -> HistoricalDate:
    """The date with the years about it, which would tell it to whoever guesses.

    An event that goes by one of them ("Great Plague of 1738", which began in 1737) is not asked; of an
    agreement they are those of the texts that it amends or renews, and are masked.
    """
    years = stems.years_of(unit)
    return (
        parse(f"{year_text(years[0] - HINTING_YEARS)}/{year_text(years[1] + HINTING_YEARS)}")
        if years
        else unit
    )


def _by_voices(fact: Fact, dated: FactDate) -> Iterator[Question]:
    """Where the sources disagree, what one of them says: the one whose date the fact has is asked first."""
    facet = f"date:{dated.role}"
    sides = [voice for voice in voices(fact, facet) if voice.date is not None]
    if len(sides) < 2:
        return
    title = stems.explained(fact, stems.stripped_claim(fact))
    given_title = fact.printed_title
    for voice in sides:
        title = stems.mask_dates(title, voice.date) if voice.date else title
        given_title = stems.mask_dates(given_title, voice.date) if voice.date else given_title
    if stems.unexplained(fact, title) or sentences.unfit(fact, title):
        return
    for voice in sorted(sides, key=lambda side: side.date != dated.date):
        held = FactDate(role=dated.role, date=voice.date) if voice.date else dated
        unit = stems.safe_unit(held) or stems.whole_span(replace(fact, positions=()), held)
        if unit is None:
            continue
        for shown, adds in ways(fact, title, without=("date",)):
            stem = sentences.attributed(voice.phrase, stems.date_stem(fact, held, unit, shown))
            yield Question(
                fact=fact,
                facet=facet,
                kind=Kind.DATE,
                stem=stem,
                given=adds(stems.given_of(fact, given_title, attribution=voice.phrase)),
                key=(_as_option(unit, fact, facet),),
                pool=(),
                attribution=voice.phrase,
            )


def _variants(
    fact: Fact, dated: FactDate, unit: HistoricalDate, hidden: HistoricalDate, title: str
) -> Iterator[Question]:
    """The title alone, without the years that are `hidden`, then with a remark that tells it from others."""
    facet = f"date:{dated.role}"
    for shown, adds in ways(fact, title, without=("date",)):
        question = f"{_subject(fact, unit)}{stems.date_stem(fact, dated, unit, shown)}"
        stem, attribution = stems.with_claim(fact, facet, question)
        given = stems.given_of(fact, stems.mask_dates(fact.printed_title, hidden), attribution=attribution)
        yield Question(
            fact=fact,
            facet=facet,
            kind=Kind.DATE,
            stem=stem,
            given=adds(given),
            key=(_as_option(unit, fact, facet),),
            pool=(),
            attribution=attribution,
        )


def _subject(fact: Fact, unit: HistoricalDate) -> str:
    """What a text is about whose title is only a number, as a sentence before the question."""
    if not fact.statement or not sentences.is_number(fact.title):
        return ""
    told = replace(fact, title="")
    text = stems.mask_dates(stems.explained(told, fact.statement), unit)
    return "" if GAP in text or stems.unexplained(told, text) else f"{stems.ended(text)} "


def _as_option(unit: HistoricalDate, fact: Fact, facet: str) -> Option:
    """A date as an option; its note says what happened then, for those to whom it is a wrong one."""
    return Option(
        text=say(unit),
        value={"date": unit.edtf},
        note=_of_day(unit, fact, facet),
        fact=fact.pk,
        sort=unit.earliest,
    )


def _of_day(date: HistoricalDate, other: Fact, facet: str) -> str:
    """What happened on a wrong date: "3 May 1950: …", unless the sentence says the date itself."""
    text, day = in_words(other), say(date)
    whose = evidence.attribution(other, facet)
    if day in text:
        return f"{whose}: {text}." if whose else f"{text}."
    day = capital(day)
    return f"{day}, {whose[:1].lower()}{whose[1:]}: {text}." if whose else f"{day}: {text}."


def families(question: Question) -> tuple[str, ...]:
    """The same date of facts of the same type, in the same precision; else any of that precision."""
    unit = parse(question.key[0].value["date"])
    return (f"{question.facet} {question.fact.type} {unit.precision}", f"date {unit.precision}")


def company(question: Question, base: FactBase) -> Company:
    """What may stand beside the key: no date that a student may have met as the date of this, or that tells.

    A date at which somebody who took part was not about, or the agreement not yet made, gives itself away;
    and of a text that is only a number who counts tells about when it was.
    """
    fact, key = question.fact, parse(question.key[0].value["date"])
    spoiled = _spoiled_dates(fact, question.facet.partition(":")[2], key, base)
    present = [part.actor for part in fact.participations if part.role in PRESENT_ROLES]
    since, number = _made_on(fact, question.facet, base), sentences.is_number(fact.title)

    def suits(option: Option, other: Fact) -> bool:
        date = parse(option.value["date"])
        if date.precision != key.precision or any(not date.disjoint(each) for each in (key, *spoiled)):
            return False
        if date.precision == Precision.DAY and any(
            (days_between(date, each) or 0) <= NEAREST_DAYS for each in (key, *spoiled) if not each.is_open
        ):
            return False
        if since is not None and date.latest < since:
            return False
        if number and (days_between(date, key) or 0) > COUNTED:
            return False
        return all(was_about(actor, date) for actor in present)

    return suits


def _made_on(fact: Fact, facet: str, base: FactBase) -> int | None:
    """The first day on which the agreement can have been known that a fact carries out.

    It is that of its making or, where nobody says when that was, not long before the first fact about it.
    """
    if fact.agreement is None or facet in MAKING:
        return None
    known: list[int] = []
    for other in base.of_agreement(fact.agreement.pk):
        for dated in other.dates:
            if other.kind == FactKind.AGREEMENT and f"date:{dated.role}" in MAKING:
                return dated.date.earliest
        if other.primary:
            known.append(other.primary.date.earliest)
    return min(known) - PRIME if known else None


def _spoiled_dates(fact: Fact, role: str, own: HistoricalDate, base: FactBase) -> tuple[HistoricalDate, ...]:
    """Dates that are never offered beside the key: a student may have met them as the date of this.

    Values that real pages print wrongly, what the sides of a disagreement hold, when the fact's own
    sources were issued, and the dates of facts that say the same. Other dates of an agreement may
    stand, because the question names what happened on the day.
    """
    spoiled = [*fact.wrong_dates, *(position.date for position in fact.positions if position.date)]
    spoiled += [citation.source.issued for citation in fact.citations if citation.source.issued]
    if fact.kind != FactKind.AGREEMENT:
        spoiled += [other.date for other in fact.dates if other.role != role]
    for pk in fact.corroborates:
        other = base.get(pk)
        spoiled += [date.date for date in other.dates] if other else []
    return tuple(date for date in spoiled if date.disjoint(own))


def offers(question: Question, base: FactBase) -> tuple[Option, ...]:
    """Dates of other facts in the precision of the key, balanced before and after it, nearest first."""
    key = parse(question.key[0].value["date"])
    suits = company(question, base)
    candidates: list[tuple[int, Option, Fact]] = []
    for other in neighbours(question.fact, base, key):
        primary = other.primary
        if primary is None or other.standing in (Standing.CONTESTED, Standing.CHARACTERISATION):
            continue
        date = as_unit(primary.date, key.precision) or stems.whole_span(other, primary)
        if date is None:
            continue
        option = _as_option(date, other, f"date:{primary.role}")
        if suits(option, other):
            gained = SAME_TYPE if other.type == question.fact.type else 0
            candidates.append((abs(date.earliest - key.earliest) - gained, option, other))
    chosen: list[Option] = []
    taken = [key]
    sides = {True: 0, False: 0}
    for _, option, _ in sorted(candidates, key=lambda entry: (entry[0], entry[2].pk)):
        later, date = option.sort > key.earliest, parse(option.value["date"])
        if sides[later] > POOL_SIZE // 2 or any(not date.disjoint(other) for other in taken):
            continue
        sides[later] += 1
        taken.append(date)
        chosen.append(option)
    return tuple(sorted(chosen, key=lambda option: abs(option.sort - key.earliest)))
