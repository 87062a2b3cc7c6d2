"""Calendar units: the day, month, season, year, decade or century that holds a whole date."""

from history.dates.days import civil
from history.dates.edtf import parse
from history.dates.value import HistoricalDate, Precision

FOUR_DIGITS = 9999

# from fine to coarse; a season is no step of this ladder, as it cuts across years
LADDER = (Precision.DAY, Precision.MONTH, Precision.YEAR, Precision.DECADE, Precision.CENTURY)


def coarsened(date: HistoricalDate, precision: Precision) -> HistoricalDate | None:
    """The one calendar unit of that precision that holds all inner days of the date; None if none does.

    The unit is plain, without the date's ~ or ?. INTERVAL and SET are no units and give None, as do open
    dates and decades and centuries of years with more than four digits, for which EDTF has no text. Year 0
    (1 BCE) alone belongs to -000X and -00XX, the decade and century before the common era.
    """
    if date.is_open:
        return None
    text = _unit(precision, civil(date.earliest), civil(date.latest))
    return parse(text) if text else None


def containing(date: HistoricalDate) -> HistoricalDate | None:
    """The finest of day, month, year, decade and century that holds the whole date; None if none does."""
    units = (coarsened(date, precision) for precision in LADDER)
    return next((unit for unit in units if unit), None)


def years_as_unit(first: int, last: int) -> str:
    """The EDTF text of the decade or century from one astronomical year to another; "" if there is none."""
    size = last - first + 1
    return (_masked(first, last, size) if size in (10, 100) else None) or ""


def _unit(precision: Precision, first: tuple[int, int, int], last: tuple[int, int, int]) -> str | None:
    year, month, day = first
    match precision:
        case Precision.DAY if first == last:
            return f"{_year(year)}-{month:02}-{day:02}"
        case Precision.MONTH if first[:2] == last[:2]:
            return f"{_year(year)}-{month:02}"
        case Precision.SEASON if _season(first) == _season(last):
            year, season = _season(first)
            return f"{_year(year)}-{season}"
        case Precision.YEAR if year == last[0]:
            return _year(year)
        case Precision.DECADE:
            return _masked(year, last[0], 10)
        case Precision.CENTURY:
            return _masked(year, last[0], 100)
    return None


def _year(year: int) -> str:
    if abs(year) > FOUR_DIGITS:
        return f"Y{year}"
    return f"{year:05}" if year < 0 else f"{year:04}"


def _season(civil_day: tuple[int, int, int]) -> tuple[int, int]:
    """(year, EDTF season); January and February belong to the winter of the year before."""
    year, month, _ = civil_day
    return (year, 20 + month // 3) if month >= 3 else (year - 1, 24)


def _masked(first: int, last: int, size: int) -> str | None:
    # X stands for digits of the written year, so before year 0 the units count away from it
    if last <= 0:
        sign, least, most = "-", -last, -first
    elif first >= 0:
        sign, least, most = "", first, last
    else:
        return None
    if least // size != most // size or most > FOUR_DIGITS:
        return None
    return f"{sign}{least // 10:03}X" if size == 10 else f"{sign}{least // 100:02}XX"
