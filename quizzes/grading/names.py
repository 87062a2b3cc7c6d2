"""Typed names."""

from __future__ import annotations

from dataclasses import replace

from history.sentences import sentence
from quizzes.matching import Fit
from quizzes.questions import Deal

from . import verdicts
from .answers import answer_of, at_start, quoted, within
from .verdicts import Verdict, Word


def of_name(deal: Deal, text: str, fit: Fit) -> Verdict:
    answer, shown = answer_of(deal, first=within), quoted(text)
    match fit:
        case Fit.SAME:
            reason = sentence("{answer} is right.", answer=answer_of(deal, first=at_start))
            return verdicts.right(reason, given=text)
        case Fit.SLIP:
            reason = sentence("Right; it is written {answer}.", answer=answer)
            return Verdict(right=True, word=Word.RIGHT, reason=reason, given=text, forgiven=True)
        case Fit.PART:
            reason = sentence("“{text}” is not specific enough: write the name in full.", text=shown)
            return verdicts.unspecific(reason, text, part=True)
        case Fit.FULLER:
            reason = sentence(
                "“{text}” says more than a name that is known here: write the name alone.", text=shown
            )
            return replace(verdicts.unspecific(reason, text), forgiven=True)
        case Fit.TIE:
            reason = sentence(
                "“{text}” could mean more than one of those known here: write the whole name.", text=shown
            )
            return verdicts.unspecific(reason, text)
    return verdicts.wrong(sentence("The right answer is {answer}.", answer=answer), given=text)


def too_wide(text: str) -> Verdict:
    """The verdict on a place in which the right one lies."""
    reason = sentence("“{text}” is not specific enough: write the place in it.", text=quoted(text))
    return verdicts.unspecific(reason, text)
