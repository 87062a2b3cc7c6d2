"""The base over the tables finds what the base in memory finds, and walks indexes to do so."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from history import factbase, facts, models
from history.dates import parse
from history.derive import derived
from history.models import factbase as tables
from history.models.clues import keep_clues
from history.models.factbase import StoredFactBase
from history.models.freezing import Freezer
from tests.history import open_worlds
from tests.quizzes import worldlet as w

pytestmark = pytest.mark.django_db


def store(values: Iterable[facts.Fact], **fields) -> None:
    """Facts in the tables under the row numbers that they have as values."""
    values = list(values)
    base, _ = models.Base.objects.get_or_create(key="open", defaults={"name": "Open"})
    actors = {a.pk: a for fact in values for a in (*fact.actors(), *fact.about)}
    places = {place.pk: place for fact in values for place in fact.places}
    places |= {place.pk: place for place in open_worlds.PLACES}
    models.Actor.objects.bulk_create(
        [models.Actor(pk=a.pk, base=base, key=a.key, name=a.name, kind=a.kind) for a in actors.values()],
        ignore_conflicts=True,
    )
    models.Place.objects.bulk_create(
        [
            models.Place(
                pk=place.pk,
                base=base,
                key=place.key,
                name=place.name,
                within_id=next(iter(place.within), None),
            )
            for place in places.values()
        ]
    )
    for fact in values:
        row = models.Fact.objects.create(
            pk=fact.pk,
            base=base,
            key=fact.key,
            kind=fact.kind,
            type=fact.type,
            titles={"en": fact.title},
            complete_roles=sorted(fact.complete_roles),
            **{"publication": "published", **derived(fact), **fields},
        )
        row.about.set([actor.pk for actor in fact.about])
        for dated in fact.dates:
            models.FactDate.objects.create(fact=row, role=dated.role, date=dated.date)
        for part in fact.participations:
            models.Participation.objects.create(fact=row, actor_id=part.actor.pk, role=part.role)
        for place in fact.places:
            models.FactPlace.objects.create(fact=row, place_id=place.pk)
        for held in fact.positions:
            models.Position.objects.create(fact=row, facet=held.facet, value=held.value)
    keep_clues({fact.pk: fact for fact in values}, new=True)


def found(base: factbase.FactBase, stem: facts.Given) -> list[int] | None:
    fitting = base.fitting(stem)
    return None if fitting is None else [fact.pk for fact in fitting]


@given(data=st.data(), many=st.integers(1, 8), reach=st.integers(1, 8))
@settings(max_examples=40, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
def test_bases_find_the_same(data, many, reach):
    values = data.draw(open_worlds.bases())
    memory = factbase.MemoryFactBase(values)
    with transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        store(values)
        for _ in range(5):
            stem = data.draw(open_worlds.givens(values))
            stored = StoredFactBase()
            alike = [fact.pk for fact in values if factbase.fits(fact, stem)]
            assert found(memory, stem) == alike
            assert found(stored, stem) == alike
            for module in (factbase, tables):
                patch.setattr(module, "MANY", many)
                patch.setattr(module, "REACH", reach)
            assert found(StoredFactBase(), stem) == found(factbase.MemoryFactBase(values), stem)
            patch.undo()
        transaction.set_rollback(True)


FISH = w.agreement(
    1, "Agreement on Fisheries between Ardenia and Belmark", "1951-03-02", (w.ARDENIA, w.BELMARK)
)


def test_around_a_fact_stand_all_of_a_small_base_and_of_a_large_one_the_nearest(monkeypatch):
    raids = [w.event(pk, f"Raid {pk}.", f"{1900 + pk}", type="raid") for pk in range(1, 8)]
    fair = w.event(9, "Fair.", "1910", type="fair")
    store([*raids, fair])
    both = (StoredFactBase(), w.base_of(*raids, fair))
    stored, memory = ({fact.pk for fact in base.around(raids[3])} for base in both)
    assert stored == memory == {fact.pk for fact in (*raids, fair)}
    monkeypatch.setattr(tables, "NEAREST", 2)
    base = StoredFactBase()
    assert [fact.pk for fact in base.around(raids[3])] == [4, 3, 5, 2]
    assert [fact.pk for fact in base.around(fair)] == [9, 7, 6]
    assert base.around(fair) is base.around(fair)


def test_unpublished_facts_are_not_found():
    store([FISH], publication="withdrawn")
    assert found(StoredFactBase(), facts.Given(title="Agreement on …")) == []
    assert StoredFactBase().commonness("fisheries") == 1


def test_title_longer_than_its_column_is_found():
    long = w.copy_of(FISH, 2, title=f"Agreement {'on nets and boats ' * 100}of 1951")
    store([long])
    assert found(StoredFactBase(), facts.Given(title="Agreement … of 1951")) == [2]
    assert found(StoredFactBase(), facts.Given(title=long.title)) == [2]
    assert found(StoredFactBase(), facts.Given(title=f"{long.title} again")) == []


def test_facts_of_other_titles_are_not_read():
    store([FISH, w.copy_of(FISH, 2, title="Fisheries and the Agreement of Ardenia")])
    with CaptureQueriesContext(
        connection,
    ) as queries:
        base = StoredFactBase()
        assert found(base, facts.Given(title="Agreement on Fisheries …")) == [1]
    assert 2 not in base._known
    assert any("title_key" in query["sql"] for query in queries)


def test_clues_follow_the_fact():
    store([FISH])
    keep_clues({1: w.copy_of(FISH, 1, title="Treaty on Fisheries", dates=w.dated(signed="1952"))})
    texts = set(models.Clue.objects.values_list("text", flat=True))
    assert texts == {"treaty", "fisheries", "@ardenia", "@belmark"}
    assert models.Span.objects.get().earliest == parse("1952").earliest
    with CaptureQueriesContext(connection) as queries:
        keep_clues({1: w.copy_of(FISH, 1, title="Treaty on Fisheries", dates=w.dated(signed="1952"))})
    assert len(queries) == 3  # clues, spans, participations: nothing is written


def plans(stem: facts.Given) -> str:
    """How SQLite goes about everything that finding asks of it."""
    with CaptureQueriesContext(connection) as queries:
        StoredFactBase()._candidates(factbase.search_for(stem))
    with connection.cursor() as cursor:
        steps = []
        for query in queries:
            cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
            steps += [row[3] for row in cursor.fetchall()]
    return "\n".join(steps)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the words of SQLite's planner")
@pytest.mark.parametrize(
    "fields",
    [
        {"title": "Agreement on … between Ardenia and …"},
        {"title": FISH.title, "date": parse("1951")},
        {"kind": "agreement", "actors": (w.ARDENIA,), "date": parse("1951")},
        {"kind": "event", "date": parse("1951-03-02")},
        {"title": "Agreement on …", "kind": "agreement", "actors": (w.ARDENIA,)},
    ],
)
def test_nothing_is_found_by_looking_at_every_fact(fields):
    store([FISH])
    steps = plans(facts.Given(**fields))
    assert "SCAN history_" not in steps
    assert "fact_near_in_kind" not in steps


def test_actor_is_active_from_the_first_to_the_last_of_its_published_facts():
    days = ["1951-03-02", "1949", "1960/..", "1955-01", "1970"]
    some = [w.copy_of(FISH, pk, dates=w.dated(signed=day)) for pk, day in enumerate(days, start=1)]
    store(some)
    keep_clues({fact.pk: fact for fact in some})
    models.Fact.objects.filter(pk=5).update(publication="withdrawn")
    active = Freezer().actors([w.ARDENIA.pk, w.BELMARK.pk])[w.ARDENIA.pk].active
    assert active == (parse("1949").earliest, parse("1955-01").latest)


def steps_of(work) -> int:
    """Tens of steps of SQLite's machine: a walk shows, whatever the plan says of it."""
    taken = 0

    def step() -> int:
        nonlocal taken
        taken += 1
        return 0

    connection.connection.set_progress_handler(step, 10)
    try:
        work()
    finally:
        connection.connection.set_progress_handler(None, 0)
    return taken


@pytest.mark.skipif(connection.vendor != "sqlite", reason="counts the steps of SQLite")
@pytest.mark.parametrize("of", [{}, {"kind": "event"}, {"type": "raid"}, {"kind": "event", "type": "raid"}])
@pytest.mark.parametrize("year", ["1000", "1999"])
def test_who_is_near_costs_the_same_however_many_facts_lie_further_off(of, year):
    """The earliest and the latest fact are asked about: neither side may be walked through."""
    base = models.Base.objects.create(key="long", name="Long")

    def add(count: int) -> int:
        many = [
            models.Fact(
                base=base,
                key=f"{count}-{number}",
                kind="event" if number % 100 else "agreement",
                type="raid" if number % 100 < 2 else "fair",
                statement="It happened.",
                publication="published",
                earliest=parse(f"{1000 + number * 1000 // count:04}").earliest,
            )
            for number in range(count)
        ]
        models.Fact.objects.bulk_create(many)
        return steps_of(lambda: StoredFactBase().near(parse(year), count=5, **of))

    few, many = add(300), add(3_000)
    assert many <= 2 * few
