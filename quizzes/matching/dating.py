"""The year that is said about a title: Mutual Defense Treaty of 1953, 1953년 한미상호방위조약."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from .fit import Fit, KnownName, Match, Overlooked

_YEAR = re.compile(
    r"[\s,]*(?:\b(?:of|from|in|signed|от|подписанн\w+|в)\s+)*[(\[]?(?<![\d/.])(?P<year>1[5-9]\d\d|20\d\d)(?![\d/])"
    r"\s*(?:года|году|год|г\.?|년도?의?)?(?![^\W\d_])[)\]]?[\s,]*",
    re.IGNORECASE,
)


def without_year(text: str) -> tuple[str, str]:
    """A title without the one year that is said about it, and that year; both empty where there is none.

    >>> without_year("Mutual Defense Treaty (1953)"), without_year("1961년 조약"), without_year("1950-1953")
    (('Mutual Defense Treaty', '1953'), ('조약', '1961'), ('', ''))
    """
    found = list(_YEAR.finditer(text))
    if len(found) != 1:
        return "", ""
    rest = f"{text[: found[0].start()]} {text[found[0].end() :]}".strip()
    return (rest, found[0]["year"]) if rest else ("", "")


def dated(found: Match, year: str, own: Iterable[KnownName]) -> Match | None:
    """The match of a title with a year about it, by the match of the title alone; None if that is wrong.

    A year that is not known to be the title's own makes nothing right: it is asked again.
    """
    if not found.right:
        return found if found.fit is Fit.PART else None
    if any(year in name.years for name in own):
        return replace(found, fit=Fit.SLIP, overlooked=found.overlooked or Overlooked.ABOUT)
    return Match(fit=Fit.FULLER, name=found.name)
