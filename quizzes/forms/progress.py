"""What a student tries out before she changes her settings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from quizzes.models import Set, Student
from quizzes.statistics.ahead import Way

from .fields import Whole

FURTHEST = 730
"""Days ahead of which an exam is planned: two years."""


class WayForm(forms.Form):
    """Another way to learn; it stands in the address, and nothing is saved. What is not asked for stays."""

    retention = Whole(later("Wanted recall, in per cent"), 70, 97)
    new_a_day = Whole(later("New questions a day"), 0, 1000)
    reviews_a_day = Whole(later("Repeated questions a day, at most"), 0, 10_000)

    def __init__(self, data: Any = None, *, way: Way) -> None:
        initial = {
            "retention": round(way.retention * 100),
            "new_a_day": way.new_a_day,
            "reviews_a_day": way.reviews_a_day,
        }
        if data is not None:
            data = initial | {name: data[name] for name in self.base_fields if name in data}
        super().__init__(data, initial=initial)

    @classmethod
    def asked_in(cls, given: Mapping[str, Any]) -> bool:
        """Whether an address asks for anything."""
        return any(name in given for name in cls.base_fields)

    def wanted(self) -> dict[str, Any]:
        """What is different from a way. Only of a form that is valid."""
        given = self.cleaned_data
        return {**given, "retention": given["retention"] / 100}


class SetChoice(forms.ModelChoiceField):
    """A set, by the name that it has in the language of the page."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.printed_name)


class ExamForm(forms.ModelForm):
    """The day by which a student wants to be ready, about what, and how sure of it.

    The set that it is about stays to be chosen when it is left: nothing becomes an exam about everything by
    saving another day.
    """

    exam_on = forms.DateField(
        label=later("Ready by"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages=dict.fromkeys(("required", "invalid"), later("Choose a day, such as 2027-06-12.")),
    )
    exam_set = SetChoice(
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
        sets: SetChoice = self.fields["exam_set"]  # type: ignore[assignment]
        mine = Q(pk__in=instance.follows.values("pk")) | Q(pk=instance.exam_set_id)
        sets.queryset = Set.objects.named().filter(mine).order_by("name", "pk")

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
