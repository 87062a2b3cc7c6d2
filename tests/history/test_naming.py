"""One more name for an actor, a place or an agreement, and who may not have it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from reversion.models import Version

from history import naming
from history.changes import _subscribers
from history.desk import ASK_A_PUBLISHER, Done, Refused
from history.models import ActorName, AgreementName, PlaceName
from tests.cast import staff
from tests.factories import (
    NOON,
    ActorFactory,
    ActorNameFactory,
    AgreementFactory,
    CitationFactory,
    FactFactory,
    ParticipationFactory,
    PlaceFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db


def add(row: naming.Named, text: str, user: User | None = None, language: str = "en"):
    return naming.add_name(row, text=text, language=language, why="Said so.", user=user, now=NOON)


@pytest.mark.parametrize(
    ("factory", "names"),
    [(ActorFactory, ActorName), (PlaceFactory, PlaceName), (AgreementFactory, AgreementName)],
)
def test_name_is_added_once_and_kept_as_a_revision(factory, names, publisher: User) -> None:
    row = factory()
    assert add(row, "  Old   Tam ", publisher) == Done()
    assert add(row, "OLD TÁM", publisher) == Done()
    (added,) = names.objects.all()
    assert (added.text, added.folded, added.language, added.label) == ("Old Tam", "old tam", "en", False)
    (version,) = Version.objects.get_for_object(row)
    assert (version.revision.user, version.revision.get_comment()) == (publisher, "Said so.")


@pytest.mark.parametrize("printed", [True, False])
def test_name_that_somebody_else_bears_is_refused(printed: bool) -> None:
    row, other = ActorFactory(), ActorFactory(name="Old Tám" if printed else "Tam Lind")
    if not printed:
        ActorNameFactory(actor=other, text="old-tam", folded="old tam")
    refused = f"“Old Tam” is a name of “{other}” too, so it could mean either."
    assert add(row, "Old Tam") == Refused((refused,))
    assert not ActorName.objects.filter(actor=row).exists()


def test_many_who_bear_it_are_counted() -> None:
    others = [ActorFactory(name="Old Tam") for _ in range(5)]
    (told,) = add(ActorFactory(), "Old Tam").reasons
    assert told.count("“Old Tam”") == 4
    assert "and 2 more" in told
    assert naming.bearers(ActorFactory(), "old tam") == others


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ("A", "“A”"),
        ("AB", "“A” and “B”"),
        ("ABC", "“A”, “B” and “C”"),
        ("ABCD", "“A”, “B”, “C” and 1 more"),
    ],
)
def test_names_are_listed_in_one_way(names: str, told: str) -> None:
    assert naming.listed(names) == told


def test_names_of_another_kind_do_not_count() -> None:
    PlaceFactory(name="Old Tam")
    assert add(ActorFactory(), "Old Tam") == Done()


@pytest.mark.parametrize(("text", "reason"), [("—", naming.NO_LETTERS), ("x" * 501, naming.TOO_LONG)])
def test_what_is_no_name_is_refused(text: str, reason: str) -> None:
    assert add(ActorFactory(), text) == Refused((reason,))


def test_who_may_add_a_name(teacher: User, publisher: User) -> None:
    """A teacher, as long as no published fact names the row; then a publisher."""
    row = ActorFactory()
    assert add(row, "One", staff("nobody")) == Refused((naming.NOT_YOURS,))
    assert add(row, "Two", teacher) == Done()
    fact = FactFactory(published=True)
    CitationFactory(fact=fact, source=SourceFactory(independent=True))
    ParticipationFactory(fact=fact, actor=row, role="speaker")
    assert add(row, "Three", teacher) == Refused((ASK_A_PUBLISHER,))
    assert add(row, "Three", publisher) == Done()
    assert set(row.names.values_list("text", flat=True)) == {"Two", "Three"}


def test_change_is_told_in_the_same_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    changes: list = []
    monkeypatch.setattr("history.changes._subscribers", [*_subscribers, changes.append])
    row = ActorFactory()
    add(row, "Old Tam")
    add(row, "Old Tam")
    assert [change.actors for change in changes] == [frozenset({row.pk})]
