"""Generators: from one fact to the questions that can be asked of it, or the reasons why not.

Each generator is a pure function of a fact and a fact base. What it offers is a proposal: only
`quizzes.proof` decides whether it is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from history.factbase import FactBase
from history.facts import Fact
from quizzes.generators import actors, agreements, dates
from quizzes.questions import Question, Withheld

type_of_generator = Callable[[Fact, FactBase], Iterator[Question | Withheld]]

GENERATORS: tuple[type_of_generator, ...] = (dates.generate, actors.generate, agreements.generate)


def generate(fact: Fact, base: FactBase) -> Iterator[Question | Withheld]:
    """Every question of every kind that applies to the fact, proposed or withheld with a reason."""
    for generator in GENERATORS:
        yield from generator(fact, base)


__all__ = ["generate"]
