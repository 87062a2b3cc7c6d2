"""`serve`: granian with the house behind it, and the SQLite that comes along."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import time
import types
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from threading import Thread

import pytest
from django.core.management import CommandError, call_command

from config.sqlite import take_newer
from quizzes.backups import sqlite
from quizzes.management.commands import serve
from tests.quizzes.test_kill import FURNISH, Browser, Site

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def serving(site: Site, *, workers: int = 2) -> Iterator[subprocess.Popen]:
    environment = site.environment() | {
        "DEBUG": "0",
        "HTTPS": "0",
        "SECRET_KEY": "k" * 60,
        "LOG_LEVEL": "INFO",
    }
    environment |= {"DJANGO_SETTINGS_MODULE": "tests.browser.settings"}
    with (site.folder / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [sys.executable, "manage.py", "serve", f"--port={site.port}", f"--workers={workers}"],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        site.wait_for(server)
        wait_until_ready(site)
        yield server
    finally:
        if server.poll() is None:
            server.send_signal(signal.SIGTERM)
        server.wait(timeout=60)


def wait_until_ready(site: Site) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=20)
            connection.request("GET", "/readyz")
            if connection.getresponse().read() == b"ok":
                return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise AssertionError((site.folder / "server.log").read_text()[-2000:])


@pytest.fixture
def site(tmp_path: Path) -> Site:
    pytest.importorskip("granian")
    made = Site(folder=tmp_path)
    made.command("manage.py", "migrate", "--verbosity", "0")
    made.command("-c", FURNISH)
    return made


@pytest.mark.server
def test_school_is_served_and_stops_without_losing_an_answer(site: Site) -> None:
    copy = site.folder / "copy.sqlite3"
    browser = Browser(port=site.port)
    with serving(site) as server:
        browser.sign_in()
        student = Thread(target=browser.answer_until_it_breaks)
        student.start()
        deadline = time.monotonic() + 60
        while len(browser.acknowledged) < 5 and student.is_alive() and time.monotonic() < deadline:
            time.sleep(0.01)
        sqlite.backup(site.file, copy)
        refused = site.command("manage.py", "restore", "--yes", str(copy), check=False)
        assert "The site is running on this database" in refused.stderr
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=60) == 0
        student.join(timeout=60)
    assert browser.faults == []
    stored = sqlite.contents(site.file)
    assert 5 <= len(browser.acknowledged) <= stored.reviews <= len(browser.acknowledged) + 1
    assert site.command("manage.py", "restore", "--yes", str(copy), check=False).returncode == 0
    log = (site.folder / "server.log").read_text()
    assert '"route": "study/answer/"' in log
    assert "pupil" not in log


@pytest.mark.server
def test_ctrl_c_reaches_every_process_and_stops_at_once(site: Site) -> None:
    with serving(site) as server:
        os.killpg(server.pid, signal.SIGINT)  # as a terminal does
        assert server.wait(timeout=serve.SECONDS_TO_FINISH - 5) == 0


@pytest.mark.pure
def test_serving_with_debug_is_refused(settings) -> None:
    pytest.importorskip("granian")
    settings.DEBUG = True
    with pytest.raises(CommandError, match=r"^A school is served with DEBUG=0"):
        call_command("serve", stdout=StringIO())


@pytest.mark.pure
def test_missing_granian_is_said_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "granian", None)
    with pytest.raises(CommandError, match=r"^granian is not installed here: “make serve” installs"):
        call_command("serve", stdout=StringIO())


@pytest.mark.pure
def test_one_process_for_each_core_that_we_may_use() -> None:
    assert 1 <= serve.cores() <= (os.cpu_count() or 1)


# The SQLite that comes along


def pysqlite(version: tuple[int, int, int]) -> types.ModuleType:
    module = types.ModuleType("pysqlite3")
    module.sqlite_version_info = version
    module.dbapi2 = types.ModuleType("pysqlite3.dbapi2")
    return module


@pytest.mark.pure
@pytest.mark.parametrize(("version", "taken"), [((99, 0, 0), True), ((3, 0, 0), False)])
def test_newer_sqlite_takes_the_place_of_pythons_own(
    monkeypatch: pytest.MonkeyPatch, version: tuple[int, int, int], taken: bool
) -> None:
    import sqlite3

    other = pysqlite(version)
    for name, module in {"sqlite3": sqlite3, "sqlite3.dbapi2": sqlite3.dbapi2}.items():
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.setitem(sys.modules, "pysqlite3", other)
    monkeypatch.setitem(sys.modules, "pysqlite3.dbapi2", other.dbapi2)
    take_newer()
    assert (sys.modules["sqlite3"] is other) == taken
    assert (sys.modules["sqlite3.dbapi2"] is other.dbapi2) == taken


@pytest.mark.pure
def test_without_another_sqlite_pythons_own_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    import sqlite3

    monkeypatch.setitem(sys.modules, "pysqlite3", None)
    monkeypatch.setitem(sys.modules, "sqlite3", sqlite3)
    take_newer()
    assert sys.modules["sqlite3"] is sqlite3


@pytest.mark.pure
def test_backups_and_checks_use_the_sqlite_of_django() -> None:
    from django.db.backends.sqlite3.base import Database

    from history import checks

    assert sqlite.Database is Database is checks.Database
