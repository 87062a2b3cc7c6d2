"""What people type for a year, beside the strict text of EDTF."""

from __future__ import annotations

import re

from history.dates.edtf import NoEdtf, parse
from history.dates.value import DateError, HistoricalDate

_year_alone = re.compile(
    r"(?:(?P<before>AD|CE)\s*)?(?P<year>-?[0-9]{1,13})\s*(?P<after>BCE?|B\.C\.(?:E\.)?|CE|AD)?", re.I
).fullmatch


def year_text(year: int) -> str:
    """An astronomical year (0 is 1 BCE) in EDTF."""
    if abs(year) > 9999:
        return f"Y{year}"
    return f"{year:05}" if year < 0 else f"{year:04}"


def read(text: str) -> HistoricalDate:
    """A year as people write it (“476”, “44 BCE”, “AD 14”; -43 is 44 BCE), or any date in EDTF.

    Raises:
        DateError: it is neither; the sentence says what to write.
    """
    text = " ".join(text.split())
    found = _year_alone(text.replace(",", ""))
    if found is None:
        return _parsed(text)
    year, eras = int(found["year"]), [era for era in (found["before"], found["after"]) if era]
    before_ours = any(era.upper().startswith("B") for era in eras)
    if before_ours and found["before"]:
        raise DateError(f"“{text}” names two eras: write 44 BCE or 44 CE.")
    if year < 0:
        if eras:
            raise DateError(f"“{text}” counts back twice: write 44 BCE, or -43 without an era.")
        return parse(year_text(year))
    if year == 0 and found["year"] != "0000":
        raise DateError("There is no year 0: write 1 BCE or 1 CE.")
    return parse(year_text(1 - year if before_ours else year))


def _parsed(text: str) -> HistoricalDate:
    try:
        return parse(text)
    except NoEdtf as error:
        shown = text if len(text) <= 40 else f"{text[:40]}…"
        raise DateError(
            f"“{shown}” is not a date this form can read: write 1950, 1950-06 or 1950-06-25, "
            "and 44 BCE for years before our era."
        ) from error
