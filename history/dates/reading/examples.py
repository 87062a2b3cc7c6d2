"""Dates that a refusal gives as examples, in the language of whoever reads it.

They are the same whatever was asked, so that they tell nothing, and dates of no event that many ask for.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from history.dates.edtf import parse
from history.dates.wording import say


def told(edtf: str) -> Callable[[str], str]:
    """What stands in the gap of a sentence for a date: its words in the language of the sentence."""
    return partial(say, parse(edtf))


FIGURES = "1872-08-09"
DAY, MONTH, YEAR, CENTURY = told(FIGURES), told("1872-08"), told("1872"), told("18XX")
DAYS, MONTHS = told("1872-08-01/1872-08-07"), told("1872-08/1872-09")
UNTIL = told("../1872")
YEAR_BEFORE, YEAR_OF_OURS = told("-0086"), told("0087")
