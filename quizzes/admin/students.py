"""What the school keeps of its students: settings to change, cards and reviews to read."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from history.admin.desks import Linked
from quizzes.models import Card, Review, SchoolWeights, Student
from quizzes.views.pupils import PupilsDesk

from .reading import ReadOnlyAdmin


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


@admin.register(SchoolWeights)
class SchoolWeightsAdmin(ReadOnlyAdmin):
    list_display = ["fitted_at", "adopted", "reason", "students", "answers", "loss_default", "loss_fitted"]
    list_filter = ["adopted"]
