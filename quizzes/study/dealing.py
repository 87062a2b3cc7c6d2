"""Deal a bank row to a student: the same row, student and number always make the same deal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from quizzes import questions, wording
from quizzes.models import BankQuestion

from . import tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What asking needs of a bank row, and the card that it is asked for, if there is one."""

    pk: int
    fact_id: int
    facet: str
    kind: str
    stem: str
    key: list[dict[str, Any]]
    pool: list[dict[str, Any]]
    fact_version: int
    standing: str | None
    card: int | None = None
    last_number: int = 0


def deal(row: BankQuestion | Row, *, student: int, number: int) -> questions.Deal:
    """The options in the order in which this student sees them as this review.

    Raises:
        ValueError: the row has too few options to deal from.
    """
    return questions.deal(
        tuple(questions.Option.from_json(option) for option in row.key),
        tuple(questions.Option.from_json(option) for option in row.pool),
        ordered=row.kind == questions.Kind.DATE,
        seed=tokens.seed(student=student, fact=row.fact_id, facet=row.facet, number=number),
        level=questions.Level.MEDIUM,
    )


def flashcard(row: BankQuestion | Row) -> questions.Deal:
    """The question as a flashcard: nothing to choose from, and behind it all its right answers."""
    right = [questions.Option.from_json(option) for option in row.key]
    text = "; ".join(option.text for option in right)
    return questions.Deal(options=(replace(right[0], text=text),), right=(0,), mode=questions.Mode.CARD)


def printed_stem(row: BankQuestion | Row, *, mode: str) -> str:
    """The stem as it is printed in this mode."""
    if mode == questions.Mode.CARD:
        return wording.without_options(row.stem, kind=row.kind)
    return row.stem


def dealt_as(row: BankQuestion | Row, *, mode: str, student: int, number: int) -> questions.Deal:
    """What is dealt in this mode. Raises ValueError as `deal` does."""
    if mode == questions.Mode.CARD:
        return flashcard(row)
    return deal(row, student=student, number=number)


def fingerprint(row: BankQuestion | Row, dealt: questions.Deal) -> str:
    return tokens.fingerprint(row.stem, (option.text for option in dealt.options))
