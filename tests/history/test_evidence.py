"""What citations can carry: the rules of evidence, case by case."""

from __future__ import annotations

import pytest

from history import evidence
from history.dates import parse
from history.facts import (
    Actor,
    ActorKind,
    Citation,
    Fact,
    FactDate,
    FactKind,
    Participation,
    Position,
    Role,
    Source,
    SourceKind,
    Stance,
    Standing,
)

USSR, RUSSIA, DPRK, CHINA = 1, 2, 3, 4


def state(pk: int, *related: int, kind: str = ActorKind.STATE, country: int | None = None) -> Actor:
    return Actor(
        pk=pk, key=f"s{pk}", kind=kind, name=f"State {pk}", related=frozenset(related), country=country
    )


def person(country: int | None, *country_related: int, pk: int = 50) -> Actor:
    return Actor(
        pk=pk,
        key=f"p{pk}",
        kind=ActorKind.PERSON,
        name="Somebody",
        country=country,
        country_related=frozenset(country_related),
    )


def cite(
    kind: str = SourceKind.ACADEMIC,
    *,
    of: int | None = None,
    origin: str = "university",
    stance: str = Stance.SUPPORTS,
    publisher: str = "",
) -> Citation:
    source = Source(
        pk=9, key="s", title="A text", publisher=publisher, kind=kind, origin=origin, state=of, state_name=""
    )
    return Citation(source=source, stance=stance)


def fact(
    *citations: Citation,
    standing: str = Standing.ESTABLISHED,
    kind: str = FactKind.EVENT,
    actors: tuple[tuple[Actor, str], ...] = (),
    **more,
) -> Fact:
    return Fact(
        pk=1,
        key="f",
        base="b",
        kind=kind,
        type="event",
        statement="It happened.",
        citations=citations,
        participations=tuple(Participation(actor=actor, role=role) for actor, role in actors),
        standing=standing,
        **more,
    )


def side(facet: str, *citations: Citation) -> Position:
    return Position(facet=facet, holds="So it was.", citations=citations)


# Law 1: no citation, no publishing


def test_obstacles_without_citation():
    assert evidence.obstacles(fact()) == ("It has no citation: add the source that says so.",)


def test_obstacles_of_an_established_fact_with_an_independent_citation():
    assert evidence.obstacles(fact(cite())) == ()


@pytest.mark.parametrize(
    "citation",
    [
        cite(SourceKind.STATE_MEDIA, of=CHINA),
        cite(SourceKind.OTHER),
        cite(SourceKind.NEWS, of=USSR),
        cite(SourceKind.GOVERNMENT, of=USSR),
    ],
    ids=["state media of a third state", "weak page", "news of a participant", "official of a participant"],
)
def test_obstacles_of_an_established_fact_that_only_such_a_citation_carries(citation):
    visited = fact(citation, actors=((state(USSR), Role.HOST),))
    (reason,) = evidence.obstacles(visited)
    assert reason.startswith("It is marked as established, but every citation is state media, a weak page or")
    assert evidence.standing_of(visited, "date:when") == Standing.REPORTED
    assert evidence.obstacles(fact(citation, standing=Standing.REPORTED)) == ()


def test_obstacles_where_every_citation_disputes_it():
    disputed = fact(cite(stance=Stance.DISPUTES), standing=Standing.REPORTED)
    assert evidence.obstacles(disputed) == (
        "Every citation disputes it: add the source that says so, or mark it as contested.",
    )


@pytest.mark.parametrize(
    ("positions", "reasons"),
    [
        ((), ("It is marked as contested: add at least two positions, each with its own citation.",)),
        (
            (side("date", cite()),),
            ("It is marked as contested: add at least two positions, each with its own citation.",),
        ),
        (
            (side("date", cite()), side("date")),
            ("Each position of a contested fact needs a citation of its own.",),
        ),
        ((side("date", cite()), side("date", cite())), ()),
    ],
)
def test_obstacles_of_a_contested_fact(positions, reasons):
    assert evidence.obstacles(fact(cite(), standing=Standing.CONTESTED, positions=positions)) == reasons


@pytest.mark.parametrize("standing", [Standing.CLAIMED, Standing.CHARACTERISATION])
def test_obstacles_of_a_claim_without_its_claimant(standing):
    reason = "A claim or an opinion needs its claimant: say whose it is."
    assert evidence.obstacles(fact(cite(), standing=standing)) == (reason,)
    assert evidence.obstacles(fact(cite(), standing=standing, claimant=person(None))) == ()
    assert evidence.obstacles(fact(cite(), standing=standing, attribution="a traveller")) == ()


def test_obstacles_are_all_given():
    empty = Fact(pk=1, key="f", base="b", kind=FactKind.EVENT, type="event", standing=Standing.CONTESTED)
    assert len(evidence.obstacles(empty)) == 3


# Who is interested


@pytest.mark.parametrize(
    ("participant", "interested"),
    [
        (state(RUSSIA), True),
        (state(CHINA), False),
        (state(USSR, RUSSIA), True),
        (person(RUSSIA), True),
        (person(USSR, RUSSIA), True),
        (person(None), False),
        (state(60, kind=ActorKind.PARTY, country=RUSSIA), True),
        (state(60, kind=ActorKind.ORGANISATION, country=RUSSIA), True),
        (state(60, kind=ActorKind.ORGANISATION), False),
    ],
    ids=[
        "the state itself",
        "another state",
        "its predecessor",
        "its citizen",
        "a citizen of its predecessor",
        "a person of no known state",
        "a party of that state",
        "a body of that state",
        "a body of no state",
    ],
)
def test_source_of_a_state_is_interested_in_what_its_own_people_did(participant, interested):
    visit = fact(cite(SourceKind.NEWS, of=RUSSIA), actors=((participant, Role.VISITOR),))
    assert evidence.is_interested(visit.citations[0].source, visit) is interested
    expected = Standing.REPORTED if interested else Standing.ESTABLISHED
    assert evidence.standing_of(visit, "date:when") == expected


def test_source_of_no_state_is_never_interested():
    visit = fact(cite(), actors=((state(RUSSIA), Role.HOST),))
    assert evidence.is_interested(visit.citations[0].source, visit) is False


# A party's official publication of a text that it signed


def treaty(citation: Citation, *, host: Actor | None = None) -> Fact:
    actors = ((state(USSR, RUSSIA), Role.PARTY), (state(DPRK), Role.PARTY))
    if host:
        actors += ((host, Role.HOST),)
    return fact(citation, kind=FactKind.AGREEMENT, actors=actors, title="A treaty")


@pytest.mark.parametrize("kind", [SourceKind.GOVERNMENT, SourceKind.TREATY_TEXT, SourceKind.PRIMARY])
@pytest.mark.parametrize("of", [USSR, RUSSIA])
@pytest.mark.parametrize("facet", ["date:signed", "actors:party", "actors:signatory", "title"])
def test_official_publication_establishes_text_date_and_signatories(kind, of, facet):
    signed = treaty(cite(kind, of=of))
    assert evidence.standing_of(signed, facet) == Standing.ESTABLISHED
    assert evidence.obstacles(signed) == ()
    assert evidence.why(signed, facet) == "A party's official publication of the text that it signed says so."


@pytest.mark.parametrize("facet", ["place", "actors:host", "statement"])
def test_official_publication_does_not_establish_what_stood_around_it(facet):
    assert evidence.standing_of(treaty(cite(SourceKind.GOVERNMENT, of=USSR)), facet) == Standing.REPORTED


def test_newspaper_of_a_party_establishes_nothing():
    assert evidence.standing_of(treaty(cite(SourceKind.NEWS, of=USSR)), "date:signed") == Standing.REPORTED


def test_official_publication_of_the_host_establishes_nothing():
    signed = treaty(cite(SourceKind.GOVERNMENT, of=CHINA), host=state(CHINA))
    assert evidence.standing_of(signed, "date:signed") == Standing.REPORTED


def test_official_publication_of_a_visit_establishes_nothing():
    visit = fact(cite(SourceKind.GOVERNMENT, of=USSR), actors=((state(USSR), Role.PARTY),))
    assert evidence.standing_of(visit, "date:when") == Standing.REPORTED


# One voice


@pytest.mark.parametrize(
    ("citations", "sentence"),
    [
        ((cite(),), "One independent source supports it; a second would be better."),
        (
            (cite(origin="afp"), cite(SourceKind.NEWS, origin="afp")),
            "One independent source supports it; a second would be better.",
        ),
        ((cite(origin="afp"), cite(origin="ap")), "2 independent sources support it."),
        (
            (cite(origin="afp"), cite(SourceKind.STATE_MEDIA, of=CHINA, origin="xinhua")),
            "One independent source supports it; a second would be better.",
        ),
        (
            (cite(origin="afp"), cite(origin="ap", stance=Stance.DISPUTES)),
            "The sources disagree; each side is shown with those who hold it.",
        ),
    ],
    ids=["one", "two outlets of one origin", "two", "state media does not count", "one disputes"],
)
def test_why_counts_independent_origins(citations, sentence):
    assert evidence.why(fact(*citations)) == sentence


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (
            fact(cite(SourceKind.OTHER), standing=Standing.REPORTED),
            "Only state media, an interested party or a weak page say so.",
        ),
        (
            fact(cite(), standing=Standing.REPORTED),
            "It is what a source reports, not independently confirmed.",
        ),
        (fact(cite(), standing=Standing.CLAIMED, attribution="a guide"), "This is a claim of a guide."),
        (
            fact(cite(), standing=Standing.CHARACTERISATION, attribution="a guide"),
            "This is praise or opinion: only who said it can be asked.",
        ),
    ],
)
def test_why_says_what_is_missing(said, sentence):
    assert evidence.why(said) == sentence


# Law 2: whose claim it is


@pytest.mark.parametrize(
    ("said", "bare"),
    [
        (fact(cite()), True),
        (fact(cite(), standing=Standing.REPORTED), False),
        (fact(cite(), standing=Standing.CLAIMED, attribution="a guide"), False),
        (fact(cite(), attribution="a guide"), False),
        (fact(cite(), standing=Standing.CHARACTERISATION, attribution="a guide"), False),
        (fact(cite(), cite(stance=Stance.DISPUTES)), False),
        (fact(cite(SourceKind.STATE_MEDIA, of=CHINA)), False),
    ],
)
def test_stem_may_stand_bare_only_where_it_is_established(said, bare):
    assert evidence.may_stand_bare(said, "date:when") is bare


def test_contested_date_leaves_the_other_facets_as_they_are():
    dates = (FactDate(role="when", date=parse("1950")),)
    sides = (side("date", cite()), side("date", cite()))
    contested = fact(cite(), standing=Standing.CONTESTED, positions=sides, dates=dates)
    assert evidence.standing_of(contested, "date:when") == Standing.CONTESTED
    assert evidence.standing_of(contested, "actors:visitor") == Standing.ESTABLISHED


def test_contested_facet_does_not_raise_what_citations_do_not_carry():
    weak = cite(SourceKind.STATE_MEDIA, of=CHINA)
    contested = fact(weak, standing=Standing.CONTESTED, positions=(side("date", weak), side("date", weak)))
    assert evidence.standing_of(contested, "place") == Standing.REPORTED


def test_attribution_of_what_is_established_is_empty():
    assert evidence.attribution(fact(cite()), "date:when") == ""


@pytest.mark.parametrize(
    ("said", "phrase"),
    [
        (fact(cite(publisher="TASS"), standing=Standing.REPORTED), "According to TASS"),
        (
            fact(cite(publisher="TASS"), standing=Standing.CLAIMED, attribution="Vladimir Putin"),
            "According to TASS, quoting Vladimir Putin",
        ),
        (fact(cite(publisher="TASS"), standing=Standing.CLAIMED, attribution="TASS"), "According to TASS"),
        (fact(standing=Standing.CLAIMED, attribution="a guide"), "According to a guide"),
        (fact(standing=Standing.REPORTED), ""),
    ],
)
def test_attribution_names_the_voice_and_the_claimant(said, phrase):
    assert evidence.attribution(said, "date:when") == phrase


@pytest.mark.parametrize(
    ("citations", "titles"),
    [
        ([cite(SourceKind.TREATY_TEXT)], ("A text",)),
        ([cite(SourceKind.GOVERNMENT), cite(SourceKind.PRIMARY)], ("A text",)),
        ([cite(SourceKind.PRIMARY), cite(SourceKind.STATE_MEDIA)], ("A text",)),
        ([cite(SourceKind.PRIMARY), cite(SourceKind.ACADEMIC)], ()),
        ([cite(SourceKind.PRIMARY, of=CHINA)], ()),
        ([cite(SourceKind.PRIMARY, stance=Stance.DISPUTES)], ()),
        ([], ()),
    ],
)
def test_official_texts_without_a_state_are_named_where_nothing_else_is_independent(citations, titles):
    assert evidence.stateless(fact(*citations)) == titles
