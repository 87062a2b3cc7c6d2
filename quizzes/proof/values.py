"""The three values of truth."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Truth(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    UNKNOWN = "unknown"


def agreed(found: Iterable[Truth]) -> Truth:
    """What all say alike; UNKNOWN where they differ, or where nobody says anything."""
    values = set(found)
    return values.pop() if len(values) == 1 else Truth.UNKNOWN
