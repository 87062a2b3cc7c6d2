"""Keys under which names are found that are like a text, written by whoever compares names.

What a key says is no matter of this app. `Spelling.keyed` tells under whose rules the keys of a name were
written; it is 0 again after every save, so a name whose keys are missing or old is never taken for one that
has none in common with a text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import connection, models
from django.db.models.expressions import RawSQL

from .actors import ActorName
from .places import PlaceName

AT_A_TIME = 500


class NameKey(models.Model):
    key = models.IntegerField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.key)


class ActorNameKey(NameKey):
    name = models.ForeignKey(ActorName, on_delete=models.CASCADE, related_name="keys")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "name"], name="actor_name_key_once")]


class PlaceNameKey(NameKey):
    name = models.ForeignKey(PlaceName, on_delete=models.CASCADE, related_name="keys")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "name"], name="place_name_key_once")]


KEYS: dict[type[ActorName] | type[PlaceName], type[ActorNameKey] | type[PlaceNameKey]] = {
    ActorName: ActorNameKey,
    PlaceName: PlaceNameKey,
}
"""Where the keys of names are kept."""


def keep_keys(names: Any, keys: Mapping[int, Collection[int]], *, rules: int) -> None:
    """Write all keys of some names, each under its row number, in place of those that they had."""
    table = KEYS[names]
    pks = sorted(keys)
    for start in range(0, len(pks), AT_A_TIME):
        some = pks[start : start + AT_A_TIME]
        own = connection.ops.quote_name(table._meta.db_table)
        with (
            connection.cursor() as cursor
        ):  # some thirty rows a name: as models they would take thrice the time
            cursor.execute(f"DELETE FROM {own} WHERE name_id IN ({_marks(some)})", some)  # noqa: S608
            cursor.executemany(
                f"INSERT INTO {own} (key, name_id) VALUES (%s, %s)",  # noqa: S608
                [(key, pk) for pk in some for key in sorted(keys[pk])],
            )
        names._default_manager.filter(pk__in=some).update(keyed=rules)


def _marks(listed: Collection[int]) -> str:
    return ", ".join(["%s"] * len(listed))


def unkeyed(names: Any, *, rules: int) -> models.QuerySet[Any]:
    """Names without keys, or with keys by other rules."""
    # two walks along the index: “not equal” is none
    return names._default_manager.filter(models.Q(keyed__lt=rules) | models.Q(keyed__gt=rules))


def found_by(
    names: Any,
    *,
    any_of: Collection[int] = (),
    near: Iterable[Collection[int]] = (),
    least: int = 1,
    existences: Iterable[tuple[Sequence[Collection[int]], int]] = (),
    most: int = 0,
    more: models.QuerySet[Any] | None = None,
) -> RawSQL:
    """The row numbers of names that have certain keys.

    A key of `any_of`; `least` keys of one of `near`; so many keys as it says of the first group of one of
    `existences` and one of its other groups, of whom any `most` are taken, 0 being no limit. `more` are row
    numbers that are added.
    """
    own = connection.ops.quote_name(KEYS[names]._meta.db_table)
    parts: list[str] = []
    params: list[Any] = []

    def within(column: str, keys: Iterable[int]) -> str:
        listed = sorted(keys)
        params.extend(listed)
        return f"{column} IN ({_marks(listed) or 'NULL'})"

    parts.append(f"SELECT name_id FROM {own} WHERE {within('key', any_of)}")  # noqa: S608
    for group in near:
        walk = f"SELECT name_id FROM {own} WHERE {within('key', group)}"  # noqa: S608
        parts.append(f"{walk} GROUP BY name_id HAVING COUNT(*) >= {int(least)}")
    limit = f" LIMIT {int(most)}" if most else ""
    for (first, *others), number in existences:
        walk = f"SELECT own.name_id FROM {own} AS own WHERE {within('own.key', first)}"  # noqa: S608
        for group in others:
            has = f"more.name_id = own.name_id AND {within('more.key', group)}"
            walk += f" AND EXISTS (SELECT 1 FROM {own} AS more WHERE {has})"  # noqa: S608
        # one key alone needs no sorting, so that the walk ends with the limit
        if len(first) > 1:
            walk += f" GROUP BY own.name_id HAVING COUNT(*) >= {int(number)}"
        parts.append(f"SELECT name_id FROM ({walk}{limit}) AS walked")  # noqa: S608
    if more is not None:
        added, values = more.query.sql_with_params()
        parts.append(added)
        params.extend(values)
    return RawSQL(" UNION ".join(parts), params)  # noqa: S611
