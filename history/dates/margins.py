"""How far "about" and "perhaps" reach: the margins of ~ and ? (their sum, %, reaches no farther).

| precision | margin on each side |
|---|---|
| day | 7 days |
| month, season | 62 days |
| year | 2 years from 1900, 5 from 1500, 10 from year 0, 50 from -1000, 100 before |
| decade | as a year, at least 10 years |
| century | as a year, at least 50 years |
"""

from history.dates.days import civil, day_number
from history.dates.value import Precision, Span

_MARGIN_DAYS = {Precision.DAY: 7, Precision.MONTH: 62, Precision.SEASON: 62}
_LEAST_YEARS = {Precision.YEAR: 0, Precision.DECADE: 10, Precision.CENTURY: 50}
_YEARS_FROM = ((1900, 2), (1500, 5), (0, 10), (-1000, 50))
_YEARS_BEFORE_ALL = 100


def widened(precision: Precision, span: Span) -> Span:
    """The span of a plain date, widened on both sides; a decade or century takes its first year's margin."""
    earliest, latest = span
    if precision in _MARGIN_DAYS:
        days = _MARGIN_DAYS[precision]
        return earliest - days, latest + days
    first_year, last_year = civil(earliest)[0], civil(latest)[0]
    years = max(_LEAST_YEARS[precision], _years_around(first_year))
    # whole calendar years: 1949~ reaches from 1 January 1947 to 31 December 1951
    return day_number(first_year - years, 1, 1), day_number(last_year + years, 12, 31)


def _years_around(year: int) -> int:
    return next((years for since, years in _YEARS_FROM if year >= since), _YEARS_BEFORE_ALL)
