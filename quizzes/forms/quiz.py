"""What a quiz is to be about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext_lazy as later
from django.utils.translation import pgettext_lazy

from history.dates import DateError
from history.models import Actor
from history.translating import spoken, told, told_later
from quizzes.models import Set, Sitting
from quizzes.questions import Kind, Mode
from quizzes.rules import read_period
from quizzes.sittings import SIZES, Wanted
from quizzes.wording import kind_label

MOST_YEARS = 40


class SetField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Set) -> str:
        return obj.printed_name


class QuizForm(forms.Form):
    """The choices of a quiz. All filters may be left open; `kinds` are those that are offered."""

    set = SetField(
        Set.objects.none(),
        required=False,
        label=pgettext_lazy("questions of a set", "From"),
        empty_label=later("Everything"),
        help_text=later("Decades of few facts have no set of their own: give their years below."),
    )
    first = forms.CharField(required=False, max_length=MOST_YEARS, label=later("From the year"))
    last = forms.CharField(required=False, max_length=MOST_YEARS, label=later("To the year"))
    actor = forms.ModelChoiceField(
        Actor.objects.none(), required=False, label=later("With"), empty_label=later("Anybody")
    )
    kinds = forms.MultipleChoiceField(
        choices=[(kind.value, told_later(kind_label(kind))) for kind in Kind],
        required=False,
        label=later("Kinds of question (none ticked: all)"),
        widget=forms.CheckboxSelectMultiple,
    )
    mode = forms.ChoiceField(
        choices=[
            (Mode.SINGLE.value, later("As in study")),
            (Mode.TYPED.value, later("Typed answers alone")),
            (Mode.TRUEFALSE.value, later("True or false, for practice only")),
        ],
        required=False,
        label=later("Ask"),
        widget=forms.RadioSelect,
    )
    size = forms.TypedChoiceField(
        choices=[(size, str(size)) for size in SIZES],
        coerce=int,
        initial=10,
        label=later("Questions"),
        widget=forms.RadioSelect,
    )
    feedback = forms.ChoiceField(
        choices=[
            (Sitting.Feedback.AT_ONCE.value, later("After each question")),
            (Sitting.Feedback.AT_END.value, later("At the end")),
        ],
        initial=Sitting.Feedback.AT_ONCE.value,
        label=later("Show the answers"),
        widget=forms.RadioSelect,
    )

    def __init__(
        self, *args: Any, user: AbstractBaseUser, actors: Any, kinds: Sequence[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].widget.choices = [(kind, told_later(kind_label(kind))) for kind in kinds]
        self.fields["set"].queryset = Set.objects.visible_to(user).named()  # type: ignore[attr-defined]
        self.fields["actor"].queryset = actors  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        try:
            cleaned["period"] = read_period(cleaned.get("first", ""), cleaned.get("last", ""), spoken())
        except DateError as error:
            self.add_error("first", told(error.sentence))
        return cleaned

    def wanted(self) -> Wanted:
        """The quiz that a valid form describes."""
        chosen = self.cleaned_data
        return Wanted(
            size=chosen["size"],
            within=chosen["set"],
            period=chosen["period"],
            actor=chosen["actor"].pk if chosen["actor"] else None,
            kinds=tuple(chosen["kinds"]),
            feedback=chosen["feedback"],
            mode=chosen["mode"] or Mode.SINGLE,
            about=self._about(),
        )

    def _about(self) -> dict[str, Any]:
        """What was chosen, as a sitting keeps it; the mode has a column of its own."""
        chosen = self.cleaned_data
        about = {
            "set": chosen["set"].name if chosen["set"] else "",
            "actor": chosen["actor"].name if chosen["actor"] else "",
            "first": chosen["first"],
            "last": chosen["last"],
            "kinds": list(chosen["kinds"]),
        }
        return {name: value for name, value in about.items() if value}
