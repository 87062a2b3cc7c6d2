"""What is known of a date beyond the unit that a question asks for: the bank keeps it with the question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from history.dates import HistoricalDate, parse


@dataclass(frozen=True, slots=True)
class Told:
    """A date that somebody gives, by the name of who or what it is."""

    date: HistoricalDate
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What a typed date is held against besides the right answer.

    exact: the date as exact as the source has it, where the question asks for a coarser unit; noted: the same
    day in another calendar or by other clocks, as a note says; printed: wrong values that real pages print;
    held: what others hold where the sources disagree.
    """

    exact: HistoricalDate | None = None
    noted: tuple[HistoricalDate, ...] = ()
    printed: tuple[Told, ...] = ()
    held: tuple[Told, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As it is kept; what there is nothing of is left out."""
        data = {
            "exact": self.exact.edtf if self.exact else None,
            "noted": [date.edtf for date in self.noted],
            "printed": [{"date": told.date.edtf, "by": told.by} for told in self.printed],
            "held": [{"date": told.date.edtf, "by": told.by} for told in self.held],
        }
        return {name: value for name, value in data.items() if value}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Recorded:
        return cls(
            exact=parse(data["exact"]) if data.get("exact") else None,
            noted=tuple(parse(edtf) for edtf in data.get("noted", ())),
            printed=_told(data.get("printed", ())),
            held=_told(data.get("held", ())),
        )


def _told(entries: list[dict[str, str]]) -> tuple[Told, ...]:
    return tuple(Told(parse(entry["date"]), entry["by"]) for entry in entries)


NOTHING_RECORDED = Recorded()
