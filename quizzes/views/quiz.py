"""Choose what a quiz is about, see how many questions there are, and begin."""

from __future__ import annotations

import secrets

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as later
from django.views.decorators.http import require_http_methods, require_POST

from quizzes import sittings, study
from quizzes.forms.quiz import QuizForm
from quizzes.models import Student
from quizzes.questions import Mode

from .clients import SignedIn
from .fragments import render_fragment, see_other
from .study import LOTS

NOTHING_FITS = later("No question fits all of this: leave something open and try again.")


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedIn) -> HttpResponse:
    """The choices, and on POST the quiz itself."""
    student = study.student_of(request.user)
    if request.method != "POST":
        return _page(request, student, _form(request, _with_defaults(request)))
    form = _form(request, request.POST)
    if form.is_valid():
        lot = secrets.randbelow(LOTS)
        sitting = sittings.start_quiz(student, form.wanted(), lot=lot, now=timezone.now())
        if sitting is not None:
            return see_other(reverse("sitting", args=[sitting.pk]))
        form.add_error(None, NOTHING_FITS)
    return _page(request, student, form)


@require_POST
def count(request: SignedIn) -> HttpResponse:
    """How many questions fit the choices as they stand; nothing begins."""
    form = _form(request, request.POST)
    return _page(request, study.student_of(request.user), form, fragment="quizzes/_quiz_count.html")


def _form(request: SignedIn, given: QueryDict) -> QuizForm:
    return QuizForm(
        given, user=request.user, actors=sittings.askable_actors(), kinds=sittings.askable_kinds()
    )


def _with_defaults(request: SignedIn) -> QueryDict:
    """What the address asks for, and the usual choice where it says nothing."""
    given = request.GET.copy()
    given.setdefault("mode", Mode.SINGLE)
    given.setdefault("size", "10")
    given.setdefault("feedback", "at_once")
    return given


def _page(
    request: SignedIn, student: Student, form: QuizForm, *, fragment: str = "quizzes/_quiz_form.html"
) -> HttpResponse:
    fitting = sittings.count_of(form.wanted(), language=student.language) if form.is_valid() else None
    context = {"form": form, "count": fitting, "most": sittings.COUNTED}
    return render_fragment(request, page="quizzes/quiz.html", fragment=fragment, context=context)
