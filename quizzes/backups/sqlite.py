"""Backup and restore of an SQLite file, through SQLite's own backup and with the SQLite that Django uses.

Copying the file while the site serves tears it apart; the backup sees one moment of it, and nobody waits.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3.base import Database  # type: ignore[attr-defined]

from quizzes.backups import files, occupied
from quizzes.backups.contents import REQUIRED, Contents, Fault, counted

MAGIC = b"SQLite format 3\0"
ENDING = ".sqlite3"
BESIDE = ("-wal", "-shm", "-journal")
WAIT = 20  # seconds, as long as the site waits for its own turn
CACHE = "PRAGMA cache_size=-65536"  # KiB: an integrity check walks the file once for each index


def backup(source: Path, target: Path) -> Contents:
    """Copy the live database to a new file, and read the copy through before it gets its name.

    What is counted in the live database and what is copied are the same moment: one read transaction holds
    both. Students go on answering meanwhile. Raises Fault; then there is no new file.
    """
    if not source.exists():
        raise Fault(f"There is no database yet at {source}.")
    with files.being_written(target) as part:
        try:
            with closing(_opened(source)) as live:
                expected = _copy(live, part)
        except Database.Error as error:
            raise Fault(f"The database could not be copied: {error}.") from error
        _verify(part, expected, name="The copy")
    return expected


def check(file: Path) -> Contents:
    """What a backup holds. Raises Fault for anything that is not a whole database of ours."""
    head = files.readable(file)
    if head.startswith(b"PGDMP"):
        raise Fault(f"{file} is a backup of PostgreSQL, and this site runs on SQLite.")
    if not head.startswith(MAGIC):
        raise Fault(f"{file} is not an SQLite database, so it is no backup of this site.")
    _refuse_cut_short(file, head)
    found = _read_through(file, name=str(file))
    found.refuse_if_later(str(file))
    return found


def refuse_itself(file: Path, into: Path) -> None:
    """Raise Fault where the backup is the very file that it would replace."""
    if file.exists() and into.exists() and os.path.samefile(file, into):
        raise Fault(f"{file} is the database of this site itself, not a backup of it.")


def restore(file: Path, into: Path, *, replaced: Path) -> Path | None:
    """Put a backup in the place of the database; give where the replaced one is kept, None if there was none.

    The new file is whole and on the disk before one rename puts it in place, so whatever happens there is
    either the old database or the new one. Raises Fault where a server runs, or anything is amiss.
    """
    into = into.resolve()
    expected = check(file)
    refuse_itself(file, into)
    with occupied.alone():
        part = into.with_name(f".{into.name}-restoring{files.PART}")
        for half in (
            part,
            *into.parent.glob(f".{files.REPLACED}-*{files.PART}"),
        ):  # of a restore that was killed
            _remove(half)
        try:
            os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
            with closing(_opened(file, "ro")) as source:
                _copy(source, part, journal="WAL")
            _like(part, into)
            _verify(part, expected, name="The restored copy")
            files.flush(part)
            if into.exists() and into.stat().st_size:
                _replace(into, part, replaced)
                return replaced
            os.replace(part, into)
            files.flush(into.parent)
            return None
        except OSError as error:
            raise Fault(f"{into} cannot be replaced ({error.strerror}).") from error
        except Database.Error as error:
            raise Fault(f"The backup could not be put in place: {error}.") from error
        finally:
            _remove(part)


def contents(file: Path) -> Contents:
    """What the database holds now."""
    with closing(_opened(file)) as database:
        return _counted(database)


# Copying and reading


def _opened(file: Path, mode: str = "rw", *, timeout: float = WAIT) -> Any:
    """A connection that never makes a file. To read one that nobody writes, nothing is made beside it."""
    uri = f"{file.resolve().as_uri()}?mode={mode}"
    if mode == "ro" and not file.with_name(file.name + "-wal").exists():
        uri += "&immutable=1"
    return Database.connect(uri, uri=True, timeout=timeout, isolation_level=None)


def _copy(source: Any, part: Path, *, journal: str = "DELETE") -> Contents:
    """Copy one moment of the source, and count what it holds at that moment.

    A backup keeps no write-ahead log: it is one file, which can be read from a stick that is locked.
    """
    source.execute("BEGIN")
    expected = _counted(source)
    with closing(_opened(part)) as copy:
        copy.execute("PRAGMA journal_mode=OFF")  # nobody sees the file before it is whole and flushed
        copy.execute("PRAGMA synchronous=OFF")
        source.backup(copy)
        copy.execute(f"PRAGMA journal_mode={journal}")
    source.execute("COMMIT")
    return expected


def _counted(connection: Any) -> Contents:
    return counted(lambda sql: connection.execute(sql).fetchall())


def _verify(part: Path, expected: Contents, *, name: str) -> None:
    found = _read_through(part, name=name)
    if found != expected:
        raise Fault(f"{name} holds {found}, but the original {expected}. It was not kept.")


def _read_through(file: Path, *, name: str) -> Contents:
    """Read every page and index of a file that nobody writes, and count what it holds."""
    try:
        with closing(_opened(file, "ro")) as database:
            database.execute("PRAGMA trusted_schema=OFF")
            database.execute("PRAGMA cell_size_check=ON")
            database.execute(CACHE)
            found = [row[0] for row in database.execute("PRAGMA integrity_check(1)")]
            if found != ["ok"]:
                raise Fault(f"{name} is damaged: {' '.join(found[0].split())}.")
            tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            missing = [table for table in REQUIRED if (table,) not in tables]
            if missing:
                raise Fault(f"{name} is an SQLite database, but not Attest's: it has no table {missing[0]}.")
            broken = database.execute("PRAGMA foreign_key_check").fetchone()
            if broken is not None:
                raise Fault(f"{name} is damaged: a row of {broken[0]} names a missing one of {broken[2]}.")
            return _counted(database)
    except Database.Error as error:
        raise Fault(f"{name} is damaged: {error}.") from error


def _refuse_cut_short(file: Path, head: bytes) -> None:
    """The header says how many pages of which size there must be (sqlite.org/fileformat2.html, 1.3)."""
    page = int.from_bytes(head[16:18], "big")
    stated = int.from_bytes(head[28:32], "big") * (65_536 if page == 1 else page)
    size = file.stat().st_size
    if size < stated or len(head) < 100:
        raise Fault(f"{file} is cut short: {size:,} of {stated:,} bytes are there.")


# Replacing


def _replace(into: Path, part: Path, replaced: Path) -> None:
    """Keep the old database under another name, then put the new one in its place while the old is locked."""
    try:
        with _sole(into) as old:
            with files.being_written(replaced) as kept, closing(_opened(kept)) as copy:
                copy.execute("PRAGMA journal_mode=OFF")
                copy.execute("PRAGMA synchronous=OFF")
                old.backup(copy)
            os.replace(part, into)
    except Database.Error as error:
        if _is_locked(error):
            raise Fault(occupied.IN_USE) from error
        _keep_as_it_lies(into, replaced)  # what is damaged can only be kept as it is
        os.replace(part, into)
    files.flush(into.parent)


@contextmanager
def _sole(file: Path) -> Iterator[Any]:
    """The database with its write-ahead log folded in, locked against everybody else.

    SQLite leaves the write-ahead log only if no other process has the file open, even an idle one: so this
    finds servers that hold no lock of ours, too.
    """
    with closing(_opened(file, timeout=1)) as database:
        database.execute("PRAGMA journal_mode=DELETE")
        database.execute("PRAGMA locking_mode=EXCLUSIVE")
        database.execute("BEGIN EXCLUSIVE")
        database.execute("COMMIT")  # the lock stays: a backup cannot read a connection that is writing
        try:
            yield database
        except Exception:
            database.execute("PRAGMA locking_mode=NORMAL")
            database.execute("PRAGMA journal_mode=WAL")  # as it was
            raise


def _is_locked(error: Exception) -> bool:
    return "locked" in str(error)


def _keep_as_it_lies(file: Path, replaced: Path) -> None:
    """Copy a damaged database byte by byte, and take away the logs that must not meet its successor."""
    with files.being_written(replaced) as kept:
        shutil.copyfile(file, kept)
    for ending in BESIDE:
        log = file.with_name(file.name + ending)
        if log.exists():
            with files.being_written(replaced.with_name(replaced.name + ending)) as kept:
                shutil.copyfile(log, kept)
            log.unlink()


def _like(part: Path, into: Path) -> None:
    """The owner and the rights of the old file: whoever restores may be somebody else than who serves.

    Everybody else is left out: what lies there are pupils' data.
    """
    if not into.exists():
        return
    old = into.stat()
    os.chmod(part, old.st_mode & 0o770)
    if os.geteuid() == 0:
        os.chown(part, old.st_uid, old.st_gid)


def _remove(part: Path) -> None:
    for ending in ("", *BESIDE):
        part.with_name(part.name + ending).unlink(missing_ok=True)
