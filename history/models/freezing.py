"""Rows turned into the frozen values of `history.facts`, many at once.

What prefetch_related would do, at a fraction of its cost: no model instance is made for a part of a fact, and
what many facts share (actors, places, sources) is read once for as long as a `Freezer` lives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Exists, Model, OuterRef, Subquery

from history import facts

from .actors import Actor, ActorName, Term
from .agreements import Agreement, AgreementName
from .bases import Base
from .facts import (
    AGREES,
    Erratum,
    Exclusion,
    Fact,
    FactDate,
    FactPlace,
    Participation,
    Position,
    Wording,
    held_date,
    role_of,
    title_of,
)
from .places import Place
from .sources import Citation, Source

BATCH = 500
"""Facts that are turned into values at a time: bounds memory and the variables of one query."""

Rows = dict[int, list[Any]]
"""Rows without their first column, which names what they belong to."""


class Freezer:
    """Values of facts and of what they mention."""

    def __init__(self) -> None:
        self._bases: dict[int, Base] = {}
        self._empty: set[type[Model]] = set()
        self._actors: dict[int, facts.Actor] = {}
        self._places: dict[int, facts.Place] = {}
        self._sources: dict[int, facts.Source] = {}

    def freeze(self, pks: Sequence[int], *, published: bool = False) -> list[facts.Fact]:
        """The values of some facts, or of those that are published, in their order.

        In a fixed number of queries for each batch.
        """
        found: dict[int, facts.Fact] = {}
        for start in range(0, len(pks), BATCH):
            # by number alone: SQLite would rather walk an index of all published facts
            rows = list(Fact.objects.filter(pk__in=pks[start : start + BATCH]).order_by().values_list(*_FACT))
            if published:
                rows = [row for row in rows if row[-1] == facts.Publication.PUBLISHED]
            if rows:
                found.update(self._frozen(rows))
        return [found[pk] for pk in pks if pk in found]

    def actors(self, pks: Iterable[int]) -> dict[int, facts.Actor]:
        """Actors by row number, each with the span of its own published facts."""
        wanted = set(pks)
        missing = wanted - self._actors.keys()
        if missing:
            self._read_bases()
            self._read_actors(missing)
        return {pk: self._actors[pk] for pk in wanted}

    def _frozen(self, rows: list[tuple[Any, ...]]) -> dict[int, facts.Fact]:
        self._read_bases()
        pks = [row[0] for row in rows]
        dates = self._own(FactDate, "fact", pks, "role", "date", "note")
        parts = self._own(Participation, "fact", pks, "actor_id", "role", "described_as")
        about = self._linked(Fact.about.through, "fact", pks, "actor_id")
        places = self._linked(FactPlace, "fact", pks, "place_id")
        others = self._linked(Fact.corroborates.through, "from_fact", pks, "to_fact_id")
        errata = self._own(Erratum, "fact", pks, "date", "wrong_actor_id")
        exclusions = self._own(Exclusion, "fact", pks, "facet", "reason")
        wordings = self._own(Wording, "fact", pks, "facet", "stem")
        citations = self._citations("fact", pks)
        positions = self._positions(pks)
        agreements = self._agreements({row[8] for row in rows if row[8]})
        mentioned = {part[0] for some in parts.values() for part in some}
        mentioned |= {pk for some in about.values() for pk in some} | {row[10] for row in rows if row[10]}
        self.actors(mentioned)
        self._read_places({pk for some in places.values() for pk in some})
        sure = _established({pk for some in others.values() for pk in some})
        found = {}
        for row in rows:
            pk, key, base_pk, kind, type_, statement, titles, complete, agreement_pk, *rest = row
            standing, claimant, attribution, version, _ = rest
            base, agreement = self._bases[base_pk], agreements.get(agreement_pk)
            found[pk] = facts.Fact(
                pk=pk,
                key=key,
                base=base.key,
                kind=kind,
                type=type_,
                statement=statement,
                title=title_of(titles, base.language, kind, agreement.title if agreement else ""),
                foreign=bool(titles) and base.language not in titles,
                dates=tuple(
                    facts.FactDate(role=role, date=date, note=note) for role, date, note in dates[pk]
                ),
                participations=tuple(
                    facts.Participation(actor=self._actors[actor], role=role, described_as=words)
                    for actor, role, words in parts[pk]
                ),
                complete_roles=frozenset(complete),
                places=_by_name(self._places[each] for each in places[pk]),
                agreement=agreement,
                standing=standing,
                claimant=self._actors[claimant] if claimant else None,
                attribution=attribution,
                citations=tuple(citations[pk]),
                positions=tuple(positions[pk]),
                wrong_dates=tuple(date for date, _ in errata[pk] if date),
                wrong_actors=frozenset(actor for _, actor in errata[pk] if actor),
                exclusions=tuple(exclusions[pk]),
                corroborates=frozenset(others[pk]),
                corroborated=any(other in sure for other in others[pk]),
                version=version,
                language=base.language,
                wordings=tuple(wordings[pk]),
                about=_by_name(self._actors[each] for each in about[pk]),
            )
        return found

    def _citations(self, owner: str, pks: Iterable[int]) -> dict[int, list[facts.Citation]]:
        rows = self._own(Citation, owner, pks, "source_id", "locator", "stance", "quotation", "speaker__name")
        wanted = {row[0] for some in rows.values() for row in some} - self._sources.keys()
        if wanted:
            read = Source.objects.filter(pk__in=wanted).select_related("state").order_by()
            self._sources.update((source.pk, source.frozen()) for source in read)
        found: dict[int, list[facts.Citation]] = defaultdict(list)
        for own, some in rows.items():
            found[own] = [
                facts.Citation(
                    source=self._sources[source],
                    locator=locator,
                    stance=stance,
                    quotation=quotation,
                    speaker=speaker or "",
                )
                for source, locator, stance, quotation, speaker in some
            ]
        return found

    def _positions(self, pks: Iterable[int]) -> dict[int, list[facts.Position]]:
        rows = self._own(Position, "fact", pks, "pk", "facet", "value", "holds", "extra")
        held = [row[0] for some in rows.values() for row in some]
        found: dict[int, list[facts.Position]] = defaultdict(list)
        if not held:
            return found
        citations = self._citations("position", held)
        holders = self._linked(Position.held_by.through, "position", held, "actor__name")
        for own, some in rows.items():
            found[own] = [
                facts.Position(
                    facet=facet,
                    holds=holds,
                    value=value,
                    held_by=tuple(sorted(holders[pk])),
                    citations=tuple(citations[pk]),
                    date=held_date(facet, value),
                    role=role_of(extra),
                    agreed=AGREES in extra,
                )
                for pk, facet, value, holds, extra in some
            ]
        return found

    def _own(self, model: type[Model], owner: str, pks: Iterable[int], *columns: str) -> Rows:
        """The rows that belong to some others, in the order in which they were written."""
        found: Rows = defaultdict(list)
        if model not in self._empty:
            rows = model._default_manager.filter(**{f"{owner}__in": pks}).order_by("pk")
            for pk, *row in rows.values_list(f"{owner}_id", *columns):
                found[pk].append(tuple(row))
        return found

    def _linked(self, through: type[Model], owner: str, pks: Iterable[int], column: str) -> Rows:
        """One column of the rows of a table between."""
        found: Rows = defaultdict(list)
        for pk, rows in self._own(through, owner, pks, column).items():
            found[pk] = [row[0] for row in rows]
        return found

    def _read_bases(self) -> None:
        """All bases, and which of the tables that few bases use have no row at all."""
        if self._bases:
            return
        names = {f"has_{place}": model for place, model in enumerate(SELDOM)}
        any_rows = {name: Exists(model._default_manager.all()) for name, model in names.items()}
        for base in Base.objects.annotate(**any_rows):
            self._bases[base.pk] = base
            self._empty = {model for name, model in names.items() if not getattr(base, name)}

    def _agreements(self, pks: set[int]) -> dict[int, facts.Agreement]:
        if not pks:
            return {}
        names = _names(self._own(AgreementName, "agreement", pks, "text", "language"))
        rows = Agreement.objects.filter(pk__in=pks).order_by().values_list("pk", "key", "kind", "title")
        return {
            pk: facts.Agreement(pk=pk, key=key, kind=kind, title=title, names=names.get(pk, ()))
            for pk, key, kind, title in rows
        }

    def _read_actors(self, pks: set[int]) -> None:
        published = Exists(Fact.objects.published().filter(pk=OuterRef("fact")))
        acted = Participation.objects.filter(published, actor=OuterRef("pk"))
        first = acted.filter(earliest__isnull=False).order_by("earliest").values("earliest")[:1]
        last = acted.filter(latest__isnull=False).order_by("-latest").values("latest")[:1]
        rows = list(
            Actor.objects.filter(pk__in=pks)
            .order_by()
            .annotate(first=Subquery(first), last=Subquery(last))
            .values_list(
                *("pk", "key", "kind", "name", "country_id", "country__name", "start", "end", "first", "last")
            )
        )
        names = _names(self._own(ActorName, "actor", pks, "text", "language"))
        terms = self._terms(pks)
        confusable = self._linked(Actor.confusable.through, "from_actor", pks, "to_actor_id")
        countries = {row[4] for row in rows if row[4]}
        related = self._linked(Actor.related.through, "from_actor", pks | countries, "to_actor_id")
        for pk, key, kind, name, country, country_name, start, end, earliest, latest in rows:
            own = terms.get(pk, ())
            days = [date.earliest for term in own if (date := term.start)]
            days += [date.latest for term in own if (date := term.end)]
            acting = earliest is not None
            self._actors[pk] = facts.Actor(
                pk=pk,
                key=key,
                kind=kind,
                name=name,
                names=names.get(pk, ()),
                country=country,
                country_name=country_name or "",
                country_related=frozenset(related[country]) if country else frozenset(),
                start=start,
                end=end,
                terms=own,
                related=frozenset(related[pk]),
                confusable=frozenset(confusable[pk]),
                active=(min([*days, earliest]), max([*days, latest])) if acting else _span(days),
            )

    def _terms(self, pks: set[int]) -> dict[int, tuple[facts.Term, ...]]:
        found: dict[int, list[facts.Term]] = defaultdict(list)
        if Term in self._empty:
            return {}
        rows = Term.objects.filter(actor__in=pks).order_by("start_earliest", "pk")
        for pk, office, start, end, exclusive in rows.values_list(
            "actor_id", "office", "start", "end", "exclusive"
        ):
            found[pk].append(facts.Term(office=office, start=start, end=end, exclusive=exclusive))
        return {pk: tuple(some) for pk, some in found.items()}

    def _read_places(self, pks: set[int]) -> None:
        missing = pks - self._places.keys()
        if missing:
            read = Place.objects.complete().filter(pk__in=missing).order_by()
            self._places.update((place.pk, place.frozen()) for place in read)


SELDOM: tuple[type[Model], ...] = (
    *(Position, Erratum, Exclusion, Wording, Term),
    *(Fact.about.through, Fact.corroborates.through, Actor.related.through, Actor.confusable.through),
)
"""What is read only if there is any: most bases have next to none of it."""

_FACT = (
    *("pk", "key", "base_id", "kind", "type", "statement", "titles", "complete_roles", "agreement_id"),
    *("standing", "claimant_id", "attribution", "version", "publication"),
)


def _by_name(values: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(sorted(values, key=lambda value: value.name))


def _names(rows: Rows) -> Mapping[int, tuple[facts.Name, ...]]:
    return {
        pk: tuple(facts.Name(text=text, language=language) for text, language in some)
        for pk, some in rows.items()
    }


def _established(pks: set[int]) -> set[int]:
    """Those of some facts that are published and established."""
    rows = Fact.objects.published().filter(pk__in=pks, standing=facts.Standing.ESTABLISHED)
    return set(rows.order_by().values_list("pk", flat=True)) if pks else set()


def _span(days: list[int]) -> tuple[int, int] | None:
    return (min(days), max(days)) if days else None
