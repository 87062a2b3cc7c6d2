"""Whether an option answers a stem, over every fact that the stem could mean."""

from __future__ import annotations

from collections.abc import Sequence

from history.factbase import FactBase
from history.facts import Fact
from quizzes.questions import Kind, Option, Question

from . import actors, attribution, dates, order, places, titles
from .values import Truth, agreed

TITLES = frozenset({Kind.AGREEMENT, Kind.EVENT})


def truth(option: Option, question: Question, meant: Sequence[Fact], base: FactBase) -> Truth:
    """RIGHT or WRONG where every fact of `meant` decides it alike, else UNKNOWN."""
    if question.kind in TITLES:
        return titles.truth(option, question.given, base)
    if question.kind == Kind.ORDER:
        return order.truth(option, question, base)
    if question.kind == Kind.ATTRIBUTION:
        return attribution.truth(option, question, base)
    if question.kind == Kind.PLACE:
        judge = places.judge(option, base)
        return agreed(judge(option, question.facet, fact) for fact in meant)
    if question.kind == Kind.ACTOR:
        return agreed(actors.truth(option, question.facet, fact) for fact in meant)
    voice = question.attribution
    return agreed(
        dates.truth(option, question.facet, fact, voice if fact.pk == question.fact.pk else "")
        for fact in meant
    )
