"""Answers that students stand by: what they typed, for whom, how many; to accept as a name or to decline.

Who typed it is told to nobody: a teacher decides about the text.
"""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from history import naming
from history.desk import Refused
from history.naming import Named
from quizzes import proposals, rivals
from quizzes.models import Proposal, Review
from quizzes.wording import facet_label

from .facts import followed

State = Proposal.State
SHOWN = 5
"""Questions on the page of one text."""
SHOWN_ANSWERS = 50
LANGUAGES = {"HANGUL": "ko", "CYRILLIC": "ru", "LATIN": "en"}
"""The language of a name as its first letter lets one guess; a teacher may write another."""


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("accepted", "Accepted"), ("declined", "Declined"), ("all", "All")]

    def choices(self, changelist: Any) -> Any:
        first, *others = super().choices(changelist)
        return [{**first, "display": "Open"}, *others]  # without a choice those that wait are shown

    def queryset(self, request: HttpRequest, queryset: QuerySet[Proposal]) -> QuerySet[Proposal]:
        return queryset if self.value() == "all" else queryset.filter(state=self.value() or State.OPEN)


class KindFilter(admin.SimpleListFilter):
    title = "kind of answer"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("name", "A name"), ("fact", "A date or an event")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Proposal]) -> QuerySet[Proposal]:
        of_fact = {"name": True, "fact": False}.get(self.value() or "")
        return queryset if of_fact is None else queryset.filter(fact__isnull=of_fact)


class AcceptForm(forms.Form):
    text = forms.CharField(
        max_length=300, label="Name", help_text="Capitals and accents may be mended, the letters may not."
    )
    language = forms.CharField(
        max_length=35,
        required=False,
        validators=[
            RegexValidator(r"\A[A-Za-z0-9]+(-[A-Za-z0-9]+)*\Z", "Write a language tag such as en or ko.")
        ],
        help_text="Language tag such as en, ru or ko; und-Latn for a transliteration. May be left empty.",
    )
    to = forms.ChoiceField(label="Whose name", required=False)

    def __init__(self, *args: Any, candidates: list[Named], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = {str(row.pk): row for row in candidates}
        if len(self.candidates) > 1:
            to: Any = self.fields["to"]
            to.choices = [(pk, str(row)) for pk, row in self.candidates.items()]
        else:
            del self.fields["to"]


class DeclineForm(forms.Form):
    reason = forms.CharField(
        max_length=proposals.LONGEST_REPLY,
        label="Reason",
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text="The students who stand by it read this.",
        error_messages={"required": proposals.NO_REASON},
    )


@admin.register(Proposal)
class ProposalAdmin(admin.ModelAdmin):
    list_display = ["typed", "right_answer", "asked_for", "by", "state", "raised"]
    list_display_links = ["typed"]
    list_filter = [StateFilter, KindFilter]
    search_fields = ["text", "actor__name", "place__name", "agreement__title", "fact__key"]
    list_per_page = 50
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Proposal]:
        rows = Proposal.objects.raised()
        return rows.select_related("actor", "place", "agreement", "fact__base", "fact__agreement")

    def get_ordering(self, request: HttpRequest) -> Any:
        return ["-students", "at", "pk"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="students wrote", ordering="text")
    def typed(self, proposal: Proposal) -> str:
        return f"“{proposal.text}”"

    @admin.display(description="the right answer")
    def right_answer(self, proposal: Proposal) -> str:
        return str(proposal.named or proposal.fact)

    @admin.display(description="asked for")
    def asked_for(self, proposal: Proposal) -> str:
        named = proposal.named
        return named._meta.verbose_name.capitalize() if named else _facet(proposal)  # type: ignore[union-attr]

    @admin.display(description="students", ordering="students")
    def by(self, proposal: Proposal) -> int:
        return int(proposal.__dict__["students"])

    @admin.display(description="first raised", ordering="at")
    def raised(self, proposal: Proposal) -> str:
        return date_format(timezone.localtime(proposal.at), "j M Y")

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        title = {"title": "Answers that students stand by"}
        return super().changelist_view(request, {**title, **(extra_context or {})})

    # The page of one

    def get_urls(self) -> list[URLPattern]:
        own = [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(view), name=f"quizzes_proposal_{name}")
            for name, view in (
                *(("accept", self.accept), ("count", self.count), ("decline", self.decline)),
                ("take_back", self.take_back),
            )
        ]
        return own + super().get_urls()

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        found = self.get_object(request, object_id)
        if found is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]
        if not self.has_view_or_change_permission(request, found):
            raise PermissionDenied
        return self._page(request, found)

    def accept(self, request: HttpRequest, pk: int) -> HttpResponse:
        found = self._to_decide(request, pk)
        candidates = proposals.candidates(found, proposals.answers_behind(found))
        form = AcceptForm(request.POST, candidates=candidates)
        if not form.is_valid():
            return self._page(request, found, accept=form)
        said = form.cleaned_data
        with followed() as tell:
            outcome = proposals.accept(
                found.pk,
                text=said["text"],
                language=said["language"],
                to=form.candidates.get(said.get("to", "")),
                user=_user(request),
                now=timezone.now(),
            )
            answer = self._told(request, found, outcome)
            tell(request, [])  # which questions the new name has withdrawn or brought back
        return answer

    def count(self, request: HttpRequest, pk: int) -> HttpResponse:
        found = self._to_decide(request, pk)
        return self._told(request, found, proposals.count(found.pk, user=_user(request), now=timezone.now()))

    def decline(self, request: HttpRequest, pk: int) -> HttpResponse:
        found = self._to_decide(request, pk)
        form = DeclineForm(request.POST)
        if not form.is_valid():
            return self._page(request, found, decline=form)
        reason = form.cleaned_data["reason"]
        outcome = proposals.decline(found.pk, reason=reason, user=_user(request), now=timezone.now())
        return self._told(request, found, outcome)

    def take_back(self, request: HttpRequest, pk: int) -> HttpResponse:
        found = self._to_decide(request, pk)
        form = DeclineForm(request.POST)
        if not form.is_valid():
            return self._page(request, found, decline=form)
        reason = form.cleaned_data["reason"]
        with followed() as tell:
            outcome = proposals.take_back(found.pk, reason=reason, user=_user(request), now=timezone.now())
            answer = self._told(request, found, outcome)
            tell(request, [])
        return answer

    def _to_decide(self, request: HttpRequest, pk: int) -> Proposal:
        if not self.has_change_permission(request):
            raise PermissionDenied
        found = self.get_queryset(request).filter(pk=pk).first() if pk < 2**63 else None
        if request.method != "POST" or found is None:
            raise Http404
        return found

    def _told(
        self,
        request: HttpRequest,
        found: Proposal,
        outcome: proposals.Accepted | proposals.Declined | proposals.TakenBack | Refused,
    ) -> HttpResponse:
        match outcome:
            case Refused():
                for reason in outcome.reasons:
                    messages.error(request, reason)
                return HttpResponseRedirect(reverse("admin:quizzes_proposal_change", args=[found.pk]))
            case proposals.Declined():
                messages.success(request, f"“{found.text}” is declined; the students read your reason.")
            case proposals.TakenBack():
                messages.success(request, _taken_back(found, outcome))
            case proposals.Accepted():
                messages.success(request, _accepted(found, outcome))
        if isinstance(outcome, proposals.Accepted | proposals.TakenBack) and outcome.sent_back:
            facts = _number(len(outcome.sent_back), "published fact")
            messages.warning(request, f"{facts} went back to review by the change of names.")
        return HttpResponseRedirect(reverse("admin:quizzes_proposal_changelist"))

    def _page(
        self,
        request: HttpRequest,
        found: Proposal,
        *,
        accept: AcceptForm | None = None,
        decline: DeclineForm | None = None,
    ) -> HttpResponse:
        named, behind = found.named, proposals.answers_behind(found)
        asked = list(dict.fromkeys(_asked(answer) for answer in behind))
        others = rivals.rivals(named, found.text) if named else rivals.Rivals()
        answers = proposals.answers_to_regrade(found)
        given = {"text": found.text, "language": _language(found.text)}
        context = {
            **self.admin_site.each_context(request),
            "title": f"“{found.text}”",
            "opts": self.opts,
            "proposal": found,
            "asked_for": "" if named else _facet(found),
            "meant": _linked(request, found),
            "questions": asked[:SHOWN],
            "more": max(len(asked) - SHOWN, 0),
            "rivals": others,
            "against": self._against(request, named, found.text, others) if named else "",
            "answers": len(answers),
            "may_decide": self.has_change_permission(request, found),
            "accept": accept or AcceptForm(initial=given, candidates=proposals.candidates(found, behind)),
            "decline": decline or DeclineForm(initial={"reason": found.reply}),
            **_record(found),
        }
        return TemplateResponse(request, "admin/quizzes/proposal/decide.html", context)

    def _against(self, request: HttpRequest, named: Named, text: str, others: rivals.Rivals) -> str:
        return naming.may_name(named, _user(request)) or rivals.against(named, text, found=others)


def _user(request: HttpRequest) -> User:
    user = request.user
    if not isinstance(user, User):
        raise PermissionDenied
    return user


def _facet(proposal: Proposal) -> str:
    kind = "date" if proposal.facet.startswith("date") else "event"
    return facet_label(proposal.facet, kind)


def _language(text: str) -> str:
    for letter in text:
        script = unicodedata.name(letter, "").partition(" ")[0]
        if letter.isalpha():
            return LANGUAGES.get(script, "")
    return ""


def _linked(request: HttpRequest, found: Proposal) -> str | SafeString:
    """The right answer, with a link to where its names or its dates are written."""
    meant = found.meant
    if not request.user.has_perm(f"history.view_{meant._meta.model_name}"):
        return str(meant)
    address = reverse(f"admin:history_{meant._meta.model_name}_change", args=[meant.pk])
    return format_html('<a href="{}">{}</a>', address, meant)


def _asked(answer: Review) -> tuple[str, str, str]:
    """Stem and right answer as they were shown, and the address of the fact."""
    fact = answer.question.fact_id if answer.question else 0
    address = reverse("admin:history_fact_change", args=[fact])
    return str(answer.shown.get("stem", "")), str(answer.verdict.get("answer", "")), address


def _record(found: Proposal) -> dict[str, Any]:
    """What was regraded by accepting it, once or more."""
    if found.decided_at is None:
        return {}
    regrades = found.regrades.select_related("answer", "by", "lifted_by")
    return {"regrades": regrades[:SHOWN_ANSWERS], "regraded": found.regrades.standing().count()}


def _accepted(found: Proposal, outcome: proposals.Accepted) -> str:
    answers, students = _number(outcome.regraded, "answer"), _number(outcome.students, "student")
    counts = "counts" if outcome.regraded == 1 else "count"
    if not outcome.regraded:
        return f"“{found.text}” is accepted. No answer had to be regraded."
    return f"“{found.text}” is accepted: {answers} of {students} now {counts} as right."


def _taken_back(found: Proposal, outcome: proposals.TakenBack) -> str:
    answers, students = _number(outcome.answers, "answer"), _number(outcome.students, "student")
    gone = "It is a name no more. " if outcome.unnamed else ""
    if not outcome.answers:
        return f"“{found.text}” is accepted no more. {gone}No answer had to be regraded."
    judged = "is" if outcome.answers == 1 else "are"
    told = f"{answers} of {students} {judged} judged as before again; the students read your reason."
    return f"“{found.text}” is accepted no more. {gone}{told}"


def _number(count: int, of: str) -> str:
    """“1 answer”, “2 answers”."""
    return f"{count} {of}" if count == 1 else f"{count} {of}s"
