"""What others did to students' cards: answers that a teacher voided, and facts that were corrected."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Count, Q

from .bank import BankQuestion
from .cards import Review
from .students import Student


class VoidingQuerySet(models.QuerySet["Voiding"]):
    def standing(self) -> VoidingQuerySet:
        """Without those that were lifted."""
        return self.filter(lifted_at=None)

    def counted(self) -> VoidingQuerySet:
        """With `answers` that each voided, and `students` whose they were."""
        own = Q(amendments__lifts=False)
        return self.annotate(
            answers=Count("amendments", filter=own),
            students=Count("amendments__student", filter=own, distinct=True),
        )


class Voiding(models.Model):
    """A teacher's word that the answers to one question do not count, and why.

    before: the version of the fact up to which they do not, and not itself; None where all do not. `by` and
    `lifted_by` are None for whoever has left since.
    """

    question = models.ForeignKey(BankQuestion, on_delete=models.CASCADE, related_name="voidings")
    before = models.PositiveIntegerField(null=True)
    reason = models.CharField(max_length=1000, help_text="Why, for the students.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True)

    objects = VoidingQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"Answers to “{self.question}” do not count"


class AmendmentQuerySet(models.QuerySet["Amendment"]):
    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> AmendmentQuerySet:
        """A student sees only her own."""
        return self.filter(student__user=user.pk)

    def untold(self) -> AmendmentQuerySet:
        return self.filter(told_at=None)


class Amendment(models.Model):
    """One entry that somebody else made in a card's log, and whether its student has read of it.

    answer: what was voided, or taught what is corrected by now; voiding: by which deed, None where a fact was
    corrected. What takes either back makes entries of its own, with `lifts`. Where a date is only given more
    or less exactly there is no entry, and `event` is the answer itself.
    """

    event = models.OneToOneField(Review, on_delete=models.CASCADE, related_name="amendment")
    student = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="amendments")
    answer = models.ForeignKey(Review, null=True, on_delete=models.CASCADE, related_name="amendments")
    voiding = models.ForeignKey(Voiding, null=True, on_delete=models.CASCADE, related_name="amendments")
    lifts = models.BooleanField(default=False)
    at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["student"], condition=Q(told_at=None), name="amendment_untold"),
        ]

    def __str__(self) -> str:
        return f"{self.event} of {self.student}"
