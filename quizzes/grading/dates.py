"""Typed dates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from history.dates import HistoricalDate, Precision, parse
from quizzes.matching import Fit
from quizzes.questions import Deal, Option

from . import verdicts
from .answers import answer_of, capital, quoted, within
from .verdicts import Verdict, Word


def of_date(deal: Deal, text: str, fit: Fit, dates: Sequence[HistoricalDate]) -> Verdict:
    answer = answer_of(deal)
    match fit:
        case Fit.SAME:
            return verdicts.right(f"{capital(answer)} is right.", given=text)
        case Fit.INSIDE:
            return verdicts.right(f"“{quoted(text)}” is within {within(answer)}, so it is right.", given=text)
        case Fit.CLOSE:
            reason = f"Near enough: what is known is {within(answer)}."
            return Verdict(right=True, word=Word.NEAR, reason=reason, given=text)
        case Fit.COARSE:
            wanted = asked_for(deal.options[0])
            return verdicts.unspecific(f"“{quoted(text)}” is not specific enough: write {wanted}.", text)
    return verdicts.wrong(f"The right answer is {within(answer)}.", given=text)


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


def match_date(date: HistoricalDate, *, accepted: Iterable[HistoricalDate]) -> Fit:
    """How a date lies to the accepted ones; the best of them decides."""
    return min((_fit(date, other) for other in accepted), key=_BEST.index, default=Fit.OTHER)


_BEST = (Fit.SAME, Fit.INSIDE, Fit.CLOSE, Fit.COARSE, Fit.OTHER)


def _fit(date: HistoricalDate, accepted: HistoricalDate) -> Fit:
    if date.spans == accepted.spans:
        return Fit.SAME
    if date.within(accepted):
        return Fit.INSIDE
    if date.overlaps(accepted):
        return Fit.COARSE
    return Fit.OTHER if date.disjoint(accepted) else Fit.CLOSE
