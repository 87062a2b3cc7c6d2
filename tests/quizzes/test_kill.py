"""Law 8, the crash: what the server acknowledged is there after kill -9, once, and every card is its fold."""

from __future__ import annotations

import http.client
import json
import os
import re
import secrets
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode

import pytest
from django.core.signing import b64_decode

pytestmark = pytest.mark.server

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 4
FURNISH = """
import django; django.setup()
from tests.quizzes import small_bank
small_bank.furnish(2000)
small_bank.student(new_a_day=1000)
"""

NONCE = 6
"""Where it stands among the fields of a token."""


@dataclass
class Site:
    """One server with a database file of its own."""

    folder: Path
    port: int = field(init=False)

    def __post_init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    @property
    def file(self) -> Path:
        return self.folder / "site.sqlite3"

    def command(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess:
        return subprocess.run(  # our own interpreter and arguments
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment(),
            check=check,
            capture_output=True,
            text=True,
            timeout=120,
        )

    def environment(self) -> dict[str, str]:
        own = {
            "DATABASE_URL": f"sqlite:///{self.file}",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DEBUG": "1",
            "LOG_LEVEL": "CRITICAL",
        }
        return {**os.environ, **own}

    @contextmanager
    def serving(self) -> Iterator[subprocess.Popen]:
        """The server, which is killed at the end if it still runs."""
        with (self.folder / "server.log").open("ab") as log:
            server = subprocess.Popen(  # the same
                [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{self.port}"],
                cwd=ROOT,
                env=self.environment(),
                stdout=log,
                stderr=log,
            )
        try:
            self.wait_for(server)
            yield server
        finally:
            server.kill()
            server.wait(timeout=30)

    def wait_for(self, server: subprocess.Popen) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            assert server.poll() is None, (self.folder / "server.log").read_text()
            with socket.socket() as probe:
                probe.settimeout(1)
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError("The server did not start within 60 seconds.")


@dataclass
class Browser:
    """A student who answers, and notes which answers the server has acknowledged."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    acknowledged: dict[str, int] = field(default_factory=dict)
    pending: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def send(self, method: str, path: str, data: dict[str, str] | None = None) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "HX-Request": "true",
            "X-CSRFToken": self.cookies.get("csrftoken", ""),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            connection.request(method, path, urlencode(data or {}) if data else None, headers)
            response = connection.getresponse()
            body = response.read().decode()
            if "Content-Length" not in response.headers:
                raise http.client.IncompleteRead(b"")  # killed between two lines of the headers
        finally:
            connection.close()
        for header in response.headers.get_all("Set-Cookie") or []:
            self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(header).items()})
        if response.status >= 400:
            self.faults.append(f"{method} {path}: {response.status}")
        return body

    def sign_in(self) -> None:
        self.send("GET", "/accounts/login/")
        self.send("POST", "/accounts/login/", {"username": "pupil", "password": "a long enough one"})
        assert "sessionid" in self.cookies

    def answer_until_it_breaks(self) -> None:
        """Answer without a pause. What was sent and not acknowledged is sent again first of all."""
        try:
            while True:
                if not self.pending:
                    self.pending = self.form()
                body = self.send("POST", "/study/answer/", self.pending)
                undo = re.search(r'action="/study/undo/(\d+)/"', body)
                if undo is None:
                    self.faults.append(f"no verdict: {self.pending} {body[:300]}")
                    return
                self.acknowledged[nonce_of(self.pending["token"])] = int(undo[1])
                self.pending = {}
        except (OSError, http.client.HTTPException):
            return

    def form(self) -> dict[str, str]:
        html = self.send("GET", "/study/")
        token = re.search(r'name="token" value="([^"]+)"', html)
        assert token, html[:300]
        return {"token": token[1], "choice": str(secrets.randbelow(4)), "confidence": "sure"}


def nonce_of(token: str) -> str:
    return json.loads(b64_decode(token.split(":")[0].encode()))[NONCE]


@pytest.fixture
def site(tmp_path: Path) -> Site:
    made = Site(folder=tmp_path)
    made.command("manage.py", "migrate", "--verbosity", "0")
    made.command("-c", FURNISH)
    return made


def test_acknowledged_answers_survive_kill_9(site: Site) -> None:
    browser = Browser(port=site.port)
    for turn in range(ROUNDS):
        before = len(browser.acknowledged)
        with site.serving() as server:
            if turn == 0:
                browser.sign_in()
            student = Thread(target=browser.answer_until_it_breaks)
            student.start()
            until = time.monotonic() + 20
            while len(browser.acknowledged) <= before + 2 and student.is_alive() and time.monotonic() < until:
                time.sleep(0.01)
            time.sleep(secrets.randbelow(700) / 1000)
            os.kill(server.pid, signal.SIGKILL)
            student.join(timeout=60)
            assert not student.is_alive()
        assert browser.faults == []
        assert len(browser.acknowledged) > before
        assert_whole(site, browser)
    checked = site.command("manage.py", "rebuild_states", "--check", check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def assert_whole(site: Site, browser: Browser) -> None:
    """Every acknowledged answer is there once, and at most the one on its way beside them."""
    with sqlite3.connect(site.file) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        stored = dict(database.execute("SELECT token, id FROM quizzes_review").fetchall())
        numbers = database.execute("SELECT card_id, number FROM quizzes_review").fetchall()
        cards = dict(database.execute("SELECT id, number FROM quizzes_card").fetchall())
    database.close()
    assert browser.acknowledged.items() <= stored.items()
    on_its_way = {nonce_of(browser.pending["token"])} if browser.pending else set()
    assert stored.keys() - browser.acknowledged.keys() <= on_its_way
    assert len(set(numbers)) == len(numbers)
    assert Counter(card for card, _number in numbers) == Counter(cards)
