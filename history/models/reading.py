"""What readers may see: whatever a published fact uses, and for staff who may view it, the rest too."""

from __future__ import annotations

from typing import TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, User
from django.db import models
from django.db.models import Exists, OuterRef, Q

from history import facts

from .actors import Actor
from .agreements import Agreement
from .facts import Erratum, Fact, Participation, Position
from .sources import Citation, Source

Rows = TypeVar("Rows", bound=models.QuerySet)
PUBLISHED = facts.Publication.PUBLISHED


def visible(rows: Rows, user: AbstractBaseUser | AnonymousUser) -> Rows:
    """Those of these rows that a reader may see."""
    name = rows.model._meta.model_name
    if isinstance(user, User) and user.is_staff and user.has_perm(f"history.view_{name}"):
        return rows
    return rows.filter(USED[rows.model]())


def used_fact() -> Q:
    return Q(publication=PUBLISHED)


def used_actor() -> Q:
    """It takes part in, claims, holds or is quoted in something published."""
    return (
        Q(Exists(Participation.objects.filter(actor=OuterRef("pk"), fact__publication=PUBLISHED)))
        | Q(Exists(Fact.objects.filter(claimant=OuterRef("pk"), publication=PUBLISHED)))
        | Q(Exists(Position.objects.filter(held_by=OuterRef("pk"), fact__publication=PUBLISHED)))
        | Q(Exists(Citation.objects.filter(speaker=OuterRef("pk"), fact__publication=PUBLISHED)))
    )


def used_agreement() -> Q:
    return Q(Exists(Fact.objects.filter(agreement=OuterRef("pk"), publication=PUBLISHED)))


def used_source() -> Q:
    """It is cited for something published, or for an agreement or actor of something published."""
    cited = Citation.objects.filter(source=OuterRef("pk"))
    actor = Participation.objects.filter(fact__publication=PUBLISHED)
    return (
        Q(Exists(cited.filter(fact__publication=PUBLISHED)))
        | Q(Exists(cited.filter(position__fact__publication=PUBLISHED)))
        | Q(Exists(cited.filter(agreement__facts__publication=PUBLISHED)))
        | Q(Exists(cited.filter(Exists(actor.filter(actor=OuterRef("actor"))))))
        | Q(Exists(cited.filter(Exists(actor.filter(actor=OuterRef("term__actor"))))))
        | Q(Exists(Erratum.objects.filter(source=OuterRef("pk"), fact__publication=PUBLISHED)))
    )


USED = {
    Fact: used_fact,
    Actor: used_actor,
    Agreement: used_agreement,
    Source: used_source,
}
