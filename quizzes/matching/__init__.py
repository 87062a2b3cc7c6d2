"""Typed names: whether a text is one of the accepted spellings, and what is forgiven to whom.

`match_name` takes a text, the accepted spellings and the other known names, as plain strings or, with their
bearers, as `KnownName`, and gives a `Match`: its `fit`, which accepted `name` it was taken for and whose name
that is, which `other` it is or could be, and what was `overlooked`.
"""

from __future__ import annotations

from .fit import Fit, KnownName, Match, Overlooked, known_names, with_kinds
from .keys import NEAR, Existence, Probes, probes_for
from .names import match_name
from .narrowing import Likeness, likeness
from .readings import core
from .scripts import is_latin
from .spelling import forgiven

__all__ = [
    "NEAR",
    "Existence",
    "Fit",
    "KnownName",
    "Likeness",
    "Match",
    "Overlooked",
    "Probes",
    "core",
    "forgiven",
    "is_latin",
    "known_names",
    "likeness",
    "match_name",
    "probes_for",
    "with_kinds",
]
