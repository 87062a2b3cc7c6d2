"""Backup and restore on PostgreSQL, with a server of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests import postgres
from tests.quizzes.test_backups import FURNISH

pytestmark = pytest.mark.server
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    folder = postgres.programs()
    if folder is None and os.environ.get("REQUIRE_POSTGRES") != "1":
        pytest.skip("no PostgreSQL on this machine")
    assert folder is not None
    with postgres.server(folder) as found:
        yield found


class House:
    """A furnished site on PostgreSQL."""

    def __init__(self, url: str, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **os.environ,
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "BACKUP_FOLDER": str(folder / "backups"),
        }

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            stdin=subprocess.DEVNULL,
        )

    def command(self, *arguments: str) -> str:
        done = self.run("manage.py", *arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def refused(self, *arguments: str) -> str:
        done = self.run("manage.py", *arguments)
        assert done.returncode == 1, done.stdout + done.stderr
        (sentence,) = done.stderr.strip().splitlines()
        return sentence.removeprefix("CommandError: ")

    def sql(self, statement: str) -> str:
        with psycopg.connect(self.environment["DATABASE_URL"], autocommit=True) as connection:
            cursor = connection.execute(statement)
            return str(cursor.fetchall()) if cursor.description else ""


@pytest.fixture(scope="module")
def house(url: str, tmp_path_factory: pytest.TempPathFactory) -> House:
    made = House(url, tmp_path_factory.mktemp("house"))
    made.command("migrate", "--verbosity", "0")
    assert made.run("-c", FURNISH).returncode == 0
    return made


def test_restore_brings_back_the_rows_and_keeps_what_it_replaced(house: House, tmp_path: Path) -> None:
    said = house.command("backup", "--keep", "3")
    (dump,) = (house.folder / "backups").iterdir()
    assert dump.name.endswith(".dump")
    facts = house.sql("SELECT COUNT(*) FROM history_fact")
    assert f"{int(facts.strip('[](),')):,} facts" in said
    house.sql("UPDATE auth_user SET first_name = 'Later'")
    house.sql("DELETE FROM quizzes_bankquestion")
    house.sql("CREATE TABLE somebody_elses (x int)")
    said = house.command("restore", "--yes", str(dump))
    assert "It is in place" in said
    assert house.sql("SELECT DISTINCT first_name FROM auth_user") == "[('',)]"
    assert house.sql("SELECT COUNT(*) > 0 FROM quizzes_bankquestion") == "[(True,)]"
    assert house.sql("SELECT COUNT(*) FROM somebody_elses") == "[(0,)]"
    (kept,) = (house.folder / "backups").glob("attest-replaced-*.dump")
    house.command("restore", "--yes", str(kept))
    assert house.sql("SELECT DISTINCT first_name FROM auth_user") == "[('Later',)]"
    house.command("restore", "--yes", str(dump))
    dump.unlink()


def test_older_backup_is_brought_up_to_this_version(house: House, tmp_path: Path) -> None:
    dump = tmp_path / "old.dump"
    house.sql("DROP TABLE axes_accessfailurelog")
    house.command("migrate", "auth", "0011", "--verbosity", "0")
    house.command("backup", str(dump))
    house.command("migrate", "auth", "--verbosity", "0")
    house.sql("CREATE TABLE axes_accessfailurelog (of_a_later_version int)")
    assert "brought up to this one (migrations: 1)" in house.command("restore", "--yes", str(dump))
    assert house.sql("SELECT to_regclass('axes_accessfailurelog') IS NULL") == "[(True,)]"


def test_what_cannot_be_restored_is_refused_in_one_sentence(house: House, tmp_path: Path) -> None:
    good = tmp_path / "good.dump"
    house.command("backup", str(good))
    before = house.sql("SELECT COUNT(*) FROM history_fact")
    bad = tmp_path / "bad"
    assert house.refused("restore", "--yes", str(bad)) == f"There is no file {bad}."
    bad.write_text("Dear administrator")
    assert house.refused("restore", "--yes", str(bad)).startswith(f"{bad} is not a dump of PostgreSQL")
    bad.write_bytes(b"SQLite format 3\0" + b"\0" * 100)
    sentence = f"{bad} is a backup of SQLite, and this site runs on PostgreSQL."
    assert house.refused("restore", "--yes", str(bad)) == sentence
    bad.write_bytes(good.read_bytes()[: -good.stat().st_size // 3])
    assert house.refused("restore", "--yes", str(bad)).startswith("pg_restore failed: ")
    assert (
        house.refused("backup", str(good))
        == f"{good} exists already; a backup overwrites nothing. Choose another name."
    )
    assert house.sql("SELECT COUNT(*) FROM history_fact") == before


def test_restore_is_refused_while_somebody_is_connected(house: House, tmp_path: Path) -> None:
    good = tmp_path / "good.dump"
    house.command("backup", str(good))
    code = (
        "import django; django.setup(); from django.db import connection; connection.ensure_connection();"
        "print('connected', flush=True); input()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=house.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert other.stdout is not None
    other.stdout.readline()
    try:
        assert house.refused("restore", "--yes", str(good)).startswith(
            "The site is running on this database."
        )
    finally:
        other.communicate(b"\n", timeout=30)
    house.command("restore", "--yes", str(good))
