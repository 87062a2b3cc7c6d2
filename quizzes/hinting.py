"""What is said beside a field before anything is answered: what is wanted in it, and how a date was read.

Nothing here depends on the right answer but for its form, which the stem has told, and for the examples. They
are drawn: that one is not of its year tells no more than a wrong option would.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from history.dates import DateError, HistoricalDate, Precision, parse, read, say
from history.sentences import Sentence, sentence
from quizzes.questions import Dice, Kind, Option


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """label: what a field is for; hint: what to write in it, and how; date: whether that is a date."""

    label: Sentence
    hint: Sentence
    date: bool = False


def wanted(kind: str, option: Option, *, seed: str) -> Wanted:
    """What is to be typed, where this is the right answer.

    An example is never of its year. Which it is follows from the seed, a secret: a fixed example that gave
    way for some answers would tell them.
    """
    if "date" in option.value:
        return _date(parse(option.value["date"]), Dice(f"{seed}:example"))
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


def _date(date: HistoricalDate, dice: Dice) -> Wanted:
    def such_as(*examples: str) -> partial[str]:
        return _drawn(examples, date, dice)

    match date.precision:
        case Precision.DAY:
            label = sentence("The day")
            hint = sentence(
                "Write the day, the month and the year, such as {example}.", example=such_as(*_DAYS)
            )
        case Precision.MONTH:
            label = sentence("The month and year")
            hint = sentence("Write the month and the year, such as {example}.", example=such_as(*_MONTHS))
        case Precision.YEAR:
            label = sentence("The year")
            hint = sentence(
                "Write the year, such as {example}, {before} or {about}.",
                example=such_as(*_YEARS),
                before=such_as("-0043", "-0489", "-0330", "-0215"),
                about=such_as("1500~", "1300~", "1250~", "1400~"),
            )
        case Precision.DECADE:
            label = sentence("The decade")
            decades = [f"{year[:3]}X" for year in _YEARS]
            hint = sentence("Write the decade, such as {example}.", example=such_as(*decades))
        case Precision.CENTURY:
            label = sentence("The century")
            hint = sentence(
                "Write the century, such as {example} or {before}.",
                example=such_as("18XX", "16XX", "14XX", "12XX"),
                before=such_as("-04XX", "-07XX", "-02XX", "-01XX"),
            )
        case _:
            label = sentence("The date")
            hint = sentence("Write the date as exactly as you know it.")
    return Wanted(label=label, hint=hint, date=True)


_DAYS = ("1821-05-05", "1616-04-23", "1789-07-14", "1492-10-12", "1453-05-29", "1648-10-24", "1755-11-01")
_MONTHS = tuple(day[:7] for day in _DAYS)
_YEARS = tuple(day[:4] for day in _DAYS)
_YEAR = 366
"""Days."""


def _drawn(examples: Sequence[str], date: HistoricalDate, dice: Dice) -> partial[str]:
    """One of the examples that are not of the year of a date."""
    found = [example for example in map(parse, examples) if not _is_near(example, date)]
    return partial(say, found[dice.below(len(found))])


def _is_near(example: HistoricalDate, date: HistoricalDate) -> bool:
    return example.earliest - _YEAR < date.latest and date.earliest < example.latest + _YEAR


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
