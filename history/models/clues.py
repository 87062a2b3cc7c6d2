"""What facts are found by (`history.clues`), in tables: a row a clue, a row a span of days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.db import connection, models

from history import clues, facts
from history.derive import acted

from .facts import Fact, Participation

AT_A_TIME = 500
"""Facts whose clues are compared at once."""


class ClueQuerySet(models.QuerySet["Clue"]):
    def having(self, group: Collection[str]) -> ClueQuerySet:
        return self.filter(text__in=sorted(group))

    def counted(self, texts: Collection[str], most: int) -> dict[str, int]:
        """How many facts have each of these clues; the index is walked as far as `most` for each."""
        if not texts:
            return {}
        own = connection.ops.quote_name(self.model._meta.db_table)
        walk = f"(SELECT COUNT(*) FROM (SELECT 1 FROM {own} WHERE text = %s LIMIT {int(most)}) AS walked)"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute("SELECT " + ", ".join([walk] * len(texts)), list(texts))
            return dict(zip(texts, cursor.fetchone(), strict=True))

    def stem_keys(self, pks: Collection[int]) -> set[str]:
        """Under which keys stems lie that any of these facts could fit."""
        found: dict[int, set[str]] = defaultdict(set)
        for pk, text in self.filter(fact__in=pks).values_list("fact", "text"):
            found[pk].add(text)
        titles = Fact.objects.filter(pk__in=pks).order_by().values_list("pk", "title_key")
        return {key for pk, title in titles for key in clues.stem_keys(title, found[pk])}


class Clue(models.Model):
    """Something that a stem can print and that the fact must have to fit it: a word, a name."""

    fact = models.ForeignKey(Fact, on_delete=models.CASCADE, related_name="clues")
    text = models.CharField(max_length=clues.CLUE_LENGTH)

    objects = ClueQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["text", "fact"], name="clue_once_a_fact")]

    def __str__(self) -> str:
        return self.text


class SpanQuerySet(models.QuerySet["Span"]):
    def beginning(self, days: clues.Days) -> SpanQuerySet:
        """Those that begin where they could meet these days: a walk along the index for each width."""
        found = models.Q()
        for width, low, high in clues.windows(days):
            found |= models.Q(width=width, earliest__gte=low, earliest__lte=high)
        return self.filter(found)

    def meeting(self, days: clues.Days) -> SpanQuerySet:
        return self.filter(earliest__lte=days[1], latest__gte=days[0])


class Span(models.Model):
    """First and last day of one date of a fact, doubt included."""

    fact = models.ForeignKey(Fact, on_delete=models.CASCADE, related_name="spans")
    width = models.PositiveSmallIntegerField(help_text="Its place among `history.clues.WIDTHS`.")
    earliest = models.BigIntegerField()
    latest = models.BigIntegerField()

    objects = SpanQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["width", "earliest", "latest", "fact"], name="span_by_width")]

    def __str__(self) -> str:
        return f"{self.earliest} to {self.latest}"


def keep_clues(values: Mapping[int, facts.Fact], *, new: bool = False) -> None:
    """Write what some facts are found by, each under its row number; only what changed is written.

    Of participations, this is when they were (`history.derive.acted`). `new` says that none of the facts
    has a clue yet, and that their participations were written with their days.
    """
    pks = list(values)
    for start in range(0, len(pks), AT_A_TIME):
        some = {pk: values[pk] for pk in pks[start : start + AT_A_TIME]}
        wanted = {(pk, clue) for pk, fact in some.items() for clue in clues.clues_of(fact)}
        _keep(Clue, ("fact_id", "text"), some, wanted, new)
        spans = {
            (pk, span.width, span.earliest, span.latest)
            for pk, fact in some.items()
            for span in clues.spans_of(fact)
        }
        _keep(Span, ("fact_id", "width", "earliest", "latest"), some, spans, new)
        if not new:
            _keep_acted(some)


def _keep_acted(values: Mapping[int, facts.Fact]) -> None:
    changed = []
    for row in Participation.objects.filter(fact__in=list(values)).only("fact", "role", "earliest", "latest"):
        days = acted(values[row.fact_id], row.role)
        if (row.earliest, row.latest) != days:
            row.earliest, row.latest = days
            changed.append(row)
    Participation.objects.bulk_update(changed, ["earliest", "latest"], batch_size=200)


def _keep(
    model: type[models.Model],
    names: tuple[str, ...],
    pks: Collection[int],
    wanted: set[tuple[Any, ...]],
    new: bool,
) -> None:
    rows = model._default_manager
    held: dict[tuple[Any, ...], int] = {}
    if not new:
        held = {tuple(row): pk for pk, *row in rows.filter(fact__in=pks).values_list("pk", *names)}
    gone = [pk for row, pk in held.items() if row not in wanted]
    if gone:
        rows.filter(pk__in=gone).delete()
    made = sorted(wanted - held.keys())
    rows.bulk_create([model(**dict(zip(names, row, strict=True))) for row in made], batch_size=2_000)
