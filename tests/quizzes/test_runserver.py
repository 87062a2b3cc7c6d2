"""`make run` and the server behind it: on this machine alone, and for a class on the local network."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import autoreload

from config.settings import kept_key
from quizzes.management.commands import runserver

pytestmark = pytest.mark.pure
ROOT = Path(__file__).resolve().parents[2]
LAN = "192.0.2.7"


@dataclass
class Started:
    """What would have been served, and what was said."""

    hosts: list[str]
    said: str
    reloading: list[bool] = field(default_factory=list)


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Callable[..., Started]:
    """Start the server up to the point where it would open its port."""
    reloading: list[bool] = []
    monkeypatch.setattr(runserver.Command, "inner_run", lambda *_a, **_o: reloading.append(False))
    monkeypatch.setattr(runserver.Command, "refuse_taken_port", lambda _self: None)
    monkeypatch.setattr(autoreload, "run_with_reloader", lambda *_a, **_o: reloading.append(True))
    monkeypatch.setattr(runserver, "lan_address", lambda: LAN)
    monkeypatch.delenv(autoreload.DJANGO_AUTORELOAD_ENV, raising=False)

    def started(address: str, *, debug: bool, hosts: tuple[str, ...] = ()) -> Started:
        settings.DEBUG = debug
        settings.ALLOWED_HOSTS = list(hosts)
        said = StringIO()
        call_command(runserver.Command(stdout=said), address, skip_checks=True)
        return Started(settings.ALLOWED_HOSTS, said.getvalue(), reloading)

    return started


@pytest.mark.parametrize("address", ["0.0.0.0:8123", "0:8123", "[::]:8123"])
def test_class_is_served_without_debug(start: Callable[..., Started], address: str) -> None:
    server = start(address, debug=False)
    assert server.hosts == ["127.0.0.1", "localhost", LAN]
    assert server.said == f"Your class opens http://{LAN}:8123/\n"
    assert server.reloading == [False]


def test_class_opens_the_address_that_was_typed(start: Callable[..., Started]) -> None:
    server = start("192.0.2.9:8123", debug=False, hosts=("attest.example", "localhost"))
    assert server.hosts == ["attest.example", "localhost", "127.0.0.1", "192.0.2.9"]
    assert server.said == "Your class opens http://192.0.2.9:8123/\n"


@pytest.mark.parametrize("address", ["127.0.0.1:8123", "localhost:8123", "[::1]:8123", "8123"])
def test_this_machine_alone_is_nothing_for_a_class(start: Callable[..., Started], address: str) -> None:
    server = start(address, debug=True)
    assert server.hosts == ["127.0.0.1", "localhost"]
    assert server.said == ""
    assert server.reloading == [True]


def test_address_is_said_once_with_the_reloader(
    start: Callable[..., Started], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert start("0.0.0.0:8123", debug=True).said.count("Your class opens") == 1
    monkeypatch.setenv(autoreload.DJANGO_AUTORELOAD_ENV, "true")  # in the process that the reloader starts
    child = start("0.0.0.0:8123", debug=True)
    assert child.said == ""
    assert LAN in child.hosts


# What `make run` does


def recipe(host: str) -> list[str]:
    """The commands of `make run`, without running them."""
    if shutil.which("make") is None:
        pytest.skip("make is absent")
    done = subprocess.run(
        ["make", "--dry-run", "--no-print-directory", "run", f"HOST={host}", "PORT=8123"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line for line in done.stdout.splitlines() if "manage.py" in line]
    return [line.replace(".venv/bin/python manage.py ", "") for line in lines]


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.9", "attest.example"])  # noqa: S104
def test_network_is_served_without_debug(host: str) -> None:
    assert recipe(host) == [
        "migrate --verbosity 0 --skip-checks",
        "DEBUG=0 HTTPS=0 collectstatic --noinput --verbosity 0",
        "furnish",
        f"DEBUG=0 HTTPS=0 runserver --skip-checks {host}:8123",
    ]


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.1.1", "localhost", "[::1]"])
def test_this_machine_is_served_as_it_was(host: str) -> None:
    assert recipe(host) == [
        "migrate --verbosity 0 --skip-checks",
        "furnish",
        f"runserver --skip-checks {host}:8123",
    ]


# The secret without DEBUG


def settings_at(root: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Read the settings as if the house stood there."""
    shutil.copytree(ROOT / "config", root / "config", ignore=shutil.ignore_patterns("__pycache__"))
    return subprocess.run(
        [sys.executable, "-c", "from config import settings; print(settings.SECRET_KEY)"],
        cwd=root,
        env={"DEBUG": "0", "PATH": "/usr/bin:/bin", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def keep(root: Path, key: str) -> Path:
    path = root / "var" / "secret_key"
    path.parent.mkdir()
    path.write_text(key)
    return path


def test_key_of_this_machine_serves_without_debug(tmp_path: Path) -> None:
    keep(tmp_path, "k" * 60)
    assert settings_at(tmp_path).stdout == "k" * 60 + "\n"


def test_key_of_the_environment_comes_first(tmp_path: Path) -> None:
    keep(tmp_path, "k" * 60)
    assert settings_at(tmp_path, SECRET_KEY="e" * 60).stdout == "e" * 60 + "\n"


@pytest.mark.parametrize("key", [None, "short"])
def test_production_without_a_good_key_is_refused(tmp_path: Path, key: str | None) -> None:
    if key is not None:
        keep(tmp_path, key)
    done = settings_at(tmp_path)
    assert done.returncode != 0
    assert "SECRET_KEY must be set to at least 50 random characters" in done.stderr
    assert (tmp_path / "var").exists() == (key is not None)


def test_kept_key_is_read_and_never_made(tmp_path: Path) -> None:
    assert kept_key(tmp_path / "var" / "secret_key") == ""
    assert kept_key(keep(tmp_path, "k" * 60)) == "k" * 60
