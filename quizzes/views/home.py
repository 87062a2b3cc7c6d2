"""The first page: what Attest is, and what is due."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from quizzes import study
from quizzes.models import Student


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Who has not studied yet is no student, and looking at a page makes nobody one."""
    user = request.user
    student = Student.objects.filter(user=user).first() if user.is_authenticated else None
    counts = study.counts(student, timezone.now()) if student else None
    return render(request, "quizzes/home.html", {"counts": counts})
