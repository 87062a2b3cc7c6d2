"""Sets at the desk: those of the house, which may be renamed and added to, and one's own."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest

from history.admin.desks import Linked
from quizzes import sets
from quizzes.models import Set


@admin.register(Set)
class SetAdmin(Linked, admin.ModelAdmin):
    """Every write ends in the deed that finds the facts of a set."""

    list_display = ["name", "base", "owner", "facts_in", "starter"]
    list_select_related = ["base", "owner"]
    list_filter = ["base", "by_hand", "starter"]
    search_fields = ["name", "base__name"]
    autocomplete_fields = ["base", "owner", "actor"]
    fields = ["name", "description", "base", "period", "actor", "type", "standing", "starter", "owner"]
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Set]:
        rows = super().get_queryset(request).annotate(members=Count("memberships"))
        if request.user.is_superuser:
            return rows
        return rows.filter(Q(owner=None, code=None) | Q(owner=request.user.pk))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Only superusers give a set to somebody else; the facts of a set by hand are chosen on the site."""
        fixed = () if request.user.is_superuser else ("owner", "starter")
        by_hand = ("base", "period", "actor", "type", "standing") if obj and obj.by_hand else ()
        return (*fixed, *by_hand)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser

    def save_model(self, request: HttpRequest, obj: Set, form: Any, change: bool) -> None:
        sets.save(obj)

    @admin.display(description="facts", ordering="members")
    def facts_in(self, of: Set) -> int:
        return int(of.__dict__["members"])
