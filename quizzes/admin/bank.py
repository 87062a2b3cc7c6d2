"""The bank as teachers see it: every question, what it asks and how, and why it is not asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from history.dates import say
from history.models import Fact
from quizzes.models import BankQuestion
from quizzes.questions import Mode
from quizzes.wording import facet_label

from .reading import ReadOnlyAdmin
from .voidings import Voidable

State = BankQuestion.State

HOW = {
    Mode.SINGLE: "one answer is chosen",
    Mode.MULTI: "all that are right are ticked",
    Mode.TYPED: "the answer is typed",
    Mode.ORDER: "they are put in order",
    Mode.CARD: "as a card",
    Mode.TRUEFALSE: "true or false",
}


@admin.register(BankQuestion)
class BankQuestionAdmin(Voidable, ReadOnlyAdmin):
    list_display = ["question", "asks_for", "how", "state", "why"]
    list_filter = ["state", "kind", "mode", "fact__base"]
    search_fields = ["stem", "reason", "fact__key", "fact__statement", "facet"]
    list_select_related = ["fact__base", "fact__agreement"]
    fields = [
        "of_fact",
        "asks_for",
        "how",
        "language",
        "state",
        "why",
        "question",
        "right",
        "wrong",
        "answers",
    ]
    readonly_fields = ["of_fact", "asks_for", "how", "why", "question", "right", "wrong", "answers"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).prefetch_related("uses__fact")

    @admin.display(description="question", ordering="stem")
    def question(self, question: BankQuestion) -> str:
        return (question.stem if is_asked(question) else "") or str(question.fact)

    @admin.display(description="asks for", ordering="facet")
    def asks_for(self, question: BankQuestion) -> str:
        return facet_label(question.facet, question.kind)

    @admin.display(description="how", ordering="mode")
    def how(self, question: BankQuestion) -> str:
        return HOW[Mode(question.mode)] if is_asked(question) else ""

    @admin.display(description="why not", ordering="reason")
    def why(self, question: BankQuestion) -> str:
        return "" if is_asked(question) else plain_reason(question)

    @admin.display(description="fact")
    def of_fact(self, question: BankQuestion) -> str:
        return linked(question.fact)

    @admin.display(description="right answers")
    def right(self, question: BankQuestion) -> str:
        return _list(texts(question.key)) if is_asked(question) else ""

    @admin.display(description="wrong answers, best first")
    def wrong(self, question: BankQuestion) -> str:
        return _list(texts(question.pool)) if is_asked(question) else ""


def is_asked(question: BankQuestion) -> bool:
    """Whether students meet it; the row of one that is withheld or waits still holds what it asked."""
    return question.state in (State.LIVE, State.PRACTICE)


def plain_reason(question: BankQuestion) -> str:
    """Why it is not asked, without the keys of the facts that stand in its way."""
    reason = question.reason
    for use in question.uses.all():
        reason = reason.replace(f" ({use.fact.key})", "")
    return reason


def texts(options: list[dict[str, Any]]) -> list[str]:
    return [str(option.get("text", "")) for option in options]


def _list(texts: Sequence[str]) -> SafeString:
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((text,) for text in texts)))


def address_of(fact: int) -> str:
    """Where a teacher reads which questions of a fact are asked."""
    return f"{reverse('admin:history_fact_change', args=[fact])}#questions"


def linked(fact: Fact) -> SafeString:
    """A fact by its title and date, which tell it from others of its title, with a link to its questions."""
    dated = next(iter(fact.dates.all()), None)
    when = f", {say(dated.date)}" if dated else ""
    return format_html('“<a href="{}">{}</a>”{}', address_of(fact.pk), fact.printed_title, when)
