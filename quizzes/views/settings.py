"""A student's own settings."""

from __future__ import annotations

from django.conf import settings as site
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from quizzes.forms.settings import SettingsForm
from quizzes.models import Student
from quizzes.study import student_of

from .accounts import form_page
from .clients import SignedIn
from .fragments import see_other
from .languages import remember


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
    return render(request, "quizzes/accounts/settings.html", {"form": form})
