"""Fact bases that never were, as nasty as real ones: one module each, a pure function of seed and size."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import battles, compilers, museum, peace, periods, states, terms

Base = dict[str, Any]

BASES: dict[str, Callable[[int, int], Base]] = {
    "compilers": compilers.base,
    "terms": terms.base,
    "states": states.base,
    "peace": peace.base,
    "battles": battles.base,
    "museum": museum.base,
    "periods": periods.base,
}
