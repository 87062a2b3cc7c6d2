"""What a student says is wrong with a question."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from quizzes.models import Report


class ReportForm(forms.ModelForm):
    class Meta:
        model = Report
        fields = ["reason", "text"]
        error_messages = {
            "reason": {
                "required": _("Choose what is wrong, so that your teacher knows where to look."),
                "invalid_choice": _("Choose one of these reasons."),
            },
            "text": {"max_length": _("That is too long: at most 1000 characters, please.")},
        }
