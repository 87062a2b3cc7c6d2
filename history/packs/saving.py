"""Write the rows of a bundle that are new or changed, section by section. Part of the deed in `store`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from history import models
from history.names import fold

from . import bundle as form
from .saving_facts import FactSaver, columns_of, create
from .stored import DIGEST, chunks
from .values import Values

if TYPE_CHECKING:
    from .store import Plan

Pks = dict[str, int]


class Saver:
    """Writes what the plans name; rows come before the rows that refer to them."""

    def __init__(
        self,
        bundle: form.Bundle,
        base: models.Base,
        *,
        now: datetime,
        progress: Callable[[str, int, int], None],
    ) -> None:
        self.bundle, self.base, self.now, self.progress = bundle, base, now, progress
        self.remarks: list[form.Remark] = []
        self.publication: Counter[str] = Counter()
        self.fact_pks: set[int] = set()
        self._digests: dict[str, str] = {}

    def save(self, plans: dict[str, Plan]) -> None:
        self.actor = self._actors(plans["actors"])
        self.place = self._places(plans["places"])
        self.source = self._sources(plans["sources"])
        self._actor_relations(plans["actors"])
        self.agreement = self._agreements(plans["agreements"])
        self._facts(plans["facts"])
        self._errata(plans["errata"])

    def _upsert(self, name: str, model: type[Any], plan: Plan, row: Callable[[str], Any]) -> Pks:
        """Write the planned rows of a section; returns the row number of every key of the base."""
        self._digests = plan.digests
        keys, done = plan.written, 0
        for some in chunks(keys):
            model.objects.bulk_create(
                [row(key) for key in some],
                update_conflicts=True,
                unique_fields=["base", "key"],
                update_fields=columns_of(model),
            )
            done += len(some)
            self.progress(name, done, len(keys))
        return self.pks(model)

    def pks(self, model: type[Any]) -> Pks:
        return dict(model.objects.filter(base=self.base).order_by().values_list("key", "pk"))

    def marked(self, row: Any, digest: str = "") -> dict[str, Any]:
        return {**row.extra, DIGEST: digest or self._digests[row.key]}

    def _clear(self, plan: Plan, *children: tuple[type[Any], str]) -> None:
        """Delete what hangs on the changed rows: it is written anew."""
        for some in chunks(plan.changed.values()):
            for model, owner in children:
                model.objects.filter(**{f"{owner}__in": some}).delete()

    def _spellings(self, model: type[Any], owner: str, plan: Plan, rows: dict[str, Any], pks: Pks) -> None:
        self._clear(plan, (model, owner))
        create(
            model,
            (
                model(
                    **{f"{owner}_id": pks[key]},
                    text=name.text,
                    language=name.language,
                    label=name.label,
                    folded=fold(name.text)[:500],
                )
                for key in plan.written
                for name in rows[key].names
            ),
        )

    def cite(self, cite: form.Cite, **owner: int) -> models.Citation:
        return models.Citation(
            **owner,
            source_id=self.source[cite.source],
            locator=cite.locator,
            stance=cite.stance,
            quotation=cite.quotation,
            speaker_id=self.actor.get(cite.speaker),
            extra=cite.extra,
        )

    def _actors(self, plan: Plan) -> Pks:
        rows = self.bundle.actors

        def row(key: str) -> models.Actor:
            each = rows[key]
            return models.Actor(
                base=self.base,
                key=key,
                kind=each.kind,
                name=each.name,
                start=each.start,
                end=each.end,
                note=each.note,
                extra=self.marked(each),
            )

        pks = self._upsert("actors", models.Actor, plan, row)
        for key in plan.written:
            if rows[key].country:
                models.Actor.objects.filter(pk=pks[key]).update(country_id=pks[rows[key].country])
        self._spellings(models.ActorName, "actor", plan, rows, pks)
        return pks

    def _actor_relations(self, plan: Plan) -> None:
        """Relations, terms and citations of actors, which need all actors and sources."""
        related, confusable = models.Actor.related.through, models.Actor.confusable.through
        self._clear(plan, (models.Citation, "actor"), (models.Term, "actor"))
        self._clear(plan, (related, "from_actor"), (confusable, "from_actor"))
        for through, name in ((related, "related"), (confusable, "confusable")):
            create(
                through,
                (
                    through(from_actor_id=self.actor[key], to_actor_id=self.actor[other])
                    for key in plan.written
                    for other in getattr(self.bundle.actors[key], name)
                ),
            )
        for key in plan.written:
            row, pk = self.bundle.actors[key], self.actor[key]
            create(models.Citation, (self.cite(cite, actor_id=pk) for cite in row.cites))
            for term in row.terms:
                made = models.Term.objects.create(
                    actor_id=pk,
                    office=term.office,
                    start=term.start,
                    end=term.end,
                    exclusive=term.exclusive,
                    extra=term.extra,
                )
                create(models.Citation, (self.cite(cite, term_id=made.pk) for cite in term.cites))

    def _places(self, plan: Plan) -> Pks:
        rows = self.bundle.places

        def row(key: str) -> models.Place:
            each = rows[key]
            return models.Place(
                base=self.base,
                key=key,
                name=each.name,
                country_id=self.actor.get(each.country),
                note=each.note,
                extra=self.marked(each),
            )

        pks = self._upsert("places", models.Place, plan, row)
        for key in plan.written:
            if rows[key].within:
                models.Place.objects.filter(pk=pks[key]).update(within_id=pks[rows[key].within])
        self._spellings(models.PlaceName, "place", plan, rows, pks)
        return pks

    def _sources(self, plan: Plan) -> Pks:
        rows = self.bundle.sources

        def row(key: str) -> models.Source:
            each = rows[key]
            values = {name: getattr(each, name) for name in form.SOURCE_VALUES}
            state = self.actor.get(each.state)
            return models.Source(base=self.base, key=key, state_id=state, extra=self.marked(each), **values)

        return self._upsert("sources", models.Source, plan, row)

    def _agreements(self, plan: Plan) -> Pks:
        rows = self.bundle.agreements

        def row(key: str) -> models.Agreement:
            each = rows[key]
            return models.Agreement(
                base=self.base,
                key=key,
                title=each.title,
                kind=each.kind,
                subjects=each.subjects,
                note=each.note,
                extra=self.marked(each),
            )

        pks = self._upsert("agreements", models.Agreement, plan, row)
        self._spellings(models.AgreementName, "agreement", plan, rows, pks)
        self._clear(plan, (models.Citation, "agreement"))
        cites = (self.cite(cite, agreement_id=pks[key]) for key in plan.written for cite in rows[key].cites)
        create(models.Citation, cites)
        return pks

    def _facts(self, plan: Plan) -> None:
        pks = FactSaver(self, Values(self.bundle)).save(plan)
        self.fact_pks = {pks[key] for key in plan.written}
        self.fact = pks

    def _errata(self, plan: Plan) -> None:
        models.Erratum.objects.filter(pk__in=list(plan.changed.values())).delete()
        create(
            models.Erratum,
            (
                models.Erratum(
                    base=self.base,
                    source_id=self.source[row.source],
                    fact_id=self.fact.get(row.fact),
                    actor_id=self.actor.get(row.actor),
                    field=row.field,
                    wrong=row.wrong,
                    date=row.date,
                    wrong_actor_id=self.actor.get(row.wrong_actor),
                    why=row.why,
                    extra={**row.extra, DIGEST: plan.digests[row.key]},
                )
                for row in (self.bundle.errata[key] for key in plan.written)
            ),
        )
