"""The rows of known names that could matter to a typed one, found by walks along an index.

The names of the right answers are one query, all others a second; none where the first has the text as it
stands. Names whose keys are missing or old are walked through, as far as `matching.likeness` lets them pass.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Length, Replace

from history.models import ActorName, PlaceName
from history.models.keys import found_by, unkeyed
from history.models.labels import label_of
from history.names import fold
from quizzes import indexing, matching
from quizzes.matching import KnownName, Likeness
from quizzes.matching.alike import names_of
from quizzes.matching.spelling import spelled

ENOUGH = 60
"""Names that are read of those who only tell that there is somebody else of this name: any of them does."""

Names = type[ActorName] | type[PlaceName]
Row = tuple[int, str, str, str, str, str, int]
"""Who bears a name, the name, the name folded, the printed name of who bears it, of what kind that is, what
the reader calls it, empty where that is the printed name; and the row number of the name."""


def rows_for(names: Names, text: str, *, own: set[int], accepted: Iterable[str], reader: str) -> list[Row]:
    """The names of the right answers, and all others that could matter, in the order of their rows."""
    rows = _read(names, reader)
    mine = _rows(rows.filter(bearer__in=own))
    spellings: list[str | KnownName] = [*(name for row in mine for name in known(row)), *accepted]
    right = matching.with_kinds(spellings)
    folded = {spelled(each.text).folded for each in right}
    if spelled(text).folded in folded:
        return mine
    kind = next((each.kind for each in right if each.kind), "")
    probes = matching.probes_for(text, right, kind)
    others = rows.exclude(bearer__in=own)
    found = _found(others, names, probes, matching.likeness(text, [*accepted]))
    untold = [each for each in probes.existences if not _is_told(each, found, folded)]
    if untold and len(found) + len(mine) >= ENOUGH:  # the walks may have ended before somebody who tells it
        every = found_by(names, existences=[(each.groups, each.least) for each in untold])
        found = list(dict.fromkeys((*found, *_rows(others.filter(pk__in=every)))))
    return sorted((*mine, *found), key=lambda row: row[-1])


def known(row: Row) -> list[KnownName]:
    _, text, _, bearer, kind, label, _ = row
    return matching.known_names(text, bearer, kind, label)


def _read(names: Names, reader: str) -> QuerySet[Any]:
    what = "place" if names is PlaceName else "actor"
    kind = Value("place") if names is PlaceName else F("actor__kind")
    rows = names._default_manager.annotate(bearer=F(what), kind=kind, called=label_of(names, what, reader))
    return rows.order_by().values_list(
        "bearer", "text", "folded", f"{what}__name", "kind", "called", "pk", "keyed"
    )


def _keyed(rows: QuerySet[Any]) -> Iterator[tuple[Row, int]]:
    for *row, keyed in rows:
        yield tuple(row), keyed


def _rows(rows: QuerySet[Any]) -> list[Row]:
    return [row for row, _ in _keyed(rows)]


def _found(rows: QuerySet[Any], names: Names, probes: matching.Probes, like: Likeness) -> list[Row]:
    """The rows that have the keys that are looked up; of each existence a few."""
    by_key = found_by(
        names,
        any_of=probes.any_of,
        near=probes.near,
        least=matching.NEAR,
        existences=[(each.groups, each.least) for each in probes.existences],
        most=ENOUGH,
        more=_unkeyed_like(names, like),
    )
    current = indexing.rules()
    found = [
        row for row, keyed in _keyed(rows.filter(pk__in=by_key)) if keyed == current or like.holds(row[2])
    ]
    if not probes.far:
        return found
    far = names._default_manager.filter(pk__in=found_by(names, any_of=probes.far)).order_by()
    read = {row[-1] for row in found}
    near = [pk for pk, *name in far.values_list("pk", "text", "folded") if probes.reaches(*name)]
    return [*found, *_rows(rows.filter(pk__in=set(near) - read))]


def _unkeyed_like(names: Names, like: Likeness) -> QuerySet[Any]:
    """The row numbers of names without keys that may be like a text; there is no index for that."""
    wanted = Q(letters__gte=like.shortest, letters__lte=like.longest)
    for word in (*like.words, *like.beside):
        wanted |= Q(folded=word) | Q(folded__startswith=f"{word} ") | Q(folded__endswith=f" {word}")
        wanted |= Q(folded__contains=f" {word} ")
    if like.halves:
        first, last = like.halves
        wanted |= Q(folded__startswith=first) | Q(folded__contains=f" {first}")
        wanted |= Q(folded__endswith=last) | Q(folded__contains=f"{last} ")
    if like.elsewhere:
        wanted |= Q(folded__in=like.elsewhere)
    letters = Length(Replace("folded", Value(" "), Value("")))
    rows = unkeyed(names, rules=indexing.rules()).alias(letters=letters)
    return rows.filter(wanted).order_by().values_list("pk", flat=True)


def _is_told(asked: matching.Existence, found: Iterable[Row], own: Set[str]) -> bool:
    """Whether somebody among those found tells it, of those whom `match_name` counts as others."""
    names = (name for row in found for each in known(row) for name in names_of(each))
    return any(
        asked.holds(name)
        for name in names
        if name.spelled.folded and not {name.spelled.folded, fold(name.known.bearer)} & own
    )
