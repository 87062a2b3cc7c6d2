"""Dates in Korean: the year first, and what it is for after it."""

from dataclasses import replace

from history.dates.value import Precision
from history.dates.words import Era, EraRange, Forms, Ranges, Sets, Words

_MONTHS = tuple(f"{month}월" for month in range(1, 13))


def _era(words: str) -> Era:
    return Era(modern=words, early=f"서기 {words}", before=f"기원전 {words}")


_YEAR = _era("{n}년")
_YEARS = EraRange(
    modern="{start}–{end}년",
    early="서기 {start}–{end}년",
    before="기원전 {start}–{end}년",
    across="{first} – {last}",
)

_NAME = Forms(
    months=_MONTHS,
    months_of_day=_MONTHS,
    seasons=("봄", "여름", "가을", "겨울"),
    day="{year} {month} {day}일",
    month="{year} {month}",
    season="{year} {season}",
    winter="{years} {season}",
    winter_years=_YEARS,
    year=_YEAR,
    year_of=_YEAR,
    decade=_era("{n}년대"),
    century=_era("{n}세기"),
    years=_YEARS,
    approximate="{date}경",
    uncertain="{date}(추정)",
    both="{date}경(추정)",
)


def _named(era: Era) -> Era:
    return replace(era, modern=era.early)


_ACROSS = replace(
    _NAME,
    winter_years=replace(_YEARS, modern=_YEARS.early),
    year=_named(_NAME.year),
    year_of=_named(_NAME.year_of),
    decade=_named(_NAME.decade),
    century=_named(_NAME.century),
    years=replace(_YEARS, modern=_YEARS.early),
)
"""After 기원전, which would hold for the end of the range as well."""

_WHEN = replace(
    _NAME,
    day="{year} {month} {day}일에",
    month="{year} {month}에",
    season="{year} {season}에",
    winter="{years} {season}에",
    year=_era("{n}년에"),
    decade=_era("{n}년대에"),
    century=_era("{n}세기에"),
    years=replace(
        _YEARS,
        modern="{start}–{end}년에",
        early="서기 {start}–{end}년에",
        before="기원전 {start}–{end}년에",
        across="{first}부터 {last} 사이에",
    ),
    approximate="{name}경에",
    uncertain="{name}에(추정)",
    both="{name}경에(추정)",
)

_NAME_RANGES = Ranges(
    any="{first} – {last}",
    years=_YEARS,
    days_of_month="{year} {month} {start_day}–{end_day}일",
    days_of_year="{year} {start_month} {start_day}일 – {end_month} {end_day}일",
    since="{start}부터",
    until="{end}까지",
    end_unknown="{start}부터, 끝은 알 수 없음",
    start_unknown="{end}까지, 시작은 알 수 없음",
)

_WHEN_RANGES = replace(
    _NAME_RANGES,
    any="{first}부터 {last}까지",
    years=replace(
        _YEARS,
        modern="{start}년부터 {end}년까지",
        early="서기 {start}년부터 서기 {end}년까지",
        before="기원전 {start}년부터 기원전 {end}년까지",
        across="{first}부터 {last}까지",
    ),
    days_of_month="{year} {month} {start_day}일부터 {end_day}일까지",
    days_of_year="{year} {start_month} {start_day}일부터 {end_month} {end_day}일까지",
    end_unknown="{start}부터 알 수 없는 때까지",
    start_unknown="알 수 없는 때부터 {end}까지",
)

KOREAN = Words(
    name=_NAME,
    when=_WHEN,
    start=_NAME,
    end=_NAME,
    name_ranges=_NAME_RANGES,
    when_ranges=_WHEN_RANGES,
    sets=Sets(
        comma=", ",
        either=" 또는 ",
        both=" 및 ",
        between="{first}부터 {last} 사이의 어느 때",
        or_earlier="{date} 또는 그 이전",
        or_later="{date} 또는 그 이후",
        particle_last=True,
    ),
    ordinal=str,
    figure=str,
    questions={
        Precision.DAY: "며칠에",
        Precision.MONTH: "몇 년 몇 월에",
        Precision.SEASON: "몇 년 어느 계절에",
        Precision.YEAR: "몇 년에",
        Precision.DECADE: "몇 년대에",
        Precision.CENTURY: "몇 세기에",
        Precision.INTERVAL: "언제부터 언제까지",
        Precision.SET: "언제",
    },
    across=_ACROSS,
)
