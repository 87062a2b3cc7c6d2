"""From what was dealt and what was answered to a verdict with its reason."""

from __future__ import annotations

from collections.abc import Iterable

from history.dates import parse, read
from history.names import bare
from quizzes.matching import Fit, match_name
from quizzes.questions import Deal, Mode

from . import verdicts
from .answers import answer_of, within
from .choosing import arranged, chosen, judged, ticked
from .dates import match_date, of_date
from .names import of_name
from .verdicts import Verdict, Word

Response = int | frozenset[int] | tuple[int, ...] | str
"""The index of the chosen option, the indices of all that were ticked, the indices of the items in the order
in which they were put, or the text that was typed."""


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
            return chosen(deal, response)
        case Mode.TRUEFALSE, int():
            return judged(deal, response)
        case Mode.MULTI, frozenset():
            return ticked(deal, response)
        case Mode.ORDER, tuple():
            return arranged(deal, response)
        case Mode.TYPED, str():
            return _typed(deal, response, others, language)
    raise ValueError(f"A question in mode {deal.mode} is not answered by {response!r}.")


def self_graded(deal: Deal, grade: str) -> Verdict:
    """The verdict of a flashcard, which is the student's own: everything but “again” counts as right."""
    right = grade.casefold() != "again"
    return Verdict(
        right=right,
        word=Word.RIGHT if right else Word.WRONG,
        reason=f"The answer is {within(answer_of(deal))}.",
        given=grade,
    )


def given_up(deal: Deal) -> Verdict:
    """The verdict on whoever says that she does not know."""
    return verdicts.wrong(f"The right answer is {within(answer_of(deal))}.", given="")


def _typed(deal: Deal, text: str, others: Iterable[str], language: str) -> Verdict:
    texts = [option.text for option in deal.options]
    spellings = [*deal.accept, *texts, *map(bare, (*deal.accept, *texts))]
    spellings += [text.partition(",")[0] for text in texts if "place" in deal.options[0].value]
    dates = [parse(option.value["date"]) for option in deal.options if "date" in option.value]
    if not dates:
        return of_name(deal, text, match_name(text, accept=spellings, others=others))
    if match_name(text, accept=spellings) is Fit.SAME:
        return of_date(deal, text, Fit.SAME, dates)
    return of_date(deal, text, match_date(read(text, language), accepted=dates), dates)
