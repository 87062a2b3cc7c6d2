"""Which questions do not stand near each other in a sitting, because one would answer the other.

Apart, within ten questions and as far as others are left, stand: facets of one fact; facts of one agreement;
a fact and what it corroborates; questions of one table, whose options are the same; a date or title and a
question that prints it; claims of one claimant. `quizzes.study.queries` says the same to the database.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from history.names import fold
from quizzes.questions import Kind

WINDOW = 10
TOLD = frozenset({Kind.DATE, Kind.AGREEMENT, Kind.EVENT})
"""The kinds whose answer, where it is printed, is about the same."""
SHORT = 4
"""Letters of an answer that may stand anywhere by accident, such as a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spaced:
    """As much of a question as decides beside which others it may stand.

    answer and printed: its right answer, and its stem with the sentence of its verdict; linked: the facts
    that its fact corroborates, or that corroborate it; agreement and claimant: row numbers, of its fact.
    """

    question: int
    fact: int
    table: str
    kind: str
    answer: str
    printed: str
    agreement: int | None = None
    claimant: int | None = None
    linked: Collection[int] = ()
    told: str = field(init=False, default="")

    def __post_init__(self) -> None:
        object.__setattr__(self, "printed", f" {fold(self.printed)} ")
        if self.kind in TOLD and len(self.answer) > SHORT:
            object.__setattr__(self, "told", f" {fold(self.answer)} ")


def clash(one: Spaced, other: Spaced) -> bool:
    """Whether two questions should not stand near each other."""
    return (
        one.fact == other.fact
        or other.fact in one.linked
        or one.agreement == other.agreement is not None
        or bool(one.table and one.table == other.table)
        or (one.kind == other.kind == Kind.ATTRIBUTION and one.claimant == other.claimant is not None)
        or any(a.told and a.told in b.printed for a, b in ((one, other), (other, one)))
    )


def apart(questions: Iterable[Spaced], *, size: int) -> tuple[int, ...]:
    """As many questions as wanted, in their order but for those that clash with one of the ten before.

    A second question of a fact comes when nothing else is left.
    """
    waiting, drawn = list(questions), list[Spaced]()
    facts: set[int] = set()

    def clashes(question: Spaced) -> int:
        return (question.fact in facts) + _number(question, drawn[-WINDOW:])

    while waiting and len(drawn) < size:
        best = next((each for each in waiting if not clashes(each)), None) or min(waiting, key=clashes)
        waiting.remove(best)
        drawn.append(best)
        facts.add(best.fact)
    return tuple(each.question for each in drawn)


def _number(question: Spaced, others: Sequence[Spaced]) -> int:
    return sum(clash(question, other) for other in others)
