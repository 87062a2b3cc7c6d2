"""Put a backup in the place of the database."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.backends.sqlite3.base import Database  # type: ignore[attr-defined]

from quizzes.backups import files, occupied, postgres, sqlite
from quizzes.backups.contents import Contents, Fault


class Command(BaseCommand):
    help = (
        "Check a backup and put it in the place of the database, which is kept under another name. "
        "The server must have been stopped."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="a backup that “backup” has made")
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args: Any, file: Path, yes: bool, **options: Any) -> None:
        try:
            expected = checked(file)
            with occupied.alone():  # asked now, so that nobody answers a question in vain
                lost = what_is_here()
            self.stdout.write(f"{file} is whole.")
            if lost is not None:
                self.stdout.write(f"The site now holds {lost}.")
            self.stdout.write(f"The backup holds {expected}.")
            if not yes and not self.agreed():
                raise CommandError("Nothing was changed.")
            start = perf_counter()
            kept = restored(file)
        except Fault as fault:
            raise CommandError(str(fault)) from fault
        verify(expected)
        self.migrate(expected)
        self.stdout.write(f"It is in place, after {perf_counter() - start:.1f} s.")
        if kept is not None:
            self.stdout.write(f"What it replaced is kept in {kept}.")
        self.stdout.write("Start the site again: make run or make serve.")

    def agreed(self) -> bool:
        if not sys.stdin.isatty():
            raise CommandError(
                "Nobody is here to ask. Add --yes (make restore: YES=1) to restore without asking."
            )
        self.stdout.write(
            "Everything that the site holds now will be replaced by it, and kept under another name."
        )
        answer = input("Type yes to go on: ").strip().casefold()
        while answer in ("y", "ye"):
            answer = input("Please type the whole word yes to go on, or no: ").strip().casefold()
        return answer == "yes"

    def migrate(self, expected: Contents) -> None:
        """An older backup gets the tables of this version; one of this version loses no time."""
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
        added = len(in_place().migrations - expected.migrations)
        if added:
            self.stdout.write(
                f"It came from an older version and was brought up to this one (migrations: {added})."
            )


def verify(expected: Contents) -> None:
    """Count what is in place now."""
    found = in_place()
    if found != expected:
        raise CommandError(f"The database now holds {found}, and the backup {expected}. Restore it again.")


def in_place() -> Contents:
    return postgres.contents() if connection.vendor == "postgresql" else sqlite.contents(database())


def what_is_here() -> Contents | None:
    """What a restore would replace; None where nothing is there that can be read."""
    if connection.vendor == "sqlite" and not database().exists():
        return None
    try:
        return in_place()
    except (DatabaseError, Database.Error):  # damaged or empty: that is why it is restored
        return None


def checked(file: Path) -> Contents:
    """What the backup holds. Raises Fault where it cannot be restored here."""
    if connection.vendor == "postgresql":
        return postgres.check(file)
    if connection.vendor == "sqlite" and not connection.is_in_memory_db():  # type: ignore[attr-defined]
        sqlite.refuse_itself(file, database())
        return sqlite.check(file)
    raise Fault("Only an SQLite file or PostgreSQL can be restored, and this database is neither.")


def restored(file: Path) -> Path | None:
    """Put the backup in place, and give where the replaced database is kept. Raises Fault."""
    now = datetime.now().astimezone()
    connection.close()
    if connection.vendor == "postgresql":
        folder = Path(settings.BACKUP_FOLDER)
        files.make_folder(folder)
        replaced = files.free_name(folder, files.REPLACED, now, postgres.ENDING)
        return postgres.restore(file, os.environ, replaced=replaced)
    replaced = files.free_name(database().parent, files.REPLACED, now, sqlite.ENDING)
    return sqlite.restore(file, database(), replaced=replaced)


def database() -> Path:
    return Path(str(connection.settings_dict["NAME"])).resolve()
