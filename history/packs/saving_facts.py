"""Write the facts of a bundle that are new or changed, with everything that hangs on them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Model

from history import facts, models
from history.derive import acted, derived
from history.facts import Publication
from history.models.clues import keep_clues

from . import bundle as form
from .stored import chunks
from .values import Values

if TYPE_CHECKING:
    from .saving import Pks, Saver
    from .store import Plan

CHILDREN = (
    models.FactDate,
    models.Participation,
    models.FactPlace,
    models.Citation,
    models.Position,
    models.Exclusion,
    models.Fact.about.through,
)
WHY_BACK = "Back in review after an import."


def columns_of(model: type[Model]) -> list[str]:
    """The columns that a second import may write."""
    return [each.name for each in model._meta.concrete_fields if each.name not in {"id", "base", "key"}]


class FactSaver:
    """Writes facts in chunks, so that memory stays bounded however large the base."""

    def __init__(self, saver: Saver, values: Values) -> None:
        self.saver, self.values = saver, values
        self.rows = saver.bundle.facts

    def save(self, plan: Plan) -> Pks:
        keys, done = plan.written, 0
        columns = columns_of(models.Fact)
        for some in chunks(keys):
            held = {row.key: row for row in self._held(plan, some)}
            values = {key: self.values.fact(self.rows[key]) for key in some}
            models.Fact.objects.bulk_create(
                [self._row(values[key], held.get(key), plan.digests[key]) for key in some],
                update_conflicts=True,
                unique_fields=["base", "key"],
                update_fields=columns,
            )
            self._clear([row.pk for row in held.values()])
            pks = dict(
                models.Fact.objects.filter(base=self.saver.base, key__in=some)
                .order_by()
                .values_list("key", "pk")
            )
            self._children(some, pks, values)
            keep_clues({pks[key]: value for key, value in values.items()}, new=not held)
            done += len(some)
            self.saver.progress("facts", done, len(keys))
        pks = self.saver.pks(models.Fact)
        self._corroborates(plan, pks)
        return pks

    def _held(self, plan: Plan, keys: list[str]) -> list[models.Fact]:
        """The rows that are replaced, locked until the transaction ends."""
        pks = [plan.changed[key] for key in keys if key in plan.changed]
        return list(models.Fact.objects.select_for_update().filter(pk__in=pks).order_by()) if pks else []

    def _row(self, value: facts.Fact, held: models.Fact | None, digest: str) -> models.Fact:
        row = self.rows[value.key]
        publication = self._publication(row, value, held)
        self.saver.publication[publication] += 1
        return models.Fact(
            base=self.saver.base,
            key=value.key,
            kind=row.kind,
            type=row.type,
            titles=row.titles,
            statement=row.statement,
            note=row.note,
            agreement_id=self.saver.agreement.get(row.agreement),
            standing=row.standing,
            publication=publication,
            claimant_id=self.saver.actor.get(row.claimant),
            attribution=row.attribution,
            complete_roles=row.complete_roles,
            tags=row.tags,
            rank=row.rank,
            version=held.version + 1 if held else 1,
            changed_at=self.saver.now,
            extra=self.saver.marked(row, digest),
            **derived(value),
        )

    def _publication(self, row: form.Fact, value: facts.Fact, held: models.Fact | None) -> str:
        """Where the fact now stands: a new one as far as it may go, a known one where it is or back."""
        against = self.values.obstacles(row, value)
        if held and (held.publication != Publication.PUBLISHED or not against):
            return held.publication
        if against:
            sentence = " ".join([*([WHY_BACK] if held else ["Not published:"]), *against])
            self.saver.remarks.append(form.Remark(section="facts", key=row.key, sentence=sentence))
            return Publication.IN_REVIEW.value
        return Publication.PUBLISHED.value

    def _clear(self, pks: list[int]) -> None:
        for model in CHILDREN if pks else ():
            model._default_manager.filter(fact__in=pks).delete()

    def _children(self, keys: list[str], pks: Pks, values: dict[str, facts.Fact]) -> None:
        each = [(pks[key], self.rows[key]) for key in keys]
        create(models.FactDate, (self._date(pk, date) for pk, row in each for date in row.dates))
        create(
            models.Participation,
            (self._part(pk, part, values[row.key]) for pk, row in each for part in row.participations),
        )
        create(
            models.FactPlace,
            (
                models.FactPlace(fact_id=pk, place_id=self.saver.place[key])
                for pk, row in each
                for key in row.places
            ),
        )
        about = models.Fact.about.through
        create(
            about,
            (about(fact_id=pk, actor_id=self.saver.actor[key]) for pk, row in each for key in row.about),
        )
        create(
            models.Exclusion,
            (
                models.Exclusion(fact_id=pk, facet=one.facet, reason=one.reason)
                for pk, row in each
                for one in row.exclusions
            ),
        )
        create(models.Citation, (self.saver.cite(cite, fact_id=pk) for pk, row in each for cite in row.cites))
        for pk, row in each:
            self._positions(pk, row.positions)

    def _date(self, pk: int, row: form.FactDate) -> models.FactDate:
        return models.FactDate(fact_id=pk, role=row.role, date=row.date, note=row.note, raw=row.raw)

    def _part(self, pk: int, row: form.Participation, value: facts.Fact) -> models.Participation:
        earliest, latest = acted(value, row.role)
        return models.Participation(
            earliest=earliest,
            latest=latest,
            fact_id=pk,
            actor_id=self.saver.actor[row.actor],
            role=row.role,
            described_as=row.described_as,
            extra=row.extra,
        )

    def _positions(self, pk: int, rows: list[form.Position]) -> None:
        holds = models.Position.held_by.through
        for row in rows:
            made = models.Position.objects.create(
                fact_id=pk, facet=row.facet, value=row.value, holds=row.holds, extra=row.extra
            )
            create(holds, (holds(position_id=made.pk, actor_id=self.saver.actor[key]) for key in row.held_by))
            create(models.Citation, (self.saver.cite(cite, position_id=made.pk) for cite in row.cites))

    def _corroborates(self, plan: Plan, pks: Pks) -> None:
        through = models.Fact.corroborates.through
        for some in chunks(plan.changed.values()):
            through.objects.filter(from_fact__in=some).delete()
        create(
            through,
            (
                through(from_fact_id=pks[key], to_fact_id=pks[other])
                for key in plan.written
                for other in self.rows[key].corroborates
            ),
        )


def create(model: type[Any], rows: Iterable[Any]) -> None:
    """Write rows in bulk, a thousand at a time."""
    for some in chunks(rows, 1000):
        model._default_manager.bulk_create(some)
