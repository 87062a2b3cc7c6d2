"""Typed names."""

from __future__ import annotations

from dataclasses import replace

from history.names import fold
from history.sentences import Sentence, Value, counted, either, every, sentence
from quizzes.matching import Fit, Match, Overlooked, is_latin
from quizzes.questions import Deal

from . import verdicts
from .answers import answer_of, at_start, in_marks, quoted, within
from .verdicts import Verdict, Word


def of_name(deal: Deal, text: str, match: Match) -> Verdict:
    """The verdict on a typed name, by what the room of matching made of it."""
    shown = quoted(text)
    if match.right:
        right = Verdict(right=True, word=Word.RIGHT, reason=_right(deal, text, match), given=text)
        return replace(right, forgiven=match.fit == Fit.SLIP)
    match match.fit:
        case Fit.PART:
            reason = sentence("“{text}” is not specific enough: write the name in full.", text=shown)
            return verdicts.unspecific(reason, text, part=True)
        case Fit.FULLER if match.meant:
            reason = sentence(
                "“{text}” is “{meant}” on another keyboard: change it, and write the name again.",
                text=shown,
                meant=quoted(match.meant),
            )
            return replace(verdicts.unspecific(reason, text), forgiven=True)
        case Fit.FULLER:
            reason = sentence(
                "“{text}” says more than a name that is known here: write the name alone.", text=shown
            )
            return replace(verdicts.unspecific(reason, text), forgiven=True)
        case Fit.TIE if match.differs:
            return verdicts.unspecific(_may_be_another(text, match.differs), text)
        case Fit.TIE:
            reason = sentence(
                "“{text}” could mean more than one of those known here: write the whole name.", text=shown
            )
            return verdicts.unspecific(reason, text)
    return verdicts.wrong(_wrong(deal, text, match), given=text)


def _right(deal: Deal, text: str, match: Match) -> Sentence:
    written = _in_marks(_as_typed(deal, text))
    if match.name and match.name.whose:
        sides = match.name.whose
        return counted(
            "Right: {whose} calls it so; here it is {answer}.",
            "Right: {whose} call it so; here it is {answer}.",
            len(sides),
            whose=every(sides),
            answer=_in_marks(deal),
        )
    match match.overlooked:
        case Overlooked.SLIP | Overlooked.SOUND:
            return sentence("Right; it is written {answer}.", answer=written)
        case Overlooked.ADJECTIVE:
            return sentence("Right; the name is {answer}.", answer=written)
    return sentence("{answer} is right.", answer=answer_of(deal, first=at_start))


def _may_be_another(text: str, part: str) -> Sentence:
    """What differs from the right name, so that nobody writes it in full where it is full."""
    if fold(part) == fold(text):
        return sentence("“{text}” may be another name: check how it is spelled.", text=quoted(text))
    return sentence("“{text}” may be another name: check “{part}”.", text=quoted(text), part=quoted(part))


def _in_marks(deal: Deal) -> Value:
    return either([in_marks(deal.options[right]) for right in deal.right])


def _as_typed(deal: Deal, text: str) -> Deal:
    """The answers in the letters of a text: who slipped in English is told how it is spelled in English."""
    plain = [
        replace(option, label="")
        if is_latin(text) and is_latin(option.text) and not is_latin(option.label)
        else option
        for option in deal.options
    ]
    return replace(deal, options=tuple(plain))


def _wrong(deal: Deal, text: str, match: Match) -> Sentence:
    """What is right and, where the text is somebody else's name, whose."""
    answer = answer_of(deal, first=within)
    bearer = match.other.bearer if match.other else ""
    other = (match.other and match.other.label) or bearer
    if not other:
        return sentence("The right answer is {answer}.", answer=answer)
    if fold(other) == fold(text):
        return sentence("The right answer is {answer}, not {other}.", answer=answer, other=other)
    return sentence("That is {other}; the right answer is {answer}.", other=other, answer=answer)


def too_wide(text: str) -> Verdict:
    """The verdict on a place in which the right one lies."""
    reason = sentence("“{text}” is not specific enough: write the place in it.", text=quoted(text))
    return verdicts.unspecific(reason, text)
