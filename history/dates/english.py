"""Dates in English: day before month, "c." for about, BCE and CE."""

from dataclasses import replace

from history.dates.value import Precision
from history.dates.words import Era, EraRange, Forms, Ranges, Sets, Words

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_YEAR = Era(modern="{n}", early="{n} CE", before="{n} BCE")
_YEARS = EraRange(
    modern="{start}–{end}", early="{start}–{end} CE", before="{start}–{end} BCE", across="{first} – {last}"
)


def _ordinal(number: int) -> str:
    if number % 100 in {11, 12, 13}:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def _figure(year: int) -> str:
    return f"{year:,}" if year > 9999 else str(year)


_NAME = Forms(
    months=_MONTHS,
    months_of_day=_MONTHS,
    seasons=("spring", "summer", "autumn", "winter"),
    day="{day} {month} {year}",
    month="{month} {year}",
    season="{season} {year}",
    winter="{season} {years}",
    winter_years=_YEARS,
    year=_YEAR,
    year_of=_YEAR,
    decade=Era(modern="the {n}s", early="the {n}s CE", before="the {n}s BCE"),
    century=Era(modern="the {n} century", early="the {n} century CE", before="the {n} century BCE"),
    years=_YEARS,
    approximate="c. {date}",
    uncertain="perhaps {date}",
    both="perhaps c. {date}",
)

_WHEN = replace(
    _NAME,
    day="on {day} {month} {year}",
    month="in {month} {year}",
    season="in the {season} of {year}",
    winter="in the {season} of {years}",
    year=Era(modern="in {n}", early="in {n} CE", before="in {n} BCE"),
    decade=Era(modern="in the {n}s", early="in the {n}s CE", before="in the {n}s BCE"),
    century=Era(modern="in the {n} century", early="in the {n} century CE", before="in the {n} century BCE"),
    years=EraRange(
        modern="between {start} and {end}",
        early="between {start} and {end} CE",
        before="between {start} and {end} BCE",
        across="between {start} and {end}",
    ),
    approximate="about {name}",
    uncertain="perhaps {date}",
    both="perhaps about {name}",
)

_NAME_RANGES = Ranges(
    any="{first} – {last}",
    years=_NAME.years,
    days_of_month="{start_day}–{end_day} {month} {year}",
    days_of_year="{start_day} {start_month} – {end_day} {end_month} {year}",
    since="since {start}",
    until="until {end}",
    end_unknown="from {start}, end unknown",
    start_unknown="to {end}, start unknown",
)

_WHEN_RANGES = replace(
    _NAME_RANGES,
    any="from {start} to {end}",
    years=EraRange(
        modern="from {start} to {end}",
        early="from {start} to {end} CE",
        before="from {start} to {end} BCE",
        across="from {start} to {end}",
    ),
    days_of_month="from {start_day} to {end_day} {month} {year}",
    days_of_year="from {start_day} {start_month} to {end_day} {end_month} {year}",
    end_unknown="from {start} to an unknown date",
    start_unknown="from an unknown date to {end}",
)

ENGLISH = Words(
    name=_NAME,
    when=_WHEN,
    start=_NAME,
    end=_NAME,
    name_ranges=_NAME_RANGES,
    when_ranges=_WHEN_RANGES,
    sets=Sets(
        comma=", ",
        either=" or ",
        both=" and ",
        between="some time between {first} and {last}",
        or_earlier="{date} or earlier",
        or_later="{date} or later",
    ),
    ordinal=_ordinal,
    figure=_figure,
    questions={
        Precision.DAY: "On which date",
        Precision.MONTH: "In which month and year",
        Precision.SEASON: "In which season of which year",
        Precision.YEAR: "In which year",
        Precision.DECADE: "In which decade",
        Precision.CENTURY: "In which century",
        Precision.INTERVAL: "From when to when",
        Precision.SET: "When",
    },
)
