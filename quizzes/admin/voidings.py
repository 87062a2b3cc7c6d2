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

from history import desk
from history.desk import Refused
from history.facts import Publication
from quizzes import voiding
from quizzes.models import BankQuestion, Voiding

ALL, EARLIER = "all", "earlier"
VOIDED = "does not count any more", "do not count any more"
LIFTED = "counts again", "count again"
"""What became of one answer, or of several."""
STANDING = {
    BankQuestion.State.LIVE: "The question is still asked",
    BankQuestion.State.PRACTICE: "The question is still asked, for practice only",
    BankQuestion.State.STALE: "The question is not asked now: it waits to be proved again",
    BankQuestion.State.WITHHELD: "The question is not asked any more",
}


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
        self.touched = voiding.touched(question)
        which.choices = [(ALL, f"All: {_touched(self.touched)}")]
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
            path("<int:pk>/void/<int:deed>/lift/", site.admin_view(self.lift), name="quizzes_voiding_lift"),
            path("<int:pk>/void/<int:deed>/on/", site.admin_view(self.go_on), name="quizzes_voiding_go_on"),
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
            return self._said(request, pk, outcome, VOIDED)
        waiting = voiding.unfinished(voiding.of_question(question)).first()
        context = {
            **self.admin_site.each_context(request),
            "title": "Answers to a wrong question",
            "opts": self.opts,
            "question": question,
            "standing": STANDING[BankQuestion.State(question.state)],
            "steps": _steps(request, question),
            "form": form,
            "touched": form.touched,
            "voidings": voiding.of_question(question).counted()[:50],
            "unfinished": waiting,
            "done": voiding.done_by(waiting) if waiting else None,
        }
        return TemplateResponse(request, "admin/quizzes/bankquestion/void.html", context)

    def lift(self, request: HttpRequest, pk: int, deed: int) -> HttpResponse:
        self._found(request, pk, deed)
        outcome = voiding.lift(deed, user=_user(request), now=timezone.now())
        return self._said(request, pk, outcome, LIFTED)

    def go_on(self, request: HttpRequest, pk: int, deed: int) -> HttpResponse:
        """Do more of a deed that was not finished at once."""
        lifted = self._found(request, pk, deed).lifted_at
        outcome = voiding.go_on(deed, user=_user(request), now=timezone.now())
        return self._said(request, pk, outcome, LIFTED if lifted else VOIDED)

    def _found(self, request: HttpRequest, pk: int, deed: int) -> Voiding:
        """A deed on this question, to which something is sent."""
        found = Voiding.objects.filter(pk=deed, question=self._question(request, pk)).first()
        if request.method != "POST" or found is None:
            raise Http404
        return found

    def _question(self, request: HttpRequest, pk: int) -> BankQuestion:
        if not request.user.has_perm(voiding.CHANGE):
            raise PermissionDenied
        found = BankQuestion.objects.select_related("fact").filter(pk=pk).first()
        if found is None:
            raise Http404
        return found

    def _said(
        self, request: HttpRequest, pk: int, outcome: voiding.Done | Refused, what: tuple[str, str]
    ) -> HttpResponse:
        if isinstance(outcome, Refused):
            for reason in outcome.reasons:
                messages.error(request, reason)
        else:
            said = f"{_touched(outcome)} {what[outcome.answers != 1]}"
            messages.success(request, f"{said}. The students read why on their first page.")
            if outcome.left:
                messages.warning(request, f"{outcome.left} more are left: go on below.")
        return HttpResponseRedirect(reverse("admin:quizzes_bankquestion_void", args=[pk]))


def _steps(request: HttpRequest, question: BankQuestion) -> list[tuple[str, str]]:
    """What somebody can do so that a wrong question is asked no more: addresses, and what is done there."""
    fact, user = question.fact, _user(request)
    corrects = "Correct its fact: its questions are then proved anew"
    page = reverse("admin:history_fact_change", args=[fact.pk])
    mends = user.has_perm("history.change_fact") and desk.may_change(fact, user)
    steps = [(page, corrects if mends else "See its fact, which a publisher corrects or withdraws")]
    if desk.may_publish(user) and fact.publication == Publication.PUBLISHED:
        withdraw = reverse("admin:history_fact_withdraw", args=[fact.pk])
        steps.append((withdraw, "Withdraw its fact: nothing is then asked of it"))
    return steps


def _user(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def _touched(found: voiding.Done) -> str:
    answers = "1 answer" if found.answers == 1 else f"{found.answers} answers"
    students = "1 student" if found.students == 1 else f"{found.students} students"
    return f"{answers} of {students}"
