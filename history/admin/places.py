"""Places with their spellings."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from history import mentions
from history.desk import Done, SentBack
from history.forms import KeyedForm, PlaceNameForm
from history.models import Place, PlaceName

from .desks import DeskAdmin, Line


class PlaceNameLine(Line):
    model = PlaceName
    form = PlaceNameForm
    verbose_name = "spelling"
    verbose_name_plural = "spellings: every alias and transliteration that a student may write"


@admin.register(Place)
class PlaceAdmin(DeskAdmin):
    form = KeyedForm
    spellings = "names"
    list_display = ["name", "within", "country", "base"]
    list_select_related = ["within", "country", "base"]
    list_filter = ["base"]
    search_fields = ["name", "key", "names__text"]
    autocomplete_fields = ["base", "country", "within"]
    fields = ["base", "name", "key", "country", "within", "note"]
    inlines = [PlaceNameLine]

    def settle(self, request: HttpRequest, row: Any, *, new: bool, now: datetime) -> Done | SentBack:
        return mentions.place_changed(row, user=request.user, now=now)  # type: ignore[arg-type]
