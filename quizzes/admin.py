"""The bank as teachers see it, and what the school keeps of its students.

Questions, cards and reviews are made by the app and by answering: here they are only read.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html

from history.admin.desks import Linked
from history.admin.facts import FactAdmin
from history.models import Fact

from .models import BankQuestion, Card, Review, Set, Student
from .views.pupils import PupilsDesk


class ReadOnlyAdmin(admin.ModelAdmin):
    """Shown to whoever may view it, changed by nobody."""

    list_per_page = 50
    actions = None

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


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


@admin.register(Set)
class SetAdmin(Linked, admin.ModelAdmin):
    list_display = ["name", "base", "owner"]
    list_select_related = ["base", "owner"]
    list_filter = ["base"]
    search_fields = ["name", "base__name"]
    autocomplete_fields = ["base", "owner"]


@admin.register(Student)
class StudentAdmin(PupilsDesk, Linked, admin.ModelAdmin):
    list_display = ["user", "guest", "zone", "new_a_day", "reviews_a_day", "retention"]
    list_select_related = ["user"]
    list_filter = ["guest", "language"]
    search_fields = ["user__username", "user__first_name", "user__last_name"]
    autocomplete_fields = ["follows"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # Answers stay while their student exists; erasing a person is a command with rules of its own.
        return False


@admin.register(Card)
class CardAdmin(ReadOnlyAdmin):
    list_display = ["student", "fact", "facet", "number", "phase", "due_at"]
    list_filter = ["phase"]
    search_fields = ["student__user__username", "fact__key", "fact__statement", "facet"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Card]:
        return super().get_queryset(request).select_related("student__user", "fact__base", "fact__agreement")


@admin.register(Review)
class ReviewAdmin(ReadOnlyAdmin):
    list_display = ["student", "facet", "number", "kind", "at", "right"]
    list_filter = ["kind", "right"]
    search_fields = ["card__student__user__username", "card__fact__key"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Review]:
        return super().get_queryset(request).select_related("card__student__user")

    @admin.display(ordering="card__student__user__username")
    def student(self, review: Review) -> str:
        return str(review.card.student)

    @admin.display(ordering="card__facet")
    def facet(self, review: Review) -> str:
        return review.card.facet
