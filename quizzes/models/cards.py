"""Cards, and the reviews of which they are the fold."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from history.models import Fact

from .bank import BankQuestion
from .students import Student


class CardQuerySet(models.QuerySet["Card"]):
    def due(self, now: datetime) -> CardQuerySet:
        """Cards to be asked now, the longest overdue first."""
        return self.filter(due_at__lte=now, parked="").order_by("due_at", "pk")


class Card(models.Model):
    """One student's memory of one facet of one fact. Its memory columns are a cache of the reviews."""

    student = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="cards")
    fact = models.ForeignKey(Fact, on_delete=models.CASCADE, related_name="cards")
    facet = models.CharField(max_length=40)
    parked = models.TextField(blank=True, help_text="Why it is not asked for the time being.")
    number = models.PositiveIntegerField(default=0, help_text="Number of the last review.")
    state = models.JSONField(default=dict)
    phase = models.CharField(max_length=12, default="new")
    due_at = models.DateTimeField(null=True)
    last_day = models.IntegerField(null=True, help_text="Study day of the last review.")
    first_day = models.IntegerField(null=True, help_text="Study day on which it was first asked.")

    objects = CardQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["student", "fact", "facet"], name="one_card_a_facet")]
        indexes = [
            models.Index(fields=["student", "due_at"], name="card_due"),
            models.Index(fields=["student", "first_day"], name="card_first_day"),
        ]

    def __str__(self) -> str:
        return f"{self.student}: {self.facet} of {self.fact_id}"


class Review(models.Model):
    """One answered card: an event that is never changed or deleted while its student exists."""

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="reviews")
    question = models.ForeignKey(BankQuestion, null=True, on_delete=models.SET_NULL, related_name="reviews")
    number = models.PositiveIntegerField()
    token = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=12)
    at = models.DateTimeField()
    study_day = models.IntegerField()
    zone = models.CharField(max_length=60)
    fact_version = models.PositiveIntegerField()
    shown = models.JSONField(default=dict, help_text="The question as it was printed: stem and options in order.")
    response = models.JSONField(default=dict, help_text="What was given.")
    verdict = models.JSONField(default=dict, help_text="The verdict with its reason and evidence, as shown.")
    right = models.BooleanField(null=True)
    guessed = models.BooleanField(default=False)
    grade = models.PositiveSmallIntegerField(null=True)
    guess = models.FloatField(default=0, help_text="Chance of a right answer without knowledge.")
    slip = models.FloatField(default=0, help_text="Chance of a wrong answer with knowledge.")
    predicted = models.FloatField(null=True, help_text="Predicted recall before the answer.")
    milliseconds = models.PositiveIntegerField(null=True)
    model = models.CharField(max_length=20, default="fsrs-6")
    parameters = models.CharField(max_length=64, blank=True)
    undoes = models.PositiveIntegerField(null=True, help_text="Number of the review that this one undoes.")

    class Meta:
        ordering = ["card", "number"]
        constraints = [models.UniqueConstraint(fields=["card", "number"], name="one_review_a_number")]

    def __str__(self) -> str:
        return f"{self.card_id} no. {self.number}: {self.kind}"
