"""Collections."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from history import mentions
from history.desk import Done, SentBack
from history.forms import BaseForm
from history.models import Base

from .desks import DeskAdmin


@admin.register(Base)
class BaseAdmin(DeskAdmin):
    form = BaseForm
    fixed_fields = ("key", "language")
    list_display = ["name", "key", "language", "licence"]
    search_fields = ["name", "key"]
    fields = ["name", "key", "language", "licence", "notes", "came_from"]
    readonly_fields = ["came_from"]

    @admin.display(description="came from")
    def came_from(self, base: Base) -> str:
        return ", ".join(f"{name}: {value}" for name, value in base.origin.items()) or "It was written here."

    def settle(self, request: HttpRequest, row: Any, *, new: bool, now: datetime) -> Done | SentBack:
        return mentions.base_changed(row, user=request.user, now=now)  # type: ignore[arg-type]
