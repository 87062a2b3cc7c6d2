"""The rows of known names that are read for a typed one: by keys, or one by one where there are none."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from history import naming
from history.models import Actor, ActorName, ActorNameKey, PlaceName
from history.models.keys import unkeyed
from quizzes import indexing
from quizzes.study import finding
from tests.quizzes.names.test_naming import actor, place
from tests.quizzes.small_bank import NOON

pytestmark = pytest.mark.django_db


def texts(of: Actor, typed: str) -> set[str]:
    rows = finding.rows_for(ActorName, typed, own={of.pk}, accepted=[of.name], reader="")
    return {row[1] for row in rows}


@pytest.fixture
def lorenz() -> Actor:
    found = actor("Lorenz")
    for name in ("Sorenz", "Kim Il Sung", "Anna Petrova", "Oslo"):
        actor(name)
    place("Esthaven")
    return found


def keyed() -> None:
    assert list(indexing.catch_up())
    assert not unkeyed(ActorName, rules=indexing.rules()).exists()
    assert not unkeyed(PlaceName, rules=indexing.rules()).exists()


def test_only_what_could_matter_is_read(
    lorenz: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    keyed()
    with django_assert_num_queries(2):
        assert texts(lorenz, "Korenz") == {"Lorenz", "Sorenz"}
    with django_assert_num_queries(1):
        assert texts(lorenz, "LORENZ") == {"Lorenz"}


def test_name_without_keys_is_found_all_the_same(lorenz: Actor) -> None:
    keyed()
    actor("Morenz")
    assert texts(lorenz, "Korenz") == {"Lorenz", "Sorenz", "Morenz"}


def test_keys_by_other_rules_are_not_trusted(lorenz: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    keyed()
    ActorNameKey.objects.all().delete()
    assert texts(lorenz, "Korenz") == {"Lorenz"}
    monkeypatch.setattr(indexing, "rules", lambda: 7)
    assert texts(lorenz, "Korenz") == {"Lorenz", "Sorenz"}


def test_name_that_is_saved_has_to_get_its_keys_anew(lorenz: Actor) -> None:
    keyed()
    row = ActorName.objects.get(text="Oslo")
    row.text, row.folded = "Forenz", "forenz"
    row.save()
    assert texts(lorenz, "Korenz") == {"Lorenz", "Sorenz", "Forenz"}


def test_names_of_whom_a_change_names_get_their_keys_with_it(lorenz: Actor) -> None:
    keyed()
    naming.add_name(lorenz, text="Forenz", language="", why="It is one.", user=None, now=NOON)
    assert not unkeyed(ActorName, rules=indexing.rules()).exists()
    assert ActorNameKey.objects.filter(name__text="Forenz").exists()


def test_keys_go_with_their_name(lorenz: Actor) -> None:
    keyed()
    Actor.objects.filter(name="Sorenz").delete()
    assert not ActorNameKey.objects.filter(name__text="Sorenz").exists()
    assert texts(lorenz, "Korenz") == {"Lorenz"}


def test_somebody_is_found_behind_many_who_do_not_count(
    lorenz: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of namesakes nobody is another; the walk goes on behind them."""
    monkeypatch.setattr(finding, "ENOUGH", 3)
    whom = actor("John Smith")
    for number in range(4):
        same = actor(f"namesake {number}")
        ActorName.objects.filter(actor=same).update(text="John Smith", folded="john smith")
    actor("Jane Smith")
    keyed()
    assert "Jane Smith" in texts(whom, "Smith")


def test_keys_are_written_in_batches_that_can_be_resumed(
    lorenz: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "BATCH", 2)
    first = indexing.catch_up()
    assert next(first) == 2
    first.close()
    assert unkeyed(ActorName, rules=indexing.rules()).count() == 3
    assert list(indexing.catch_up())[-1] == 4
