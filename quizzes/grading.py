"""Grading: from what was dealt and what was chosen to a verdict with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from quizzes.questions import Deal, Option


class Word(StrEnum):
    RIGHT = "right"
    NEAR = "near"
    WRONG = "wrong"
    NOT_SPECIFIC = "not_specific"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How an answer was judged. `reason` is one sentence for the student."""

    right: bool
    word: Word
    reason: str
    chosen: Option


def grade(deal: Deal, choice: int) -> Verdict:
    """Judge a choice by its index among the options as dealt.

    Raises:
        ValueError: no option has that index.
    """
    if not 0 <= choice < len(deal.options):
        raise ValueError(f"The choice must be from 0 to {len(deal.options) - 1}, and is {choice}.")
    chosen, key = deal.options[choice], deal.options[deal.answer]
    if choice == deal.answer:
        return Verdict(right=True, word=Word.RIGHT, reason=f"{_capital(key.text)} is right.", chosen=chosen)
    reason = f"The right answer is {_within(key.text)}."
    return Verdict(right=False, word=Word.WRONG, reason=reason, chosen=chosen)


def self_graded(deal: Deal, grade: str) -> Verdict:
    """The verdict of a flashcard, which is the student's own: everything but “again” counts as right."""
    right = grade.casefold() != "again"
    return Verdict(
        right=right,
        word=Word.RIGHT if right else Word.WRONG,
        reason=f"The answer is {_within(deal.options[deal.answer].text)}.",
        chosen=deal.options[deal.answer],
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _within(text: str) -> str:
    """A text as it stands inside a sentence: "The Union" with a small article."""
    return f"the{text[3:]}" if text.startswith("The ") else text
