"""How a student wants to study, and how she wants to read these pages."""

from __future__ import annotations

import zoneinfo
from itertools import groupby
from typing import Any

from django import forms
from django.conf import settings as site
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from quizzes.models import Student
from quizzes.models.students import Leeches, Load, Typing

from .fields import ORDER_MEANS, ORDERS, Tended, Whole

CONTINENTS = {
    "Africa": later("Africa"),
    "America": later("America"),
    "Antarctica": later("Antarctica"),
    "Arctic": later("Arctic"),
    "Asia": later("Asia"),
    "Atlantic": later("Atlantic Ocean"),
    "Australia": later("Australia"),
    "Europe": later("Europe"),
    "Indian": later("Indian Ocean"),
    "Pacific": later("Pacific Ocean"),
}
"""The first words of time zones, which are in English, and what they mean."""


LOADS = [
    (Load.NORMAL.value, later("as usual")),
    (Load.REDUCED.value, later("half as much")),
    (Load.NONE.value, later("nothing")),
]


class Weekday(forms.ChoiceField):
    """How much a student wants to do on one weekday."""

    def __init__(self, label: Any) -> None:
        super().__init__(
            label=label,
            required=False,
            widget=forms.RadioSelect,
            choices=LOADS,
            error_messages={"invalid_choice": later("Say how much you want to do on this day.")},
        )


WEEKDAYS = (
    *(later("Monday"), later("Tuesday"), later("Wednesday"), later("Thursday"), later("Friday")),
    *(later("Saturday"), later("Sunday")),
)
DAYS = tuple(f"day_{number}" for number in range(len(WEEKDAYS)))
"""The names of their fields."""


class SettingsForm(Tended, forms.ModelForm):
    """Only what was changed is written, so that a value which the form rounds stays as it is."""

    new_a_day = Whole(later("New questions a day"), 0, 1000)
    session_size = Whole(later("Questions in a session"), 1, 100)
    reviews_a_day = Whole(later("Repeated questions a day, at most"), 0, 10_000)
    retention = Whole(
        later("Wanted recall, in per cent"),
        70,
        97,
        help_text=later(
            "How sure you want to be of an answer when its question comes back: "
            "a higher number means more questions each day."
        ),
    )
    typing = forms.ChoiceField(
        label=later("Answers"),
        choices=[
            (Typing.BY_STRENGTH.value, later("Choose while a card is new, type once you know it well")),
            (Typing.NEVER.value, later("Always choose")),
            (Typing.ALWAYS.value, later("Always type, wherever that can be done")),
        ],
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": later("Say whether you want to choose or to type.")},
    )
    rollover_hour = forms.TypedChoiceField(
        label=later("The day begins at"),
        coerce=int,
        choices=[(hour, f"{hour:02}:00") for hour in range(13)],
        help_text=later("What you answer in the night before this hour counts for the day before."),
        error_messages={"invalid_choice": later("Choose an hour from 00:00 to 12:00.")},
    )
    interface = forms.ChoiceField(
        label=later("Language of the pages"),
        required=False,
        choices=[("", later("As the browser asks")), *site.LANGUAGES],
        error_messages={"invalid_choice": later("Choose a language from the list.")},
    )
    zone = forms.ChoiceField(
        label=later("Time zone"),
        error_messages={"invalid_choice": later("Choose a time zone from the list.")},
    )

    new_order = forms.ChoiceField(
        label=later("New questions come"),
        choices=[(order.value, words) for order, words in ORDERS.items()],
        required=False,
        help_text=ORDER_MEANS,
        error_messages={"invalid_choice": later("Choose an order from the list.")},
    )
    leeches = forms.ChoiceField(
        label=later("Cards that you keep forgetting"),
        required=False,
        choices=[
            (Leeches.TAG.value, later("Mark them, and go on asking")),
            (Leeches.SUSPEND.value, later("Set them aside")),
        ],
        help_text=later("After eight times, and then after every fourth."),
        error_messages={
            "invalid_choice": later("Say what is to be done with cards that you keep forgetting.")
        },
    )

    class Meta:
        model = Student
        fields = [
            "new_a_day",
            "session_size",
            "typing",
            "citation_style",
            "interface",
            "reviews_a_day",
            "new_order",
            "retention",
            "leeches",
            "rollover_hour",
            "zone",
            "keys",
        ]
        labels = {
            "citation_style": later("Sources are cited in the style of"),
            "keys": later("Single keys answer questions"),
        }
        help_texts = {"keys": later("1 to 4 choose, Space turns a card, u takes an answer back.")}

    FOLDED = (
        *("citation_style", "interface", "reviews_a_day", "new_order", "retention", "leeches"),
        *("rollover_hour", "zone", "keys"),
    )

    def __init__(self, data: Any = None, *, instance: Student) -> None:
        week = instance.week or [Load.NORMAL.value] * len(DAYS)
        initial = {"retention": round(instance.retention * 100), **dict(zip(DAYS, week, strict=True))}
        super().__init__(data, instance=instance, initial=initial)
        self.chosen_week: list[str] = instance.week
        for day, label in zip(DAYS, WEEKDAYS, strict=True):
            self.fields[day] = Weekday(label)
        self.fields["zone"].choices = zones(instance.zone)  # type: ignore[attr-defined]

    @property
    def unfolded(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in self.FOLDED + DAYS]

    @property
    def folded(self) -> list[forms.BoundField]:
        return [self[name] for name in self.FOLDED]

    @property
    def week(self) -> list[forms.BoundField]:
        """How much is wanted on each weekday."""
        return [self[name] for name in DAYS]

    @property
    def loads(self) -> list[Any]:
        """What can be wanted of a weekday, in words."""
        return [label for _, label in LOADS]

    @property
    def open(self) -> bool:
        """Whether something has to be put right among what is folded away."""
        return any(name in self.errors for name in self.FOLDED + DAYS)

    def clean_new_order(self) -> str:
        """As it was where nothing is said."""
        return self.cleaned_data["new_order"] or self.instance.new_order

    def clean_leeches(self) -> str:
        """As it was where nothing is said."""
        return self.cleaned_data["leeches"] or self.instance.leeches

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        week = [found.get(day) or load for day, load in zip(DAYS, self._week(), strict=True)]
        if set(week) == {Load.NONE}:
            self.add_error(DAYS[0], _("Leave at least one day of the week to study on."))
        self.chosen_week = [] if set(week) == {Load.NORMAL} else week
        return found

    def _week(self) -> list[str]:
        """As it was: what a form that says nothing of a day leaves alone."""
        return self.instance.week or [Load.NORMAL.value] * len(DAYS)

    def clean_typing(self) -> str:
        """As it was where nothing is said."""
        return self.cleaned_data["typing"] or self.instance.typing

    def clean_retention(self) -> float:
        return float(self.cleaned_data["retention"] / 100)

    def save(self, commit: bool = True) -> Student:
        student: Student = self.instance
        if self.changed_data:
            changed = {name: self.cleaned_data[name] for name in self.changed_data if name not in DAYS}
            Student.objects.filter(pk=student.pk).update(**changed, week=self.chosen_week)
        return student


def zones(own: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Time zones by continent, as choices; `own` is among them whatever it is called."""
    known = sorted(zoneinfo.available_timezones())
    placed = [zone for zone in known if zone.partition("/")[0] in CONTINENTS and "/" in zone]
    grouped = [
        (
            str(CONTINENTS[continent]),
            [(zone, zone.partition("/")[2].replace("_", " ").replace("/", ", ")) for zone in group],
        )
        for continent, group in groupby(placed, key=lambda zone: zone.partition("/")[0])
    ]
    others = sorted({"UTC", own} - set(placed))
    return [(_("World"), [(zone, zone) for zone in others]), *grouped]
