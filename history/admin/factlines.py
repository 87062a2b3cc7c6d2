"""The parts of a fact as they stand on its page, and the page of a position with its citations."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from history import desk, facts
from history.desk import Done, Refused, SentBack
from history.forms import DateForm, PositionForm, WordingForm
from history.models import (
    Citation,
    Erratum,
    Exclusion,
    Fact,
    FactDate,
    FactPlace,
    Participation,
    Position,
    Wording,
)

from .desks import Block, DeskAdmin, Line, OneRow, show

POSITIONS = "positions-group"
"""Where the sides stand on the page of a fact."""
NO_SOURCE = (
    "No source yet: choose it above. A contested fact is published only if each of its positions has one."
)
LEAST_SIDES = 2
WITH_ITS_FACT = "A position goes back with its fact: open the fact and choose a version in its history."


class DateLine(Line):
    model = FactDate
    form = DateForm
    fields = ["role", "date", "note"]
    verbose_name = "date"
    verbose_name_plural = "when it was"
    explained = (
        "An agreement was signed, a resolution adopted; most other facts “happened”. A fact may have several "
        "dates, and each is asked. Write a date as exactly as the source and no more: 1949-03-17, 1949-03 or "
        "1949."
    )

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj else 1


class ParticipationLine(Line):
    model = Participation
    fields = ["actor", "role", "described_as"]
    autocomplete_fields = ["actor"]
    verbose_name = "participant"
    verbose_name_plural = "who took part"

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj else 1


class PlaceLine(Line):
    model = FactPlace
    fields = ["place"]
    autocomplete_fields = ["place"]
    verbose_name = "place"
    verbose_name_plural = "where it was"

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj else 1


class CitationBlock(Block):
    model = Citation
    fk_name = "fact"
    fields = [("source", "locator"), ("stance", "speaker"), "quotation"]
    autocomplete_fields = ["source", "speaker"]
    verbose_name_plural = "citations: who says so"

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj else 1


class PositionBlock(Block):
    """A side with the first source that says so; more of them are cited on the page of the position."""

    model = Position
    form = PositionForm
    fields = [("facet", "value"), ("source", "locator"), "holds", "held_by", "sources"]
    readonly_fields = ["sources"]
    autocomplete_fields = ["held_by"]
    show_change_link = True
    verbose_name = "position"
    verbose_name_plural = "positions: the sides, where sources disagree"
    explained = (
        "Only for a fact that is contested: a position for each side, with the source that says so. The side "
        "whose date stands above needs one too."
    )

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).prefetch_related("citations__source")

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """A contested fact has at least two sides: those that lack stand ready."""
        contested = obj is not None and obj.standing == facts.Standing.CONTESTED
        return max(0, LEAST_SIDES - obj.positions.count()) if contested else 0

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        if "source" in formset.form.base_fields:
            cited = Citation._meta.get_field("source")
            formset.form.base_fields["source"].widget = self.chosen_or_added(cited, request)
        return formset

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        writes = self.admin_site.get_model_admin(Fact).has_change_permission(request, obj)
        return [each for each in self.fields if writes or each != ("source", "locator")]

    def chosen_or_added(self, cited: Any, request: HttpRequest) -> RelatedFieldWidgetWrapper:
        """A source that is searched by typing, with a button that adds one."""
        return RelatedFieldWidgetWrapper(
            OneRow(cited, self.admin_site),
            cited.remote_field,
            self.admin_site,
            can_add_related=self.admin_site.get_model_admin(cited.related_model).has_add_permission(request),
        )

    @admin.display(description="Cited to")
    def sources(self, position: Position) -> str:
        cited = position.citations.all() if position.pk else ()
        return "; ".join(map(str, cited)) or NO_SOURCE


def cite_sides(formset: Any) -> None:
    """Cite each position to the source that was chosen beside it, and the fact too where it is not yet."""
    for form in formset.forms:
        cleaned = getattr(form, "cleaned_data", {})
        if not cleaned.get("source") or form in formset.deleted_forms:
            continue
        position, source, locator = form.instance, cleaned["source"], cleaned["locator"]
        Citation.objects.create(position=position, source=source, locator=locator)
        if not position.fact.citations.filter(source=source).exists():
            Citation.objects.create(fact=position.fact, source=source, locator=locator)


class ErratumBlock(Block):
    classes = ("collapse",)
    model = Erratum
    fk_name = "fact"
    fields = ["source", ("field", "wrong"), ("date", "wrong_actor"), "why"]
    autocomplete_fields = ["source", "wrong_actor"]
    verbose_name_plural = "errata: wrong values that a source prints, never offered as wrong answers"


class ExclusionLine(Line):
    classes = ("collapse",)
    model = Exclusion
    fields = ["facet", "reason"]
    verbose_name = "question not to be asked"
    verbose_name_plural = "questions not to be asked"


class WordingBlock(Block):
    classes = ("collapse",)
    model = Wording
    form = WordingForm
    verbose_name = "question in your own words"
    verbose_name_plural = "questions in your own words"


class PositionCitationBlock(Block):
    model = Citation
    fk_name = "position"
    fields = [("source", "locator"), ("stance", "speaker"), "quotation"]
    autocomplete_fields = ["source", "speaker"]


@admin.register(Position)
class PositionAdmin(DeskAdmin):
    """Reached from its fact: here a side of a disagreement gets its citations."""

    form = PositionForm
    fixed_fields = ("fact",)
    list_display = ["__str__", "facet", "fact"]
    list_select_related = ["fact__base", "fact__agreement"]
    list_filter = ["facet", "fact__base"]
    search_fields = ["holds", "value", "fact__key", "fact__statement", "held_by__name"]
    autocomplete_fields = ["fact", "held_by"]
    fields = ["fact", "facet", "value", "holds", "held_by"]
    inlines = [PositionCitationBlock]

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._to_its_fact(obj.fact_id)

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._to_its_fact(obj.fact_id)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        position = self.get_object(request, unquote(object_id))
        response = super().delete_view(request, object_id, extra_context)
        gone = position is not None and not Position.objects.filter(pk=position.pk).exists()
        return self._to_its_fact(position.fact_id) if gone else response

    def _to_its_fact(self, fact: int) -> HttpResponse:
        """Back to where the sides stand beside each other."""
        return redirect(f"{reverse('admin:history_fact_change', args=[fact])}#{POSITIONS}")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self._open(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and self._open(request, obj)

    def _open(self, request: HttpRequest, position: Position | None) -> bool:
        return position is None or desk.may_change(position.fact, request.user)  # type: ignore[arg-type]

    # A revision of a position holds its fact too, with the publication that it had then.

    def revision_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: Any = None
    ) -> HttpResponse:
        return self._with_its_fact(request)

    def recover_view(self, request: HttpRequest, version_id: str, extra_context: Any = None) -> HttpResponse:
        return self._with_its_fact(request)

    def _with_its_fact(self, request: HttpRequest) -> HttpResponse:
        messages.error(request, WITH_ITS_FACT)
        return redirect("admin:history_fact_changelist")

    def settle(self, request: HttpRequest, row: Any, *, new: bool, now: datetime) -> Done | SentBack:
        return desk.save_fact(row.fact, user=request.user, now=now)  # type: ignore[arg-type]

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        fact = obj.fact
        outcome = desk.correct(
            fact,
            write=lambda _: obj.delete(),
            why=f"Position deleted: {obj}",
            user=request.user,  # type: ignore[arg-type]
            now=timezone.now(),
        )
        if isinstance(outcome, Refused):
            raise PermissionDenied(" ".join(outcome.reasons))
        show(request, outcome)
