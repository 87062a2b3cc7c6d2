"""What the evidence of some facts rests on, read in five queries however many they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from history import facts
from history.dates import HistoricalDate
from history.models import Actor, ActorName, Citation, Fact, FactDate, Participation, Position
from history.models.facts import AGREES, held_date, role_of
from history.models.labels import by_name, is_spoken, label_of
from history.translating import spoken

from .parts import Named


@dataclass(frozen=True, slots=True)
class Gathered:
    """The rows around some facts, by the row number of the fact, and the states by theirs."""

    dates: dict[int, list[FactDate]]
    participations: dict[int, list[Participation]]
    citations: list[Citation]
    positions: dict[int, dict[int, facts.Position]]
    holders: dict[int, dict[int, str]]
    """Who holds a position, by its row number: names by row number of the actor."""
    kin: dict[int, Kin]
    called: dict[int, str]
    """What the reader calls actors, by row number, where that is not the name that their base prints."""
    renamed: dict[str, str]
    """The same by that name, for sentences in which it stands."""

    def name(self, pk: int, name: str) -> str:
        """What the reader calls an actor of this name."""
        return self.called.get(pk, name)

    def named(self, actors: Mapping[int, str], language: str) -> Iterator[Named]:
        """Actors by row number and name, as the reader calls them; else marked as being in this language."""
        for pk, name in actors.items():
            yield Named(pk=pk, name=self.name(pk, name), named_in="" if pk in self.called else language)

    def primary(self, fact: int) -> HistoricalDate | None:
        by_role = {dated.role: dated.date for dated in self.dates[fact]}
        return next((by_role[role] for role in facts.PRIMARY_ROLES if role in by_role), None)

    def value(self, fact: Fact) -> facts.Fact:
        """The frozen fact as far as `history.evidence` asks: who took part, who says so, who disputes it."""
        own = [citation for citation in self.citations if citation.fact_id == fact.pk]
        return facts.Fact(
            pk=fact.pk,
            key=fact.key,
            base=fact.base.key,
            kind=fact.kind,
            type=fact.type,
            statement=fact.statement,
            title=fact.title,
            participations=tuple(
                facts.Participation(actor=self.actor(row.actor), role=row.role)
                for row in self.participations[fact.pk]
            ),
            dates=tuple(
                facts.FactDate(role=row.role, date=row.date, note=row.note) for row in self.dates[fact.pk]
            ),
            standing=fact.standing,
            claimant=self.actor(fact.claimant) if fact.claimant else None,
            attribution=fact.attribution,
            citations=tuple(citation.frozen() for citation in own),
            positions=tuple(each for each in self.positions[fact.pk].values() if not each.agreed),
            language=fact.base.language,
        )

    def actor(self, row: Actor) -> facts.Actor:
        return facts.Actor(
            pk=row.pk,
            key=row.key,
            kind=row.kind,
            name=row.name,
            country=row.country_id,
            related=self._related(row.pk),
            country_related=self._related(row.country_id),
        )

    def _related(self, pk: int | None) -> frozenset[int]:
        return frozenset(other.pk for other in self.kin[pk].others) if pk in self.kin else frozenset()


@dataclass(frozen=True, slots=True)
class Kin:
    """An actor's name and existence, and those of its predecessors and successors."""

    actor: facts.Actor
    others: tuple[facts.Actor, ...]

    def then(self, date: HistoricalDate | None) -> facts.Actor | None:
        """Which of them was there on all of `date`; None where the recorded existence cannot say.

        Who is not known to have existed is not replaced by a relative: both may have.
        """
        if date is None:
            return None
        if self.actor.existed(date):
            return self.actor
        present = [other for other in self.others if other.existed(date)]
        return present[0] if self.actor.ruled_out(date) and len(present) == 1 else None


def gather(
    rows: Sequence[Fact],
    *,
    cited: Q | None = None,
    actors: Iterable[int | None] = (),
    homes: Iterable[str] = (),
) -> Gathered:
    """Everything around facts that were selected with base, agreement and claimant.

    `cited` adds citations of other things, `actors` the row numbers of states that the page names besides,
    `homes` the languages of the bases that these come from.
    """
    pks = [row.pk for row in rows]
    dates: defaultdict[int, list[FactDate]] = defaultdict(list)
    for dated in FactDate.objects.filter(fact__in=pks):
        dates[dated.fact_id].append(dated)
    participations: defaultdict[int, list[Participation]] = defaultdict(list)
    for part in Participation.objects.filter(fact__in=pks).select_related("actor"):
        participations[part.fact_id].append(part)
    involved = [part.actor for parts in participations.values() for part in parts]
    involved += [row.claimant for row in rows if row.claimant]
    wanted = {pk for actor in involved for pk in (actor.pk, actor.country_id)} | {*actors}
    reader = reader_of([*(row.base.language for row in rows), *homes])
    own = Q(fact__in=pks) | Q(position__fact__in=pks)
    citations = list(Citation.objects.filter(own | cited if cited else own).complete())
    positions, holders = _positions(pks, citations)
    wanted.update(holder for held_by in holders.values() for holder in held_by)
    wanted.update(citation.speaker_id for citation in citations)
    kin, called = _kin((pk for pk in wanted if pk), reader)
    actors_named = {pk: each.actor.name for pk, each in kin.items()}
    return Gathered(
        dates=dates,
        participations=participations,
        citations=citations,
        positions=positions,
        holders=holders,
        kin=kin,
        called=called,
        renamed=by_name((actors_named[pk], label) for pk, label in called.items() if pk in actors_named),
    )


def _positions(
    pks: Sequence[int], citations: Sequence[Citation]
) -> tuple[dict[int, dict[int, facts.Position]], dict[int, dict[int, str]]]:
    """The positions with those who hold them, in one query; a position that nobody holds has one row too."""
    rows = Position.objects.filter(fact__in=pks).order_by("pk", "held_by__name")
    holders: defaultdict[int, dict[int, str]] = defaultdict(dict)
    said: dict[int, tuple[int, str, str, str, dict[str, object]]] = {}
    for pk, fact, facet, holds, value, extra, holder, name in rows.values_list(
        "pk", "fact", "facet", "holds", "value", "extra", "held_by", "held_by__name"
    ):
        said[pk] = (fact, facet, holds, value, extra)
        if holder:
            holders[pk][holder] = name
    found: defaultdict[int, dict[int, facts.Position]] = defaultdict(dict)
    for pk, (fact, facet, holds, value, extra) in said.items():
        found[fact][pk] = facts.Position(
            facet=facet,
            holds=holds,
            value=value,
            held_by=tuple(holders[pk].values()),
            citations=tuple(each.frozen() for each in citations if each.position_id == pk),
            date=held_date(facet, value),
            role=role_of(extra),
            agreed=AGREES in extra,
        )
    return found, holders


def reader_of(homes: Iterable[str]) -> str:
    """The language of the page, where something comes from a base in another one; else empty."""
    return "" if is_spoken(homes, spoken()) else spoken()


def _kin(pks: Iterable[int], reader: str) -> tuple[dict[int, Kin], dict[int, str]]:
    """Actors with their predecessors and successors, and what the reader calls all of them, in one query."""
    columns = ("pk", "kind", "name", "start", "end")
    rows = Actor.objects.filter(pk__in=set(pks)).order_by("pk", "related__pk")
    labels = (label_of(ActorName, "pk", reader), label_of(ActorName, "related", reader))
    called: dict[int, str] = {}
    actors: dict[int, facts.Actor] = {}
    others: defaultdict[int, list[facts.Actor]] = defaultdict(list)
    for row in rows.values_list(*columns, *(f"related__{column}" for column in columns), *labels):
        actors[row[0]] = _existing(*row[:5])
        called[row[0]] = row[10]
        if row[5] is not None:
            others[row[0]].append(_existing(*row[5:10]))
            called[row[5]] = row[11]
    kin = {pk: Kin(actor, tuple(others[pk])) for pk, actor in actors.items()}
    return kin, {pk: label for pk, label in called.items() if label}


def _existing(
    pk: int, kind: str, name: str, start: HistoricalDate | None, end: HistoricalDate | None
) -> facts.Actor:
    return facts.Actor(pk=pk, key="", kind=kind, name=name, start=start, end=end)
