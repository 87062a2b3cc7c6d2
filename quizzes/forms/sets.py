"""Forms of sets: a rule in the words of a teacher, a name, and facts that are ticked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.utils.translation import pgettext_lazy

from history.dates import DateError, HistoricalDate
from history.evidence import MEANING
from history.facts import Publication
from history.fields import MAX_LENGTH
from history.models import Actor, Base, Fact
from history.names import fold
from history.sentences import either
from history.translating import spoken, told, told_later
from history.wording import known
from quizzes.models import Set
from quizzes.models.sets import NewOrder
from quizzes.rules import moments, read_moment, read_period, topic_name

from .fields import ORDERS, Whole

MOST_SUGGESTED = 200
MOST_TICKED = 200
NO_RULE = later(
    "A rule needs at least one part: choose a collection, a period, an actor, a topic or a standing."
)
NO_ACTOR = later("No published fact has somebody of the name “%(text)s”: choose a name from the list.")
MANY_ACTORS = later(
    "“%(text)s” may be %(names)s: write one of these names in full, or choose the collection as well."
)
TAKING_PART = Q(participations__fact__publication=Publication.PUBLISHED)
NUMBER = re.compile(r"[0-9]{1,18}")


class NameForm(forms.ModelForm):
    """What a set is called, what for, and how it is studied where that is not left to the students."""

    new_order = forms.ChoiceField(
        label=later("New questions come"),
        required=False,
        choices=[
            ("", later("As each student wishes")),
            (NewOrder.TIME.value, later("In the order of the set")),
            *((order.value, ORDERS[order]) for order in (NewOrder.THREADS, NewOrder.MIXED)),
        ],
        help_text=later(
            "While students follow this set, it goes before what they have set, for all that is new to them. "
            "A thread follows somebody through the facts in which they take part."
        ),
        error_messages={"invalid_choice": later("Choose an order from the list.")},
    )
    retention = Whole(
        later("How sure its answers should be, in per cent"),
        70,
        97,
        required=False,
        help_text=later(
            "Empty, each student's own wish counts; else this does, or the highest of the sets that a "
            "student follows. A higher number means more questions each day."
        ),
    )

    class Meta:
        model = Set
        fields = ["name", "description", "new_order", "retention"]
        labels = {"name": pgettext_lazy("of a set", "Name"), "description": later("What it is for")}
        help_texts = {"description": later("Students read this on the set's page. It may stay empty.")}
        widgets = {"description": forms.Textarea(attrs={"rows": 2})}
        error_messages = {
            "name": {"required": later("Give the set a name: your students see it in their list.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.retention is not None:
            self.initial["retention"] = round(self.instance.retention * 100)

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_retention(self) -> float | None:
        percent = self.cleaned_data["retention"]
        return None if percent is None else percent / 100


class RuleForm(NameForm):
    """A set by rule: its period is typed as two moments, its actor as a name in any spelling."""

    base = forms.ModelChoiceField(
        label=later("Collection"),
        queryset=Base.objects.all(),
        required=False,
        empty_label=later("All collections"),
    )
    first = forms.CharField(label=later("From"), required=False, max_length=60)
    last = forms.CharField(label=later("To"), required=False, max_length=60)
    actor = forms.CharField(
        label=later("Who takes part"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"list": "actors", "autocomplete": "off"}),
        help_text=later("A person, a state or an organisation, in any spelling."),
    )
    type = forms.ChoiceField(label=later("Topic"), required=False)
    standing = forms.ChoiceField(
        label=later("How far it stands"),
        required=False,
        choices=[
            ("", later("Any standing")),
            *((each.value, told_later(words)) for each, words in MEANING.items()),
        ],
    )

    field_order = ["name", "description", "base", "first", "last", "actor", "type", "standing"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["type"].choices = [("", _("Any topic")), *_topics(self.instance.type)]  # type: ignore[attr-defined]
        if self.instance.pk:
            first, last = moments(self.instance.period)
            actor = self.instance.actor
            known = {name: getattr(self.instance, name) for name in ("base", "type", "standing")}
            self.initial.update(known, first=first, last=last, actor=actor.name if actor else "")

    def suggested(self) -> QuerySet[Actor]:
        """Who takes part in most facts, for the list beside the field."""
        return (
            Actor.objects.filter(TAKING_PART)
            .annotate(times=Count("participations__fact", distinct=True))
            .order_by("-times", "name")[:MOST_SUGGESTED]
        )

    def clean_first(self) -> str:
        return self._moment("first")

    def clean_last(self) -> str:
        return self._moment("last")

    def _moment(self, name: str) -> str:
        text: str = self.cleaned_data[name].strip()
        try:
            if text:
                read_moment(text, spoken())
        except DateError as error:
            raise ValidationError(told(error.sentence)) from error
        return text

    def clean_actor(self) -> Actor | None:
        text = " ".join(self.cleaned_data["actor"].split())
        if not text:
            return None
        known = self.instance.actor
        if known is not None and known.name == text:
            return known
        named = Q(name__iexact=text) | Q(pk__in=_spelled(text))
        rows = Actor.objects.filter(named, pk__in=Actor.objects.filter(TAKING_PART).values("pk"))
        base = self.cleaned_data.get("base")
        found = list((rows.filter(base=base) if base else rows).select_related("base").distinct()[:6])
        if len(found) > 1:
            found = [actor for actor in found if actor.name == text] or found
        if not found:
            raise ValidationError(NO_ACTOR, params={"text": text})
        if len(found) > 1:
            names = told(either([f"{actor.name} ({actor.base})" for actor in found]))
            raise ValidationError(MANY_ACTORS, params={"text": text, "names": names})
        return found[0]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if {"first", "last"} <= cleaned.keys():
            cleaned["period"] = self._period(cleaned["first"], cleaned["last"])
        asked = ("base", "period", "actor", "type", "standing")
        if not self.errors and not any(cleaned.get(name) for name in asked):
            self.add_error(None, NO_RULE)
        return cleaned

    def _period(self, first: str, last: str) -> HistoricalDate | None:
        try:
            period = read_period(first, last, spoken())
        except DateError as error:
            self.add_error("last", told(error.sentence))
            return None
        if period and len(period.edtf) > MAX_LENGTH:
            self.add_error("last", _("These dates are too long: write years."))
        return period

    def rule(self) -> Set:
        """The instance with what was written, not saved; only after `is_valid`."""
        for name in ("base", "period", "actor", "type", "standing"):
            setattr(self.instance, name, self.cleaned_data[name])
        return self.instance


def _spelled(text: str) -> QuerySet:
    """Who has this name in some spelling; nobody for a name without a letter."""
    folded = fold(text)
    rows = Actor.objects.filter(names__folded=folded) if folded else Actor.objects.none()
    return rows.order_by().values("pk")


def _topics(kept: str) -> Iterable[tuple[str, str]]:
    """The types of published facts, as headings; `kept` stays to choose though it has no facts now."""
    types = Fact.objects.published().order_by("type").values_list("type", flat=True).distinct()
    found = {*types, *([kept] if kept else [])} - {""}
    return sorted(
        ((each, told(known(topic_name(each)))) for each in found), key=lambda choice: choice[1].casefold()
    )


class CodeForm(forms.Form):
    """The code that a teacher wrote on the board."""

    code = forms.CharField(label=later("Code from your teacher"), max_length=300, required=False)


def ticked(values: Iterable[str]) -> list[int]:
    """The row numbers among what a form sent, at most `MOST_TICKED`; anything else is left out."""
    return [int(value) for value in values if NUMBER.fullmatch(value)][:MOST_TICKED]
