"""Tell whoever subscribed which facts changed, inside the same transaction.

This is how questions follow their facts although history knows nothing of quizzes. It is a plain
list of functions and no signal: the deed that changed the facts calls them by name, in order, and
an exception in one undoes the change.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What changed."""

    facts: frozenset[int] = frozenset()
    actors: frozenset[int] = frozenset()
    places: frozenset[int] = frozenset()
    agreements: frozenset[int] = frozenset()
    bulk: bool = False
    """A whole base came in: mark questions stale instead of proving them one by one."""


_subscribers: list[Callable[[Change], None]] = []


def subscribe(function: Callable[[Change], None]) -> None:
    """Have `function` called with every Change; subscribing twice counts once."""
    if function not in _subscribers:
        _subscribers.append(function)


def tell(change: Change) -> None:
    """Tell the subscribers. Must be called inside the transaction that makes the change."""
    for function in _subscribers:
        function(change)
