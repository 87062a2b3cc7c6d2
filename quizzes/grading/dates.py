"""Typed dates, judged by the days that they mean.

What a question wants is decided by its stem, which asks for the unit of its key: a year of an event whose day
is known is simply right where the year was asked. Whoever types less than was asked is asked once more before
anything is said about it, true or not; if she then says that it is all she knows, it is judged. Who seems to
have dropped a digit of the year is asked again too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from history.dates import HistoricalDate, Precision, is_julian, lacks_digit, parse, say
from history.sentences import Sentence, Value, sentence
from quizzes.questions import Deal, Option

from . import distances, verdicts
from .answers import answer_of, at_start, quoted, within
from .recorded import Recorded, Told
from .verdicts import Verdict, Word

_MARKS = re.compile("[~?%]")
_FAR = 182_621
"""Days in 500 years: what is more than that too early, with a year of three digits, may lack one."""
_BROADEST = (28, 365)
_ALLOWED = (31, 366, 0)
"""Days that an answer may span to count though it is coarser, for a key shorter than each of `_BROADEST`: a
month for a day, a year for a month. A decade for a year leaves ten answers open, and does not count."""


def of_date(
    deal: Deal, text: str, date: HistoricalDate, *, recorded: Recorded, settled: bool = False
) -> Verdict:
    """The verdict on a date as it was read; `settled` where its writer knows no more than she wrote."""
    meant = parse(_MARKS.sub("", date.edtf))  # that she is not sure makes it neither wider nor right
    keys = [parse(option.value["date"]) for option in deal.options if "date" in option.value]
    if lacks_digit(text) and all(key.earliest - meant.latest > _FAR for key in keys):
        return verdicts.unspecific(_too_few_digits(text, date), text)
    return replace(_judged(deal, text, meant, keys, recorded, settled=settled), date=date)


def as_written(deal: Deal, text: str) -> Verdict:
    """The verdict on a text that is the right answer word for word."""
    return verdicts.right(_is_right(deal), given=text)


def _judged(
    deal: Deal,
    text: str,
    date: HistoricalDate,
    keys: Sequence[HistoricalDate],
    recorded: Recorded,
    *,
    settled: bool,
) -> Verdict:
    if any(date.spans == key.spans for key in keys):
        return verdicts.right(_is_right(deal), given=text)
    if any(date.within(key) for key in keys):
        return verdicts.right(_inside(deal, text, date, keys[0], recorded), given=text)
    if date in recorded.noted:
        return verdicts.right(_as_noted(text, date, keys[0]), given=text)
    coarse = all(_is_coarse(date, key) for key in keys)
    if coarse and not settled:
        return verdicts.unspecific(_too_coarse(text, deal.options[0]), text)
    if coarse and (true := [key for key in keys if date.overlaps(key)]):
        counts = any(key.within(date) and distances.length(date) <= _allowed(key) for key in true)
        reason = _counts(deal, true[0]) if counts else _too_little(deal)
        return Verdict(right=counts, word=Word.COARSER, reason=reason, given=text)
    if not coarse and any(2 * distances.shared(date, key) >= distances.length(date) for key in keys):
        return verdicts.near(sentence("Near enough: it is {answer}.", answer=_answer(deal)), given=text)
    if not coarse and not any(date.overlaps(key) or date.disjoint(key) for key in keys):
        reason = sentence("Near enough, as the sources themselves say only {answer}.", answer=_answer(deal))
        return verdicts.near(reason, given=text)
    return verdicts.wrong(_missed(deal, date, keys, recorded), given=text)


def _is_coarse(date: HistoricalDate, key: HistoricalDate) -> bool:
    return date.is_open or distances.length(date) >= 2 * distances.length(key)


def _allowed(key: HistoricalDate) -> int:
    return _ALLOWED[bisect_right(_BROADEST, distances.length(key))]


# Sentences


def _answer(deal: Deal) -> Value:
    return answer_of(deal, first=within)


def _is_right(deal: Deal) -> Sentence:
    return sentence("{answer} is right.", answer=answer_of(deal, first=at_start))


def _inside(deal: Deal, text: str, date: HistoricalDate, key: HistoricalDate, recorded: Recorded) -> Sentence:
    """Why a date within the unit that was asked is right, and what the sources say where that is another."""
    exact = recorded.exact or (key if key.precision is Precision.SET else None)
    if exact is None:
        return _within(deal, text)
    if date.spans == exact.spans:
        return sentence("Right, and just what the sources say: {exact}.", exact=partial(say, exact))
    if date.within(exact):
        return _finer(exact)
    if date in recorded.noted:
        return _as_noted(text, date, exact)
    if not date.disjoint(exact):
        return _within(deal, text)
    return sentence(
        "Right, as {answer} is what was asked; but more exactly, the sources say {exact}.",
        answer=_answer(deal),
        exact=partial(say, exact),
    )


def _within(deal: Deal, text: str) -> Sentence:
    return sentence("“{text}” is within {answer}, so it is right.", text=quoted(text), answer=_answer(deal))


def _finer(exact: HistoricalDate) -> Sentence:
    """Nobody is rewarded for saying more than the source."""
    told = partial(say, exact)
    match exact.precision:
        case Precision.MONTH:
            return sentence("Right: it is within {exact}, and the sources know only the month.", exact=told)
        case Precision.YEAR:
            return sentence("Right: it is within {exact}, and the sources know only the year.", exact=told)
        case Precision.DECADE:
            return sentence("Right: it is within {exact}, and the sources know only the decade.", exact=told)
        case Precision.CENTURY:
            return sentence("Right: it is within {exact}, and the sources know only the century.", exact=told)
    return sentence("Right: it is within {exact}, which is what the sources say.", exact=told)


def _as_noted(text: str, date: HistoricalDate, exact: HistoricalDate) -> Sentence:
    told = partial(say, exact)
    if is_julian(date, exact):
        return sentence(
            "Right: “{text}” is how the Julian calendar says {exact}.", text=quoted(text), exact=told
        )
    return sentence("Right: the note on the date names that day as well as {exact}.", exact=told)


def _too_coarse(text: str, option: Option) -> Sentence:
    shown = quoted(text)
    match parse(option.value["date"]).precision:
        case Precision.DAY:
            return sentence("“{text}” is not specific enough: write the day too, if you know it.", text=shown)
        case Precision.MONTH:
            return sentence(
                "“{text}” is not specific enough: write the month too, if you know it.", text=shown
            )
        case Precision.YEAR:
            return sentence("“{text}” is not specific enough: write the year, if you know it.", text=shown)
        case Precision.DECADE:
            return sentence("“{text}” is not specific enough: write the decade, if you know it.", text=shown)
    return sentence("“{text}” is not specific enough: write the date as exactly as you know it.", text=shown)


def _too_few_digits(text: str, date: HistoricalDate) -> Sentence:
    return sentence(
        "The year in “{text}” has three digits: write all four, or {date} if that is what you mean.",
        text=quoted(text),
        date=partial(say, date),
    )


def _counts(deal: Deal, key: HistoricalDate) -> Sentence:
    """What a question knew more exactly than an answer that counts all the same."""
    answer = _answer(deal)
    match key.precision:
        case Precision.DAY:
            return sentence("Right, but the sources know the day: {answer}.", answer=answer)
        case Precision.MONTH:
            return sentence("Right, but the sources know the month: {answer}.", answer=answer)
    return sentence("Right, but the sources know it more exactly: {answer}.", answer=answer)


def _too_little(deal: Deal) -> Sentence:
    return sentence(
        "True, but it says too little to count: the right answer is {answer}.",
        answer=_answer(deal),
    )


def _missed(deal: Deal, date: HistoricalDate, keys: Sequence[HistoricalDate], recorded: Recorded) -> Sentence:
    """Who else says so, or by how much it is wrong."""
    answer = _answer(deal)
    if by := _by(recorded.held, date):
        return sentence(
            "That is what {holder} says; the right answer here is {answer}.", holder=by, answer=answer
        )
    if by := _by(recorded.printed, date):
        return sentence(
            "{source} prints that date, but it is wrong: the right answer is {answer}.",
            source=by,
            answer=answer,
        )
    apart = [missed for key in keys if (missed := distances.miss(date, key))]
    if len(apart) < len(keys):
        return sentence("The right answer is {answer}.", answer=answer)
    nearest = min(keys, key=lambda key: _gap(date, key))
    return distances.told(apart[list(keys).index(nearest)], answer)


def _gap(date: HistoricalDate, key: HistoricalDate) -> int:
    return max(key.earliest - date.latest, date.earliest - key.latest)


def _by(told: Sequence[Told], date: HistoricalDate) -> str:
    return next((each.by for each in told if each.date.within(date)), "")
