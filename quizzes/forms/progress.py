"""What a student tries out before she changes her settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as later

from quizzes.statistics.ahead import Way

from .accounts import Whole


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
