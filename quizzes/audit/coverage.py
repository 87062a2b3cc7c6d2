"""Which facts could be asked, by rules that know no generator, and which of them are."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from itertools import islice

from history.dates import HistoricalDate

from .world import Record, World

KINDS = ("date", "order", "actor", "agreement", "event", "place")


def askable(world: World) -> dict[str, set[str]]:
    """For each kind the ids of the facts that could be asked (docs/formats.md, “Coverage”)."""
    found: dict[str, set[str]] = {kind: set() for kind in KINDS}
    times = _Times(world)
    types = Counter(entity.type for entity in world.entities.values())
    titles = _titles(world)
    for fact in world:
        primary = fact.primary()
        if primary and times.clear(fact, primary[1]) >= 3:
            found["order"].add(fact.id)
            if _one_date(fact, world):
                found["date"].add(fact.id)
        if _actor(fact, world, types):
            found["actor"].add(fact.id)
        if fact.kind in ("agreement", "event") and (fact.actors or fact.places):
            others = (
                True
                for title in titles[fact.type]
                if title not in fact.titles.values() and not _could_be(title, fact, world)
            )
            if len(list(islice(others, 3))) == 3:
                found[fact.kind].add(fact.id)
        if fact.places and types["place"] - len(fact.places) >= 3:
            found["place"].add(fact.id)
    return found


class _Times:
    """Ends and beginnings of the facts of a type, sorted, to count those clear of a date."""

    def __init__(self, world: World) -> None:
        self.first: dict[str, list[int]] = defaultdict(list)
        self.last: dict[str, list[int]] = defaultdict(list)
        for fact in world:
            if primary := fact.primary():
                self.first[fact.type].append(primary[1].outer_earliest)
                self.last[fact.type].append(primary[1].outer_latest)
        for ends in (*self.first.values(), *self.last.values()):
            ends.sort()

    def clear(self, fact: Record, date: HistoricalDate) -> int:
        ended, begun = self.last[fact.type], self.first[fact.type]
        before = bisect_left(ended, date.outer_earliest)
        return before + len(begun) - bisect_right(begun, date.outer_latest)


def _one_date(fact: Record, world: World) -> bool:
    dates = set()
    for title in fact.titles.values():
        for other in world.by_title[title]:
            primary = other.primary()
            dates.add(primary[1].edtf if primary else "")
    return len(dates) == 1


def _actor(fact: Record, world: World, types: Counter[str]) -> bool:
    if not fact.actors or not (fact.closed or fact.closed_roles):
        return False
    listed = {id for title in fact.titles.values() for each in world.by_title[title] for id, _ in each.actors}
    own = {world.entities[id].type for id, _ in fact.actors if id in world.entities}
    taken = Counter(world.entities[id].type for id in listed if id in world.entities)
    return any(types[kind] - taken[kind] >= 3 for kind in own)


def _titles(world: World) -> dict[str, list[str]]:
    """Titles of each type all of whose facts are closed."""
    found: dict[str, list[str]] = defaultdict(list)
    for title, facts in world.by_title.items():
        if all(fact.closed or fact.closed_roles for fact in facts):
            for kind in {fact.type for fact in facts}:
                found[kind].append(title)
    return found


def _could_be(title: str, fact: Record, world: World) -> bool:
    """Whether a fact of another title has the same actors and places, at a time that is not another."""
    actors, places = {id for id, _ in fact.actors}, set(fact.places)
    primary = fact.primary()
    for other in world.by_title[title]:
        if not actors <= {id for id, _ in other.actors} or (not actors and not places & set(other.places)):
            continue
        own = other.primary()
        if primary is None or own is None or not own[1].disjoint(primary[1]):
            return True
    return False
