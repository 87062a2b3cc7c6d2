"""Django's migrate, after which an SQLite file keeps a write-ahead log.

The mode is written into the file, so once is enough, and this is the one moment at which no worker
is running: two that switch it at the same time lock each other out.
"""

from __future__ import annotations

from typing import Any

from django.core.management.commands.migrate import Command as Migrate
from django.db import connections


class Command(Migrate):
    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        connection = connections[options["database"]]
        if options["plan"] or connection.vendor != "sqlite" or connection.in_atomic_block:
            return
        if not connection.is_in_memory_db():  # type: ignore[attr-defined]
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA journal_mode=WAL")
