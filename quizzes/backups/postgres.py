"""Backup and restore of PostgreSQL through its own programs, pg_dump, pg_restore and psql."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from quizzes.backups import files, occupied
from quizzes.backups.contents import MIGRATIONS, REQUIRED, TABLES, Contents, Fault, counted, moment

MAGIC = b"PGDMP"
ENDING = ".dump"
COPY = re.compile(r'COPY (?:\w+|"\w+")\."?(\w+)"? \(([^)]*)\) FROM stdin;')


def backup(target: Path, environment: Mapping[str, str]) -> Contents:
    """Dump the live database to a new file, and count in the dump what it must hold.

    pg_dump reads the very snapshot in which we count, and gets the password through its environment, where
    others cannot see it. Raises Fault; then there is no new file.
    """
    program = _program("pg_dump")
    with files.being_written(target) as part, transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
            expected = counted(lambda sql: (cursor.execute(sql), cursor.fetchall())[1])
        form = ["--format=custom", "--no-owner", f"--snapshot={snapshot}"]
        _run([program, *form, f"--file={part}", *_database()], environment)
        found = _counted(part)
        if found != expected:
            raise Fault(f"The copy holds {found}, but the original {expected}. It was not kept.")
    return expected


def check(file: Path) -> Contents:
    """What a dump holds. Raises Fault for anything that is not a whole dump of ours."""
    head = files.readable(file)
    if head.startswith(b"SQLite format 3"):
        raise Fault(f"{file} is a backup of SQLite, and this site runs on PostgreSQL.")
    if not head.startswith(MAGIC):
        raise Fault(f"{file} is not a dump of PostgreSQL (pg_dump --format=custom).")
    found = _counted(file)
    found.refuse_if_later(str(file))
    return found


def restore(file: Path, environment: Mapping[str, str], *, replaced: Path) -> Path:
    """Put a dump in the place of the database, in one transaction; give where the replaced one is kept.

    Tables that the dump does not know go as well: migrations of a later version would otherwise find them in
    their way. Raises Fault where somebody else is connected, or anything is amiss.
    """
    check(file)
    with occupied.alone():
        _refuse_others()
        backup(replaced, environment)
        kept = _tables(file)
        with tempfile.TemporaryDirectory() as folder:  # only its owner can look into it
            script = Path(folder) / "restore.sql"
            form = ["--clean", "--if-exists", "--no-owner"]
            _run([_program("pg_restore"), *form, f"--file={script}", str(file)])
            extra = [f'DROP TABLE IF EXISTS "{table}" CASCADE' for table in _ours() if table not in kept]
            connection.close()
            form = ["--quiet", "--no-psqlrc", "--output=/dev/null", "--set=ON_ERROR_STOP=1"]
            form += ["--single-transaction", *(f"--command={drop}" for drop in extra)]
            _run([_program("psql"), *form, f"--file={script}", *_database()], environment)
    return replaced


def contents() -> Contents:
    """What the database holds now."""
    with connection.cursor() as cursor:
        return counted(lambda sql: (cursor.execute(sql), cursor.fetchall())[1])


def _refuse_others() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        if cursor.fetchone()[0]:
            raise Fault(occupied.IN_USE)


def _ours() -> list[str]:
    """The tables of this code that exist now."""
    named = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return sorted({*named, MIGRATIONS})


# The programs


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise Fault(f"{name} is not installed here; on Debian and Ubuntu: apt-get install postgresql-client.")
    return found


def _database() -> list[str]:
    named: dict[str, Any] = connection.settings_dict
    options = {"host": "HOST", "port": "PORT", "username": "USER", "dbname": "NAME"}
    return ["--no-password", *(f"--{option}={named[key]}" for option, key in options.items() if named[key])]


def _run(command: list[str], environment: Mapping[str, str] | None = None) -> str:
    """Run a program of PostgreSQL's; one that connects needs an environment. Raises Fault."""
    password = str(connection.settings_dict["PASSWORD"] or "")
    if environment is not None and password:
        environment = {**environment, "PGPASSWORD": password}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - fixed programs
    if done.returncode != 0:
        said = " ".join(done.stderr.split())[:300] or "it does not say why"
        raise Fault(f"{Path(command[0]).name} failed: {said}")
    return done.stdout


def _tables(file: Path) -> set[str]:
    """The tables in a dump, from its list: `215; 1259 16386 TABLE public auth_user attest`."""
    listed = _run([_program("pg_restore"), "--list", str(file)])
    return set(re.findall(r"^\d+; \d+ \d+ TABLE \S+ (\S+) ", listed, re.M))


def _counted(file: Path) -> Contents:
    """Contents of a dump: read through to its end, with the rows of the tables that matter counted."""
    missing = [table for table in REQUIRED if table not in _tables(file)]
    if missing:
        raise Fault(f"{file} is a dump of PostgreSQL, but not Attest's: it has no table {missing[0]}.")
    _run([_program("pg_restore"), "--file=/dev/null", str(file)])
    wanted = [f"--table={table}" for table in (*TABLES.values(), MIGRATIONS)]
    command = [_program("pg_restore"), "--data-only", *wanted, "--file=-", str(file)]
    rows: dict[str, int] = dict.fromkeys(TABLES.values(), 0)
    migrations: set[tuple[str, str]] = set()
    last = ""
    columns: list[str] = []
    table = ""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:  # noqa: S603 - the same
        for line in process.stdout or ():
            started = COPY.match(line)
            if started:
                table, columns = started[1], started[2].split(", ")
            elif line == "\\.\n":
                table = ""
            elif table == MIGRATIONS:
                row = dict(zip(columns, line.rstrip("\n").split("\t"), strict=True))
                migrations.add((row["app"], row["name"]))
            elif table in rows:
                rows[table] += 1
                if table == TABLES["reviews"]:
                    row = dict(zip(columns, line.rstrip("\n").split("\t"), strict=True))
                    last = max(last, row["at"])
    if process.returncode != 0:
        raise Fault(f"{file} is damaged: pg_restore cannot read it to its end.")
    counts = {name: rows[table] for name, table in TABLES.items()}
    return Contents(**counts, migrations=frozenset(migrations), last=moment(last) if last else None)
