"""Copy the whole site to one file while it serves."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from quizzes.backups import files, postgres, sqlite
from quizzes.backups.contents import Contents, Fault


class Command(BaseCommand):
    help = (
        "Copy the live database to FILE, or to a new file in the folder of backups, and read the copy "
        "through. Students can go on answering meanwhile."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="?", type=Path, metavar="FILE", help="a new file; nothing is overwritten"
        )
        parser.add_argument(
            "--keep",
            type=int,
            metavar="N",
            help="then remove all but the newest N of the backups that were made without a FILE",
        )

    def handle(self, *args: Any, file: Path | None, keep: int | None, **options: Any) -> None:
        if keep is not None and keep < 1:
            raise CommandError("--keep must be at least 1.")
        if keep is not None and file is not None:
            raise CommandError("--keep thins out the folder of backups; it cannot be used with a FILE.")
        try:
            self.back_up(file, keep)
        except Fault as fault:
            raise CommandError(str(fault)) from fault

    def back_up(self, file: Path | None, keep: int | None) -> None:
        start = perf_counter()
        folder = Path(settings.BACKUP_FOLDER)
        if file is None:
            files.make_folder(folder)
            ending = sqlite.ENDING if connection.vendor == "sqlite" else postgres.ENDING
            file = files.free_name(folder, "attest", datetime.now().astimezone(), ending)
        contents = backed_up(file)
        size = file.stat().st_size
        self.stdout.write(
            f"{file}: {size / 1_000_000:,.1f} MB in {perf_counter() - start:.1f} s, read through."
        )
        self.stdout.write(f"It holds {contents}.")
        if keep is not None:
            for gone in files.thin_out(folder, keep):
                self.stdout.write(f"Removed {gone.name}.")


def backed_up(target: Path) -> Contents:
    """Back up to a new file with whatever the database is. Raises Fault."""
    if connection.vendor == "postgresql":
        return postgres.backup(target, os.environ)
    if connection.vendor == "sqlite" and not connection.is_in_memory_db():  # type: ignore[attr-defined]
        return sqlite.backup(Path(str(connection.settings_dict["NAME"])), target)
    raise Fault("Only an SQLite file or PostgreSQL can be backed up, and this database is neither.")
