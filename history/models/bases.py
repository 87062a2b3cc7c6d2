"""A base: one imported file, or one school's own collection."""

from __future__ import annotations

from django.db import models


class Base(models.Model):
    """Facts, actors, places, agreements and sources that came, and are kept, together."""

    key = models.SlugField(
        max_length=100, unique=True, help_text="A short name for addresses and exports, such as korea."
    )
    name = models.CharField(
        max_length=200, help_text="What students see, such as “Korea and its neighbours”."
    )
    language = models.CharField(
        max_length=20, default="en", help_text="The language that titles and statements are written in."
    )
    licence = models.CharField(max_length=300, blank=True, help_text="Who may copy this collection, and how.")
    origin = models.JSONField(
        default=dict, blank=True, help_text="Where an imported file came from: repository, commit, path."
    )
    notes = models.JSONField(default=list, blank=True, help_text="Remarks that the file brought with it.")
    extra = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Keyed(models.Model):
    """A row with an external key that is unique within its base."""

    base = models.ForeignKey(
        Base, on_delete=models.PROTECT, related_name="+", help_text="The collection that this belongs to."
    )
    key = models.CharField(
        max_length=200,
        help_text="A short name, unique in its collection; exports use it. Do not change it later.",
    )
    extra = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        abstract = True


class UnkeyedField(models.IntegerField):
    """0 after every save; only `QuerySet.update` writes anything else."""

    def pre_save(self, model_instance: models.Model, add: bool) -> int:
        setattr(model_instance, self.attname, 0)
        return 0


class Spelling(models.Model):
    """One known spelling of a name. `folded` is what searches and matches compare.

    `keyed` says by which rules its keys were written (`history.models.keys`), 0 that it has none yet.
    """

    text = models.CharField(max_length=500)
    language = models.CharField(
        max_length=35,
        blank=True,
        help_text="Language tag such as en, ru or ko; und-Latn for a transliteration.",
    )
    label = models.BooleanField(
        default=False, help_text="A label is the name printed in its language; the others are aliases."
    )
    folded = models.CharField(max_length=500, editable=False, db_index=True)
    keyed = UnkeyedField(default=0, editable=False, db_index=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text
