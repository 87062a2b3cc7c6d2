"""Who acted: persons, states, organisations, and the offices they held."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models

from history import facts
from history.fields import HistoricalDateField

from .bases import Keyed, Spelling


class ActorQuerySet(models.QuerySet["Actor"]):
    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> ActorQuerySet:
        """Those that this reader may see: `history.models.reading` says which."""
        from .reading import visible

        return visible(self, user)


class Actor(Keyed):
    kind = models.CharField(
        max_length=40,
        choices=[(kind.value, kind.value) for kind in facts.ActorKind],
        help_text="A group stands for nameless holders of a view, such as historians; it is never asked.",
    )
    name = models.CharField(max_length=300, help_text="The name that questions print.")
    country = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="nationals",
        help_text="The state that a person or body belongs to: it decides who is an interested party.",
    )
    start = HistoricalDateField(
        blank=True, null=True, help_text="Birth or beginning, as exact as your source."
    )
    end = HistoricalDateField(
        blank=True, null=True, help_text="Death or end; leave empty if it still exists."
    )
    related = models.ManyToManyField(
        "self",
        blank=True,
        help_text="Predecessors and successors: never offered as wrong answers for each other.",
    )
    confusable = models.ManyToManyField(
        "self",
        blank=True,
        symmetrical=False,
        related_name="+",
        help_text="Those who are easily mixed up with this one.",
    )
    note = models.TextField(blank=True)

    objects = ActorQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["base", "key"], name="actor_key_unique_in_base"),
            models.CheckConstraint(condition=~models.Q(name=""), name="actor_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class ActorName(Spelling):
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="names")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["actor", "text", "language", "label"], name="actor_name_once_a_language"
            ),
            models.CheckConstraint(condition=~models.Q(text=""), name="actor_name_has_letters"),
        ]


class Term(models.Model):
    """A time in office."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="terms")
    office = models.CharField(max_length=200)
    start = HistoricalDateField(blank=True, null=True)
    end = HistoricalDateField(blank=True, null=True, help_text="Leave empty if still in office or not known.")
    exclusive = models.BooleanField(
        default=False,
        help_text="Only one person at a time can hold it, so a second holder is provably wrong.",
    )
    extra = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        ordering = ["start_earliest", "pk"]

    def __str__(self) -> str:
        return self.office
