"""The filters of the list of facts and of the timeline, read from the address."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

from history import evidence
from history.dates import DateError, HistoricalDate, read
from history.dossier import resting_on
from history.models import Actor, ActorName, Base, Fact, Source
from history.models.facts import FactQuerySet
from history.models.labels import label_of
from history.models.standing import standing_now
from history.translating import spoken, told
from history.wording import known, topic

from .shelf import Kept, number, typed

STANDINGS = {standing.value: words for standing, words in evidence.MEANING.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An option of a filter."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A filter that no field shows, and the address without it."""

    words: str
    without: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What is asked for. `kept` holds it as typed, `faults` a sentence for each part that is no use."""

    kept: Kept
    query: str = ""
    base: int | None = None
    standing: str = ""
    type: str = ""
    begin: HistoricalDate | None = None
    end: HistoricalDate | None = None
    actor: Actor | None = None
    source: Source | None = None
    faults: tuple[str, ...] = ()

    @property
    def narrowed(self) -> bool:
        """Whether a filter beside the words is set, so that the fields are shown."""
        return any(value for name, value in self.kept.values.items() if name != "q")

    @property
    def chips(self) -> tuple[Chip, ...]:
        chips = []
        if self.actor:
            chips.append(
                Chip(
                    words=_("With {actor}").format(actor=self.actor.__dict__["called"] or self.actor.name),
                    without=self.kept.query(without="actor"),
                )
            )
        if self.source:
            chips.append(
                Chip(
                    words=_("From {source}").format(source=self.source.title),
                    without=self.kept.query(without="source"),
                )
            )
        return tuple(chips)

    def of(self, rows: FactQuerySet) -> FactQuerySet:
        """Those of the facts that pass."""
        passes = Q()
        if self.base:
            passes &= Q(base=self.base)
        if self.type:
            passes &= Q(type=self.type)
        if self.begin:
            passes &= Q(latest__gte=self.begin.earliest)
        if self.end:
            passes &= Q(earliest__lte=self.end.latest)
        if self.actor:
            own = Q(participations__actor=self.actor) | Q(claimant=self.actor)
            own |= Q(positions__held_by=self.actor)
            passes &= Q(pk__in=Fact.objects.filter(own).order_by().values("pk"))
        if self.source:
            passes &= resting_on(self.source.pk)
        rows = rows.filter(passes)
        return rows.alias(now=standing_now()).filter(now=self.standing) if self.standing else rows

    def bases(self) -> tuple[Choice, ...]:
        """The collections to choose from; none where there is only one."""
        used = Fact.objects.published().order_by().values("base")
        rows = Base.objects.filter(pk__in=used).values_list("pk", "name")
        found = tuple(Choice(value=str(pk), words=name, chosen=pk == self.base) for pk, name in rows)
        return found if len(found) > 1 else ()

    def standings(self) -> tuple[Choice, ...]:
        return tuple(
            Choice(value=value, words=told(words), chosen=value == self.standing)
            for value, words in STANDINGS.items()
        )

    def types(self) -> tuple[Choice, ...]:
        rows = Fact.objects.published().order_by("type").values_list("type", flat=True).distinct()
        return tuple(
            Choice(value=text, words=told(known(topic(text))), chosen=text == self.type) for text in rows
        )


def fact_filters(request: HttpRequest) -> Filters:
    """The filters of the list of facts."""
    names = ("q", "base", "standing", "type", "from", "to", "actor", "source")
    given = {name: typed(request, name) for name in names}
    faults: list[str] = []
    begin, end = (_year(given[name], faults) for name in ("from", "to"))
    if begin and end and end.latest < begin.earliest:
        faults.append(_("The period ends before it begins: swap the two years."))
        begin = end = None
    actor = _actor(given["actor"], request, faults)
    source = _source(given["source"], request, faults)
    given["actor"], given["source"] = (str(row.pk) if row else "" for row in (actor, source))
    return Filters(
        kept=Kept(given),
        query=given["q"],
        base=number(given["base"]),
        standing=given["standing"] if given["standing"] in STANDINGS else "",
        type=given["type"],
        begin=begin,
        end=end,
        actor=actor,
        source=source,
        faults=tuple(faults),
    )


def timeline_filters(request: HttpRequest) -> Filters:
    """The filters of the timeline: what narrows it at every level."""
    given = {name: typed(request, name) for name in ("base", "standing")}
    standing = given["standing"] if given["standing"] in STANDINGS else ""
    base = number(given["base"])
    kept = Kept({"base": str(base or ""), "standing": standing})
    return Filters(kept=kept, base=base, standing=standing)


def _actor(text: str, request: HttpRequest, faults: list[str]) -> Actor | None:
    pk = number(text)
    rows = Actor.objects.visible_to(request.user).annotate(called=label_of(ActorName, "pk", spoken()))
    found = rows.filter(pk=pk).first() if pk else None
    if text and found is None:
        faults.append(_("There is no such actor."))
    return found


def _source(text: str, request: HttpRequest, faults: list[str]) -> Source | None:
    pk = number(text)
    found = Source.objects.visible_to(request.user).filter(pk=pk).first() if pk else None
    if text and found is None:
        faults.append(_("There is no such source."))
    return found


def _year(text: str, faults: list[str]) -> HistoricalDate | None:
    """What is meant by "1949", "44 BCE", "-43" or any date as the base writes it."""
    if not text:
        return None
    try:
        return read(text)
    except DateError:
        faults.append(_("“{text}” is not a year: write 1949, 44 BCE or -43.").format(text=text))
        return None
