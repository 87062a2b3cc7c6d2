"""Who was it? The parties of an agreement as a whole, several in a role together, else one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from history.dates import HistoricalDate, say
from history.factbase import FactBase, actor_words, same_name
from history.facts import PRESENT_ROLES, Actor, ActorKind, Fact, FactKind, Given, Role
from history.names import GAP, bare, contains, fold, mask
from history.sorts import type_in_words
from history.wording import capital
from quizzes import stems
from quizzes.generators.distractors import SAME_TYPE, Company, nearest, was_about
from quizzes.questions import (
    FEWEST_OPTIONS,
    Kind,
    Mode,
    Option,
    Proposal,
    Question,
    Withheld,
)
from quizzes.stems.ways import then_with_others, ways

QUESTIONS = {
    Role.PARTY: "Which of these was a party?",
    Role.SIGNATORY: "Which of these signed it?",
    Role.VISITOR: "Who was the visitor?",
    Role.HOST: "Who was the host?",
    Role.PARTICIPANT: "Which of these took part?",
    Role.DELEGATE: "Which of these was a delegate?",
    Role.SPEAKER: "Who said so?",
    Role.AUTHOR: "Who was the author?",
    Role.PUBLISHER: "Who published it?",
    Role.SENDER: "Who was the sender?",
    Role.ADDRESSEE: "To whom was it addressed?",
    Role.ADOPTER: "Which body adopted it?",
    Role.ABSTAINER: "Which of these abstained?",
    Role.ANNOUNCER: "Who announced it?",
    Role.APPOINTEE: "Who was appointed?",
    Role.RECOGNISER: "Who gave the recognition?",
    Role.RECOGNISED: "Who was recognised?",
    Role.DONOR: "Who was the giver?",
    Role.RECIPIENT: "Who was the recipient?",
    Role.BELLIGERENT: "Which of these was a belligerent?",
    Role.HOLDER: "Who held the office?",
    Role.SUBJECT: "Who is it about?",
}
PLURAL = {
    Role.PARTY: "were parties",
    Role.SIGNATORY: "signed it",
    Role.PARTICIPANT: "took part",
    Role.DELEGATE: "were delegates",
    Role.VISITOR: "were visitors",
    Role.HOST: "were hosts",
    Role.ABSTAINER: "abstained",
    Role.ADOPTER: "adopted it",
    Role.ANNOUNCER: "announced it",
    Role.AUTHOR: "were authors",
    Role.PUBLISHER: "published it",
    Role.SPEAKER: "said so",
    Role.SENDER: "were senders",
    Role.ADDRESSEE: "were addressed",
    Role.APPOINTEE: "were appointed",
    Role.RECOGNISER: "gave the recognition",
    Role.RECOGNISED: "were recognised",
    Role.DONOR: "gave something",
    Role.RECIPIENT: "received something",
    Role.BELLIGERENT: "were belligerents",
    Role.HOLDER: "held the office",
    Role.SUBJECT: "is it about",
}
"""What is asked where several hold the role: "Which of these abstained? Choose all that did"."""

SAYING = frozenset({Role.SPEAKER, Role.AUTHOR, Role.ANNOUNCER, Role.PUBLISHER})
"""Roles of which a sentence that names one says enough: "the Kremlin announced" needs no second voice."""

LARGEST_SET = 3
"""Parties up to which they are asked for as a whole."""

MOST_RIGHT = 5
"""Right options up to which all are asked for at once; of more, one is."""

COMPATRIOT = 5 * 365
SHARED_PARTY = 15 * 365
"""Days of nearness that an actor gains by sharing a country with the answer, and a set of parties by
sharing one of them."""


def generate(fact: Fact, base: FactBase) -> Iterator[Proposal]:
    roles = list(dict.fromkeys(part.role for part in fact.participations if part.role in QUESTIONS))
    if not roles:
        reason = "Nobody takes part in it in a role that can be asked."
        yield Withheld(fact=fact, facet="actors", kind=Kind.ACTOR, reason=reason)
    for role in roles:
        yield _ask(fact, role, base)


def _ask(fact: Fact, role: str, base: FactBase) -> Proposal:
    facet = f"actors:{role}"
    right = fact.in_role(role)

    def withheld(reason: str) -> Withheld:
        return Withheld(fact=fact, facet=facet, kind=Kind.ACTOR, reason=reason)

    if reason := stems.not_askable(fact, facet):
        return withheld(reason)
    if not fact.is_complete(role):
        return withheld(
            f"Nobody has confirmed that every {role} is listed (tick it under “Who took part” if so), "
            "so nobody else is provably wrong."
        )
    if len({fold(actor.name) for actor in right}) < len(right):
        return withheld("Two of them have the same name, so that nobody could tell which is meant.")
    if any(actor.kind == ActorKind.GROUP for actor in right):
        return withheld("A nameless group took part; it cannot be asked for.")
    if stems.only_planned(fact):
        return withheld("It was planned or announced; it never came to pass.")
    if role == Role.PARTY and len(right) == 1:
        return withheld("Only one party is listed, and one party makes no agreement.")
    together = role == Role.PARTY and len(right) <= LARGEST_SET
    if not together and len({actor.kind for actor in right}) > 1:
        return withheld(
            "People, states and bodies share this role, so that the options would be of mixed kinds."
        )
    return _proposal(fact, role, right, base, together=together)


def _proposal(fact: Fact, role: str, right: tuple[Actor, ...], base: FactBase, *, together: bool) -> Proposal:
    facet = f"actors:{role}"
    dated = stems.shown_date(fact)
    remark = stems.date_remark(dated) if dated else None
    sentence = stems.explained(fact, stems.stripped_claim(fact))
    title = _masked(fact, sentence, right, together=together)
    reason = stems.unexplained(fact, sentence) or _unfit(fact, role, right, title, together=together)
    reason = reason or stems.betrayed(fact, title, right)
    if reason and remark and (office := _office(fact, role, right, remark)):
        return (office,)
    if reason:
        return Withheld(fact=fact, facet=facet, kind=Kind.ACTOR, reason=reason)
    variants = _variants(fact, role, right, title, remark, together=together)
    if len(right) > 1 and not together:
        return variants

    def as_right(other: Fact) -> tuple[Option, ...]:
        actors = other.in_role(role) if other.is_complete(role) else ()
        return _key(other, role, actors, together=together) if actors else ()

    return then_with_others(variants, base, as_right)


def _office(
    fact: Fact, role: str, right: tuple[Actor, ...], remark: tuple[str, HistoricalDate]
) -> Question | None:
    """Who held an office whose title is no more than its holder: by its sort, its state and its date."""
    office, dated = type_in_words(fact.type), fact.primary
    if fact.kind != FactKind.TERM or role != Role.HOLDER or not office or not dated or len(right) != 1:
        return None
    if len(fact.about) != 1 or any(contains(office, word) for word in right[0].spellings()):
        return None
    facet, (words, date) = f"actors:{role}", remark
    told = stems.remarked(f"{capital(office)} of {stems.the(fact.about[0])}", words)
    stem, attribution = stems.with_claim(fact, facet, f"{told}. {QUESTIONS[Role.HOLDER]}")
    return Question(
        fact=fact,
        facet=facet,
        kind=Kind.ACTOR,
        stem=stem,
        given=Given(
            kind=fact.kind,
            type=fact.type,
            about=fact.about[0],
            date=date,
            date_role=dated.role,
            attribution=attribution,
        ),
        key=_key(fact, role, right, together=False),
        pool=(),
        attribution=attribution,
        accept=tuple(map(bare, right[0].spellings())),
    )


def _masked(fact: Fact, text: str, right: tuple[Actor, ...], *, together: bool) -> str:
    """The text without the answer, and without whatever of a person's name it still prints ("of Denmark")."""
    text = stems.mask_actors(fact, text, right, together=together)
    parts = {word for actor in right if actor.kind == ActorKind.PERSON for word in actor_words(actor)}
    return mask(text, {word for word in parts if contains(text, word)}) if parts else text


def _variants(
    fact: Fact,
    role: str,
    right: tuple[Actor, ...],
    title: str,
    remark: tuple[str, HistoricalDate] | None,
    *,
    together: bool,
) -> Iterator[Question]:
    """The masked title with its date, if one is agreed, then with what tells it from its namesakes."""
    facet, (words, date) = f"actors:{role}", remark or ("", None)
    multi = not together and 1 < len(right) <= MOST_RIGHT and GAP not in title
    ending = asked(fact, role, right, title, together=together, multi=multi)
    dated = fact.primary
    given_title = _masked(fact, fact.printed_title, right, together=together)
    for shown, adds in ways(fact, title, without=("actors", "date")):
        shown = shown if fact.title else shown.rstrip(". ")
        shown = shown if date is None or say(date) in shown else stems.remarked(shown, words)
        stem, attribution = stems.with_claim(fact, facet, f"{capital(shown)}. {ending}")
        given = stems.given_of(
            fact, given_title, date=date, role=dated.role if date and dated else "", attribution=attribution
        )
        yield Question(
            fact=fact,
            facet=facet,
            kind=Kind.ACTOR,
            stem=stem,
            given=adds(given),
            key=_key(fact, role, right, together=together),
            pool=(),
            mode=Mode.MULTI if multi else Mode.SINGLE,
            attribution=attribution,
            accept=() if together or len(right) > 1 else tuple(map(bare, right[0].spellings())),
        )


def _unfit(fact: Fact, role: str, right: tuple[Actor, ...], title: str, *, together: bool) -> str:
    """Why a masked sentence cannot be asked; empty where it can."""
    if not title.replace("…", "").strip(" .,;:()-"):
        return "Without the answer nothing is left to ask."
    if re.search(r"…[-‐-―]\w|\w[-‐-―]…", title):
        return "The answer is part of a longer word of the stem."
    if role in (Role.SUBJECT, Role.HOST) and GAP not in title:
        return "The sentence leaves no gap for the answer."
    if role in SAYING and GAP not in title:
        others = (
            part.actor for part in fact.participations if part.role in SAYING and part.actor not in right
        )
        if any(contains(title, word) for actor in others for word in actor_words(actor)):
            return "The sentence names somebody else who says so."
    if not together and len(right) > 1 and GAP in title and title.count(GAP) != len(right):
        return "Only a part of the answer can be masked."
    return ""


def asked(
    fact: Fact, role: str, right: tuple[Actor, ...], title: str, *, together: bool, multi: bool = False
) -> str:
    """The question after the sentence: about the gap where there is one, else about the role."""
    if together:
        return "Between whom was it concluded?" if fact.kind == FactKind.AGREEMENT else "Between whom was it?"
    kind = right[0].kind
    if len(right) == 1 and GAP in title:
        return stems.gap_question(right[0], fact.printed_title)
    whom = "Which of these people" if kind == ActorKind.PERSON else "Which of these"
    if role == Role.SIGNATORY and fact.kind == FactKind.AGREEMENT and not multi:
        return f"{whom} signed it?"
    if multi:
        return f"{whom} {PLURAL[Role(role)]}? Choose all that are right."
    if len(right) > 1 or role == Role.SIGNATORY:
        return f"{whom} {PLURAL[Role(role)].replace('were ', 'was one of the ')}?"
    return QUESTIONS[Role(role)]


def _key(fact: Fact, role: str, right: tuple[Actor, ...], *, together: bool) -> tuple[Option, ...]:
    if together:
        return (_set_option(fact, right),)
    return tuple(_option(actor, fact, role) for actor in right)


def _set_option(fact: Fact, parties: tuple[Actor, ...]) -> Option:
    ordered = sorted(parties, key=lambda actor: actor.name)
    return Option(
        text=capital(stems.listed(stems.the(actor) for actor in ordered)),
        value={"entities": sorted(actor.pk for actor in parties)},
        note=stems.note_of(fact, together=True),
        fact=fact.pk,
    )


def _option(actor: Actor, fact: Fact, role: str) -> Option:
    """An actor as an option; its note says what the actor is known from."""
    return Option(
        text=actor.name,
        value={"entity": actor.pk},
        note=stems.note_of(fact, actor, role),
        fact=fact.pk,
    )


def families(question: Question) -> tuple[str, ...]:
    """The same role and sort of actor in facts of the same type; else the same sort of actor.

    Where the stem names the country of the answer, only its compatriots are like it.
    """
    fact, key = question.fact, question.key[0]
    right = fact.in_role(question.facet.partition(":")[2])
    if "entities" in key.value:
        kinds = " ".join(sorted(actor.kind for actor in right))
        return (f"{question.facet} {fact.type} {kinds}", f"sets {kinds}")
    actor = right[0]
    if stems.names_country(question.given.title, actor):
        return (f"actors {actor.kind} of {actor.country}",)
    return (f"{question.facet} {fact.type} {actor.kind}", f"actors {actor.kind}")


def actors_of(option: Option, fact: Fact) -> tuple[Actor, ...]:
    """The actors that an option of this fact stands for."""
    pks = option.value.get("entities") or [option.value["entity"]]
    return tuple(actor for actor in fact.actors() if actor.pk in pks)


def company(question: Question, base: FactBase) -> Company:
    """Who may stand beside the key: of the same sort, existing then, nobody who is easily taken for it."""
    fact, dates = question.fact, stems.times(question.fact)
    role = question.facet.partition(":")[2]
    right = fact.in_role(role)
    kinds = sorted(actor.kind for actor in right)
    together = "entities" in question.key[0].value
    printed = stems.printed_actors(fact, question.given.title)
    own = right if together else (*fact.actors(), *printed)
    also = [fold(option.text) for option in question.key[1:]]

    def suits(option: Option, other: Fact) -> bool:
        offered = actors_of(option, other)
        if ("entities" in option.value) != together or not offered or fold(option.text) in also:
            return False
        if together and sorted(actor.kind for actor in offered) != kinds:
            return False
        if not together and (offered[0].kind != kinds[0] or offered[0].pk in fact.wrong_actors):
            return False
        for actor in offered:
            if not all(actor.existed(date) and was_about(actor, date) for date in dates):
                return False
            if any(
                (actor.pk != each.pk or not together)
                and (same_name(actor, each) or actor.pk in each.related or each.pk in actor.related)
                for each in own
            ):
                return False
        return True

    return suits


def offers(question: Question, base: FactBase) -> tuple[Option, ...]:
    """Actors, or sets of parties, of facts near in time; those who share a country or a party come first."""
    return nearest(question, base, _options_of, company(question, base), _gained)


def _kind(question: Question) -> str:
    return question.fact.in_role(question.facet.partition(":")[2])[0].kind


def _options_of(question: Question, other: Fact) -> Iterator[Option]:
    if "entities" in question.key[0].value:
        parties = other.in_role(Role.PARTY)
        if len(parties) > 1 and other.is_complete(Role.PARTY):
            yield _set_option(other, parties)
        return
    kind = _kind(question)
    for part in other.participations:
        if part.role in PRESENT_ROLES and part.actor.kind == kind != ActorKind.GROUP:
            yield _option(part.actor, other, part.role)


def _gained(question: Question, option: Option, other: Fact) -> int:
    fact = question.fact
    right = fact.in_role(question.facet.partition(":")[2])
    if "entities" in option.value:
        return SHARED_PARTY * len({actor.pk for actor in right} & set(option.value["entities"]))
    countries = {actor.country for actor in right}
    gained = COMPATRIOT if any(a.country in countries for a in actors_of(option, other)) else 0
    return gained + (SAME_TYPE if other.type == fact.type else 0)


def stands_out(question: Question, base: FactBase) -> str:
    """Why the options as a whole tell the answer; empty where they do not.

    A stem that names the country of the answer needs a wrong option from there.
    """
    if question.mode != Mode.SINGLE or "entities" in question.key[0].value:
        return ""
    right = question.fact.in_role(question.facet.partition(":")[2])
    named = {actor.country for actor in right if stems.names_country(question.given.title, actor)}
    if not named:
        return ""
    countries = {
        actor.country
        for option in question.pool[: 2 * FEWEST_OPTIONS]
        if option.fact and (fact := base.get(option.fact))
        for actor in actors_of(option, fact)
    }
    if named & countries:
        return ""
    return "The stem names the answer's country, and nobody else from there could be offered."
