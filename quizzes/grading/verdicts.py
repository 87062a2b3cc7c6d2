"""What a verdict is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from history.dates import HistoricalDate
from history.sentences import Sentence, Value


class Word(StrEnum):
    """How an answer stands to what is right.

    NEAR: within what the sources leave open, or almost the same span; COARSER: a date that is true but says
    less than was asked, by whoever knows no more; NOT_SPECIFIC: it is to be said more exactly first.
    """

    RIGHT = "right"
    NEAR = "near"
    COARSER = "coarser"
    WRONG = "wrong"
    NOT_SPECIFIC = "not_specific"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How an answer was judged.

    right: whether it counts as known, which `NEAR` does and `COARSER` may; reason: one sentence for the
    student; given: the answer in words; forgiven: whether a slip of the finger, or a word too many, was
    overlooked; part: whether it is a piece of a right name, which is enough where nobody else bears it; date:
    what a typed date was read as. An answer that is not specific enough ends nothing: the question is to be
    asked again.
    """

    right: bool
    word: Word
    reason: Sentence
    given: Value
    forgiven: bool = False
    part: bool = False
    date: HistoricalDate | None = None


def right(reason: Sentence, *, given: Value) -> Verdict:
    return Verdict(right=True, word=Word.RIGHT, reason=reason, given=given)


def near(reason: Sentence, *, given: Value) -> Verdict:
    return Verdict(right=True, word=Word.NEAR, reason=reason, given=given)


def wrong(reason: Sentence, *, given: Value) -> Verdict:
    return Verdict(right=False, word=Word.WRONG, reason=reason, given=given)


def unspecific(reason: Sentence, given: Value, *, part: bool = False) -> Verdict:
    return Verdict(right=False, word=Word.NOT_SPECIFIC, reason=reason, given=given, part=part)
