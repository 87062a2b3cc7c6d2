"""What people type about themselves, turned into what the deeds take, or answered in a sentence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from quizzes.people import names

from .fields import NewPassword, Tended

OLDER = 4096


class OwnPassword(forms.CharField):
    """The password that somebody has."""

    def __init__(self, **kwargs: Any) -> None:
        shown = forms.PasswordInput(attrs={"autocomplete": "current-password"})
        super().__init__(widget=shown, strip=False, max_length=OLDER, **kwargs)


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
