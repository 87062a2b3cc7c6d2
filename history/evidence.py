"""What the citations of a fact can carry: independence, standing of each facet, publishing.

The rules are those of a careful editor. State media, and a source whose state took part, report;
they do not establish. Two texts behind which the same people stand are one voice. A party's
official publication of a text it signed does establish that text, its date and its signatories.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial

from history.claims import Own, agrees, differ, spellings
from history.facts import (
    Actor,
    ActorKind,
    Citation,
    Fact,
    FactKind,
    Role,
    Source,
    SourceKind,
    Stance,
    Standing,
)
from history.sentences import Sentence, Value, counted, in_words, sentence

WEAK_KINDS = frozenset({SourceKind.STATE_MEDIA, SourceKind.OTHER})
OFFICIAL_KINDS = frozenset({SourceKind.GOVERNMENT, SourceKind.TREATY_TEXT, SourceKind.PRIMARY})
SIGNED_FACETS = ("date", "actors", "title")
UNSIGNED_ROLES = frozenset(f"actors:{role}" for role in Role if role not in (Role.PARTY, Role.SIGNATORY))
"""Who else was there is not part of a text that is signed."""

MEANING = {
    Standing.ESTABLISHED: sentence("Established"),
    Standing.REPORTED: sentence("Reported"),
    Standing.CLAIMED: sentence("Claimed"),
    Standing.CONTESTED: sentence("Contested"),
    Standing.CHARACTERISATION: sentence("Praise or opinion"),
}

KIND_WORDS = {
    SourceKind.PRIMARY: sentence("primary document"),
    SourceKind.TREATY_TEXT: sentence("text of the treaty"),
    SourceKind.UN_DOCUMENT: sentence("document of the United Nations"),
    SourceKind.GOVERNMENT: sentence("government publication"),
    SourceKind.ACADEMIC: sentence("academic work"),
    SourceKind.ENCYCLOPAEDIA: sentence("encyclopaedia"),
    SourceKind.REFERENCE: sentence("work of reference"),
    SourceKind.NEWS: sentence("news report"),
    SourceKind.THINK_TANK: sentence("think tank"),
    SourceKind.STATE_MEDIA: sentence("state media"),
    SourceKind.WIKI: sentence("wiki"),
    SourceKind.UNSTATED: sentence("kind of source not stated"),
    SourceKind.OTHER: sentence("page of another kind"),
}
"""What readers are told of the kind of a source."""


def facet_root(facet: str) -> str:
    """The part of a facet that a position can touch: "date:signed" is about the date."""
    return facet.partition(":")[0]


def interested_states(fact: Fact) -> frozenset[int]:
    """The states that took part, with their predecessors and successors."""
    return _states_of(fact.actors())


def _states_of(actors: Iterable[Actor]) -> frozenset[int]:
    """States, and the states that people and bodies belong to, with predecessors and successors."""
    states: set[int] = set()
    for actor in actors:
        if actor.kind in (ActorKind.STATE, ActorKind.PARTY):
            states |= {actor.pk, *actor.related}
        if actor.country is not None:
            states |= {actor.country, *actor.country_related}
    return frozenset(states)


def _signed(source: Source, fact: Fact) -> bool:
    """Whether the source's state is a party to an agreement, or its people signed it.

    A successor counts: it keeps and publishes the treaties of its predecessor.
    """
    makers = (part.actor for part in fact.participations if part.role in (Role.PARTY, Role.SIGNATORY))
    return source.state in _states_of(makers)


def is_interested(source: Source, fact: Fact) -> bool:
    """Whether the source speaks for a state that took part in the fact."""
    return source.state is not None and source.state in interested_states(fact)


def kind_in_words(source: Source, fact: Fact) -> Sentence:
    """What kind of source it is and whose interest it has: "state media of Russia, which took part"."""
    words = KIND_WORDS[SourceKind(source.kind)]
    if not source.state_name:
        return words
    if is_interested(source, fact):
        return sentence("{kind} of {state}, which took part", kind=words, state=source.state_name)
    return sentence("{kind} of {state}", kind=words, state=source.state_name)


def establishes(citation: Citation, fact: Fact, facet: str) -> bool:
    """Whether one citation can carry one facet of a fact as established."""
    source = citation.source
    if citation.stance != Stance.SUPPORTS or source.kind in WEAK_KINDS:
        return False
    if not is_interested(source, fact):
        return True
    return (
        fact.kind == FactKind.AGREEMENT
        and source.kind in OFFICIAL_KINDS
        and facet_root(facet) in SIGNED_FACETS
        and facet not in UNSIGNED_ROLES
        and _signed(source, fact)
    )


def stateless(fact: Fact) -> tuple[str, ...]:
    """The titles of official texts with no state entered, where nothing else that is independent supports it.

    Most such texts are issued by a state, and a state that took part is an interested party.
    """
    independent = [
        citation.source
        for citation in fact.citations
        if citation.stance == Stance.SUPPORTS
        and citation.source.kind not in WEAK_KINDS
        and not is_interested(citation.source, fact)
    ]
    if any(source.state is not None or source.kind not in OFFICIAL_KINDS for source in independent):
        return ()
    return tuple(dict.fromkeys(source.title for source in independent))


def voices(fact: Fact) -> frozenset[str]:
    """The origins that support a fact: two outlets of one origin are one voice."""
    return frozenset(c.source.origin for c in fact.citations if c.stance == Stance.SUPPORTS)


def independent_voices(fact: Fact, facet: str) -> frozenset[str]:
    """Those of them that can establish a facet: state media and interested parties do not count."""
    return frozenset(c.source.origin for c in fact.citations if establishes(c, fact, facet))


def sides_differ(fact: Fact, facet: str) -> bool:
    """Whether voices disagree on a facet ("date:signed"; "date" asks for every role).

    Whoever holds something in words disagrees with somebody. Values alone disagree only where they, or they
    and what the fact itself says, contradict each other (`history.claims`).
    """
    if not fact.positions:
        return False
    touching = [position for position in fact.positions if position.touches(facet)]
    if any(position.holds or position.held_by or not position.value for position in touching):
        return True
    root, _, asked = facet.partition(":")
    roles = {position.role or asked or _primary_role(fact, root) for position in touching}
    return any(
        differ(
            [position.value for position in touching if position.role in ("", role)],
            own_values(fact, root, role),
        )
        for role in roles
    )


def own_values(fact: Fact, root: str, role: str) -> list[Own]:
    """What the fact itself says on a facet, for `history.claims.differ`."""
    if root == "date":
        return [dated.date for dated in fact.dates if dated.role == role]
    if root == "place":
        return [spellings((place.key, *place.spellings())) for place in fact.places]
    if root == "actors":
        actors = fact.in_role(role) if role else fact.actors()
        return [spellings((actor.key, *actor.spellings())) for actor in actors]
    return []


def _primary_role(fact: Fact, root: str) -> str:
    primary = fact.primary if root == "date" else None
    return primary.role if primary else ""


def standing_of(fact: Fact, facet: str) -> Standing:
    """How far one facet stands: never higher than declared, never higher than its citations carry.

    A fact is contested only in the facets on which its positions disagree, or where a citation disputes it.
    """
    if fact.standing == Standing.CHARACTERISATION:
        return Standing.CHARACTERISATION
    if sides_differ(fact, facet):
        return Standing.CONTESTED
    if any(citation.stance == Stance.DISPUTES for citation in fact.citations):
        return Standing.CONTESTED
    if fact.standing == Standing.CLAIMED or fact.claimant or fact.attribution:
        return Standing.CLAIMED
    carried = any(establishes(citation, fact, facet) for citation in fact.citations)
    if fact.standing in (Standing.ESTABLISHED, Standing.CONTESTED) and carried:
        return Standing.ESTABLISHED
    return Standing.REPORTED


def may_stand_bare(fact: Fact, facet: str) -> bool:
    """Whether a stem may state the fact without saying whose claim it is."""
    return standing_of(fact, facet) == Standing.ESTABLISHED


_WITH_ARTICLE = frozenset(
    (
        "times post herald guardian embassy ministry agency department office bureau kremlin "
        "encyclopedia encyclopaedia foundation government institute center centre committee council "
        "association academy university"
    ).split()
)


_HOST = re.compile(r"(?:[a-z\d-]+\.)+[a-z]{2,}")


def speaker_of(source: Source) -> str:
    """Who speaks in a source, as an English sentence names it: its author, or who printed it.

    Brackets are left out ("kkfonline.com (German)"), English gets its article ("the Times"), and a bare
    host name is said to be one ("the website kkfonline.com").
    """
    return in_words(_speaker(source))


def _speaker(source: Source) -> Value:
    voice = source.author or source.container or source.publisher or source.title
    voice = re.sub(r"\s*\([^)]*\)", "", voice).strip() or voice
    if _HOST.fullmatch(voice):
        return sentence("the website {host}", host=voice.removeprefix("www."))
    words = voice.casefold().replace(",", " ").split()
    if _WITH_ARTICLE & set(words) and words[0] not in ("the", "le", "die", "der"):
        return partial(_with_article, voice)
    return voice


def _with_article(voice: str, language: str) -> str:
    return f"the {voice}" if language == "en" else voice


def attribution(fact: Fact, facet: str) -> str:
    """Whose claim it is, as an English phrase that begins a sentence; empty where the stem may stand bare.

    >>> attribution(fact, "date:when")  # doctest: +SKIP
    'According to TASS, quoting Vladimir Putin'
    """
    return in_words(attributed(fact, facet))


def attributed(fact: Fact, facet: str) -> Sentence | str:
    """The same, for readers of other languages."""
    if may_stand_bare(fact, facet):
        return ""
    supporting = _behind(fact, facet)
    voice = _speaker(supporting[0].source) if supporting else ""
    claimant = fact.claimant.name if fact.claimant else fact.attribution
    if not voice:
        return sentence("According to {voice}", voice=claimant) if claimant else ""
    if claimant and claimant.casefold() not in in_words(voice).casefold():
        return sentence("According to {voice}, quoting {claimant}", voice=voice, claimant=claimant)
    return sentence("According to {voice}", voice=voice)


def _behind(fact: Fact, facet: str) -> list[Citation]:
    """The citations for what the fact itself says on a facet, best first.

    Where sides disagree, these are the citations of the side that says so too, else those of no other side.
    """
    supporting = [c for c in fact.citations if c.stance == Stance.SUPPORTS] or list(fact.citations)
    if not sides_differ(fact, facet):
        return supporting
    root, _, role = facet.partition(":")
    own = own_values(fact, root, role or _primary_role(fact, root))
    told = [position for position in fact.positions if position.touches(facet) and position.value]
    same = [position for position in told if any(agrees(position.value, each) for each in own)]
    exact = [position for position in same if position.date is None or position.date in own]
    elsewhere = {citation.source.key for position in told for citation in position.citations}
    return (
        [citation for position in exact for citation in position.citations]
        or [citation for citation in supporting if citation.source.key not in elsewhere]
        or [citation for position in same for citation in position.citations]
        or supporting
    )


def why(fact: Fact, facet: str = "statement") -> str:
    """One sentence that says why a facet stands as it does."""
    return str(reason_of(fact, facet))


def reason_of(fact: Fact, facet: str = "statement") -> Sentence:
    """The same, for readers of other languages."""
    standing = standing_of(fact, facet)
    if standing == Standing.ESTABLISHED:
        if all(is_interested(c.source, fact) for c in fact.citations if establishes(c, fact, facet)):
            return sentence("A party's official publication of the text that it signed says so.")
        origins = len(independent_voices(fact, facet))
        if origins > 1:
            return counted(
                "{count} independent source supports it.", "{count} independent sources support it.", origins
            )
        return sentence("One independent source supports it; a second would be better.")
    if standing == Standing.CONTESTED:
        return sentence("The sources disagree; each side is shown with those who hold it.")
    if standing == Standing.CHARACTERISATION:
        return sentence("This is praise or opinion: only who said it can be asked.")
    if standing == Standing.CLAIMED:
        who = fact.claimant.name if fact.claimant else fact.attribution or sentence("one voice")
        return sentence("This is a claim of {who}.", who=who)
    if not any(establishes(citation, fact, facet) for citation in fact.citations):
        return sentence("Only state media, an interested party or a weak page say so.")
    return sentence("It is what a source reports, not independently confirmed.")


def _is_a_side(fact: Fact) -> bool:
    """Whether the fact itself says something that a value of one of its positions contradicts."""
    return any(
        position.value
        and (own := own_values(fact, position.facet, position.role or _primary_role(fact, position.facet)))
        and not any(agrees(position.value, each) for each in own)
        for position in fact.positions
    )


def obstacles(fact: Fact) -> tuple[str, ...]:
    """What speaks against publishing, one sentence each; empty where nothing does."""
    found: list[str] = []
    if not fact.citations:
        found.append("It has no citation: add the source that says so.")
    elif fact.standing != Standing.CONTESTED and all(c.stance == Stance.DISPUTES for c in fact.citations):
        found.append("Every citation disputes it: add the source that says so, or mark it as contested.")
    if fact.standing == Standing.ESTABLISHED and fact.citations:
        facet = "date" if fact.kind == FactKind.AGREEMENT else "statement"
        if not any(establishes(citation, fact, facet) for citation in fact.citations):
            found.append(
                "It is marked as established, but every citation is state media, a weak page or an "
                "interested party: add a citation from an independent source, or mark it as reported."
            )
    if fact.standing == Standing.CONTESTED:
        if len(fact.positions) + _is_a_side(fact) < 2:
            found.append("It is marked as contested: add at least two positions, each with its own citation.")
        elif any(not position.citations for position in fact.positions):
            found.append("Each position of a contested fact needs a citation of its own.")
    if fact.standing in (Standing.CLAIMED, Standing.CHARACTERISATION) and not (
        fact.claimant or fact.attribution
    ):
        found.append("A claim or an opinion needs its claimant: say whose it is.")
    if not fact.printed_title.strip():
        found.append("It says nothing yet: write a statement or a title.")
    return tuple(found)
