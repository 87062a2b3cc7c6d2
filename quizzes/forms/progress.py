"""What a student tries out before she changes her settings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from quizzes.models import Set, Student
from quizzes.statistics.ahead import Way

from .fields import Whole

FURTHEST = 730
"""Days ahead of which an exam is planned: two years."""


class WayForm(forms.Form):
    """Another way to learn; it stands in the address, and nothing is saved."""

    retention = Whole(later("Wanted recall, in per cent"), 70, 97)
    new_a_day = Whole(later("New questions a day"), 0, 1000)
    reviews_a_day = Whole(later("Repeated questions a day, at most"), 0, 10_000)

    def __init__(self, data: Any = None, *, way: Way) -> None:
        initial = {
            "retention": round(way.retention * 100),
            "new_a_day": way.new_a_day,
            "reviews_a_day": way.reviews_a_day,
        }
        super().__init__(data, initial=initial)

    @classmethod
    def asked_in(cls, given: Mapping[str, Any]) -> bool:
        """Whether an address asks for anything."""
        return any(name in given for name in cls.base_fields)

    def wanted(self) -> dict[str, Any]:
        """What is different from a way. Only of a form that is valid."""
        given = self.cleaned_data
        return {**given, "retention": given["retention"] / 100}


class ExamForm(forms.ModelForm):
    """The day by which a student wants to be ready, about what, and how sure of it."""

    exam_on = forms.DateField(
        label=later("Ready by"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages=dict.fromkeys(("required", "invalid"), later("Choose a day, such as 2027-06-12.")),
    )
    exam_set = forms.ModelChoiceField(
        Set.objects.none(),
        label=later("About"),
        required=False,
        empty_label=later("Everything that I follow"),
        error_messages={"invalid_choice": later("Choose one of the sets that you follow.")},
    )
    exam_retention = Whole(later("How sure of each answer, in per cent"), 70, 97)

    class Meta:
        model = Student
        fields = ["exam_on", "exam_set", "exam_retention"]

    def __init__(self, data: Any = None, *, instance: Student, today: date) -> None:
        initial = {"exam_retention": round(instance.exam_retention * 100)}
        super().__init__(data, instance=instance, initial=initial)
        self.today = today
        sets: forms.ModelChoiceField = self.fields["exam_set"]  # type: ignore[assignment]
        sets.queryset = instance.follows.order_by("name")

    def clean_exam_on(self) -> date:
        day: date = self.cleaned_data["exam_on"]
        if not self.today < day <= self.today + timedelta(days=FURTHEST):
            raise forms.ValidationError(_("Choose a day from tomorrow on, within the next two years."))
        return day

    def clean_exam_retention(self) -> float:
        return float(self.cleaned_data["exam_retention"] / 100)

    def save(self, commit: bool = True) -> Student:
        """Only the exam is written, and it is planned anew."""
        given = {name: self.cleaned_data[name] for name in self.Meta.fields}
        Student.objects.filter(pk=self.instance.pk).update(**given, exam_planned=None)
        return self.instance
