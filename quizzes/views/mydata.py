"""My data: what is kept of me, a copy of it, and the end of it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from quizzes.forms.accounts import EraseForm
from quizzes.models import Card, Contest, Report, Review, Sitting
from quizzes.people import erasing, exporting
from quizzes.people.guests import guest_of

from .accounts import form_page, sent
from .clients import SignedIn
from .fragments import see_other

QUICKLY = 200 * 2**20
"""Bytes of a database that is written anew within a second or two, while a page waits for it."""


@never_cache
@require_safe
def data(request: SignedIn) -> HttpResponse:
    mine = {"student__user": request.user}
    counts = {
        "cards": Card.objects.filter(**mine).count(),
        "reviews": Review.objects.visible_to(request.user).count(),
        "sittings": Sitting.objects.visible_to(request.user).count(),
        "reports": Report.objects.filter(**mine).count(),
        "contests": Contest.objects.visible_to(request.user).count(),
    }
    return render(request, "quizzes/accounts/data.html", {"counts": counts, "guest": guest_of(request.user)})


@require_safe
def export(request: SignedIn) -> HttpResponse:
    """Everything as one file, attest-student/1."""
    now = timezone.now()
    response = HttpResponse(exporting.export(request.user, now=now), content_type="application/json")
    name = f"attest-{request.user.get_username()}.json"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    patch_cache_control(response, no_store=True, private=True)
    return response


@sensitive_post_parameters("password")
@never_cache
@form_page
def erase(request: SignedIn) -> HttpResponse:
    """All of it, at once and for good. Members of staff are told whom to ask."""
    guest = guest_of(request.user)
    form = EraseForm(request, sent(request), guest=guest is not None)
    staff = request.user.is_staff or request.user.is_superuser
    if request.method == "POST" and not staff and form.is_valid():
        erasing.erase(request.user, most=QUICKLY)
        logout(request)
        messages.success(request, _("Everything that was kept of you here is erased."))
        return see_other(reverse("home"))
    form.point()
    return render(request, "quizzes/accounts/erase.html", {"form": form, "guest": guest, "staff": staff})
