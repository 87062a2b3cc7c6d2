"""Typed names."""

from __future__ import annotations

from dataclasses import replace

from quizzes.matching import Fit
from quizzes.questions import Deal

from . import verdicts
from .answers import answer_of, capital, quoted, within
from .verdicts import Verdict, Word


def of_name(deal: Deal, text: str, fit: Fit) -> Verdict:
    match fit:
        case Fit.SAME:
            return verdicts.right(f"{capital(answer_of(deal))} is right.", given=text)
        case Fit.SLIP:
            reason = f"Right; it is written {within(answer_of(deal))}."
            return Verdict(right=True, word=Word.RIGHT, reason=reason, given=text, forgiven=True)
        case Fit.PART:
            reason = f"“{quoted(text)}” is not specific enough: write the name in full."
            return verdicts.unspecific(reason, text, part=True)
        case Fit.FULLER:
            reason = f"“{quoted(text)}” says more than a name that is known here: write the name alone."
            return replace(verdicts.unspecific(reason, text), forgiven=True)
        case Fit.TIE:
            reason = f"“{quoted(text)}” could mean more than one of those known here: write the whole name."
            return verdicts.unspecific(reason, text)
    return verdicts.wrong(f"The right answer is {within(answer_of(deal))}.", given=text)


def too_wide(text: str) -> Verdict:
    """The verdict on a place in which the right one lies."""
    return verdicts.unspecific(f"“{quoted(text)}” is not specific enough: write the place in it.", text)
