"""Within a sitting, no question stands near one that gives it away, as far as others are left."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from history.models import Actor, Agreement, Base, Fact
from quizzes import sittings, study
from quizzes.models import BankQuestion, Student
from quizzes.spacing import WINDOW, Spaced, apart, clash

from .small_bank import NOON, answer_asked, furnish, review_cards, student

ONE = Spaced(question=1, fact=1, table="", kind="actor", answer="Ardenia", printed="Who signed it?")
OTHER = Spaced(question=2, fact=2, table="", kind="date", answer="5 May 1950", printed="When was it?")


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ({}, {}, True),
        ({}, {"fact": 1}, False),
        ({"table": "3 title"}, {"table": "3 title"}, False),
        ({"table": "3 title"}, {"table": "4 title"}, True),
        ({"linked": {2}}, {"linked": {1}}, False),
        ({"agreement": 5}, {"agreement": 5}, False),
        ({"agreement": 5}, {"agreement": 6}, True),
        ({"printed": "It was signed. It was signed on 5 May 1950."}, {}, False),
        ({"printed": "It was signed on 15 May 1950."}, {}, True),
        ({"printed": "It was signed in 1950."}, {"answer": "1950"}, True),
        ({}, {"printed": "Ardenia signed it when?"}, True),
        ({"kind": "attribution", "claimant": 9}, {"kind": "attribution", "claimant": 9}, False),
        ({"kind": "attribution", "claimant": 9}, {"kind": "attribution", "claimant": 8}, True),
        ({"kind": "attribution"}, {"kind": "attribution"}, True),
        ({"claimant": 9}, {"claimant": 9}, True),
    ],
)
def test_what_may_stand_near(one: dict[str, Any], other: dict[str, Any], near: bool) -> None:
    first, second = replace(ONE, **one), replace(OTHER, **other)
    assert clash(first, second) is not near
    assert clash(second, first) is not near


def test_questions_of_a_table_are_ten_apart_where_others_are_left() -> None:
    rows = [replace(ONE, question=n, fact=n, table="T" if n < 3 else "") for n in range(1, 30)]
    drawn = apart(rows, size=20)
    assert drawn == (1, *range(3, 3 + WINDOW), 2, *range(3 + WINDOW, 21))


def test_what_is_left_comes_all_the_same() -> None:
    rows = [replace(ONE, question=n, fact=n, table="T") for n in range(1, 6)]
    assert apart(rows, size=5) == (1, 2, 3, 4, 5)


def test_second_question_of_a_fact_comes_last() -> None:
    rows = [replace(ONE, question=n, fact=n % 12) for n in range(1, 25)]
    assert apart(rows, size=24) == tuple(range(1, 25))
    assert {n % 12 for n in apart(reversed(rows), size=12)} == set(range(12))


# In the database


@pytest.fixture
def pupil(db: None) -> Student:
    """A student before six facts in the order of time."""
    furnish(6)
    return student()


def rows() -> list[BankQuestion]:
    return list(BankQuestion.objects.order_by("fact__earliest"))


def session(of: Student, count: int = 6) -> list[int]:
    """In which order a session asks the six, each by its place in time."""
    sitting = sittings.start_study(of, size=count, mode="single", within=None, now=NOON).pk
    known, found = [row.pk for row in rows()], []
    for _ in range(count):
        progress = study.progress_of(of, sitting)
        assert progress
        asked = study.next_in(of, progress, now=NOON)
        assert isinstance(asked, study.Asked)
        found.append(known.index(asked.question))
        answer_asked(of, asked, now=NOON)
    return found


def spoil(
    *,
    table: bool = False,
    linked: bool = False,
    agreement: bool = False,
    printed: bool = False,
    voice: bool = False,
) -> None:
    """Let the first two questions give each other away."""
    one, other, *_ = rows()
    pair = BankQuestion.objects.filter(pk__in=[one.pk, other.pk])
    if table:
        pair.update(table="7 actors")
    if linked:
        Fact.objects.get(pk=other.fact_id).corroborates.add(one.fact_id)
    if agreement:
        treaty = Agreement.objects.create(base=Base.objects.get(), key="t", title="A Treaty")
        Fact.objects.filter(pk__in=[one.fact_id, other.fact_id]).update(agreement=treaty)
    if printed:
        one.evidence["sentence"] = "They met on the Harbour Treaty."
        one.save(update_fields=["evidence"])
        other.kind, other.key[0]["text"] = "agreement", "Harbour Treaty"
        other.save(update_fields=["kind", "key"])
    if voice:
        who = Actor.objects.create(base=Base.objects.get(), key="x", name="A Voice", kind="person")
        Fact.objects.filter(pk__in=[one.fact_id, other.fact_id]).update(claimant=who)
        pair.update(kind="attribution")


WAYS = [{name: True} for name in ("table", "linked", "agreement", "printed", "voice")]


def test_nothing_is_spaced_that_need_not_be(pupil: Student) -> None:
    assert session(pupil) == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_new_questions_that_give_each_other_away_stand_apart(pupil: Student, way: dict[str, bool]) -> None:
    """The second waits until nothing else is left; then it comes."""
    spoil(**way)
    assert session(pupil) == [0, 2, 3, 4, 5, 1]


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_reviews_that_give_each_other_away_stand_apart(pupil: Student, way: dict[str, bool]) -> None:
    spoil(**way)
    review_cards(pupil, rows())
    assert session(pupil) == [0, 2, 3, 4, 5, 1]


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_questions_of_a_quiz_that_give_each_other_away_stand_apart(
    pupil: Student, way: dict[str, bool]
) -> None:
    spoil(**way)
    pair = {row.pk for row in rows()[:2]}
    for lot in range(8):
        made = sittings.start_quiz(pupil, sittings.Wanted(size=5), lot=lot, now=NOON)
        assert made
        assert not pair <= set(made.plan), "one of the two is left out, where four others are there"


def test_outside_of_a_sitting_nothing_is_held_back(pupil: Student) -> None:
    spoil(table=True)
    found = []
    for _ in range(2):
        asked = study.next_question(pupil, now=NOON)
        assert isinstance(asked, study.Asked)
        found.append(asked.question)
        answer_asked(pupil, asked, now=NOON)
    assert found == [row.pk for row in rows()[:2]]
