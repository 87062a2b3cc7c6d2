"""The facts of a bundle as the frozen values that the rules of evidence work with. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from history import claims, facts
from history.evidence import obstacles

from .bundle import AGREES, Bundle, Cite, Fact, Spelling


class Values:
    """Frozen values of a bundle. Row numbers are places in the file: they only tell rows apart."""

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle
        self._number = {key: number for number, key in enumerate(bundle.actors, start=1)}
        self._place_number = {key: number for number, key in enumerate(bundle.places, start=1)}
        self._actors = {key: self._actor(key) for key in bundle.actors}
        self._places = {key: self._place(key) for key in bundle.places}
        self._sources = {key: self._source(key) for key in bundle.sources}

    def _actor(self, key: str) -> facts.Actor:
        row = self.bundle.actors[key]
        return facts.Actor(
            pk=self._number[key],
            key=key,
            kind=row.kind,
            name=row.name,
            names=_names(row.names),
            country=self._number.get(row.country),
            start=row.start,
            end=row.end,
            related=frozenset(self._number[other] for other in row.related),
        )

    def _place(self, key: str) -> facts.Place:
        row = self.bundle.places[key]
        return facts.Place(pk=self._place_number[key], key=key, name=row.name, names=_names(row.names))

    def _source(self, key: str) -> facts.Source:
        row = self.bundle.sources[key]
        return facts.Source(
            pk=0,
            key=key,
            title=row.title,
            publisher=row.publisher,
            kind=row.kind,
            origin=row.origin,
            state=self._number.get(row.state),
        )

    def _cites(self, rows: Iterable[Cite]) -> tuple[facts.Citation, ...]:
        return tuple(facts.Citation(source=self._sources[row.source], stance=row.stance) for row in rows)

    def fact(self, row: Fact) -> facts.Fact:
        """The frozen value of a fact, as far as its standing and its index need it."""
        return facts.Fact(
            pk=0,
            key=row.key,
            base=self.bundle.base.key,
            kind=row.kind,
            type=row.type,
            statement=row.statement,
            title=self.title(row),
            dates=tuple(facts.FactDate(role=each.role, date=each.date) for each in row.dates),
            participations=tuple(
                facts.Participation(actor=self._actors[part.actor], role=part.role)
                for part in row.participations
            ),
            complete_roles=frozenset(row.complete_roles),
            about=tuple(self._actors[key] for key in row.about),
            places=tuple(self._places[key] for key in row.places),
            standing=row.standing,
            claimant=self._actors.get(row.claimant),
            attribution=row.attribution,
            citations=self._cites(row.cites),
            positions=tuple(
                facts.Position(
                    facet=each.facet,
                    holds=each.holds,
                    value=each.value,
                    held_by=tuple(each.held_by),
                    citations=self._cites(each.cites),
                    date=claims.read(each.value) if each.facet == "date" else None,
                    role=str(each.extra.get("attr", "")).partition(":")[2],
                    agreed=AGREES in each.extra,
                )
                for each in row.positions
            ),
        )

    def title(self, row: Fact) -> str:
        """The title as `history.models.Fact.title` will print it."""
        own = row.titles.get(self.bundle.base.language) or next(iter(row.titles.values()), "")
        if not own and row.kind == facts.FactKind.AGREEMENT and row.agreement:
            return self.bundle.agreements[row.agreement].title
        return own

    def obstacles(self, row: Fact, value: facts.Fact) -> tuple[str, ...]:
        """What speaks against publishing a fact, one sentence each."""
        doubt = self.bundle.doubtful.get(row.key)
        return (*obstacles(value), *([doubt] if doubt else []))


def _names(names: list[Spelling]) -> tuple[facts.Name, ...]:
    return tuple(facts.Name(text=each.text, language=each.language) for each in names)
