"""Fields and a form that others are made of."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as later

from quizzes.models.sets import NewOrder

ORDERS = {
    NewOrder.TIME: later("In order of time"),
    NewOrder.THREADS: later("One thread after another"),
    NewOrder.MIXED: later("Mixed"),
}
"""In which order new questions come, as somebody chooses it."""
ORDER_MEANS = later(
    "By time, what happened earlier to the same people comes earlier too. A thread follows somebody through "
    "the facts in which they take part; when it is through, the next one begins. Mixed, everybody has an "
    "order of their own, which stays."
)
LONGEST = 128
"""Characters of a new password. Older ones may be longer: they are asked for without this limit."""


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
