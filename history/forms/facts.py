"""Forms of a fact and of its parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from history import facts, roles
from history.dates import DateError, read
from history.models import Agreement, Fact, FactDate, Position, Source, Wording

from .fields import RolesField, Suggesting, TitlesField, WordsField
from .rows import KeyedForm

KINDS = {
    facts.FactKind.EVENT: "event: something happened",
    facts.FactKind.AGREEMENT: "agreement: it was made, signed or adopted",
    facts.FactKind.TERM: "term: somebody held an office",
    facts.FactKind.PERIOD: "period: a time with a name",
    facts.FactKind.STATEMENT: "statement: what somebody says, never asked as if it had happened",
}
STANDINGS = {
    facts.Standing.ESTABLISHED: "established: an independent source says so",
    facts.Standing.REPORTED: "reported: only state media, a party or a weak page says so",
    facts.Standing.CLAIMED: "claimed: one voice says so",
    facts.Standing.CONTESTED: "contested: the sources disagree; give each side a position",
    facts.Standing.CHARACTERISATION: "characterisation: praise or opinion",
}
FACETS = {
    "date": "the date",
    "actors": "who took part",
    "title": "the title",
    "place": "the place",
    "statement": "what happened",
}
MOST_TYPES = 300
SAYS_NOTHING = "Say what this side holds: a value, such as a date, or a sentence."

NO_CLAIMANT = "A claim or an opinion needs its claimant: choose one, or say in words whose it is."
SEEN = (
    "Somebody else changed this fact while you were writing (it was version %(seen)d and is now %(now)d). "
    "What you wrote still stands below: open the fact in another tab, carry over what is missing, and save "
    "it there."
)


def types_in_use() -> list[str]:
    """The types that facts have, by the alphabet."""
    types = Fact.objects.order_by("type").values_list("type", flat=True).distinct()
    return [each for each in types[:MOST_TYPES] if each]


class FactForm(KeyedForm):
    """A fact; its titles are one line in the language of the collection, and the others below."""

    kept = ("tags",)

    type = forms.CharField(
        max_length=100,
        widget=Suggesting(types_in_use, {"class": "vTextField"}),
        help_text="The sort of thing it is: visit, summit, treaty. Wrong answers come from facts of the same "
        "type, so take a word that is in use if one fits.",
    )
    printed = forms.CharField(
        label="Title",
        required=False,
        max_length=1000,
        widget=forms.TextInput(attrs={"class": "vLargeTextField"}),
        help_text="Its name in the language of the collection, if it has one. Questions print it, or else "
        "the statement.",
    )
    titles = TitlesField(
        label="Titles in other languages",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        help_text="One a line, the language first: “ko: 인천 상륙 작전”.",
    )
    complete_roles = RolesField(
        label="Everybody in this role is listed",
        help_text="Tick a role only if your source lists everybody in it: then somebody who is not listed is "
        "a wrong answer, and questions about who it was can be asked.",
    )
    tags = WordsField(required=False, help_text="Words to find it by, with commas between them.")
    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Fact
        fields = "__all__"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in (("kind", KINDS), ("standing", STANDINGS)):
            if name in self.fields:
                blank = [("", "---------")] if name == "kind" else []
                self.fields[name].widget.choices = [*blank, *words.items()]
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


def _date_roles() -> Iterable[tuple[str, Any]]:
    yield "", "---------"
    for sort, words in roles.DATE_ROLES.items():
        yield sort, list(words.items())


class DateForm(forms.ModelForm):
    role = forms.ChoiceField(label="It …", choices=_date_roles)

    class Meta:
        model = FactDate
        fields = ["role", "date", "note"]


class PositionForm(forms.ModelForm):
    """A side of a disagreement, with the source that says so on the same page."""

    facet = forms.ChoiceField(
        label="They disagree on",
        choices=list(FACETS.items()),
        initial="date",
        help_text="The rest of the fact stays as it is.",
    )
    value = forms.CharField(
        label="This side's value",
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="A date as exact as the source (1956-05-02, 1956-05, 1956), or a name.",
    )
    source = forms.ModelChoiceField(
        Source.objects.all(),
        required=False,
        help_text="Which source says so. It is cited for the fact too, if it is not yet.",
    )
    locator = forms.CharField(
        label="Where in it",
        max_length=500,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="p. 12, para. 3.",
    )

    class Meta:
        model = Position
        fields = ["facet", "value", "holds", "held_by"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "source" in self.fields and self.instance.citations.all():
            self.fields["source"].label = "Another source"
        for name, label, told in (
            ("holds", "In words", "What this side says, where a value does not say it."),
            ("held_by", "Held by", "Who else holds it, beside the source."),
        ):
            if name in self.fields:
                self.fields[name].label, self.fields[name].help_text = label, told

    def clean_value(self) -> str:
        """A date in EDTF, so that the sides can be compared."""
        text: str = self.cleaned_data["value"].strip()
        if not text or "value" not in self.changed_data or self.cleaned_data.get("facet") != "date":
            return text
        try:
            return read(text).edtf
        except DateError as error:
            raise ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "value" in cleaned and not cleaned["value"] and not cleaned.get("holds"):
            self.add_error("value", SAYS_NOTHING)
        if cleaned.get("locator") and not cleaned.get("source") and "source" not in self.errors:
            self.add_error("source", "Choose the source of which this is the place.")
        return cleaned


def _facets() -> Iterable[tuple[str, str]]:
    yield "", "---------"
    for role in facts.DateRole:
        if role not in facts.UNASKED_ROLES:
            yield f"date:{role}", roles.date_asked(role)
    for actor_role in facts.Role:
        if actor_role != facts.Role.OTHER:
            yield f"actors:{actor_role}", roles.actor_asked(actor_role)
    yield from (("title", "Which agreement or event it was"), ("place", "Where it was"))


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
