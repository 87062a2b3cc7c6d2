"""A teacher's pupils: new accounts, a class at a time, and new passwords."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from quizzes.models import Set
from quizzes.people import names
from quizzes.people.pupils import faults_in

from .fields import NewPassword, Tended

LINES = 200


class ResetForm(Tended):
    """A teacher sets a pupil's password."""

    password = NewPassword(
        label="New password",
        help_text="At least 8 characters. Or leave it empty and let a readable one be made.",
        required=False,
    )

    def __init__(self, data: Any = None, *, pupil: User) -> None:
        super().__init__(data)
        self.pupil = pupil

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if password:
            validate_password(password, self.pupil)
        return password


class PupilsForm(Tended):
    """A class, a name on each line."""

    names = forms.CharField(
        label="Usernames",
        max_length=LINES * (names.MOST + 10),
        widget=forms.Textarea(attrs={"rows": 14, "cols": 40, "spellcheck": "false"}),
        help_text=f"One a line, at most {LINES}. They need not be real names.",
        error_messages={
            "required": "Write at least one name.",
            "max_length": f"This is too much at once: at most {LINES} names.",
        },
    )
    follow = forms.ModelChoiceField(
        queryset=Set.objects.none(),
        required=False,
        label="Set to follow",
        help_text="Besides the starter sets, which every new student follows.",
        error_messages={"invalid_choice": "Choose one of the sets in the list."},
    )
    only = forms.BooleanField(
        required=False,
        label="Only this set",
        help_text="Then they follow none of the starter sets. It says nothing where no set is chosen.",
    )

    def __init__(self, data: Any = None, *, teacher: User) -> None:
        super().__init__(data)
        self.fields["follow"].queryset = Set.objects.visible_to(teacher)  # type: ignore[attr-defined]

    def clean_names(self) -> list[str]:
        lines = enumerate(self.cleaned_data["names"].splitlines(), start=1)
        kept = [(number, names.tidy(line)) for number, line in lines if line.strip()]
        if len(kept) > LINES:
            raise ValidationError(f"These are {len(kept)} names; at most {LINES} can be added at once.")
        if faults := faults_in(kept):
            raise ValidationError(faults)
        return [name for _number, name in kept]
