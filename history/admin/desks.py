"""What every page of the desk has in common: revisions, search by any spelling, deeds after each write."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Case, ProtectedError, Q, When
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from reversion.admin import VersionAdmin
from reversion.models import Version

from history import mentions
from history.desk import Done, Refused, SentBack
from history.models import Base
from history.names import fold

SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}


def show(
    request: HttpRequest, outcome: Done | Refused | SentBack, *, mended: Callable[[str], str] = str
) -> None:
    """Every reason of an outcome as a message; `mended` may add to it where it is put right."""
    if isinstance(outcome, SentBack):
        messages.warning(request, _sent_back(len(outcome.facts)))
    for reason in () if isinstance(outcome, Done) else outcome.reasons:
        messages.error(request, mended(reason))


def _sent_back(count: int) -> str:
    facts, whose = ("fact", "its questions with it") if count == 1 else ("facts", "their questions with them")
    return f"{count} published {facts} went back to review because of this change, and {whose}."


# Django asks the database for whatever was sent as the number of a row, and fails if it is none.
NUMBER = re.compile(r"[0-9]{1,18}")


def _numbers(value: list[Any]) -> list[Any]:
    return [each for each in value if not each or NUMBER.fullmatch(str(each))]


class OneRow(AutocompleteSelect):
    def optgroups(self, name: str, value: list[Any], attrs: Any = None) -> Any:  # type: ignore[override]
        return super().optgroups(name, _numbers(value), attrs)


class ManyRows(AutocompleteSelectMultiple):
    def optgroups(self, name: str, value: list[Any], attrs: Any = None) -> Any:  # type: ignore[override]
        return super().optgroups(name, _numbers(value), attrs)


class RowsField(forms.ModelMultipleChoiceField):
    def clean(self, value: Any) -> Any:
        for each in value or ():
            if not NUMBER.fullmatch(str(each)):
                message = self.error_messages["invalid_pk_value"]
                raise ValidationError(message, code="invalid_pk_value", params={"pk": each})
        return super().clean(value)


class Linked:
    """Other rows are chosen by typing, and no button beside the choice deletes them."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs["widget"] = OneRow(db_field, self.admin_site)  # type: ignore[attr-defined]
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs["widget"] = ManyRows(db_field, self.admin_site)  # type: ignore[attr-defined]
            kwargs["form_class"] = RowsField
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field is not None and hasattr(field.widget, "can_delete_related"):
            field.widget.can_delete_related = False
        return field


class DeskAdmin(Linked, VersionAdmin):
    """A page whose every write ends in a deed, inside the transaction and the revision of the request."""

    list_per_page = 50
    history_latest_first = True
    fixed_fields: tuple[str, ...] = ("base", "key")
    """Chosen once, when the row is added: exports and links use them."""
    spellings = ""
    """The path to the known spellings, for search."""

    class Media:
        css = {"all": ["history/desk.css"]}

    def settle(self, request: HttpRequest, row: Any, *, new: bool, now: datetime) -> Done | SentBack:
        """The deed that follows a write."""
        raise NotImplementedError

    def may_write(self, request: HttpRequest, row: Any) -> bool:
        """Whether what published facts say of the row lets this user change it."""
        known: dict[Any, bool] = request.__dict__.setdefault("may_write", {})
        if row.pk not in known:
            known[row.pk] = mentions.may_change(row, request.user)  # type: ignore[arg-type]
        return known[row.pk]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or self.may_write(request, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or self.may_write(request, obj))

    # Reading takes no write lock: reversion would open a transaction for every page.

    @contextmanager
    def create_revision(self, request: HttpRequest) -> Iterator[None]:
        if request.method in SAFE:
            yield
            return
        with super().create_revision(request):
            yield

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        # Not in one revision, as reversion has it: each row of a bulk action gets a revision of its own.
        context = {"has_change_permission": self.has_change_permission(request), **(extra_context or {})}
        return admin.ModelAdmin.changelist_view(self, request, context)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """On the way to a write the row is held first, so that nobody's publishing is overwritten."""
        if request.method == "POST" and transaction.get_connection().in_atomic_block:
            found = super().get_object(request, object_id, from_field)
            if found is not None:
                list(self.model._default_manager.select_for_update().filter(pk=found.pk).values_list("pk"))
        return super().get_object(request, object_id, from_field)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Where there is one collection, it is the one."""
        only = list(Base.objects.values_list("pk", flat=True)[:2])
        found: dict[str, Any] = {"base": only[0]} if len(only) == 1 else {}
        return found | super().get_changeform_initial_data(request)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (*super().get_readonly_fields(request, obj), *(self.fixed_fields if obj else ()))

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        """Any spelling finds the row, with or without its accents and hyphens."""
        found, repeats = super().get_search_results(request, queryset, search_term)
        folded = fold(search_term)
        if not (self.spellings and folded):
            return found, repeats
        named = self.model._default_manager.filter(**{f"{self.spellings}__folded__contains": folded})
        either = queryset.filter(Q(pk__in=found.values("pk")) | Q(pk__in=named.values("pk")))
        if not request.path.endswith("/autocomplete/") or not hasattr(self.model, "name"):
            return either, False
        nearest = Case(
            When(name__iexact=search_term, then=0), When(name__istartswith=search_term, then=1), default=2
        )
        return either.order_by(nearest, "name", "pk"), False  # who types "Japan" wants Japan first

    def save_formset(self, request: HttpRequest, form: ModelForm, formset: Any, change: bool) -> None:
        for row in formset.save(commit=False):
            self.complete(row, form.instance)
            row.save()
        for row in formset.deleted_objects:
            row.delete()
        formset.save_m2m()

    def complete(self, row: models.Model, parent: Any) -> None:
        """What a line of the form takes from the row above it."""
        if any(field.name == "base" for field in row._meta.fields):
            row.base = parent.base  # type: ignore[attr-defined]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        touched = form.has_changed() or any(formset.has_changed() for formset in formsets)
        if change and not touched and not getattr(request, "reverting", False):
            return  # pressing Save on what nobody changed must not disturb what hangs on it
        show(request, self.settle(request, form.instance, new=not change, now=timezone.now()))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        show(request, mentions.delete(obj, user=request.user, now=timezone.now()))  # type: ignore[arg-type]

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        """Row by row: a bulk delete would skip the deeds."""
        for row in queryset:
            try:
                with transaction.atomic():
                    self.delete_model(request, row)
            except ProtectedError:
                messages.error(request, f"“{row}” was not deleted: a fact still needs it.")

    # A revision is reverted before the form of the page asks for permission, so it is asked here. And
    # reversion takes the version of any row of any table: only those of this page may be brought back.

    def _version(self, version_id: str) -> Version:
        if not NUMBER.fullmatch(version_id):
            raise Http404
        found: Version = get_object_or_404(Version.objects.get_for_model(self.model), pk=version_id)
        return found

    def recover_view(self, request: HttpRequest, version_id: str, extra_context: Any = None) -> HttpResponse:
        version = self._version(version_id)
        if self.model._default_manager.filter(pk=version.object_id).exists():
            raise Http404  # what was not deleted is reverted, not recovered
        setattr(request, "reverting", True)  # noqa: B010
        return super().recover_view(request, version_id, extra_context)

    def revision_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: Any = None
    ) -> HttpResponse:
        self._version(version_id)
        current = self.get_object(request, unquote(object_id))
        if current is None:
            raise Http404
        if not self.has_change_permission(request, current):
            raise PermissionDenied
        setattr(request, "reverting", True)  # noqa: B010
        return super().revision_view(request, object_id, version_id, extra_context)


class Line(Linked, admin.TabularInline):
    """A table of parts at the foot of a page."""

    extra = 0


class Block(Linked, admin.StackedInline):
    """Parts with more to say than a table row holds."""

    extra = 0
