"""Study: a question, its verdict, and the answer taken back."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from quizzes import study
from quizzes.models import Review, Student
from quizzes.questions import OPTIONS
from quizzes.study.undoing import GRADED

from .fragments import render_fragment, wants_fragment
from .showing import done_context, moved_context, question_context, verdict_context

PAGE = "quizzes/study.html"
NOT_NOW = (
    "You have met all its questions, and they come back when they are due; or it has none that can be proved."
)
NO_CHOICE = "Choose one of the answers first; nothing was counted."
INDICES = frozenset(str(index) for index in range(OPTIONS))


class HttpResponseSeeOther(HttpResponseRedirect):
    """After a POST: look there, with GET."""

    status_code = 303


class SignedIn(HttpRequest):
    """LoginRequiredMiddleware lets nobody else through to these views."""

    user: User


@require_safe
def ask(request: SignedIn) -> HttpResponse:
    return _next(request, study.student_of(request.user))


@require_safe
def about(request: SignedIn, fact: int) -> HttpResponse:
    """One fact at the student's own wish, from the page of the fact."""
    student = study.student_of(request.user)
    asked = study.question_about(student, fact=fact, now=timezone.now())
    if asked is None:
        return _moved(request, study.Moved(heading="Nothing to ask about this fact now", reason=NOT_NOW))
    return _fragment(request, "quizzes/_question.html", question_context(asked))


@require_POST
def answer(request: SignedIn) -> HttpResponse:
    student = study.student_of(request.user)
    token, choice = request.POST.get("token", ""), request.POST.get("choice", "")
    guessed = request.POST.get("confidence") == "guess"
    try:
        if choice not in INDICES:
            return _again(request, student, token=token)
        outcome = study.answer(student, token=token, choice=int(choice), guessed=guessed, now=timezone.now())
    except study.NoSuchOption:
        return _again(request, student, token=token)
    except study.BadToken as error:
        raise BadRequest(str(error)) from error
    if isinstance(outcome, study.Moved):
        return _moved(request, outcome)
    if wants_fragment(request):
        return _verdict(request, outcome)
    return HttpResponseSeeOther(reverse("study-verdict", args=[outcome.review]))


@require_safe
def verdict(request: SignedIn, review: int) -> HttpResponse:
    stored = Review.objects.visible_to(request.user).filter(pk=review, kind__in=GRADED).first()
    if stored is None:
        raise Http404
    return _verdict(request, study.Answered(review=stored.pk, verdict=stored.verdict))


@require_POST
def undo(request: SignedIn, review: int) -> HttpResponse:
    student = study.student_of(request.user)
    try:
        outcome = study.undo(student, review=review, now=timezone.now())
    except Review.DoesNotExist as error:
        raise Http404 from error
    if isinstance(outcome, study.Moved):
        return _moved(request, outcome)
    return _next(request, student) if wants_fragment(request) else HttpResponseSeeOther(reverse("study"))


def _next(request: HttpRequest, student: Student) -> HttpResponse:
    found = study.next_question(student, now=timezone.now())
    if isinstance(found, study.Nothing):
        return _fragment(request, "quizzes/_done.html", done_context(found))
    return _fragment(request, "quizzes/_question.html", question_context(found))


def _again(request: HttpRequest, student: Student, *, token: str) -> HttpResponse:
    """The same form with the same token, because no answer was chosen."""
    asked = study.ask_again(student, token=token, now=timezone.now())
    if asked is None:
        return HttpResponseSeeOther(reverse("study"))
    return _fragment(request, "quizzes/_question.html", question_context(asked, error=NO_CHOICE))


def _verdict(request: HttpRequest, answered: study.Answered) -> HttpResponse:
    return _fragment(request, "quizzes/_verdict.html", verdict_context(answered))


def _moved(request: HttpRequest, moved: study.Moved) -> HttpResponse:
    return _fragment(request, "quizzes/_moved.html", moved_context(moved))


def _fragment(request: HttpRequest, fragment: str, context: dict) -> HttpResponse:
    return render_fragment(request, page=PAGE, fragment=fragment, context=context)
