"""In which order new facts come: by time, thread after thread, or mixed; and who says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection

from history.models import Actor, Fact, Participation
from quizzes import sets, study
from quizzes.compiled import Compiled
from quizzes.curriculum import PLACES, Unmet, mixed, next_of_thread
from quizzes.models import Membership, Set, Sitting, Student
from quizzes.models.sets import NewOrder
from quizzes.study import ordering

from .small_bank import NOON, answer_asked, base, facts, furnish, questions, student

pytestmark = pytest.mark.django_db


def taken(pupil: Student, count: int, **options: Any) -> list[int]:
    """The facts of the next new questions, each answered."""
    found = []
    for turn in range(count):
        asked = study.next_question(pupil, now=NOON + timedelta(seconds=turn), **options)
        if not isinstance(asked, study.Asked) or asked.card:
            break  # what was met comes back once nothing else is left
        found.append(Fact.objects.get(questions=asked.question).pk)
        answer_asked(pupil, asked, now=NOON + timedelta(seconds=turn), right=True)
    return found


def cast(made: list[Fact], parts: str) -> None:
    """Who takes part in each fact, a letter each: “a b ab”."""
    people = {
        letter: Actor.objects.create(base=made[0].base, key=letter, name=letter, kind="person")
        for letter in sorted(set(parts) - {" "})
    }
    for fact, letters in zip(made, parts.split(), strict=True):
        for letter in letters.strip("-"):
            Participation.objects.create(fact=fact, actor=people[letter], role="visitor")


def world(parts: str) -> list[int]:
    made = facts(len(parts.split()), base=base())
    questions(made)
    cast(made, parts)
    return [fact.pk for fact in made]


# What is pure


def test_mixed_places_are_in_range_and_no_steady_steps() -> None:
    places = [mixed(number) for number in range(1, 2001)]
    assert len(set(places)) == 2000
    assert all(0 <= place < PLACES for place in places)
    order = sorted(range(1, 2001), key=mixed)
    assert len({abs(after - before) for before, after in pairwise(order)}) > 900
    assert 0 <= mixed(2**62 + 5) < PLACES


@pytest.mark.parametrize(
    ("parts", "last", "found"),
    [
        ("b a", "a", 1),
        ("ab b a", "a", 0),
        ("b ab a", "a", None),
        ("b c", "a", None),
        ("- b ac", "a", 2),
        ("b bc c a", "a", 3),
        ("b bc ca a", "a", None),
        ("b bc ca ca", "a", None),
        ("", "a", None),
    ],
)
def test_thread_goes_on_with_the_first_that_waits_for_nothing(
    parts: str, last: str, found: int | None
) -> None:
    unmet = [
        Unmet(number, {ord(letter) for letter in letters.strip("-")})
        for number, letters in enumerate(parts.split())
    ]
    assert next_of_thread(unmet, {ord(letter) for letter in last}) == found


# Thread after thread


def test_thread_is_followed_to_its_end_and_the_next_begins_by_time() -> None:
    a, b, c, d, e, f = world("a b a c b a")
    assert taken(student(new_order=NewOrder.THREADS), 9) == [a, c, f, b, e, d]


def test_no_fact_comes_before_an_earlier_one_of_any_of_its_threads() -> None:
    parts = "a b ab c bc a d cd ab e a"
    made = world(parts)
    found = taken(student(new_order=NewOrder.THREADS), 20)
    assert sorted(found) == sorted(made)
    with_whom = dict(zip(made, parts.split(), strict=True))
    for place, fact in enumerate(found):
        for later in found[place + 1 :]:
            assert later > fact or not set(with_whom[later]) & set(with_whom[fact])
    assert found != made
    assert found[0] == made[0]


def test_thread_goes_on_after_the_other_orders_were_studied() -> None:
    a, b, c, d = world("a b b a")
    pupil = student()
    assert taken(pupil, 2) == [a, b]
    pupil.new_order = NewOrder.THREADS
    pupil.save(update_fields=["new_order"])
    assert taken(pupil, 9) == [c, d]


def test_second_facets_come_once_each_fact_was_met() -> None:
    made = facts(3, base=base())
    questions(made, facets=("actors:visitor", "actors:host"))
    cast(made, "a b a")
    pupil = student(new_order=NewOrder.THREADS)
    first, second, third = (fact.pk for fact in made)
    assert taken(pupil, 3) == [first, third, second]
    assert sorted(taken(pupil, 9)) == sorted([first, second, third])


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Threads are looked for among four facts."""
    compiled = (ordering._ahead,)
    monkeypatch.setattr(ordering, "AHEAD", 2)
    for each in compiled:
        each.cache_clear()
    yield
    for each in compiled:
        each.cache_clear()


def test_thread_beyond_what_is_looked_at_waits(narrow: None) -> None:
    made = world("a b c d e f g a b")
    assert taken(student(new_order=NewOrder.THREADS), 9) == made


def test_thread_within_what_is_looked_at_goes_on_anywhere_in_a_set(narrow: None) -> None:
    made = world("a b a c b d c d e d f g f h g")
    found = taken(student(new_order=NewOrder.THREADS), 20)
    assert sorted(found) == made
    assert sum(later - before != 1 for before, later in pairwise(found)) > 1


# Mixed


def test_mixed_goes_round_from_a_place_of_the_students_own() -> None:
    made = [row.fact_id for row in furnish(12)]
    pupil = student(new_order=NewOrder.MIXED)
    order = sorted(made, key=lambda fact: (mixed(fact) < mixed(pupil.pk), mixed(fact)))
    assert taken(pupil, 20) == order
    assert order != made


def test_mixed_asks_the_same_at_each_look() -> None:
    furnish(12)
    pupil = student(new_order=NewOrder.MIXED)
    looks = [study.next_question(pupil, now=NOON) for _ in range(3)]
    assert len({look.question for look in looks if isinstance(look, study.Asked)}) == 1


def test_mixed_places_stand_beside_every_fact_of_a_set() -> None:
    furnish(3)
    mine = Set.objects.create(name="Mine", by_hand=True)
    made = list(Fact.objects.values_list("pk", flat=True))
    sets.choose(mine, made[:2])
    sets.add(mine, made[2:])
    rows = list(Membership.objects.values_list("fact", "mixed"))
    assert len(rows) == 6
    assert all(place == mixed(fact) for fact, place in rows)


# Whose order


def owned(name: str, chosen: list[int], pupil: Student, **options: Any) -> Set:
    teacher, _ = User.objects.get_or_create(username="Teacher")
    made = Set.objects.create(name=name, owner=teacher, by_hand=True, **options)
    sets.choose(made, chosen)
    pupil.follows.add(made)
    return made


@pytest.mark.parametrize("order", NewOrder.values)
def test_teachers_set_goes_first_in_every_order(order: str) -> None:
    made = world("a b a c b a")
    pupil = student(new_order=order)
    owned("Class", [made[4], made[5]], pupil)
    assert set(taken(pupil, 2)) == {made[4], made[5]}
    assert set(taken(pupil, 9)) == {*made[:4]}


def test_facts_chosen_one_by_one_keep_their_order_by_time() -> None:
    made = world("a b a c b a")
    pupil = student()
    chosen = [made[3], made[0], made[5], made[1]]
    pupil.follows.set([owned("Class", chosen, pupil)])
    assert taken(pupil, 4) == chosen


@pytest.mark.parametrize("own", NewOrder.values)
def test_order_that_a_set_names_goes_before_the_students(own: str) -> None:
    made = world("a b a c b a")
    pupil = student(new_order=own)
    of = owned("Class", made, pupil, new_order=NewOrder.THREADS)
    a, b, c, d, e, f = made
    assert taken(pupil, 3) == [a, c, f]
    Set.objects.filter(pk=of.pk).update(new_order=NewOrder.TIME)
    assert taken(pupil, 1) == [b]
    Set.objects.filter(pk=of.pk).update(new_order=NewOrder.MIXED)
    left = sorted((d, e), key=lambda fact: (mixed(fact) <= mixed(b), mixed(fact)))
    assert taken(pupil, 2) == left


def test_of_two_orders_that_of_the_teacher_holds() -> None:
    made = world("a b a c b a")
    pupil = student()
    Set.objects.update(new_order=NewOrder.MIXED)
    owned("Class", made, pupil, new_order=NewOrder.THREADS)
    assert taken(pupil, 3) == [made[0], made[2], made[5]]


def test_one_set_is_studied_in_its_own_order() -> None:
    made = world("a b a c b a")
    pupil = student()
    of = Set.objects.get()
    Set.objects.filter(pk=of.pk).update(new_order=NewOrder.THREADS)
    assert taken(pupil, 3, within=of.pk) == [made[0], made[2], made[5]]


@pytest.mark.parametrize("order", [NewOrder.THREADS, NewOrder.MIXED])
def test_limits_and_siblings_stay(order: str) -> None:
    made = facts(3, base=base())
    questions(made, facets=("actors:visitor", "actors:host"))
    cast(made, "a a a")
    assert len(set(taken(student(new_order=order, new_a_day=3), 9))) == 3


# What it costs


def cases(pupil: Student) -> list[tuple[Compiled, dict[str, Any]]]:
    sitting = Sitting.objects.create(student=pupil, purpose="study", size=9, started_at=NOON).pk
    values = {"student": pupil.pk, "language": "en", "today": NOON.date().toordinal(), "sitting": sitting}
    made = list(Fact.objects.order_by("pk").values_list("pk", flat=True))
    tried = (made * ordering.TRIED)[: ordering.TRIED]
    found = [(ordering._OF_FACTS, values | {f"fact_{number}": fact for number, fact in enumerate(tried)})]
    for every, scope in ((True, {}), (False, {"within": Set.objects.earliest("pk").pk})):
        for place, fact in ((0, 0), (700_002, made[2]), (700_009, made[-1])):
            at = {**values, **scope, "place": place, "fact": fact, "mixed": mixed(fact or pupil.pk)}
            found += [(query, at) for query in (ordering._mixed(every), ordering._ahead(every))]
    return [(query, {name: at[name] for name in query.slots}) for query, at in found]


def test_queries_of_an_order_agree_with_the_plain_ones_and_walk_along_indexes() -> None:
    world("a b a c b a")
    pupil = student(new_order=NewOrder.THREADS)
    taken(pupil, 3)
    results = []
    for query, values in cases(pupil):
        run = query.run(**values)
        assert run == list(query.build(**values)), values
        results.append(bool(run))
        if connection.vendor == "sqlite":
            plan = query.build(**values).explain()
            assert "SCAN" not in plan.replace("SCAN CONSTANT", ""), plan
    assert results.count(True) > 8


@pytest.mark.parametrize(("order", "queries"), [("time", 2), ("mixed", 2), ("threads", 3)])
@pytest.mark.parametrize("size", [10, 300])
def test_query_count_of_a_new_question(
    order: str, queries: int, size: int, django_assert_num_queries: Any
) -> None:
    world("a " * size)
    pupil = student(new_order=order)
    taken(pupil, 2)
    with django_assert_num_queries(queries):
        assert isinstance(study.next_question(pupil, now=NOON), study.Asked)


def steps_of(run: Callable[[], Any]) -> int:
    """How many hundreds of steps SQLite's machine takes."""
    counted = []
    database = connection.connection
    database.set_progress_handler(lambda: counted.append(1) and 0, 100)
    run()
    database.set_progress_handler(None, 0)
    return len(counted)


def test_mixed_draw_costs_the_same_however_many_facts() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("Only SQLite counts its steps.")
    cost = []
    for number, size in enumerate((40, 2000)):
        questions(facts(size, base=base(), first=2000 * number))
        pupil = student(f"student {number}", new_order=NewOrder.MIXED)
        fact = taken(pupil, 3)[-1]
        values = {"today": NOON.date().toordinal(), "after": (700_000, fact), "within": None, "sitting": 0}
        assert len(list(ordering.mixed_rows(pupil, **values))) == 1
        cost.append(steps_of(lambda now=pupil, of=values: list(ordering.mixed_rows(now, **of))))
    assert cost[1] <= cost[0] + 3
    assert cost[0] > 3
