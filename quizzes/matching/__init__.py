"""Typed names: whether a text is one of the accepted spellings, and what is forgiven to whom."""

from __future__ import annotations

from .fit import Fit
from .names import core, forgiven, match_name

__all__ = ["Fit", "core", "forgiven", "match_name"]
