"""Whether a server runs on the database: every one holds a shared lock on a file as long as it lives.

The system drops the lock with the process, however that ends, so nothing stale can stay behind. On SQLite
the file lies beside the database, where two checkouts that serve one database meet; otherwise in var/.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from quizzes.backups.contents import Fault

try:
    import fcntl
except ImportError:  # not on Windows: there only the database itself tells who uses it
    fcntl = None  # type: ignore[assignment]

logger = logging.getLogger(__name__)
_held: list[int] = []

IN_USE = "The site is running on this database. Stop the server (Ctrl-C where it runs), then restore again."


def lock_file() -> Path | None:
    """Where the lock of this database lies; None for one that lives in memory."""
    if connection.vendor == "sqlite":
        if connection.is_in_memory_db():  # type: ignore[attr-defined]
            return None
        file = Path(str(connection.settings_dict["NAME"])).resolve()
        return file.with_name(f"{file.name}-serving")
    named: dict[str, Any] = connection.settings_dict
    identity = " ".join(str(named[part]) for part in ("ENGINE", "HOST", "PORT", "NAME"))
    return Path(settings.ROOT) / "var" / f"serving-{hashlib.sha256(identity.encode()).hexdigest()[:12]}"


def hold_while_serving() -> None:
    """Called once by each process that serves. While a restore is under way, this waits for its end."""
    path = lock_file()
    if path is None or fcntl is None:
        return
    try:
        handle = _opened(path)
        fcntl.flock(handle, fcntl.LOCK_SH)
    except OSError as error:
        logger.warning("A restore would not see this server: its lock cannot be held (%s).", error.strerror)
        return
    _held.append(handle)


@contextmanager
def alone() -> Iterator[None]:
    """No server runs now, and none starts meanwhile. Raises Fault where one runs."""
    path = lock_file()
    if path is None or fcntl is None:
        yield
        return
    try:
        handle = _opened(path)
    except OSError as error:
        raise Fault(f"{path} cannot be written ({error.strerror}).") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Fault(IN_USE) from error
        yield
    finally:
        os.close(handle)


def _opened(path: Path) -> int:
    path.parent.mkdir(exist_ok=True)
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
