"""What stands in the card: a question, a flashcard, a verdict, the end of a sitting."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as later

from quizzes import contests, sittings, study
from quizzes.models import Card, Review, Student
from quizzes.questions import Mode
from quizzes.study.asking import Form
from quizzes.study.undoing import GRADED

from . import showing
from .fragments import render_fragment

PAGE = "quizzes/study.html"
TAKEN_BACK = later("Your answer was taken back and does not count. Here is the question once more.")
MOST_DIGITS = 18


def number(text: str | None) -> int:
    """A row number from an address or a form; 0 where there is none."""
    given = (text or "").strip()
    return int(given) if given.isascii() and given.isdigit() and len(given) <= MOST_DIGITS else 0


def next_question(
    request: HttpRequest, student: Student, *, sitting: int = 0, after: int = 0
) -> HttpResponse:
    """What comes next in the sitting, else outside of any. `after`: the review that was written last.

    Raises Http404 where the sitting is not the student's.
    """
    now = timezone.now()
    last = own_answer(request, after or number(request.GET.get("after")))
    if not sitting:
        found = study.next_question(student, now=now)
        if isinstance(found, study.Nothing):
            return _fragment(request, "quizzes/_done.html", student, showing.done_context(found))
        return question(request, student, found, last=last)
    progress = study.progress_of(student, sitting)
    if progress is None:
        raise Http404
    found = study.next_in(student, progress, now=now)
    if isinstance(found, study.Asked):
        return question(request, student, found, progress=progress, last=last)
    return summary(request, student, progress)


def asked_again(
    request: HttpRequest, student: Student, *, sitting: int, card: int = 0
) -> HttpResponse | None:
    """The question of a card whose answer was taken back; None where there is no such card or question."""
    wanted = card or number(request.GET.get("again"))
    if not wanted or not Card.objects.filter(pk=wanted, student=student).exists():
        return None
    progress = study.progress_of(student, sitting) if sitting else None
    asked = study.question_of_card(student, card=wanted, now=timezone.now(), form=Form.of(progress))
    if asked is None:
        return None
    return question(request, student, asked, progress=progress, notice=str(TAKEN_BACK))


def question(
    request: HttpRequest,
    student: Student | None,
    asked: study.Asked,
    *,
    progress: study.Progress | None = None,
    last: Review | None = None,
    given: study.Given = study.NOTHING_GIVEN,
    notice: str = "",
    error: study.Unanswered | None = None,
) -> HttpResponse:
    if student and progress is None and asked.sitting:
        progress = study.progress_of(student, asked.sitting)
    elif student and asked.counts is None and progress is None:
        asked = replace(asked, counts=study.counts(student, timezone.now()))
    template = "quizzes/_front.html" if asked.mode == Mode.CARD else "quizzes/_question.html"
    context = showing.question_context(
        asked, progress=progress, last=last, given=given, notice=notice, error=error
    )
    return _fragment(request, template, student, context)


def revealed(request: HttpRequest, student: Student, back: study.Revealed) -> HttpResponse:
    return _fragment(request, "quizzes/_back.html", student, showing.back_context(back))


def verdict(request: HttpRequest, student: Student, answered: study.Answered) -> HttpResponse:
    context = showing.verdict_context(answered)
    if answered.verdict.get("mode") == Mode.TYPED and not answered.verdict.get("right"):
        context["contest"] = contests.standing_of(answered.review)
    return _fragment(request, "quizzes/_verdict.html", student, context)


def moved(request: HttpRequest, why: study.Moved) -> HttpResponse:
    return _fragment(request, "quizzes/_moved.html", None, showing.moved_context(why))


def summary(request: HttpRequest, student: Student, progress: study.Progress) -> HttpResponse:
    found = sittings.summary_of(progress)
    context = showing.summary_context(found, student=student, when=study.when_next(student, timezone.now()))
    return _fragment(request, "quizzes/_summary.html", student, context)


def own_answer(request: HttpRequest, review: int) -> Review | None:
    """An answer of whoever asks, with its sitting; None where she has none of this number."""
    if not review:
        return None
    answers = Review.objects.visible_to(request.user).filter(pk=review, kind__in=GRADED)
    return answers.select_related("sitting").first()


def _fragment(
    request: HttpRequest, fragment: str, student: Student | None, context: dict[str, Any]
) -> HttpResponse:
    keys = student.keys if student else True
    return render_fragment(request, page=PAGE, fragment=fragment, context={**context, "keys": keys})
