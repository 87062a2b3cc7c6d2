"""Ways to print a title: alone, and with remarks that tell it from others of the same name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from itertools import combinations

from history.facts import Fact, Given
from quizzes.generators.particulars import Particular, particulars

MOST_REMARKS = 2

Adds = Callable[[Given], Given]


def ways(fact: Fact, title: str, *, without: Collection[str] = ()) -> Iterator[tuple[str, Adds]]:
    """The title as printed and what the remarks add to what is given, the shortest first.

    `without` names what must not be told because it is asked, or told anyway: "actors", "place", "date".
    """
    yield title, lambda given: given
    remarks = particulars(fact, without=without, title=title)
    for number in range(1, MOST_REMARKS + 1):
        for chosen in combinations(remarks, number):
            yield _told(title, chosen), _adding(chosen)


def _told(title: str, chosen: tuple[Particular, ...]) -> str:
    return f"{title.rstrip('. ')} ({'; '.join(each.text for each in chosen)})"


def _adding(chosen: tuple[Particular, ...]) -> Adds:
    def adds(given: Given) -> Given:
        for each in chosen:
            given = each.given(given)
        return given

    return adds
