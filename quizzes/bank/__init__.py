"""Deeds on the question bank: make, refresh and withdraw questions when facts change.

writing.py writes rows; remaking.py judges the questions of some facts where they stand, batches.py those of
a whole base. following.py hears of every change of facts: touching.py finds which questions of others it
touches, tables.py takes answers back that are gone, staleness.py marks what must wait, watching.py tells
whoever made the change what became of them.
"""

from .batches import BATCH, make_all
from .following import GONE, refresh, reprove
from .remaking import make
from .staleness import mark_stale
from .tables import break_up
from .touching import touched_by
from .watching import Moves, watched
from .writing import NOT_CARRIED, given_json, write

__all__ = [
    "BATCH",
    "GONE",
    "NOT_CARRIED",
    "Moves",
    "break_up",
    "given_json",
    "make",
    "make_all",
    "mark_stale",
    "refresh",
    "reprove",
    "touched_by",
    "watched",
    "write",
]
