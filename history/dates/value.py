"""A date of history as a value: which days it may mean, and how two of them relate.

A date is a set of days: one span for a plain date or an interval, several for a set with gaps. Its *inner*
days are what the text says; its *outer* days add the margins that "about" (~) and "perhaps" (?) leave open.
What is to be proved right is judged by inner days, what is to be proved wrong by outer days.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from history.sentences import Sentence

# Open and unknown ends. Ten to the twelfth years are 3.7e14 days, so no real day, even widened, comes near;
# a signed 64-bit column holds nine thousand times as much.
OPEN_PAST = -(10**15)
OPEN_FUTURE = 10**15

Span = tuple[int, int]
Spans = tuple[Span, ...]


class DateError(ValueError):
    """A date that cannot be read: one sentence that says what is wrong and what to write instead.

    `sentence` can be put into any language; `str()` gives the English.
    """

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    INTERVAL = "interval"
    SET = "set"


class Relation(StrEnum):
    BEFORE = "before"
    AFTER = "after"
    SAME = "same"
    WITHIN = "within"
    CONTAINS = "contains"
    OVERLAPS = "overlaps"
    UNDECIDABLE = "undecidable"


@dataclass(frozen=True, slots=True)
class HistoricalDate:
    """A date as exact as its source, made by `history.dates.parse`; equal and hashed by its canonical text.

    `edtf` is the canonical text, `spans` and `outer_spans` are ascending inclusive (first, last) day numbers
    that neither touch nor overlap; see `history.dates.days` for the count and OPEN_PAST and OPEN_FUTURE for
    ends that are open or unknown. `approximate` (~) and `uncertain` (?) are true if any part is so marked.
    """

    edtf: str
    precision: Precision = field(compare=False)
    spans: Spans = field(compare=False, repr=False)
    outer_spans: Spans = field(compare=False, repr=False)
    approximate: bool = field(compare=False, default=False)
    uncertain: bool = field(compare=False, default=False)

    def __str__(self) -> str:
        return self.edtf

    @property
    def earliest(self) -> int:
        """The first day it may mean, or OPEN_PAST."""
        return self.spans[0][0]

    @property
    def latest(self) -> int:
        """The last day it may mean, or OPEN_FUTURE."""
        return self.spans[-1][1]

    @property
    def outer_earliest(self) -> int:
        """`earliest`, moved back by the margin of ~ or ?."""
        return self.outer_spans[0][0]

    @property
    def outer_latest(self) -> int:
        """`latest`, moved on by the margin of ~ or ?."""
        return self.outer_spans[-1][1]

    @property
    def is_open(self) -> bool:
        """Whether the past or the future end is open or unknown."""
        return self.earliest == OPEN_PAST or self.latest == OPEN_FUTURE

    def within(self, other: "HistoricalDate") -> bool:
        """Every inner day of this date is an inner day of the other."""
        return all(
            any(first <= start and end <= last for first, last in other.spans) for start, end in self.spans
        )

    def overlaps(self, other: "HistoricalDate") -> bool:
        """Some inner day is shared."""
        return _share(self.spans, other.spans)

    def disjoint(self, other: "HistoricalDate") -> bool:
        """No day is shared, not even with the margins: so the one is provably not the other."""
        return not _share(self.outer_spans, other.outer_spans)

    def before(self, other: "HistoricalDate") -> bool:
        """Wholly earlier than the other, even with the margins."""
        return self.outer_latest < other.outer_earliest


def relate(date: HistoricalDate, other: HistoricalDate) -> Relation:
    """How `date` lies to `other`: by inner days where they meet, by outer days where they do not.

    SAME means the same days, whatever the marks. UNDECIDABLE means that no inner day is shared and yet the
    order is open: the margins touch, or one date lies in a gap of the other (ask `disjoint` to know which).
    """
    if date.spans == other.spans:
        return Relation.SAME
    if date.within(other):
        return Relation.WITHIN
    if other.within(date):
        return Relation.CONTAINS
    if date.overlaps(other):
        return Relation.OVERLAPS
    if date.before(other):
        return Relation.BEFORE
    if other.before(date):
        return Relation.AFTER
    return Relation.UNDECIDABLE


def days_between(date: HistoricalDate, other: HistoricalDate) -> int | None:
    """The smallest distance in days between two inner days (0 if one is shared).

    None if either date has an open or unknown end: a distance from it would rest on what nobody knows.
    """
    if date.is_open or other.is_open:
        return None
    return min(max(0, first - end, start - last) for start, end in date.spans for first, last in other.spans)


def merged(spans: Iterable[Span]) -> Spans:
    """The same days as ascending spans that neither touch nor overlap."""
    result: list[Span] = []
    for first, last in sorted(spans):
        if result and first <= result[-1][1] + 1:
            result[-1] = (result[-1][0], max(result[-1][1], last))
        else:
            result.append((first, last))
    return tuple(result)


def _share(spans: Spans, others: Spans) -> bool:
    return any(first <= end and start <= last for start, end in spans for first, last in others)
