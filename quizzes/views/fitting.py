"""Whose model of memory a student has, and her wish for her own or the published one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from quizzes import fits, study
from quizzes.models import Student

from .clients import SignedIn
from .fragments import see_other


def fit_of(student: Student) -> dict[str, Any]:
    """What there is to say of the model that she has, and what can be done."""
    note = student.fitted
    whose = note.get("whose", "own") if student.weights else "published"
    before = note.get("loss_default")
    return {
        "possible": fits.can_fit(),
        "whose": whose,
        "chosen": fits.chosen(student),
        "on": datetime.fromisoformat(note["at"]) if note else None,
        "answers": note.get("answers", 0),
        "students": note.get("students", 0),
        "better": round(100 * (1 - note["loss_fitted"] / before), 1) if before else 0,
    }


@require_POST
def fit(request: SignedIn) -> HttpResponse:
    """Fit the memory model to her answers, or go back to the published one; what came of it stands there."""
    student, now = study.student_of(request.user), timezone.now()
    if "forget" in request.POST:
        outcome = fits.forget(student, now=now)
        said = _("The published model is used again.")
        messages.success(request, " ".join([said, *_moved(outcome)]))
    elif not fits.can_fit():
        messages.error(request, _("This machine cannot fit the model; ask whoever runs it."))
    else:
        outcome = fits.fit(student, now=now)
        messages.success(request, " ".join([_said_of(outcome, student), *_moved(outcome)]))
    return see_other(reverse("progress"))


def _said_of(outcome: fits.Outcome, student: Student) -> str:
    whose, reason = student.fitted["whose"], student.fitted["reason"]
    if outcome.adopted:
        return {
            "own": _("The model is fitted to you now."),
            "school": _("Your school’s model is used now: there is no better one of your own yet."),
            "published": _("The published model is used again: none that was fitted foresees any better."),
        }[whose]
    if reason == "too few":
        return _("There are too few answers yet to fit the model; nothing was changed.")
    if whose == "own":
        return _("The fit came to the same model again; nothing was changed.")
    return _("The model that you have foresees your answers as well as one of your own; nothing was changed.")


def _moved(outcome: fits.Outcome) -> list[str]:
    """What became of the cards, in sentences."""
    sentences = []
    if outcome.moved:
        moved = ngettext(
            "{count} card comes back on another day.",
            "{count} cards come back on another day.",
            outcome.moved,
        )
        sentences.append(moved.format(count=outcome.moved))
    if outcome.spread:
        spread = ngettext(
            "{count} that would have come at once is put off, over two weeks at most.",
            "{count} that would have come at once are put off, over two weeks at most.",
            outcome.spread,
        )
        sentences.append(spread.format(count=outcome.spread))
    return sentences
