"""Who was it? The parties of an agreement as a whole, everybody else one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from history.dates import HistoricalDate, say
from history.factbase import FactBase, same_name
from history.facts import Actor, ActorKind, Fact, FactKind, Role
from history.names import GAP, contains
from quizzes.generators import distractors, stems
from quizzes.questions import POOL_SIZE, Kind, Option, Question, Withheld

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
    Role.PARTICIPANT: "took part",
    Role.ABSTAINER: "abstained",
    Role.ADOPTER: "adopted it",
    Role.ANNOUNCER: "announced it",
    Role.AUTHOR: "was an author",
    Role.ADDRESSEE: "was addressed",
    Role.APPOINTEE: "was appointed",
    Role.RECOGNISED: "was recognised",
    Role.DONOR: "gave something",
}
"""What is asked where several hold the role: "Which of these abstained?"; the rest is "was a delegate"."""

LARGEST_SET = 3


def generate(fact: Fact, base: FactBase) -> Iterator[Question | Withheld]:
    roles = list(dict.fromkeys(part.role for part in fact.participations if part.role in QUESTIONS))
    if not roles:
        reason = "Nobody takes part in it in a role that can be asked."
        yield Withheld(fact=fact, facet="actors", kind=Kind.ACTOR, reason=reason)
    for role in roles:
        yield _ask(fact, role, base)


def _ask(fact: Fact, role: str, base: FactBase) -> Question | Withheld:
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
    if any(actor.kind == ActorKind.GROUP for actor in right):
        return withheld("A nameless group took part; it cannot be asked for.")
    dated = stems.shown_date(fact)
    remark = stems.date_remark(dated) if dated else None
    if dated is None or remark is None:
        return withheld("It has no agreed date, so that the stem could fit other facts.")
    if role == Role.PARTY and len(right) == 1:
        return withheld("Only one party is listed, and one party makes no agreement.")
    together = role == Role.PARTY and len(right) <= LARGEST_SET
    if together or len({actor.kind for actor in right}) == 1:
        return _question(fact, facet, role, right, remark, base, together=together)
    return withheld("People, states and bodies share this role, so that the options would be of mixed kinds.")


def _question(
    fact: Fact,
    facet: str,
    role: str,
    right: tuple[Actor, ...],
    remark: tuple[str, HistoricalDate],
    base: FactBase,
    *,
    together: bool,
) -> Question | Withheld:
    words, date = remark
    dated = fact.primary
    sentence = stems.explained(fact, stems.stripped_claim(fact))
    if reason := stems.unexplained(fact, sentence):
        return Withheld(fact=fact, facet=facet, kind=Kind.ACTOR, reason=reason)
    title = stems.mask_actors(fact, sentence, right, together=together)
    given_title = stems.mask_actors(fact, fact.printed_title, right, together=together)
    if reason := _unfit(role, right, title, together=together):
        return Withheld(fact=fact, facet=facet, kind=Kind.ACTOR, reason=reason)
    shown = title if fact.title else title.rstrip(". ")
    shown = shown if say(date) in shown else f"{stems.YEAR_REMARK.sub('', shown)} {words}"
    question = asked(fact, role, right, title, together=together)
    stem, attribution = stems.with_claim(fact, facet, f"{stems.capital(shown)}. {question}")
    pool = (
        _sets(fact, right, date, base)
        if together
        else distractors.actors(fact, right, date, base, stems.printed_actors(fact, title))
    )
    if not together and _alone_of_its_country(right, title, pool, base):
        reason = "The stem names the answer's country, and nobody else from there could be offered."
        return Withheld(fact=fact, facet=facet, kind=Kind.ACTOR, reason=reason, wants_options=True)
    return Question(
        fact=fact,
        facet=facet,
        kind=Kind.ACTOR,
        stem=stem,
        given=stems.given_of(
            fact, given_title, date=date, role=dated.role if dated else "", attribution=attribution
        ),
        key=_key(fact, right, together=together),
        pool=pool,
        attribution=attribution,
    )


def _unfit(role: str, right: tuple[Actor, ...], title: str, *, together: bool) -> str:
    """Why a masked sentence cannot be asked; empty where it can."""
    if not title.replace("…", "").strip(" .,;:()-"):
        return "Without the answer nothing is left to ask."
    if re.search(r"…[-‐-―]\w|\w[-‐-―]…", title):
        return "The answer is part of a longer word of the stem."
    if role == Role.SUBJECT and GAP not in title:
        return "The sentence leaves no gap for the answer."
    if not together and len(right) > 1 and GAP in title and title.count(GAP) != len(right):
        return "Only a part of the answer can be masked."
    return ""


def _actors_of(base: FactBase, pk: int | None) -> tuple[Actor, ...]:
    fact = base.get(pk) if pk else None
    return fact.actors() if fact else ()


def _alone_of_its_country(
    right: tuple[Actor, ...], title: str, pool: tuple[Option, ...], base: FactBase
) -> bool:
    """Whether the stem names countries of the answer and no wrong option comes from any of them."""
    offered = {option.value["entity"]: option.fact for option in pool}
    countries = {
        actor.country for pk, fact in offered.items() for actor in _actors_of(base, fact) if actor.pk == pk
    }
    named = {actor.country for actor in right if stems.names_country(title, actor)}
    return bool(named) and not named & countries


def asked(fact: Fact, role: str, right: tuple[Actor, ...], title: str, *, together: bool) -> str:
    """The question after the sentence: about the gap where there is one, else about the role."""
    if together:
        return "Between whom was it concluded?" if fact.kind == FactKind.AGREEMENT else "Between whom was it?"
    kind = right[0].kind
    if len(right) == 1 and GAP in title:
        if kind == ActorKind.PERSON:
            return "Whose name belongs in the gap?"
        noun = "state" if kind == ActorKind.STATE else "name"
        named = any(contains(fact.printed_title, word) for word in right[0].spellings())
        return f"Which {noun} belongs in the gap?" if named else f"Which {noun} does the gap stand for?"
    whom = "Which of these people" if kind == ActorKind.PERSON else "Which of these"
    if role == Role.SIGNATORY and fact.kind == FactKind.AGREEMENT:
        return f"{whom} signed it?"
    if len(right) > 1 or role == Role.SIGNATORY:
        return f"{whom} {PLURAL.get(Role(role), f'was a {role}')}?"
    return QUESTIONS[Role(role)]


def _key(fact: Fact, right: tuple[Actor, ...], *, together: bool) -> tuple[Option, ...]:
    if together:
        return (
            Option(
                text=stems.capital(stems.listed(stems.the(actor) for actor in right)),
                value={"entities": sorted(actor.pk for actor in right)},
                fact=fact.pk,
            ),
        )
    return tuple(Option(text=actor.name, value={"entity": actor.pk}, fact=fact.pk) for actor in right)


def _sets(fact: Fact, right: tuple[Actor, ...], date: HistoricalDate, base: FactBase) -> tuple[Option, ...]:
    """The parties of other agreements: as many, of the same kinds, all existing then."""
    kinds = sorted(actor.kind for actor in right)
    own = {actor.pk for actor in right}
    found: dict[tuple[int, ...], tuple[Option, int]] = {}
    for other in distractors.neighbours(fact, base, date):
        parties = other.in_role(Role.PARTY)
        pks = tuple(sorted(actor.pk for actor in parties))
        if set(pks) == own or sorted(actor.kind for actor in parties) != kinds:
            continue
        if not other.is_complete(Role.PARTY) or _clash(parties, right, date):
            continue
        rank = distractors.distance(date, other) - distractors.SHARED_PARTY * len(own & set(pks))
        if pks in found and found[pks][1] <= rank:
            continue
        option = Option(
            text=stems.capital(stems.listed(stems.the(actor) for actor in parties)),
            value={"entities": list(pks)},
            note=distractors.told(
                other, f"actors:{Role.PARTY}", lead="They concluded another: " if other.title else ""
            ),
            fact=other.pk,
        )
        found[pks] = (option, rank)
    ranked = sorted(found.values(), key=lambda entry: entry[1])
    return tuple(option for option, _ in ranked[:POOL_SIZE])


def _clash(parties: tuple[Actor, ...], right: tuple[Actor, ...], date: HistoricalDate) -> bool:
    """Whether a set has a predecessor or namesake of the answer in it, or somebody who did not exist then."""
    for actor in parties:
        if not actor.existed(date):
            return True
        if any(actor.pk != own.pk and (actor.pk in own.related or same_name(actor, own)) for own in right):
            return True
    return False
