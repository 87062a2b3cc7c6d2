"""The way of facts from a draft to the students and back: buttons on the page of one, actions on many."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from history import desk
from history.desk import Done, Refused
from history.evidence import stateless
from history.forms import ReasonForm
from history.models import Fact

from . import factlines
from .desks import DeskAdmin, show

Deed = Callable[..., Done | Refused]
Teller = Callable[[HttpRequest, Sequence[Fact]], None]

NO_STATE = (
    "No state is entered for “{}”. If a state issued it, enter it: until then it counts as independent."
)

MENDED_AT = (
    ("position", factlines.POSITIONS, "Add or cite positions"),
    ("citation", "citations-group", "Add a citation"),
    ("disputes", "citations-group", "Add a citation"),
)
"""A word of what speaks against publishing, the section in which it is put right, and how a link says so."""


def mended(reason: str) -> str:
    """What speaks against publishing, with a link to the section of the page where it is put right."""
    for word, section, said in MENDED_AT:
        if word in reason:
            return format_html('{} <a href="#{}">{}</a>', reason, section, said)
    return reason


class Publishing(DeskAdmin):
    """Submits, publishes and withdraws facts, and tells whoever follows what is written."""

    followers: ClassVar[list[Callable[[], AbstractContextManager[Teller]]]] = []
    """What other apps say of a write: contexts around it, each with a function that says it of some facts."""

    actions = ["submit_facts", "publish_facts", "withdraw_facts"]

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return desk.may_publish(request.user)  # type: ignore[arg-type]

    # What a write ends in

    @contextmanager
    def told(self, request: HttpRequest) -> Iterator[list[Fact]]:
        """Around a write: the facts that are put into the list are told of when it is done."""
        written: list[Fact] = []
        with ExitStack() as stack:
            tellers = [stack.enter_context(follower()) for follower in self.followers]
            yield written
            for tell in tellers if written else ():
                tell(request, written)

    # The buttons of a page

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> HttpResponse:
        return self._pressed(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._pressed(request, obj) or super().response_change(request, obj)

    def _pressed(self, request: HttpRequest, fact: Fact) -> HttpResponse | None:
        """Do the deed of the button, if it was one of ours, after the form was saved."""
        if "_submit" in request.POST:
            deed: Deed = desk.submit
            said = "Saved and submitted for review."
        elif "_publish" in request.POST:
            if not self.has_publish_permission(request):
                raise PermissionDenied(desk.ONLY_PUBLISHERS)
            deed, said = desk.publish, "Saved and published."
        else:
            return None
        outcome = deed(fact, user=request.user, now=timezone.now())
        if isinstance(outcome, Done):
            messages.success(request, said)
            if deed is desk.publish:
                self._remark(request, fact)
        else:
            messages.warning(request, "Saved, but not published:" if deed is desk.publish else "Saved.")
        show(request, outcome, mended=mended)
        return None if IS_POPUP_VAR in request.POST else self._to(fact)

    def _remark(self, request: HttpRequest, fact: Fact) -> None:
        """What a publisher may want to mend in a fact that is published now."""
        for title in stateless(desk.frozen([fact])[fact.pk]):
            messages.info(request, NO_STATE.format(title))

    def _to(self, fact: Fact) -> HttpResponseRedirect:
        return redirect(reverse("admin:history_fact_change", args=[quote(fact.pk)]))

    def get_urls(self) -> list:
        withdraw = self.admin_site.admin_view(self.withdraw_view)
        return [
            path("<path:object_id>/withdraw/", withdraw, name="history_fact_withdraw"),
            *super().get_urls(),
        ]

    def withdraw_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask for the reason, then withdraw."""
        if not self.has_publish_permission(request):
            raise PermissionDenied
        fact = self.get_object(request, unquote(object_id))
        if fact is None:
            raise Http404
        form = ReasonForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            self._withdraw(request, [fact], form.cleaned_data["reason"])
            return self._to(fact)
        return self._ask_reason(request, form, [fact], {})

    def _withdraw(self, request: HttpRequest, found: list[Fact], reason: str) -> None:
        with self.told(request) as done:
            for fact in found:
                outcome = desk.withdraw(fact, reason=reason, user=request.user, now=timezone.now())  # type: ignore[arg-type]
                if isinstance(outcome, Refused):
                    messages.error(request, f"“{fact}”: {' '.join(outcome.reasons)}")
                else:
                    done.append(fact)
            if done:
                messages.success(request, "Withdrawn." if len(done) == 1 else f"{len(done)} facts withdrawn.")

    def _ask_reason(
        self, request: HttpRequest, form: ReasonForm, found: list[Fact], hidden: Mapping[str, Any]
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Withdraw",
            "form": form,
            "facts": found,
            "hidden": hidden,
        }
        return TemplateResponse(request, "admin/history/fact/withdraw.html", context)

    # The same for many

    @admin.action(description="Submit for review", permissions=["change"])
    def submit_facts(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        self._each(request, queryset, desk.submit, "submitted for review")

    @admin.action(description="Publish", permissions=["publish"])
    def publish_facts(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        self._each(request, queryset, desk.publish, "published")

    @admin.action(description="Withdraw…", permissions=["publish"])
    def withdraw_facts(self, request: HttpRequest, queryset: models.QuerySet) -> HttpResponse | None:
        found = list(queryset)
        form = ReasonForm(request.POST if "reason" in request.POST else None)
        if form.is_valid():
            self._withdraw(request, found, form.cleaned_data["reason"])
            return None
        hidden = {"action": "withdraw_facts", "select_across": request.POST.get("select_across", "0")}
        return self._ask_reason(request, form, found, hidden)

    def _each(self, request: HttpRequest, queryset: models.QuerySet, deed: Deed, said: str) -> None:
        with self.told(request) as done:
            for fact in queryset:
                outcome = deed(fact, user=request.user, now=timezone.now())
                if isinstance(outcome, Refused):
                    messages.error(request, f"“{fact}” was not {said}: {' '.join(outcome.reasons)}")
                else:
                    done.append(fact)
                    if deed is desk.publish:
                        self._remark(request, fact)
            if done:
                messages.success(request, f"{len(done)} fact{'' if len(done) == 1 else 's'} {said}.")
