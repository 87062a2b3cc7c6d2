"""Generators: from one fact to the questions that can be asked of it, or the reasons why not.

Each generator is a module for one kind of question, made of pure functions of a fact and a fact base:
`generate` proposes stems and keys, `offers` wrong options for a question that is made alone, `families` and
`company` say with whose answers it may share a table (`quizzes.seating`). What they offer is a proposal:
only `quizzes.proof` decides whether it is asked.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from types import ModuleType

from history.factbase import FactBase
from history.facts import Fact
from history.names import GAP
from quizzes.generators import actors, agreement_of_sources, attribution, dates, order, places, titles
from quizzes.questions import Kind, Proposal, Question, Withheld

GENERATORS: dict[ModuleType, frozenset[Kind]] = {
    dates: frozenset({Kind.DATE}),
    actors: frozenset({Kind.ACTOR}),
    titles: frozenset({Kind.AGREEMENT, Kind.EVENT}),
    places: frozenset({Kind.PLACE}),
    order: frozenset({Kind.ORDER}),
    attribution: frozenset({Kind.ATTRIBUTION}),
    agreement_of_sources: frozenset({Kind.ATTRIBUTION}),
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
            for proposal in generator.generate(fact, base):
                yield proposal if isinstance(proposal, Withheld) else map(_as_printed, proposal)


def _as_printed(question: Question) -> Question:
    """The question with its title given word for word as the stem prints it.

    What the stem leaves out or puts more fully ("Putin") is a gap, as is what it hides.
    """
    title = question.given.title
    if not title or title in question.stem:
        return question
    found = re.search(re.escape(title.rstrip(". ")), question.stem, re.IGNORECASE)
    printed = found.group() if found else _in_common(title, question.stem)
    return replace(question, given=replace(question.given, title=printed))


def _in_common(title: str, stem: str) -> str:
    """The words of a title that stand in a stem too, as they stand there, with gaps for all others."""
    told, shown = title.replace(GAP, f" {GAP} ").split(), stem.split()
    matcher = SequenceMatcher(None, [_bare(word) for word in told], [_bare(word) for word in shown], False)
    parts, done = list[str](), 0
    for first, there, length in matcher.get_matching_blocks():
        if first > done or (parts and length):
            parts.append(GAP)
        done = first + length
        parts.append(" ".join(shown[there : there + length]).strip("“”\"'., "))
    return " ".join(part for part in parts if part).replace(f"{GAP} {GAP}", GAP)


def _bare(word: str) -> str:
    return word.casefold().strip("“”\"'.,:;?()")


__all__ = ["AT_TABLES", "GENERATORS", "generate"]
