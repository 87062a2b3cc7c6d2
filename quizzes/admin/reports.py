"""What students say is wrong with questions: the teacher's list, open ones first, each with an answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from quizzes import reports
from quizzes.models import Report

LONGEST = 1000


class ReplyForm(ActionForm):
    reply = forms.CharField(
        required=False, max_length=LONGEST, label="Reply to the students (optional):", strip=True
    )


class OpenFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("open", "Open"), ("resolved", "Resolved")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Report]) -> QuerySet[Report]:
        if self.value() == "open":
            return queryset.filter(resolved_at=None)
        return queryset.exclude(resolved_at=None) if self.value() == "resolved" else queryset


@admin.register(Report)
class ReportAdmin(admin.ModelAdmin):
    """Saving a report with a reply marks it as resolved."""

    list_display = ["stem", "reason", "text", "by", "at", "resolved_at"]
    list_filter = [OpenFilter, "reason", "question__fact__base"]
    search_fields = ["stem", "text", "question__fact__key", "student__user__username"]
    list_per_page = 50
    ordering = [F("resolved_at").desc(nulls_first=True), "-at", "-pk"]
    actions = ["mark_as_resolved"]
    action_form = ReplyForm
    fields = ["stem", "options", "about", "reason", "text", "by", "at", "reply", "resolved_at", "resolved_by"]
    readonly_fields = ["stem", "options", "about", "reason", "text", "by", "at", "resolved_at", "resolved_by"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        return super().get_queryset(request).select_related("question", "student__user", "resolved_by")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="student")
    def by(self, report: Report) -> str:
        if report.student.guest:
            return "Guest"
        user = report.student.user
        return str(user.get_full_name() or user.get_username())

    @admin.display(description="options now", empty_value="It is withheld now and has none.")
    def options(self, report: Report) -> str | None:
        """Every option that the question can show, the right ones first and marked."""
        question = report.question
        texts = [(f"✓ {option.get('text', '')} (right)",) for option in question.key]
        texts += [(option.get("text", ""),) for option in question.pool]
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", texts)) if texts else None

    @admin.display(description="look at")
    def about(self, report: Report) -> str:
        question, fact = report.question_id, report.question.fact_id
        return format_html(
            '<a href="{}">the question</a>, <a href="{}">its fact</a>',
            reverse("admin:quizzes_bankquestion_change", args=[question]),
            reverse("admin:history_fact_change", args=[fact]),
        )

    def save_model(self, request: HttpRequest, obj: Report, form: Any, change: bool) -> None:
        if obj.resolved_at is None:
            reports.resolve([obj.pk], by=request.user, reply=obj.reply, now=timezone.now())  # type: ignore[arg-type]
        else:
            obj.save(update_fields=["reply"])

    @admin.action(description="Mark as resolved", permissions=["change"])
    def mark_as_resolved(self, request: HttpRequest, queryset: QuerySet[Report]) -> None:
        reply = request.POST.get("reply", "").replace("\x00", "").strip()
        if len(reply) > LONGEST:
            self.message_user(
                request, f"The reply is too long: at most {LONGEST} characters, please.", messages.ERROR
            )
            return
        chosen = queryset.values_list("pk", flat=True)
        number = reports.resolve(chosen, by=request.user, reply=reply, now=timezone.now())  # type: ignore[arg-type]
        said = "1 report is" if number == 1 else f"{number} reports are"
        self.message_user(request, f"{said} marked as resolved.", messages.SUCCESS)
