"""Agreements: their titles. Parties, dates and place are written on their fact."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from history import mentions
from history.desk import Done, SentBack
from history.forms import AgreementForm, AgreementNameForm
from history.models import Agreement, AgreementName, Citation

from .desks import Block, DeskAdmin, Line


class AgreementNameLine(Line):
    model = AgreementName
    form = AgreementNameForm
    verbose_name = "other title"
    verbose_name_plural = "other titles: short forms and translations that a student may write"


class AgreementCitationBlock(Block):
    model = Citation
    fk_name = "agreement"
    fields = ["source", "locator", "stance", "quotation"]
    autocomplete_fields = ["source"]


@admin.register(Agreement)
class AgreementAdmin(DeskAdmin):
    form = AgreementForm
    spellings = "names"
    list_display = ["title", "kind", "base"]
    list_select_related = ["base"]
    list_filter = ["kind", "base"]
    search_fields = ["title", "key", "names__text"]
    autocomplete_fields = ["base"]
    fields = ["base", "title", "key", "kind", "subjects", "note"]
    inlines = [AgreementNameLine, AgreementCitationBlock]

    def settle(self, request: HttpRequest, row: Any, *, new: bool, now: datetime) -> Done | SentBack:
        return mentions.agreement_changed(row, user=request.user, now=now)  # type: ignore[arg-type]
