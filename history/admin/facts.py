"""Facts: the list of them, and the page on which a teacher writes one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Q
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join

from history import desk
from history.dates import say
from history.desk import Done, Refused, SentBack
from history.evidence import obstacles
from history.facts import Publication
from history.forms import LANGUAGE, FactForm
from history.models import Base, Fact, Position

from . import factlines
from .desks import SAFE, show
from .publishing import Publishing, mended

SEEN_ONLY = {"titles": "other_titles", "complete_roles": "listed_roles", "tags": "tag_words"}
"""What a page shows in place of a field that its reader may not write."""

MEANING = {
    Publication.DRAFT: "Draft: only teachers see it.",
    Publication.IN_REVIEW: "In review: a publisher should look at it.",
    Publication.PUBLISHED: "Published: students are asked about it.",
    Publication.WITHDRAWN: "Withdrawn: it is no longer asked; what students were shown stays on record.",
}

WHAT = "What happened"
LISTED = "Who took part: is everybody listed?"
STANDS = "How far it stands"
SELDOM = "Titles in other languages, and the state of an office"
KEPT = "For teachers: collection, key, tags, note"

LAYOUT = (
    *(None, WHAT, factlines.DateLine, factlines.ParticipationLine, LISTED, factlines.PlaceLine),
    *(factlines.CitationBlock, STANDS, factlines.PositionBlock),
    *(SELDOM, KEPT, factlines.WordingBlock, factlines.ExclusionLine, factlines.ErratumBlock),
)
"""The sections of the page in the order in which one thinks of them; what is seldom needed is folded."""


@admin.register(Fact)
class FactAdmin(Publishing):
    form = FactForm
    spellings = "participations__actor__names"
    panels: ClassVar[list[Callable[[HttpRequest, Fact], str]]] = []
    """What other apps show at the foot of a fact, such as its questions: functions that give HTML."""

    list_display = ["printed_title", "type", "when", "standing", "publication"]
    list_select_related = ["base", "agreement"]
    list_filter = ["publication", "standing", "kind", "base", "type"]
    search_fields = [
        "key",
        "type",
        "statement",
        "participations__actor__name",
        "fact_places__place__name",
        "agreement__title",
        "agreement__names__text",
    ]
    autocomplete_fields = ["base", "about", "agreement", "claimant", "corroborates"]
    readonly_fields = ["stage", "against"]
    inlines = [
        factlines.DateLine,
        factlines.ParticipationLine,
        factlines.PlaceLine,
        factlines.CitationBlock,
        factlines.PositionBlock,
        factlines.WordingBlock,
        factlines.ExclusionLine,
        factlines.ErratumBlock,
    ]
    fieldsets = [
        (None, {"fields": ["stage", "against", "seen_version"]}),
        (WHAT, {"fields": ["kind", "type", "printed", "statement", "agreement"]}),
        (LISTED, {"fields": ["complete_roles"]}),
        (
            STANDS,
            {
                "fields": ["standing", "claimant", "attribution", "corroborates"],
                "description": "A question states a fact as it is only where it is established. Anything "
                "else names whose claim it is, and praise or opinion is never asked as a fact. Where sources "
                "disagree, add a position for each of them below, with the source that says so.",
            },
        ),
        (SELDOM, {"fields": ["titles", "about"], "classes": ["collapse"]}),
        (KEPT, {"fields": ["key", "tags", "rank", "note"], "classes": ["collapse"]}),
    ]

    # What the pages show

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).select_related("base", "agreement").prefetch_related("dates")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        writes = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        dropped = set() if writes else {"seen_version"}
        dropped |= set() if obj else {"stage", "against"}
        swapped = {} if writes else SEEN_ONLY
        folded = KEPT if obj or Base.objects.count() == 1 else WHAT
        return [
            (
                title,
                {**options, "fields": [swapped.get(f, f) for f in options["fields"] if f not in dropped]},
            )
            for title, options in _with_base(fieldsets, folded)
            if set(options["fields"]) - dropped
        ]

    @admin.display(description="fact", ordering="title_key")
    def printed_title(self, fact: Fact) -> str:
        return fact.printed_title

    @admin.display(description="when", ordering="earliest")
    def when(self, fact: Fact) -> str:
        dates = fact.dates.all()
        return say(dates[0].date) if dates else ""

    @admin.display(description="Where it is")
    def stage(self, fact: Fact) -> str:
        return MEANING[Publication(fact.publication)]

    @admin.display(description="What speaks against publishing")
    def against(self, fact: Fact) -> str:
        reasons = obstacles(desk.frozen([fact])[fact.pk])
        if not reasons:
            return "Nothing: its citations carry it."
        return format_html(
            "<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((mended(reason),) for reason in reasons))
        )

    @admin.display(description="Title")
    def printed(self, fact: Fact) -> str:
        return fact.title

    @admin.display(description="Titles in other languages")
    def other_titles(self, fact: Fact) -> str:
        others = {name: text for name, text in fact.titles.items() if name != fact.base.language}
        return "; ".join(f"{language}: {text}" for language, text in others.items())

    @admin.display(description="Everybody in this role is listed")
    def listed_roles(self, fact: Fact) -> str:
        return ", ".join(fact.complete_roles)

    @admin.display(description="Tags")
    def tag_words(self, fact: Fact) -> str:
        return ", ".join(map(str, fact.tags))

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        found, repeats = super().get_search_results(request, queryset, search_term)
        if not search_term.strip():
            return found, repeats
        titled = Q()
        for language in Base.objects.order_by().values_list("language", flat=True).distinct():
            if LANGUAGE.fullmatch(language):
                titled |= Q(**{f"titles__{language}__icontains": search_term})
        if not titled:
            return found, repeats
        by_title = Fact.objects.filter(titled).values("pk")
        return queryset.filter(Q(pk__in=found.values("pk")) | Q(pk__in=by_title)), False

    # Who may

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or desk.may_change(obj, request.user))  # type: ignore[arg-type]

    # What a write ends in

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method in SAFE:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with self.told(request) as written:
            setattr(request, "written", written)  # noqa: B010
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_formset(self, request: HttpRequest, form: ModelForm, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        if formset.model is Position:
            factlines.cite_sides(formset)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        request.__dict__["written"].append(form.instance)

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        # A revision brings back what was written, not whether it was published then.
        stood = getattr(request, "stood", None)
        if stood:
            obj.publication, obj.version = stood
        super().save_model(request, obj, form, change)

    def settle(self, request: HttpRequest, row: Any, *, new: bool, now: datetime) -> Done | SentBack:
        return desk.save_fact(row, user=request.user, now=now, new=new)  # type: ignore[arg-type]

    def revision_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: Any = None
    ) -> HttpResponse:
        current = self.get_object(request, unquote(object_id))
        if current is None:
            raise Http404
        setattr(request, "stood", (current.publication, current.version))  # noqa: B010
        return super().revision_view(request, object_id, version_id, extra_context)

    def recover_view(self, request: HttpRequest, version_id: str, extra_context: Any = None) -> HttpResponse:
        setattr(request, "stood", (Publication.DRAFT, 1))  # noqa: B010
        return super().recover_view(request, version_id, extra_context)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        fact = self.get_object(request, unquote(object_id))
        reasons = desk.why_not_deleted(fact) if fact and self.has_delete_permission(request, fact) else ()
        if reasons:
            show(request, Refused(reasons))
            return self._to(fact)
        return super().delete_view(request, object_id, extra_context)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        outcome = desk.delete_fact(obj, user=request.user)  # type: ignore[arg-type]
        if isinstance(outcome, Refused):
            raise PermissionDenied(" ".join(outcome.reasons))

    def get_actions(self, request: HttpRequest) -> Any:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    # The buttons

    def render_change_form(
        self,
        request: HttpRequest,
        context: Any,
        add: Any = False,
        change: Any = False,
        form_url: Any = "",
        obj: Any = None,
    ) -> HttpResponse:
        stage = obj.publication if obj else Publication.DRAFT
        writes = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        publisher = self.has_publish_permission(request)
        context |= {
            "may_submit": writes and stage in (Publication.DRAFT, Publication.WITHDRAWN),
            "may_publish": writes and publisher and stage != Publication.PUBLISHED,
            "may_withdraw": publisher and stage in (Publication.PUBLISHED, Publication.IN_REVIEW) and change,
            "show_delete": stage != Publication.PUBLISHED,  # it would only be refused
            "panels": [panel(request, obj) for panel in self.panels] if obj else [],
            "layout": _in_order(context["adminform"], context["inline_admin_formsets"]),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)


def _with_base(fieldsets: Iterable[tuple], section: str) -> Iterator[tuple]:
    """The fieldsets with the collection first in one of them: it is chosen only where there are several."""
    for title, options in fieldsets:
        first = ["base"] if title == section else []
        yield title, {**options, "fields": [*first, *options["fields"]]}


def _in_order(fieldsets: Iterable[Any], formsets: Iterable[Any]) -> list[dict[str, Any]]:
    """Fieldsets and formsets of the page as `LAYOUT` has them."""
    known: dict[Any, dict[str, Any]] = {fieldset.name: {"fieldset": fieldset} for fieldset in fieldsets}
    known |= {type(formset.opts): {"formset": formset} for formset in formsets}
    return [known[name] for name in LAYOUT if name in known]
