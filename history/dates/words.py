"""What a language must say to put dates into words: templates and names, no grammar in code.

Templates are `str.format` texts. A language with cases fills the same slots with other endings: that is why
months, years and whole dates are asked for once for each place in which they may stand.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from history.dates.value import Precision


@dataclass(frozen=True, slots=True)
class Era:
    """One template a part of the calendar, with {n}, a year counted from 1 or backwards from 1."""

    modern: str  # year 1000 and later
    early: str  # years 1 to 999
    before: str  # before the common era


@dataclass(frozen=True, slots=True)
class EraRange:
    """The same for two years of one part, with {start} and {end} as bare figures."""

    modern: str
    early: str
    before: str
    across: str  # whole years, each with its own era: {first} and {last} as in `name`, {start} and {end}


@dataclass(frozen=True, slots=True)
class Forms:
    """A plain date in one place of a sentence."""

    months: tuple[str, ...]  # twelve, before a year
    months_of_day: tuple[str, ...]  # twelve, beside a day
    seasons: tuple[str, ...]  # spring, summer, autumn, winter
    day: str  # {day} {month} {year}
    month: str  # {month} {year}
    season: str  # {season} {year}
    winter: str  # {season} {years}: a winter lies in two years
    winter_years: EraRange
    year: Era  # a year alone
    year_of: Era  # the {year} of a day, month or season
    decade: Era  # {n} is its first year
    century: Era  # {n} is an ordinal from Words.ordinal
    years: EraRange  # decades and centuries without a common name
    approximate: str  # {date} in this form, {name} as in Words.name, {start} as in Words.start
    uncertain: str
    both: str


@dataclass(frozen=True, slots=True)
class Ranges:
    """Intervals: {first} and {last} are dates as in `name`, {start} and {end} as in `start`, `end`."""

    any: str
    years: EraRange
    days_of_month: str  # {start_day} {end_day} {month} {year}
    days_of_year: str  # {start_day} {start_month} {end_day} {end_month} {year}
    since: str  # open end
    until: str  # open start
    end_unknown: str
    start_unknown: str


@dataclass(frozen=True, slots=True)
class Sets:
    """Members of a set and how they are joined."""

    comma: str  # between all but the last two
    either: str  # before the last of a one-of set
    both: str  # before the last of an all-of set
    between: str  # a range in a one-of set, {first} {last} or {start} {end}
    or_earlier: str  # {date}
    or_later: str
    particle_last: bool = False  # what makes a date an adverb stands behind the last member alone


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Everything one language needs."""

    name: Forms  # alone, as an option or in a list
    when: Forms  # as an adverb: "on 17 March 1949"
    start: Forms  # after "from" or "since"
    end: Forms  # after "to" or "until"
    name_ranges: Ranges
    when_ranges: Ranges
    sets: Sets
    ordinal: Callable[[int], str]  # of a century, from 1
    figure: Callable[[int], str]  # a year's number, from 1 to ten to the twelfth
    questions: Mapping[Precision, str]  # the opening of a question that asks for this unit
    across: Forms | None = None  # the end of a range that begins before the common era, if it needs its era
