"""Deal a bank row to a student: the same row, student and number always make the same deal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from history.models.labels import is_spoken
from history.translating import spoken, told
from quizzes import questions, wording
from quizzes.grading import text_of
from quizzes.memory.state import State
from quizzes.memory.strength import is_strong
from quizzes.models import BankQuestion
from quizzes.models.students import Typing

from . import queries, tokens
from .labelling import labelled


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What asking needs of a bank row, and the card that it is asked for, if there is one.

    memory: the card's state, None where it has none or is new; entry: what the last entry of its log says;
    missed: whether that is a wrong answer; quiet: whether a quiz keeps back how an answer to it was.
    """

    pk: int
    fact_id: int
    facet: str
    mode: str
    language: str
    kind: str
    stem: str
    key: list[dict[str, Any]]
    pool: list[dict[str, Any]]
    accept: list[str]
    typable: bool
    seat: int | None
    fact_version: int
    standing: str | None
    card: int | None = None
    last_number: int = 0
    memory: dict[str, Any] | None = None
    entry: dict[str, Any] | None = None
    missed: bool = False
    quiet: bool = False


def deal(row: BankQuestion | Row, *, student: int, number: int, mode: str = "") -> questions.Deal:
    """What this student is asked as this review, in the mode of the row unless another is named.

    Raises:
        ValueError: the row has too few options to deal from.
    """
    return questions.deal(
        tuple(questions.Option.from_json(option) for option in row.key),
        tuple(questions.Option.from_json(option) for option in row.pool),
        ordered=row.kind == questions.Kind.DATE,
        seed=tokens.seed(student=student, fact=row.fact_id, facet=row.facet, number=number),
        mode=questions.Mode(mode or row.mode),
        level=questions.Level.MEDIUM,
        seat=row.seat,
        accept=tuple(row.accept),
    )


def printed_stem(row: BankQuestion | Row, *, mode: str) -> str:
    """The stem as it is printed in this mode."""
    if (mode == questions.Mode.CARD and not lists_options(row)) or mode == questions.Mode.TRUEFALSE:
        return wording.without_options(row.stem, kind=row.kind)
    return wording.to_type(row.stem, kind=row.kind) if mode == questions.Mode.TYPED else row.stem


def told_stem(row: BankQuestion, dealt: questions.Deal, *, mode: str) -> str:
    """The stem as it is looked back at: with the answer that was proposed, unless the page said that in its
    own language (`told_proposed`)."""
    if dealt.proposed is None or told_proposed(row, dealt):
        return printed_stem(row, mode=mode)
    return wording.as_assertion(row.stem, dealt.proposed.text, kind=row.kind)


def told_proposed(row: BankQuestion | Row, dealt: questions.Deal) -> str:
    """The answer that was proposed, where the page is in another language than the stem; else empty."""
    if dealt.proposed is None or is_spoken([row.language], spoken()):
        return ""
    return told(text_of(dealt.proposed))


def lists_options(row: BankQuestion | Row) -> bool:
    """Whether the question makes no sense without its options, so that even a flashcard lists them."""
    return row.kind == questions.Kind.ORDER


def mode_in(row: BankQuestion | Row, wanted: str) -> str:
    """How a row is asked where everything is asked in the mode that is wanted; empty where it cannot be."""
    if row.mode == questions.Mode.TRUEFALSE:
        return row.mode
    if wanted == questions.Mode.TRUEFALSE:
        return wanted if row.mode == questions.Mode.SINGLE and row.kind in questions.ASSERTED else ""
    if wanted == questions.Mode.TYPED and row.mode == questions.Mode.SINGLE and row.typable:
        return wanted
    return wanted if wanted == questions.Mode.CARD else row.mode


def to_be_typed(row: Row, typing: str) -> bool:
    """Whether a student who answers in this way is to type what could be chosen as well.

    By strength, she chooses while the card is new or weak, and types once it is strong: then options would
    ask her for less than she knows.
    """
    if typing == Typing.BY_STRENGTH:
        return bool(row.memory) and is_strong(State.from_dict(row.memory or {}))
    return typing == Typing.ALWAYS


def dealt_as(row: BankQuestion | Row, *, mode: str, student: int, number: int) -> questions.Deal:
    """What is dealt in this mode: a flashcard has nothing to choose from, but it may list its options.

    Raises ValueError as `deal` does.
    """
    if mode == questions.Mode.CARD and lists_options(row):
        mode = row.mode
    return deal(row, student=student, number=number, mode=mode)


def spoken_in(dealt: questions.Deal, language: str) -> str:
    """The language of what is dealt from a question of this one: dates are worded in that of the page, and so
    are names where it has labels for them."""
    options = (dealt.proposed,) if dealt.proposed else dealt.options
    return spoken() if all("date" in option.value or option.label for option in options) else language


def fingerprint(row: BankQuestion | Row, dealt: questions.Deal) -> str:
    shown = (dealt.proposed, *dealt.options) if dealt.proposed else dealt.options
    return tokens.fingerprint(row.stem, (option.text for option in shown))


def still_asked(token: tokens.Token) -> tuple[BankQuestion, questions.Deal] | None:
    """The question of a token as it was dealt, with the names of the reader's language by now; None where it
    is not any longer the one that was. It is found with what her sets wish of it (`wishing.wish_of`)."""
    question = queries.QUESTION.first(question=token.question, version=token.version, student=token.student)
    if question is None or token.mode != mode_in(question, token.mode):
        return None
    dealt = dealt_as(question, mode=token.mode, student=token.student, number=token.number)
    return (question, labelled(dealt, question)) if fingerprint(question, dealt) == token.shown else None
