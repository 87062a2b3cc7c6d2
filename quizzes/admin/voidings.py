"""Void the answers to a wrong question, from its page in the bank: how many it touches, what was decided."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html

from history.desk import Refused
from quizzes import voiding
from quizzes.models import BankQuestion, Voiding

ALL, EARLIER = "all", "earlier"


class VoidForm(forms.Form):
    which = forms.ChoiceField(label="Which answers", widget=forms.RadioSelect)
    reason = forms.CharField(
        max_length=voiding.LONGEST_REASON,
        label="Reason",
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text="The students who gave these answers read this.",
        error_messages={"required": voiding.NO_REASON},
    )

    def __init__(self, *args: Any, question: BankQuestion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        which: Any = self.fields["which"]
        which.choices = [(ALL, f"All: {_touched(voiding.touched(question))}")]
        earlier = voiding.touched(question, before=question.fact_version)
        if earlier.answers:
            said = f"Only those before its fact was changed the last time: {_touched(earlier)}"
            which.choices = [*which.choices, (EARLIER, said)]
        which.initial = EARLIER if earlier.answers else ALL

    def before(self, question: BankQuestion) -> int | None:
        return question.fact_version if self.cleaned_data["which"] == EARLIER else None


class Voidable(admin.ModelAdmin):
    """Adds the page on which answers are voided, and counted again, to the admin of the bank."""

    def get_urls(self) -> list[URLPattern]:
        site = self.admin_site
        own = [
            path("<int:pk>/void/", site.admin_view(self.void), name="quizzes_bankquestion_void"),
            path(
                "<int:pk>/void/<int:voiding>/lift/", site.admin_view(self.lift), name="quizzes_voiding_lift"
            ),
        ]
        return own + super().get_urls()

    @admin.display(description="answers")
    def answers(self, question: BankQuestion) -> str:
        """How many count, with the way to the page where they are voided."""
        if question.pk is None:
            return ""
        address = reverse("admin:quizzes_bankquestion_void", args=[question.pk])
        said = _touched(voiding.touched(question))
        return format_html('{}. <a href="{}">The question is wrong</a>', said, address)

    def void(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Say how many answers of how many students are touched; then do it."""
        question = self._question(request, pk)
        form = VoidForm(request.POST if request.method == "POST" else None, question=question)
        if request.method == "POST" and form.is_valid():
            outcome = voiding.void(
                pk,
                reason=form.cleaned_data["reason"],
                before=form.before(question),
                user=_user(request),
                now=timezone.now(),
            )
            return self._said(request, pk, outcome, "do not count any more")
        context = {
            **self.admin_site.each_context(request),
            "title": "Answers to a wrong question",
            "opts": self.opts,
            "question": question,
            "form": form,
            "touched": voiding.touched(question),
            "voidings": voiding.of_question(question).counted()[:50],
        }
        return TemplateResponse(request, "admin/quizzes/bankquestion/void.html", context)

    def lift(self, request: HttpRequest, pk: int, voiding: int) -> HttpResponse:
        question = self._question(request, pk)
        if request.method != "POST" or not Voiding.objects.filter(pk=voiding, question=question).exists():
            raise Http404
        return self._said(request, pk, _lift(voiding, request), "count again")

    def _question(self, request: HttpRequest, pk: int) -> BankQuestion:
        if not request.user.has_perm(voiding.CHANGE):
            raise PermissionDenied
        found = BankQuestion.objects.filter(pk=pk).first()
        if found is None:
            raise Http404
        return found

    def _said(
        self, request: HttpRequest, pk: int, outcome: voiding.Done | Refused, what: str
    ) -> HttpResponse:
        if isinstance(outcome, Refused):
            for reason in outcome.reasons:
                messages.error(request, reason)
        else:
            messages.success(
                request, f"{_touched(outcome)} {what}. The students read why on their first page."
            )
        return HttpResponseRedirect(reverse("admin:quizzes_bankquestion_void", args=[pk]))


def _lift(deed: int, request: HttpRequest) -> voiding.Done | Refused:
    return voiding.lift(deed, user=_user(request), now=timezone.now())


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def _touched(found: voiding.Done) -> str:
    answers = "1 answer" if found.answers == 1 else f"{found.answers} answers"
    students = "1 student" if found.students == 1 else f"{found.students} students"
    return f"{answers} of {students}"
