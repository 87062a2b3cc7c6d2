"""Everything that is known of one fact, gathered for a reader in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import F, Q, Value

from history import evidence, facts
from history.citing import Runs, cite
from history.dates import say
from history.models import (
    Actor,
    ActorName,
    AgreementName,
    Citation,
    Erratum,
    Fact,
    FactDate,
    FactPlace,
    Participation,
    PlaceName,
    Position,
)

DATE_WORDS = {
    facts.DateRole.WHEN: "",
    facts.DateRole.IN_FORCE: "entry into force",
    facts.DateRole.START: "beginning",
    facts.DateRole.BEGIN: "beginning",
    facts.DateRole.END: "end",
    facts.DateRole.SPAN: "whole span",
    facts.DateRole.DOCUMENT: "date of the document",
}
FACET_WORDS = {
    "date": "the date",
    "actors": "who took part",
    "title": "the title",
    "place": "the place",
    "statement": "the statement",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """Another spelling of a name; `language` is empty where it is the page's own or not known."""

    text: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """How far the fact, or the facet named in `about`, stands, and why."""

    standing: str
    why: str
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date with what happened then; `role` is empty where it is simply when it was."""

    role: str
    date: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A participant or place: its name, what it was there, and how else it is spelled."""

    name: str
    remark: str
    spellings: tuple[Spelling, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A source as it is printed: formatted, where in it, of what kind, and with which interest."""

    number: int
    runs: Runs
    kind: str
    locator: str
    quotation: str
    stance: str
    speaker: str
    voice: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One position: what is held, by whom, and its sources by number and voice."""

    holds: str
    held_by: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    stands: tuple[Stand, ...]
    claim: str
    dates: tuple[Dated, ...]
    participants: tuple[Named, ...]
    places: tuple[Named, ...]
    agreement: Named | None
    sides: tuple[Side, ...]
    entries: tuple[Entry, ...]
    errata: tuple[Erratum, ...]
    corroborating: tuple[Fact, ...]


def dossier(fact: Fact, *, style: str = "chicago") -> Dossier:
    """The evidence of a fact that was selected with its base, agreement and claimant, in nine queries."""
    participations = list(Participation.objects.filter(fact=fact).select_related("actor"))
    citations = list(Citation.objects.filter(_belongs_to(fact)).complete())
    positions = _positions(fact, citations)
    value = _value(fact, participations, citations, positions)
    entries = _entries(citations, value, style)
    spellings = _spellings(fact)
    return Dossier(
        stands=_stands(value),
        claim=fact.claimant.name if fact.claimant else fact.attribution,
        dates=tuple(_dated(row) for row in FactDate.objects.filter(fact=fact)),
        participants=tuple(
            Named(
                name=row.actor.name,
                remark=row.described_as or row.role,
                spellings=_others(spellings["actor", row.actor_id], row.actor.name),
            )
            for row in participations
        ),
        places=tuple(
            Named(
                name=row.place.name,
                remark=_around(row),
                spellings=_others(spellings["place", row.place_id], row.place.name),
            )
            for row in FactPlace.objects.filter(fact=fact).select_related("place__within", "place__country")
        ),
        agreement=_agreement(fact, spellings),
        sides=tuple(_side(position, citations, entries, pk) for pk, position in positions.items()),
        entries=tuple(entries.values()),
        errata=tuple(fact.errata.select_related("source")),
        corroborating=_corroborating(fact),
    )


def _belongs_to(fact: Fact) -> Q:
    own = Q(fact=fact) | Q(position__fact=fact)
    return own | Q(agreement=fact.agreement_id) if fact.agreement_id else own


def _positions(fact: Fact, citations: list[Citation]) -> dict[int, facts.Position]:
    """The positions with those who hold them, in one query; a position that nobody holds has one row too."""
    rows = Position.objects.filter(fact=fact).values_list("pk", "facet", "holds", "value", "held_by__name")
    holders: dict[int, list[str]] = defaultdict(list)
    said: dict[int, tuple[str, str, str]] = {}
    for pk, facet, holds, value, holder in rows.order_by("pk", "held_by__name"):
        said[pk] = (facet, holds, value)
        holders[pk] += [holder] if holder else []
    return {
        pk: facts.Position(
            facet=facet,
            holds=holds,
            value=value,
            held_by=tuple(holders[pk]),
            citations=tuple(each.frozen() for each in citations if each.position_id == pk),
        )
        for pk, (facet, holds, value) in said.items()
    }


def _value(
    fact: Fact,
    participations: list[Participation],
    citations: list[Citation],
    positions: dict[int, facts.Position],
) -> facts.Fact:
    """The frozen fact, as far as `history.evidence` asks: who took part, who says so, who disputes it."""
    related = _related(participations)
    return facts.Fact(
        pk=fact.pk,
        key=fact.key,
        base=fact.base.key,
        kind=fact.kind,
        type=fact.type,
        statement=fact.statement,
        title=fact.title,
        participations=tuple(
            facts.Participation(
                actor=facts.Actor(
                    pk=row.actor_id,
                    key=row.actor.key,
                    kind=row.actor.kind,
                    name=row.actor.name,
                    country=row.actor.country_id,
                    related=related[row.actor_id],
                    country_related=related[row.actor.country_id],
                ),
                role=row.role,
            )
            for row in participations
        ),
        standing=fact.standing,
        claimant=_bare(fact.claimant) if fact.claimant else None,
        attribution=fact.attribution,
        citations=tuple(each.frozen() for each in citations if each.position_id is None),
        positions=tuple(positions.values()),
    )


def _bare(actor: Actor) -> facts.Actor:
    return facts.Actor(pk=actor.pk, key=actor.key, kind=actor.kind, name=actor.name, country=actor.country_id)


def _related(participations: list[Participation]) -> defaultdict[int | None, frozenset[int]]:
    """Predecessors and successors of the participants and of their states: interested parties too."""
    found: defaultdict[int | None, frozenset[int]] = defaultdict(frozenset)
    actors = {pk for row in participations for pk in (row.actor_id, row.actor.country_id) if pk}
    links = Actor.related.through.objects.filter(from_actor__in=actors)
    for actor, other in links.values_list("from_actor", "to_actor"):
        found[actor] |= {other}
    return found


def _stands(value: facts.Fact) -> tuple[Stand, ...]:
    """How the fact stands, then the facets that are contested by themselves."""
    main = "date" if value.kind == facts.FactKind.AGREEMENT else "statement"
    disputed = dict.fromkeys(position.facet for position in value.positions if position.facet != main)
    whole = Stand(standing=evidence.standing_of(value, main), why=evidence.why(value, main))
    return (
        whole,
        *(
            Stand(
                standing=evidence.standing_of(value, facet),
                why=evidence.why(value, facet),
                about=FACET_WORDS.get(facet, facet),
            )
            for facet in disputed
        ),
    )


def _spellings(fact: Fact) -> defaultdict[tuple[str, int], tuple[Spelling, ...]]:
    """Every spelling of the names on the page, in one query; a language tag only where it is foreign."""
    actors = ActorName.objects.filter(actor__participations__fact=fact)
    places = PlaceName.objects.filter(place__fact_places__fact=fact)
    agreements = AgreementName.objects.filter(agreement=fact.agreement_id)
    columns = ("what", "of", "text", "language")
    rows = (
        actors.annotate(what=Value("actor"), of=F("actor_id"))
        .order_by()
        .values_list(*columns)
        .union(
            places.annotate(what=Value("place"), of=F("place_id")).order_by().values_list(*columns),
            agreements.annotate(what=Value("agreement"), of=F("agreement_id"))
            .order_by()
            .values_list(*columns),
        )
    )
    found: defaultdict[tuple[str, int], tuple[Spelling, ...]] = defaultdict(tuple)
    for what, of, text, language in sorted(rows):
        known = "" if language.startswith("und") or language == fact.base.language else language
        found[what, of] += (Spelling(text=text, language=known),)
    return found


def _others(spellings: tuple[Spelling, ...], name: str) -> tuple[Spelling, ...]:
    """The spellings that differ from the printed name."""
    return tuple(each for each in spellings if each.text != name)


def _agreement(fact: Fact, spellings: defaultdict[tuple[str, int], tuple[Spelling, ...]]) -> Named | None:
    agreement = fact.agreement
    if agreement is None:
        return None
    known = _others(spellings["agreement", agreement.pk], agreement.title)
    return Named(name=agreement.title, remark=agreement.kind, spellings=known)


def _around(row: FactPlace) -> str:
    """The larger place and the state, each once."""
    within = row.place.within.name if row.place.within else ""
    country = row.place.country.name if row.place.country else ""
    return ", ".join(dict.fromkeys(name for name in (within, country) if name and name != row.place.name))


def _dated(row: FactDate) -> Dated:
    role = DATE_WORDS.get(facts.DateRole(row.role), row.role)
    return Dated(role=role, date=say(row.date), note=row.note)


def _entries(citations: list[Citation], value: facts.Fact, style: str) -> dict[tuple, Entry]:
    """The sources, numbered once, also where the fact and several positions cite the same passage.

    A citation without a passage adds nothing to one of the same source that names it.
    """
    entries: dict[tuple, Entry] = {}
    for citation in sorted(
        citations, key=lambda each: (each.position_id or 0, not any(_passage(each)[2]), each.pk)
    ):
        if _found(citation, entries) is None:
            entries[_passage(citation)] = _entry(citation, value, style, number=len(entries) + 1)
    return entries


def _passage(citation: Citation) -> tuple:
    return citation.source_id, citation.stance, (citation.locator, citation.quotation)


def _found(citation: Citation, entries: dict[tuple, Entry]) -> Entry | None:
    source, stance, where = _passage(citation)
    if any(where):
        return entries.get((source, stance, where))
    return next((entry for key, entry in entries.items() if key[:2] == (source, stance)), None)


def _entry(citation: Citation, value: facts.Fact, style: str, *, number: int) -> Entry:
    source = citation.source
    return Entry(
        number=number,
        runs=cite(source.record(), style=style),
        kind=evidence.kind_in_words(citation.source.frozen(), value),
        locator=citation.locator,
        quotation=citation.quotation,
        stance=citation.stance,
        speaker=citation.speaker.name if citation.speaker else "",
        voice=source.publisher or source.container or source.title,
        language="" if source.language == value.language else source.language,
    )


def _side(position: facts.Position, citations: list[Citation], entries: dict[tuple, Entry], pk: int) -> Side:
    own = (_found(citation, entries) for citation in citations if citation.position_id == pk)
    cited = dict.fromkeys(f"{entry.number} {entry.voice}" for entry in own if entry)
    return Side(holds=position.holds or position.value, held_by=position.held_by, sources=tuple(cited))


def _corroborating(fact: Fact) -> tuple[Fact, ...]:
    rows = Fact.objects.published().filter(Q(corroborated_by=fact) | Q(corroborates=fact))
    return tuple(rows.select_related("base", "agreement").distinct())
