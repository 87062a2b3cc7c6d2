"""Small hand-made facts for tests of the pure rooms, and random small worlds for their laws."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from hypothesis import strategies as st

from history.dates import HistoricalDate, parse
from history.factbase import MemoryFactBase
from history.facts import (
    Actor,
    ActorKind,
    Citation,
    Fact,
    FactDate,
    FactKind,
    Name,
    Participation,
    Place,
    Position,
    Role,
    Source,
    SourceKind,
)
from quizzes.making import judge
from quizzes.questions import Kind, Question, Withheld

BOOK = Source(pk=1, key="book", title="A Book", publisher="Press", kind=SourceKind.ACADEMIC, origin="press")
WIRE = Source(
    pk=2, key="wire", title="A Dispatch", publisher="The Wire", kind=SourceKind.STATE_MEDIA, origin="wire"
)
CITED = (Citation(source=BOOK),)
REPORTED = (Citation(source=WIRE),)


def state(pk: int, name: str, *aliases: str, **fields: object) -> Actor:
    return _actor(pk, name, aliases, {"kind": ActorKind.STATE, "start": parse("1830"), **fields})


def person(pk: int, name: str, *aliases: str, **fields: object) -> Actor:
    lived = {"kind": ActorKind.PERSON, "start": parse("1900"), "end": parse("1990")}
    return _actor(pk, name, aliases, {**lived, **fields})


def _actor(pk: int, name: str, aliases: tuple[str, ...], fields: dict) -> Actor:
    names = tuple(Name(text=text) for text in aliases)
    return Actor(pk=pk, key=f"a{pk}", name=name, names=names, **fields)


def place(pk: int, name: str, **fields: object) -> Place:
    return Place(pk=pk, key=f"p{pk}", name=name, **fields)


def dated(**roles: str) -> tuple[FactDate, ...]:
    """`dated(signed="1950-01-02")`: a date for each role."""
    return tuple(FactDate(role=role, date=parse(text)) for role, text in roles.items())


def parts(**roles: Iterable[Actor]) -> tuple[Participation, ...]:
    return tuple(Participation(actor=actor, role=role) for role, actors in roles.items() for actor in actors)


def agreement(pk: int, title: str, signed: str, parties: Iterable[Actor], **fields: object) -> Fact:
    """An established agreement whose parties are all listed."""
    given: dict = {
        "kind": FactKind.AGREEMENT,
        "type": "agreement",
        "dates": dated(signed=signed),
        "participations": parts(party=parties),
        "complete_roles": frozenset({Role.PARTY}),
        "citations": CITED,
    }
    return Fact(pk=pk, key=f"f{pk}", base="small", title=title, **{**given, **fields})


def event(pk: int, statement: str, when: str, **fields: object) -> Fact:
    """An established event that is told in a sentence."""
    given: dict = {"kind": FactKind.EVENT, "type": "event", "dates": dated(when=when), "citations": CITED}
    return Fact(pk=pk, key=f"f{pk}", base="small", statement=statement, **{**given, **fields})


ARDENIA, BELMARK, CASSOVIA, DORLAND = (
    state(11, "Ardenia"),
    state(12, "Belmark"),
    state(13, "Cassovia"),
    state(14, "Dorland"),
)
ALDER, BORG, CALVO, DAUB = (
    person(21, "Mara Alder", country=11, country_name="Ardenia"),
    person(22, "Piet Borg", country=12, country_name="Belmark"),
    person(23, "Ines Calvo", country=13, country_name="Cassovia"),
    person(24, "Emil Daub", country=14, country_name="Dorland"),
)


def base_of(*facts: Fact) -> MemoryFactBase:
    return MemoryFactBase(facts)


def outcomes(fact: Fact, base: MemoryFactBase) -> list[Question | Withheld]:
    """What the proof leaves of each proposal about a fact."""
    return judge(fact, base)


def outcome(fact: Fact, facet: str, base: MemoryFactBase) -> Question | Withheld:
    return next(each for each in outcomes(fact, base) if each.facet == facet)


def asked(fact: Fact, facet: str, base: MemoryFactBase) -> Question:
    found = outcome(fact, facet, base)
    assert isinstance(found, Question), found.reason
    return found


def withheld(fact: Fact, facet: str, base: MemoryFactBase) -> str:
    """The reason why a facet is not asked."""
    found = outcome(fact, facet, base)
    assert isinstance(found, Withheld), found.stem
    return found.reason


def live(base: MemoryFactBase) -> Iterator[Question]:
    for fact in base:
        yield from (each for each in outcomes(fact, base) if isinstance(each, Question))


# Random worlds: few names and few words, so that titles, days and homonyms collide

STATES = (ARDENIA, BELMARK, CASSOVIA, DORLAND, state(15, "Ardenia"))
"""The last is a homonym of the first."""
PEOPLE = (ALDER, BORG, CALVO, DAUB, person(25, "Piet Borg"), person(26, "Mara Daub"))
PLACES = (place(31, "Arden"), place(32, "Belgate"), place(33, "Arden"))


@st.composite
def date_texts(draw: st.DrawFn) -> str:
    year = draw(st.integers(1948, 1957))
    month, day = draw(st.integers(1, 3)), draw(st.integers(1, 5))
    forms = [f"{year}", f"{year}-{month:02}", f"{year}-{month:02}-{day:02}"]
    forms += [f"{year}-{month:02}-{day:02}/{year}-{month + 1:02}-{day:02}", f"{year}/{year + 1}"]
    forms += [f"[{year}-{month:02}-{day:02},{year}-{month + 3:02}-{day:02}]", f"{year}/.."]
    text = draw(st.sampled_from([*forms, forms[2], forms[2], forms[0]]))
    return text + (draw(st.sampled_from(["", "", "~", "?"])) if text in forms[:3] else "")


dates: st.SearchStrategy[HistoricalDate] = date_texts().map(parse)


@st.composite
def facts(draw: st.DrawFn, pk: int) -> Fact:
    """An agreement or an event whose parts are drawn from the few names above."""
    parties = draw(st.lists(st.sampled_from(STATES), min_size=1, max_size=2, unique=True))
    people = draw(st.lists(st.sampled_from(PEOPLE), max_size=2, unique=True))
    where = draw(st.sampled_from([None, *PLACES]))
    subject = draw(st.sampled_from(["Fisheries", "Timber", "Railways", "Coal"]))
    year = draw(st.sampled_from(["", "", f" of {draw(st.integers(1948, 1957))}"]))
    one, other = parties[0].name, parties[-1].name
    made = draw(st.booleans())
    titles = [f"Agreement on {subject} between {one} and {other}", f"Treaty on {subject}{year}"]
    who = people[0].name if people else one
    statements = [f"{who} met {one} envoys on {subject}{year}.", f"{one} sold {subject} to {other}."]
    roles = [Role.PARTY, Role.SIGNATORY] if made else [Role.SUBJECT, Role.VISITOR]
    fields: dict = {
        "pk": pk,
        "key": f"f{pk}",
        "base": "random",
        "kind": FactKind.AGREEMENT if made else FactKind.EVENT,
        "type": "agreement" if made else "event",
        "participations": parts(**{roles[0]: parties, roles[1]: people}),
        "complete_roles": frozenset(draw(st.sets(st.sampled_from(roles)))) | frozenset(roles[:1]),
        "places": (where,) if where else (),
        "citations": draw(st.sampled_from([CITED, CITED, CITED, REPORTED, ()])),
    }
    if draw(st.integers(0, 4)) == 0:
        fields["complete_roles"] = frozenset()
    main = "signed" if made else "when"
    fields["dates"] = draw(st.sampled_from([(FactDate(role=main, date=draw(dates)),)] * 6 + [()]))
    if draw(st.integers(0, 5)) == 0:
        fields["dates"] += (FactDate(role="in_force" if made else "ended", date=draw(dates)),)
    if draw(st.integers(0, 9)) == 0:
        held = [
            Position(facet="date", holds="Another day.", date=draw(dates)),
            Position(facet="place", holds="Else."),
        ]
        fields["positions"] = (draw(st.sampled_from(held)),)
    if made:
        return Fact(title=draw(st.sampled_from(titles)), **fields)
    return Fact(statement=draw(st.sampled_from(statements)), **fields)


@st.composite
def bases(draw: st.DrawFn, least: int = 6, most: int = 16) -> MemoryFactBase:
    """A random small fact base: homonyms, equal titles, mixed precision, complete and open roles."""
    count = draw(st.integers(least, most))
    return MemoryFactBase([draw(facts(pk)) for pk in range(1, count + 1)])


def grown(base: MemoryFactBase, *more: Fact) -> MemoryFactBase:
    return MemoryFactBase([*base, *more])


def copy_of(fact: Fact, pk: int, **fields: object) -> Fact:
    return replace(fact, pk=pk, key=f"f{pk}", **fields)


def rival(question: Question, pk: int = 900) -> Fact:
    """A fact that fits the stem of a question as its own does, but with another answer."""
    fact, role = question.fact, question.facet.partition(":")[2]
    match question.kind:
        case Kind.DATE:
            moved = tuple(
                replace(each, date=parse("1777-07-07")) if each.role == role else each for each in fact.dates
            )
            return copy_of(fact, pk, dates=moved, positions=(), agreement=None)
        case Kind.ACTOR:
            person_asked = fact.in_role(role)[0].kind == ActorKind.PERSON
            stranger = person(pk, "Zeno Zander") if person_asked else state(pk, "Zandia")
            kept = tuple(part for part in fact.participations if part.role != role)
            others = parts(**{role: [stranger]})
            return copy_of(fact, pk, participations=(*kept, *others), agreement=None)
        case Kind.PLACE:
            return copy_of(fact, pk, places=(place(pk, "Zandhaven"),), agreement=None)
    title = "Charter of the Salt Road"
    return copy_of(fact, pk, title=title, statement=title, agreement=None)
