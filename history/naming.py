"""Give an actor, a place or an agreement one more name, after looking at who else is called so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import reversion

from history import mentions
from history.desk import ASK_A_PUBLISHER, Done, Refused, SentBack
from history.models import Actor, ActorName, Agreement, AgreementName, Place, PlaceName
from history.names import bare, fold
from history.revisions import remark, revision

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Named = Actor | Place | Agreement

NO_LETTERS = "A name needs at least one letter or digit."
TOO_LONG = "A name has at most 500 letters."
MOST_LISTED = 3
"""Names that a sentence tells before it counts the others."""
PRINTED = "“{}” is printed as its name by now: give it another one to print first."
NOT_YOURS = "Your account may not change names: ask whoever looks after the accounts."
_SPELLINGS: dict[type, tuple[type[ActorName] | type[PlaceName] | type[AgreementName], str, str]] = {
    Actor: (ActorName, "actor", "name"),
    Place: (PlaceName, "place", "name"),
    Agreement: (AgreementName, "agreement", "title"),
}
"""Where the names of each are kept, the column that leads back, and the column of the printed name."""


def others(row: Named) -> Iterator[tuple[int, str]]:
    """All names of all others of the kind of `row`, folded: (row number, name). Walks through a table."""
    names, path, printed = _SPELLINGS[type(row)]
    rows = names._default_manager.exclude(**{path: row.pk}).values_list(path, "folded")
    yield from rows.order_by().iterator()
    table = type(row)._default_manager.exclude(pk=row.pk).values_list("pk", printed)
    for pk, name in table.order_by().iterator():
        yield pk, fold(bare(name))


def bearers(row: Named, text: str) -> list[Named]:
    """Others of its kind who bear exactly this name, however it is spelled."""
    wanted = fold(text)
    found = {pk for pk, name in others(row) if name == wanted}
    return list(type(row)._default_manager.filter(pk__in=found).order_by("pk"))


def borne_too(text: str, names: Sequence[str]) -> str:
    """Why a text is no name to add: others, by their printed names, bear it."""
    return f"“{text}” is a name of {listed(names)} too, so it could mean either."


def listed(names: Sequence[str]) -> str:
    """“A”, “B” and “C”; of many names the first and how many more."""
    told = [f"“{name}”" for name in names[:MOST_LISTED]]
    more = len(names) - len(told)
    *others, last = [*told, f"{more} more"] if more else told
    return f"{', '.join(others)} and {last}" if others else last


def may_name(row: Named, user: User | None) -> str:
    """Why this user may not add a name to it, in one sentence; empty where she may."""
    names = _SPELLINGS[type(row)][0]
    codes = (f"add_{names._meta.model_name}", f"change_{row._meta.model_name}")
    if user is not None and not all(user.has_perm(f"history.{code}") for code in codes):
        return NOT_YOURS
    return "" if mentions.may_change(row, user) else ASK_A_PUBLISHER


def add_name(
    row: Named, *, text: str, language: str, why: str, user: User | None, now: datetime
) -> Done | Refused | SentBack:
    """Add a name to a row. One that it has already is not added again, and nothing follows from it.

    Refused where somebody else of its kind bears it: whoever typed it could mean either.
    """
    text = " ".join(text.split())
    if not fold(text):
        return Refused((NO_LETTERS,))
    if len(text) > ActorName._meta.get_field("text").max_length or len(fold(text)) > 500:  # type: ignore[operator]
        return Refused((TOO_LONG,))
    with revision(user):
        names, path, _ = _SPELLINGS[type(row)]
        held = type(row)._default_manager.select_for_update().get(pk=row.pk)
        if reason := may_name(held, user):
            return Refused((reason,))
        if same := bearers(held, text):
            return Refused((borne_too(text, [str(other) for other in same]),))
        if names._default_manager.filter(**{path: held, "folded": fold(text)}).exists():
            return Done()
        names._default_manager.create(
            **{path: held, "text": text, "language": language, "label": False, "folded": fold(text)}
        )
        reversion.add_to_revision(held)
        remark(why)
        return _settled(held, user=user, now=now)


def remove_name(
    row: Named, *, name: int, why: str, user: User | None, now: datetime
) -> Done | Refused | SentBack:
    """Remove a name of a row, by the row number of the name; nothing follows where it is gone already.

    What is printed of the row, or as its label in a language, is no alias to remove: it is refused.
    """
    with revision(user):
        names, path, printed = _SPELLINGS[type(row)]
        held = type(row)._default_manager.select_for_update().get(pk=row.pk)
        if reason := may_name(held, user):
            return Refused((reason,))
        found = names._default_manager.filter(**{path: held, "pk": name}).first()
        if found is None:
            return Done()
        if found.label or fold(bare(getattr(held, printed))) == found.folded:
            return Refused((PRINTED.format(found.text),))
        found.delete()
        reversion.add_to_revision(held)
        remark(why)
        return _settled(held, user=user, now=now)


def name_of(row: Named, folded: str) -> tuple[int, str] | None:
    """A name of a row that is spelled so, folded: its row number and text."""
    names, path, _ = _SPELLINGS[type(row)]
    rows = names._default_manager.filter(**{path: row, "folded": folded})
    return rows.order_by("pk").values_list("pk", "text").first()


def bearer_of(kind: type[Named], name: int) -> Named | None:
    """Who bears a name, by the row number of the name."""
    names, path, _ = _SPELLINGS[kind]
    found = names._default_manager.filter(pk=name).select_related(path).first()
    return getattr(found, path) if found else None


def _settled(row: Named, *, user: User | None, now: datetime) -> Done | SentBack:
    match row:
        case Actor():
            return mentions.actor_changed(row, user=user, now=now)
        case Place():
            return mentions.place_changed(row, user=user, now=now)
    return mentions.agreement_changed(row, user=user, now=now)
