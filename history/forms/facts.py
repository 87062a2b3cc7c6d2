"""Forms of a fact and of its parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from history import facts
from history.models import Agreement, Fact, Wording

from .fields import RolesField, TitlesField, WordsField
from .rows import KeyedForm

NO_CLAIMANT = "A claim or an opinion needs its claimant: choose one, or say in words whose it is."
SEEN = (
    "Somebody else changed this fact while you were writing (it was version %(seen)d and is now %(now)d). "
    "What you wrote still stands below: open the fact in another tab, carry over what is missing, and save "
    "it there."
)


class FactForm(KeyedForm):
    """A fact; its titles are one line in the language of the collection, and the others below."""

    kept = ("tags",)

    printed = forms.CharField(
        label="Printed title",
        required=False,
        max_length=1000,
        widget=forms.TextInput(attrs={"class": "vLargeTextField"}),
        help_text="In the language of the collection. Questions print it; without it, the statement.",
    )
    titles = TitlesField(
        label="Titles in other languages",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        help_text="One a line, the language first: “ko: 인천 상륙 작전”.",
    )
    complete_roles = RolesField(
        label="Everybody in this role is listed",
        help_text="Tick a role only if your source lists everybody in it: then somebody who is not below is "
        "a wrong answer, and questions about who it was can be asked.",
    )
    tags = WordsField(required=False, help_text="Words to find it by, with commas between them.")
    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Fact
        fields = "__all__"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            titles = dict(self.instance.titles or {})
            self.initial["printed"] = titles.pop(self.instance.base.language, "")
            self.initial["titles"] = titles
            self.initial["seen_version"] = self.instance.version

    def named(self) -> str:
        agreement: Agreement | None = self.cleaned_data.get("agreement")
        text = self.cleaned_data.get("printed") or self.cleaned_data.get("statement")
        return str(text or agreement or "")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        base = self.collection()
        if base and "titles" in cleaned:
            others = cleaned["titles"]
            printed = " ".join((cleaned.get("printed") or "").split())
            if printed and base.language in others:
                self.add_error(
                    "titles", "The title in the collection's own language stands in the field above."
                )
            cleaned["titles"] = {**({base.language: printed} if printed else {}), **others}
        self._says_something(cleaned)
        self._names_its_claimant(cleaned)
        seen = cleaned.get("seen_version")
        if self.instance.pk and seen is not None and seen != self.instance.version:
            self.add_error(None, ValidationError(SEEN, params={"seen": seen, "now": self.instance.version}))
        return cleaned

    def _says_something(self, cleaned: Mapping[str, Any]) -> None:
        unread = {"statement", "titles", "printed"} & set(self.errors)
        if not (unread or cleaned.get("statement") or cleaned.get("titles")):
            self.add_error("statement", "Say what happened: write a statement or a printed title.")

    def _names_its_claimant(self, cleaned: Mapping[str, Any]) -> None:
        said = {facts.Standing.CLAIMED, facts.Standing.CHARACTERISATION}
        if cleaned.get("standing") in said and not (cleaned.get("claimant") or cleaned.get("attribution")):
            self.add_error("claimant", NO_CLAIMANT)


def _facets() -> Iterable[tuple[str, str]]:
    yield "", "---------"
    for role in facts.DateRole:
        if role not in facts.UNASKED_ROLES:
            yield f"date:{role}", f"date: {role.replace('_', ' ')}"
    for actor_role in facts.Role:
        if actor_role != facts.Role.OTHER:
            yield f"actors:{actor_role}", f"actors: {actor_role}"
    yield from (("title", "title"), ("place", "place"))


class WordingForm(forms.ModelForm):
    facet = forms.ChoiceField(choices=_facets, help_text="What the question asks for.")

    class Meta:
        model = Wording
        fields = ["facet", "language", "stem"]


class ReasonForm(forms.Form):
    """Why a fact is withdrawn."""

    reason = forms.CharField(
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text="One sentence for the next teacher. It stays in the history of the fact.",
        error_messages={"required": "Say why it is withdrawn: the next teacher will ask."},
    )
