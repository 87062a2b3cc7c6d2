"""What the templates of study are given."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from history.sentences import sentence
from history.translating import told
from quizzes.models import Review, Student
from quizzes.sittings import Summary
from quizzes.study import (
    NOTHING_GIVEN,
    Answered,
    Asked,
    Given,
    Moved,
    Nothing,
    Progress,
    Revealed,
    Unanswered,
    answered_of,
)
from quizzes.study.responding import LONGEST, printable
from quizzes.tallies import LANGUAGE
from quizzes.wording import kind_label

from .titles import title_of


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionShown:
    """place: the number that was given to an item of a sequence, as it was written."""

    index: int
    text: str
    chosen: bool = False
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedShown:
    """A field to type in: what it is for, what to write in it, and whether that is a date."""

    label: str
    hint: str
    date: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionShown:
    pk: int
    stem: str
    standing: str
    kind_label: str
    mode: str
    proposed: str
    wanted: WantedShown | None
    language: str
    spoken_in: str
    options: tuple[OptionShown, ...]
    text: str = ""
    places: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """How far a sitting is, in numbers: the how-manieth question of how many, None where that is open."""

    title: str
    at: int
    of: int | None
    once_more: bool
    finish_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LastAnswer:
    """The answer given just before, without its verdict where that is kept back."""

    sentence: str
    undo_url: str
    sitting: int


def question_context(
    asked: Asked,
    *,
    progress: Progress | None = None,
    last: Review | None = None,
    given: Given = NOTHING_GIVEN,
    notice: str = "",
    error: Unanswered | None = None,
) -> dict[str, Any]:
    return {
        "question": QuestionShown(
            pk=asked.question,
            stem=asked.stem,
            standing=asked.standing,
            kind_label=told(kind_label(asked.kind)),
            mode=asked.mode,
            proposed=asked.proposed,
            wanted=_wanted(asked),
            language=asked.language,
            spoken_in=asked.spoken_in,
            options=_options(asked, given),
            text=printable(given.text[:LONGEST]),
            places=tuple(str(place) for place in range(1, len(asked.options) + 1)),
            why=" ".join(told(each) for each in asked.why),
        ),
        "question_pk": asked.question,
        "token": asked.token,
        "counts": asked.counts,
        "steps": progress and steps(progress, kind=asked.kind),
        "check": _("Store this answer") if progress and progress.at_end else _("Check"),
        "stores": bool(progress and progress.at_end),
        "last": last and _last(last),
        "answer_url": reverse("study-answer"),
        "reveal_url": reverse("study-reveal"),
        "notice": notice,
        "error": told(error.sentence) if error else "",
        "coarse": error is not None and error.coarse,
    }


def _wanted(asked: Asked) -> WantedShown | None:
    if asked.wanted is None:
        return None
    return WantedShown(label=told(asked.wanted.label), hint=told(asked.wanted.hint), date=asked.wanted.date)


def _options(asked: Asked, given: Given) -> tuple[OptionShown, ...]:
    """The options, with what was given so far."""
    places = dict(enumerate(given.places))
    return tuple(
        OptionShown(
            index=index,
            text=text,
            chosen=str(index) in given.choices,
            place=places.get(index, ""),
        )
        for index, text in enumerate(asked.options)
    )


def steps(progress: Progress, *, kind: str) -> Steps:
    """`kind`, what the question asks, stands beside: a title that says no more of kinds leaves it out."""
    once_more = progress.full or (progress.is_quiz and not progress.unasked)
    return Steps(
        title=title_of(progress, beside=kind),
        at=progress.done + (0 if progress.full else 1),
        of=progress.size,
        once_more=once_more and bool(progress.once_more),
        finish_url=reverse("sitting-finish", args=[progress.sitting]),
    )


def _last(review: Review) -> LastAnswer:
    answered = answered_of(review)
    return LastAnswer(
        sentence=_("Your answer is stored.") if answered.waits else _outcome(answered.verdict),
        undo_url=reverse("study-undo", args=[review.pk]),
        sitting=answered.sitting,
    )


def _outcome(verdict: dict[str, Any]) -> str:
    heading, due = verdict.get("heading", ""), verdict.get("due", "")
    if not due:
        return told(sentence("{verdict}.", verdict=heading))
    return told(sentence("{verdict}. It comes back {when}.", verdict=heading, when=due))


def back_context(back: Revealed) -> dict[str, Any]:
    return {
        "back": back,
        "question_pk": back.question,
        "kind_label": told(kind_label(back.kind)),
        "verdict": {
            "language": back.language,
            "spoken_in": back.spoken_in,
            **back.evidence,
            "fact_url": _fact_url(back.evidence.get("fact")),
        },
        "grade_url": reverse("study-grade"),
        "token": back.token,
        "sitting": back.sitting,
    }


def done_context(nothing: Nothing) -> dict[str, Any]:
    return asdict(nothing)


def verdict_context(answered: Answered) -> dict[str, Any]:
    """The verdict as stored; only the addresses are of today."""
    return {
        "verdict": {
            "language": LANGUAGE,
            "likely": None,
            **answered.verdict,
            "fact_url": _fact_url(answered.verdict.get("fact")),
        },
        "next_url": next_url(answered.sitting),
        "undo_url": reverse("study-undo", args=[answered.review]),
        "card_url": reverse("card-of-answer", args=[answered.review]),
        "sitting": answered.sitting,
        "question_pk": answered.question,
    }


def next_url(sitting: int) -> str:
    """Where it goes on: in the sitting, else outside of any."""
    return reverse("sitting", args=[sitting]) if sitting else reverse("study")


def moved_context(moved: Moved) -> dict[str, Any]:
    return {
        "heading": told(moved.heading),
        "sentence": told(moved.reason),
        "reason": told(moved.reason),
        "next_url": next_url(moved.sitting),
    }


def summary_context(summary: Summary, *, student: Student, when: str) -> dict[str, Any]:
    sitting = summary.progress.sitting
    return {
        "summary": summary,
        "title": title_of(summary.progress),
        "missed": [
            {"result": result, "fact_url": _fact_url(result.verdict.get("fact"))} for result in summary.missed
        ],
        "when": when,
        "guest": student.guest,
        "retry_url": reverse("sitting-retry", args=[sitting]),
        "start_url": reverse("sitting-start"),
    }


def _fact_url(fact: int | None) -> str:
    return reverse("fact", args=[fact]) if fact else ""
