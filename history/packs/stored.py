"""Read a base back from the tables: for exports, and to see whether a row was changed here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.db.models import Model, QuerySet

from history import models

from . import bundle as form

DIGEST = "_digest"
"""Key in a row's `extra`: the digest of what the last import brought."""
CHUNK = 500


def stored(base: models.Base) -> form.Bundle:
    """The whole base as a bundle, rows in the order in which they came in."""
    reader = Reader(base)
    found = form.Bundle(
        base=form.Base(
            key=base.key,
            name=base.name,
            language=base.language,
            licence=base.licence,
            origin=base.origin,
            notes=base.notes,
            extra=base.extra,
        ),
        actors=reader.actors(),
        places=reader.places(),
        sources=reader.sources(),
        agreements=reader.agreements(),
        facts=reader.facts(),
        errata=reader.errata(),
    )
    _borrow(found, reader)
    return found


def _borrow(found: form.Bundle, reader: Reader) -> None:
    """Add the actors, places, sources and agreements of other bases that facts of this one refer to."""
    for fact in found.facts.values():
        actors = [part.actor for part in fact.participations] + fact.about + [fact.claimant]
        actors += [key for position in fact.positions for key in position.held_by]
        cited = list(form.citing_rows(fact))
        reader.fetch(found.sources, "sources", [cite.source for cite in cited])
        reader.fetch(found.actors, "actors", actors + [cite.speaker for cite in cited])
        reader.fetch(found.places, "places", fact.places)
        reader.fetch(found.agreements, "agreements", [fact.agreement])
    reader.fetch(found.actors, "actors", [source.state for source in found.sources.values()])


def chunks(items: Iterable[Any], size: int = CHUNK) -> Iterator[list[Any]]:
    """The items in lists of at most `size`."""
    held: list[Any] = []
    for item in items:
        held.append(item)
        if len(held) == size:
            yield held
            held = []
    if held:
        yield held


BORROWED = "::"
"""Between the key of a base and that of its row, where a fact of another base refers to it."""


def keys_of(model: type[Model], base: models.Base) -> dict[int, str]:
    """The key of every row, by row number; rows of other bases have the key of theirs before it."""
    rows = model._default_manager.order_by()
    found = dict(rows.filter(base=base).values_list("pk", "key"))
    for pk, other, key in rows.exclude(base=base).values_list("pk", "base__key", "key"):
        found[pk] = f"{other}{BORROWED}{key}"
    return found


def _plain_extra(extra: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in extra.items() if name != DIGEST}


def _spellings(names: Any) -> list[form.Spelling]:
    return [form.Spelling(text=row.text, language=row.language, label=row.label) for row in names.all()]


def _links(through: type[Model], near: str, far: str, pks: list[int]) -> dict[int, list[int]]:
    """The far ends of a many-to-many relation by near end, in the order in which they were made."""
    found: dict[int, list[int]] = defaultdict(list)
    pairs = through._default_manager.filter(**{f"{near}__in": pks}).order_by("pk").values_list(near, far)
    for one, other in pairs:
        found[one].append(other)
    return found


class Reader:
    """Rows of one base as rows of a bundle; each method takes the keys wanted, None for all."""

    def __init__(self, base: models.Base) -> None:
        self.base = base
        self._actor = keys_of(models.Actor, base)
        self._place = keys_of(models.Place, base)
        self._source = keys_of(models.Source, base)
        self._agreement = keys_of(models.Agreement, base)

    def fetch(self, found: dict[str, Any], section: str, keys: Iterable[str]) -> None:
        """Add rows of other bases to a section, without what they themselves refer to."""
        for key in keys:
            if BORROWED in key and key not in found:
                other, _, own = key.partition(BORROWED)
                row = getattr(Reader(models.Base.objects.get(key=other)), section)([own])[own]
                blank = {
                    "related": [],
                    "confusable": [],
                    "country": "",
                    "within": "",
                    "terms": [],
                    "cites": [],
                }
                had = {name: value for name, value in blank.items() if hasattr(row, name)}
                found[key] = replace(row, key=key, **had)

    def _rows(self, rows: QuerySet[Any], keys: Iterable[str] | None) -> Iterator[list[Any]]:
        """The rows of the base in chunks, each fetched with what it prefetches."""
        own = rows.filter(base=self.base).order_by("pk")
        if keys is not None:
            for some in chunks(keys):
                yield list(own.filter(key__in=some))
        else:
            for some in chunks(own.values_list("pk", flat=True)):
                yield list(own.filter(pk__in=some))

    def _keys(self, pks: Iterable[int], table: dict[int, str]) -> list[str]:
        return [table[pk] for pk in pks]

    def _cites(self, rows: Any) -> list[form.Cite]:
        return [
            form.Cite(
                source=self._source[row.source_id],
                locator=row.locator,
                stance=row.stance,
                quotation=row.quotation,
                speaker=self._actor.get(row.speaker_id, ""),
                extra=row.extra,
            )
            for row in rows.all()
        ]

    def actors(self, keys: Iterable[str] | None = None) -> dict[str, form.Actor]:
        found = {}
        wanted = models.Actor.objects.prefetch_related("names", "citations", "terms__citations")
        for rows in self._rows(wanted, keys):
            pks = [row.pk for row in rows]
            related = _links(models.Actor.related.through, "from_actor_id", "to_actor_id", pks)
            confusable = _links(models.Actor.confusable.through, "from_actor_id", "to_actor_id", pks)
            for row in rows:
                found[row.key] = form.Actor(
                    key=row.key,
                    kind=row.kind,
                    name=row.name,
                    names=_spellings(row.names),
                    country=self._actor.get(row.country_id, ""),
                    start=row.start,
                    end=row.end,
                    related=sorted(self._keys(related[row.pk], self._actor)),
                    confusable=self._keys(confusable[row.pk], self._actor),
                    note=row.note,
                    terms=self._terms(row),
                    cites=self._cites(row.citations),
                    extra=_plain_extra(row.extra),
                )
        return found

    def _terms(self, actor: models.Actor) -> list[form.Term]:
        return [
            form.Term(
                office=row.office,
                start=row.start,
                end=row.end,
                exclusive=row.exclusive,
                cites=self._cites(row.citations),
                extra=row.extra,
            )
            for row in sorted(actor.terms.all(), key=lambda term: term.pk)
        ]

    def places(self, keys: Iterable[str] | None = None) -> dict[str, form.Place]:
        return {
            row.key: form.Place(
                key=row.key,
                name=row.name,
                names=_spellings(row.names),
                country=self._actor.get(row.country_id, ""),
                within=self._place.get(row.within_id, ""),
                note=row.note,
                extra=_plain_extra(row.extra),
            )
            for rows in self._rows(models.Place.objects.prefetch_related("names"), keys)
            for row in rows
        }

    def sources(self, keys: Iterable[str] | None = None) -> dict[str, form.Source]:
        return {
            row.key: form.Source(
                key=row.key,
                **{name: getattr(row, name) for name in form.SOURCE_VALUES},
                state=self._actor.get(row.state_id, ""),
                extra=_plain_extra(row.extra),
            )
            for rows in self._rows(models.Source.objects.all(), keys)
            for row in rows
        }

    def agreements(self, keys: Iterable[str] | None = None) -> dict[str, form.Agreement]:
        return {
            row.key: form.Agreement(
                key=row.key,
                title=row.title,
                kind=row.kind,
                names=_spellings(row.names),
                subjects=row.subjects,
                note=row.note,
                cites=self._cites(row.citations),
                extra=_plain_extra(row.extra),
            )
            for rows in self._rows(models.Agreement.objects.prefetch_related("names", "citations"), keys)
            for row in rows
        }

    def facts(self, keys: Iterable[str] | None = None) -> dict[str, form.Fact]:
        found = {}
        fact_keys = keys_of(models.Fact, self.base)
        wanted = models.Fact.objects.prefetch_related(
            "dates", "participations", "fact_places", "citations", "positions__citations", "exclusions"
        )
        for rows in self._rows(wanted, keys):
            pks = [row.pk for row in rows]
            about = _links(models.Fact.about.through, "fact_id", "actor_id", pks)
            corroborates = _links(models.Fact.corroborates.through, "from_fact_id", "to_fact_id", pks)
            for row in rows:
                fact = self._fact(row)
                fact.about = self._keys(about[row.pk], self._actor)
                fact.corroborates = self._keys(corroborates[row.pk], fact_keys)
                found[row.key] = fact
        return found

    def _fact(self, row: models.Fact) -> form.Fact:
        return form.Fact(
            key=row.key,
            kind=row.kind,
            type=row.type,
            titles=row.titles,
            statement=row.statement,
            note=row.note,
            dates=[
                form.FactDate(role=each.role, date=each.date, note=each.note, raw=each.raw)
                for each in row.dates.all()
            ],
            participations=[
                form.Participation(
                    actor=self._actor[each.actor_id],
                    role=each.role,
                    described_as=each.described_as,
                    extra=each.extra,
                )
                for each in row.participations.all()
            ],
            complete_roles=row.complete_roles,
            places=[self._place[each.place_id] for each in row.fact_places.all()],
            agreement=self._agreement.get(row.agreement_id or 0, ""),
            standing=row.standing,
            claimant=self._actor.get(row.claimant_id or 0, ""),
            attribution=row.attribution,
            cites=self._cites(row.citations),
            positions=self._positions(row),
            exclusions=[
                form.Exclusion(facet=each.facet, reason=each.reason) for each in row.exclusions.all()
            ],
            tags=row.tags,
            rank=row.rank,
            extra=_plain_extra(row.extra),
        )

    def _positions(self, fact: models.Fact) -> list[form.Position]:
        rows = list(fact.positions.all())
        pks = [row.pk for row in rows]
        holders = _links(models.Position.held_by.through, "position_id", "actor_id", pks) if rows else {}
        return [
            form.Position(
                facet=row.facet,
                value=row.value,
                holds=row.holds,
                held_by=self._keys(holders.get(row.pk, []), self._actor),
                cites=self._cites(row.citations),
                extra=row.extra,
            )
            for row in rows
        ]

    def errata(self, keys: Iterable[str] | None = None) -> dict[str, form.Erratum]:
        wanted = None if keys is None else set(keys)
        found = {}
        for row in (
            models.Erratum.objects.filter(base=self.base).select_related("fact", "actor").order_by("pk")
        ):
            erratum = form.Erratum(
                source=self._source[row.source_id],
                field=row.field,
                wrong=row.wrong,
                fact=row.fact.key if row.fact else "",
                actor=row.actor.key if row.actor else "",
                date=row.date,
                wrong_actor=self._actor.get(row.wrong_actor_id or 0, ""),
                why=row.why,
                extra=_plain_extra(row.extra),
            )
            if wanted is None or erratum.key in wanted:
                found[erratum.key] = erratum
        return found
