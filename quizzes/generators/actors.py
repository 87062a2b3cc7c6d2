"""Who was it? The parties of an agreement as a whole, everybody else one by one."""

from __future__ import annotations

from collections.abc import Iterator

from history.dates import HistoricalDate
from history.factbase import FactBase, same_name
from history.facts import Actor, ActorKind, Fact, FactKind, Role
from quizzes.generators import distractors, stems
from quizzes.questions import POOL_SIZE, Kind, Option, Question, Withheld

QUESTIONS = {
    Role.PARTY: "Which of these was a party?",
    Role.SIGNATORY: "Which of these people signed it?",
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
        return withheld(f"Nobody has confirmed that every {role} is listed, so nobody else is provably wrong.")
    if any(actor.kind == ActorKind.GROUP for actor in right):
        return withheld("A nameless group took part; it cannot be asked for.")
    dated = stems.shown_date(fact)
    remark = stems.date_remark(dated) if dated else None
    if dated is None or remark is None:
        return withheld("It has no agreed date, so that the stem could fit other facts.")
    together = role == Role.PARTY and 2 <= len(right) <= LARGEST_SET
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
    sentence = stems.stripped_claim(fact)
    title = stems.mask_actors(fact, sentence, right)
    given_title = stems.mask_actors(fact, fact.printed_title, right)
    if not title.replace("…", "").strip(" .,;:()-"):
        return Withheld(fact=fact, facet=facet, kind=Kind.ACTOR, reason="Without the answer nothing is left to ask.")
    shown = title if fact.title else title.rstrip(". ")
    question = "Between whom was it?" if together else QUESTIONS[Role(role)]
    if together and fact.kind == FactKind.AGREEMENT:
        question = "Between whom was it concluded?"
    stem, attribution = stems.with_claim(fact, facet, f"{stems.capital(shown)} {words}. {question}")
    pool = (
        _sets(fact, right, date, base)
        if together
        else distractors.actors(fact, right, date, base, stems.printed_actors(fact, title))
    )
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
    for rank, other in enumerate(distractors.neighbours(fact, base, date)):
        parties = other.in_role(Role.PARTY)
        pks = tuple(sorted(actor.pk for actor in parties))
        if pks in found or set(pks) == own or sorted(actor.kind for actor in parties) != kinds:
            continue
        if not other.is_complete(Role.PARTY) or _clash(parties, right, date):
            continue
        shared = len(own & set(pks))
        option = Option(
            text=stems.capital(stems.listed(stems.the(actor) for actor in parties)),
            value={"entities": list(pks)},
            note=f"They stand together in another fact: {distractors.in_words(other)}, {distractors.apart(fact, other)}.",
            fact=other.pk,
        )
        found[pks] = (option, rank - 20 * shared)
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
