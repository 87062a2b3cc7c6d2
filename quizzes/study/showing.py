"""What a student is shown, as plain values fit for the log: the question, then the verdict and its evidence.

The verdict is put into words once, when the answer is recorded. Every later look at it, a form that is sent
again included, shows those words.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from quizzes import grading
from quizzes.memory.fsrs6 import Grade
from quizzes.models import BankQuestion, Student
from quizzes.questions import Deal, Option
from quizzes.wording import when_due

from .dealing import printed_stem
from .tokens import Token


class Graded(Protocol):
    """An answer that was graded: what `answering` knows before it writes."""

    @property
    def question(self) -> BankQuestion: ...
    @property
    def token(self) -> Token: ...
    @property
    def dealt(self) -> Deal: ...
    @property
    def choice(self) -> int: ...
    @property
    def guessed(self) -> bool: ...
    @property
    def grade(self) -> Grade | None: ...
    @property
    def verdict(self) -> grading.Verdict: ...
    @property
    def now(self) -> datetime: ...
    @property
    def study_day(self) -> int: ...


def shown_question(question: BankQuestion, dealt: Deal, *, mode: str) -> dict[str, Any]:
    return {
        "stem": printed_stem(question, mode=mode),
        "options": [{"text": option.text, "value": dict(option.value)} for option in dealt.options],
        "kind": question.kind,
        "facet": question.facet,
        "mode": mode,
        "language": question.language,
        "digest": question.digest,
    }


def shown_verdict(student: Student, graded: Graded, fresh: dict[str, Any]) -> dict[str, Any]:
    """The verdict with its evidence, in the student's citation style. `fresh` are the card's new columns."""
    question = graded.question
    return {
        "right": graded.verdict.right,
        "word": graded.verdict.word.value,
        "heading": _heading(graded),
        "sentence": _sentence(graded, question.evidence.get("sentence", "")),
        "stem": printed_stem(question, mode=graded.token.mode),
        "options": [_option(graded, index, option) for index, option in enumerate(graded.dealt.options)],
        "guessed": graded.guessed,
        "grade": graded.grade.name.lower() if graded.grade else "",
        **shown_evidence(question, student.citation_style),
        "due": when_due(
            now=graded.now,
            study_day=graded.study_day,
            due_at=fresh["due_at"],
            due_day=fresh["due_day"],
        ),
    }


def shown_evidence(question: BankQuestion, style: str) -> dict[str, Any]:
    """What the answer rests on, with the citations in one style."""
    evidence = question.evidence
    return {
        "fact": question.fact_id,
        "standing": evidence.get("standing", ""),
        "standing_reason": evidence.get("standing_reason", ""),
        "claim": evidence.get("claim", ""),
        "date_note": evidence.get("date_note", ""),
        "citations": [_citation(cited, style) for cited in evidence.get("citations", [])],
        "positions": evidence.get("positions", []),
    }


def _heading(graded: Graded) -> str:
    if graded.grade is not None:
        return f"You said: {graded.grade.name.capitalize()}"
    if graded.verdict.right:
        return "Right, by a guess" if graded.guessed else "Right"
    return "Not right"


def _sentence(graded: Graded, truth: str) -> str:
    """What was right, and what is true; what each wrong option was stands beside it."""
    if not truth:
        return graded.verdict.reason
    return truth if graded.verdict.right else f"{graded.verdict.reason} {truth}"


def _option(graded: Graded, index: int, option: Option) -> dict[str, str]:
    state = "other"
    if index == graded.dealt.answer:
        state = "chosen-key" if index == graded.choice else "key"
    elif index == graded.choice:
        state = "chosen-wrong"
    return {"text": option.text, "state": state, "note": option.note}


def _citation(cited: dict[str, Any], style: str) -> dict[str, Any]:
    styles: dict[str, list] = cited.get("styles", {})
    runs = styles.get(style) or next(iter(styles.values()), [])
    return {
        "runs": [{"text": text, "italic": italic, "href": _web(href)} for text, italic, href in runs],
        "locator": cited.get("locator", ""),
        "quotation": cited.get("quotation", ""),
        "stance": cited.get("stance", ""),
        "kind": cited.get("kind", ""),
        "speaker": cited.get("speaker", ""),
        "address": _web(cited.get("address", "")),
    }


def _web(address: str | None) -> str:
    """Only what a browser opens as a page: an address of another kind could run as a script."""
    return address if address and address.startswith(("https://", "http://")) else ""
