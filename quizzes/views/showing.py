"""What the templates of study are given."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.urls import reverse

from quizzes.questions import Kind
from quizzes.study import Answered, Asked, Moved, Nothing

LABELS = {
    Kind.DATE: "When",
    Kind.ACTOR: "Who",
    Kind.AGREEMENT: "Which agreement",
    Kind.PLACE: "Where",
    Kind.ORDER: "In which order",
    Kind.ATTRIBUTION: "Who said so",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionShown:
    index: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionShown:
    stem: str
    standing: str
    kind_label: str
    options: tuple[OptionShown, ...]


def question_context(asked: Asked, *, error: str = "") -> dict[str, Any]:
    return {
        "question": QuestionShown(
            stem=asked.stem,
            standing=asked.standing,
            kind_label=LABELS.get(Kind(asked.kind), ""),
            options=tuple(OptionShown(index=index, text=text) for index, text in enumerate(asked.options)),
        ),
        "token": asked.token,
        "counts": asked.counts,
        "answer_url": reverse("study-answer"),
        "error": error,
    }


def done_context(nothing: Nothing) -> dict[str, Any]:
    return asdict(nothing)


def verdict_context(answered: Answered) -> dict[str, Any]:
    """The verdict as stored; only the addresses are of today."""
    return {
        "verdict": {**answered.verdict, "fact_url": _fact_url(answered.verdict.get("fact"))},
        "next_url": reverse("study"),
        "undo_url": reverse("study-undo", args=[answered.review]),
    }


def moved_context(moved: Moved) -> dict[str, Any]:
    return {
        "heading": moved.heading,
        "sentence": moved.reason,
        "reason": moved.reason,
        "next_url": reverse("study"),
    }


def _fact_url(fact: int | None) -> str:
    return reverse("fact", args=[fact]) if fact else ""
