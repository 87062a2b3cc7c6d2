"""Sittings: one study session or one quiz. Each review names the sitting in which it was given."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models

from .sets import Set
from .students import Student


class SittingQuerySet(models.QuerySet["Sitting"]):
    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> SittingQuerySet:
        """A student sees only her own."""
        return self.filter(student__user=user.pk)

    def open(self) -> SittingQuerySet:
        return self.filter(finished_at=None)


class Sitting(models.Model):
    """A study session asks what the schedule wants; a quiz asks the questions of its plan, due or not.

    `size` is how many different questions are asked, null for “whatever is due”. `plan` holds the bank rows
    of a quiz in their order; `about` is what was chosen, so that each page says it in its own language: the
    names of a set and an actor, two years as they were typed, kinds, two that were mixed up, whether it
    comes next or was missed before. Feedback at the end keeps every verdict back until it is finished.
    """

    class Purpose(models.TextChoices):
        STUDY = "study"
        QUIZ = "quiz"

    class Feedback(models.TextChoices):
        AT_ONCE = "at_once"
        AT_END = "at_end"

    student = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="sittings")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    mode = models.CharField(
        max_length=10,
        choices=[
            ("single", "choices"),
            ("card", "flashcards"),
            ("truefalse", "true or false"),
            ("typed", "typed answers"),
        ],
        default="single",
    )
    title = models.CharField(
        max_length=300, blank=True, help_text="What is asked, in the words of a sitting without `about`."
    )
    about = models.JSONField(
        default=dict,
        help_text="What is asked: set, actor, first, last, kinds, as far as chosen; missed for once more.",
    )
    set = models.ForeignKey(Set, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    size = models.PositiveSmallIntegerField(null=True)
    feedback = models.CharField(max_length=10, choices=Feedback.choices, default=Feedback.AT_ONCE)
    plan = models.JSONField(default=list)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    objects = SittingQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["student", "finished_at", "started_at"], name="sitting_open")]

    def __str__(self) -> str:
        return f"{self.purpose} of {self.student_id}"

    @property
    def verdicts_wait(self) -> bool:
        """Whether verdicts are kept back for now."""
        return self.feedback == self.Feedback.AT_END and self.finished_at is None
