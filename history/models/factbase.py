"""The fact base over the tables: candidates by index, the rule from `history.factbase`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import CharField, Exists, Max, Min, OuterRef, Q
from django.db.models.functions import Cast

from history import facts
from history.dates import HistoricalDate
from history.dates.value import OPEN_FUTURE, OPEN_PAST
from history.factbase import MemoryFactBase, fits

from .actors import Actor
from .facts import Fact, FactDate, FactQuerySet, Participation, Position

BATCH = 500
"""Facts that are turned into values at a time: bounds memory and the variables of one query."""

WIDEST_MARGIN = 40_000
"""Days: more than the widest margin of a doubtful date (a century and a bit)."""

AHEAD = 12
"""Facts on each side that are read beyond those asked for, because their like is asked for next."""


def frozen_facts(rows: FactQuerySet, known: dict[int, facts.Actor] | None = None) -> list[facts.Fact]:
    """The values of some rows, in a fixed number of queries for each batch.

    `known` are actors that were read before; those that are read now are added to it.
    """
    pks = list(rows.values_list("pk", flat=True))
    actors = {} if known is None else known
    found: list[facts.Fact] = []
    for start in range(0, len(pks), BATCH):
        batch = list(Fact.objects.filter(pk__in=pks[start : start + BATCH]).complete())
        wanted = {part.actor_id for row in batch for part in row.participations.all()}
        wanted |= {row.claimant_id for row in batch if row.claimant_id}
        actors.update(frozen_actors(wanted - actors.keys()))
        found += [row.frozen(actors) for row in batch]
    order = {pk: place for place, pk in enumerate(pks)}
    return sorted(found, key=lambda fact: order[fact.pk])


def frozen_actors(pks: Iterable[int]) -> dict[int, facts.Actor]:
    """Actors by row number, each with the span of its own published facts."""
    wanted = list(pks)
    spans = {
        row["actor"]: (row["first"], row["last"])
        for row in Participation.objects.filter(
            actor__in=wanted,
            role__in=facts.PRESENT_ROLES,
            fact__publication=facts.Publication.PUBLISHED,
            fact__earliest__gt=OPEN_PAST,
            fact__latest__lt=OPEN_FUTURE,
        )
        .exclude(fact__kind=facts.FactKind.STATEMENT)
        .order_by()
        .values("actor")
        .annotate(first=Min("fact__earliest"), last=Max("fact__latest"))
    }
    return {
        actor.pk: actor.frozen(spans.get(actor.pk))
        for actor in Actor.objects.filter(pk__in=wanted).complete()
    }


def whole_base() -> MemoryFactBase:
    """All published facts at once, for commands that prove the whole bank."""
    return MemoryFactBase(frozen_facts(Fact.objects.published().order_by("pk")))


def _possible_on(date: HistoricalDate) -> Q:
    """Facts that could have happened on `date`: any date in any role, doubtful ones with room to spare,
    whatever a side of a disagreement holds, and facts without a date."""
    own = FactDate.objects.filter(fact=OuterRef("pk"))
    overlap = own.filter(date_earliest__lte=date.outer_latest, date_latest__gte=date.outer_earliest)
    doubtful = own.annotate(text=Cast("date", CharField())).filter(
        Q(text__contains="~") | Q(text__contains="?") | Q(text__contains="%"),
        date_earliest__lte=date.outer_latest + WIDEST_MARGIN,
        date_latest__gte=date.outer_earliest - WIDEST_MARGIN,
    )
    held = Position.objects.filter(fact=OuterRef("pk"), facet="date").exclude(value="")
    return Q(Exists(overlap)) | Q(Exists(doubtful)) | Q(Exists(held)) | ~Q(Exists(own))


class StoredFactBase:
    """All published facts, read as they are needed; one instance lives as long as one deed."""

    def __init__(self) -> None:
        self._known: dict[int, facts.Fact | None] = {}
        self._actors: dict[int, facts.Actor] = {}
        self._near: dict[tuple, list[int]] = {}

    def several(self, pks: Iterable[int]) -> list[facts.Fact]:
        """Those of these facts that are published, read at once."""
        wanted = list(pks)
        missing = [pk for pk in wanted if pk not in self._known]
        if missing:
            read = frozen_facts(Fact.objects.published().filter(pk__in=missing), self._actors)
            self._known.update(dict.fromkeys(missing))
            self._known.update({fact.pk: fact for fact in read})
        return [fact for pk in wanted if (fact := self._known[pk])]

    def get(self, pk: int) -> facts.Fact | None:
        return next(iter(self.several([pk])), None)

    def of_actor(self, pk: int) -> Sequence[facts.Fact]:
        rows = Fact.objects.published().filter(participations__actor=pk).distinct().order_by("pk")
        return self.several(rows.values_list("pk", flat=True))

    def of_agreement(self, pk: int) -> Sequence[facts.Fact]:
        return self.several(
            Fact.objects.published().filter(agreement=pk).order_by("pk").values_list("pk", flat=True)
        )

    def fitting(self, given: facts.Given) -> Sequence[facts.Fact]:
        rows = Fact.objects.published()
        if given.title and not given.bare:
            rows = rows.filter(title_key=given.title_key)
        elif given.date is not None:
            rows = rows.filter(_possible_on(given.date))
        elif given.actors:
            rows = rows.filter(participations__actor__name=given.actors[0].name).distinct()
        if given.kind:
            rows = rows.filter(kind=given.kind)
        return [
            fact
            for fact in self.several(rows.order_by("pk").values_list("pk", flat=True))
            if fits(fact, given)
        ]

    def near(
        self, date: HistoricalDate, *, count: int, kind: str = "", type: str = ""
    ) -> Sequence[facts.Fact]:
        key = (date.earliest, count, kind, type)
        if key not in self._near:
            rows = Fact.objects.published().filter(earliest__gt=OPEN_PAST)
            rows = rows.filter(kind=kind) if kind else rows
            rows = rows.filter(type=type) if type else rows
            before = rows.filter(earliest__lt=date.earliest).order_by("-earliest", "-pk")
            after = rows.filter(earliest__gte=date.earliest).order_by("earliest", "pk")
            days = [
                (day, pk)
                for side in (before, after)
                for day, pk in side.values_list("earliest", "pk")[:count]
                if day is not None
            ]
            days.sort(key=lambda day: (abs(day[0] - date.earliest), day[1]))
            self._near[key] = [pk for _, pk in days]
        return self.several(self._near[key])
