"""The first page: what Attest is, and what is due."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from quizzes import sittings, study
from quizzes.models import Student

OFFERED = 3


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Who has not studied yet is no student, and looking at a page makes nobody one."""
    user = request.user
    student: Student | None = getattr(user, "student", None)
    response = render(request, "quizzes/home.html", _today(student) if student else {})
    patch_cache_control(response, no_store=True, private=True)
    return response


def _today(student: Student) -> dict[str, Any]:
    now = timezone.now()
    counts = study.counts(student, now)
    sizes = [size for size in sittings.SIZES if size != student.session_size]
    return {
        "student": student,
        "counts": counts,
        "followed": student.follows.exists(),
        "nothing": not (counts.due or counts.new),
        "when": "" if counts.due or counts.new else study.when_next(student, now),
        "size": student.session_size,
        "sizes": sizes,
        "unfinished": sittings.unfinished(student, now=now)[:OFFERED],
    }
