"""The weights of the memory model as fitted to the answers of all students of the school."""

from __future__ import annotations

from typing import Any

from django.db import models


class SchoolWeightsQuerySet(models.QuerySet["SchoolWeights"]):
    def in_use(self) -> SchoolWeights | None:
        """Those of the latest fit that was adopted; None where the published ones are used."""
        latest = self.filter(adopted=True).order_by("-pk").first()
        return latest if latest and latest.weights else None

    def beginning(self) -> dict[str, Any]:
        """What is to be written down of a student who begins, beside her name and place."""
        used = self.in_use()
        return {"weights": used.weights, "fitted": used.note()} if used else {}


class SchoolWeights(models.Model):
    """What one fit to the answers of the whole school came to. A row is never changed.

    weights: those that the answers came to; none stand for the published ones. adopted: whether they are
    used from then on, until a later fit is adopted.
    """

    fitted_at = models.DateTimeField()
    weights = models.JSONField(default=list, help_text="None are the published ones.")
    adopted = models.BooleanField()
    reason = models.CharField(max_length=20, help_text="Why they were adopted, or not.")
    students = models.PositiveIntegerField(help_text="How many students' answers were fitted to.")
    answers = models.PositiveIntegerField(help_text="How many answers were to be predicted.")
    tried = models.PositiveIntegerField(
        default=0, help_text="How many of them were held out, of students whom the fit had not seen."
    )
    loss_default = models.FloatField(
        default=0, help_text="Their mean log loss by the published weights, and by fitted ones."
    )
    loss_fitted = models.FloatField(default=0)

    objects = SchoolWeightsQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = "weights of the school"

    def __str__(self) -> str:
        return f"Fitted on {self.fitted_at:%Y-%m-%d} to {self.students} students"

    def note(self) -> dict[str, Any]:
        """What a student's `fitted` says while she has these."""
        return {
            "at": self.fitted_at.isoformat(timespec="milliseconds"),
            "whose": "school",
            "answers": self.answers,
            "students": self.students,
        }
