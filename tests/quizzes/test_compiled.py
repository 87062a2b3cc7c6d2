"""Queries that are built once say what the same queries say when they are built anew."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quizzes import study
from quizzes.compiled import Compiled, _for_sqlite
from quizzes.models import Card, Set, Sitting, Student
from quizzes.study import folding, queries

from .small_bank import NOON, answer_asked, base, facts, furnish, questions, student

pytestmark = pytest.mark.django_db
TODAY = NOON.date().toordinal()


@pytest.fixture
def pupils() -> list[Student]:
    """Two students, two bases, learning steps, reviews due and to come."""
    furnish(6, facets=("actors:host", "actors:visitor"))
    questions(facts(4, base=base("other"), first=3))
    made = [student("one"), student("two", language="de", zone="Asia/Tokyo")]
    sittings = [
        Sitting.objects.create(student=each, purpose="study", size=9, started_at=NOON) for each in made
    ]
    form = study.asking.Form(sitting=sittings[0].pk)
    for turn in range(9):
        now = NOON - timedelta(days=2) + timedelta(hours=5 * turn)
        asked = study.next_question(made[0], now=now, form=form)
        if isinstance(asked, study.Asked):
            answer_asked(made[0], asked, now=now, right=turn % 3 != 0)
    return made


def cases(of: Student) -> list[tuple[Compiled, dict[str, Any]]]:
    who = {"student": of.pk, "language": of.language}
    found: list[tuple[Compiled, dict[str, Any]]] = []
    inside = {"sitting": Sitting.objects.get(student=of).pk}
    for every, scope in ((True, {}), (False, {"within": Set.objects.earliest("pk").pk})):
        for limit in (1, 200):
            for now in (NOON - timedelta(days=1), NOON, NOON + timedelta(days=3)):
                soon, today = now + timedelta(minutes=20), folding.study_day(of, now)
                at = {"now": now, "soon": soon, "today": today}
                for sitting in ({}, inside):
                    query = queries.look(limit, every, bool(sitting))
                    found.append((query, {**who, **scope, **at, **sitting}))
        for today in (TODAY - 1, TODAY, TODAY + 1):
            for sitting in ({}, inside):
                query = queries.behind(every, bool(sitting))
                found.append((query, {**who, **scope, "today": today, **sitting}))
            found.append((queries.first(every), {**who, **scope, "today": today, **inside}))
            for place, fact in ((0, 0), (700_003, 4), (999_999, 99)):
                after = {"today": today, "place": place, "fact": fact}
                found.append((queries.ahead(every), {**who, **scope, **after, **inside}))
        found.append((queries.sibling(every), {**who, **scope}))
    found += [(queries.CARD, {"language": of.language, "card": card.pk}) for card in Card.objects.all()]
    return found


def test_compiled_query_agrees_with_the_plain_one(pupils: list[Student]) -> None:
    results = []
    for of in pupils:
        for query, values in cases(of):
            run = query.run(**values)
            assert run == list(query.build(**values)), values
            results.append(bool(run))
    assert results.count(True) > 20


def test_compiled_query_walks_along_indexes(pupils: list[Student]) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("Only SQLite says in words how it runs a query.")
    for query, values in cases(pupils[0]):
        plan = query.build(**values).explain()
        scanned = {line.rpartition("SCAN ")[2] for line in plan.splitlines() if "SCAN" in line}
        assert scanned <= {"counted", "weighed", "CONSTANT ROW"}, plan


def test_compiled_query_refuses_a_slot_that_is_no_parameter() -> None:
    query = Compiled(lambda limit: Card.objects.values("pk")[:limit], limit=int)
    with pytest.raises(ValueError, match="these are not"):
        query.run(limit=3)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite wants other marks than Django writes")
def test_statement_is_rewritten_for_sqlite_once() -> None:
    query = Compiled(lambda **values: Set.objects.filter(pk=values["pk"]).values("pk"), **{"pk": int})
    query.run(pk=1)
    before = _for_sqlite.cache_info()
    with CaptureQueriesContext(connection) as captured:
        query.run(pk=2)
    after = _for_sqlite.cache_info()
    assert (after.hits - before.hits, after.misses - before.misses) == (1, 0)
    assert len(captured) == 1
    assert _for_sqlite("SELECT %s, '100 %%'") == "SELECT ?, '100 %'"
    assert Set.objects.filter(name__contains="%s").count() == 0
