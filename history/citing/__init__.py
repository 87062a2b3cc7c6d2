"""A source as a bibliography entry: APA 7, Chicago 18 and MLA 9, and CSL-JSON for other programs."""

from collections.abc import Mapping
from typing import Protocol

from history.citing import apa, chicago, mla
from history.citing.csl import csl_json
from history.citing.record import TYPE_BY_KIND, CslName, Dated, Record
from history.citing.runs import Run, Runs, plain

__all__ = [
    "STYLES",
    "TYPE_BY_KIND",
    "CslName",
    "Dated",
    "Record",
    "Run",
    "Runs",
    "Style",
    "cite",
    "csl_json",
    "note",
    "plain",
]


class Style(Protocol):
    def __call__(self, record: Record, *, locator: str = "") -> Runs: ...


STYLES: Mapping[str, Style] = {"apa": apa.cite, "chicago": chicago.cite, "mla": mla.cite}

note = chicago.note


def cite(record: Record, *, style: str = "chicago", locator: str = "") -> Runs:
    """The entry of `record` in one of STYLES. Raises ValueError for a style that is not among them."""
    if style not in STYLES:
        raise ValueError(f"A citation style is one of {', '.join(STYLES)}; {style!r} is not.")
    return STYLES[style](record, locator=locator)
