"""What students say is wrong with a question, for the teacher's list."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .bank import BankQuestion
from .students import Student


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> ReportQuerySet:
        return self.filter(resolved_at=None)


class Report(models.Model):
    """One student's remark on one question. Sending another replaces it while it is open."""

    class Reason(models.TextChoices):
        WRONG = "wrong", _("The answer given as right is wrong")
        AMBIGUOUS = "ambiguous", _("More than one answer is right")
        UNCLEAR = "unclear", _("I do not understand the question")
        LEAK = "leak", _("The question gives its answer away")
        SOURCE = "source", _("The source does not say this")
        OTHER = "other", _("Something else")

    question = models.ForeignKey(BankQuestion, on_delete=models.CASCADE, related_name="reports")
    student = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="reports")
    reason = models.CharField(max_length=12, choices=Reason.choices)
    text = models.CharField(max_length=1000, blank=True)
    stem = models.TextField(help_text="The question as it was printed then.")
    at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True, editable=False)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    reply = models.CharField(max_length=1000, blank=True, help_text="What was done; the student can read it.")

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "student"],
                condition=models.Q(resolved_at=None),
                name="one_open_report_a_student",
            )
        ]
        indexes = [models.Index(fields=["resolved_at", "-at"], name="report_open")]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.stem}"
