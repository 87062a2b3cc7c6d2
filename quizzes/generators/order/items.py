"""A fact as it stands in an order: the days on which it may have been, and beside whom it may stand."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass, field

from history import evidence
from history.facts import DateRole, Fact, FactKind, Standing
from history.names import GAP, fold
from quizzes import stems
from quizzes.questions import Option
from quizzes.stems import sentences
from quizzes.stems.masking_dates import TORN

APART = 2
"""Days: time zones and reports shift a day by as much, so that order is asked only beyond them."""

_VERBS = {
    DateRole.SIGNED: "was signed",
    DateRole.ADOPTED: "was adopted",
    DateRole.IN_FORCE: "entered into force",
    DateRole.START: "began",
    DateRole.BEGIN: "began",
    DateRole.SPAN: "began",
    DateRole.END: "ended",
}
CAME = "came"

_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth last final new old younger "
    "elder early late later earlier further additional supplementary amended amending revised renewed"
)
_RANK = re.compile(
    rf"\b(?:\d+(?:st|nd|rd|th)?|[ivxlc]+|{'|'.join(_ORDINALS.split())})\b",
    re.IGNORECASE,
)
_LITTLE = frozenset("a an and at between by for from in of on s the to with".split())


@dataclass(slots=True, eq=False)
class Item:
    """A fact as it stands in a line: what is printed of it, and the days on which it may have been.

    `first` and `last` span all facts that the text could mean, with every claim, margin and note.
    """

    fact: Fact
    text: str
    first: int
    last: int
    verb: str
    voice: str
    _option: Option | None = field(default=None, repr=False)
    _like: tuple[str, frozenset[str]] | None = field(default=None, repr=False)

    @property
    def place(self) -> tuple[int, int, int]:
        return self.first, self.last, self.fact.pk

    @property
    def option(self) -> Option:
        if self._option is None:
            dated = self.fact.primary
            self._option = Option(
                text=self.text,
                value={"fact": self.fact.pk},
                note=sentences.when_it_was(self.fact, dated) if dated else "",
                fact=self.fact.pk,
            )
        return self._option

    @property
    def like(self) -> tuple[str, frozenset[str]]:
        """The text without what counts or ranks it, and its words."""
        if self._like is None:
            words = fold(_RANK.sub(" ", self.text)).split()
            self._like = " ".join(words), frozenset(words) - _LITTLE
        return self._like

    @property
    def gapped(self) -> bool:
        return GAP in self.text

    def before(self, other: Item) -> bool:
        return self.last + APART < other.first

    def clear(self, other: Item) -> bool:
        return self.before(other) or other.before(self)

    def may_meet(self, other: Item) -> bool:
        """Whether two may stand side by side without the one telling the time of the other."""
        own, their = self.fact, other.fact
        if own.agreement and their.agreement and own.agreement.pk == their.agreement.pk:
            return False
        if own.pk in their.corroborates or their.pk in own.corroborates:
            return False
        (like, words), (other_like, other_words) = self.like, other.like
        return like != other_like and not words <= other_words and not other_words <= words


def why_not(fact: Fact) -> str:
    """Why a fact has no place in the order of time; empty where it has."""
    dated = fact.primary
    if dated is None:
        return (
            "It has no date."
            if not fact.dates
            else "Its date was planned or announced; it never came to pass."
        )
    if fact.kind == FactKind.STATEMENT or fact.printed_title.startswith("Whether "):
        return "It is something that is said, so it has no place in the order of time."
    if not fact.citations:
        return "It has no citation."
    if reason := stems.nameless(fact):
        return reason
    facet = f"date:{dated.role}"
    standing = evidence.standing_of(fact, facet)
    if standing == Standing.CHARACTERISATION:
        return "It is praise or opinion, so it is not asked as a fact."
    if any(p.facet == "date" and p.touches(facet) and p.date is None for p in fact.positions):
        return "The sources disagree on its date, and one of them gives none that can be compared."
    if standing != Standing.ESTABLISHED and not evidence.attribution(fact, facet):
        return "It does not say whose claim its date is."
    return ""


def span_of(fact: Fact) -> tuple[int, int] | None:
    """The first and last day on which anybody lets it be; None where it has no date of its own.

    A date that is open at one end reaches to the end of all days. What was only planned counts with the days
    for which it was.
    """
    dated = fact.primary
    if dated is None:
        planned = [d.date for d in fact.dates if d.role == DateRole.PLANNED and not d.date.is_open]
        if not planned or len(planned) < len(fact.dates):
            return None
        return min(d.outer_earliest for d in planned), max(d.outer_latest for d in planned)
    facet = f"date:{dated.role}"
    dates = [each.date for each in fact.dates if each.role == dated.role]
    dates += [p.date for p in fact.positions if p.date and p.touches(facet)]
    margin = 0
    if dated.note and dated.date.latest - dated.date.earliest <= stems.SAFE_DAYS:
        margin = stems.SAFE_DAYS
    return min(d.outer_earliest for d in dates) - margin, max(d.outer_latest for d in dates) + margin


def span_of_all(facts: Collection[Fact]) -> tuple[int, int] | None:
    """From the first day of the first to the last of the last; None where one of them has no date."""
    spans = [span for fact in facts if (span := span_of(fact))]
    if len(spans) < len(facts):
        return None
    return min(first for first, _ in spans), max(last for _, last in spans)


def unfit(fact: Fact, text: str) -> str:
    """Why a text without its dates can be no item; empty where it can."""
    if reason := stems.unexplained(fact, text):
        return reason
    if not text.replace(GAP, "").strip(" .,;:()-") or TORN.search(text):
        return "Without its dates nothing that can be read is left of its title."
    if not fact.title and GAP in text:
        # a title with a gap is still a name; a sentence with one does not say what happened
        return "Without its date the sentence has a hole, so that it would stand out among others."
    return ""


def item_of(fact: Fact, text: str, meant: Collection[Fact]) -> Item | None:
    """A fact as an item that prints `text`, by which all of `meant` could be; None where it can be none."""
    span = span_of_all(meant)
    if span is None or fact.primary is None or why_not(fact) or unfit(fact, text):
        return None
    role = DateRole(fact.primary.role)
    return Item(
        fact=fact,
        text=text,
        first=span[0],
        last=span[1],
        verb=_VERBS.get(role, CAME) if fact.title else CAME,
        voice=evidence.attribution(fact, f"date:{role}"),
    )


def number_of(fact: Fact) -> int:
    """A number that follows from the identity of a fact alone."""
    digest = hashlib.blake2b(f"order:{fact.base}:{fact.key}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big")
