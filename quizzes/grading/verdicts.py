"""What a verdict is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Word(StrEnum):
    RIGHT = "right"
    NEAR = "near"
    WRONG = "wrong"
    NOT_SPECIFIC = "not_specific"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How an answer was judged.

    right: whether it counts as known, which `NEAR` does; reason: one sentence for the student; given: the
    answer in words; forgiven: whether a slip of the finger, or a word too many, was overlooked; part: whether
    it is a piece of a right name, which is enough where nobody else bears it. An answer that is not specific
    enough ends nothing: the question is to be asked again.
    """

    right: bool
    word: Word
    reason: str
    given: str
    forgiven: bool = False
    part: bool = False


def right(reason: str, *, given: str) -> Verdict:
    return Verdict(right=True, word=Word.RIGHT, reason=reason, given=given)


def wrong(reason: str, *, given: str) -> Verdict:
    return Verdict(right=False, word=Word.WRONG, reason=reason, given=given)


def unspecific(reason: str, given: str, *, part: bool = False) -> Verdict:
    return Verdict(right=False, word=Word.NOT_SPECIFIC, reason=reason, given=given, part=part)
