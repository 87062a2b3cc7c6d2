"""Dates as people read them: every word is the language's own (`history.dates.words`), here is the choice.

No wording claims more or less than the date: there is no year 0, 19XX is called the 20th century by custom
although it runs from 1900 to 1999, and units without a true common name are given by their first and last
year, such as "50–41 BCE" (-004X), "1900–1909" (190X) or "1 BCE – 99 CE" (00XX).
"""

from history.dates.days import civil
from history.dates.edtf import Ends, ends, members
from history.dates.english import ENGLISH
from history.dates.korean import KOREAN
from history.dates.russian import RUSSIAN
from history.dates.value import HistoricalDate, Precision
from history.dates.words import Era, EraRange, Forms, Ranges, Words

CLEAR_ALONE = 100
"""The first year that is known for a year by its number: "1–1868" is not clear, "1 CE – 1868" is."""

# Languages are added here; one that is missing is worded in English.
LANGUAGES: dict[str, Words] = {"en": ENGLISH, "ru": RUSSIAN, "ko": KOREAN}


def say(date: HistoricalDate, language: str = "en") -> str:
    """The date by itself: "17 March 1949", "the 1940s", "c. 1500", "19–20 July 2000"."""
    words = _words(language)
    return _phrase(date, words, words.name, words.name_ranges)


def when(date: HistoricalDate, language: str = "en") -> str:
    """The date as part of a sentence: "on 17 March 1949", "in the 1940s", "about 1500"."""
    words = _words(language)
    return _phrase(date, words, words.when, words.when_ranges)


def unit_question(precision: Precision, language: str = "en") -> str:
    """How a question for a date of this precision opens: "On which date", "In which year"."""
    return _words(language).questions[precision]


def _words(language: str) -> Words:
    return LANGUAGES.get(language, ENGLISH)


def _phrase(date: HistoricalDate, words: Words, forms: Forms, ranges: Ranges) -> str:
    if date.precision is Precision.INTERVAL:
        return _interval(date, words, forms, ranges)
    if date.precision is Precision.SET:
        return _set(date, words, forms, ranges)
    return _plain(date, words, forms)


def _plain(date: HistoricalDate, words: Words, forms: Forms) -> str:
    bare = _bare(date, words, forms)
    if not (date.approximate or date.uncertain):
        return bare
    if date.approximate and date.uncertain:
        template = forms.both
    else:
        template = forms.approximate if date.approximate else forms.uncertain
    return template.format(
        date=bare, name=_bare(date, words, words.name), start=_bare(date, words, words.start)
    )


def _bare(date: HistoricalDate, words: Words, forms: Forms) -> str:
    year, month, day = civil(date.earliest)
    match date.precision:
        case Precision.DAY:
            month_name = forms.months_of_day[month - 1]
            return forms.day.format(day=day, month=month_name, year=_year(year, words, forms.year_of))
        case Precision.MONTH:
            return forms.month.format(month=forms.months[month - 1], year=_year(year, words, forms.year_of))
        case Precision.SEASON:
            return _season(year, month, words, forms)
        case Precision.YEAR:
            return _year(year, words, forms.year)
        case _:
            return _named_years(date, words, forms)


def _season(year: int, month: int, words: Words, forms: Forms) -> str:
    season = forms.seasons[month // 3 - 1]
    if month < 12:
        return forms.season.format(season=season, year=_year(year, words, forms.year_of))
    return forms.winter.format(season=season, years=_years(year, year + 1, words, forms.winter_years))


def _named_years(date: HistoricalDate, words: Words, forms: Forms) -> str:
    first, last = civil(date.earliest)[0], civil(date.latest)[0]
    if date.precision is Precision.CENTURY and last <= 0:
        # -00XX is 100 to 1 BCE: exactly the first century before the common era
        return forms.century.before.format(n=words.ordinal(-last // 100 + 1))
    if date.precision is Precision.CENTURY and first > 0:
        return _of(forms.century, first).format(n=words.ordinal(first // 100 + 1))
    # "the 1900s" would also be a century, and before the common era decades are not counted in tens of ours
    if date.precision is Precision.DECADE and first > 0 and first % 100:
        return _of(forms.decade, first).format(n=words.figure(first))
    return _years(first, last, words, forms.years)


def _interval(date: HistoricalDate, words: Words, forms: Forms, ranges: Ranges) -> str:
    first, last = ends(date)
    if first is None or last is None:
        return _half_open(date, words, ranges)
    if first == last:
        return _plain(first, words, forms)
    marked = date.approximate or date.uncertain
    if first.precision is last.precision is Precision.YEAR and not marked:
        return _years(civil(first.earliest)[0], civil(last.earliest)[0], words, ranges.years)
    if first.precision is last.precision is Precision.DAY and not marked:
        (year, month, day), (end_year, end_month, end_day) = civil(first.earliest), civil(last.earliest)
        if year == end_year:
            template = ranges.days_of_month if month == end_month else ranges.days_of_year
            month_name = forms.months_of_day[month - 1]
            return template.format(
                start_day=day,
                end_day=end_day,
                month=month_name,
                start_month=month_name,
                end_month=forms.months_of_day[end_month - 1],
                year=_year(year, words, forms.year_of),
            )
    return _from_to(first, last, words, ranges.any)


def _half_open(date: HistoricalDate, words: Words, ranges: Ranges) -> str:
    first, last = ends(date)
    (known,) = (end for end in (first, last) if end)
    if first:
        template = ranges.since if date.edtf.endswith("..") else ranges.end_unknown
        return template.format(start=_plain(known, words, words.start))
    template = ranges.until if date.edtf.startswith("..") else ranges.start_unknown
    return template.format(end=_plain(known, words, words.end))


def _from_to(first: HistoricalDate, last: HistoricalDate, words: Words, template: str) -> str:
    name, end = _end_forms(civil(first.earliest)[0], civil(last.latest)[0], words)
    return template.format(
        first=_plain(first, words, words.name),
        last=_plain(last, words, name),
        start=_plain(first, words, words.start),
        end=_plain(last, words, end),
    )


def _end_forms(first: int, last: int, words: Words) -> tuple[Forms, Forms]:
    """How the end of a range is said, by itself and after "to"."""
    if words.across and first <= 0 < last:
        return words.across, words.across
    return words.name, words.end


def _set(date: HistoricalDate, words: Words, forms: Forms, ranges: Ranges) -> str:
    one_of = date.edtf.startswith("[")
    *others, last = members(date)
    before = words.name if words.sets.particle_last else forms
    spoken = [_member(pair, words, before, ranges, one_of=one_of) for pair in others]
    spoken.append(_member(last, words, forms, ranges, one_of=one_of))
    if len(spoken) == 1:
        return spoken[0]
    joint = words.sets.either if one_of else words.sets.both
    return words.sets.comma.join(spoken[:-1]) + joint + spoken[-1]


def _member(pair: Ends, words: Words, forms: Forms, ranges: Ranges, *, one_of: bool) -> str:
    first, last = pair
    if first and last:
        if first == last:
            return _plain(first, words, forms)
        return _from_to(first, last, words, words.sets.between if one_of else ranges.any)
    (known,) = (end for end in pair if end)
    if one_of:
        template = words.sets.or_later if first else words.sets.or_earlier
        named = words.name if words.sets.particle_last else forms
        return template.format(date=_plain(known, words, named))
    if first:
        return ranges.since.format(start=_plain(known, words, words.start))
    return ranges.until.format(end=_plain(known, words, words.end))


def _years(first: int, last: int, words: Words, templates: EraRange) -> str:
    if (first > 0) == (last > 0) and not 0 < first < CLEAR_ALONE <= last:
        # the end shows whether the era must be named: 950–1050 is as clear as 1050–1060
        template = _of(templates, last)
        return template.format(start=words.figure(_counted(first)), end=words.figure(_counted(last)))
    name, end = _end_forms(first, last, words)
    return templates.across.format(
        first=_year(first, words, words.name.year),
        last=_year(last, words, name.year),
        start=_year(first, words, words.start.year),
        end=_year(last, words, end.year),
    )


def _year(year: int, words: Words, era: Era) -> str:
    return _of(era, year).format(n=words.figure(_counted(year)))


def _counted(year: int) -> int:
    """The number of the year in its era: astronomical 0 is the first year before the common era."""
    return year if year > 0 else 1 - year


def _of(era: Era | EraRange, year: int) -> str:
    if year <= 0:
        return era.before
    return era.modern if 1000 <= year <= 9999 else era.early
