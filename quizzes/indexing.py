"""The keys under which known names are found when somebody types one: written when names change.

A name without keys is found all the same, by looking at it; so nothing here is ever urgent.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any
from zlib import crc32

from django.db import transaction
from django.db.models import F, Value

from history.changes import Change
from history.models import ActorName, PlaceName
from history.models.keys import KEYS, keep_keys, unkeyed
from quizzes.matching import keys, known_names

BATCH = 1_000
"""Names whose keys are written in one transaction."""
FROM = (
    *("history.names", "history.demonyms", "quizzes.matching.alike", "quizzes.matching.fit"),
    *("quizzes.matching.keys", "quizzes.matching.persons", "quizzes.matching.scripts"),
    *("quizzes.matching.sounds", "quizzes.matching.spelling", "quizzes.matching.words"),
)
"""Modules that keys follow from."""


@lru_cache(maxsize=1)
def rules() -> int:
    """A number for the rules as they are: where they change, all keys are old."""
    found = 0
    for name in FROM:
        found = crc32(Path(import_module(name).__file__ or "").read_bytes(), found)
    return (found >> 1) or 1


def refresh(change: Change) -> None:
    """Write the keys of all names of whom a change names; after a whole base came in `catch_up` does it."""
    if not change.bulk:
        for names, owner, pks in ((ActorName, "actor", change.actors), (PlaceName, "place", change.places)):
            if pks:
                write(names, names._default_manager.filter(**{f"{owner}__in": pks}))


def write(names: Any, rows: Any) -> int:
    """Write the keys of some names; must be called inside a transaction.

    Two who write those of one name take turns: each puts away what the other wrote.
    """
    list(rows.order_by("pk").select_for_update(no_key=True).values_list("pk"))
    owner = "place" if names is PlaceName else "actor"
    kind = Value("place") if names is PlaceName else F("actor__kind")
    columns = rows.order_by().annotate(kind=kind).values_list("pk", "text", f"{owner}__name", "kind")
    found = {pk: keys.keys_of(known_names(text, bearer, kind)) for pk, text, bearer, kind in columns}
    keep_keys(names, found, rules=rules())
    return len(found)


def catch_up() -> Iterator[int]:
    """Write the keys of all names that have none, or old ones; yields how many there are so far.

    Each batch is a transaction of its own, so that whoever is interrupted goes on where it stopped.
    """
    done = 0
    for names in KEYS:
        while True:
            with transaction.atomic():
                waiting = unkeyed(names, rules=rules()).order_by("pk").values_list("pk", flat=True)
                some = list(waiting.select_for_update()[:BATCH])
                if not some:
                    break
                done += write(names, names._default_manager.filter(pk__in=some))
            yield done
