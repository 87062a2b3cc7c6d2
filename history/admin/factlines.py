"""The parts of a fact as they stand on its page, and the page of a position with its citations."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from history import desk
from history.desk import Done, Refused, SentBack
from history.forms import WordingForm
from history.models import (
    Citation,
    Erratum,
    Exclusion,
    FactDate,
    FactPlace,
    Participation,
    Position,
    Wording,
)

from .desks import Block, DeskAdmin, Line, show

WITH_ITS_FACT = "A position goes back with its fact: open the fact and choose a version in its history."


class DateLine(Line):
    model = FactDate
    fields = ["role", "date", "note"]
    verbose_name = "date"
    verbose_name_plural = "dates"

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj else 1


class ParticipationLine(Line):
    model = Participation
    fields = ["actor", "role", "described_as"]
    autocomplete_fields = ["actor"]
    verbose_name = "participant"
    verbose_name_plural = "participants"

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj else 1


class PlaceLine(Line):
    model = FactPlace
    fields = ["place"]
    autocomplete_fields = ["place"]
    verbose_name = "place"
    verbose_name_plural = "places"


class CitationBlock(Block):
    model = Citation
    fk_name = "fact"
    fields = [("source", "locator"), ("stance", "speaker"), "quotation"]
    autocomplete_fields = ["source", "speaker"]
    verbose_name_plural = "citations: who says so"

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj else 1


class PositionLine(Line):
    model = Position
    fields = ["facet", "value", "holds", "held_by", "sources"]
    readonly_fields = ["sources"]
    autocomplete_fields = ["held_by"]
    show_change_link = True
    verbose_name_plural = "positions: the sides of a disagreement (each with citations on a page of its own)"

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).prefetch_related("citations__source")

    @admin.display(description="cited to", empty_value="no source yet")
    def sources(self, position: Position) -> str | None:
        return "; ".join(map(str, position.citations.all())) if position.pk else None


class ErratumBlock(Block):
    model = Erratum
    fk_name = "fact"
    fields = ["source", ("field", "wrong"), ("date", "wrong_actor"), "why"]
    autocomplete_fields = ["source", "wrong_actor"]
    verbose_name_plural = "errata: wrong values that a source prints, never offered as wrong answers"


class ExclusionLine(Line):
    model = Exclusion
    fields = ["facet", "reason"]
    verbose_name = "question not to be asked"
    verbose_name_plural = "questions not to be asked"


class WordingBlock(Block):
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

    fixed_fields = ("fact",)
    list_display = ["__str__", "facet", "fact"]
    list_select_related = ["fact__base", "fact__agreement"]
    list_filter = ["facet", "fact__base"]
    search_fields = ["holds", "value", "fact__key", "fact__statement", "held_by__name"]
    autocomplete_fields = ["fact", "held_by"]
    fields = ["fact", "facet", "value", "holds", "held_by"]
    inlines = [PositionCitationBlock]

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
