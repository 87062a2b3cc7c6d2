"""Generators: from one fact to the questions that can be asked of it, or the reasons why not.

Each generator is a module for one kind of question, made of pure functions of a fact and a fact base:
`generate` proposes stems and keys, `offers` wrong options for a question that is made alone, `families` and
`company` say with whose answers it may share a table (`quizzes.seating`). What they offer is a proposal:
only `quizzes.proof` decides whether it is asked.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from types import ModuleType

from history.factbase import FactBase
from history.facts import Fact
from quizzes.generators import actors, attribution, dates, order, places, titles
from quizzes.questions import Kind, Proposal

GENERATORS: dict[ModuleType, frozenset[Kind]] = {
    dates: frozenset({Kind.DATE}),
    actors: frozenset({Kind.ACTOR}),
    titles: frozenset({Kind.AGREEMENT, Kind.EVENT}),
    places: frozenset({Kind.PLACE}),
    order: frozenset({Kind.ORDER}),
    attribution: frozenset({Kind.ATTRIBUTION}),
}
"""Each generator, and the kinds of which it asks."""

AT_TABLES: dict[Kind, ModuleType] = {
    Kind.DATE: dates,
    Kind.ACTOR: actors,
    Kind.AGREEMENT: titles,
    Kind.EVENT: titles,
    Kind.PLACE: places,
}
"""The kinds whose questions offer each other's answers. The others come with their wrong options."""


def generate(fact: Fact, base: FactBase, *, kinds: Container[str] | None = None) -> Iterator[Proposal]:
    """Every facet of every kind (or of some) that applies to the fact, proposed or withheld with a reason."""
    for generator, asked in GENERATORS.items():
        if kinds is None or any(kind in kinds for kind in asked):
            yield from generator.generate(fact, base)


__all__ = ["AT_TABLES", "GENERATORS", "generate"]
