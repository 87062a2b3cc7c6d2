"""What a fact's row keeps so that it is found by index: worked out here and nowhere else.

The clues and spans that stand in tables of their own are those of `history.clues`.
"""

from __future__ import annotations

from typing import TypedDict

from history.clues import title_of
from history.dates.value import OPEN_FUTURE, OPEN_PAST
from history.facts import PRESENT_ROLES, Fact, FactKind


class Derived(TypedDict):
    title_key: str
    earliest: int | None
    latest: int | None


def derived(fact: Fact) -> Derived:
    """The derived columns: the folded printed title, and the bounds of the primary date as day numbers.

    The bounds are None where the fact has no primary date.
    """
    primary = fact.primary
    return Derived(
        title_key=title_of(fact),
        earliest=primary.date.earliest if primary else None,
        latest=primary.date.latest if primary else None,
    )


def acted(fact: Fact, role: str) -> tuple[int, int] | tuple[None, None]:
    """First and last day of a fact in which somebody took part in this role, None where they are open."""
    primary = fact.primary
    if role not in PRESENT_ROLES or fact.kind == FactKind.STATEMENT or primary is None:
        return None, None
    days = primary.date.earliest, primary.date.latest
    return days if days[0] > OPEN_PAST and days[1] < OPEN_FUTURE else (None, None)
