"""What the benches share: a house of their own in a temporary folder, and a table of medians.

`house()` must come before anything that reads the settings; it is the only place here that touches the
environment.
"""

from __future__ import annotations

import os
import secrets
import tempfile
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import process_time

ROUNDS = 5


@contextmanager
def house(**environment: str) -> Iterator[Path]:
    """A temporary folder with a database file, and Django set up on it as in production."""
    with tempfile.TemporaryDirectory(prefix="attest-bench-") as folder:
        own = {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
            "DEBUG": "0",
            "HTTPS": "0",
            "SECRET_KEY": secrets.token_urlsafe(60),
            "ALLOWED_HOSTS": "127.0.0.1",
            "LOG_LEVEL": "CRITICAL",
        }
        os.environ.update(own | environment)
        warnings.filterwarnings("ignore", message="No directory at")  # nothing static is asked for
        import django

        django.setup()
        yield Path(folder)


def move_to(file: Path) -> None:
    """Use this database file from now on; it is made, with its tables, where there is none."""
    from django.core.management import call_command
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = str(file)
    if not file.exists():
        call_command("migrate", verbosity=0, skip_checks=True)


@contextmanager
def counted() -> Iterator[list[str]]:
    """The SQL of every query that runs meanwhile."""
    from django.db import connection

    seen: list[str] = []

    def note(execute, sql, params, many, context):
        seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield seen


def cpu(work: Callable[[], object]) -> float:
    """Milliseconds of CPU, user and system, of this process."""
    start = process_time()
    work()
    return (process_time() - start) * 1000


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table: the first column is text, the others are numbers."""
    texts = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(len(row[column]) for row in texts) for column in range(len(head))]
    for row in texts:
        first, *others = (
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        print("  ".join([first, *others]))


def ratio(times: Sequence[float], floor: Sequence[float], *, places: int = 2) -> str:
    """Median of the ratios round by round, so that a busy machine slows both."""
    return f"{median(one / other for one, other in zip(times, floor, strict=True)):.{places}f}"
