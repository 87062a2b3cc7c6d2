"""“I was right”: a student stands by a typed answer, and reads what her teacher made of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from history.sentences import counted
from history.translating import told as put
from quizzes import contests, study

from . import cards
from .clients import SignedIn
from .fragments import see_other, wants_fragment
from .sets import student_of

PAGE = 50
TOO_MANY = counted(
    "You have stood by {count} answer since this time yesterday, and your teacher has to read them "
    "all: come back to this one tomorrow.",
    "You have stood by {count} answers since this time yesterday, and your teacher has to read them "
    "all: come back to this one tomorrow.",
    contests.MOST_A_DAY,
)


@require_POST
def contest(request: SignedIn, review: int) -> HttpResponse:
    """Stand by an answer of one's own, once."""
    stored = cards.own_answer(request, review)
    student = student_of(request.user)
    if stored is None or student is None or study.answered_of(stored).waits:
        raise Http404
    outcome = contests.stand_by(student, stored, now=timezone.now())
    match outcome:
        case None:
            raise Http404
        case contests.TakenBack():
            return _taken_back(request)
        case contests.TooMany():
            return _too_many(request, review)
    if wants_fragment(request):
        return render(request, "quizzes/_contest.html", {"contest": outcome})
    return see_other(reverse("study-verdict", args=[review]))


def _taken_back(request: SignedIn) -> HttpResponse:
    reason = _("You took this answer back, so there is nothing left to judge.")
    if wants_fragment(request):
        return render(request, "quizzes/_contest.html", {"said": reason})
    return cards.moved(request, study.Moved(heading=_("This answer does not count"), reason=reason))


def _too_many(request: SignedIn, review: int) -> HttpResponse:
    reason = put(TOO_MANY)
    if wants_fragment(request):
        return render(request, "quizzes/_contest.html", {"said": reason})
    messages.error(request, reason)
    return see_other(reverse("study-verdict", args=[review]))


@require_safe
def mine(request: SignedIn) -> HttpResponse:
    """The answers that this student has stood by, and what became of them."""
    page: Any = Paginator(contests.stood_by(request.user), PAGE).get_page(request.GET.get("page"))
    page.object_list = [(row, contests.standing(row)) for row in page.object_list]
    return render(request, "quizzes/contests.html", {"page": page})


@require_POST
def told(request: SignedIn) -> HttpResponse:
    """She has read what was decided: the first page does not say it again."""
    student = student_of(request.user)
    if student is not None:
        read = [cards.number(answer) for answer in request.POST.getlist("answer")[: contests.MOST_READ]]
        contests.told(student, answers=read, now=timezone.now())
    return see_other(reverse("home"))
