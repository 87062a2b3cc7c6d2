"""Commands and checks that prepare a house: migrate, furnish, what the machine should know."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import Group, User
from django.core.checks.registry import registry
from django.core.management import CommandError, call_command
from django.core.management.commands.migrate import Command as DjangoMigrate
from django.test import Client

from history import checks
from history.facts import Publication
from history.management.commands.migrate import Command as Migrate
from history.models import Base, Fact
from quizzes.management.commands import furnish
from quizzes.models import BankQuestion, Set, Student
from tests.factories import BaseFactory, UserFactory, small_base

PACK = """\
pack: {id: tiny, title: A tiny pack, language: en, version: 1, method: Made for a test.}
sources:
- {id: s, title: A book, publisher: A press, kind: academic, origin: press, language: en}
places: []
actors:
- {id: a, kind: person, name: Ann Example, existence: {start: '1900', end: '1980', cites: [{source: s}]}}
agreements: []
facts:
- {id: f, kind: event, status: established, statement: Ann Example opened a bridge., date: '1950-06-25',
   actors: [{actor: a, role: participant}], cites: [{source: s, locator: p. 1}], questions: [date]}
errata: []
"""


@pytest.fixture
def starter(tmp_path, monkeypatch) -> Path:
    """A starter pack of one fact, so that the tests do not load the whole one."""
    path = tmp_path / "tiny.yaml"
    path.write_text(PACK, encoding="utf-8")
    monkeypatch.setattr(furnish, "STARTER", path)
    return path


def run(capsys, *arguments: str) -> str:
    call_command("furnish", *arguments)
    return capsys.readouterr().out


def passwords_in(text: str) -> dict[str, str]:
    lines = [line.split() for line in text.splitlines()]
    return {words[0]: words[1] for words in lines if len(words) == 2 and words[0] in ("teacher", "student")}


@pytest.mark.django_db
def test_furnish_an_empty_house(starter, settings, capsys):
    settings.DEBUG = True
    passwords = passwords_in(run(capsys))
    assert set(passwords) == {"teacher", "student"}
    assert Fact.objects.get().publication == Publication.PUBLISHED
    assert BankQuestion.objects.filter(fact__key="f").exists()
    assert Set.objects.get().base == Base.objects.get()
    teacher = User.objects.get(username="teacher")
    assert teacher.has_perms(["history.publish_fact", "history.add_fact", "quizzes.view_bankquestion"])
    assert (teacher.is_staff, teacher.is_superuser) == (True, False)
    assert list(Student.objects.get().follows.all()) == list(Set.objects.all())
    for name, password in passwords.items():
        sent = {"username": name, "password": password}
        assert Client().post("/accounts/login/", sent).status_code == 303


@pytest.mark.django_db
def test_furnish_says_how_many_questions_are_ready_and_no_table(starter, settings, capsys):
    settings.DEBUG = True
    said = run(capsys)
    ready = BankQuestion.objects.live().count()
    assert f"\n{ready} question{'' if ready == 1 else 's'} " in said
    assert "withheld" not in said
    assert "remarks" not in said


@pytest.mark.django_db
def test_furnish_twice_changes_nothing_and_prints_no_password(starter, settings, capsys):
    settings.DEBUG = True
    run(capsys)
    before = list(User.objects.values_list("username", "password").order_by("pk"))
    assert passwords_in(run(capsys)) == {}
    assert list(User.objects.values_list("username", "password").order_by("pk")) == before
    counts = [model.objects.count() for model in (Base, Fact, Set, Group, Student)]
    assert counts == [1, 1, 1, 2, 1]


@pytest.mark.django_db
def test_furnish_with_passwords_makes_new_ones(starter, settings, capsys):
    settings.DEBUG = True
    first = passwords_in(run(capsys))
    second = passwords_in(run(capsys, "--passwords"))
    assert set(second) == set(first)
    assert second["teacher"] != first["teacher"]
    assert User.objects.get(username="teacher").check_password(second["teacher"])


@pytest.mark.django_db
def test_furnish_leaves_a_house_with_people_alone(starter, settings, capsys):
    settings.DEBUG = True
    UserFactory(username="somebody")
    assert passwords_in(run(capsys)) == {}
    assert list(User.objects.values_list("username", flat=True)) == ["somebody"]


@pytest.mark.django_db
def test_furnish_in_production_makes_nobody(starter, settings, capsys):
    settings.DEBUG = False
    assert "createsuperuser" in run(capsys)
    assert not User.objects.exists()
    with pytest.raises(CommandError, match="changepassword"):
        run(capsys, "--passwords")


@pytest.mark.django_db
def test_furnish_loads_nothing_where_there_is_a_base(starter, capsys):
    small_base()
    BaseFactory(name="Empty")
    run(capsys)
    assert set(Base.objects.values_list("name", flat=True)) == {"A small world", "Empty"}
    assert set(Set.objects.filter(starter=True).values_list("name", flat=True)) == {"A small world", "Empty"}
    others = set(Set.objects.filter(starter=False).values_list("name", flat=True))
    assert others == {"1950 to 1959", "Agreements"}
    before = list(Set.objects.order_by("pk").values_list())
    run(capsys)
    assert list(Set.objects.order_by("pk").values_list()) == before


@pytest.mark.django_db
def test_small_world_has_live_questions_of_five_kinds():
    small_base()
    call_command("make_questions")
    kinds = BankQuestion.objects.live().order_by("kind").values_list("kind", flat=True).distinct()
    assert list(kinds) == ["actor", "agreement", "date", "order", "place"]


def test_migrate_is_ours_and_still_django_s():
    assert issubclass(Migrate, DjangoMigrate)


@pytest.mark.skipif("sqlite3" not in django_settings.DATABASES["default"]["ENGINE"], reason="SQLite only")
def test_migrate_writes_the_journal_mode_into_the_file(tmp_path):
    path = tmp_path / "new.sqlite3"
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0", "contenttypes"],
        cwd=django_settings.ROOT,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{path}"},
        check=True,
        capture_output=True,
    )
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def migrate(path, umask=0o022):
    return subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0", "--skip-checks", "contenttypes"],
        cwd=django_settings.ROOT,
        env={**os.environ, "DATABASE_URL": f"sqlite:///{path}"},
        capture_output=True,
        text=True,
        check=False,
        umask=umask,
    )


def test_migrate_lets_only_the_owner_read(tmp_path):
    path = tmp_path / "site.sqlite3"
    assert migrate(path).returncode == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o644)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE other (a)")  # the logs lie beside it now, as open as the file
        assert migrate(path).returncode == 0
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    assert modes == dict.fromkeys(["site.sqlite3", "site.sqlite3-shm", "site.sqlite3-wal"], 0o600)


def test_migrate_leaves_a_group_that_may_read(tmp_path):
    path = tmp_path / "site.sqlite3"
    path.touch()
    path.chmod(0o660)
    assert migrate(path).returncode == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o660


def test_migrate_says_in_one_sentence_what_cannot_be_written(tmp_path):
    (tmp_path / "folder.sqlite3").mkdir()
    done = migrate(tmp_path / "folder.sqlite3")
    assert done.returncode == 1
    assert done.stderr.startswith(f"CommandError: The database {tmp_path}/folder.sqlite3 cannot be written.")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("version", "corrupts"),
    [
        ((3, 6, 23), False),
        ((3, 7, 0), True),
        ((3, 40, 1), True),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 53, 0), False),
    ],
)
def test_sqlite_that_can_corrupt_is_known(version, corrupts):
    assert checks.sqlite_corrupts(version) is corrupts


def test_check_informs_and_fails_nothing():
    (found,) = checks.sqlite_messages(["django.db.backends.sqlite3"], (3, 40, 1))
    assert (found.id, found.is_serious()) == ("history.W001", False)
    assert "SQLite 3.40.1" in found.msg
    assert "3.51.3" in found.hint


def test_rare_fault_is_said_on_request_and_not_before_every_command():
    assert checks.check_sqlite not in registry.get_checks()
    assert checks.check_sqlite in registry.get_checks(include_deployment_checks=True)


def test_whoever_starts_the_site_reads_of_the_fault_in_plain_words():
    sqlite = "sqlite3" in django_settings.DATABASES["default"]["ENGINE"]
    assert checks.plainly((3, 40, 1)).startswith("This machine's SQLite has" if sqlite else "")
    assert checks.plainly((3, 51, 3)) == ""


@pytest.mark.parametrize(
    ("engine", "version"),
    [("django.db.backends.sqlite3", (3, 51, 3)), ("django.db.backends.postgresql", (3, 40, 1))],
)
def test_check_says_nothing_where_nothing_is_wrong(engine, version):
    assert checks.sqlite_messages([engine], version) == []
