"""The rules of sets: how they are read, named and put into words, and which round periods a base has."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from history.dates import DateError, HistoricalDate, Precision, civil, parse, read, say, when, year_text
from history.facts import Standing
from history.sentences import Sentence, Value, sentence
from history.wording import capital, known, topic, words_of_type

PLAIN = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that nobody takes for each other when they are read aloud or copied from a board."""
CODE_LENGTH = 8
ENOUGH = 8
"""How many facts a set of the house has at least: fewer are no session."""

UNCOUNTED = frozenset("aid content correspondence information legislation military news politics".split())
PREPOSITIONS = frozenset("against at between by for from in into of on to with".split())
UNITS = frozenset({Precision.DAY, Precision.MONTH, Precision.SEASON, Precision.YEAR})


# Codes


def folded_code(text: str) -> str:
    """A code as it is kept, whatever spaces, dashes and capitals somebody typed; empty if it can be none."""
    kept = re.sub(r"[\s\-‐-―_.]", "", unicodedata.normalize("NFKC", text[:100])).casefold()
    return kept if len(kept) == CODE_LENGTH and set(kept) <= set(PLAIN) else ""


def code_of(text: str) -> str:
    """The code that somebody typed, or that the link she pasted ends with; empty if there is none."""
    path = re.split(r"[?#]", text.strip()[:2000])[0].rstrip("/")
    return folded_code(path.rpartition("/")[2])


def spaced_code(code: str) -> str:
    """A code as it is shown: in two halves, which are easier to copy."""
    return f"{code[: CODE_LENGTH // 2]}-{code[CODE_LENGTH // 2 :]}"


# Periods


def read_moment(text: str, language: str = "en") -> HistoricalDate:
    """A year, month or day as `history.dates.read` reads it.

    Raises:
        DateError: it is none of these; the sentence says what to write.
    """
    date = read(text, language)
    if date.precision not in UNITS:
        raise DateError(
            sentence(
                "“{text}” is more than one moment: write a year, a month or a day, such as {year}.",
                text=text.strip(),
                year=partial(say, parse("1950")),
            )
        )
    return date


def read_period(first: str, last: str, language: str = "en") -> HistoricalDate | None:
    """From the first day of one moment to the last day of another; either may be empty, None if both are.

    Raises:
        DateError: one of them cannot be read, or they stand the wrong way round.
    """
    start = read_moment(first, language) if first.strip() else None
    end = read_moment(last, language) if last.strip() else None
    if start is None and end is None:
        return None
    if start and end and end.latest < start.earliest:
        raise DateError(
            sentence(
                "{last} is before {first}: put the earlier year first.",
                last=last.strip(),
                first=first.strip(),
            )
        )
    return parse(f"{start.edtf if start else '..'}/{end.edtf if end else '..'}")


def moments(period: HistoricalDate | None) -> tuple[str, str]:
    """What to type for the two ends of a period, the inverse of `read_period`."""
    if period is None:
        return "", ""
    if period.precision is not Precision.INTERVAL:
        return period.edtf, period.edtf
    start, _, end = period.edtf.partition("/")
    return _typed(start), _typed(end)


def _typed(moment: str) -> str:
    """A year before 1000 with its era, as nobody writes -0043 by choice."""
    if moment in ("", ".."):
        return ""
    date = parse(moment)
    early = date.precision is Precision.YEAR and civil(date.earliest)[0] < 1000
    return say(date) if early and not (date.approximate or date.uncertain) else moment


def round_periods(spans: Iterable[tuple[int, int]]) -> list[HistoricalDate]:
    """The decades and centuries that hold at least `ENOUGH` of some dates, in order of time.

    Each date is its (earliest, latest) day number. A century is cut into decades where most of its dates
    lie in decades that hold enough; else it stands whole. Years run 1950 to 1959, 100 to 1 BCE: the first
    decade and century of our era have no year 0.
    """
    years = [(civil(earliest)[0], civil(latest)[0]) for earliest, latest in spans]
    decades = Counter(first for first, last in map(_in_tens, years) if first == last)
    centuries = Counter(first for first, last in map(_in_hundreds, years) if first == last)
    found = []
    for century, held in centuries.items():
        full = [
            decade
            for decade, count in decades.items()
            if count >= ENOUGH and (decade[0], decade[1] // 10) == century
        ]
        if 2 * sum(decades[decade] for decade in full) >= held and full:
            found += [_period(decade, 10) for decade in full]
        elif held >= ENOUGH:
            found.append(_period(century, 100))
    return sorted(found, key=lambda period: period.earliest)


Unit = tuple[bool, int]
"""Whether it lies in our era, and its number counted from the turn of the eras."""


def _in_tens(years: tuple[int, int]) -> tuple[Unit, Unit]:
    return _unit(years[0], 10), _unit(years[1], 10)


def _in_hundreds(years: tuple[int, int]) -> tuple[Unit, Unit]:
    return _unit(years[0], 100), _unit(years[1], 100)


def _unit(year: int, size: int) -> Unit:
    return (year > 0, abs(year) // size)


def _period(unit: Unit, size: int) -> HistoricalDate:
    ours, number = unit
    if ours:
        first, last = max(1, number * size), number * size + size - 1
    else:
        first, last = -(number * size + size - 1), -(number * size)
    return parse(f"{year_text(first)}/{year_text(last)}")


# Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a set asks of its facts; an empty part asks nothing."""

    base: str = ""
    period: HistoricalDate | None = None
    actor: str = ""
    type: str = ""
    standing: str = ""


def period_name(period: HistoricalDate, language: str = "en") -> str:
    """“1950 to 1959”, “100 to 1 BCE”."""
    return capital(when(period, language).removeprefix("from "))


def topic_name(type: str) -> str:
    """A type of facts as a heading: “un-resolution” is “UN resolutions”."""
    words = words_of_type(type)
    if not words:
        return "Other facts"
    head = 0 if len(words) > 2 and words[1] in PREPOSITIONS else -1
    words[head] = _plural(words[head])
    return capital(" ".join(words))


def _plural(word: str) -> str:
    """English, where the ending decides; what is not counted, and what is no plain word, stays as it is."""
    if not word.isascii() or not word[-1:].isalpha() or word.isupper() or word.casefold() in UNCOUNTED:
        return word
    if word.endswith(("sis", "xis")):
        return f"{word[:-2]}es"
    if word.endswith("s") and not word.endswith(("ss", "us")):
        return word
    if word.endswith(("ss", "us", "x", "z", "ch", "sh")):
        return f"{word}es"
    if word.endswith("y") and word[-2:-1] not in set("aeiou"):
        return f"{word[:-1]}ies"
    return f"{word}s"


def in_words(rule: Rule) -> str:
    """“Facts of “Korea and its neighbours” from 1950 to 1959 in which Kim Il Sung takes part.”"""
    return str(described(rule))


def described(rule: Rule) -> Sentence:
    """The same, for readers of other languages."""
    parts: list[Value] = []
    if rule.base:
        parts.append(sentence("of “{collection}”", collection=rule.base))
    if rule.type:
        parts.append(sentence("of the type “{type}”", type=known(topic(rule.type))))
    if rule.period:
        parts.append(partial(when, rule.period))
    if rule.actor:
        parts.append(sentence("in which {actor} takes part", actor=rule.actor))
    facts = sentence("Facts {which}", which=_row(parts)) if parts else sentence("Facts")
    match rule.standing:
        case "":
            return sentence("{facts}.", facts=facts)
        case Standing.ESTABLISHED:
            return sentence("{facts}, only established ones.", facts=facts)
        case Standing.REPORTED:
            return sentence("{facts}, only reported ones.", facts=facts)
        case Standing.CLAIMED:
            return sentence("{facts}, only claimed ones.", facts=facts)
        case Standing.CONTESTED:
            return sentence("{facts}, only contested ones.", facts=facts)
    return sentence("{facts}, only praise and opinion.", facts=facts)


def _row(parts: list[Value]) -> Value:
    """What is asked of facts, one after the other."""
    first, *others = parts
    return sentence("{first} {others}", first=first, others=_row(others)) if others else first
