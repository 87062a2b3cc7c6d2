"""Choose what a quiz is about, see how many questions there are, and begin."""

from __future__ import annotations

import secrets

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from quizzes import sittings, study
from quizzes.forms.quiz import QuizForm
from quizzes.models import Student

from .fragments import render_fragment
from .study import LOTS, HttpResponseSeeOther, SignedIn

NOTHING_FITS = "No question fits all of this: leave something open and try again."


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedIn) -> HttpResponse:
    student = study.student_of(request.user)
    given = request.POST if request.method == "POST" else _with_defaults(request)
    form = QuizForm(given, user=request.user, actors=sittings.askable_actors())
    count: int | None = None
    if form.is_valid():
        if request.method == "POST" and "count" not in request.POST:
            lot = secrets.randbelow(LOTS)
            sitting = sittings.start_quiz(student, form.wanted(), lot=lot, now=timezone.now())
            if sitting is not None:
                return HttpResponseSeeOther(reverse("sitting", args=[sitting.pk]))
            form.add_error(None, NOTHING_FITS)
        count = sittings.count_of(form.wanted(), language=student.language)
    return _page(request, student, form, count)


def _with_defaults(request: SignedIn) -> dict:
    """What the address asks for, and the usual choice where it says nothing."""
    given = request.GET.copy()
    given.setdefault("size", "10")
    given.setdefault("feedback", "at_once")
    return given


def _page(request: SignedIn, student: Student, form: QuizForm, count: int | None) -> HttpResponse:
    context = {"form": form, "count": count, "most": sittings.COUNTED}
    return render_fragment(
        request, page="quizzes/quiz.html", fragment="quizzes/_quiz_form.html", context=context
    )
