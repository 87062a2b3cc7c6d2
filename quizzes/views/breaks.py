"""The days on which a student is away: announced, listed and cancelled."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from quizzes import breaks, study
from quizzes.forms.breaks import BreakForm
from quizzes.study.folding import study_day

from .accounts import form_page
from .clients import SignedIn
from .fragments import see_other


@never_cache
@form_page
def away(request: SignedIn) -> HttpResponse:
    """Say from when to when, or cancel what was said; what that moved stands there."""
    student, now = study.student_of(request.user), timezone.now()
    today = study_day(student, now)
    if "cancel" in request.POST:
        back = breaks.cancel(student, request.POST["cancel"], now=now)
        if back is not None:
            messages.success(request, _cancelled(back))
        return see_other(reverse("breaks"))
    known = breaks.coming(student, today=today)
    form = BreakForm(request.POST or None, known=known, today=date.fromordinal(today))
    if request.method == "POST":
        if form.is_valid():
            moved = breaks.announce(student, **form.cleaned_data, now=now)
            messages.success(request, _announced(moved))
            return see_other(reverse("breaks"))
        form.point()
    return render(request, "quizzes/breaks.html", {"form": form, "known": known, "most": breaks.MOST})


def _announced(moved: breaks.Moved) -> str:
    if not (moved.before or moved.after):
        return _("Your break is kept. Nothing falls due in it by now.")
    before = ngettext(
        "{count} question is asked before it", "{count} questions are asked before it", moved.before
    ).format(count=moved.before)
    after = ngettext(
        "{count} question is asked after it", "{count} questions are asked after it", moved.after
    ).format(count=moved.after)
    said = ", ".join(text for text, count in ((before, moved.before), (after, moved.after)) if count)
    return _("Your break is kept: {moved}.").format(moved=said)


def _cancelled(back: int) -> str:
    if not back:
        return _("The break is cancelled.")
    return ngettext(
        "The break is cancelled, and {count} question is back on its day.",
        "The break is cancelled, and {count} questions are back on their days.",
        back,
    ).format(count=back)
