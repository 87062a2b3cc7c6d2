"""The page of a class: who follows a set, how far each is, and what is shaky for many."""

from __future__ import annotations

import csv

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from quizzes import classes, sets
from quizzes.models import Set
from quizzes.tallies import questions_in

from .clients import SignedIn
from .fragments import see_other
from .sets import manner

PAGE = 100
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


def taught(request: HttpRequest, pk: int) -> Set:
    """The set of whoever teaches with it; superusers look after all."""
    user = request.user
    rows = Set.objects.all() if user.is_superuser else Set.objects.owned_by(user)
    return get_object_or_404(rows, pk=pk)


@require_safe
def page(request: SignedIn, pk: int) -> HttpResponse:
    of = taught(request, pk)
    now = timezone.now()
    students = Paginator(classes.students_of(of), PAGE).get_page(request.GET.get("page"))
    reported = classes.reported(of)
    context = {
        "of": of,
        "page": students,
        "members": classes.members(of, list(students), now),
        "total": questions_in(of),
        "shaky": classes.shaky(of, now),
        "days": classes.RECENT,
        "reported": reported,
        "may_resolve": bool(reported)
        and request.user.is_staff
        and request.user.has_perm("quizzes.change_report"),
        "own": of.owner_id == request.user.pk,
        "manner": manner(of),
    }
    return render(request, "quizzes/sets/class.html", context)


@require_safe
def table(request: SignedIn, pk: int) -> HttpResponse:
    """The whole class as comma-separated values, for a spreadsheet."""
    of = taught(request, pk)
    total, now = questions_in(of), timezone.now()
    name = slugify(of.name)[:80] or f"class-{of.pk}"
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    day = timezone.localdate(now).isoformat()
    response["Content-Disposition"] = f'attachment; filename="{name}-{day}.csv"'
    response.write("\N{ZERO WIDTH NO-BREAK SPACE}")  # tells spreadsheets that the text is UTF-8
    lines = csv.writer(response)
    lines.writerow([_("Name"), _("Guest"), _("Due now"), _("Known"), _("Met"), _("Of"), _("Last here")])
    for each in classes.members(of, list(classes.students_of(of)), now):
        guest = _("yes") if each.guest else ""
        last = each.last.isoformat() if each.last else _("never")
        lines.writerow([cell(each.name), guest, each.due, each.known, each.met, total, last])
    return response


def cell(text: str) -> str:
    """A text that no spreadsheet reckons with."""
    return f"'{text}" if text.startswith(FORMULA) else text


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: SignedIn, pk: int, student: int) -> HttpResponse:
    """Takes a student out of the class, after asking by name."""
    of = taught(request, pk)
    who = get_object_or_404(classes.students_of(of), pk=student)
    name = classes.name_of(who)
    if request.method == "POST":
        sets.leave(who, of)
        messages.success(request, _("{name} is no longer in this class.").format(name=name))
        return see_other(reverse("set-class", args=[of.pk]))
    return render(request, "quizzes/sets/remove.html", {"of": of, "name": name, "student": who})
