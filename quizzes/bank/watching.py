"""Which questions of other facts a change withdrew or brought back, for whoever makes it and is watching."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from quizzes.models import BankQuestion
from quizzes.questions import Kind

State = BankQuestion.State
Asked = dict[tuple[int, str], str]
"""The state of what is asked of facts, by (row number of the fact, facet); any order is the same."""


@dataclass(frozen=True, slots=True)
class Moves:
    """What questions of other facts were before the first change that was watched, and after the last."""

    before: Asked = field(default_factory=dict)
    after: Asked = field(default_factory=dict)

    def withdrawn(self) -> list[tuple[int, str]]:
        """What was asked and is withheld now."""
        return self._from_to(State.LIVE, State.WITHHELD)

    def waiting(self) -> list[tuple[int, str]]:
        """What was asked and waits to be proved again."""
        return self._from_to(State.LIVE, State.STALE)

    def back(self) -> list[tuple[int, str]]:
        """What was withheld, or waited, and is asked now."""
        return [each for held in (State.WITHHELD, State.STALE) for each in self._from_to(held, State.LIVE)]

    def _from_to(self, one: str, other: str) -> list[tuple[int, str]]:
        return [name for name, state in self.before.items() if state == one and self.after[name] == other]


_watched: ContextVar[Moves | None] = ContextVar("moves of the bank", default=None)


@contextmanager
def watched() -> Iterator[Moves]:
    """Note what happens to the questions of other facts by all changes that are made inside."""
    token = _watched.set(Moves())
    try:
        yield _watched.get() or Moves()
    finally:
        _watched.reset(token)


@contextmanager
def noted(facts: Iterable[int]) -> Iterator[None]:
    """Note, if anybody watches, what happens inside to the questions of some facts that a change touches."""
    moves = _watched.get()
    if moves is None:
        yield
        return
    pks = sorted(facts)
    moves.before.update({name: state for name, state in _states(pks).items() if name not in moves.before})
    yield
    after = _states(pks)
    moves.after.update({name: after.get(name, State.WITHHELD) for name in moves.before if name[0] in pks})


def _states(pks: list[int]) -> Asked:
    found: Asked = {}
    rows = BankQuestion.objects.filter(fact__in=pks).order_by("pk")
    for fact, kind, facet, state in rows.values_list("fact", "kind", "facet", "state"):
        name = fact, Kind.ORDER.value if kind == Kind.ORDER else facet
        if state != State.WITHHELD or name not in found:
            found[name] = state
    return found
