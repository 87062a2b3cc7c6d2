"""Actors with their spellings, their terms in office, and the sources for their dates."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from history import mentions
from history.desk import Done, SentBack
from history.forms import ActorNameForm, KeyedForm
from history.models import Actor, ActorName, Citation, Erratum, Term

from .desks import Block, DeskAdmin, Line


class ActorNameLine(Line):
    model = ActorName
    form = ActorNameForm
    verbose_name = "spelling"
    verbose_name_plural = "spellings: every alias and transliteration that a student may write"


class TermLine(Line):
    model = Term
    fields = ["office", "start", "end", "exclusive"]
    show_change_link = True
    verbose_name_plural = "terms in office"


class ActorCitationBlock(Block):
    model = Citation
    fk_name = "actor"
    fields = ["source", "locator", "stance", "quotation"]
    autocomplete_fields = ["source"]
    verbose_name = "source for the dates above"
    verbose_name_plural = "sources for the dates above"


class ActorErratumBlock(Block):
    model = Erratum
    fk_name = "actor"
    fields = ["source", "field", "wrong", "date", "why"]
    autocomplete_fields = ["source"]
    verbose_name_plural = "errata: wrong values that a source prints of this actor"


@admin.register(Actor)
class ActorAdmin(DeskAdmin):
    form = KeyedForm
    spellings = "names"
    list_display = ["name", "kind", "country", "start", "end", "base"]
    list_select_related = ["country", "base"]
    list_filter = ["kind", "base"]
    search_fields = ["name", "key", "names__text"]
    autocomplete_fields = ["base", "country", "related", "confusable"]
    fields = ["base", "name", "key", "kind", "country", "start", "end", "related", "confusable", "note"]
    inlines = [ActorNameLine, TermLine, ActorCitationBlock, ActorErratumBlock]

    def settle(self, request: HttpRequest, row: Any, *, new: bool, now: datetime) -> Done | SentBack:
        return mentions.actor_changed(row, user=request.user, now=now)  # type: ignore[arg-type]


class TermCitationBlock(Block):
    model = Citation
    fk_name = "term"
    fields = ["source", "locator", "stance", "quotation"]
    autocomplete_fields = ["source"]


@admin.register(Term)
class TermAdmin(DeskAdmin):
    fixed_fields = ("actor",)
    spellings = "actor__names"
    list_display = ["office", "actor", "start", "end", "exclusive"]
    list_select_related = ["actor"]
    list_filter = ["exclusive", "actor__base"]
    search_fields = ["office", "actor__name", "actor__names__text"]
    autocomplete_fields = ["actor"]
    fields = ["actor", "office", "start", "end", "exclusive"]
    inlines = [TermCitationBlock]

    def settle(self, request: HttpRequest, row: Any, *, new: bool, now: datetime) -> Done | SentBack:
        return mentions.term_changed(row, user=request.user, now=now)  # type: ignore[arg-type]
