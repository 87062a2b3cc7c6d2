"""A student's own settings."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings as site
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from quizzes.forms.settings import SettingsForm
from quizzes.models import Set, Student
from quizzes.study import student_of

from .accounts import form_page
from .clients import SignedIn
from .fragments import see_other
from .languages import remember
from .sets import manner


@never_cache
@form_page
def settings(request: SignedIn) -> HttpResponse:
    """What matters most in sight, the rest folded away. What is past stays as it was, whatever is set."""
    if request.method == "POST":
        form = SettingsForm(request.POST, instance=student_of(request.user))
        if form.is_valid():
            form.save()
            response = see_other(reverse("settings"))
            if "interface" in form.changed_data:
                remember(response, form.cleaned_data["interface"])
                translation.activate(form.cleaned_data["interface"] or translation.get_language())
            messages.success(request, _("Your settings are saved."))
            return response
        form.point()
    else:
        known = Student.objects.filter(user=request.user).first()
        form = SettingsForm(instance=known or Student(user=request.user, zone=site.TIME_ZONE))
    context = {"form": form, "wished": list(_wished(request))}
    return render(request, "quizzes/accounts/settings.html", context)


def _wished(request: SignedIn) -> Iterator[str]:
    """What the sets that somebody follows say, and what goes before her own settings."""
    for of in Set.objects.named().filter(followers__user=request.user).wishing():
        name = of.printed_name
        if of.retention is not None:
            words = _("“{name}” wants {percent} %, and that goes before your own number.")
            yield words.format(name=name, percent=round(of.retention * 100))
        if of.new_order:
            words = _("The order of “{name}” goes before yours. {said}")
            yield words.format(name=name, said=manner(of)[0])
