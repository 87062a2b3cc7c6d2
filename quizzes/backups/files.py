"""Files that hold a whole site: what they are called, how they come to be, and which may go."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from quizzes.backups.contents import Fault

STAMP = "%Y%m%d-%H%M%S"
OURS = re.compile(r"attest-\d{8}-\d{6}(-\d+)?\.(sqlite3|dump)")
PART = ".part"
REPLACED = "attest-replaced"
KEPT = re.compile(rf"{REPLACED}-\d{{8}}-\d{{6}}(-\d+)?\.(sqlite3|dump)")


def free_name(folder: Path, prefix: str, now: datetime, ending: str) -> Path:
    """`attest-20261122-093000.sqlite3`, or with a number behind it where that is taken."""
    stem = f"{prefix}-{now.strftime(STAMP)}"
    name, number = folder / f"{stem}{ending}", 1
    while name.exists():
        number += 1
        name = folder / f"{stem}-{number}{ending}"
    return name


def make_folder(folder: Path) -> None:
    """A folder that only its owner can look into: what lies there are pupils' data.

    Raises Fault where it cannot be made, or not even the folder around it is there: then it was meant for a
    disk that is not connected, and a backup on this one would deceive.
    """
    if not folder.parent.is_dir():
        raise Fault(
            f"There is no folder {folder.parent} for the backups in {folder}. "
            "Is the disk connected? Otherwise make that folder, or set BACKUP_FOLDER to another."
        )
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise Fault(f"The folder {folder} cannot be made ({error.strerror}).") from error


@contextmanager
def being_written(target: Path) -> Iterator[Path]:
    """A file under another name: it becomes `target` when the block ends well, and vanishes otherwise.

    What `target` names is never overwritten. Raises Fault where it exists or cannot be written.
    """
    if target.exists() or target.is_symlink():
        raise Fault(f"{target} exists already; a backup overwrites nothing. Choose another name.")
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}{PART}")
    try:
        os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        yield part
        flush(part)
        _name(part, target)
        flush(target.parent)
    except OSError as error:
        raise Fault(f"{target} cannot be written ({error.strerror}).") from error
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            with contextlib.suppress(OSError):  # on a disk that cannot be written nothing was made
                part.with_name(part.name + ending).unlink(missing_ok=True)


def _name(part: Path, target: Path) -> None:
    """Give the file its name; unlike a rename, a link never replaces a file that came meanwhile."""
    try:
        os.link(part, target)
    except FileExistsError as error:
        raise Fault(f"{target} exists already; a backup overwrites nothing. Choose another name.") from error
    except OSError:  # a file system without links, such as that of most memory sticks
        os.rename(part, target)


def flush(path: Path) -> None:
    """Have the disk keep a file, or the names in a folder, before we rely on it."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def readable(file: Path) -> bytes:
    """The first hundred bytes of a backup. Raises Fault if it is missing, a folder, closed or empty."""
    if file.is_dir():
        raise Fault(f"{file} is a folder. Name the backup in it.")
    try:
        with open(file, "rb") as stream:
            head = stream.read(100)
    except FileNotFoundError as error:
        raise Fault(f"There is no file {file}.") from error
    except OSError as error:
        raise Fault(f"{file} cannot be read ({error.strerror}).") from error
    if not head:
        raise Fault(f"{file} is empty.")
    return head


def still_kept(folders: Iterable[Path]) -> int:
    """How many backups and replaced databases of ours lie in these folders, whether they are there or not."""
    found = {path.resolve() for folder in folders if folder.is_dir() for path in folder.iterdir()}
    return sum(1 for path in found if OURS.fullmatch(path.name) or KEPT.fullmatch(path.name))


def thin_out(folder: Path, keep: int) -> list[Path]:
    """Remove all but the newest `keep` backups with names of ours, and what killed ones left half written."""
    made = [path for path in folder.iterdir() if OURS.fullmatch(path.name) and path.is_file()]
    made.sort(key=lambda path: (path.stat().st_mtime, path.name), reverse=True)
    gone = made[keep:]
    halves = [path for path in folder.glob(f".attest-*{PART}*") if path.is_file()]
    newest = made[0].stat().st_mtime if made else 0.0
    gone += [path for path in halves if path.stat().st_mtime < newest - 3600]
    for path in gone:
        with contextlib.suppress(FileNotFoundError):
            path.unlink()
    return gone
