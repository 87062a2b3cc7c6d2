"""Reports: a student says what is wrong with a question, and reads what was done about it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as later
from django.views.decorators.http import require_http_methods, require_safe

from quizzes import reports
from quizzes.forms.reports import ReportForm
from quizzes.models import Report

from .clients import SignedIn
from .fragments import render_fragment, see_other, wants_fragment
from .sets import student_of

PAGE = 50
THANKS = later("Thank you. Your teacher reads it, and the answer will stand here.")


@require_safe
def mine(request: SignedIn) -> HttpResponse:
    """What this student has reported, and what became of it."""
    student = student_of(request.user)
    rows = Report.objects.filter(student=student) if student else Report.objects.none()
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "quizzes/reports/mine.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: SignedIn, question: int) -> HttpResponse:
    student = student_of(request.user)
    asked = reports.reportable(student, question) if student else None
    if student is None or asked is None:
        raise Http404("There is no such question for you.")
    form = ReportForm(request.POST if request.method == "POST" else None)
    error = ""
    if form.is_valid():
        said = {"reason": form.cleaned_data["reason"], "text": form.cleaned_data["text"]}
        outcome = reports.report(student, asked, **said, now=timezone.now())
        if isinstance(outcome, Report):
            return _thanked(request)
        error = outcome.reason
    context = {
        "form": form,
        "stem": reports.printed(student, asked),
        "report_url": reverse("report", args=[asked.pk]),
        "errors": [error] if error else [text for texts in form.errors.values() for text in texts],
        "reason": request.POST.get("reason", ""),
        "text": request.POST.get("text", ""),
    }
    return render_fragment(
        request, page="quizzes/reports/page.html", fragment="quizzes/reports/_form.html", context=context
    )


def _thanked(request: SignedIn) -> HttpResponse:
    if wants_fragment(request):
        return render(request, "quizzes/reports/_thanks.html")
    messages.success(request, THANKS)
    return see_other(reverse("reports"))
