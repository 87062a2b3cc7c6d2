"""Sets: the facts that students study together, chosen by a rule or by hand."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, F, Q, Value, When

from history import facts
from history.fields import HistoricalDateField
from history.models import Actor, ActorName, Base, Fact
from history.models.labels import label_of
from history.translating import spoken, told
from history.wording import known
from quizzes.rules import period_name, topic_name

CODE_LENGTH = 8
UNDATED = 10**17
"""The place of a fact without a date: after every day number that a date can have."""
BY_HAND = -(10**17)
"""The place before the first chosen fact: before every day number, so that no date comes among them."""


class NewOrder(models.TextChoices):
    """In which order facts come that a student has not met: by time, which in a set made by hand is the order
    chosen; thread after thread, each that of somebody who takes part; or mixed (`quizzes.curriculum`)."""

    TIME = "time"
    THREADS = "threads"
    MIXED = "mixed"


class SetQuerySet(models.QuerySet["Set"]):
    def public(self) -> SetQuerySet:
        """The sets of the house, which everybody may read and follow."""
        return self.filter(owner=None, code=None)

    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> SetQuerySet:
        """The sets of the house, one's own, and those that one follows; others open only by their code."""
        if user.pk is None:
            return self.public()
        mine = Q(owner=None, code=None) | Q(owner=user.pk)
        return self.filter(mine | Q(pk__in=Set.objects.filter(followers__user=user.pk).values("pk")))

    def named(self) -> SetQuerySet:
        """With what the reader calls an actor by whom a set is named."""
        label = label_of(ActorName, "actor", spoken())
        return self.annotate(called=Case(When(name=F("actor__name"), then=label), default=Value("")))

    def wishing(self) -> SetQuerySet:
        """Those that say how they are to be studied, the most demanding first."""
        said = self.exclude(retention=None, new_order="")
        return said.order_by(F("retention").desc(nulls_last=True), "pk")

    def owned_by(self, user: AbstractBaseUser | AnonymousUser) -> SetQuerySet:
        return self.filter(owner=user.pk) if user.pk else self.none()


class Set(models.Model):
    """The facts a student studies.

    By rule: all published facts that fit every column of the rule that is filled (base, period, actor, type,
    standing). By hand: the facts that the owner chose, in the order chosen. Either way the facts stand in
    `Membership`, which `quizzes.sets` keeps in step. A set without owner and code belongs to the house.
    """

    name = models.CharField(max_length=200)
    description = models.CharField(max_length=500, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="sets"
    )
    by_hand = models.BooleanField(
        default=False, help_text="The facts are chosen one by one; else a rule finds them."
    )
    base = models.ForeignKey(Base, null=True, blank=True, on_delete=models.PROTECT, related_name="sets")
    period = HistoricalDateField(
        null=True, blank=True, bounds_index=False, help_text="Facts whose date lies wholly inside it."
    )
    actor = models.ForeignKey(Actor, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    type = models.CharField(max_length=100, blank=True)
    standing = models.CharField(
        max_length=20, blank=True, choices=[(standing.value, standing.value) for standing in facts.Standing]
    )
    facts = models.ManyToManyField(Fact, through="Membership", related_name="sets")
    starter = models.BooleanField(default=False, help_text="New students follow it from the start.")
    code = models.CharField(
        max_length=20, null=True, blank=True, unique=True, help_text="Whoever has it may join the class."
    )

    new_order = models.CharField(
        max_length=10,
        blank=True,
        default="",
        choices=NewOrder.choices,
        help_text="In which order new facts come; empty where that is left to the students.",
    )
    retention = models.FloatField(
        null=True,
        blank=True,
        validators=[MinValueValidator(0.7), MaxValueValidator(0.97)],
        help_text="How likely its answers should still be known when they are asked again; empty where that "
        "is left to the students.",
    )

    objects = SetQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(retention=None) | Q(retention__gte=0.7, retention__lte=0.97),
                name="set_retention_in_range",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def printed_name(self) -> str:
        """The name; one that the house made by the rule, in the language of the reader.

        That of an actor needs `called`, which `SetQuerySet.named` adds.
        """
        if self.owner_id or self.by_hand:
            return self.name
        if self.period and self.name == period_name(self.period):
            return period_name(self.period, spoken())
        if self.type and self.name == topic_name(self.type):
            return told(known(self.name))
        return self.__dict__.get("called") or self.name


class Membership(models.Model):
    """A fact in a set. `place` orders the facts of a set: their earliest day, or the order chosen by hand.

    `mixed` is the fact's place where they are mixed: the same in every set (`quizzes.curriculum`).
    """

    set = models.ForeignKey(Set, on_delete=models.CASCADE, related_name="memberships")
    fact = models.ForeignKey(Fact, on_delete=models.CASCADE, related_name="memberships")
    place = models.BigIntegerField()
    mixed = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["set", "fact"], name="fact_once_in_a_set")]
        indexes = [
            models.Index(fields=["set", "place", "fact"], name="membership_in_order"),
            models.Index(fields=["set", "mixed", "fact"], name="membership_mixed"),
        ]

    def __str__(self) -> str:
        return f"{self.fact_id} in {self.set_id}"
