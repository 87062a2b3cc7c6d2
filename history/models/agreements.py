"""What was agreed: the identity of a text. Its parties, dates and place stand on its fact."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models

from .bases import Keyed, Spelling


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> AgreementQuerySet:
        """Those that this reader may see: `history.models.reading` says which."""
        from .reading import visible

        return visible(self, user)


class Agreement(Keyed):
    title = models.CharField(
        max_length=1000, help_text="The full title, with its parties, as your source prints it."
    )
    kind = models.CharField(
        max_length=60, blank=True, help_text="Treaty, declaration, communiqué, armistice, …"
    )
    subjects = models.JSONField(default=list, blank=True, help_text="What it is about, as a list of words.")
    note = models.TextField(blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["base", "key"], name="agreement_key_unique_in_base"),
            models.CheckConstraint(condition=~models.Q(title=""), name="agreement_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title


class AgreementName(Spelling):
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="names")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "text", "language", "label"], name="agreement_name_once_a_language"
            ),
            models.CheckConstraint(condition=~models.Q(text=""), name="agreement_name_has_letters"),
        ]
