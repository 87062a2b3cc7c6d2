"""CSL-JSON (schema of CSL 1.0.2), the form that citation managers exchange."""

from typing import Any

from history.citing import dates
from history.citing.names import in_own_script
from history.citing.record import CslName, Dated, Record


def csl_json(record: Record, *, key: str = "") -> dict[str, Any]:
    """One CSL-JSON item; a missing field has no key, `key` becomes the `id` that the schema wants in a list.

    CSL counts years without a year 0: 44 BCE is -44, where EDTF writes -0043. Approximate and uncertain
    dates are both `circa`, for CSL knows one word only; a date that CSL cannot say (a decade, an open end,
    a choice of dates) goes out as `raw` EDTF text.
    """
    fields: dict[str, Any] = {
        "id": key,
        "type": record.type,
        "title": record.title,
        "author": [_name(author) for author in record.authors],
        "container-title": record.container,
        "publisher": record.publisher,
        "issued": _date(record.issued),
        "accessed": _date(record.accessed),
        "volume": record.volume,
        "page": record.pages,
        "URL": record.address,
        "archive": record.archive,
        "language": record.language,
    }
    return {name: value for name, value in fields.items() if value}


def _name(name: CslName) -> dict[str, Any]:
    parts: dict[str, Any] = {
        "family": name.family,
        "given": name.given,
        "literal": name.literal,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
        "static-ordering": bool(name.family_first) or in_own_script(name),
    }
    return {part: value for part, value in parts.items() if value}


def _date(date: Dated | None) -> dict[str, Any]:
    if date is None:
        return {}
    when = dates.read(date.edtf)
    if isinstance(when, dates.Moment) and when.years == 1:
        season = {"season": when.season - 20} if when.season else {}
        return {"date-parts": [_parts(when)], **season, **_circa(when)}
    if isinstance(when, dates.Span) and when.start and when.end and _plain(when.start) and _plain(when.end):
        return {"date-parts": [_parts(when.start), _parts(when.end)], **_circa(when.start, when.end)}
    return {"raw": date.edtf}


def _plain(moment: dates.Moment) -> bool:
    return moment.years == 1 and moment.season is None


def _parts(moment: dates.Moment) -> list[int]:
    year = moment.year if moment.year > 0 else moment.year - 1
    return [year, *(part for part in (moment.month, moment.day) if part)]


def _circa(*moments: dates.Moment) -> dict[str, bool]:
    return {"circa": True} if any(moment.approximate or moment.uncertain for moment in moments) else {}
