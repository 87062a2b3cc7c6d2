"""What a quiz is to be about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser

from history.dates import DateError
from history.models import Actor
from history.translating import told
from quizzes.models import Set, Sitting
from quizzes.questions import Kind, Mode
from quizzes.rules import read_period
from quizzes.sittings import SIZES, Wanted
from quizzes.wording import kind_label

MOST_YEARS = 40


class QuizForm(forms.Form):
    """The choices of a quiz. All filters may be left open; `kinds` are those that are offered."""

    set = forms.ModelChoiceField(
        Set.objects.none(),
        required=False,
        label="From",
        empty_label="Everything",
        help_text="Decades of few facts have no set of their own: give their years below.",
    )
    first = forms.CharField(required=False, max_length=MOST_YEARS, label="From the year")
    last = forms.CharField(required=False, max_length=MOST_YEARS, label="To the year")
    actor = forms.ModelChoiceField(Actor.objects.none(), required=False, label="With", empty_label="Anybody")
    kinds = forms.MultipleChoiceField(
        choices=[(kind.value, kind_label(kind)) for kind in Kind],
        required=False,
        label="Kinds of question (none ticked: all)",
        widget=forms.CheckboxSelectMultiple,
    )
    mode = forms.ChoiceField(
        choices=[
            (Mode.SINGLE.value, "As in study"),
            (Mode.TRUEFALSE.value, "True or false, for practice only"),
        ],
        required=False,
        label="Ask",
        widget=forms.RadioSelect,
    )
    size = forms.TypedChoiceField(
        choices=[(size, str(size)) for size in SIZES],
        coerce=int,
        initial=10,
        label="Questions",
        widget=forms.RadioSelect,
    )
    feedback = forms.ChoiceField(
        choices=[
            (Sitting.Feedback.AT_ONCE.value, "After each question"),
            (Sitting.Feedback.AT_END.value, "At the end"),
        ],
        initial=Sitting.Feedback.AT_ONCE.value,
        label="Show the answers",
        widget=forms.RadioSelect,
    )

    def __init__(
        self, *args: Any, user: AbstractBaseUser, actors: Any, kinds: Sequence[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].widget.choices = [(kind, kind_label(kind)) for kind in kinds]
        self.fields["set"].queryset = Set.objects.visible_to(user)  # type: ignore[attr-defined]
        self.fields["actor"].queryset = actors  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        try:
            cleaned["period"] = read_period(cleaned.get("first", ""), cleaned.get("last", ""))
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
            title=self._title(),
        )

    def _title(self) -> str:
        chosen = self.cleaned_data
        kinds = [kind_label(kind) for kind in chosen["kinds"]]
        years = " to ".join(text for text in (chosen["first"], chosen["last"]) if text)
        parts = [
            chosen["set"].name if chosen["set"] else "",
            f"with {chosen['actor'].name}" if chosen["actor"] else "",
            years,
            ", ".join(kinds).lower(),
            "true or false" if chosen["mode"] == Mode.TRUEFALSE else "",
        ]
        return ", ".join(part for part in parts if part)
