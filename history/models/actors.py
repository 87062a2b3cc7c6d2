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

    def frozen(self, active: tuple[int, int] | None = None) -> facts.Actor:
        """The frozen value; `active` is the span of the actor's own published facts in day numbers."""
        terms = tuple(
            facts.Term(office=term.office, start=term.start, end=term.end, exclusive=term.exclusive)
            for term in self.terms.all()
        )
        days = [date.earliest for term in terms for date in [term.start] if date]
        ends = [date.latest for term in terms for date in [term.end] if date]
        lows = days + ends + ([active[0]] if active else [])
        highs = days + ends + ([active[1]] if active else [])
        return facts.Actor(
            pk=self.pk,
            key=self.key,
            kind=self.kind,
            name=self.name,
            names=tuple(facts.Name(text=name.text, language=name.language) for name in self.names.all()),
            country=self.country_id,
            country_name=self.country.name if self.country else "",
            country_related=frozenset(state.pk for state in self.country.related.all())
            if self.country
            else frozenset(),
            start=self.start,
            end=self.end,
            terms=terms,
            related=frozenset(actor.pk for actor in self.related.all()),
            confusable=frozenset(actor.pk for actor in self.confusable.all()),
            active=(min(lows), max(highs)) if lows else None,
        )


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
