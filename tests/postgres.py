"""Run the tests that touch tables once more, on a PostgreSQL server that lives as long as they do.

    python -m tests.postgres [pytest arguments]

Where no PostgreSQL is installed this says so in one line and succeeds, unless REQUIRE_POSTGRES=1.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SUITES = ["tests/history", "tests/quizzes"]
SKIPPED = "not browser and not server and not pure"


def programs() -> Path | None:
    """The folder of initdb and pg_ctl: on the path, or where Debian keeps the newest version."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    return folders[-1] if folders else None


def as_somebody(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root; Debian's package made a user for it."""
    return ["runuser", "-u", "postgres", "--", *command] if os.getuid() == 0 else command


@contextlib.contextmanager
def server(folder: Path, *, autovacuum: bool = False) -> Iterator[str]:
    """A server of its own on a free port of 127.0.0.1; gives the DATABASE_URL.

    With `autovacuum` it counts its rows for the planner, as a school's server does. Tests do without: what it
    would count between two of them are the rows of transactions that were taken back.
    """
    with tempfile.TemporaryDirectory(prefix="attest-postgres-") as name:
        home = Path(name)
        home.chmod(0o777)
        data = home / "data"
        run(
            [
                *as_somebody(
                    [str(folder / "initdb"), "-D", str(data), "-A", "trust", "-U", "attest", "-E", "UTF8"]
                )
            ]
        )
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        options = (
            f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={home} -c fsync=off "
            f"-c autovacuum={'on' if autovacuum else 'off'}"
        )
        control = [str(folder / "pg_ctl"), "-D", str(data), "-w", "-l", str(home / "log")]
        run(as_somebody([*control, "-o", options, "start"]))
        try:
            yield f"postgres://attest@127.0.0.1:{port}/postgres"
        finally:
            run(as_somebody([*control, "-m", "immediate", "stop"]))


def run(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")


def main(arguments: list[str]) -> int:
    folder = programs()
    if folder is None:
        print(
            "SKIPPED: no PostgreSQL on this machine (apt-get install postgresql), so its tests did not run."
        )
        return int(os.environ.get("REQUIRE_POSTGRES") == "1")
    with server(folder) as url:
        command = [sys.executable, "-m", "pytest", "-q", "-m", SKIPPED, *(arguments or SUITES)]
        return subprocess.run(command, cwd=ROOT, env={**os.environ, "DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
