"""Where it happened."""

from __future__ import annotations

from django.db import models

from history import facts
from history.facts import Place as PlaceValue

from .actors import Actor
from .bases import Keyed, Spelling


class PlaceQuerySet(models.QuerySet["Place"]):
    def complete(self) -> PlaceQuerySet:
        """With everything that `Place.frozen` reads."""
        return self.select_related("within__within").prefetch_related("names")


class Place(Keyed):
    name = models.CharField(max_length=300, help_text="The name that questions print.")
    country = models.ForeignKey(
        Actor,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="places",
        help_text="The state it lies in.",
    )
    within = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
        help_text="The larger place that holds it: an answer with either is never set against the other.",
    )
    note = models.TextField(blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["base", "key"], name="place_key_unique_in_base"),
            models.CheckConstraint(condition=~models.Q(name=""), name="place_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def frozen(self) -> PlaceValue:
        within: list[int] = []
        outer = self.within
        while outer is not None and outer.pk not in within:
            within.append(outer.pk)
            outer = outer.within
        return PlaceValue(
            pk=self.pk,
            key=self.key,
            name=self.name,
            names=tuple(facts.Name(text=name.text, language=name.language) for name in self.names.all()),
            within=tuple(within),
            country=self.country_id,
        )


class PlaceName(Spelling):
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="names")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "text", "language", "label"], name="place_name_once_a_language"
            ),
            models.CheckConstraint(condition=~models.Q(text=""), name="place_name_has_letters"),
        ]
