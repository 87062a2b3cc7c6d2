"""Forms of the rows that facts mention, and what the forms of all rows have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from history import facts
from history.models import ActorName, Agreement, AgreementName, Base, PlaceName, Source
from history.names import fold

from .fields import AuthorsField, LinesField, WordsField

NO_LETTERS = "A name needs at least one letter or digit, and “%(text)s” has none."
LEFT_EMPTY = "Left empty, it is made from the name. Exports use it; it stays as it is."


class KeptForm(forms.ModelForm):
    """A form that leaves a column exactly as it is where nothing was written into its field.

    An import may have kept more in a list than the form shows, such as the suffix of an author.
    """

    kept: Sequence[str] = ()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in self.kept:
            if self.instance.pk and name in cleaned and name not in self.changed_data:
                cleaned[name] = getattr(self.instance, name)
        return cleaned


class KeyedForm(KeptForm):
    """A form for a row with a key in its base; a key that is left empty is made from the name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "key" in self.fields:
            self.fields["key"].required = False
            self.fields["key"].help_text = LEFT_EMPTY

    def named(self) -> str:
        """What a key is made from."""
        return str(self.cleaned_data.get("name") or self.cleaned_data.get("title") or "")

    def collection(self) -> Base | None:
        if "base" in self.fields:
            base: Base | None = self.cleaned_data.get("base")
            return base
        return self.instance.base if self.instance.base_id else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        base = self.collection()
        if base is None or "key" not in self.fields or "key" in self.errors:
            return cleaned
        taken = type(self.instance)._default_manager.filter(base=base).exclude(pk=self.instance.pk)
        if not cleaned.get("key"):
            cleaned["key"] = _free_key(
                slugify(self.named())[:60].strip("-") or self.instance._meta.model_name,
                set(taken.values_list("key", flat=True)),
            )
        elif taken.filter(key=cleaned["key"]).exists():
            self.add_error(
                "key",
                ValidationError(
                    "“%(base)s” already has one with the key “%(key)s”: write another, or leave it empty.",
                    params={"base": base, "key": cleaned["key"]},
                ),
            )
        return cleaned


def _free_key(wanted: str, taken: set[str]) -> str:
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"


class AgreementForm(KeyedForm):
    kept = ("subjects",)

    subjects = WordsField(required=False, help_text="What it is about, with commas between the words.")

    class Meta:
        model = Agreement
        fields = "__all__"  # noqa: DJ007


class SourceForm(KeyedForm):
    kept = ("authors",)

    authors = AuthorsField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text="One a line: “Kim, Il-sung” for a person, “=TASS” for a name that stands as it is.",
    )

    class Meta:
        model = Source
        fields = "__all__"  # noqa: DJ007

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("kind") == facts.SourceKind.STATE_MEDIA and not cleaned.get("state"):
            self.add_error("state", "State media speak for a state: say which.")
        return cleaned


class BaseForm(KeptForm):
    kept = ("notes",)

    notes = LinesField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text="Remarks about the collection, one a line.",
    )

    class Meta:
        model = Base
        fields = ["key", "name", "language", "licence", "notes"]


class SpellingForm(forms.ModelForm):
    """A spelling of a name; what searches compare is worked out here and never typed."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if text := cleaned.get("text"):
            self.instance.folded = fold(text)
            if not self.instance.folded:
                self.add_error("text", ValidationError(NO_LETTERS, params={"text": text}))
        return cleaned


class ActorNameForm(SpellingForm):
    class Meta:
        model = ActorName
        fields = ["text", "language", "label"]


class PlaceNameForm(SpellingForm):
    class Meta:
        model = PlaceName
        fields = ["text", "language", "label"]


class AgreementNameForm(SpellingForm):
    class Meta:
        model = AgreementName
        fields = ["text", "language", "label"]
