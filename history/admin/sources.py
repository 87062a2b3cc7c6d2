"""Sources: what they are, and above all who stands behind them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from history import mentions
from history.desk import Done, SentBack
from history.forms import SourceForm
from history.models import Source

from .desks import DeskAdmin


@admin.register(Source)
class SourceAdmin(DeskAdmin):
    form = SourceForm
    list_display = ["title", "publisher", "issued", "kind", "origin", "state", "base"]
    list_select_related = ["state", "base"]
    list_filter = ["kind", ("state", admin.RelatedOnlyFieldListFilter), "language", "base"]
    search_fields = ["title", "publisher", "container", "origin", "key", "address"]
    autocomplete_fields = ["base", "state"]
    fieldsets = [
        (None, {"fields": ["base", "title", "key", "address", "language"]}),
        (
            "Who says so",
            {
                "fields": ["kind", "origin", "state"],
                "description": "This decides how far a fact can stand. State media and “other” never "
                "establish one; a state's organ does not establish what that state took part in; two texts "
                "of one origin, such as two papers that print the same wire report, are one voice.",
            },
        ),
        (
            "How it is cited",
            {"fields": ["type", "authors", "container", "publisher", "issued", "accessed", "seen", "note"]},
        ),
    ]

    def settle(self, request: HttpRequest, row: Any, *, new: bool, now: datetime) -> Done | SentBack:
        return mentions.source_changed(row, user=request.user, now=now)  # type: ignore[arg-type]
