"""Whether an option answers a stem, over every fact that the stem could mean."""

from __future__ import annotations

from collections.abc import Sequence

from history.factbase import FactBase
from history.facts import Fact
from quizzes.questions import Kind, Option, Question

from . import actors, attribution, dates, order, places, titles
from .values import Truth, agreed

TITLES = frozenset({Kind.AGREEMENT, Kind.EVENT})
_OF_FACT = {Kind.DATE: dates.truth, Kind.ACTOR: actors.truth}


def truth(option: Option, question: Question, meant: Sequence[Fact], base: FactBase) -> Truth:
    """RIGHT or WRONG where every fact of `meant` decides it alike, else UNKNOWN."""
    if question.kind in TITLES:
        return titles.truth(option, question.given, base)
    if question.kind == Kind.ORDER:
        return order.truth(option, question, base)
    if question.kind == Kind.ATTRIBUTION:
        return attribution.truth(option, question, base)
    judge = places.judge(option, base) if question.kind == Kind.PLACE else _OF_FACT[question.kind]
    return agreed(judge(option, question.facet, fact) for fact in meant)
