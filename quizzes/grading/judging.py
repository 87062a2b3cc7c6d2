"""From what was dealt and what was answered to a verdict with its reason."""

from __future__ import annotations

from collections.abc import Iterable

from history.dates import DateError, read
from history.names import bare, fold
from history.sentences import sentence
from quizzes.matching import KnownName, match_name
from quizzes.questions import Deal, Mode

from . import verdicts
from .answers import answer_of, within
from .choosing import arranged, chosen, judged, ticked
from .dates import as_written, of_date
from .names import of_name
from .recorded import NOTHING_RECORDED, Recorded
from .verdicts import Verdict, Word

Response = int | frozenset[int] | tuple[int, ...] | str
"""The index of the chosen option, the indices of all that were ticked, the indices of the items in the order
in which they were put, or the text that was typed."""


def grade(
    deal: Deal,
    response: Response,
    *,
    own: Iterable[KnownName] = (),
    others: Iterable[str | KnownName] = (),
    recorded: Recorded = NOTHING_RECORDED,
    settled: bool = False,
    language: str = "en",
) -> Verdict:
    """Judge an answer to a question as dealt.

    Args:
        deal: what was asked, and how.
        response: what was answered.
        own: names of the right answers besides those that are dealt.
        others: known names of others that a typed answer could mean.
        recorded: what is known of the date that is asked for.
        settled: whether a typed date is all that its writer knows, though it is coarser than was asked.
        language: en, ru or ko, by whose custom the figures of a typed date are read.

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
        case Mode.TYPED, str() if "date" in deal.options[0].value:
            return _typed_date(deal, response, recorded, language, settled=settled)
        case Mode.TYPED, str():
            return _typed_name(deal, response, own, others)
    raise ValueError(f"A question in mode {deal.mode} is not answered by {response!r}.")


def self_graded(deal: Deal, grade: str) -> Verdict:
    """The verdict of a flashcard, which is the student's own: everything but “again” counts as right."""
    right = grade.casefold() != "again"
    return Verdict(
        right=right,
        word=Word.RIGHT if right else Word.WRONG,
        reason=sentence("The answer is {answer}.", answer=answer_of(deal, first=within)),
        given=grade,
    )


def given_up(deal: Deal) -> Verdict:
    """The verdict on whoever says that she does not know."""
    return verdicts.wrong(
        sentence("The right answer is {answer}.", answer=answer_of(deal, first=within)), given=""
    )


def _typed_name(
    deal: Deal, text: str, own: Iterable[KnownName], others: Iterable[str | KnownName]
) -> Verdict:
    spellings: list[str | KnownName] = [*own, *_spellings(deal)]
    spellings += [
        option.text.partition(",")[0] for option in deal.options if "place" in deal.options[0].value
    ]
    return of_name(deal, text, match_name(text, accept=spellings, others=others))


def _typed_date(deal: Deal, text: str, recorded: Recorded, language: str, *, settled: bool) -> Verdict:
    try:
        date = read(text, language)
    except DateError:
        if fold(text) not in set(map(fold, _spellings(deal))):
            raise
        return as_written(deal, text)
    return of_date(deal, text, date, recorded=recorded, settled=settled)


def _spellings(deal: Deal) -> list[str]:
    texts = (*deal.accept, *(option.text for option in deal.options))
    return [*texts, *map(bare, texts)]
