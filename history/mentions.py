"""When an actor, a place, an agreement, a source or a term is changed, the facts that mention it follow."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from history import desk
from history.changes import Change, tell
from history.desk import Done, SentBack
from history.models import Actor, Agreement, Base, Fact, Place, Source, Term
from history.revisions import revision

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def facts_mentioning(row: models.Model) -> set[int]:
    """The facts whose value, standing or titles may depend on the row."""
    return Fact.objects.mentioning(type(row), [row.pk])


def may_change(row: models.Model, user: User | None) -> bool:
    """Whether the user may write a row, as far as the published facts that mention it decide it."""
    if desk.may_publish(user) or row.pk is None:
        return True
    published = Fact.objects.published()
    if isinstance(row, Base):
        return not published.filter(base=row).exists()
    changed = row.actor if isinstance(row, Term) else row
    return not published.mentioning(type(changed), [changed.pk])


def actor_changed(actor: Actor, *, user: User | None, now: datetime) -> Done | SentBack:
    return _settle(actor, user=user, now=now)


def place_changed(place: Place, *, user: User | None, now: datetime) -> Done | SentBack:
    return _settle(place, user=user, now=now)


def agreement_changed(agreement: Agreement, *, user: User | None, now: datetime) -> Done | SentBack:
    return _settle(agreement, user=user, now=now)


def source_changed(source: Source, *, user: User | None, now: datetime) -> Done | SentBack:
    """A source that turns out to be state media no longer establishes what cites it."""
    return _settle(source, user=user, now=now)


def term_changed(term: Term, *, user: User | None, now: datetime) -> Done | SentBack:
    """Terms in office say who could have acted when, so their actor has changed."""
    return _settle(term.actor, user=user, now=now)


def base_changed(base: Base, *, user: User | None, now: datetime) -> Done:
    """The name or the language of a collection: all its questions are proved again, in their own time."""
    with revision(user):
        published = Fact.objects.published().filter(base=base).order_by().values_list("pk", flat=True)
        tell(Change(facts=frozenset(published), bulk=True))
    return Done()


def delete(row: models.Model, *, user: User | None, now: datetime) -> Done | SentBack:
    """Delete a row that facts may mention; what a fact cannot do without is protected by the database.

    Raises:
        django.db.models.ProtectedError: a fact or another row still needs it.
    """
    with revision(user):
        changed = row.actor if isinstance(row, Term) else row
        pks, pk = facts_mentioning(changed), changed.pk
        row.delete()
        return desk.settle(pks, cause=f"“{row}”", user=user, now=now, **_named(changed, pk))


def _settle(row: models.Model, *, user: User | None, now: datetime) -> Done | SentBack:
    with revision(user):
        return desk.settle(facts_mentioning(row), cause=f"“{row}”", user=user, now=now, **_named(row, row.pk))


def _named(row: models.Model, pk: int) -> dict[str, tuple[int, ...]]:
    kinds: dict[type[models.Model], str] = {Actor: "actors", Place: "places", Agreement: "agreements"}
    name = kinds.get(type(row))
    return {name: (pk,)} if name else {}
