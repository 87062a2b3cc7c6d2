"""The frozen values that generators, proof and grading work with: the waist of the house.

Nothing here knows a table. `history.models` turns rows into these values and
`history.factbase` says how many of them are searched; everything above asks only for that.

Identity: `pk` is the row number (any unique integer in a fact base that is held in memory),
`key` the external key, which is unique within its base.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from history.dates import HistoricalDate


class Standing(StrEnum):
    """How far a fact, or one facet of it, stands."""

    ESTABLISHED = "established"
    REPORTED = "reported"
    CLAIMED = "claimed"
    CONTESTED = "contested"
    CHARACTERISATION = "characterisation"


class Publication(StrEnum):
    """Where a fact is on its way to the students."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class FactKind(StrEnum):
    AGREEMENT = "agreement"
    EVENT = "event"
    TERM = "term"
    PERIOD = "period"
    STATEMENT = "statement"


class ActorKind(StrEnum):
    """The kinds the app knows; an import may bring others, which are compared as they are."""

    PERSON = "person"
    STATE = "state"
    ORGANISATION = "organisation"
    GROUP = "group"
    PARTY = "party"
    OTHER = "other"


class DateRole(StrEnum):
    SIGNED = "signed"
    ADOPTED = "adopted"
    IN_FORCE = "in_force"
    ENDED = "ended"
    TERMINATED = "terminated"
    WHEN = "when"
    HELD = "held"
    START = "start"
    END = "end"
    BEGIN = "begin"
    SPAN = "span"
    PLANNED = "planned"
    ANNOUNCED = "announced"
    DOCUMENT = "document"


PRIMARY_ROLES = (
    DateRole.SIGNED,
    DateRole.WHEN,
    DateRole.HELD,
    DateRole.START,
    DateRole.BEGIN,
    DateRole.SPAN,
    DateRole.ADOPTED,
    DateRole.IN_FORCE,
    DateRole.END,
)
"""The primary date of a fact is its first date in this order of roles."""

UNASKED_ROLES = frozenset({DateRole.PLANNED, DateRole.ANNOUNCED, DateRole.DOCUMENT})
"""What was planned or announced is never asked as if it had happened."""


ALIKE_ROLES = (
    frozenset({DateRole.START, DateRole.BEGIN}),
    frozenset({DateRole.END, DateRole.ENDED}),
    frozenset({DateRole.WHEN, DateRole.HELD}),
)
"""Roles of dates that a sentence says in the same words: "began", "ended", "happened"."""


def like_roles(role: str) -> frozenset[str]:
    """The role, and those that a sentence does not tell from it."""
    return next((frozenset(map(str, alike)) for alike in ALIKE_ROLES if role in alike), frozenset({role}))


class Role(StrEnum):
    """What an actor did in a fact. OTHER is shown to readers and never asked."""

    PARTY = "party"
    SIGNATORY = "signatory"
    VISITOR = "visitor"
    HOST = "host"
    PARTICIPANT = "participant"
    DELEGATE = "delegate"
    SPEAKER = "speaker"
    AUTHOR = "author"
    PUBLISHER = "publisher"
    SENDER = "sender"
    ADDRESSEE = "addressee"
    ADOPTER = "adopter"
    ABSTAINER = "abstainer"
    ANNOUNCER = "announcer"
    APPOINTEE = "appointee"
    RECOGNISER = "recogniser"
    RECOGNISED = "recognised"
    DONOR = "donor"
    RECIPIENT = "recipient"
    BELLIGERENT = "belligerent"
    HOLDER = "holder"
    SUBJECT = "subject"
    CLAIMANT = "claimant"
    OTHER = "other"


class SourceKind(StrEnum):
    PRIMARY = "primary"
    TREATY_TEXT = "treaty-text"
    UN_DOCUMENT = "un-document"
    GOVERNMENT = "government"
    ACADEMIC = "academic"
    ENCYCLOPAEDIA = "encyclopaedia"
    REFERENCE = "reference"
    NEWS = "news"
    THINK_TANK = "think-tank"
    STATE_MEDIA = "state-media"
    WIKI = "wiki"
    UNSTATED = "unstated"
    OTHER = "other"


PRESENT_ROLES = frozenset(Role) - {Role.CLAIMANT, Role.OTHER}
"""Roles that place an actor in the time of the fact; who only makes a claim about it may live later."""

ADULT = 18 * 365 + 4
"""Days from birth before which nobody is taken to have acted in history."""


class Stance(StrEnum):
    SUPPORTS = "supports"
    DISPUTES = "disputes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One spelling of a name; `language` is a BCP 47 tag, empty where it is unknown."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A time in office. `exclusive` means that only one person can hold the office at a time."""

    office: str
    start: HistoricalDate | None = None
    end: HistoricalDate | None = None
    exclusive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person, state or body. `names` holds every known spelling, `name` the printed one."""

    pk: int
    key: str
    kind: str
    name: str
    names: tuple[Name, ...] = ()
    country: int | None = None
    country_name: str = ""
    country_related: frozenset[int] = frozenset()
    """Predecessors and successors of the country: they too are interested in what its people did."""
    start: HistoricalDate | None = None
    end: HistoricalDate | None = None
    terms: tuple[Term, ...] = ()
    related: frozenset[int] = frozenset()
    confusable: frozenset[int] = frozenset()
    active: tuple[int, int] | None = None
    """First and last day number of the actor's own published facts."""

    def spellings(self) -> tuple[str, ...]:
        return (self.name, *(name.text for name in self.names if name.text != self.name))

    def existed(self, date: HistoricalDate) -> bool:
        """Whether the actor is known to have existed, and could have acted, on all of `date`.

        A known beginning or end decides, a person counting from the age of eighteen; the side that
        is not known is bounded by the span of the actor's own facts and offices, so that nobody is
        offered outside the time we can vouch for.
        """
        childhood = ADULT if self.kind == ActorKind.PERSON else 0
        earliest = self.start.latest + childhood if self.start else self.active[0] if self.active else None
        latest = self.end.earliest if self.end else self.active[1] if self.active else None
        if self.start and not self.end and self.kind != ActorKind.PERSON:
            latest = date.latest
        return (
            earliest is not None
            and latest is not None
            and earliest <= date.earliest
            and date.latest <= latest
        )

    def ruled_out(self, date: HistoricalDate) -> bool:
        """Whether the actor certainly did not exist at any day of `date`."""
        return bool(
            (self.start and date.outer_latest < self.start.outer_earliest)
            or (self.end and self.end.outer_latest < date.outer_earliest)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place; `within` lists the places that hold it, nearest first."""

    pk: int
    key: str
    name: str
    names: tuple[Name, ...] = ()
    within: tuple[int, ...] = ()
    country: int | None = None

    def spellings(self) -> tuple[str, ...]:
        return (self.name, *(name.text for name in self.names if name.text != self.name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A text that exists, as far as grading and proof need it."""

    pk: int
    key: str
    title: str
    publisher: str
    kind: str
    origin: str
    state: int | None = None
    state_name: str = ""
    issued: HistoricalDate | None = None
    container: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A fact's link to a source."""

    source: Source
    locator: str = ""
    stance: str = Stance.SUPPORTS
    quotation: str = ""
    speaker: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactDate:
    """A date of a fact in one role. A note says how it was found or where it is open to doubt."""

    role: str
    date: HistoricalDate
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    actor: Actor
    role: str
    described_as: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """What one side says; `facet` is "date", "actors", "title", "place" or "statement".

    `role` is the role it is about ("signed"), empty where it is about the facet in every role.
    """

    facet: str
    holds: str
    value: str = ""
    held_by: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    date: HistoricalDate | None = None
    role: str = ""
    agreed: bool = False
    """Whether it agreed with all the others, and with the fact itself, when it came in."""

    def touches(self, facet: str) -> bool:
        """Whether it is about a facet: one on "date:signed" is about "date" too, not about "date:ended"."""
        root, _, role = facet.partition(":")
        return self.facet == root and (not role or not self.role or self.role == role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """The identity of an agreement; its parties, dates and place stand on its fact."""

    pk: int
    key: str
    kind: str
    title: str
    names: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One cited historical fact, with everything that a question about it may need."""

    pk: int
    key: str
    base: str
    kind: str
    type: str
    statement: str = ""
    title: str = ""
    dates: tuple[FactDate, ...] = ()
    participations: tuple[Participation, ...] = ()
    complete_roles: frozenset[str] = frozenset()
    places: tuple[Place, ...] = ()
    agreement: Agreement | None = None
    standing: str = Standing.ESTABLISHED
    claimant: Actor | None = None
    attribution: str = ""
    citations: tuple[Citation, ...] = ()
    positions: tuple[Position, ...] = ()
    wrong_dates: tuple[HistoricalDate, ...] = ()
    wrong_actors: frozenset[int] = frozenset()
    exclusions: tuple[tuple[str, str], ...] = ()
    corroborates: frozenset[int] = frozenset()
    corroborated: bool = False
    """Whether it corroborates at least one published fact that is established."""
    version: int = 1
    language: str = "en"
    foreign: bool = False
    """Whether it has titles, and none in the language of its base: it cannot be asked in that."""
    wordings: tuple[tuple[str, str], ...] = ()
    about: tuple[Actor, ...] = ()
    """The state that a term of office belongs to."""

    @property
    def printed_title(self) -> str:
        """What a stem prints of the fact: its title, else its statement."""
        return self.title or self.statement

    @property
    def primary(self) -> FactDate | None:
        """The first date in the order of PRIMARY_ROLES, or None where none may be asked."""
        for role in PRIMARY_ROLES:
            for dated in self.dates:
                if dated.role == role:
                    return dated
        return None

    def dated(self, role: str) -> FactDate | None:
        return next((dated for dated in self.dates if dated.role == role), None)

    def in_role(self, role: str) -> tuple[Actor, ...]:
        return tuple([p.actor for p in self.participations if p.role == role])

    def actors(self) -> tuple[Actor, ...]:
        return tuple({p.actor.pk: p.actor for p in self.participations}.values())

    @property
    def is_closed(self) -> bool:
        """Whether everybody is listed in every role that can be asked."""
        roles = {part.role for part in self.participations} - {Role.OTHER}
        return bool(roles) and roles <= self.complete_roles

    def is_complete(self, role: str) -> bool:
        return role in self.complete_roles


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a stem prints, so that every fact a student could mean can be found.

    `title` has each masked part replaced by an ellipsis; `actors`, `place` and `about` are compared by
    printed name, so that homonyms count; an empty field is something the stem does not print.
    """

    title: str = ""
    actors: tuple[Actor, ...] = ()
    place: Place | None = None
    about: Actor | None = None
    """The state that a term of office belongs to."""
    kind: str = ""
    type: str = ""
    date: HistoricalDate | None = None
    date_role: str = ""
    attribution: str = ""
    value: str = ""
    """What the stem of a question of attribution says that somebody holds."""
    bare: bool = False
    """The title prints nothing but names, so that only `actors`, `place` and `kind` count."""
