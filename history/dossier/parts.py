"""The pieces of which the evidence pages are made, and the words they use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from history import evidence, facts
from history.citing import Runs
from history.dates import HistoricalDate, say
from history.sentences import Sentence, renamed, sentence
from history.translating import told

DATE_WORDS: dict[facts.DateRole, Sentence | str] = {
    facts.DateRole.WHEN: "",
    facts.DateRole.IN_FORCE: sentence("entry into force"),
    facts.DateRole.START: sentence("beginning"),
    facts.DateRole.BEGIN: sentence("beginning"),
    facts.DateRole.END: sentence("end"),
    facts.DateRole.SPAN: sentence("whole span"),
    facts.DateRole.DOCUMENT: sentence("date of the document"),
    facts.DateRole.SIGNED: sentence("signed"),
    facts.DateRole.ADOPTED: sentence("adopted"),
    facts.DateRole.HELD: sentence("held"),
    facts.DateRole.ENDED: sentence("ended"),
    facts.DateRole.TERMINATED: sentence("terminated"),
    facts.DateRole.PLANNED: sentence("planned"),
    facts.DateRole.ANNOUNCED: sentence("announced"),
}
NOBODY: Mapping[str, str] = {}
FACET_WORDS = {
    "date": sentence("the date"),
    "actors": sentence("who took part"),
    "title": sentence("the title"),
    "place": sentence("the place"),
    "statement": sentence("the statement"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """Another spelling of a name; `language` is empty where it is not known."""

    text: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """How far the fact, or the facet named in `about`, stands, and why."""

    standing: str
    why: str
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A date with what happened then; `role` is empty where it is simply when it was."""

    role: str
    date: str
    note: str
    contested: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Somebody or something by name: what it was there, and how else it is spelled.

    `pk` is None where it has no page that the reader may open; `language` is that of the remark, `named_in`
    that of the name, each empty where it is the page's.
    """

    name: str
    named_in: str = ""
    pk: int | None = None
    remark: str = ""
    language: str = ""
    spellings: tuple[Spelling, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A source as it is printed: formatted, where in it, of what kind, and with which interest."""

    number: int
    source: int
    runs: Runs
    kind: str
    locator: str
    quotation: str
    stance: str
    speaker: str
    voice: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A position's citation: the number and voice of the entry that it points to."""

    number: int
    voice: str
    disputes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One position: what is held on which facet, by whom, and its sources."""

    holds: str
    held_by: tuple[Named, ...]
    about: str
    sources: tuple[Cited, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A fact as lists print it: when, what, how far it stands; who says so, where it does not stand bare.

    `language` is that of the title, `remarked_in` that of the remark, empty where it is the page's.
    """

    pk: int
    title: str
    when: str
    stands: tuple[Stand, ...]
    who: str
    remark: str = ""
    language: str = "en"
    remarked_in: str = ""

    @property
    def standing(self) -> str:
        return self.stands[0].standing


def main_facet(value: facts.Fact) -> str:
    """The facet by which a fact as a whole is said to stand."""
    return "date" if value.kind == facts.FactKind.AGREEMENT else "statement"


def stands_of(value: facts.Fact, names: Mapping[str, str] = NOBODY) -> tuple[Stand, ...]:
    """How the fact stands, then the facets that are contested by themselves.

    names: what the reader calls whom the base calls otherwise.
    """
    main = main_facet(value)
    touched = dict.fromkeys(position.facet for position in value.positions if position.facet != main)
    disputed = [facet for facet in touched if evidence.sides_differ(value, facet)]
    why = told(renamed(evidence.reason_of(value, main), names))
    whole = Stand(standing=evidence.standing_of(value, main), why=why)
    return (
        whole,
        *(
            Stand(
                standing=evidence.standing_of(value, facet),
                why=told(renamed(evidence.reason_of(value, facet), names)),
                about=told(FACET_WORDS.get(facet, facet)),
            )
            for facet in disputed
        ),
    )


def span(start: HistoricalDate | None, end: HistoricalDate | None) -> Sentence | str:
    """From when to when somebody or something was there, as far as it is known."""
    first, last = (partial(say, date) if date else "" for date in (start, end))
    if first and last:
        return sentence("{first} – {last}", first=first, last=last)
    if first:
        return sentence("from {date}", date=first)
    return sentence("until {date}", date=last) if last else ""
