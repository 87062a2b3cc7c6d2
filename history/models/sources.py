"""Who says so: sources and the citations that point to them."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.validators import RegexValidator
from django.db import models

from history import facts
from history.citing import CslName, Record
from history.fields import HistoricalDateField

from .actors import Actor, Term
from .agreements import Agreement
from .bases import Keyed

web_address = RegexValidator(
    r"^https?://[^\s|<>\"']+$", "An address begins with http:// or https:// and has no spaces."
)


class SourceQuerySet(models.QuerySet["Source"]):
    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> SourceQuerySet:
        """Those that this reader may see: `history.models.reading` says which."""
        from .reading import visible

        return visible(self, user)

    def complete(self) -> SourceQuerySet:
        """With everything that `Source.frozen` reads."""
        return self.select_related("state")


class Source(Keyed):
    """A text that exists. Its fields are shaped like those of CSL-JSON."""

    type = models.CharField(
        max_length=60,
        default="document",
        help_text="Kind of text in citation styles: book, webpage, treaty, …",
    )
    authors = models.JSONField(
        default=list,
        blank=True,
        help_text='CSL names: [{"family": "Kim", "given": "Il-sung"}] or [{"literal": "TASS"}].',
    )
    title = models.CharField(max_length=1000)
    container = models.CharField(
        max_length=500, blank=True, help_text="The journal, newspaper or series it stands in."
    )
    publisher = models.CharField(max_length=500, blank=True)
    issued = HistoricalDateField(blank=True, null=True, help_text="The date printed on it, if there is one.")
    accessed = HistoricalDateField(
        blank=True, null=True, help_text="When it was read, for pages that change."
    )
    language = models.CharField(
        max_length=35, blank=True, help_text="Language of the text, such as en or ko."
    )
    address = models.CharField(
        max_length=2000, blank=True, validators=[web_address], help_text="The address where you read it."
    )
    kind = models.CharField(
        max_length=40,
        choices=[(kind.value, kind.value) for kind in facts.SourceKind],
        default=facts.SourceKind.UNSTATED,
        help_text="State media and “other” can never establish a fact.",
    )
    origin = models.CharField(
        max_length=200,
        help_text="Who stands behind the text. Two sources of one origin are one voice.",
        db_index=True,
    )
    state = models.ForeignKey(
        Actor,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="voices",
        help_text="The state whose organ it is: it cannot establish what that state took part in.",
    )
    seen = models.CharField(
        max_length=40, blank=True, help_text="How much of it was read: full-text or excerpt."
    )
    note = models.TextField(blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["base", "key"], name="source_key_unique_in_base"),
            models.CheckConstraint(condition=~models.Q(title=""), name="source_has_a_title"),
            models.CheckConstraint(
                condition=models.Q(address="")
                | models.Q(address__startswith="http://")
                | models.Q(address__startswith="https://"),
                name="source_address_is_a_web_address",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="state-media") | models.Q(state__isnull=False),
                name="source_state_media_names_its_state",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def record(self) -> Record:
        """What a bibliography entry is made from; a name without any part is left out."""
        parts = ("family", "given", "literal", "suffix")
        named = [{part: name[part] for part in parts if name.get(part)} for name in self.authors]
        return Record(
            title=self.title,
            type=self.type,
            authors=tuple(CslName(**name) for name in named if name.keys() & {"family", "given", "literal"}),
            container=self.container,
            publisher=self.publisher,
            issued=self.issued,
            accessed=self.accessed,
            address=self.address,
            language=self.language,
        )

    def frozen(self) -> facts.Source:
        return facts.Source(
            pk=self.pk,
            key=self.key,
            title=self.title,
            publisher=self.publisher,
            kind=self.kind,
            origin=self.origin,
            state=self.state_id,
            state_name=self.state.name if self.state else "",
            issued=self.issued,
            container=self.container,
            author=", ".join(name.get("literal") or name.get("family", "") for name in self.authors),
        )


class CitationQuerySet(models.QuerySet["Citation"]):
    def complete(self) -> CitationQuerySet:
        return self.select_related("source__state", "speaker")


class Citation(models.Model):
    """A link from exactly one fact, position, agreement, actor's existence or term to a source."""

    fact = models.ForeignKey(
        "history.Fact", null=True, blank=True, on_delete=models.CASCADE, related_name="citations"
    )
    position = models.ForeignKey(
        "history.Position", null=True, blank=True, on_delete=models.CASCADE, related_name="citations"
    )
    agreement = models.ForeignKey(
        Agreement, null=True, blank=True, on_delete=models.CASCADE, related_name="citations"
    )
    actor = models.ForeignKey(
        Actor, null=True, blank=True, on_delete=models.CASCADE, related_name="citations"
    )
    term = models.ForeignKey(Term, null=True, blank=True, on_delete=models.CASCADE, related_name="citations")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="citations")
    locator = models.CharField(max_length=500, blank=True, help_text="Where in it: p. 12, para. 3, art. 4.")
    stance = models.CharField(
        max_length=20,
        choices=[(stance.value, stance.value) for stance in facts.Stance],
        default=facts.Stance.SUPPORTS,
        help_text="Does the source support the fact or dispute it?",
    )
    quotation = models.TextField(blank=True, help_text="A short quotation in the words of the source.")
    speaker = models.ForeignKey(
        Actor,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Whose words the source reports, where they are not its own.",
    )
    extra = models.JSONField(default=dict, blank=True, editable=False)

    objects = CitationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(fact__isnull=False, position=None, agreement=None, actor=None, term=None)
                    | models.Q(fact=None, position__isnull=False, agreement=None, actor=None, term=None)
                    | models.Q(fact=None, position=None, agreement__isnull=False, actor=None, term=None)
                    | models.Q(fact=None, position=None, agreement=None, actor__isnull=False, term=None)
                    | models.Q(fact=None, position=None, agreement=None, actor=None, term__isnull=False)
                ),
                name="citation_is_for_exactly_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}, {self.locator}" if self.locator else str(self.source)

    def frozen(self) -> facts.Citation:
        return facts.Citation(
            source=self.source.frozen(),
            locator=self.locator,
            stance=self.stance,
            quotation=self.quotation,
            speaker=self.speaker.name if self.speaker else "",
        )
