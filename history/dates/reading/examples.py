"""Dates that a refusal gives as examples, in the language of whoever reads it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from history.dates.edtf import parse
from history.dates.wording import say


def told(edtf: str) -> Callable[[str], str]:
    """What stands in the gap of a sentence for a date: its words in the language of the sentence."""
    return partial(say, parse(edtf))


DAY, MONTH, YEAR = told("1949-03-17"), told("1949-03"), told("1949")
YEAR_BEFORE, YEAR_OF_OURS = told("-0043"), told("0044")
