"""Dates in Russian: months and years in the case that their place in the sentence asks for."""

from dataclasses import replace

from history.dates.value import Precision
from history.dates.words import Era, EraRange, Forms, Ranges, Sets, Words

_MONTHS = tuple("январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split())
_OF_MONTHS = tuple(
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
)
_IN_MONTHS = tuple(
    "январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре".split()
)

_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _era(words: str) -> Era:
    return Era(modern=words, early=f"{words} н. э.", before=f"{words} до н. э.")


def _years(words: str, across: str) -> EraRange:
    return EraRange(modern=words, early=f"{words} н. э.", before=f"{words} до н. э.", across=across)


_OF_YEAR = _era("{n} года")

_NAME = Forms(
    months=_MONTHS,
    months_of_day=_OF_MONTHS,
    seasons=("весна", "лето", "осень", "зима"),
    day="{day} {month} {year}",
    month="{month} {year}",
    season="{season} {year}",
    winter="{season} {years}",
    winter_years=_years("{start}–{end} годов", "{start} – {end}"),
    year=_era("{n} год"),
    year_of=_OF_YEAR,
    decade=_era("{n}-е годы"),
    century=_era("{n} век"),
    years=_years("{start}–{end} годы", "{first} – {last}"),
    approximate="около {start}",
    uncertain="предположительно {date}",
    both="предположительно около {start}",
)

_START = replace(
    _NAME,
    months=_OF_MONTHS,
    seasons=("весны", "лета", "осени", "зимы"),
    year=_OF_YEAR,
    decade=_era("{n}-х годов"),
    century=_era("{n} века"),
    years=_years("{start}–{end} годов", "{first} – {last}"),
)
"""After "с" and "около"."""

_END = replace(_NAME, seasons=("весну", "лето", "осень", "зиму"))
"""After "по"."""

_WHEN = replace(
    _NAME,
    months=_IN_MONTHS,
    seasons=("весной", "летом", "осенью", "зимой"),
    month="в {month} {year}",
    year=_era("в {n} году"),
    decade=_era("в {n}-х годах"),
    century=_era("в {n} веке"),
    years=_years("в {start}–{end} годах", "в период с {start} по {end}"),
)

_NAME_RANGES = Ranges(
    any="{first} – {last}",
    years=_NAME.years,
    days_of_month="{start_day}–{end_day} {month} {year}",
    days_of_year="{start_day} {start_month} – {end_day} {end_month} {year}",
    since="с {start}",
    until="по {end}",
    end_unknown="с {start}, конец неизвестен",
    start_unknown="по {end}, начало неизвестно",
)

_WHEN_RANGES = replace(
    _NAME_RANGES,
    any="с {start} по {end}",
    years=_years("с {start} по {end} год", "с {start} по {end}"),
    days_of_month="с {start_day} по {end_day} {month} {year}",
    days_of_year="с {start_day} {start_month} по {end_day} {end_month} {year}",
    end_unknown="с {start} до неизвестной даты",
    start_unknown="с неизвестной даты по {end}",
)

RUSSIAN = Words(
    name=_NAME,
    when=_WHEN,
    start=_START,
    end=_END,
    name_ranges=_NAME_RANGES,
    when_ranges=_WHEN_RANGES,
    sets=Sets(
        comma=", ",
        either=" или ",
        both=" и ",
        between="в какое-то время с {start} по {end}",
        or_earlier="{date} или ранее",
        or_later="{date} или позднее",
    ),
    ordinal=_roman,
    figure=str,
    questions={
        Precision.DAY: "Какого числа",
        Precision.MONTH: "В каком месяце какого года",
        Precision.SEASON: "В какое время какого года",
        Precision.YEAR: "В каком году",
        Precision.DECADE: "В каком десятилетии",
        Precision.CENTURY: "В каком веке",
        Precision.INTERVAL: "С какого и по какое время",
        Precision.SET: "Когда",
    },
)
