"""Cards, and the reviews of which they are the fold."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Cast

from history.models import Fact

from .bank import BankQuerySet, BankQuestion
from .sets import Membership
from .sittings import Sitting
from .students import Student

AS_NEW = 0
"""The due day of a card that was met but never studied (in a quiz, or its answers were undone): it is asked
again as a new one. Before every day that a review can fall due on."""


LEECH = 8
"""Lapses from which a card is a leech: `quizzes.memory.leeches.FIRST`, written out for the index."""


def waited(study_day: int) -> CombinedExpression:
    """How long a card has waited, as its memory goes: the days since the last answer per stability."""
    return Cast(Value(study_day) - F("last_day"), models.FloatField()) / F("stability")


class CardQuerySet(models.QuerySet["Card"]):
    def told_to(self, student: int | None) -> CardQuerySet:
        """A student's cards, without those about which a quiz keeps quiet that has not come to its end."""
        quiet = Review.objects.kept_back().filter(sitting__student=student)
        return self.filter(student=student).exclude(pk__in=quiet.values("card"))

    def steps_due(self, now: datetime) -> CardQuerySet:
        """Cards in their learning steps that have waited long enough, the longest waiting first."""
        return self.filter(due_at__lte=now).order_by("due_at", "pk")

    def reviews_due(self, study_day: int) -> CardQuerySet:
        """Cards whose day has come, the longest overdue first: a walk along an index."""
        return self.filter(due_day__gt=AS_NEW, due_day__lte=study_day).order_by("due_day", "pk")

    def by_risk(self, study_day: int) -> CardQuerySet:
        """The least likely to be known first: recall falls with the days since the last answer per stability.

        This sorts, so it wants few cards. What was brought from elsewhere without a memory comes first.
        """
        return self.order_by(waited(study_day).desc(nulls_first=True), "due_day", "pk")

    def due(self, *, now: datetime, study_day: int) -> CardQuerySet:
        return self.filter(Q(due_at__lte=now) | Q(due_day__gt=AS_NEW, due_day__lte=study_day))

    def leeches(self) -> CardQuerySet:
        """Cards that were forgotten so often that they cost more than they are worth."""
        return self.filter(lapses__gte=LEECH)

    def met(self) -> CardQuerySet:
        """Without the cards that wait to be asked as new ones."""
        return self.exclude(due_day=AS_NEW)

    def followed(self) -> CardQuerySet:
        """Cards of facts in a set that their student follows: the others rest."""
        sets = Membership.objects.filter(fact=OuterRef("fact"), set__followers=OuterRef("student"))
        return self.filter(Exists(sets))

    def within(self, of: int) -> CardQuerySet:
        return self.filter(Exists(Membership.objects.filter(fact=OuterRef("fact"), set=of)))

    def apart(self, study_day: int) -> CardQuerySet:
        """Without the cards of facts of which some card was answered on this study day."""
        today = Card.objects.filter(
            student=OuterRef("student"), fact=OuterRef("fact"), last_day=study_day
        ).exclude(pk=OuterRef("pk"))
        return self.exclude(Exists(today))

    def askable(self, language: str) -> CardQuerySet:
        """Cards whose facet has a live question.

        Asked of the bank each time rather than kept on the card: a question that is withdrawn parks its
        cards, and one that is live again brings them back, without a write to any card.
        """
        return self.filter(Exists(_questions(language).live()))

    def parked(self, language: str) -> CardQuerySet:
        """Cards that wait until their facet has a live question again; `reason` says why there is none."""
        reason = _questions(language).values("reason")[:1]
        return self.exclude(Exists(_questions(language).live())).annotate(reason=models.Subquery(reason))


def _questions(language: str) -> BankQuerySet:
    return BankQuestion.objects.filter(fact=OuterRef("fact"), facet=OuterRef("facet"), language=language)


class Card(models.Model):
    """One student's memory of one facet of one fact. Its memory columns are a cache of the reviews.

    `due_at` is an instant and `due_day` a study day, or AS_NEW: at most one of them is set. Days stay days:
    a student who moves to another time zone takes the schedule along.
    """

    student = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="cards")
    fact = models.ForeignKey(Fact, on_delete=models.CASCADE, related_name="cards")
    facet = models.CharField(max_length=40)
    number = models.PositiveIntegerField(default=0, help_text="Number of the last review.")
    state = models.JSONField(default=dict)
    retention = models.FloatField(
        default=0.9, help_text="The wanted recall with which the state was reckoned."
    )
    weights = models.JSONField(
        default=list, help_text="The weights with which the state was reckoned; none are the published ones."
    )
    phase = models.CharField(max_length=12, default="new")
    due_at = models.DateTimeField(null=True, help_text="When a learning step ends.")
    due_day = models.IntegerField(null=True, help_text="Study day on which a review falls due.")
    last_day = models.IntegerField(null=True, help_text="Study day of the last answer that counts.")
    first_day = models.IntegerField(null=True, help_text="Study day of the first answer that counts.")
    stability = models.FloatField(null=True, help_text="Days until recall falls to 90 %.")
    lapses = models.PositiveIntegerField(default=0, help_text="How often it was forgotten.")
    suspended = models.BooleanField(default=False)
    buried_day = models.IntegerField(null=True, help_text="Study day for which it was put off.")

    objects = CardQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["student", "fact", "facet"], name="one_card_a_facet")]
        indexes = [
            models.Index(fields=["student", "due_at"], name="card_due_at"),
            models.Index(fields=["student", "due_day"], name="card_due_day"),
            models.Index(fields=["student", "first_day"], name="card_first_day"),
            models.Index(fields=["student", "last_day", "fact"], name="card_last_day"),
            models.Index(fields=["student"], condition=Q(lapses__gte=LEECH), name="card_leeches"),
            models.Index(fields=["student"], condition=Q(suspended=True), name="card_suspended"),
            models.Index(
                fields=["student", "buried_day"], condition=Q(buried_day__isnull=False), name="card_buried"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.student}: {self.facet} of {self.fact_id}"


KEPT_BACK = Q(sitting__feedback=Sitting.Feedback.AT_END, sitting__finished_at=None)
"""Reviews whose verdict waits for the end of their quiz."""


class ReviewQuerySet(models.QuerySet["Review"]):
    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> ReviewQuerySet:
        """A student sees only her own."""
        return self.filter(card__student__user=user.pk)

    def standing(self) -> ReviewQuerySet:
        """Without those that were taken back."""
        return self.filter(~Exists(taken_back()))

    def kept_back(self) -> ReviewQuerySet:
        """Those whose verdict waits for the end of their quiz."""
        return self.filter(KEPT_BACK)


def taken_back(review: str = "") -> models.QuerySet[Review]:
    """What takes the outer row's review back and is not lifted itself.

    `review` is the path from the outer row to it. Only a void can be lifted, by another void.
    """
    taking = Review.objects.filter(
        card=OuterRef(f"{review}card"), undoes=OuterRef(f"{review}number"), kind__in=("undo", "void")
    )
    lifted = Review.objects.filter(card=OuterRef("card"), undoes=OuterRef("number"), kind="void")
    return taking.filter(Q(kind="undo") | ~Exists(lifted))


def regraded(review: str = "") -> models.QuerySet[Review]:
    """What says that the outer row's review counts as right by now; `review` as in `taken_back`."""
    found = Review.objects.filter(
        card=OuterRef(f"{review}card"), undoes=OuterRef(f"{review}number"), kind="regrade", right=True
    )
    return found.filter(~Exists(taken_back()))


class Review(models.Model):
    """One answered card: an event that is never changed or deleted while its student exists."""

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="reviews")
    question = models.ForeignKey(BankQuestion, null=True, on_delete=models.SET_NULL, related_name="reviews")
    sitting = models.ForeignKey(
        Sitting, null=True, blank=True, on_delete=models.SET_NULL, related_name="reviews"
    )
    number = models.PositiveIntegerField()
    token = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=12)
    at = models.DateTimeField()
    study_day = models.IntegerField()
    zone = models.CharField(max_length=60)
    fact_version = models.PositiveIntegerField()
    shown = models.JSONField(default=dict, help_text="The question as printed: stem and options in order.")
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

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["card", "number"]
        constraints = [models.UniqueConstraint(fields=["card", "number"], name="one_review_a_number")]
        indexes = [
            models.Index(fields=["card", "undoes"], condition=Q(undoes__isnull=False), name="review_undoes")
        ]

    def __str__(self) -> str:
        return f"{self.card_id} no. {self.number}: {self.kind}"
