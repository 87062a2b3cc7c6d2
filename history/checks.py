"""What the machine should know before it serves a school."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Info, Tags, register
from django.db.backends.sqlite3.base import Database  # type: ignore[attr-defined]  # the SQLite in use

CURED = (3, 51, 3)
RARE_FAULT = (
    "This machine's SQLite has a very rare fault that can damage the database. "
    "Running make serve once installs a better one where there is one; make backup keeps you safe."
)


def sqlite_corrupts(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite can corrupt a WAL database when it is reset (3.7.0 to 3.51.2)."""
    return (3, 7, 0) <= version < CURED


def sqlite_messages(engines: Iterable[str], version: tuple[int, int, int]) -> list[CheckMessage]:
    """An Info and no Warning: Debian 12 ships such a SQLite, and a deployment check must not fail for it."""
    if not any("sqlite3" in engine for engine in engines) or not sqlite_corrupts(version):
        return []
    return [
        Info(
            f"SQLite {'.'.join(map(str, version))} can, very rarely, corrupt its database when its "
            "write-ahead log is reset.",
            hint="“make serve” brings a newer SQLite where there is one for this machine; or use PostgreSQL "
            "(DATABASE_URL), or a Python whose SQLite is 3.51.3 or newer.",
            id="history.W001",
        )
    ]


def check_sqlite(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    engines = [database["ENGINE"] for database in settings.DATABASES.values()]
    return sqlite_messages(engines, Database.sqlite_version_info)


def register_checks() -> None:
    register(check_sqlite, Tags.database, deploy=True)  # for “check --deploy”, not before every command


def plainly(version: tuple[int, int, int] = Database.sqlite_version_info) -> str:
    """The same for whoever starts the site, in one line; empty where there is nothing to say."""
    engines = [database["ENGINE"] for database in settings.DATABASES.values()]
    return RARE_FAULT if sqlite_messages(engines, version) else ""
