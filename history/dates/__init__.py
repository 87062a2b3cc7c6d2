"""Dates of history: what is written (EDTF), which days it means, how two relate, and how people read it."""

from history.dates.days import civil, day_number
from history.dates.edtf import parse
from history.dates.noted import is_julian, otherwise
from history.dates.reading import lacks_digit, read, year_text
from history.dates.units import coarsened, containing
from history.dates.value import (
    OPEN_FUTURE,
    OPEN_PAST,
    DateError,
    HistoricalDate,
    Precision,
    Relation,
    days_between,
    relate,
)
from history.dates.wording import say, unit_question, when

__all__ = [
    "OPEN_FUTURE",
    "OPEN_PAST",
    "DateError",
    "HistoricalDate",
    "Precision",
    "Relation",
    "civil",
    "coarsened",
    "containing",
    "day_number",
    "days_between",
    "is_julian",
    "lacks_digit",
    "otherwise",
    "parse",
    "read",
    "relate",
    "say",
    "unit_question",
    "when",
    "year_text",
]
