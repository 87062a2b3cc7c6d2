"""Which facts a stem could mean, and how they are found in memory."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from history import factbase
from history.dates import parse
from history.facts import FactDate, FactKind, Given, Position
from tests.history import open_worlds
from tests.quizzes import worldlet as w

pytestmark = pytest.mark.pure

FISH = w.agreement(
    1, "Agreement on Fisheries between Ardenia and Belmark", "1951-03-02", (w.ARDENIA, w.BELMARK)
)
MEETING = w.event(
    2, "Mara Alder met Piet Borg.", "1952-05", participations=w.parts(participant=[w.ALDER, w.BORG])
)


def stem(**fields) -> Given:
    return Given(**fields)


def test_words_of_a_fact_hold_its_actors_its_claimant_and_its_places():
    fact = w.event(3, "It rained.", "1950", claimant=w.DAUB, places=(w.place(31, "Arden"),))
    assert set(factbase.words_of(fact)) == {"Emil Daub", "Emil", "Daub", "Arden"}


def test_title_of_names_and_common_words_is_bare():
    assert (factbase.is_bare(MEETING), factbase.is_bare(FISH)) == (True, False)


@pytest.mark.parametrize(
    ("title", "fitting"),
    [
        ("Agreement on Fisheries between … and …", True),
        ("Agreement on … between Ardenia and Belmark", True),
        ("agreement on fisheries, between ARDENIA and Belmark", True),
        ("Agreement on Fish… between Ardenia and Belmark", False),
        ("Agreement on Fisheries between …", True),
        ("Agreement on Timber between … and …", False),
    ],
)
def test_title_with_gaps_fits_whole_words(title, fitting):
    assert factbase.title_fits(FISH, title) is fitting


def test_homonyms_count_as_the_same():
    assert factbase.same_name(w.BORG, w.person(99, "piet borg"))


def test_place_is_the_same_as_one_that_holds_it():
    arden, harbour = w.place(31, "Arden"), w.place(32, "Harbour", within=(31,))
    assert factbase.same_place(arden, harbour)
    assert not factbase.same_place(arden, w.place(33, "Belgate"))


@pytest.mark.parametrize(
    ("fields", "fitting"),
    [
        ({"kind": FactKind.EVENT}, False),
        ({"kind": FactKind.AGREEMENT}, True),
        ({"date": parse("1951"), "date_role": "signed"}, True),
        ({"date": parse("1950"), "date_role": "signed"}, False),
        ({"date": parse("1951"), "date_role": "in_force"}, True),
        ({"actors": (w.ARDENIA,)}, True),
        ({"actors": (w.CASSOVIA,)}, False),
        ({"place": w.place(31, "Arden")}, True),
    ],
)
def test_fact_fits_what_the_stem_prints(fields, fitting):
    assert factbase.fits(FISH, stem(**fields)) is fitting


def test_undated_fact_fits_any_date():
    assert factbase.fits(w.copy_of(FISH, 9, dates=()), stem(date=parse("1700"), date_role="signed"))


def test_fact_fits_a_date_that_one_side_holds():
    held = (Position(facet="date", holds="In 1949.", date=parse("1949")),)
    assert factbase.fits(w.copy_of(FISH, 9, positions=held), stem(date=parse("1949"), date_role="signed"))


def test_fact_of_another_place_does_not_fit():
    fact = w.copy_of(FISH, 9, places=(w.place(32, "Belgate"),))
    assert not factbase.fits(fact, stem(place=w.place(31, "Arden")))


def test_agreement_with_open_parties_fits_any_actor():
    assert factbase.fits(w.copy_of(FISH, 9, complete_roles=frozenset()), stem(actors=(w.CASSOVIA,)))


def test_types_that_read_alike_fit_alike():
    """A stem prints "among painters", whether a list has their births or their deaths."""
    born = w.event(3, "Painter A dies.", "1950", type="famous-painters-death-year")
    fitting = [
        factbase.fits(born, stem(type=type))
        for type in ("famous-painters-death-year", "famous-painters-birth-year", "famous-poets-death-year")
    ]
    assert fitting == [True, True, False]


def test_bare_stem_fits_its_type_and_other_bare_facts():
    bare = stem(bare=True, type="visit", actors=(w.ALDER,))
    told = w.event(3, "Mara Alder opened the dam.", "1953", participations=w.parts(speaker=[w.ALDER]))
    assert [factbase.fits(fact, bare) for fact in (MEETING, told)] == [True, False]


BASE = w.base_of(FISH, MEETING)


def test_base_holds_its_facts():
    assert ([fact.pk for fact in BASE], len(BASE), BASE.get(2), BASE.get(9)) == ([1, 2], 2, MEETING, None)


def test_base_finds_the_facts_of_an_actor_and_of_an_agreement():
    from history.facts import Agreement

    linked = w.copy_of(FISH, 3, agreement=Agreement(pk=7, key="a", kind="agreement", title="A"))
    base = w.base_of(FISH, linked)
    assert [fact.pk for fact in base.of_actor(w.ARDENIA.pk)] == [1, 3]
    assert [fact.pk for fact in base.of_agreement(7)] == [3]
    assert (base.of_actor(99), base.of_agreement(99)) == ([], [])


def test_fitting_by_title_by_date_by_actor_and_by_nothing():
    assert BASE.fitting(stem(title=FISH.title)) == [FISH]
    assert BASE.fitting(stem(date=parse("1952"), date_role="when")) == [MEETING]
    assert BASE.fitting(stem(actors=(w.BORG,), bare=True, type="event")) == [MEETING]
    assert BASE.fitting(stem(kind=FactKind.EVENT)) == [MEETING]


@pytest.mark.parametrize(
    "fields",
    [
        {"dates": ()},
        {"dates": w.dated(signed="1900/2000")},
        {"dates": w.dated(signed="1900", in_force="1952-05-03")},
        {"positions": (Position(facet="date", holds="In 1952.", date=parse("1952")),)},
        {"dates": (FactDate(role="signed", date=parse("1953?")),)},
    ],
)
def test_fitting_by_date_finds_whatever_could_have_been_then(fields):
    """Not only by the primary date: other roles, other claims, long and doubtful dates count."""
    odd = w.copy_of(FISH, 3, **fields)
    role = "in_force" if len(odd.dates) > 1 else "signed"
    assert odd in w.base_of(odd, MEETING).fitting(stem(date=parse("1952"), date_role=role))


def test_near_gives_the_nearest_first_on_both_sides():
    many = [w.event(pk, f"Event {pk}.", f"195{pk}") for pk in range(9)]
    found = w.base_of(*many, FISH).near(parse("1954"), count=2, kind="event", type="event")
    assert [fact.pk for fact in found] == [4, 3, 5, 2]


def test_near_knows_only_facts_with_a_primary_date():
    planned = w.event(3, "It was planned.", "1954", dates=w.dated(planned="1954"))
    assert list(w.base_of(planned).near(parse("1954"), count=3)) == []


@given(st.data())
@settings(max_examples=150)
def test_fitting_finds_what_a_look_at_every_fact_finds(data):
    facts = data.draw(open_worlds.bases())
    stem = data.draw(open_worlds.givens(facts))
    found = factbase.MemoryFactBase(facts).fitting(stem)
    assert found == [fact for fact in facts if factbase.fits(fact, stem)]


def test_title_that_names_somebody_the_fact_does_not_list_is_found():
    """A treaty of one party whose title names two: the stem about the other still means it."""
    half = w.copy_of(FISH, 3, participations=w.parts(party=[w.ARDENIA]))
    assert w.base_of(half).fitting(stem(title="Agreement on Fisheries between … and …")) == [half]


def test_fact_about_another_state_does_not_fit():
    term = w.event(5, "Prime Minister", "1951", kind=FactKind.TERM, about=(w.ARDENIA,))
    fitting = [
        factbase.fits(term, stem(title="Prime Minister", about=each)) for each in (w.ARDENIA, w.BELMARK)
    ]
    assert fitting == [True, False]
    assert factbase.fits(w.copy_of(term, 6, about=()), stem(title="Prime Minister", about=w.BELMARK))


def test_too_many_to_look_at_are_none(monkeypatch):
    many = [w.copy_of(FISH, pk) for pk in range(10, 16)]
    base = w.base_of(*many, MEETING)
    monkeypatch.setattr(factbase, "MANY", 5)
    assert base.fitting(stem(title="Agreement on …")) is None
    assert base.fitting(stem(title="Agreement on …", date=parse("1952"))) == []
    assert base.fitting(stem(actors=(w.BORG,))) == [MEETING]
    monkeypatch.setattr(factbase, "REACH", 5)
    assert base.fitting(stem(title="Agreement on … of …", date=parse("1951"))) is None
    assert base.commonness("fisheries") == 6
