"""The facts of nfacts/1, indexed for an auditor: what is said, of whom, when, and how surely."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations
from typing import Any

from history.dates import OPEN_FUTURE, OPEN_PAST, DateError, HistoricalDate, civil, parse, say

from .folding import GAP, fold, pieces, stands_behind

PRIMARY = ("signed", "when", "held", "start", "begin", "span", "adopted", "in_force", "end")
UNHAPPENED = frozenset({"planned", "announced"})
NEVER_ASKED = UNHAPPENED | {"document"}
_MARK = re.compile(r"9999.*|0001-01-01|0000-.*")
"""What tables write where they know no date."""
LONG = 12
"""Years. A fact that spans more is looked at whatever the year."""
LETTERS = 70
"""At most so many letters of a title stand for a fact in a report."""


@lru_cache(maxsize=100_000)
def day(edtf: str) -> HistoricalDate | None:
    """A date, or None where it cannot be read or stands for an unknown one."""
    if _MARK.fullmatch(edtf.strip()):
        return None
    try:
        return parse(edtf)
    except DateError:
        return None


@dataclass(slots=True)
class Entity:
    """An actor or a place. `first` and `last` are the outer days of its own facts and offices."""

    id: str
    type: str
    name: str
    spellings: tuple[str, ...]
    folded: str
    related: frozenset[str] = frozenset()
    born: HistoricalDate | None = None
    ended: HistoricalDate | None = None
    within: str = ""
    first: int = OPEN_FUTURE
    last: int = OPEN_PAST


@dataclass(slots=True)
class Claim:
    """One value that one source gives for one attribute ("date:signed")."""

    attr: str
    value: str
    source: int | None


@dataclass(slots=True)
class Record:
    """One fact. `titles` holds the printed title of each language, folded; `texts` adds the statement."""

    id: str
    kind: str
    type: str
    titles: dict[str, str]
    texts: tuple[str, ...]
    dates: tuple[tuple[str, HistoricalDate], ...]
    actors: tuple[tuple[str, str], ...]
    closed: bool
    closed_roles: frozenset[str]
    places: tuple[str, ...]
    about: tuple[str, ...]
    sources: tuple[str, ...]
    kinds: frozenset[str]
    claims: tuple[Claim, ...]
    disputed: frozenset[str]
    """Facets on which voices contradict each other ("date:signed")."""
    claim: bool
    attribution: str
    linked: frozenset[str]
    standing: str
    wrong: list[HistoricalDate] = field(default_factory=list)
    who: frozenset[str] = frozenset()
    """Ids and folded names of the actors, to ask at once whether somebody is among them."""

    def title(self, lang: str) -> str:
        return self.titles.get(lang) or self.titles.get("en") or next(iter(self.titles.values()), "")

    def primary(self) -> tuple[str, HistoricalDate] | None:
        for wanted in PRIMARY:
            for role, date in self.dates:
                if role == wanted:
                    return role, date
        return None

    def said(self, role: str) -> list[HistoricalDate]:
        """Every date that anybody gives the fact in a role."""
        found = [date for own, date in self.dates if own == role]
        for claim in self.claims:
            if claim.attr in ("date", f"date:{role}") and (date := day(claim.value)):
                found.append(date)
        return found

    def every_date(self) -> list[HistoricalDate]:
        found = [date for _, date in self.dates]
        return found + [date for c in self.claims if c.attr.startswith("date") and (date := day(c.value))]

    def is_closed(self, role: str = "") -> bool:
        """Whether everybody in a role is listed; without a role, whether everybody is."""
        return self.closed or role in self.closed_roles

    def contested(self, facet: str) -> bool:
        return facet in self.disputed or facet.partition(":")[0] in self.disputed

    def claimed(self, *attrs: str) -> list[str]:
        """The folded values that anybody claims for an attribute."""
        return [fold(claim.value) for claim in self.claims if claim.attr in attrs]

    def values_of(self, source: int, facet: str) -> list[str]:
        """What one source gives for a facet; a claim without a role is about every role."""
        attrs = {facet, facet.partition(":")[0]}
        return [claim.value for claim in self.claims if claim.source == source and claim.attr in attrs]


class World:
    """Facts and entities by id, by title, word, actor, place, type and year."""

    def __init__(self) -> None:
        self.facts: dict[str, Record] = {}
        self.printed: dict[str, str] = {}
        """The title of each fact as people read it."""
        self.entities: dict[str, Entity] = {}
        self.twice: int = 0
        """How many ids stand in two of the bases, so that the second could not be told from the first."""
        self.by_title: dict[str, list[Record]] = defaultdict(list)
        self.by_word: dict[str, list[Record]] = defaultdict(list)
        self.by_actor: dict[str, list[Record]] = defaultdict(list)
        self.by_place: dict[str, list[Record]] = defaultdict(list)
        self.by_type: dict[str, list[Record]] = defaultdict(list)
        self.by_year: dict[int, list[Record]] = defaultdict(list)
        self.long: list[Record] = []
        self.by_name: dict[str, list[str]] = defaultdict(list)
        self.by_spelling: set[str] = set()
        self._behind: dict[str, list[Record]] = {}

    def add(self, base: Mapping[str, Any], *, only: frozenset[str] | None = None) -> None:
        """Take in one nfacts/1 object; `only` names the facts that count (the published ones)."""
        kinds = {source["id"]: str(source.get("kind", "")) for source in base.get("sources", ())}
        agreements = {str(row["id"]): str(row.get("title") or "") for row in base.get("agreements", ())}
        for row in base.get("entities", ()):
            if row["id"] not in self.entities:
                entity = _entity(row)
                self.entities[entity.id] = entity
                self.by_name[entity.folded].append(entity.id)
                self.by_spelling.update(map(fold, entity.spellings))
        for row in base.get("facts", ()):
            if only is not None and row["id"] not in only:
                continue
            if row["id"] in self.facts:
                self.twice += 1
                continue
            record = _record(row, kinds, agreements)
            record.disputed |= self._contradicted(record)
            if any(id not in self.entities for id, _ in record.actors):
                record.closed, record.closed_roles = False, frozenset()
            self._index(record)
            self.printed[record.id] = _printed(row, agreements)
        for row in base.get("errata", ()):
            fact = self.facts.get(str(row.get("about", "")))
            if fact and row.get("field") == "date" and (date := day(str(row.get("wrong", "")))):
                fact.wrong.append(date)

    def called(self, id: str) -> str:
        """A fact as a report names it: by its title and date, else by its id."""
        fact, title = self.facts.get(id), self.printed.get(id, "")
        if fact is None or not title:
            return id
        short = title if len(title) <= LETTERS else f"{title[:LETTERS].rstrip()}…"
        primary = fact.primary()
        return f"“{short}”, {say(primary[1])}" if primary else f"“{short}”"

    def _contradicted(self, fact: Record) -> frozenset[str]:
        """The attributes on which claims contradict each other, or what the fact itself says.

        To say the same more or less exactly is no contradiction: a year and a day in it agree.
        """
        found = set()
        for attr in {claim.attr for claim in fact.claims}:
            root, _, role = attr.partition(":")
            values = list(dict.fromkeys(claim.value for claim in fact.claims if claim.attr == attr))
            if root == "date":
                primary = fact.primary()
                wanted = role or (primary[0] if primary else "")
                own = [date for each, date in fact.dates if each == wanted]
                disagree = _dates_differ(values, own)
            elif root in ("place", "places", "actor", "actors"):
                ids = fact.places if root.startswith("place") else [id for id, _ in fact.actors]
                names = [self._spelled(id) for id in ids]
                known = set().union(*names)
                disagree = len(set(map(fold, values)) - known) > (0 if known else 1)
            else:
                disagree = len(set(map(fold, values))) > 1
            if disagree:
                found.add("place" if root == "places" else "actors" if root == "actor" else attr)
        return frozenset(found)

    def _spelled(self, id: str) -> set[str]:
        entity = self.entities.get(id)
        return {fold(id), *(fold(name) for name in entity.spellings)} if entity else {fold(id)}

    def means(self, value: str, id: str) -> bool:
        """Whether a folded value is the id or a spelling of an entity."""
        return value in self._spelled(id)

    def spellings(self, id: str) -> tuple[str, ...]:
        return self.entities[id].spellings if id in self.entities else ()

    def is_name(self, folded: str) -> bool:
        """Whether some entity is spelled so."""
        return folded in self.by_spelling

    def _index(self, fact: Record) -> None:
        self.facts[fact.id] = fact
        self.by_type[fact.type].append(fact)
        for title in set(fact.texts):
            self.by_title[title].append(fact)
            for word in set(title.split()):
                self.by_word[word].append(fact)
        dates = fact.every_date()
        first = min((date.outer_earliest for date in dates), default=OPEN_FUTURE)
        last = max((date.outer_latest for date in dates), default=OPEN_PAST)
        ids = {id for id, _ in fact.actors}
        fact.who = frozenset(ids | {name for id in ids if (name := self.named(id))})
        for id in ids:
            self.by_actor[id].append(fact)
            if (entity := self.entities.get(id)) is not None:
                entity.first, entity.last = min(entity.first, first), max(entity.last, last)
        for id in fact.places:
            self.by_place[id].append(fact)
        if first <= OPEN_PAST or last >= OPEN_FUTURE or not dates:
            self.long.append(fact)
            return
        years = range(civil(first)[0], civil(last)[0] + 1)
        if len(years) > LONG:
            self.long.append(fact)
            return
        for year in years:
            self.by_year[year].append(fact)

    def named(self, id: str) -> str:
        entity = self.entities.get(id)
        return entity.folded if entity else ""

    def same(self, one: str, other: str) -> bool:
        """Whether two ids are one entity, or print alike."""
        return one == other or (bool(self.named(one)) and self.named(one) == self.named(other))

    def lists(self, fact: Record, id: str) -> bool:
        """Whether a fact lists an actor, or one who prints alike."""
        return id in fact.who or self.named(id) in fact.who

    def namesakes(self, id: str) -> list[str]:
        return self.by_name.get(self.named(id), [id]) if id in self.entities else [id]

    def in_place(self, one: str, other: str) -> bool:
        """Whether the first place lies in the second."""
        seen: set[str] = set()
        while one and one not in seen:
            if self.same(one, other):
                return True
            seen.add(one)
            one = self.entities[one].within if one in self.entities else ""
        return False

    def behind(self, title: str) -> list[Record]:
        """Every fact whose printed title could stand behind a title with gaps."""
        found = self._behind.get(title)
        if found is not None:
            return found
        parts = pieces(title)
        if GAP not in title:
            found = list(self.by_title.get(parts[0], ()))
        else:
            known = {word for part in parts for word in part.split()}
            rows = (
                min((self.by_word.get(word, []) for word in known), key=len)
                if known
                else list(self.facts.values())
            )
            found = [fact for fact in rows if any(stands_behind(parts, text) for text in fact.texts)]
        if len(self._behind) > 2_000:
            self._behind.clear()
        self._behind[title] = found
        return found

    def of_years(self, date: HistoricalDate) -> Collection[Record]:
        """Facts that could lie in a date."""
        if date.is_open:
            return self.facts.values()
        years = range(civil(date.outer_earliest)[0], civil(date.outer_latest)[0] + 1)
        if len(years) > 200:
            return self.facts.values()
        found = {fact.id: fact for year in years for fact in self.by_year.get(year, ())}
        return [*found.values(), *self.long]

    def __iter__(self) -> Iterator[Record]:
        return iter(self.facts.values())


def _dates_differ(values: list[str], own: list[HistoricalDate]) -> bool:
    dates = [day(value) for value in values]
    read = [date for date in dates if date is not None]
    if len(read) < len(dates):
        return len(set(map(fold, values))) > 1 or bool(own)
    if own and any(not any(_nested(date, each) for each in own) for date in read):
        return True
    return any(not _nested(one, other) for one, other in combinations(read, 2))


def _nested(one: HistoricalDate, other: HistoricalDate) -> bool:
    return one.within(other) or other.within(one)


def _label(labels: Mapping[str, str], default: str = "") -> str:
    return default or labels.get("en") or next(iter(labels.values()), "")


def _entity(row: Mapping[str, Any]) -> Entity:
    labels = row.get("labels") or {}
    name = _label(labels, str(row.get("name", "")))
    texts = [name, *labels.values(), *(alias["text"] for alias in row.get("aliases") or ())]
    terms = [
        (day(str(term.get("start") or "")), day(str(term.get("end") or "")))
        for term in row.get("terms") or ()
    ]
    return Entity(
        id=str(row["id"]),
        type=str(row.get("type", "")),
        name=name,
        spellings=tuple(dict.fromkeys(text for text in texts if fold(text))),
        folded=fold(name),
        related=frozenset(row.get("related") or ()),
        born=day(str(row.get("born", ""))) if row.get("born") else None,
        ended=day(str(row.get("ended", ""))) if row.get("ended") else None,
        within=str(row.get("within") or ""),
        first=min((start.outer_earliest for start, _ in terms if start), default=OPEN_FUTURE),
        last=max((end.outer_latest if end else OPEN_FUTURE for _, end in terms), default=OPEN_PAST),
    )


def _printed(row: Mapping[str, Any], agreements: Mapping[str, str]) -> str:
    own = agreements.get(str(row.get("agreement")), "") if row.get("kind") == "agreement" else ""
    return " ".join((_label(row.get("title") or {}) or own or str(row.get("statement") or "")).split())


def _index_of(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _record(row: Mapping[str, Any], kinds: Mapping[str, str], agreements: Mapping[str, str]) -> Record:
    titles = {lang: fold(text) for lang, text in (row.get("title") or {}).items() if fold(text)}
    statement = fold(str(row.get("statement") or ""))
    own = fold(agreements.get(str(row.get("agreement")), "")) if row.get("kind") == "agreement" else ""
    if not titles and (own or statement):
        titles = {"en": own or statement}
    dates = ((str(each.get("role", "")), day(str(each.get("edtf", "")))) for each in row.get("dates") or ())
    claims = tuple(
        Claim(str(each.get("attr", "")), str(each.get("value", "")), _index_of(each.get("source")))
        for each in row.get("claims") or ()
    )
    disputed = {
        str(each.get("facet", ""))
        for each in row.get("positions") or ()
        if each.get("holds") or each.get("held_by")
    }
    sources = row.get("sources") or ()
    linked = {str(each) for each in row.get("corroborates") or ()}
    if row.get("agreement"):
        linked.add(f"agreement {row['agreement']}")
    standing = str(row.get("standing") or "")
    return Record(
        id=str(row["id"]),
        kind=str(row.get("kind", "")),
        type=str(row.get("type", "")),
        titles=titles,
        texts=tuple(dict.fromkeys((*titles.values(), *([statement] if statement else [])))),
        dates=tuple((role, date) for role, date in dates if date is not None),
        actors=tuple((str(each.get("id")), str(each.get("role", ""))) for each in row.get("actors") or ()),
        closed=bool(row.get("actors_complete")),
        closed_roles=frozenset(row.get("complete_roles") or ()),
        places=tuple(row.get("places") or ()),
        about=tuple(str(each) for each in row.get("about") or ()),
        sources=tuple(str(each.get("text", "")) for each in sources),
        kinds=frozenset(kinds.get(str(each.get("source", "")), "") for each in sources),
        claims=claims,
        disputed=frozenset(disputed),
        claim=bool(row.get("claim")) or standing in ("claimed", "characterisation"),
        attribution=str(row.get("attribution") or ""),
        linked=frozenset(linked),
        standing=standing,
    )
