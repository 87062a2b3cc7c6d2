"""What a database of ours holds, in a few numbers, and whether this code understands it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from history.models import Fact
from quizzes.models import Card, Review

Migration = tuple[str, str]

MIGRATIONS = MigrationRecorder.Migration._meta.db_table
TABLES = {
    "reviews": Review._meta.db_table,
    "cards": Card._meta.db_table,
    "facts": Fact._meta.db_table,
}
REQUIRED = (MIGRATIONS, User._meta.db_table, *TABLES.values())
"""A database that lacks one of these is not Attest's."""


class Fault(Exception):
    """Why a backup or a restore was not done: one sentence for whoever asked for it."""


@dataclass(frozen=True)
class Contents:
    """How many reviews, cards and facts there are, and which migrations have been applied."""

    reviews: int
    cards: int
    facts: int
    migrations: frozenset[Migration]

    def __str__(self) -> str:
        return (
            f"{self.reviews:,} reviews, {self.cards:,} cards, {self.facts:,} facts, "
            f"{len(self.migrations)} migrations"
        )

    def later_than_the_code(self) -> list[Migration]:
        """Migrations that this code does not know: a newer version made them."""
        loader = MigrationLoader(None)
        known = set(loader.disk_migrations)
        for migration in loader.disk_migrations.values():
            known |= {(app, name) for app, name in migration.replaces}
        return sorted(self.migrations - known)

    def refuse_if_later(self, name: str) -> None:
        """Raise Fault where the file (or database) of this name is newer than this code."""
        later = self.later_than_the_code()
        if later:
            raise Fault(
                f"{name} was made by a newer version of Attest ({'.'.join(later[0])} is unknown here). "
                "Update Attest first, then restore."
            )


def counted(rows: Callable[[str], list[tuple]]) -> Contents:
    """Contents of the database in which `rows` runs a statement."""
    numbers = {name: int(rows(f'SELECT COUNT(*) FROM "{table}"')[0][0]) for name, table in TABLES.items()}  # noqa: S608 - our own table names
    migrations = rows(f'SELECT app, name FROM "{MIGRATIONS}"')  # noqa: S608 - the same
    return Contents(**numbers, migrations=frozenset((str(app), str(name)) for app, name in migrations))
