"""The bank as teachers see it: what each fact is asked, and why it is not."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html

from history.admin.facts import FactAdmin
from history.models import Fact
from quizzes.models import BankQuestion

from .reading import ReadOnlyAdmin


def _texts(options: list[dict[str, Any]]) -> str:
    return "; ".join(str(option.get("text", "")) for option in options)


@admin.register(BankQuestion)
class BankQuestionAdmin(ReadOnlyAdmin):
    list_display = ["asked", "kind", "facet", "mode", "state", "reason"]
    list_filter = ["state", "kind", "mode", "fact__base"]
    search_fields = ["stem", "reason", "fact__key", "fact__statement", "facet"]
    list_select_related = ["fact__base", "fact__agreement"]
    fields = ["of_fact", "kind", "facet", "mode", "language", "state", "reason", "stem", "right", "wrong"]
    readonly_fields = ["of_fact", "right", "wrong"]

    @admin.display(description="question", ordering="stem")
    def asked(self, question: BankQuestion) -> str:
        return question.stem or str(question.fact)

    @admin.display(description="fact")
    def of_fact(self, question: BankQuestion) -> str:
        address = reverse("admin:history_fact_change", args=[question.fact_id])
        return format_html('<a href="{}">{}</a>', address, question.fact)

    @admin.display(description="right answers")
    def right(self, question: BankQuestion) -> str:
        return _texts(question.key)

    @admin.display(description="wrong answers, best first")
    def wrong(self, question: BankQuestion) -> str:
        return _texts(question.pool)


def questions_of(request: HttpRequest, fact: Fact) -> str:
    """The read-only section “Questions from this fact” at the foot of a fact's page."""
    if not request.user.has_perm("quizzes.view_bankquestion"):
        return ""
    questions = BankQuestion.objects.filter(fact=fact).order_by("state", "kind", "facet", "mode", "language")
    return render_to_string("admin/history/fact/_questions.html", {"questions": questions})


FactAdmin.panels.append(questions_of)
