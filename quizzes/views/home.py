"""The first page: what Attest is, what is due, and for teachers how their classes are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from quizzes import breaks, contests, sittings, study, voiding
from quizzes.models import Proposal, Report, Set, Student
from quizzes.statistics import ahead, practice
from quizzes.study.folding import study_day

from .titles import title_of

OFFERED = 3
MOST = 12
"""Collections, classes and sets named on the first page; the page of sets has all."""


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Who has not studied yet is no student, and looking at a page makes nobody one."""
    user = request.user
    student: Student | None = getattr(user, "student", None)
    context: dict[str, Any] = {"collections": Set.objects.public().filter(starter=True)[:MOST]}
    if student is not None:
        context |= _today(student)
    if user.has_perm("quizzes.add_set"):
        context |= _classes(user)
    response = render(request, "quizzes/home.html", context)
    patch_cache_control(response, no_store=True, private=True)
    return response


def _today(student: Student) -> dict[str, Any]:
    now = timezone.now()
    counts = study.counts(student, now)
    each = practice.pace(student)
    away = breaks.near(student, today=study_day(student, now))
    free = away is not None and away.now
    sizes = [size for size in sittings.SIZES if size != student.session_size]
    return {
        "student": student,
        "news": contests.news_for(student),
        "amended": voiding.news_for(student),
        "counts": counts,
        "away": away,
        "minutes": 0 if free else practice.minutes_for(counts.due + counts.new, each=each),
        "ways_back": []
        if free or not ahead.piled_up(student, counts.due)
        else _ways_back(student, now, each=each),
        "followed": counts.due > 0 or student.follows.exists(),
        "taught": student.follows.filter(owner__isnull=False)[:MOST],
        "nothing": not (counts.due or counts.new),
        "when": "" if counts.due or counts.new else study.when_next(student, now),
        "size": student.session_size,
        "sizes": sizes,
        "unfinished": [(row, title_of(row)) for row in sittings.unfinished(student, now=now)[:OFFERED]],
    }


@dataclass(frozen=True, slots=True)
class WayBack:
    """After a break: so many a day take so many minutes, and by then nothing is overdue any more."""

    questions: int
    minutes: int
    until: date


def _ways_back(student: Student, now: datetime, *, each: int) -> list[WayBack]:
    today = study_day(student, now)
    return [
        WayBack(
            questions=way.reviews_a_day,
            minutes=practice.minutes_for(way.reviews_a_day, each=each),
            until=date.fromordinal(today + way.days - 1),
        )
        for way in ahead.catch_up(student, today=today)
    ]


def _classes(user: User | AnonymousUser) -> dict[str, Any]:
    """A teacher's sets with how many follow each, and how many reports and answers wait for a reply."""
    own = Set.objects.owned_by(user).annotate(pupils=Count("followers")).order_by("-pupils", "name")
    waiting = {"reports": Report.objects.open().count(), "proposals": Proposal.objects.waiting().count()}
    return {"teaches": True, "own": own[:MOST], **waiting}
