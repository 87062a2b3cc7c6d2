"""Students: what the scheduler and the pages need to know of a person."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from .sets import NewOrder, Set


def known_zone(name: str) -> None:
    """Refuse a time zone that this machine does not know."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(f"“{name}” is not a time zone; write it like Europe/Berlin.")


class Typing(models.TextChoices):
    """Whether a student chooses answers or types them, where a question can be asked both ways."""

    BY_STRENGTH = "strength"
    NEVER = "never"
    ALWAYS = "always"


class Leeches(models.TextChoices):
    """What becomes of a card that is forgotten again and again."""

    TAG = "tag"
    SUSPEND = "suspend"


class Load(models.TextChoices):
    """How much a student wants to do on a weekday."""

    NORMAL = "normal"
    REDUCED = "reduced"
    NONE = "none"


SHARES = {Load.NORMAL: 1.0, Load.REDUCED: 0.5, Load.NONE: 0.0}
DAYS_A_WEEK = 7


def known_week(week: Any) -> None:
    """Refuse what is not a load for each weekday, or nothing at all; some day must be left to study on."""
    if week == []:
        return
    if not isinstance(week, list) or len(week) != DAYS_A_WEEK or not set(week) <= set(Load.values):
        raise ValidationError("A week has seven days, each of them normal, reduced or none.")
    if set(week) == {Load.NONE}:
        raise ValidationError("Leave at least one day of the week to study on.")


def shares(week: Iterable[str]) -> tuple[float, ...]:
    """How much is wanted on each weekday, Monday first, from 0 to 1; empty where all are alike."""
    found = tuple(SHARES[Load(load)] for load in week)
    return found if len(set(found)) > 1 else ()


def known_breaks(breaks: Any) -> None:
    """Refuse what is no list of pairs of days, the later one last."""
    try:
        known = [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in breaks]
    except (TypeError, ValueError):
        raise ValidationError(
            "A break is a pair of days such as 2027-06-12, the first and the last."
        ) from None
    if any(last < first for first, last in known):
        raise ValidationError("A break ends on its first day or later.")


class StudentQuerySet(models.QuerySet["Student"]):
    def visible_to(self, user: AbstractBaseUser) -> StudentQuerySet:
        """A student sees only herself."""
        return self.filter(user=user)

    def answering(self) -> StudentQuerySet:
        """Those who have answered something."""
        return self.filter(cards__number__gt=0).distinct()


class Student(models.Model):
    """What the scheduler needs to know of a person."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="student")
    guest = models.BooleanField(default=False)
    zone = models.CharField(max_length=60, default="UTC", validators=[known_zone])
    rollover_hour = models.PositiveSmallIntegerField(
        default=4, validators=[MaxValueValidator(12)], help_text="The hour at which a study day begins."
    )
    retention = models.FloatField(
        default=0.9,
        validators=[MinValueValidator(0.7), MaxValueValidator(0.97)],
        help_text="How likely an answer should still be known when it is asked again.",
    )
    weights = models.JSONField(
        default=list,
        blank=True,
        editable=False,
        help_text="Of her own memory, as fitted to her answers; none are the published ones.",
    )
    fitted = models.JSONField(
        default=dict, blank=True, editable=False, help_text="What the last fit came to, and when."
    )
    new_a_day = models.PositiveSmallIntegerField(default=20, validators=[MaxValueValidator(1000)])
    new_order = models.CharField(
        max_length=10,
        choices=NewOrder.choices,
        default=NewOrder.TIME,
        help_text="In which order new facts come from sets whose owner leaves that to her.",
    )
    reviews_a_day = models.PositiveSmallIntegerField(default=200, validators=[MaxValueValidator(10000)])
    language = models.CharField(max_length=20, default="en")
    interface = models.CharField(
        max_length=20,
        blank=True,
        default="",
        help_text="The language of the pages; empty where it follows the browser.",
    )
    citation_style = models.CharField(
        max_length=20, default="chicago", choices=[("apa", "APA"), ("chicago", "Chicago"), ("mla", "MLA")]
    )
    typing = models.CharField(
        max_length=10,
        choices=Typing.choices,
        default=Typing.BY_STRENGTH,
        help_text="Whether answers are chosen or typed, where both can be done.",
    )
    session_size = models.PositiveSmallIntegerField(
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text="How many questions a session has unless the student says otherwise.",
    )
    week = models.JSONField(
        default=list,
        blank=True,
        validators=[known_week],
        help_text="How much to do on each weekday, Monday first; empty where all are normal.",
    )
    breaks = models.JSONField(
        default=list,
        blank=True,
        validators=[known_breaks],
        help_text="When she is away: first and last day of each, as ISO dates, the earliest first.",
    )
    leeches = models.CharField(
        max_length=10,
        choices=Leeches.choices,
        default=Leeches.TAG,
        help_text="What becomes of a card that is forgotten again and again.",
    )
    exam_on = models.DateField(null=True, blank=True, help_text="The day by which she wants to be ready.")
    exam_set = models.ForeignKey(
        Set,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="What the exam is about; empty for all that she follows.",
    )
    exam_retention = models.FloatField(
        default=0.95,
        validators=[MinValueValidator(0.7), MaxValueValidator(0.97)],
        help_text="How likely an answer should be known on that day.",
    )
    exam_planned = models.IntegerField(
        null=True, blank=True, help_text="Study day on which the way to the exam was planned last."
    )
    keys = models.BooleanField(default=True, help_text="Whether single keys answer questions.")
    follows = models.ManyToManyField(Set, blank=True, related_name="followers")

    objects = StudentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(retention__gte=0.7, retention__lte=0.97), name="student_retention_in_range"
            ),
            models.CheckConstraint(
                condition=models.Q(exam_retention__gte=0.7, exam_retention__lte=0.97),
                name="student_exam_retention_in_range",
            ),
            models.CheckConstraint(
                condition=models.Q(rollover_hour__lte=12), name="student_rollover_in_range"
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)
