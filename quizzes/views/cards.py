"""What stands in the card: a question, a flashcard, a verdict, the end of a sitting.

With script a card is swapped into the page, and without it has a page of its own. Either way it has an
address, at which it is shown again: after a reload, in another language, or when a reader comes back. HTMX
replaces the address and adds none to the history, so that going back leaves the study and never leads to a
question that was answered.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import Exists
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as later
from django_htmx.http import replace_url

from quizzes import contests, sittings, study
from quizzes.models import Review, Student
from quizzes.models.cards import taken_back
from quizzes.questions import Mode
from quizzes.study.asking import Form
from quizzes.study.undoing import GRADED

from . import showing
from .fragments import render_fragment, wants_fragment

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
    last = None if last is None or is_taken_back(last) else last
    address = address_after(sitting, last.pk if last else 0)
    if not sitting:
        found = study.next_question(student, now=now)
        if isinstance(found, study.Nothing):
            context = showing.done_context(found)
            return _fragment(request, "quizzes/_done.html", student, context, address=address_after(0))
        return question(request, student, found, last=last, address=address)
    progress = study.progress_of(student, sitting)
    if progress is None:
        raise Http404
    found = study.next_in(student, progress, now=now)
    if isinstance(found, study.Asked):
        return question(request, student, found, progress=progress, last=last, address=address)
    return summary(request, student, progress)


def asked_again(
    request: HttpRequest, student: Student, *, sitting: int, card: int = 0
) -> HttpResponse | None:
    """The question of a card whose answer was taken back.

    None where there is no such card or question, and where the card was answered since.
    """
    wanted = card or number(request.GET.get("again"))
    if not wanted or not study.was_taken_back(student, card=wanted):
        return None
    progress = study.progress_of(student, sitting) if sitting else None
    asked = study.question_of_card(student, card=wanted, now=timezone.now(), form=Form.of(progress))
    if asked is None:
        return None
    address = f"{showing.next_url(sitting)}?again={wanted}"
    return question(request, student, asked, progress=progress, notice=str(TAKEN_BACK), address=address)


def address_after(sitting: int, review: int = 0) -> str:
    """Where the next question is asked, with the answer beside it that was given before."""
    page = showing.next_url(sitting)
    return f"{page}?after={review}" if review else page


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
    address: str = "",
) -> HttpResponse:
    """`address`: where it is asked, if that is not where the reader is."""
    if student and progress is None and asked.sitting:
        progress = study.progress_of(student, asked.sitting)
    elif student and asked.counts is None and progress is None:
        asked = replace(asked, counts=study.counts(student, timezone.now()))
    template = "quizzes/_front.html" if asked.mode == Mode.CARD else "quizzes/_question.html"
    context = showing.question_context(
        asked, progress=progress, last=last, given=given, notice=notice, error=error
    )
    context["back_to"] = _back_to(request, asked.sitting)
    return _fragment(request, template, student, context, address=address)


def revealed(request: HttpRequest, student: Student, back: study.Revealed) -> HttpResponse:
    address = f"{reverse('study-reveal')}?{urlencode({'token': back.token})}"
    return _fragment(request, "quizzes/_back.html", student, showing.back_context(back), address=address)


def verdict(
    request: HttpRequest, student: Student, answered: study.Answered, *, taken_back: bool = False
) -> HttpResponse:
    context = {**showing.verdict_context(answered), "taken_back": taken_back}
    if answered.verdict.get("mode") == Mode.TYPED and not answered.verdict.get("right"):
        context["contest"] = contests.standing_of(answered.review)
    address = reverse("study-verdict", args=[answered.review])
    return _fragment(request, "quizzes/_verdict.html", student, context, address=address)


def moved(request: HttpRequest, why: study.Moved) -> HttpResponse:
    context = {**showing.moved_context(why), "back_to": _back_to(request, why.sitting)}
    return _fragment(request, "quizzes/_moved.html", None, context)


def _back_to(request: HttpRequest, sitting: int) -> str:
    """Where a page leads on to in another language; empty where its own address can be asked for again."""
    return showing.next_url(sitting) if request.method == "POST" else ""


def summary(request: HttpRequest, student: Student, progress: study.Progress) -> HttpResponse:
    found = sittings.summary_of(progress)
    context = showing.summary_context(found, student=student, when=study.when_next(student, timezone.now()))
    address = showing.next_url(progress.sitting)
    return _fragment(request, "quizzes/_summary.html", student, context, address=address)


def own_answer(request: HttpRequest, review: int) -> Review | None:
    """An answer of whoever asks, with its sitting; None where she has none of this number."""
    if not review:
        return None
    answers = Review.objects.visible_to(request.user).filter(pk=review, kind__in=GRADED)
    return answers.select_related("sitting").annotate(gone=Exists(taken_back())).first()


def is_taken_back(answer: Review) -> bool:
    """Whether an answer that `own_answer` found was undone, or does not count for another reason."""
    return bool(answer.__dict__["gone"])


def _fragment(
    request: HttpRequest,
    fragment: str,
    student: Student | None,
    context: dict[str, Any],
    *,
    address: str = "",
) -> HttpResponse:
    keys = student.keys if student else True
    response = render_fragment(request, page=PAGE, fragment=fragment, context={**context, "keys": keys})
    return replace_url(response, address) if address and wants_fragment(request) else response
