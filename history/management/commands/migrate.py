"""Django's migrate, for a database that can be written, and a file that only its owner can read.

An SQLite file then keeps a write-ahead log. The mode is written into the file, so once is enough, and this is
the one moment at which no worker is running: two that switch it at the same time lock each other out.
"""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands.migrate import Command as Migrate
from django.db import OperationalError, connections


class Command(Migrate):
    def handle(self, *args: Any, **options: Any) -> None:
        connection: Any = connections[options["database"]]
        is_file = connection.vendor == "sqlite" and not connection.is_in_memory_db()
        if is_file and not connection.in_atomic_block:
            close_to_others(Path(str(connection.settings_dict["NAME"])))
        try:
            connection.ensure_connection()
        except OperationalError as error:
            raise CommandError(f"The database cannot be reached: {' '.join(str(error).split())}") from error
        super().handle(*args, **options)
        if is_file and not options["plan"] and not connection.in_atomic_block:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA journal_mode=WAL")


def close_to_others(file: Path) -> None:
    """Make the file if there is none, and take it from everybody but its owner where others may read it.

    SQLite gives the logs that it writes beside the file the same rights. Who let a group read it meant it.
    Raises CommandError where it cannot be written.
    """
    file = file.resolve()
    if not os.access(file.parent, os.W_OK):
        raise CommandError(f"The folder {file.parent} cannot be written, and the database belongs in it.")
    if not file.exists():
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    elif not file.is_file() or not os.access(file, os.W_OK):
        raise CommandError(f"The database {file} cannot be written.")
    for path in (file, *(file.with_name(file.name + ending) for ending in ("-wal", "-shm"))):
        with contextlib.suppress(FileNotFoundError, PermissionError):  # not ours to close
            if stat.S_IMODE(path.stat().st_mode) & 0o007:
                path.chmod(0o600)
