"""Who else is called like a text that is to become a name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from history import naming
from history.facts import ActorKind
from history.models import Actor, Agreement, Place
from history.names import fold
from history.naming import Named
from history.spelling import distance

LONG = 9
"""Letters of a name from which on two slips of the finger are a near name, else one."""
MOST_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Rivals:
    """Who else is called like a text, by printed name.

    same: others of the same kind who bear it; pieces: other persons of whose names it is a part; near: others
    of the same kind within a slip of it; elsewhere: of another kind who bear it. The first two forbid it.
    """

    same: tuple[str, ...] = ()
    pieces: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()


def rivals(row: Named, text: str) -> Rivals:
    """Who else is called like this. Walks through all names of the kind: for one page, not for a list."""
    wanted = fold(text)
    words, letters = set(wanted.split()), _letters(wanted)
    most = 2 if len(wanted) >= LONG else 1
    person = isinstance(row, Actor) and row.kind == ActorKind.PERSON
    same, pieces, near = set[int](), set[int](), set[int]()
    for pk, name in naming.others(row):
        if _letters(name) == letters:
            same.add(pk)
        elif person and words < set(name.split()):
            pieces.add(pk)
        elif distance(name, wanted, most=most) <= most:
            near.add(pk)
    persons = Actor.objects.filter(pk__in=pieces, kind=ActorKind.PERSON).values_list("pk", flat=True)
    elsewhere = [
        str(other)
        for table in (Actor, Place, Agreement)
        if table is not type(row)
        for other in table._default_manager.filter(names__folded=wanted).distinct()[:MOST_NAMED]
    ]
    return Rivals(
        same=_names(row, same),
        pieces=_names(row, set(persons) - same),
        near=_names(row, near - same),
        elsewhere=tuple(elsewhere),
    )


def _letters(folded: str) -> str:
    """The same for a name with its words in another order."""
    return " ".join(sorted(folded.split()))


def _names(row: Named, pks: Iterable[int]) -> tuple[str, ...]:
    return tuple(str(each) for each in type(row)._default_manager.filter(pk__in=pks).order_by("pk"))


def against(row: Named, text: str, *, found: Rivals | None = None) -> str:
    """Why a text cannot become a name of `row`, in one sentence; empty where it can."""
    found = found or rivals(row, text)
    if found.same:
        return naming.borne_too(text, found.same)
    if found.pieces:
        pieces = naming.listed(found.pieces)
        return f"“{text}” is a part of the name of {pieces} too, so it is not specific enough."
    return ""
