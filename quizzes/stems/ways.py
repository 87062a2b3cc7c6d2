"""Ways to print a title: alone, and with remarks that tell it from others of the same name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from itertools import combinations

from history.factbase import FactBase
from history.facts import Fact, Given
from history.names import fold
from quizzes.questions import Option, Question
from quizzes.stems.particulars import Particular, particulars

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


def then_with_others(
    asked: Iterable[Question], base: FactBase, answers: Callable[[Fact], Iterable[Option]]
) -> Iterator[Question]:
    """The ways to ask it alone; at last the plainest, with whatever else is as right.

    `answers` are the right answers of another fact that the stem fits. They join the key and are never
    offered beside it.
    """
    first: Question | None = None
    for question in asked:
        first = first or question
        yield question
    if first is None or first.given.bare:
        return
    others: dict[str, Option] = {}
    for other in base.fitting(first.given) or ():
        if other.pk != first.fact.pk:
            for option in answers(other):
                others.setdefault(fold(option.text), option)
    own = {fold(option.text) for option in first.key}
    found = tuple(option for text, option in others.items() if text not in own)
    if found:
        yield replace(first, key=(*first.key, *found), accept=())
