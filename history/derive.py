"""What a fact's row keeps so that it is found by index: worked out here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypedDict

from history.dates import HistoricalDate
from history.facts import PRIMARY_ROLES
from history.names import title_key


class Dated(Protocol):
    """A date of a fact in one role: the row and the frozen value both are."""

    @property
    def role(self) -> str: ...

    @property
    def date(self) -> HistoricalDate: ...


class Derived(TypedDict):
    title_key: str
    earliest: int | None
    latest: int | None


def derived(printed_title: str, names: Iterable[str], dates: Iterable[Dated]) -> Derived:
    """The derived columns of a fact.

    `names` are all spellings that the printed title may use for the fact's own actors and places
    (`history.factbase.words_of`); `earliest` and `latest` are the bounds of the primary date as day
    numbers, None where the fact has no primary date.
    """
    dated = list(dates)
    primary = next((each.date for role in PRIMARY_ROLES for each in dated if each.role == role), None)
    return Derived(
        title_key=title_key(printed_title, names),
        earliest=primary.earliest if primary else None,
        latest=primary.latest if primary else None,
    )
