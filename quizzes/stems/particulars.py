"""What tells homonyms apart: remarks after a title that other facts bear, or a name that others bear."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from history.dates import HistoricalDate, Precision, coarsened, containing, say
from history.facts import UNASKED_ROLES, Fact, FactKind, Given, Role
from history.names import contains
from history.sorts import type_in_words
from quizzes.stems.places import where
from quizzes.stems.sentences import the

MOST_NAMES = 3
"""Actors that a remark lists; more make no remark."""


@dataclass(frozen=True, slots=True)
class Particular:
    """A remark in brackets, and what it adds to `Given`."""

    text: str
    adds: Mapping[str, Any] = field(default_factory=dict)

    def told(self, title: str) -> str:
        return f"{title.rstrip('. ')} ({self.text})"

    def given(self, given: Given) -> Given:
        """What a stem prints that has the remark too; actors are added to those that it prints already."""
        adds = dict(self.adds)
        if "actors" in adds:
            known = {actor.pk for actor in given.actors}
            adds["actors"] = (*given.actors, *(a for a in adds["actors"] if a.pk not in known))
        return replace(given, **adds)


def particulars(fact: Fact, *, without: Collection[str] = (), title: str = "") -> tuple[Particular, ...]:
    """Remarks that could tell a fact from others of its title, the most natural first.

    `without` names what must not be told: "actors", "place", "date", "type". What `title` prints
    already is not said again. A contested date or place is never told.
    """
    contested = {position.facet for position in fact.positions}
    found: list[Particular] = []
    if "actors" not in without and "actors" not in contested and (who := _who(fact, title)):
        found.append(who)
    if "place" not in without and "place" not in contested and len(fact.places) == 1:
        place = fact.places[0]
        if where(place) and not any(contains(title, name) for name in place.spellings()):
            found.append(Particular(where(place), {"place": place}))
    words = type_in_words(fact.type)
    # "(period)" could be said of a dynasty too
    if "type" not in without and words and words != fact.kind and not contains(title, words):
        found.append(Particular(words, {"type": fact.type}))
    if "date" not in without and "date" not in contested:
        found += _dates(fact, title)
    return tuple(found)


def _who(fact: Fact, title: str) -> Particular | None:
    role = Role.PARTY if fact.in_role(Role.PARTY) else Role.SIGNATORY
    actors = fact.in_role(role) or fact.actors()
    missing = [actor for actor in actors if not any(contains(title, name) for name in actor.spellings())]
    if not missing or len(actors) > MOST_NAMES:
        return None
    names = [the(actor) for actor in actors]
    adds = {"actors": tuple(actors)}
    if fact.kind == FactKind.AGREEMENT and role == Role.PARTY and len(names) > 1:
        return Particular(f"between {_listed(names)}", adds)
    if fact.kind == FactKind.AGREEMENT and fact.in_role(role):
        return Particular(f"{'with' if role == Role.PARTY else 'signed by'} {_listed(names)}", adds)
    return Particular(_listed(names), adds)


def _listed(items: list[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


_COARSER = {
    Precision.DAY: (Precision.YEAR, Precision.MONTH, Precision.DAY),
    Precision.MONTH: (Precision.YEAR, Precision.MONTH),
    Precision.YEAR: (Precision.DECADE, Precision.YEAR),
    Precision.DECADE: (Precision.CENTURY, Precision.DECADE),
    Precision.CENTURY: (Precision.CENTURY,),
}


def _dates(fact: Fact, title: str) -> Iterable[Particular]:
    """The date, first as coarse as it is useful, at last as exact as it is known."""
    dated = fact.primary
    if dated is None or dated.role in UNASKED_ROLES or dated.date.is_open or dated.note:
        return
    unit = containing(dated.date)
    if unit is None or dated.date.approximate or dated.date.uncertain:
        return
    for precision in _COARSER.get(unit.precision, ()):
        shown = unit if precision == unit.precision else _as(unit, precision)
        if shown is not None and say(shown) not in title:
            yield Particular(say(shown), {"date": shown, "date_role": dated.role})


def _as(date: HistoricalDate, precision: Precision) -> HistoricalDate | None:
    return coarsened(date, precision)
