"""Backup and restore: whole while students answer, refused in one sentence, and never half."""

from __future__ import annotations

import dataclasses
import errno
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing
from datetime import datetime
from io import StringIO
from pathlib import Path
from threading import Thread

import pytest
from django.core.management import CommandError, call_command

from quizzes.backups import files, sqlite
from quizzes.backups.contents import Contents, Fault, moment
from quizzes.management.commands import restore
from tests.quizzes.test_kill import Browser, Site

NOW = datetime(2026, 11, 22, 9, 30)  # noqa: DTZ001 - as on the clock on the wall
FURNISH = """
import django; django.setup()
from tests.quizzes import small_bank
small_bank.furnish(300)
small_bank.student(new_a_day=1000)
"""
MEGABYTES = 12


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with questions and a student, made once; every test gets a copy."""
    site = Site(folder=tmp_path_factory.mktemp("furnished"))
    site.command("manage.py", "migrate", "--verbosity", "0")
    site.command("-c", FURNISH)
    return site.file


@pytest.fixture
def site(furnished: Path, tmp_path: Path) -> Site:
    made = Site(folder=tmp_path)
    shutil.copyfile(furnished, made.file)
    return made


def change(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as database:
        database.executescript(statement)


def rows(file: Path) -> list[str]:
    """Everything in a database, as text."""
    with closing(sqlite3.connect(file)) as database:
        return list(database.iterdump())


def asked(file: Path, question: str) -> list[tuple]:
    with closing(sqlite3.connect(file)) as database:
        return database.execute(question).fetchall()


def beside(file: Path) -> set[str]:
    return {path.name for path in file.parent.iterdir()} - {file.name}


# The deeds


@pytest.mark.pure
def test_backup_holds_every_row_and_only_its_owner_reads_it(site: Site, tmp_path: Path) -> None:
    target = tmp_path / "copy.sqlite3"
    contents = sqlite.backup(site.file, target)
    assert rows(target) == rows(site.file)
    assert (contents.reviews, contents.facts) == (0, 300)
    assert len(contents.migrations) == asked(target, "SELECT COUNT(*) FROM django_migrations")[0][0]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert beside(target) == {site.file.name}


@pytest.mark.pure
def test_backup_is_one_file_that_a_locked_stick_can_hold(site: Site, tmp_path: Path) -> None:
    target = tmp_path / "copy.sqlite3"
    sqlite.backup(site.file, target)
    assert asked(target, "PRAGMA journal_mode") == [("delete",)]
    assert asked(site.file, "PRAGMA journal_mode") == [("wal",)]


@pytest.mark.pure
def test_backup_takes_what_only_the_log_holds(site: Site, tmp_path: Path) -> None:
    with closing(sqlite3.connect(site.file)) as writer:
        writer.execute("PRAGMA wal_autocheckpoint=0")
        writer.execute("UPDATE auth_user SET first_name = 'Only in the log'")
        writer.commit()
        assert b"Only in the log" not in site.file.read_bytes()
        sqlite.backup(site.file, tmp_path / "copy.sqlite3")
    assert asked(tmp_path / "copy.sqlite3", "SELECT first_name FROM auth_user") == [("Only in the log",)]


@pytest.mark.pure
def test_backup_overwrites_nothing(site: Site, tmp_path: Path) -> None:
    target = tmp_path / "mine.txt"
    target.write_text("mine")
    with pytest.raises(Fault, match="exists already; a backup overwrites nothing"):
        sqlite.backup(site.file, target)
    assert target.read_text() == "mine"
    assert beside(target) == {site.file.name}


@pytest.mark.pure
def test_backup_of_a_damaged_database_is_refused_and_leaves_nothing(site: Site, tmp_path: Path) -> None:
    with open(site.file, "r+b") as stream:
        stream.seek(4096 * 60)
        stream.write(b"\xff" * 4096 * 20)
    with pytest.raises(Fault, match=r"damaged|could not be copied"):
        sqlite.backup(site.file, tmp_path / "copy.sqlite3")
    assert not (tmp_path / "copy.sqlite3").exists()
    assert [name for name in beside(site.file) if "part" in name] == []


@pytest.mark.pure
def test_backup_without_a_database_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Fault, match="There is no database yet"):
        sqlite.backup(tmp_path / "none.sqlite3", tmp_path / "copy.sqlite3")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.pure
def test_restore_brings_back_exactly_the_rows_and_keeps_what_it_replaced(site: Site, tmp_path: Path) -> None:
    copy, replaced = tmp_path / "copy.sqlite3", tmp_path / "attest-replaced.sqlite3"
    sqlite.backup(site.file, copy)
    before = rows(site.file)
    change(site.file, "UPDATE auth_user SET first_name = 'Later'; DELETE FROM quizzes_card;")
    changed = rows(site.file)
    assert sqlite.restore(copy, site.file, replaced=replaced) == replaced
    assert rows(site.file) == before
    assert rows(replaced) == changed
    assert asked(site.file, "PRAGMA journal_mode") == [("wal",)]
    assert beside(site.file) == {copy.name, replaced.name}


@pytest.mark.pure
def test_restore_keeps_the_rights_of_the_file(site: Site, tmp_path: Path) -> None:
    site.file.chmod(0o640)
    sqlite.backup(site.file, tmp_path / "copy.sqlite3")
    sqlite.restore(tmp_path / "copy.sqlite3", site.file, replaced=tmp_path / "replaced.sqlite3")
    assert stat.S_IMODE(site.file.stat().st_mode) == 0o640


@pytest.mark.pure
def test_restore_lets_nobody_else_read(site: Site, tmp_path: Path) -> None:
    site.file.chmod(0o644)
    sqlite.backup(site.file, tmp_path / "copy.sqlite3")
    sqlite.restore(tmp_path / "copy.sqlite3", site.file, replaced=tmp_path / "replaced.sqlite3")
    assert stat.S_IMODE(site.file.stat().st_mode) == 0o640


@pytest.mark.pure
def test_restore_where_nothing_was(site: Site, tmp_path: Path) -> None:
    sqlite.backup(site.file, tmp_path / "copy.sqlite3")
    empty = tmp_path / "moved" / "site.sqlite3"
    empty.parent.mkdir()
    assert (
        sqlite.restore(tmp_path / "copy.sqlite3", empty, replaced=empty.parent / "replaced.sqlite3") is None
    )
    assert rows(empty) == rows(site.file)
    assert beside(empty) == set()


@pytest.mark.pure
def test_restore_over_a_damaged_database_keeps_its_bytes(site: Site, tmp_path: Path) -> None:
    copy, replaced = tmp_path / "copy.sqlite3", tmp_path / "replaced.sqlite3"
    sqlite.backup(site.file, copy)
    before = rows(site.file)
    site.file.write_bytes(b"not a database any more" * 1000)
    wal = site.file.with_name(site.file.name + "-wal")
    wal.write_bytes(b"a log that must not meet the new database")
    sqlite.restore(copy, site.file, replaced=replaced)
    assert rows(site.file) == before
    assert replaced.read_bytes().startswith(b"not a database any more")
    assert not wal.exists()


# What is refused


def a_text(good: Path, bad: Path) -> None:
    bad.write_text("Dear administrator, " * 100)


def nothing_at_all(good: Path, bad: Path) -> None:
    bad.write_bytes(b"")


def missing(good: Path, bad: Path) -> None:
    pass


def a_folder(good: Path, bad: Path) -> None:
    bad.mkdir()


def cut_short(good: Path, bad: Path) -> None:
    bad.write_bytes(good.read_bytes()[:-5000])


def cut_in_its_head(good: Path, bad: Path) -> None:
    bad.write_bytes(good.read_bytes()[:50])


def damaged(good: Path, bad: Path) -> None:
    content = bytearray(good.read_bytes())
    content[4096 * 60 : 4096 * 80] = b"\xff" * 4096 * 20
    bad.write_bytes(content)


def without_an_index_row(good: Path, bad: Path) -> None:
    """Every page is fine by itself, but an index lacks what its table holds."""
    shutil.copyfile(good, bad)
    change(
        bad,
        "PRAGMA writable_schema=ON;"
        "CREATE TABLE other (a); CREATE INDEX other_a ON other (a);"
        "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'other_a')"
        " WHERE name = (SELECT name FROM sqlite_master WHERE type = 'index'"
        " AND tbl_name = 'history_fact' AND sql IS NOT NULL LIMIT 1);",
    )


def with_a_row_that_names_nobody(good: Path, bad: Path) -> None:
    shutil.copyfile(good, bad)
    change(bad, "PRAGMA foreign_keys=OFF; DELETE FROM history_base;")


def of_somebody_else(good: Path, bad: Path) -> None:
    change(bad, "CREATE TABLE recipes (name);")


def of_postgresql(good: Path, bad: Path) -> None:
    bad.write_bytes(b"PGDMP\x01\x0e" + b"\0" * 200)


def of_a_newer_version(good: Path, bad: Path) -> None:
    shutil.copyfile(good, bad)
    change(
        bad,
        "INSERT INTO django_migrations (app, name, applied) VALUES ('history', '9999_moon', '2030-01-01');",
    )


@pytest.mark.pure
@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (missing, r"There is no file .*bad\.sqlite3\.$"),
        (a_folder, r"is a folder\. Name the backup in it\.$"),
        (nothing_at_all, r"is empty\.$"),
        (a_text, r"is not an SQLite database"),
        (cut_short, r"is cut short: [\d,]+ of [\d,]+ bytes are there\.$"),
        (cut_in_its_head, r"is cut short"),
        (damaged, r"is damaged: "),
        (without_an_index_row, r"is damaged: "),
        (with_a_row_that_names_nobody, r"is damaged: a row of \w+ names a missing one of history_base\.$"),
        (of_somebody_else, r"is an SQLite database, but not Attest's: it has no table django_migrations\.$"),
        (of_postgresql, r"is a backup of PostgreSQL, and this site runs on SQLite\.$"),
        (of_a_newer_version, r"was made by a newer version of Attest \(history\.9999_moon is unknown here\)"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_restore_refuses_in_one_sentence_and_touches_nothing(
    site: Site, tmp_path: Path, make, sentence
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    bad = folder / "bad.sqlite3"
    make(site.file, bad)
    before = site.file.read_bytes()
    with pytest.raises(Fault, match=sentence) as raised:
        sqlite.restore(bad, site.file, replaced=tmp_path / "replaced.sqlite3")
    assert "\n" not in str(raised.value)
    assert site.file.read_bytes() == before
    assert beside(site.file) == {"backups"}


@pytest.mark.pure
def test_restore_of_the_database_itself_is_refused(site: Site, tmp_path: Path) -> None:
    other_name = tmp_path / "link.sqlite3"
    other_name.symlink_to(site.file)
    with pytest.raises(Fault, match="is the database of this site itself"):
        sqlite.restore(other_name, site.file, replaced=tmp_path / "replaced.sqlite3")


@pytest.mark.pure
@pytest.mark.skipif(os.getuid() == 0, reason="root may read everything")
def test_restore_of_a_file_that_is_closed_to_us_is_refused(site: Site, tmp_path: Path) -> None:
    closed = tmp_path / "closed.sqlite3"
    closed.touch(mode=0)
    with pytest.raises(Fault, match="cannot be read"):
        sqlite.restore(closed, site.file, replaced=tmp_path / "replaced.sqlite3")


# Names, and which backups may go


@pytest.mark.pure
def test_names_tell_the_time_and_are_never_taken_twice(tmp_path: Path) -> None:
    first = files.free_name(tmp_path, "attest", NOW, ".sqlite3")
    assert first.name == "attest-20261122-093000.sqlite3"
    first.touch()
    assert files.free_name(tmp_path, "attest", NOW, ".sqlite3").name == "attest-20261122-093000-2.sqlite3"


@pytest.mark.pure
def test_thinning_out_keeps_the_newest_and_what_is_not_ours(tmp_path: Path) -> None:
    ours = [f"attest-2026112{day}-093000.sqlite3" for day in range(1, 6)]
    others = [
        "attest-replaced-20200101-000000.sqlite3",
        "attest-20201122-093000.sqlite3.gz",
        "holiday.sqlite3",
    ]
    for age, name in enumerate([*reversed(ours), *others, ".attest-20200101-000000.sqlite3.00ff.part"]):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (2_000_000 - age * 4000,) * 2)
    files.thin_out(tmp_path, keep=2)
    assert {path.name for path in tmp_path.iterdir()} == {*ours[3:], *others}


@pytest.mark.pure
def test_backups_of_a_disk_that_is_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Fault, match=r"^There is no folder .*/disk for the backups in .*/backups\."):
        files.make_folder(tmp_path / "disk" / "backups")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.pure
def test_disk_that_cannot_be_written_is_said_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_named: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(os, "open", refuse)
    monkeypatch.setattr(Path, "unlink", refuse)
    with (
        pytest.raises(Fault, match=r"copy\.sqlite3 cannot be written \(Read-only file system\)\.$"),
        files.being_written(tmp_path / "copy.sqlite3"),
    ):
        pass


@pytest.mark.pure
def test_contents_tell_of_accounts_answers_and_facts() -> None:
    last = moment("2026-11-22 04:14:05.123456")
    assert last == moment("2026-11-22 05:14:05.123456+01")
    one = Contents(accounts=1, reviews=7, cards=3, facts=1227, migrations=frozenset(), last=last)
    assert str(one) == "1 account, 7 answers, the last of 2026-11-22 04:14, and 1,227 facts"
    assert one == dataclasses.replace(one, last=None)
    assert one != dataclasses.replace(one, accounts=2)


@pytest.mark.pure
def test_files_that_may_hold_an_erased_person_are_counted(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / "attest-20261122-093000.sqlite3").touch()
    (folder / "attest-replaced-20261122-093000.dump").touch()
    (folder / "holiday.sqlite3").touch()
    (tmp_path / "attest-replaced-20261122-093000-2.sqlite3").touch()
    (tmp_path / "attest.sqlite3").touch()
    assert files.still_kept([folder, tmp_path, folder, tmp_path / "none"]) == 3


# The commands


@pytest.mark.pure
@pytest.mark.parametrize(
    ("answers", "agreed"),
    [(["yes"], True), ([" YES "], True), (["y", "yes"], True), (["y", "no"], False), ([""], False)],
)
def test_only_the_whole_word_yes_replaces(
    monkeypatch: pytest.MonkeyPatch, answers: list[str], agreed: bool
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _question: answers.pop(0))
    assert restore.Command(stdout=StringIO()).agreed() is agreed
    assert answers == []


@pytest.mark.pure
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--keep=0"], "--keep must be at least 1."),
        (
            ["mine.sqlite3", "--keep=3"],
            "--keep thins out the folder of backups; it cannot be used with a FILE.",
        ),
    ],
)
def test_backup_refuses_what_makes_no_sense(arguments: list[str], sentence: str) -> None:
    with pytest.raises(CommandError, match=f"^{sentence}$"):
        call_command("backup", *arguments, stdout=StringIO())


def run(site: Site, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=Path(__file__).resolve().parents[2],
        env=site.environment() | {"BACKUP_FOLDER": str(site.folder / "backups")} | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.server
def test_commands_say_what_they_did(site: Site) -> None:
    folder = site.folder / "backups"
    done = run(site, "backup", "--keep", "1")
    assert done.returncode == 0, done.stderr
    assert "It holds 1 account, 0 answers and 300 facts." in done.stdout
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    (made,) = folder.iterdir()
    change(site.file, "DELETE FROM quizzes_bankquestion;")
    refused = run(site, "restore", str(made))
    assert "The site now holds 1 account, 0 answers and 300 facts.\nThe backup holds" in refused.stdout
    assert refused.stderr.startswith("CommandError: Nobody is here to ask. Add --yes")
    assert asked(site.file, "SELECT COUNT(*) FROM quizzes_bankquestion") == [(0,)]
    done = run(site, "restore", "--yes", str(made))
    assert done.returncode == 0, done.stderr
    assert "It is in place" in done.stdout
    assert done.stdout.endswith("Start the site again: make run or make serve.\n")
    assert rows(site.file) == rows(made)
    (kept,) = site.folder.glob("attest-replaced-*.sqlite3")
    assert str(kept) in done.stdout


@pytest.mark.server
def test_older_backup_is_brought_up_to_this_version(site: Site) -> None:
    assert run(site, "migrate", "auth", "0011", "--verbosity", "0").returncode == 0
    old = site.folder / "old.sqlite3"
    sqlite.backup(site.file, old)
    done = run(site, "restore", "--yes", str(old))
    assert done.returncode == 0, done.stderr
    assert "brought up to this one (migrations: 1)" in done.stdout
    assert asked(
        site.file, "SELECT COUNT(*) FROM django_migrations WHERE name LIKE '0012%' AND app = 'auth'"
    ) == [(1,)]


@pytest.mark.server
def test_restore_is_refused_while_a_server_runs_that_nobody_has_asked_yet(site: Site) -> None:
    copy = site.folder / "copy.sqlite3"
    sqlite.backup(site.file, copy)
    before = rows(site.file)
    with site.serving():
        refused = run(site, "restore", "--yes", str(copy))
    assert refused.returncode == 1
    assert "CommandError: The site is running on this database. Stop the server" in refused.stderr
    assert rows(site.file) == before
    assert list(site.folder.glob("attest-replaced-*")) == []
    assert run(site, "restore", "--yes", str(copy)).returncode == 0


@pytest.mark.server
def test_restore_is_refused_while_any_other_program_has_the_file_open(site: Site) -> None:
    copy = site.folder / "copy.sqlite3"
    sqlite.backup(site.file, copy)
    with closing(sqlite3.connect(site.file)) as other:
        other.execute("SELECT COUNT(*) FROM auth_user").fetchall()  # idle, but it keeps the log open
        refused = run(site, "restore", "--yes", str(copy))
        assert "CommandError: The site is running on this database." in refused.stderr
        assert asked(site.file, "PRAGMA journal_mode") == [("wal",)]


@pytest.mark.server
def test_backups_are_whole_while_a_student_answers(site: Site) -> None:
    browser = Browser(port=site.port)
    with site.serving() as server:
        browser.sign_in()
        student = Thread(target=browser.answer_until_it_breaks)
        student.start()
        for turn in range(5):
            wait_for_answers(browser, len(browser.acknowledged) + 3)
            acknowledged = dict(browser.acknowledged)
            target = site.folder / f"copy-{turn}.sqlite3"
            contents = sqlite.backup(site.file, target)
            stored = dict(asked(target, "SELECT token, id FROM quizzes_review"))
            assert acknowledged.items() <= stored.items()
            assert len(stored) == contents.reviews <= len(browser.acknowledged) + 1
            assert asked(target, "PRAGMA integrity_check") == [("ok",)]
        server.kill()
        student.join(timeout=60)
    assert browser.faults == []
    for turn in range(5):
        assert_folds(site, site.folder / f"copy-{turn}.sqlite3")


def assert_folds(site: Site, copy: Path) -> None:
    """Card and review were written together: in every copy each card is the fold of its reviews."""
    checked = run(site, "rebuild_states", "--check", DATABASE_URL=f"sqlite:///{copy}")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def wait_for_answers(browser: Browser, count: int) -> None:
    deadline = time.monotonic() + 60
    while len(browser.acknowledged) < count:
        assert not browser.faults
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.server
def test_killed_restore_leaves_the_old_or_the_new_and_the_next_one_succeeds(site: Site) -> None:
    change(site.file, f"CREATE TABLE ballast (x); INSERT INTO ballast SELECT randomblob({MEGABYTES}000000);")
    copy = site.folder / "copy.sqlite3"
    sqlite.backup(site.file, copy)
    change(site.file, "UPDATE auth_user SET first_name = 'Old';")
    found = set()
    for delay in (0.0, 0.01, 0.02, 0.03, 0.05, 0.08, 0.12):
        restoring = subprocess.Popen(
            [
                sys.executable,
                "-c",
                RESTORE,
                str(copy),
                str(site.file),
                str(site.folder / f"attest-replaced-{delay}.sqlite3"),
            ],
            cwd=Path(__file__).resolve().parents[2],
            env=site.environment(),
            stdout=subprocess.PIPE,
        )
        assert restoring.stdout is not None
        restoring.stdout.readline()  # everything is loaded, and the restore begins
        time.sleep(delay)
        restoring.kill()
        restoring.wait(timeout=30)
        restoring.stdout.close()
        assert asked(site.file, "PRAGMA integrity_check") == [("ok",)]
        ((name,),) = asked(site.file, "SELECT first_name FROM auth_user")
        found.add(name)
        change(site.file, "UPDATE auth_user SET first_name = 'Old';")
    assert found <= {"Old", ""}
    assert "Old" in found
    assert run(site, "restore", "--yes", str(copy)).returncode == 0
    assert rows(site.file) == rows(copy)
    assert list(site.folder.glob(".*part*")) == []


RESTORE = """
import sys
from pathlib import Path
import django; django.setup()
from quizzes.backups import sqlite
file, into, replaced = map(Path, sys.argv[1:])
print("begins", flush=True)
sqlite.restore(file, into, replaced=replaced)
"""
