"""Everything that is known of one fact, gathered for a reader in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Abs, Coalesce

from history.dates import OPEN_PAST
from history.models import Erratum, Fact, Participation
from history.sentences import sentence
from history.translating import told

from .entries import entries_of, side
from .gathering import gather
from .lines import line, listable
from .particulars import Particulars, names_of, particulars
from .parts import Entry, Line, Side, Stand, stands_of

MOST_RELATED = 6
NEAR = 2 * 366
"""Days within which a fact with the same actors is related."""

SAME, TEXT, ACTORS = range(3)
REASONS = {
    SAME: sentence("Bears on it"),
    TEXT: sentence("The same agreement"),
    ACTORS: sentence("The same people or states"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    stands: tuple[Stand, ...]
    who: str
    particulars: Particulars
    sides: tuple[Side, ...]
    entries: tuple[Entry, ...]
    errata: tuple[Erratum, ...]
    related: tuple[Line, ...]


def dossier(fact: Fact, *, style: str = "chicago") -> Dossier:
    """The evidence of a fact that was selected with its base, agreement and claimant, in eight queries."""
    related = _related(fact)
    names = names_of(fact)
    gathered = gather(
        [fact, *(row for row, _reason in related)],
        cited=Q(agreement=fact.agreement_id) if fact.agreement_id else None,
        actors=(place[-1] for place in names.places.values()),
    )
    value = gathered.value(fact)
    positions = gathered.positions[fact.pk]
    cited = [
        each
        for each in gathered.citations
        if each.fact_id == fact.pk or each.position_id in positions or each.agreement_id
    ]
    entries = entries_of(cited, value, style, gathered.called)
    return Dossier(
        stands=stands_of(value, gathered.renamed),
        who=line(fact, gathered).who,
        particulars=particulars(fact, gathered, names),
        sides=tuple(
            side(
                position,
                gathered.named(gathered.holders[pk], fact.base.language),
                [each for each in cited if each.position_id == pk],
                entries,
            )
            for pk, position in positions.items()
        ),
        entries=tuple(entries.values()),
        errata=tuple(fact.errata.select_related("source")),
        related=tuple(line(row, gathered, remark=told(REASONS[reason])) for row, reason in related),
    )


def _related(fact: Fact) -> list[tuple[Fact, int]]:
    """Published facts that bear on it, are about its agreement, or share actors and are near in time.

    The nearest first, each with the reason.
    """
    links = Fact.corroborates.through.objects
    same = Q(Exists(links.filter(from_fact=OuterRef("pk"), to_fact=fact)))
    same |= Q(Exists(links.filter(to_fact=OuterRef("pk"), from_fact=fact)))
    reasons = [When(same, then=Value(SAME))]
    if fact.agreement_id:
        reasons.append(When(agreement=fact.agreement_id, then=Value(TEXT)))
    placed = fact.earliest is not None and fact.earliest > OPEN_PAST
    middle = fact.earliest if placed and fact.earliest is not None else 0
    own = Participation.objects.filter(fact=fact).values("actor")
    shared = Participation.objects.filter(fact=OuterRef("pk"), actor__in=own).order_by().values("fact")
    counted = shared.annotate(number=Count("actor", distinct=True)).values("number")
    if placed:
        near = Q(earliest__range=(middle - NEAR, middle + NEAR))
        reasons.append(When(near & Q(Exists(shared)), then=Value(ACTORS)))
    rows = listable(Fact.objects.published()).exclude(pk=fact.pk)
    found = (
        rows.annotate(reason=Case(*reasons, output_field=IntegerField()))
        .filter(reason__isnull=False)
        .annotate(
            shared=Coalesce(Subquery(counted, output_field=IntegerField()), 0),
            distance=Abs(F("earliest") - Value(middle)),
        )
        .order_by("reason", F("shared").desc(), F("distance").asc(nulls_last=True), "pk")
    )
    return [(row, row.reason) for row in found[:MOST_RELATED]]
