"""Who says so? Asked where sources disagree, and of what only one voice claims.

Which source gives a value is asked among the fact's own sources; whose claim it is among those who claim
something else. Nothing here is asked as if it were settled.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from history import evidence
from history.dates import HistoricalDate, civil, days_between, say, when
from history.dates.value import OPEN_FUTURE, OPEN_PAST
from history.factbase import FactBase, actor_words, same_name
from history.facts import Actor, Citation, DateRole, Fact, FactKind, Given, Position, Role, Standing
from history.names import GAP, contains, fold, tidy
from history.wording import capital
from quizzes import stems
from quizzes.generators import distractors
from quizzes.generators.around import Around
from quizzes.questions import OPTIONS, POOL_SIZE, Kind, Option, Proposal, Question, Withheld

FACET = "attribution"
VOICES = (Role.CLAIMANT, Role.SPEAKER, Role.AUTHOR)
CLAIMS = frozenset({Standing.CLAIMED, Standing.CHARACTERISATION})
LONGEST = 200
"""Signs of the title of a source beyond which it is no option."""

FEWEST = 2
"""Other claimants beside the right one. Of two sources that disagree one is enough: there are no others."""

_SAID = {
    DateRole.SIGNED: "that it was signed {when}",
    DateRole.ADOPTED: "that it was adopted {when}",
    DateRole.IN_FORCE: "that it entered into force {when}",
    DateRole.ENDED: "that it ended {when}",
    DateRole.END: "that it ended {when}",
    DateRole.TERMINATED: "that it was terminated {when}",
    DateRole.START: "that it began {when}",
    DateRole.BEGIN: "that it began {when}",
    DateRole.HELD: "that it was held {when}",
}


@dataclass(frozen=True, slots=True)
class Voice:
    """One side of a disagreement as a stem names it: "According to the Foreign Ministry's list"."""

    phrase: str
    citations: tuple[Citation, ...]
    value: str
    date: HistoricalDate | None


def voices(fact: Fact, facet: str) -> tuple[Voice, ...]:
    """The sides of a contested facet ("date:signed") that name a source, one a value, in their own order.

    A source that gives two values speaks for neither, and one whose title prints the value is left out.
    """
    if not evidence.sides_differ(fact, facet):
        return ()
    touching = [position for position in fact.positions if position.touches(facet) and position.value]
    values = {key: _values(touching, key) for key in _source_keys(touching)}
    found: dict[str, Voice] = {}
    for position in touching:
        cited = [
            citation
            for citation in position.citations
            if len(values[citation.source.key]) == 1
            and _is_name(citation.source.title)
            and not _prints_year(citation.source.title, [position.date])
        ]
        if cited and position.value not in found:
            phrase = f"According to {cited[0].source.title}"
            found[position.value] = Voice(phrase, tuple(cited), position.value, position.date)
    return tuple(found.values())


def _is_name(title: str) -> bool:
    """Whether a source has a name to call it by: no mere signs, and no address."""
    return bool(fold(title)) and "://" not in title


def generate(fact: Fact, base: FactBase) -> Iterator[Proposal]:
    """At least one question of every contested or claimed fact, or the reason why there is none."""
    contested = any(evidence.sides_differ(fact, _facet_of(position)) for position in fact.positions)
    claimed = fact.standing in CLAIMS or fact.claimant is not None or bool(fact.attribution)
    if not contested and not claimed and fact.standing not in (Standing.REPORTED, Standing.CONTESTED):
        return

    def withheld(reason: str, *, wants_options: bool = False) -> Withheld:
        return Withheld(
            fact=fact, facet=FACET, kind=Kind.ATTRIBUTION, reason=reason, wants_options=wants_options
        )

    if not fact.citations:
        yield withheld("It has no citation.")
        return
    if stems.only_planned(fact):
        yield withheld("It was planned or announced; it never came to pass.")
        return
    claimant = claimant_of(fact)
    unclear = stems.unexplained(fact, _claimed(fact, claimant)) if claimant else ""
    if ways := (*_which_source(fact), *(() if unclear else _whose_claim(fact, base))):
        yield ways
    elif unclear:
        yield withheld(unclear)
    elif contested or fact.standing == Standing.CONTESTED:
        yield withheld(
            "Its sides name no sources of the fact that give one value each and contradict each other."
        )
    elif not claimed:
        yield withheld(
            "One voice reports it and no other is known: every question about it names that voice."
        )
    elif claimant is None:
        yield withheld(
            "Whoever claims it is no actor of the base, so that nobody can be offered beside them: every "
            "question about it names them."
        )
    else:
        yield withheld("Too few others of the time make claims of their own.", wants_options=True)


def _facet_of(position: Position) -> str:
    return f"{position.facet}:{position.role}" if position.role else position.facet


# Which source gives this value?


def _which_source(fact: Fact) -> Iterator[Question]:
    """For each facet on which sources disagree, the values that others contradict.

    The first is that of any source, in turns: were it always that of the first, or the one that most
    contradict, its source could be told unread.
    """
    facets = dict.fromkeys(_facet_of(position) for position in fact.positions)
    for facet in facets:
        if not evidence.sides_differ(fact, facet):
            continue
        touching = [p for p in fact.positions if _facet_of(p) == facet and p.value and p.citations]
        sources = told_apart(fact, touching)
        values = {value: position for position in touching for value in [position.value]}
        asked = [(value, _sides(sources, value, values)) for value in values]
        asked = [(value, sides) for value, sides in asked if all(sides)]
        asked.sort(key=lambda each: min(_turn(fact, index) for index in each[1][0]))
        for value, (right, wrong) in asked:
            yield from _of_source(fact, values[value], right, wrong, touching)


def _turn(fact: Fact, index: int) -> bytes:
    """What follows from the identity of a fact and the number of one of its sources alone."""
    return hashlib.blake2b(f"source:{fact.base}:{fact.key}:{index}".encode(), digest_size=8).digest()


def told_apart(fact: Fact, touching: Sequence[Position]) -> dict[int, str]:
    """The value that each source of the fact gives, by its index; those that give two are left out."""
    keys = [citation.source.key for citation in fact.citations]
    found = {}
    for index, key in enumerate(keys):
        values = _values(touching, key)
        if len(values) == 1 and keys.count(key) == 1:
            found[index] = next(iter(values))
    return found


def _values(touching: Iterable[Position], key: str) -> set[str]:
    return {p.value for p in touching if any(citation.source.key == key for citation in p.citations)}


def _source_keys(touching: Iterable[Position]) -> set[str]:
    return {citation.source.key for position in touching for citation in position.citations}


def _sides(
    sources: Mapping[int, str], value: str, values: Mapping[str, Position]
) -> tuple[list[int], list[int]]:
    """The sources that give a value, and those that give one that contradicts it."""
    right = [index for index, own in sources.items() if own == value]
    wrong = [index for index, own in sources.items() if _contradict(values[own], values[value])]
    return right, wrong


def _contradict(one: Position, other: Position) -> bool:
    if one.date is not None and other.date is not None:
        return one.date.disjoint(other.date)
    return one.date is None and other.date is None and fold(one.value) != fold(other.value)


def _of_source(
    fact: Fact, position: Position, right: Sequence[int], wrong: Sequence[int], touching: Sequence[Position]
) -> Iterator[Question]:
    """The question with its title alone, then with more (`remarks`), for facts that share a title."""
    said = _said(position)
    title = stems.mask_years(stems.stripped_claim(fact)).rstrip(". ")
    texts = source_texts(fact, touching)
    options = {index: Option(text=texts[index], value={"source": index}) for index in (*right, *wrong)}
    printed = [fold(option.text) for option in options.values()]
    if not said or not all(printed) or len(set(printed)) < len(printed):
        return
    if any(contains(title, option.text) or len(option.text) > LONGEST for option in options.values()):
        return
    plain = Given(title=stems.mask_years(fact.printed_title), value=position.value, date_role=position.role)
    for remark, given in remarks(fact, plain):
        yield Question(
            fact=fact,
            facet=FACET,
            kind=Kind.ATTRIBUTION,
            stem=f"“{title}”{remark}. Which source says {said}?",
            given=given,
            key=tuple(options[index] for index in right),
            pool=tuple(options[index] for index in wrong)[:POOL_SIZE],
        )


def remarks(fact: Fact, plain: Given) -> list[tuple[str, Given]]:
    """What may stand behind its title to tell it from facts of the same: nothing, who, and who and where."""
    actors, place = fact.actors(), fact.places[0] if fact.places else None
    named = stems.listed(stems.the(actor) for actor in actors) if actors else ""
    found = [("", plain)]
    if named:
        found.append((f" ({named})", replace(plain, actors=actors)))
    if place is not None:
        where = f"{named}; {place.name}" if named else place.name
        found.append((f" ({where})", replace(plain, actors=actors, place=place)))
    return found


def _said(position: Position) -> str:
    """What a source says, as a clause; empty where the value cannot be printed."""
    if position.date is not None:
        clause = _SAID.get(DateRole(position.role)) if position.role in set(DateRole) else None
        return (clause or "that this was {when}").format(when=when(position.date), say=say(position.date))
    value = position.value
    if position.facet == "date" or not re.match(r"[^\W\d_]", value) or re.search(r"[\d_:]|\w-\w*$", value):
        return ""
    if not value[:1].isupper():
        return ""
    clauses = {"place": f"that its place is {value}", "title": f"that its title is “{value}”"}
    return clauses.get(position.facet, "")


def source_texts(fact: Fact, touching: Sequence[Position]) -> dict[int, str]:
    """What each source is called, without years where one of them would tell a value."""
    texts = {index: citation.source.title for index, citation in enumerate(fact.citations)}
    dates = [position.date for position in touching]
    if any(_prints_year(text, dates) for text in texts.values()):
        texts = {index: _without_years(text) for index, text in texts.items()}
    return texts


def _without_years(text: str) -> str:
    bare = re.sub(r"\(\s*…?\s*\)", "", stems.mask_years(text).replace(GAP, ""))
    bare = re.sub(r"(?<!\d)\d{3,4}(?!\d)", "", bare)
    return tidy(re.sub(r"([,:;/-]\s*)+$", "", bare.strip())).strip(" ,;:/-")


def _prints_year(text: str, dates: Iterable[HistoricalDate | None]) -> bool:
    numbers = {int(number) for number in re.findall(r"(?<!\d)\d{1,4}(?!\d)", text) if len(number) > 2}
    for date in dates:
        if date is None or date.earliest <= OPEN_PAST or date.latest >= OPEN_FUTURE:
            continue
        first, last = civil(date.earliest)[0], civil(date.latest)[0]
        if any(first <= number <= last or first <= 1 - number <= last for number in numbers):
            return True
    return False


# Whose claim is this?


def claimant_of(fact: Fact) -> Actor | None:
    """The actor who claims it: as entered, or who is named as the voice, or who speaks in it."""
    if fact.claimant is not None:
        return fact.claimant
    named = [actor for actor in fact.actors() if fold(actor.name) == fold(fact.attribution)]
    if named:
        return named[0]
    said = [part.actor for part in fact.participations if part.role in VOICES]
    return said[0] if len(said) == 1 and not fact.attribution else None


def _whose_claim(fact: Fact, base: FactBase) -> Iterator[Question]:
    claimant = claimant_of(fact)
    if claimant is None or (fact.standing not in CLAIMS and not fact.claimant and not fact.attribution):
        return
    text = _claimed(fact, claimant)
    if not text.replace(GAP, "").strip(" .,;:()-“”"):
        return
    if any(contains(text, word) for word in claimant.spellings()):
        return
    pool = tuple(_others(fact, claimant, text, base))
    if len(pool) < FEWEST:
        return
    what = "claim"
    if fact.standing == Standing.CHARACTERISATION:
        what = "opinion"
    yield Question(
        fact=fact,
        facet=FACET,
        kind=Kind.ATTRIBUTION,
        stem=f"“{capital(text)}.” Whose {what} is this?",
        given=Given(title=stems.mask_actors(fact, fact.printed_title, [claimant])),
        key=(Option(text=claimant.name, value={"entity": claimant.pk}, fact=fact.pk),),
        pool=pool[:POOL_SIZE],
    )


_SAYS = re.compile(
    rf"(?:\w+ has )?{GAP} (?:says|said|say|writes|wrote)(?: that(?! (?:treaty|agreement|declaration)\b))? "
)


def _claimed(fact: Fact, claimant: Actor) -> str:
    """What is claimed, without who says so: "… calls the monument a symbol" keeps its gap."""
    text = stems.mask_actors(fact, stems.explained(fact, fact.printed_title), [claimant]).rstrip(". ")
    if not fact.title:
        return _SAYS.sub("", text, count=1) if _SAYS.match(text) else text
    dated = fact.primary
    if dated is None:
        return text
    text = stems.mask_dates(text, dated.date)
    said = _SAID.get(DateRole(dated.role), "that its date is {say}")
    clause = said.removeprefix("that it ").replace("that its date is", "is dated")
    return f"{text} {clause.format(when=when(dated.date), say=say(dated.date))}"


def _others(fact: Fact, claimant: Actor, text: str, base: FactBase) -> Iterator[Option]:
    """Those who claim something else and lived then, the nearest in time first; then who took part."""
    date = _said_on(fact)
    own = (claimant, *(part.actor for part in fact.participations if part.role in VOICES))
    seen: list[Actor] = list(own)
    for actor, other in _claimants(fact, date, base):
        if actor.kind != claimant.kind or any(_one_voice(actor, each) for each in seen):
            continue
        if date is not None and not actor.existed(date) and not _spoke_about(date, other):
            continue
        if other.corroborates & {fact.pk} or fact.corroborates & {other.pk} or _held(fact, actor):
            continue
        if any(contains(text, word) for word in actor_words(actor) if len(word) > 2):
            continue
        seen.append(actor)
        yield Option(
            text=actor.name,
            value={"entity": actor.pk},
            note=stems.note_of(other),
            fact=other.pk,
        )


def _one_voice(one: Actor, other: Actor) -> bool:
    return same_name(one, other) or one.pk in other.related or other.pk in one.related


def _held(fact: Fact, actor: Actor) -> bool:
    """Whether an actor is named anywhere in the fact as one who says or holds something."""
    names = {fold(name) for position in fact.positions for name in position.held_by}
    names |= {fold(text) for c in fact.citations for text in (c.speaker, c.source.author, c.source.publisher)}
    return any(fold(name) in names for name in actor.spellings())


def _said_on(fact: Fact) -> HistoricalDate | None:
    """When the claim was made, as far as is known: when its source came out, else the date it speaks of."""
    issued = next((c.source.issued for c in fact.citations if c.source.issued), None)
    return issued or (fact.primary.date if fact.primary else None)


def _spoke_about(date: HistoricalDate, other: Fact) -> bool:
    """Whether a claim was made at the time: its claimant was alive to make it."""
    said = _said_on(other)
    days = days_between(date, said) if said else None
    return days is not None and days <= 365


_claims_around: Around[list[tuple[Actor, Fact]]] = Around(lambda facts: list(_claims(facts)))
LOOKED_AT = 200
"""Claims of others that are looked at."""


def _claimants(fact: Fact, date: HistoricalDate | None, base: FactBase) -> list[tuple[Actor, Fact]]:
    """Who claims what in the base, nearest in time first; then those who take part in facts near in time."""
    claims = _claims_around(fact, base)
    found = [each for each in claims if each[1].pk != fact.pk and each[1].base == fact.base]
    near: list[Fact] = []
    if date is not None:
        near = [
            other
            for other in base.near(date, count=distractors.NEIGHBOURS)
            if other.pk != fact.pk and other.base == fact.base and other.standing != Standing.CHARACTERISATION
        ]
        found.sort(key=lambda each: (_apart(each[1], date), each[1].pk))
    found = [*found[:LOOKED_AT], *_claims(near)]
    if len({actor.pk for actor, _ in found}) < OPTIONS:
        found += [(part.actor, other) for other in near for part in other.participations]
    return found


def _claims(facts: Iterable[Fact]) -> Iterator[tuple[Actor, Fact]]:
    for fact in facts:
        claimant = claimant_of(fact)
        if claimant is not None and fact.kind in set(FactKind):
            yield claimant, fact


def _apart(fact: Fact, date: HistoricalDate) -> int:
    said = _said_on(fact)
    days = days_between(date, said) if said else None
    return 10**9 if days is None else days
