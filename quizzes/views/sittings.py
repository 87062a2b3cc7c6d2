"""Sittings: begin one, go on with it, end it, retry what was missed."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from quizzes import breaks, exams, sittings, study
from quizzes.models import Set
from quizzes.questions import Mode
from quizzes.study.folding import study_day

from . import cards
from .clients import SignedIn
from .fragments import see_other

DUE = "due"
SIZES = {str(size): size for size in sittings.SIZES}
MODES = frozenset({Mode.SINGLE.value, Mode.CARD.value, Mode.TYPED.value})
MOST = 100


@require_POST
def start(request: SignedIn) -> HttpResponse:
    """Begin a session: of so many questions, or of whatever is due; by questions, flashcards or typing."""
    student = study.student_of(request.user)
    wanted = request.POST.get("size") or str(student.session_size)
    size = None if wanted == DUE else cards.number(wanted)
    mode = request.POST.get("mode") or Mode.SINGLE
    if size is not None and not 1 <= size <= MOST:
        raise BadRequest(f"A session has from 1 to {MOST} questions.")
    if mode not in MODES:
        raise BadRequest(_("A session is studied by questions, by flashcards or by typing."))
    within = _set(request)
    breaks.keep(student, now=timezone.now())
    exams.prepare(student, now=timezone.now())
    sitting = sittings.start_study(student, size=size, mode=mode, within=within, now=timezone.now())
    return see_other(reverse("sitting", args=[sitting.pk]))


def _set(request: SignedIn) -> Set | None:
    given = request.POST.get("set", "")
    if not given:
        return None
    return get_object_or_404(Set.objects.visible_to(request.user), pk=cards.number(given))


@require_POST
def ahead(request: SignedIn) -> HttpResponse:
    """Practise what comes next before its day; home, where nothing does."""
    student, now = study.student_of(request.user), timezone.now()
    made = sittings.practise_ahead(student, today=study_day(student, now), now=now)
    return see_other(reverse("sitting", args=[made.pk]) if made else reverse("home"))


@require_safe
def sit(request: SignedIn, sitting: int) -> HttpResponse:
    """The next question of a sitting, or how it went."""
    student = study.student_of(request.user)
    again = cards.asked_again(request, student, sitting=sitting)
    return again or cards.next_question(request, student, sitting=sitting)


@require_POST
def finish(request: SignedIn, sitting: int) -> HttpResponse:
    """End a sitting early, with what was answered so far."""
    student = study.student_of(request.user)
    if study.progress_of(student, sitting) is None:
        raise Http404
    sittings.finish(student, sitting, now=timezone.now())
    return see_other(reverse("sitting", args=[sitting]))


@require_POST
def retry(request: SignedIn, sitting: int) -> HttpResponse:
    """A quiz of what was missed."""
    student = study.student_of(request.user)
    progress = study.progress_of(student, sitting)
    if progress is None:
        raise Http404
    made = sittings.retry(student, progress, now=timezone.now())
    return see_other(reverse("sitting", args=[made.pk if made else sitting]))
