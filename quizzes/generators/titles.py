"""Which agreement, which event was it? Asked by those who made it and its date, or by its date alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from history import evidence
from history.dates import HistoricalDate, Precision, when
from history.factbase import FactBase, actor_words, fits, same_name
from history.facts import (
    UNASKED_ROLES,
    Actor,
    ActorKind,
    DateRole,
    Fact,
    FactDate,
    FactKind,
    Given,
    Place,
    Role,
    like_roles,
)
from history.names import GAP, contains, fold
from history.sorts import same_sort, type_in_words
from history.wording import capital
from quizzes import stems
from quizzes.generators.distractors import NEIGHBOURS, Company, apart, of_one_age, was_about
from quizzes.questions import FEWEST_OPTIONS, POOL_SIZE, Kind, Option, Proposal, Question, Withheld
from quizzes.stems import sentences
from quizzes.stems.masking_dates import TORN
from quizzes.stems.places import where

FACET = "title"
MADE = frozenset({DateRole.SIGNED, DateRole.ADOPTED, DateRole.WHEN, DateRole.HELD})
"""Dates on which an agreement was made; that of its entry into force does not say who concluded it when."""
ENDED = frozenset({DateRole.END, DateRole.ENDED})
HAPPENED = MADE | ENDED | {DateRole.START, DateRole.BEGIN}
FINE = frozenset({Precision.DAY, Precision.MONTH, Precision.YEAR, Precision.DECADE, Precision.CENTURY})
LONGEST = 300
"""Characters of a title beyond which nobody reads four of them."""
PARTNERS = FEWEST_OPTIONS
"""Agreements of the same makers from which on they are told apart by who made them."""


def generate(fact: Fact, base: FactBase) -> Iterator[Proposal]:
    kind = Kind.AGREEMENT if fact.agreement is not None or fact.kind == FactKind.AGREEMENT else Kind.EVENT
    if kind == Kind.EVENT and fact.kind != FactKind.EVENT:
        return

    def withheld(reason: str) -> Withheld:
        return Withheld(fact=fact, facet=FACET, kind=kind, reason=reason)

    if kind == Kind.AGREEMENT and fact.kind != FactKind.AGREEMENT:
        yield withheld("Which agreement it was is asked from the agreement's own fact.")
        return
    if reason := stems.not_askable(fact, FACET) or unfit(fact):
        yield withheld(reason)
        return
    dated = stems.shown_date(fact)
    if dated is None or dated.date.is_open or not (fact.title or kind == Kind.EVENT):
        yield withheld("It needs a title and an agreed date before it can be asked.")
        return
    if dated.role not in (MADE if kind == Kind.AGREEMENT else HAPPENED):
        yield withheld("Its date does not say when it was made.")
        return
    doubtful = dated.note or dated.date.approximate or dated.date.uncertain
    doubtful = doubtful or (kind == Kind.EVENT and dated.date.precision not in FINE)
    date = stems.safe_unit(dated) if doubtful else dated.date
    if date is None:
        yield withheld("A note or a mark leaves its date open.")
        return
    if kind == Kind.EVENT and date.precision not in FINE:
        yield withheld("Its date is too vague to tell it from others.")
        return
    if TORN.search(option_title(fact, date)):
        yield withheld("A gap for its date would tear a word of its title.")
        return
    if len(option_title(fact, date)) > LONGEST:
        yield withheld("Its title is too long to be one of four.")
        return
    yield _variants(fact, kind, dated, date, base)


def unfit(fact: Fact) -> str:
    """Why what is printed of a fact is no title among others; empty where it is one."""
    if fact.printed_title.startswith("Whether "):
        return "It is something that is disputed, and no event."
    if sentences.is_number(fact.title):
        return "Its title is only a number in a row, which tells its time to whoever counts."
    dated = fact.primary
    if dated and not fact.title and GAP in stems.mask_dates(fact.statement, dated.date):
        return "Without its date the sentence has a hole, so that it would stand out among others."
    return stems.nameless(fact) or stems.unexplained(fact, fact.printed_title)


def option_title(fact: Fact, date: HistoricalDate) -> str:
    """A title as an option: with a gap for its year, which the stem gives."""
    title = fact.title or stems.stripped_claim(fact).rstrip(". ")
    own = fact.primary
    title = stems.mask_dates(title, date)
    return stems.mask_dates(title, own.date) if own else title


def makers(fact: Fact) -> tuple[str, tuple[Actor, ...]]:
    """The role and the actors that made an agreement: its parties, or the body that adopted it."""
    for role in (Role.PARTY, Role.ADOPTER):
        if fact.is_complete(role) and (own := fact.in_role(role)):
            return role, own
    return "", ()


def _variants(
    fact: Fact, kind: Kind, dated: FactDate, date: HistoricalDate, base: FactBase
) -> Iterator[Question]:
    """By its makers where they made others too; else by its date, then with its place or its sort as well."""
    role, actors = makers(fact)
    if kind == Kind.AGREEMENT and actors and len(_of_the_same(fact, date, base)) >= PARTNERS:
        names = stems.listed(stems.the(actor) for actor in actors)
        did = f"did {names} {'adopt' if role == Role.ADOPTER else 'conclude'}"
        yield _question(fact, kind, dated, date, f"which of these {did} {when(date)}?", base, actors=actors)
    verb = f"was {stems.DATE_PHRASES.get(DateRole(dated.role), 'made')}"
    if kind == Kind.EVENT:
        verb = "began" if dated.role in (DateRole.START, DateRole.BEGIN) else "happened"
        verb = "ended" if dated.role in ENDED else verb
    yield _question(fact, kind, dated, date, f"which of these {verb} {when(date)}?", base)
    if len(fact.places) == 1 and (there := where(fact.places[0])):
        asked = f"which of these {verb} {there} {when(date)}?"
        yield _question(fact, kind, dated, date, asked, base, place=fact.places[0])
    if kind == Kind.EVENT and (sort := type_in_words(fact.type)).startswith("among "):
        yield _question(
            fact, kind, dated, date, f"{sort}, which of these {verb} {when(date)}?", base, sort=True
        )


def _of_the_same(fact: Fact, date: HistoricalDate, base: FactBase) -> list[Fact]:
    """Other agreements near in time that the same concluded."""
    same = {actor.pk for actor in makers(fact)[1]}
    near = base.near(date, count=4 * NEIGHBOURS, kind=FactKind.AGREEMENT, of=same)
    return [
        other for other in near if other.pk != fact.pk and {actor.pk for actor in makers(other)[1]} == same
    ]


def _question(
    fact: Fact,
    kind: Kind,
    dated: FactDate,
    date: HistoricalDate,
    sentence: str,
    base: FactBase,
    *,
    actors: tuple[Actor, ...] = (),
    place: Place | None = None,
    sort: bool = False,
) -> Question:
    attribution = evidence.attribution(fact, FACET)
    stem = sentences.attributed(attribution, capital(sentence))
    given = Given(
        actors=actors,
        place=place,
        kind=fact.kind,
        type=fact.type if sort else "",
        date=date,
        date_role=dated.role,
        attribution=attribution,
    )
    return Question(
        fact=fact,
        facet=FACET,
        kind=kind,
        stem=stem,
        given=given,
        key=(_option(fact, dated, date, given), *_also_right(fact, dated, date, given, base)),
        pool=(),
        attribution=attribution,
    )


def _also_right(
    fact: Fact, dated: FactDate, date: HistoricalDate, given: Given, base: FactBase
) -> Iterator[Option]:
    """Others of which the same is true: right answers that are never offered beside the key."""
    for other in base.fitting(given) or ():
        own = next((each for each in other.dates if each.role in like_roles(dated.role)), None)
        named = all(any(same_name(actor, each) for each in other.actors()) for actor in given.actors)
        named = named and (given.place is None or bool(other.places))
        if stems.nameless(other):
            continue
        if other.pk != fact.pk and named and own and own.date.within(date) and other.printed_title:
            yield _option(other, own, date, given)


def _option(fact: Fact, dated: FactDate, date: HistoricalDate, given: Given) -> Option:
    """A title as an option; its note says when that was and, where the stem does not, who made it."""
    actors = () if given.actors else makers(fact)[1]
    by = f" by {stems.listed(stems.the(actor) for actor in actors)}" if actors else ""
    told = sentences.when_it_was(fact, dated, by=by)
    return Option(text=option_title(fact, date), value={"fact": fact.pk}, note=told, fact=fact.pk)


def families(question: Question) -> tuple[str, ...]:
    """Titles of the same type and shape, made by the same where the stem says by whom."""
    fact = question.fact
    shape = "gap" if GAP in question.key[0].text else "whole"
    if question.given.actors:
        who = " ".join(str(pk) for pk in sorted(actor.pk for actor in question.given.actors))
        return (f"title {fact.kind} {shape} by {who}",)
    if question.given.type:
        return (f"title {fact.kind} {shape} {fact.type}",)
    return (f"title {fact.kind} {shape} {fact.type}", f"title {fact.kind} {shape}")


def company(question: Question, base: FactBase) -> Company:
    """Titles that read differently, made at another time by those who could have made it then."""
    fact, key, date = question.fact, question.key[0], question.given.date
    same = {actor.pk for actor in question.given.actors}
    there = {actor.pk for actor in fact.actors()}
    gap = GAP in key.text
    place = question.given.place if not _names_place(key.text, question.given.place) else None

    def suits(option: Option, other: Fact) -> bool:
        if question.given.type and not same_sort(question.given.type, other.type):
            return False
        if other.kind != fact.kind or (GAP in option.text) != gap or len(option.text) > LONGEST:
            return False
        if same and {actor.pk for actor in makers(other)[1]} != same:
            return False
        if _names_place(option.text, place):
            return False
        # what happened on the same day elsewhere, or by others, is too near to be told apart
        if date is not None and any(not dated.date.disjoint(date) for dated in other.dates):
            return False
        return date is None or _of_the_time(other, date, there)

    return suits


def _names_place(text: str, place: Place | None) -> bool:
    return place is not None and any(contains(text, word) for word in place.spellings())


def _of_the_time(other: Fact, date: HistoricalDate, there: set[int]) -> bool:
    """Whether those who made it could have done so at the date, and all whom its title names too.

    That they lived then must be known for an agreement; for an event nothing may speak against it.
    """
    printed = other.printed_title
    others = [actor for actor in other.actors() if actor.pk not in there]
    if other.kind != FactKind.AGREEMENT:
        return all(was_about(actor, date) or not _names_actor(printed, actor) for actor in others)
    makers_then = all(actor.pk in there or actor.existed(date) for actor in makers(other)[1])
    people = [actor for actor in others if actor.kind == ActorKind.PERSON]
    return makers_then and all(actor.existed(date) or not _names_actor(printed, actor) for actor in people)


def _names_actor(text: str, actor: Actor) -> bool:
    return any(contains(text, word) for word in actor_words(actor))


def offers(question: Question, base: FactBase) -> tuple[Option, ...]:
    """Titles of other agreements or events near in time, each by its own fact; those of its type first.

    What is of another age is offered only where there would be too few.
    """
    fact, date = question.fact, question.given.date
    if date is None:
        return ()
    suits = company(question, base)
    seen = {fold(option.text) for option in question.key}
    near: list[Option] = []
    far: list[Option] = []
    for other in _near(fact, date, base):
        dated = other.primary
        if other.pk == fact.pk or dated is None or dated.role in UNASKED_ROLES or not other.citations:
            continue
        text = option_title(other, date)
        bare = Option(text=text, value={"fact": other.pk}, fact=other.pk)
        if fold(text) in seen or fits(other, question.given) or not suits(bare, other) or unfit(other):
            continue
        seen.add(fold(text))
        option = _option(other, dated, date, question.given)
        side = near if of_one_age(date, dated.date) else far
        side.append(replace(option, note=_when(option, date, dated)))
        if len(near) == 2 * POOL_SIZE:
            break
    return (*near, *far[: max(0, FEWEST_OPTIONS - len(near))])


def _near(fact: Fact, date: HistoricalDate, base: FactBase) -> Iterator[Fact]:
    """Facts of the same kind near in time, those of the same type first."""
    for type_ in (fact.type, ""):
        yield from base.near(date, count=4 * NEIGHBOURS, kind=fact.kind, type=type_)


def _when(option: Option, date: HistoricalDate, dated: FactDate) -> str:
    """The note with how far from the key it was."""
    return option.note.replace(when(dated.date), apart(date, dated.date), 1)
