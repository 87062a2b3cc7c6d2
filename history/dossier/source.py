"""A source: what it is, who stands behind it and with which interest, and what rests on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from history import evidence, facts
from history.citing import Runs, cite
from history.models import Actor, ActorName, Agreement, AgreementName, Erratum, Fact, Source
from history.models.labels import label_of
from history.models.reading import used_actor, used_agreement, used_source
from history.translating import spoken, told
from history.wording import known, topic

from .gathering import Gathered, gather
from .lines import line, listable
from .parts import Line, Named

MOST = 50
MOST_SIBLINGS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage:
    """`more` says that not all facts are here, `fellows` how many other sources share the origin."""

    runs: Runs
    kind: str
    interest: str
    siblings: tuple[Named, ...]
    fellows: int
    agreements: tuple[Named, ...]
    actors: tuple[Named, ...]
    errata: tuple[Erratum, ...]
    supported: tuple[Line, ...]
    disputed: tuple[Line, ...]
    more: bool


def source_page(source: Source, *, style: str) -> SourcePage:
    """The page of a source that was selected with its state, in eight queries; published facts only."""
    rests = resting_on(source.pk)
    rows = list(listable(Fact.objects.published()).filter(rests).order_by(*IN_TIME)[: MOST + 1])
    more, rows = len(rows) > MOST, rows[:MOST]
    gathered = gather(rows, actors=[source.state_id], homes=[source.base.language])
    disputing = {row.pk for row in rows if _stance(row, source, gathered) == facts.Stance.DISPUTES}
    around = _around(source)
    siblings = around["source"]
    return SourcePage(
        runs=cite(source.record(), style=style),
        kind=told(evidence.KIND_WORDS[facts.SourceKind(source.kind)]),
        interest=interest(source, gathered.called),
        siblings=siblings[:MOST_SIBLINGS],
        fellows=len(siblings),
        agreements=around["agreement"],
        actors=around["actor"],
        errata=tuple(
            Erratum.objects.filter(source=source)
            .filter(Q(fact__isnull=True) | Q(fact__publication=facts.Publication.PUBLISHED))
            .select_related("fact__base", "fact__agreement", "actor")
        ),
        supported=tuple(line(row, gathered) for row in rows if row.pk not in disputing),
        disputed=tuple(line(row, gathered) for row in rows if row.pk in disputing),
        more=more,
    )


IN_TIME = (F("earliest").asc(nulls_last=True), "pk")


def resting_on(source: int) -> Q:
    """The facts that cite a source, by themselves or for one of their positions."""
    cites = Fact.objects.filter(Q(citations__source=source) | Q(positions__citations__source=source))
    return Q(pk__in=cites.order_by().values("pk"))


def _stance(fact: Fact, source: Source, gathered: Gathered) -> str:
    """Disputes only where no citation of the source supports it."""
    own = [
        citation.stance
        for citation in gathered.citations
        if citation.source_id == source.pk
        and (citation.fact_id == fact.pk or citation.position_id in gathered.positions[fact.pk])
    ]
    disputes = own and all(stance == facts.Stance.DISPUTES for stance in own)
    return facts.Stance.DISPUTES if disputes else facts.Stance.SUPPORTS


def interest(source: Source, called: Mapping[int, str]) -> str:
    """Whose interest a source has, and what follows from it, in a sentence or two.

    called: what the reader calls states, by row number, where that is not their name.
    """
    if source.state is None and source.kind in evidence.WEAK_KINDS:
        return _("A page of a weak kind: it reports; by itself it establishes nothing.")
    if source.state is None:
        return _("No state is entered for it, so it counts as independent.")
    if source.kind == facts.SourceKind.STATE_MEDIA:
        words = _("State media of {state}. It reports; by itself it establishes nothing.")
    elif source.kind in evidence.OFFICIAL_KINDS:
        words = _(
            "Official publication of {state}. It establishes the text of an agreement that {state} signed, "
            "and nothing else that {state} took part in."
        )
    else:
        words = _("It speaks for {state} and cannot establish what {state} took part in.")
    return words.format(state=called.get(source.state.pk, source.state.name))


def _around(source: Source) -> dict[str, tuple[Named, ...]]:
    """Other sources of its origin, and the agreements and actors it is cited for, in one query."""
    sources = Source.objects.filter(used_source(), origin=source.origin).exclude(pk=source.pk)
    agreements = Agreement.objects.filter(used_agreement(), citations__source=source)
    cited = Q(citations__source=source) | Q(terms__citations__source=source)
    actors = Actor.objects.filter(used_actor()).filter(cited)
    publisher = Coalesce("publisher", Value(""))
    rows = (
        sources.order_by()
        .values_list(Value("source"), F("pk"), F("title"), publisher, Value(""))
        .union(
            agreements.order_by().values_list(
                Value("agreement"),
                F("pk"),
                F("title"),
                F("kind"),
                label_of(AgreementName, "pk", spoken()),
            ),
            actors.order_by().values_list(
                Value("actor"), F("pk"), F("name"), F("kind"), label_of(ActorName, "pk", spoken())
            ),
        )
    )
    found: dict[str, tuple[Named, ...]] = {"source": (), "agreement": (), "actor": ()}
    home = {"source": "", "agreement": source.base.language, "actor": source.base.language}
    for what, pk, name, remark, called in sorted(rows, key=lambda row: (row[2].casefold(), row[1])):
        kind = known(topic(remark)) if what == "agreement" else ""
        found[what] += (
            Named(
                pk=pk,
                name=called or name,
                named_in="" if called else home[what],
                remark=remark if what == "source" else told(kind),
                language="en" if isinstance(kind, str) else "",
            ),
        )
    return found
