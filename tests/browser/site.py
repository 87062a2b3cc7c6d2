"""A real server with a database file of its own, which a test may pause, kill and start again."""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .clock import FILE

ROOT = Path(__file__).resolve().parents[2]
KNOWN = "import django; django.setup(); from tests.browser import stage; stage"
STAGE = f"{KNOWN}.main()"


@dataclass
class Site:
    folder: Path
    port: int = field(init=False)
    sessions: dict[str, str] = field(default_factory=dict, repr=False)
    server: subprocess.Popen | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.key = secrets.token_urlsafe(60)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def file(self) -> Path:
        return self.folder / "site.sqlite3"

    @property
    def clock(self) -> Path:
        return self.folder / "seconds-ahead"

    def environment(self) -> dict[str, str]:
        """As in production, but without TLS."""
        own = {
            "DATABASE_URL": f"sqlite:///{self.file}",
            "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
            "DEBUG": "0",
            "HTTPS": "0",
            "SECRET_KEY": self.key,
            "ALLOWED_HOSTS": "127.0.0.1",
            "LOG_LEVEL": "ERROR",
            FILE: str(self.clock),
        }
        return {**os.environ, **own}

    def command(self, *arguments: str) -> str:
        done = subprocess.run(  # our own interpreter and arguments
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    # The server

    def furnish(self) -> None:
        self.sessions = json.loads(self.command("-c", STAGE).splitlines()[-1])

    def start(self) -> None:
        with (self.folder / "server.log").open("ab") as log:
            self.server = subprocess.Popen(  # the same
                [sys.executable, "manage.py", "runserver", "--noreload", "--skip-checks", str(self.port)],
                cwd=ROOT,
                env=self.environment(),
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            assert self.server.poll() is None, self.log
            with socket.socket() as probe:
                probe.settimeout(1)
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError(f"The server did not start within 60 seconds. {self.log}")

    def stop(self) -> None:
        if self.server is not None:
            self.server.kill()
            self.server.wait(timeout=30)
            self.server = None

    @contextmanager
    def paused(self) -> Iterator[None]:
        """The server takes connections and does not reply."""
        assert self.server is not None
        self.server.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.server.send_signal(signal.SIGCONT)

    @contextmanager
    def killed(self) -> Iterator[None]:
        """Nothing listens; afterwards the same site is served again."""
        self.stop()
        try:
            yield
        finally:
            self.start()

    @contextmanager
    def later(self, *, days: int) -> Iterator[None]:
        """The site's clock is so many days ahead."""
        self.clock.write_text(str(days * 86_400))
        try:
            yield
        finally:
            self.clock.unlink()

    @property
    def log(self) -> str:
        return (self.folder / "server.log").read_text()

    # What stands in its database

    def rows(self, query: str, *values: Any) -> list[tuple]:
        with closing(sqlite3.connect(self.file, timeout=20)) as database:
            return database.execute(query, values).fetchall()

    def make_strong(self, pupil: str) -> None:
        """Let a pupil have known all dates of the small world for months."""
        self.command("-c", f"{KNOWN}.know_well({pupil!r})")

    def grow_old(self, pupil: str) -> None:
        """Let a pupil have answered what the small world asks on six days, and have mixed two up."""
        self.command("-c", f"{KNOWN}.grow_old({pupil!r})")

    def ask_single_choices_elsewhere(self) -> None:
        """Withhold once more what a teacher's deed has brought back (`stage`)."""
        self.command("-c", f"{KNOWN}.ask_single_choices_elsewhere()")

    def ask_only(self, question: int) -> None:
        """Nothing else is asked of the fact of a question."""
        with closing(sqlite3.connect(self.file, timeout=20)) as database, database:
            database.execute(
                "UPDATE quizzes_bankquestion SET state = 'withheld', reason = 'Not in this story.'"
                " WHERE id != ? AND fact_id = (SELECT fact_id FROM quizzes_bankquestion WHERE id = ?)",
                (question, question),
            )

    def ask(self, stem: str) -> None:
        """Make a row live that was written by hand: a teacher's deed elsewhere has the bank prove its own."""
        with closing(sqlite3.connect(self.file, timeout=20)) as database, database:
            database.execute(
                "UPDATE quizzes_bankquestion SET state = 'live', reason = '' WHERE stem = ?", (stem,)
            )

    def answers(self, pupil: str) -> list[tuple[str, int | None, int | None]]:
        """Everything on a pupil's record: kind, right, guessed."""
        return self.rows(
            "SELECT review.kind, review.right, review.guessed FROM quizzes_review review"
            " JOIN quizzes_card card ON card.id = review.card_id"
            " JOIN quizzes_student student ON student.id = card.student_id"
            " JOIN auth_user person ON person.id = student.user_id"
            " WHERE person.username = ? ORDER BY review.id",
            pupil,
        )

    def key_of(self, stem: str, shown: list[str]) -> set[str]:
        """The right answers to the question that reads so and offers these, or has its answer typed."""
        rows = self.rows("SELECT key, pool FROM quizzes_bankquestion WHERE stem = ? AND state = 'live'", stem)
        for row in rows:
            key, pool = ({option["text"] for option in json.loads(options)} for options in row)
            # several questions ask which came last; the one that is asked shows its own answer
            if not shown:
                return key
            if set(shown) <= key | pool and key & set(shown):
                return key & set(shown)
        raise AssertionError(f"No live question reads {stem} and offers {shown}.")
