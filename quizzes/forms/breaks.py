"""What a student says of days on which she is away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from quizzes.breaks import LONGEST, MOST

from .fields import Tended
from .progress import FURTHEST


class Day(forms.DateField):
    """A day, as a browser sends it."""

    def __init__(self, label: Any) -> None:
        super().__init__(
            label=label,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            input_formats=["%Y-%m-%d"],
            error_messages=dict.fromkeys(("required", "invalid"), later("Choose a day, such as 2027-06-12.")),
        )


class BreakForm(Tended):
    """From when to when she is away. known: what she has announced already."""

    first = Day(later("Away from"))
    last = Day(later("to, that day included"))

    def __init__(self, data: Any = None, *, known: Sequence[tuple[date, date]], today: date) -> None:
        super().__init__(data)
        self.known = known
        self.today = today

    def clean_first(self) -> date:
        day: date = self.cleaned_data["first"]
        if not self.today <= day <= self.today + timedelta(days=FURTHEST):
            raise forms.ValidationError(_("Choose a day from today on, within the next two years."))
        return day

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = found.get("first"), found.get("last")
        if first is None or last is None:
            return found
        if not 0 <= (last - first).days < LONGEST:
            self.add_error("last", _("Choose the last day: the first one, or one within a year after it."))
        for begins, ends in self.known:
            if begins <= last and first <= ends and (begins, ends) != (first, last):
                self.add_error("first", _overlap(begins, ends))
        if len(self.known) >= MOST and (first, last) not in self.known:
            self.add_error(
                None, _("No more than {most} breaks can be kept; cancel one first.").format(most=MOST)
            )
        return found


def _overlap(begins: date, ends: date) -> str:
    said = _("You are away from {first} to {last} already; cancel that first, or choose other days.")
    return said.format(first=date_format(begins), last=date_format(ends))
