"""What a database of ours holds, in a few numbers, and whether this code understands it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.contrib.auth.models import User
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils.timezone import localtime

from history.models import Fact
from quizzes.models import Card, Review

WHEN = "%Y-%m-%d %H:%M"
Migration = tuple[str, str]

MIGRATIONS = MigrationRecorder.Migration._meta.db_table
TABLES = {
    "accounts": User._meta.db_table,
    "reviews": Review._meta.db_table,
    "cards": Card._meta.db_table,
    "facts": Fact._meta.db_table,
}
REQUIRED = (MIGRATIONS, *TABLES.values())
"""A database that lacks one of these is not Attest's."""


class Fault(Exception):
    """Why a backup or a restore was not done: one sentence for whoever asked for it."""


@dataclass(frozen=True)
class Contents:
    """How many accounts, reviews, cards and facts there are, and which migrations have been applied.

    `last` is when the last review was made, None where there is none.
    """

    accounts: int
    reviews: int
    cards: int
    facts: int
    migrations: frozenset[Migration]
    last: datetime | None = field(default=None, compare=False)

    def __str__(self) -> str:
        """What matters to whoever keeps a copy; the rest is there to compare."""
        last = f", the last of {localtime(self.last):{WHEN}}," if self.last else ""
        answers = _number(self.reviews, "answer") + last
        return f"{_number(self.accounts, 'account')}, {answers} and {_number(self.facts, 'fact')}"

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


def _number(count: int, thing: str) -> str:
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


def counted(rows: Callable[[str], list[tuple]]) -> Contents:
    """Contents of the database in which `rows` runs a statement."""
    numbers = {name: int(rows(f'SELECT COUNT(*) FROM "{table}"')[0][0]) for name, table in TABLES.items()}  # noqa: S608 - our own table names
    last = rows(f'SELECT MAX(at) FROM "{TABLES["reviews"]}"')[0][0]  # noqa: S608 - the same
    migrations = rows(f'SELECT app, name FROM "{MIGRATIONS}"')  # noqa: S608 - the same
    named = frozenset((str(app), str(name)) for app, name in migrations)
    return Contents(**numbers, migrations=named, last=moment(str(last)) if last else None)


def moment(text: str) -> datetime:
    """A time as a database writes it; without an offset it is UTC."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
