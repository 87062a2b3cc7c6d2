"""An actor: names, existence, offices, relatives, and what it did and said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, CharField, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.utils.translation import pgettext_lazy

from history import facts
from history.dates import HistoricalDate, parse, say
from history.models import Actor, ActorName, Citation, Fact, Participation, Term
from history.models.facts import FactQuerySet
from history.models.labels import label_of
from history.models.reading import used_actor
from history.roles import ROLE_WORDS
from history.translating import spoken, told
from history.wording import capital

from .entries import entries_of
from .gathering import Gathered, gather, reader_of
from .lines import line, listable
from .particulars import spellings_of
from .parts import Entry, Line, Named, Spelling, span
from .source import IN_TIME

MOST = 50
HEADINGS = {
    facts.Role.OTHER: later("In another part"),
    facts.Role.HOLDER: later("Held an office"),
    facts.Role.CLAIMANT: pgettext_lazy("heading of facts", "Claimed"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    name: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The facts in which an actor had one role."""

    id: str
    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorPage:
    """`called` is the name in the language of the page, empty where that is what the base prints."""

    called: str
    spellings: tuple[Spelling, ...]
    existence: tuple[tuple[str, str], ...]
    country: Named | None
    relatives: tuple[Named, ...]
    confusable: tuple[Named, ...]
    offices: tuple[Office, ...]
    entries: tuple[Entry, ...]
    groups: tuple[Group, ...]
    claims: tuple[Line, ...]
    positions: tuple[Line, ...]
    more: bool


def actor_page(actor: Actor, *, style: str) -> ActorPage:
    """The page of an actor that was selected with its base, in eight queries; published facts only."""
    rows = list(listable(facts_of(actor.pk)).order_by(*IN_TIME)[: MOST + 1])
    more, rows = len(rows) > MOST, rows[:MOST]
    gathered = gather(rows)
    around = _around(actor)
    cited = Citation.objects.filter(Q(actor=actor) | Q(term__actor=actor)).complete()
    names = ((row.text, row.language, bool(row.called)) for row in around["name"])
    spellings, called = spellings_of(names, actor.name, actor.base.language)
    return ActorPage(
        called=called,
        spellings=spellings,
        existence=_existence(actor),
        country=next((row.named() for row in around["country"]), None),
        relatives=tuple(row.named(_kinship(actor, row)) for row in around["related"]),
        confusable=tuple(row.named() for row in around["confusable"]),
        offices=tuple(Office(name=row.text, when=row.when) for row in sorted(around["term"], key=_begun)),
        entries=tuple(entries_of(list(cited), None, style).values()),
        groups=_groups(actor, rows, gathered),
        claims=tuple(line(row, gathered) for row in rows if row.claimant_id == actor.pk),
        positions=tuple(_held(actor, rows, gathered)),
        more=more,
    )


def facts_of(actor: int) -> FactQuerySet:
    """The published facts in which an actor takes part, makes the claim or holds a position."""
    own = Q(participations__actor=actor) | Q(claimant=actor) | Q(positions__held_by=actor)
    return Fact.objects.published().filter(pk__in=Fact.objects.filter(own).order_by().values("pk"))


def _groups(actor: Actor, rows: Sequence[Fact], gathered: Gathered) -> tuple[Group, ...]:
    found: defaultdict[str, list[Line]] = defaultdict(list)
    for row in rows:
        for part in gathered.participations[row.pk]:
            if part.actor_id == actor.pk:
                found[part.role].append(line(row, gathered, remark=_remark(part), content=True))
    order = {role.value: index for index, role in enumerate(facts.Role)}
    return tuple(
        Group(
            id=f"role-{role}",
            name=_heading(facts.Role(role)),
            lines=tuple(found[role]),
        )
        for role in sorted(found, key=order.__getitem__)
    )


def _heading(role: facts.Role) -> str:
    return str(HEADINGS[role]) if role in HEADINGS else capital(told(ROLE_WORDS[role]))


def _remark(part: Participation) -> str:
    """What the fact says of its part, where that is more than the heading says."""
    return "" if part.described_as.casefold() == part.role else part.described_as


def _held(actor: Actor, rows: Sequence[Fact], gathered: Gathered) -> list[Line]:
    return [
        line(row, gathered, remark=position.holds or position.value, content=True)
        for row in rows
        for pk, position in gathered.positions[row.pk].items()
        if actor.pk in gathered.holders[pk]
    ]


def _existence(actor: Actor) -> tuple[tuple[str, str], ...]:
    """The beginning and the end, as exact as they are known."""
    person = actor.kind == facts.ActorKind.PERSON
    ends = (
        (_("Born") if person else _("From"), actor.start),
        (_("Died") if person else _("Until"), actor.end),
    )
    return tuple((word, say(date, spoken())) for word, date in ends if date)


@dataclass(frozen=True, slots=True)
class Around:
    """A name, office or other actor that belongs to an actor's page.

    `called` is what the reader calls another actor, or the name itself where that is a label; `language` is
    that of a name, or of the base.
    """

    pk: int
    text: str
    language: str
    start: HistoricalDate | None
    end: HistoricalDate | None
    open: bool
    called: str

    @property
    def when(self) -> str:
        return told(span(self.start, self.end))

    def named(self, remark: str = "") -> Named:
        return Named(
            pk=self.pk if self.open else None,
            name=self.called or self.text,
            named_in="" if self.called else self.language,
            remark=remark,
        )


def _begun(row: Around) -> tuple[bool, int]:
    return row.start is None, row.start.earliest if row.start else 0


def _kinship(actor: Actor, other: Around) -> str:
    """Whether a related actor came before or after this one, as far as their ends tell."""
    before = other.end and actor.start and other.end.earliest <= actor.start.latest
    after = actor.end and other.start and actor.end.earliest <= other.start.latest
    if not before and not after and actor.start and other.start:
        before = other.start.latest < actor.start.earliest
        after = actor.start.latest < other.start.earliest
    if bool(before) == bool(after):
        return _("predecessor or successor")
    return _("predecessor") if before else _("successor")


def _around(actor: Actor) -> dict[str, list[Around]]:
    """Names, offices, state, relatives and who is easily taken for it, in one query."""
    began, ended = (Coalesce(Cast(F(name), CharField()), Value("")) for name in ("start", "end"))
    seen = Case(When(used_actor(), then=Value(1)), default=Value(0), output_field=IntegerField())
    nothing = Value("")
    home = actor.base.language
    label = label_of(ActorName, "pk", reader_of([home]))

    def actors(what: str, which: Q) -> QuerySet:
        rows = Actor.objects.filter(which).order_by()
        return rows.values_list(Value(what), F("pk"), F("name"), Value(home), began, ended, seen, label)

    through = Actor.confusable.through.objects.filter(from_actor=actor)
    names = ActorName.objects.filter(actor=actor).order_by()
    is_label = Case(When(label=True, then=F("text")), default=nothing, output_field=CharField())
    terms = Term.objects.filter(actor=actor).order_by()
    rows = names.values_list(
        Value("name"), F("pk"), F("text"), F("language"), nothing, nothing, Value(0), is_label
    ).union(
        terms.values_list(Value("term"), F("pk"), F("office"), nothing, began, ended, Value(0), nothing),
        actors("country", Q(pk=actor.country_id)),
        actors("related", Q(related=actor)),
        actors("confusable", Q(pk__in=through.values("to_actor"))),
    )
    found: defaultdict[str, list[Around]] = defaultdict(list)
    for what, pk, text, language, first, last, open_, called in sorted(rows):
        start, end = (parse(date) if date else None for date in (first, last))
        found[what].append(Around(pk, text, language, start, end, bool(open_), called))
    return found
