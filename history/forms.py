"""Form fields that let people write what a column keeps as a list or a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from history import facts
from history.models import (
    ActorName,
    Agreement,
    AgreementName,
    Base,
    Fact,
    PlaceName,
    Source,
    Wording,
)
from history.names import fold

LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
NO_LETTERS = "A name needs at least one letter or digit, and “%(text)s” has none."
LEFT_EMPTY = "Left empty, it is made from the name. Exports use it; it stays as it is."
NO_CLAIMANT = "A claim or an opinion needs its claimant: choose one, or say in words whose it is."
SEEN = (
    "Somebody else changed this fact while you were writing (it was version %(seen)d and is now %(now)d). "
    "What you wrote still stands below: open the fact in another tab, carry over what is missing, and save "
    "it there."
)


class WordsField(forms.CharField):
    """A list of words, written with commas between them."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        text = value if isinstance(value, str) else self.prepare_value(value) or ""
        words = (" ".join(word.split()) for word in (super().to_python(text) or "").split(","))
        return list(dict.fromkeys(word for word in words if word))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(initial) != self.to_python(data)


class LinesField(forms.CharField):
    """A list of remarks, one a line."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        text = value if isinstance(value, str) else self.prepare_value(value) or ""
        return [line.strip() for line in (super().to_python(text) or "").splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(initial) != self.to_python(data)


class TitlesField(forms.CharField):
    """Texts by language, one a line with the language first: “ko: 인천 상륙 작전”."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            return "\n".join(f"{language}: {text}" for language, text in value.items())
        return value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            return dict(value)
        titles: dict[str, str] = {}
        for line in (super().to_python(value) or "").splitlines():
            if not line.strip():
                continue
            language, colon, text = (part.strip() for part in line.partition(":"))
            if not (colon and text and LANGUAGE.fullmatch(language)):
                raise ValidationError(
                    "Each line begins with a language and a colon, as in “ko: 인천 상륙 작전”; “%(line)s” "
                    "does not.",
                    params={"line": line.strip()},
                )
            if language in titles:
                raise ValidationError(
                    "There are two titles in “%(language)s”: keep one.", params={"language": language}
                )
            titles[language] = text
        return titles

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial or {}) != self.to_python(data)
        except ValidationError:
            return True


class AuthorsField(forms.CharField):
    """CSL names, one a line: “Family, Given” for a person, “=TASS” for a name that stands as it is."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(_author_line, value)) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return list(value)
        return [
            _author(line.strip()) for line in (super().to_python(value) or "").splitlines() if line.strip()
        ]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (self.prepare_value(initial) or "").split() != (self.prepare_value(data) or "").split()


def _author_line(name: Mapping[str, Any]) -> str:
    if name.get("literal"):
        return f"={name['literal']}"
    return ", ".join(filter(None, (str(name.get("family", "")), str(name.get("given", "")))))


def _author(line: str) -> dict[str, str]:
    if line.startswith("="):
        literal = line[1:].strip()
        if not literal:
            raise ValidationError("After “=” comes a name as it is printed, as in “=TASS”.")
        return {"literal": literal}
    family, comma, given = (part.strip() for part in line.partition(","))
    if not family or (comma and not given):
        raise ValidationError(
            "Write an author as “Family, Given”, or as “=TASS” where the name stands as it is; “%(line)s” is "
            "neither.",
            params={"line": line},
        )
    return {"family": family, "given": given} if given else {"family": family}


class RolesField(forms.MultipleChoiceField):
    """The roles in which everybody is listed, as ticks."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        asked = [(role.value, role.value) for role in facts.Role if role != facts.Role.OTHER]
        super().__init__(**{"choices": asked, "required": False, **kwargs})

    def clean(self, value: Any) -> list[str]:
        return list(super().clean(value))


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
        fields = "__all__"  # noqa: DJ007  the admin chooses the fields

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
