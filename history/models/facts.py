"""What happened, as far as it is said: facts, their dates, participants and disagreements."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models

from history import claims, facts
from history.dates import HistoricalDate
from history.fields import HistoricalDateField

from .actors import Actor
from .agreements import Agreement
from .bases import Base, Keyed
from .places import Place
from .sources import Source


class FactQuerySet(models.QuerySet["Fact"]):
    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> FactQuerySet:
        """Those that this reader may see: `history.models.reading` says which."""
        from .reading import visible

        return visible(self, user)

    def published(self) -> FactQuerySet:
        return self.filter(publication=facts.Publication.PUBLISHED)

    def mentioning(self, model: type[models.Model], rows: Collection[int]) -> set[int]:
        """The row numbers of the facts whose value, standing or titles may depend on some rows of a table."""
        return {
            fact
            for path in MENTIONS.get(model, ())
            for fact in self.filter(**{f"{path}__in": rows}).order_by().values_list("pk", flat=True)
        }


class Fact(Keyed):
    kind = models.CharField(
        max_length=20,
        choices=[(kind.value, kind.value) for kind in facts.FactKind],
        help_text="A statement is what somebody says: it is not asked as if it had happened.",
    )
    type = models.CharField(
        max_length=100,
        help_text="A word of your own, such as visit or summit; wrong answers come from the same type.",
    )
    titles = models.JSONField(
        default=dict, blank=True, help_text='Printed titles by language, such as {"en": "Battle of Inchon"}.'
    )
    statement = models.TextField(
        blank=True,
        help_text="One sentence that says what happened. Questions print it with the answer masked.",
    )
    note = models.TextField(blank=True, help_text="For teachers; students do not see it.")
    places = models.ManyToManyField(Place, blank=True, through="FactPlace", related_name="facts")
    about = models.ManyToManyField(
        Actor, blank=True, related_name="+", help_text="The state that a term of office belongs to."
    )
    agreement = models.ForeignKey(
        Agreement,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="facts",
        help_text="The agreement that this fact is, or is about.",
    )
    standing = models.CharField(
        max_length=20,
        choices=[(standing.value, standing.value) for standing in facts.Standing],
        default=facts.Standing.ESTABLISHED,
        help_text="Established needs a source that is neither state media nor an interested party.",
    )
    publication = models.CharField(
        max_length=20,
        choices=[(state.value, state.value.replace("_", " ")) for state in facts.Publication],
        default=facts.Publication.DRAFT,
        editable=False,
    )
    claimant = models.ForeignKey(
        Actor,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="claims",
        help_text="Whose claim it is.",
    )
    attribution = models.CharField(
        max_length=300, blank=True, help_text="Whose claim it is, in words, where it is no actor of the base."
    )
    corroborates = models.ManyToManyField(
        "self",
        blank=True,
        symmetrical=False,
        related_name="corroborated_by",
        help_text="Facts with sources of their own that say the same.",
    )
    complete_roles = models.JSONField(
        default=list,
        blank=True,
        help_text="The roles in which everybody is listed: only then can somebody else be a wrong answer.",
    )
    tags = models.JSONField(default=list, blank=True)
    rank = models.BigIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    title_key = models.CharField(max_length=500, blank=True, editable=False, db_index=True)
    earliest = models.BigIntegerField(null=True, editable=False)
    latest = models.BigIntegerField(null=True, editable=False)
    changed_at = models.DateTimeField(null=True, editable=False)

    objects = FactQuerySet.as_manager()

    class Meta:
        ordering = ["earliest", "key"]
        permissions = [("publish_fact", "Can publish and withdraw facts")]
        indexes = [
            models.Index(fields=["publication", "earliest"], name="fact_near"),
            models.Index(fields=["publication", "type", "earliest"], name="fact_near_in_type"),
            models.Index(fields=["publication", "kind", "earliest"], name="fact_near_in_kind"),
            models.Index(fields=["publication", "kind", "type", "earliest"], name="fact_near_in_both"),
            models.Index(fields=["base", "earliest", "id"], name="fact_in_base_order"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["base", "key"], name="fact_key_unique_in_base"),
            models.CheckConstraint(
                condition=~(models.Q(statement="") & models.Q(titles={})), name="fact_says_something"
            ),
            models.CheckConstraint(
                condition=~models.Q(standing__in=["claimed", "characterisation"])
                | models.Q(claimant__isnull=False)
                | ~models.Q(attribution=""),
                name="fact_claim_names_its_claimant",
            ),
        ]

    def __str__(self) -> str:
        return self.printed_title

    @property
    def title(self) -> str:
        """The title in the language of the base; an agreement's own fact borrows the agreement's."""
        borrowed = self.agreement.title if self.agreement else ""
        return title_of(self.titles, self.base.language, self.kind, borrowed)

    @property
    def printed_title(self) -> str:
        return self.title or self.statement


def title_of(titles: Mapping[str, str] | None, language: str, kind: str, agreement: str) -> str:
    """The title that a fact prints: its own in a language, else in any, else that of its agreement."""
    own = titles or {}
    found = own.get(language) or next(iter(own.values()), "")
    return agreement if not found and kind == facts.FactKind.AGREEMENT else found


class FactPlace(models.Model):
    fact = models.ForeignKey(Fact, on_delete=models.CASCADE, related_name="fact_places")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="fact_places")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["fact", "place"], name="fact_place_once")]

    def __str__(self) -> str:
        return str(self.place)


class FactDate(models.Model):
    fact = models.ForeignKey(Fact, on_delete=models.CASCADE, related_name="dates")
    role = models.CharField(
        max_length=20,
        choices=[(role.value, role.value.replace("_", " ")) for role in facts.DateRole],
        help_text="What happened then. Planned and announced dates are never asked as if it had happened.",
    )
    date = HistoricalDateField(
        help_text="As exact as the source and no more: 1949-03-17, 1949-03, 1949, 1950/1953."
    )
    note = models.TextField(
        blank=True,
        help_text="Where it comes from or is open to doubt. A day with a note is asked by month or year.",
    )
    raw = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["role", "date_earliest"], name="factdate_role_earliest")]
        constraints = [models.UniqueConstraint(fields=["fact", "role", "date"], name="fact_date_once_a_role")]

    def __str__(self) -> str:
        return f"{self.role.replace('_', ' ')} {self.date}"


class Participation(models.Model):
    fact = models.ForeignKey(Fact, on_delete=models.CASCADE, related_name="participations")
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="participations")
    role = models.CharField(
        max_length=20,
        choices=[(role.value, role.value) for role in facts.Role],
        help_text="What the actor did. “Other” is shown and never asked.",
    )
    described_as = models.CharField(
        max_length=300, blank=True, help_text="In your own words: “President of Russia, host”."
    )
    extra = models.JSONField(default=dict, blank=True, editable=False)
    earliest = models.BigIntegerField(null=True, editable=False)
    latest = models.BigIntegerField(null=True, editable=False)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["actor", "earliest"], name="participation_first"),
            models.Index(fields=["actor", "latest"], name="participation_last"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["fact", "actor", "role", "described_as"], name="participation_once_a_role"
            )
        ]

    def __str__(self) -> str:
        return f"{self.actor} ({self.described_as or self.role})"


FACETS = [
    ("date", "date"),
    ("actors", "actors"),
    ("title", "title"),
    ("place", "place"),
    ("statement", "statement"),
]


AGREES = "_agrees"
"""Mark in a position's `extra`: when it came in, it agreed with the others and with the fact itself."""


class Position(models.Model):
    """One side of a disagreement about one facet of a fact."""

    fact = models.ForeignKey(Fact, on_delete=models.CASCADE, related_name="positions")
    facet = models.CharField(
        max_length=20,
        choices=FACETS,
        help_text="What the sides disagree on; the rest of the fact stays as it is.",
    )
    value = models.CharField(max_length=300, blank=True, help_text="The value held, if it is one: 1946.")
    holds = models.TextField(blank=True, help_text="What this side says.")
    held_by = models.ManyToManyField(Actor, blank=True, related_name="positions")
    extra = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.holds or self.value


def held_date(facet: str, value: str) -> HistoricalDate | None:
    """The date that a position on a date holds, None where it holds none that can be read."""
    return claims.read(value) if facet == "date" and value else None


def role_of(extra: Mapping[str, Any]) -> str:
    """The role that a position of an import is about: "signed" of "date:signed"."""
    return str(extra.get("attr", "")).partition(":")[2]


class Erratum(models.Model):
    """A wrong value that a real page prints: never offered as a wrong answer."""

    base = models.ForeignKey(Base, on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="errata")
    fact = models.ForeignKey(Fact, null=True, blank=True, on_delete=models.CASCADE, related_name="errata")
    actor = models.ForeignKey(Actor, null=True, blank=True, on_delete=models.CASCADE, related_name="errata")
    field = models.CharField(max_length=40, help_text="What is wrong: date, actor, place, statement, …")
    wrong = models.CharField(max_length=500, help_text="The wrong value as the page prints it.")
    date = HistoricalDateField(blank=True, null=True, help_text="The wrong value as a date, if it is one.")
    wrong_actor = models.ForeignKey(Actor, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    why = models.TextField(blank=True, help_text="How we know that it is wrong.")
    extra = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "errata"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(fact__isnull=False, actor=None) | models.Q(fact=None, actor__isnull=False),
                name="erratum_is_about_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.wrong} ({self.field})"


class Exclusion(models.Model):
    """A teacher's decision that one kind of question is not asked of a fact."""

    fact = models.ForeignKey(Fact, on_delete=models.CASCADE, related_name="exclusions")
    facet = models.CharField(
        max_length=20,
        choices=[(kind, kind) for kind in ("date", "actor", "agreement", "place", "order", "attribution")],
    )
    reason = models.CharField(max_length=300, help_text="Why, for the next teacher.")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["fact", "facet"], name="exclusion_once_a_facet")]

    def __str__(self) -> str:
        return f"no {self.facet} question: {self.reason}"


class Wording(models.Model):
    """A teacher's own stem, proved like any other."""

    fact = models.ForeignKey(Fact, on_delete=models.CASCADE, related_name="wordings")
    facet = models.CharField(max_length=40, help_text="Such as date:signed, actors:party or title.")
    language = models.CharField(max_length=20, default="en")
    stem = models.TextField(help_text="The question in your words. It must not give the answer away.")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["fact", "facet", "language"], name="wording_once_a_facet")
        ]

    def __str__(self) -> str:
        return self.stem


MENTIONS: dict[type[models.Model], tuple[str, ...]] = {
    Actor: (
        "participations__actor",
        "participations__actor__country",
        "participations__actor__related",
        "participations__actor__country__related",
        "claimant",
        "about",
        "positions__held_by",
        "citations__speaker",
        "citations__source__state",
        "errata__wrong_actor",
    ),
    Place: ("fact_places__place", "fact_places__place__within", "fact_places__place__within__within"),
    Agreement: ("agreement",),
    Source: ("citations__source", "positions__citations__source", "errata__source"),
    Base: ("base",),
    Erratum: ("errata",),
    Fact: ("corroborates",),
}
"""The ways by which a fact can mention a row."""
