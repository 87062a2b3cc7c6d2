"""What is said beside a field before anything is answered: what is wanted in it, and how a date was read.

Nothing here depends on the right answer but for its form, which the stem has told.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from history.dates import DateError, HistoricalDate, Precision, parse, read, say
from history.sentences import Sentence, sentence
from quizzes.questions import Kind, Option


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """label: what a field is for; hint: what to write in it, and how; date: whether that is a date."""

    label: Sentence
    hint: Sentence
    date: bool = False


def wanted(kind: str, option: Option) -> Wanted:
    """What is to be typed, where this is the right answer. An example is never of its year."""
    if "date" in option.value:
        return _date(parse(option.value["date"]))
    match kind:
        case Kind.PLACE:
            label, hint = sentence("The place"), sentence("Write its name; any usual spelling will do.")
        case Kind.AGREEMENT:
            label = sentence("The name of the agreement")
            hint = sentence("Write a name by which it is known; a slip in a word is forgiven.")
        case Kind.EVENT:
            label = sentence("The name of the event")
            hint = sentence("Write a name by which it is known; a slip in a word is forgiven.")
        case _:
            label, hint = sentence("The name"), sentence("Write it in full; any usual spelling will do.")
    return Wanted(label=label, hint=hint)


def _date(date: HistoricalDate) -> Wanted:
    match date.precision:
        case Precision.DAY:
            label = sentence("The day")
            hint = sentence(
                "Write the day, the month and the year, such as {example}.", example=_other(date, *_DAYS)
            )
        case Precision.MONTH:
            label = sentence("The month and year")
            hint = sentence(
                "Write the month and the year, such as {example}.", example=_other(date, *_MONTHS)
            )
        case Precision.YEAR:
            label = sentence("The year")
            hint = sentence(
                "Write the year, such as {example}, {before} or {about}.",
                example=_other(date, *_YEARS),
                before=_other(date, *_BEFORE),
                about=_other(date, *_ABOUT),
            )
        case Precision.DECADE:
            label = sentence("The decade")
            hint = sentence("Write the decade, such as {example}.", example=_other(date, "182X", "161X"))
        case Precision.CENTURY:
            label = sentence("The century")
            hint = sentence(
                "Write the century, such as {example} or {before}.",
                example=_other(date, "18XX", "16XX"),
                before=_other(date, "-04XX", "-07XX"),
            )
        case _:
            label = sentence("The date")
            hint = sentence("Write the date as exactly as you know it.")
    return Wanted(label=label, hint=hint, date=True)


_DAYS = ("1821-05-05", "1616-04-23")
_MONTHS = ("1821-05", "1616-04")
_YEARS = ("1821", "1616")
_BEFORE = ("-0043", "-0489")
_ABOUT = ("1500~", "1300~")
_YEAR = 366
"""Days."""


def _other(date: HistoricalDate, one: str, other: str) -> partial[str]:
    """An example that is not of the year of a date: the first, else the other."""
    first = parse(one)
    near = first.earliest - _YEAR < date.latest and date.earliest < first.latest + _YEAR
    return _said(other if near else one)


def _said(edtf: str) -> partial[str]:
    return partial(say, parse(edtf))


def reading(text: str, language: str) -> Sentence | None:
    """How a date that somebody writes is read, or why it is not; None where nothing is written.

    It says nothing on whether that is right: it knows no question.
    """
    if not text.strip():
        return None
    try:
        date = read(text, language)
    except DateError as error:
        return error.sentence
    return sentence("Read as {date}.", date=partial(say, date))
