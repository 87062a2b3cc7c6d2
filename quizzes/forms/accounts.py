"""What people type about themselves, turned into what the deeds take, or answered in a sentence."""

from __future__ import annotations

import zoneinfo
from itertools import groupby
from typing import Any

from django import forms
from django.conf import settings as site
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from quizzes.models import Set, Student
from quizzes.models.students import Leeches, Load, Typing
from quizzes.people import names
from quizzes.people.pupils import faults_in

LONGEST = 128
"""Characters of a new password. Older ones may be longer: they are asked for without this limit."""

OLDER = 4096
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
LINES = 200


class Tended(forms.Form):
    """A form that begins where something has to be put right."""

    def point(self) -> None:
        """Let the cursor stand in the first field that was refused."""
        for name in self.fields:
            if name in self.errors:
                self.fields[name].widget.attrs["autofocus"] = True
                return


class NewPassword(forms.CharField):
    """A password that somebody chooses. What is wrong with it is said in whole sentences."""

    def __init__(self, **kwargs: Any) -> None:
        shown = forms.PasswordInput(attrs={"autocomplete": "new-password"})
        super().__init__(widget=shown, strip=False, max_length=LONGEST, **kwargs)


class OwnPassword(forms.CharField):
    """The password that somebody has."""

    def __init__(self, **kwargs: Any) -> None:
        shown = forms.PasswordInput(attrs={"autocomplete": "current-password"})
        super().__init__(widget=shown, strip=False, max_length=OLDER, **kwargs)


class Whole(forms.IntegerField):
    """A whole number from `least` to `most`. Whatever else is written, one sentence says what to write."""

    def __init__(self, label: Any, least: int, most: int, **kwargs: Any) -> None:
        sentence = format_lazy(later("Write a whole number from {least} to {most}."), least=least, most=most)
        codes = ("required", "invalid", "min_value", "max_value")
        super().__init__(
            label=label,
            min_value=least,
            max_value=most,
            error_messages=dict.fromkeys(codes, sentence),
            **kwargs,
        )


class SignUpForm(Tended):
    username = forms.CharField(
        label=later("Username"),
        max_length=names.MOST,
        help_text=format_lazy(
            later(
                "{least} to {most} characters. Others in your class may see it; "
                "it need not be your real name."
            ),
            least=names.LEAST,
            most=names.MOST,
        ),
        error_messages={
            "required": later("Choose a username."),
            "max_length": format_lazy(
                later("A username has {least} to {most} characters."), least=names.LEAST, most=names.MOST
            ),
        },
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = NewPassword(
        label=later("Password"),
        help_text=later(
            "At least 8 characters. Write it down: there is no e-mail to send a forgotten one to."
        ),
        error_messages={"required": later("Choose a password.")},
    )

    def clean_username(self) -> str:
        name = names.tidy(self.cleaned_data["username"])
        if wrong := names.fault(name):
            raise ValidationError(wrong)
        return name

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, User(username=self.cleaned_data.get("username", "")))
        return password

    def refuse_name(self) -> None:
        self.add_error(
            "username",
            _("Somebody has this username already. Choose another one, or sign in if it is yours."),
        )


class SignInForm(AuthenticationForm):
    """A name is found in whatever case and spacing it is typed, before attempts at it are counted."""

    def clean_username(self) -> str:
        known = names.known_as(self.cleaned_data["username"])
        return known.get_username() if known else self.cleaned_data["username"]


class Confirmed(Tended):
    """A form that asks for one's own password; wrong ones are counted as at the door."""

    def __init__(self, request: HttpRequest, data: Any = None) -> None:
        super().__init__(data)
        self.request = request

    def confirm(self, password: str) -> str:
        """Raises ValidationError unless it is the password of who is signed in."""
        name = self.request.user.get_username()
        if authenticate(self.request, username=name, password=password) is None:
            raise ValidationError(_("This is not your password."))
        return password


class PasswordForm(Confirmed):
    old = OwnPassword(
        label=later("The password you have"),
        error_messages={"required": later("Write the password you have now.")},
    )
    new = NewPassword(
        label=later("The new password"),
        help_text=later("At least 8 characters."),
        error_messages={"required": later("Choose a new password.")},
    )

    def clean_old(self) -> str:
        return self.confirm(self.cleaned_data["old"])

    def clean_new(self) -> str:
        validate_password(self.cleaned_data["new"], self.request.user)  # type: ignore[arg-type]
        return str(self.cleaned_data["new"])


class EraseForm(Confirmed):
    """Whoever has a password proves with it that it is she; a guest has none, and ticks instead."""

    password = OwnPassword(
        label=later("Your password"),
        error_messages={"required": later("Write your password, so that nobody else does this.")},
    )
    sure = forms.BooleanField(
        label=later("Yes, erase everything"),
        error_messages={"required": later("Tick the box if you are sure; nothing was erased.")},
    )

    def __init__(self, request: HttpRequest, data: Any = None, *, guest: bool) -> None:
        super().__init__(request, data)
        del self.fields["password" if guest else "sure"]

    def clean_password(self) -> str:
        return self.confirm(self.cleaned_data["password"])


class Weekday(forms.ChoiceField):
    """How much a student wants to do on one weekday."""

    def __init__(self, label: Any) -> None:
        super().__init__(
            label=label,
            required=False,
            choices=[
                (Load.NORMAL.value, later("as usual")),
                (Load.REDUCED.value, later("half as much")),
                (Load.NONE.value, later("nothing, where it can be avoided")),
            ],
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
        *("citation_style", "interface", "reviews_a_day", "retention", "leeches", "rollover_hour", "zone"),
        "keys",
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
    def open(self) -> bool:
        """Whether something has to be put right among what is folded away."""
        return any(name in self.errors for name in self.FOLDED + DAYS)

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
