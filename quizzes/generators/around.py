"""What is worked out once of the facts among which one takes its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from history.factbase import FactBase
from history.facts import Fact

Made = TypeVar("Made")


class Around(Generic[Made]):
    """What `make` makes of `FactBase.around` a fact, kept as long as these are the same facts."""

    def __init__(self, make: Callable[[Sequence[Fact]], Made]) -> None:
        self._make = make
        self._kept: WeakKeyDictionary[FactBase, tuple[Sequence[Fact], Made]] = WeakKeyDictionary()

    def __call__(self, fact: Fact, base: FactBase) -> Made:
        facts = base.around(fact)
        kept = self._kept.get(base)
        if kept is None or kept[0] is not facts:
            kept = self._kept[base] = facts, self._make(facts)
        return kept[1]
