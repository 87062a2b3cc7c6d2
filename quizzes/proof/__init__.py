"""Exactly one option is right under the whole fact base, or why not.

Truth has three values. An option is RIGHT or WRONG only where the fact base decides it; what is merely
absent is UNKNOWN. The proof shares no judgement with the generators: it reads what the stem prints
(`given`) and asks the base anew which facts a student could mean.

truth.py says what is right, a module for each kind of answer; stem.py what a stem must not print;
judging.py puts them together.
"""

from .judging import Certain, Proved, certain, collide, provably_wrong, prove, with_pool
from .truth import TITLES, truth
from .values import Truth

__all__ = [
    "TITLES",
    "Certain",
    "Proved",
    "Truth",
    "certain",
    "collide",
    "provably_wrong",
    "prove",
    "truth",
    "with_pool",
]
