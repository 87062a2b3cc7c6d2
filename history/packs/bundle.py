"""What a fact base holds, whatever file it came from: the form between the readers and the tables.

Rows refer to each other by key. A row's `extra` holds the keys of the file that no column has;
names in it that begin with an underscore are marks of ours and are never written out as they are.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

from history.dates import HistoricalDate

GIVEN = "_given"
"""Mark: parts of a row as the file had them, where writing the row would give something else."""
STANDS_FOR_BASE = "_stands_for_base"
"""Mark: a source, or a citation of it, that stands for the base where the file names no source."""
AGREES = "_agrees"
"""Mark: a position that contests nothing (`history.models.facts.AGREES`)."""
FOLDED = "folded_from_agreement"
"""Mark: a fact made from an agreement that had none of its own."""


class PackError(Exception):
    """A file that cannot be read at all: one sentence that says why and what to do."""


@dataclass(slots=True, kw_only=True, frozen=True)
class Remark:
    """One thing the reader noticed. An `error` means that the row was left out."""

    section: str
    key: str
    sentence: str
    error: bool = False

    def __str__(self) -> str:
        return (
            f"{self.section} {self.key}: {self.sentence}" if self.key else f"{self.section}: {self.sentence}"
        )


@dataclass(slots=True, kw_only=True)
class Base:
    key: str
    name: str
    language: str = "en"
    licence: str = ""
    origin: dict[str, Any] = field(default_factory=dict)
    notes: list[Any] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Spelling:
    text: str
    language: str = ""
    label: bool = False


@dataclass(slots=True, kw_only=True)
class Cite:
    source: str
    locator: str = ""
    stance: str = "supports"
    quotation: str = ""
    speaker: str = ""
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Term:
    office: str
    start: HistoricalDate | None = None
    end: HistoricalDate | None = None
    exclusive: bool = False
    cites: list[Cite] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Actor:
    key: str
    kind: str
    name: str
    names: list[Spelling] = field(default_factory=list)
    country: str = ""
    start: HistoricalDate | None = None
    end: HistoricalDate | None = None
    related: list[str] = field(default_factory=list)
    confusable: list[str] = field(default_factory=list)
    note: str = ""
    terms: list[Term] = field(default_factory=list)
    cites: list[Cite] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Place:
    key: str
    name: str
    names: list[Spelling] = field(default_factory=list)
    country: str = ""
    within: str = ""
    note: str = ""
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Agreement:
    key: str
    title: str
    kind: str = ""
    names: list[Spelling] = field(default_factory=list)
    subjects: list[Any] = field(default_factory=list)
    note: str = ""
    cites: list[Cite] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Source:
    key: str
    title: str
    type: str = "document"
    authors: list[Any] = field(default_factory=list)
    container: str = ""
    publisher: str = ""
    issued: HistoricalDate | None = None
    accessed: HistoricalDate | None = None
    language: str = ""
    address: str = ""
    kind: str = "unstated"
    origin: str = ""
    state: str = ""
    seen: str = ""
    note: str = ""
    extra: dict[str, Any] = field(default_factory=dict)


SOURCE_VALUES = (
    "title",
    "type",
    "authors",
    "container",
    "publisher",
    "issued",
    "accessed",
    "language",
    "address",
    "kind",
    "origin",
    "seen",
    "note",
)
"""What a source has in the bundle and in its table alike."""


@dataclass(slots=True, kw_only=True)
class FactDate:
    role: str
    date: HistoricalDate
    note: str = ""
    raw: str = ""


@dataclass(slots=True, kw_only=True)
class Participation:
    actor: str
    role: str
    described_as: str = ""
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Position:
    facet: str
    value: str = ""
    holds: str = ""
    held_by: list[str] = field(default_factory=list)
    cites: list[Cite] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Exclusion:
    facet: str
    reason: str


@dataclass(slots=True, kw_only=True)
class Fact:
    key: str
    kind: str
    type: str
    titles: dict[str, str] = field(default_factory=dict)
    statement: str = ""
    note: str = ""
    dates: list[FactDate] = field(default_factory=list)
    participations: list[Participation] = field(default_factory=list)
    complete_roles: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    about: list[str] = field(default_factory=list)
    agreement: str = ""
    standing: str = "established"
    claimant: str = ""
    attribution: str = ""
    corroborates: list[str] = field(default_factory=list)
    cites: list[Cite] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)
    exclusions: list[Exclusion] = field(default_factory=list)
    tags: list[Any] = field(default_factory=list)
    rank: int | None = None
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Erratum:
    """A wrong value that a source prints. Errata have no key in any file; `key` is made of what they say."""

    source: str
    field: str
    wrong: str
    fact: str = ""
    actor: str = ""
    date: HistoricalDate | None = None
    wrong_actor: str = ""
    why: str = ""
    extra: dict[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def key(self) -> str:
        return f"{self.source}, {self.fact or self.actor}, {self.field}: {self.wrong}"


@dataclass(slots=True, kw_only=True)
class Bundle:
    """A whole fact base, checked, with everything the reader had to remark."""

    base: Base
    actors: dict[str, Actor] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    agreements: dict[str, Agreement] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    errata: dict[str, Erratum] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    doubtful: dict[str, str] = field(default_factory=dict)
    """Facts that a teacher has to look at before they are published, with the sentence why."""

    def errors(self, section: str) -> int:
        return sum(remark.error for remark in self.remarks if remark.section == section)


def plain(value: Any) -> Any:
    """A row as lists, texts and numbers: equal for equal rows, and fit for JSON."""
    if isinstance(value, HistoricalDate):
        return value.edtf
    if is_dataclass(value):
        return [plain(getattr(value, each.name)) for each in fields(value)]
    if isinstance(value, list):
        return [plain(each) for each in value]
    return value


def digest(row: Any) -> str:
    """A short text that is the same for the same row, today and later."""
    text = json.dumps(plain(row), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def citing_rows(fact: Fact) -> Iterator[Cite]:
    """Every citation of a fact, those of its positions included."""
    yield from fact.cites
    for position in fact.positions:
        yield from position.cites
