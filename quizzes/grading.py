"""Grading: from what was dealt and what was answered to a verdict with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from history.dates import HistoricalDate, Precision, parse, read
from history.names import bare
from quizzes.matching import Fit, match_date, match_name
from quizzes.questions import Deal, Mode, Option

Response = int | frozenset[int] | tuple[int, ...] | str
"""The index of the chosen option, the indices of all that were ticked, the indices of the items in the order
in which they were put, or the text that was typed."""

MOST_QUOTED = 80
"""Letters of a typed answer that a sentence repeats."""


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


def grade(deal: Deal, response: Response, *, others: Iterable[str] = (), language: str = "en") -> Verdict:
    """Judge an answer to a question as dealt.

    Args:
        deal: what was asked, and how.
        response: what was answered.
        others: known names that a typed answer could mean.
        language: the language of the question, in which a typed date is read.

    Raises:
        DateError: a date was asked for, and the text is none that can be read.
        ValueError: the answer is none to this question, such as the index of no option.
    """
    match deal.mode, response:
        case Mode.SINGLE, int():
            return _chosen(deal, response)
        case Mode.TRUEFALSE, int():
            return _judged(deal, response)
        case Mode.MULTI, frozenset():
            return _ticked(deal, response)
        case Mode.ORDER, tuple():
            return _arranged(deal, response)
        case Mode.TYPED, str():
            return _typed(deal, response, others, language)
    raise ValueError(f"A question in mode {deal.mode} is not answered by {response!r}.")


def self_graded(deal: Deal, grade: str) -> Verdict:
    """The verdict of a flashcard, which is the student's own: everything but “again” counts as right."""
    right = grade.casefold() != "again"
    return Verdict(
        right=right,
        word=Word.RIGHT if right else Word.WRONG,
        reason=f"The answer is {_within(answer_of(deal))}.",
        given=grade,
    )


def answer_of(deal: Deal) -> str:
    """The right answer in words."""
    texts = [deal.options[index].text for index in deal.right]
    if deal.instead and "sources" not in deal.instead.value:
        return f"{texts[0]}: the right answer is {_named(deal.instead)}"
    between = {Mode.ORDER: " → ", Mode.TYPED: " or "}
    return between.get(deal.mode, "; ").join(texts)


# Chosen, ticked, arranged


def _chosen(deal: Deal, choice: int) -> Verdict:
    if not 0 <= choice < len(deal.options):
        raise ValueError(f"The choice must be from 0 to {len(deal.options) - 1}, and is {choice}.")
    chosen, key = deal.options[choice], deal.options[deal.answer]
    if choice == deal.answer:
        return _right(f"{_capital(key.text)} is right.", given=chosen.text)
    return _wrong(f"The right answer is {_named(key)}.", given=chosen.text)


def _judged(deal: Deal, choice: int) -> Verdict:
    """What was said of the answer that was proposed."""
    if not 0 <= choice < len(deal.options) or deal.proposed is None:
        raise ValueError(f"True is 0 and False is 1, and the choice is {choice}.")
    given = deal.options[choice].text
    if "sources" in deal.proposed.value:
        agree = "do not agree" if deal.instead else "agree"
        reason = f"{answer_of(deal)}: {deal.proposed.text} {agree}."
    else:
        reason = f"{answer_of(deal)}." if deal.instead else f"True: {_named(deal.proposed)} is right."
    return _right(reason, given=given) if choice == deal.answer else _wrong(reason, given=given)


def _named(option: Option) -> str:
    """An option as it stands inside a sentence."""
    return f"“{_bare(option.text)}”" if "fact" in option.value else _within(option.text)


def _ticked(deal: Deal, ticked: frozenset[int]) -> Verdict:
    """Right only if exactly the right options are ticked."""
    if not ticked or not ticked <= set(range(len(deal.options))):
        raise ValueError(f"What is ticked must be from 0 to {len(deal.options) - 1}, and is {set(ticked)}.")
    given = "; ".join(deal.options[index].text for index in sorted(ticked))
    right = set(deal.right)
    if ticked == right:
        only = f"{_capital(given)} is right, and nothing else."
        return _right(only if len(right) == 1 else f"All {len(right)}, and nothing else.", given=given)
    found = len(ticked & right)
    too = " too" if found else ""
    parts = [
        _listed(deal, sorted(right - ticked), f"{{}} is right{too}", f"{{}} are right{too}"),
        _listed(deal, sorted(ticked - right), "{} is not", "{} are not"),
    ]
    told = _capital(", ".join(part for part in parts if part))
    return _wrong(f"{found} of {len(right)}. {told}.", given=given)


def _listed(deal: Deal, indices: Sequence[int], one: str, several: str) -> str:
    texts = [_within(deal.options[index].text) for index in indices]
    if len(texts) < 2:
        return one.format(texts[0]) if texts else ""
    return several.format(f"{', '.join(texts[:-1])} and {texts[-1]}")


def _arranged(deal: Deal, sequence: tuple[int, ...]) -> Verdict:
    """Right only if every item stands in its place."""
    if sorted(sequence) != list(range(len(deal.options))):
        raise ValueError(f"Each of {len(deal.options)} items needs a place of its own, and not {sequence}.")
    given = " → ".join(deal.options[index].text for index in sequence)
    if sequence == deal.right:
        return _right(f"All {len(sequence)} are in order.", given=given)
    place = {item: number for number, item in enumerate(deal.right)}
    one, other = next(pair for pair in pairwise(sequence) if place[pair[0]] > place[pair[1]])
    earlier, later = deal.options[other].text, deal.options[one].text
    return _wrong(f"“{_bare(earlier)}” comes before “{_bare(later)}”.", given=given)


# Typed


def _typed(deal: Deal, text: str, others: Iterable[str], language: str) -> Verdict:
    texts = [option.text for option in deal.options]
    spellings = [*deal.accept, *texts, *map(bare, (*deal.accept, *texts))]
    spellings += [text.partition(",")[0] for text in texts if "place" in deal.options[0].value]
    dates = [parse(option.value["date"]) for option in deal.options if "date" in option.value]
    if not dates:
        return _of_name(deal, text, match_name(text, accept=spellings, others=others))
    if match_name(text, accept=spellings) is Fit.SAME:
        return _of_date(deal, text, Fit.SAME, dates)
    return _of_date(deal, text, match_date(read(text, language), accepted=dates), dates)


def _of_name(deal: Deal, text: str, fit: Fit) -> Verdict:
    match fit:
        case Fit.SAME:
            return _right(f"{_capital(answer_of(deal))} is right.", given=text)
        case Fit.SLIP:
            reason = f"Right; it is written {_within(answer_of(deal))}."
            return Verdict(right=True, word=Word.RIGHT, reason=reason, given=text, forgiven=True)
        case Fit.PART:
            reason = f"“{_quoted(text)}” is not specific enough: write the name in full."
            return _unspecific(reason, text, part=True)
        case Fit.FULLER:
            reason = f"“{_quoted(text)}” says more than a name that is known here: write the name alone."
            return replace(_unspecific(reason, text), forgiven=True)
        case Fit.TIE:
            reason = f"“{_quoted(text)}” could mean more than one of those known here: write the whole name."
            return _unspecific(reason, text)
    return _wrong(f"The right answer is {_within(answer_of(deal))}.", given=text)


def too_wide(text: str) -> Verdict:
    """The verdict on a place in which the right one lies."""
    return _unspecific(f"“{_quoted(text)}” is not specific enough: write the place in it.", text)


def _of_date(deal: Deal, text: str, fit: Fit, dates: Sequence[HistoricalDate]) -> Verdict:
    answer = answer_of(deal)
    match fit:
        case Fit.SAME:
            return _right(f"{_capital(answer)} is right.", given=text)
        case Fit.INSIDE:
            return _right(f"“{_quoted(text)}” is within {_within(answer)}, so it is right.", given=text)
        case Fit.CLOSE:
            reason = f"Near enough: what is known is {_within(answer)}."
            return Verdict(right=True, word=Word.NEAR, reason=reason, given=text)
        case Fit.COARSE:
            wanted = asked_for(deal.options[0])
            return _unspecific(f"“{_quoted(text)}” is not specific enough: write {wanted}.", text)
    return _wrong(f"The right answer is {_within(answer)}.", given=text)


_UNITS = {
    Precision.DAY: ("a day such as {}", ("5 May 1821", "23 April 1616")),
    Precision.MONTH: ("a month such as {}", ("May 1821", "April 1616")),
    Precision.YEAR: ("a year such as {} or 44 BCE", ("1821", "1616")),
}


def asked_for(option: Option) -> str:
    """What form the typed answer has: “a day such as 5 May 1821”, “a year”, “a name”.

    The example is never the answer, nor of the same year.
    """
    if "date" not in option.value:
        return "a title" if "fact" in option.value else "a name"
    date = parse(option.value["date"])
    if date.precision not in _UNITS:
        return "a date, as exactly as it is known"
    words, examples = _UNITS[date.precision]
    return words.format(next(text for text in examples if text[-4:] not in option.value["date"]))


def _right(reason: str, *, given: str) -> Verdict:
    return Verdict(right=True, word=Word.RIGHT, reason=reason, given=given)


def _wrong(reason: str, *, given: str) -> Verdict:
    return Verdict(right=False, word=Word.WRONG, reason=reason, given=given)


def _unspecific(reason: str, given: str, *, part: bool = False) -> Verdict:
    return Verdict(right=False, word=Word.NOT_SPECIFIC, reason=reason, given=given, part=part)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _within(text: str) -> str:
    """A text as it stands inside a sentence: "The Union" with a small article."""
    return f"the{text[3:]}" if text.startswith("The ") else text


def _bare(text: str) -> str:
    """Without the full stop at its end."""
    return text.removesuffix(".")


def _quoted(text: str) -> str:
    return text if len(text) <= MOST_QUOTED else f"{text[:MOST_QUOTED]}…"
