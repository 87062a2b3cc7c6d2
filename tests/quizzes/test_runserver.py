"""`make run` and the server behind it: on this machine alone, and for a class on the local network."""

from __future__ import annotations

import http.client
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from io import StringIO
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.management import CommandError, call_command
from django.utils import autoreload

from config.settings import kept_key
from history import checks
from quizzes.management import addresses
from quizzes.management.commands import runserver
from tests.quizzes.test_kill import FURNISH, Site

pytestmark = pytest.mark.pure
ROOT = Path(__file__).resolve().parents[2]
LAN, LAN6 = "192.0.2.7", "2001:db8::7"
HERE = ["127.0.0.1", "localhost", "[::1]"]
FRAME = "-" * addresses.WIDTH


@dataclass
class Started:
    """What would have been served, and what was said."""

    hosts: list[str]
    said: str
    reloading: list[bool] = field(default_factory=list)


@pytest.fixture
def on_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """This machine has one address of each family, and a name."""
    known = {socket.AF_INET: [LAN], socket.AF_INET6: [LAN6]}
    monkeypatch.setattr(addresses, "own_addresses", lambda family: list(known[family]))
    monkeypatch.setattr(socket, "gethostname", lambda: "Lab-PC.school.example")


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch, settings: Any, on_a_network: None) -> Callable[..., Started]:
    """Start the server up to the point where its port is open."""
    reloading: list[bool] = []

    def inner_run(command: runserver.Command, *_a: Any, **_o: Any) -> None:
        reloading.append(False)
        command.on_bind(int(command.port))

    monkeypatch.setattr(runserver.Command, "inner_run", inner_run)
    monkeypatch.setattr(addresses, "refuse_taken_port", lambda *_a, **_o: None)
    monkeypatch.setattr(checks, "plainly", lambda: "")
    monkeypatch.setattr(autoreload, "run_with_reloader", lambda *_a, **_o: reloading.append(True))

    def started(address: str, *, debug: bool, hosts: tuple[str, ...] = ()) -> Started:
        settings.DEBUG = debug
        settings.ALLOWED_HOSTS = list(hosts)
        said = StringIO()
        call_command(runserver.Command(stdout=said), address, skip_checks=True)
        return Started(settings.ALLOWED_HOSTS, said.getvalue(), reloading)

    return started


@pytest.mark.parametrize("address", ["0.0.0.0:8123", "0:8123"])
def test_class_is_served_without_debug_under_this_machines_names(
    start: Callable[..., Started], address: str
) -> None:
    server = start(address, debug=False)
    assert server.hosts == [*HERE, LAN, "lab-pc", "lab-pc.local"]
    assert server.reloading == [False]
    lines = server.said.splitlines()
    assert (lines[0], lines[-1]) == (FRAME, FRAME)
    assert lines[1:4] == ["Your class types this into a browser:", "", f"    http://{LAN}:8123/"]
    assert "let port 8123 in" in server.said
    assert "0.0.0.0" not in server.said  # noqa: S104


def test_every_address_is_said_the_shorter_ones_first(start: Callable[..., Started]) -> None:
    server = start("[::]:8123", debug=False)
    assert server.hosts == [*HERE, LAN, f"[{LAN6}]", "lab-pc", "lab-pc.local"]
    assert "Your class types one of these into a browser:" in server.said
    assert server.said.index(f"http://{LAN}:8123/") < server.said.index(f"http://[{LAN6}]:8123/")


def test_machine_without_a_network_says_so(
    start: Callable[..., Started], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addresses, "own_addresses", lambda _family: [])
    server = start("0.0.0.0:8123", debug=False)
    assert "This machine is on no network" in server.said
    assert server.hosts[:3] == HERE


def test_class_opens_the_address_that_was_typed(start: Callable[..., Started]) -> None:
    server = start("192.0.2.9:8123", debug=False, hosts=("attest.example", "localhost"))
    assert server.hosts == ["attest.example", "localhost", "127.0.0.1", "[::1]", "192.0.2.9"]
    assert "    http://192.0.2.9:8123/\n" in server.said
    assert LAN not in server.said


@pytest.mark.parametrize("address", ["127.0.0.1:8123", "localhost:8123", "[::1]:8123", "8123"])
def test_this_machine_alone_is_nothing_for_a_class(start: Callable[..., Started], address: str) -> None:
    server = start(address, debug=True)
    assert server.hosts == HERE
    assert "class" not in server.said
    assert server.reloading == [True]
    host = address.rpartition(":")[0] or "127.0.0.1"
    said = start(address, debug=False).said
    assert said == f"Open http://{host}:8123/ in a browser. Ctrl-C stops it.\n"


def test_rare_fault_is_said_once_and_not_at_each_reload(
    start: Callable[..., Started], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "plainly", lambda: "A rare fault.")
    assert start("8123", debug=True).said.splitlines()[0] == "A rare fault."
    monkeypatch.setenv(autoreload.DJANGO_AUTORELOAD_ENV, "true")
    assert "A rare fault." not in start("8123", debug=True).said


def test_own_addresses_lead_to_other_machines() -> None:
    """Whatever this machine has: no loopback, nothing that ends with the cable, nothing twice."""
    for family in (socket.AF_INET, socket.AF_INET6):
        found = addresses.own_addresses(family)
        assert len(set(found)) == len(found)
        assert not any(
            ip_address(address).is_loopback or ip_address(address).is_link_local for address in found
        )


def test_name_that_nobody_knows_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "gethostname", lambda: "no such name")
    assert "no such name" not in addresses.names("0.0.0.0")  # noqa: S104


def test_port_that_is_taken_is_said_in_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        for host, command in [("127.0.0.1", "make run"), ("0.0.0.0", "make serve HOST=0.0.0.0")]:  # noqa: S104
            with pytest.raises(CommandError, match=rf"^Port {port} is used .*: {command} PORT={port + 1}$"):
                addresses.refuse_taken_port(host, port, command=" ".join(command.split()[:2]))


@pytest.mark.parametrize("host", ["999.1.1.1", LAN])
def test_address_of_no_machine_or_another_is_said_in_one_sentence(host: str) -> None:
    with pytest.raises(CommandError, match=rf"^{host} is no address of this machine\."):
        addresses.refuse_taken_port(host, 8123)


@pytest.mark.parametrize("text", ["abc", "", "0", "-1", "65536", "99999", "8000.0", "\u0665", "9" * 5000])
def test_port_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(CommandError, match=r"^PORT must be a whole number from 1 to 65535, and is “"):
        addresses.port_of(text)


def test_make_asks_before_it_touches_the_database() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "quizzes.management.addresses", "make run", "127.0.0.1", "99999"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    for target in ("run", "serve"):
        plan = make("--dry-run", target, "HOST=0.0.0.0", "PORT=8123")
        asked = f"quizzes.management.addresses 'make {target}' '0.0.0.0' '8123'"
        assert 0 < plan.index(asked) < plan.index("manage.py migrate")


# Over the network


@pytest.mark.server
def test_pupil_signs_in_from_another_address_over_plain_http(tmp_path: Path) -> None:
    """Nothing but HOST is set: the site answers under this machine's address, and its forms are checked."""
    found = addresses.own_addresses(socket.AF_INET)
    if not found:
        pytest.skip("this machine has no address but its own")
    site = Site(folder=tmp_path)
    site.command("manage.py", "migrate", "--verbosity", "0")
    site.command("-c", FURNISH)
    with serving(site, tmp_path) as log:
        pupil = Pupil(found[0], site.port)
        assert pupil.send("GET", "/accounts/login/")[0] == 200
        form = {
            "username": "pupil",
            "password": "a long enough one",
            "csrfmiddlewaretoken": pupil.cookies["csrftoken"],
        }
        status, headers, _ = pupil.send("POST", "/accounts/login/", form)
        assert (status, headers["Location"]) == (303, "/")
        assert "sessionid" in pupil.cookies
        assert "Cross-Origin-Opener-Policy" not in headers
        assert pupil.send("GET", "/")[0] == 200
        assert pupil.send("POST", "/accounts/login/", form, origin="http://elsewhere.example")[0] == 403
        assert pupil.send("GET", "/", host="elsewhere.example")[0] == 400
        assert pupil.send("GET", "/readyz", host="127.0.0.1")[2] == b"ok"
    said = log.read_text()
    assert f"    http://{found[0]}:{site.port}/\n" in said
    assert "pupil" not in said


@contextmanager
def serving(site: Site, folder: Path) -> Iterator[Path]:
    """As `make run HOST=0.0.0.0` does, but without collected files."""
    log = folder / "server.log"
    environment = site.environment() | {
        "DEBUG": "0",
        "HTTPS": "0",
        "SECRET_KEY": "k" * 60,
        "LOG_LEVEL": "WARNING",
    }
    environment |= {"DJANGO_SETTINGS_MODULE": "tests.browser.settings"}
    with log.open("wb") as stream:
        server = subprocess.Popen(
            [sys.executable, "manage.py", "runserver", "--skip-checks", f"0.0.0.0:{site.port}"],
            cwd=ROOT,
            env=environment,
            stdout=stream,
            stderr=stream,
        )
    try:
        site.wait_for(server)
        yield log
    finally:
        server.kill()
        server.wait(timeout=30)


@dataclass
class Pupil:
    """A browser on another machine."""

    address: str
    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def send(
        self, method: str, path: str, form: dict[str, str] | None = None, *, origin: str = "", host: str = ""
    ) -> tuple[int, Any, bytes]:
        site = f"{self.address}:{self.port}"
        headers = {"Host": host or site, "Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if form is not None:
            headers |= {
                "Origin": origin or f"http://{site}",
                "Content-Type": "application/x-www-form-urlencoded",
            }
        connection = http.client.HTTPConnection(self.address, self.port, timeout=20)
        try:
            connection.request(method, path, urlencode(form) if form else None, headers)
            response = connection.getresponse()
            body = response.read()
        finally:
            connection.close()
        for header in response.headers.get_all("Set-Cookie") or []:
            self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(header).items()})
        return response.status, response.headers, body


# What `make run` does


def make(*arguments: str) -> str:
    """What make says."""
    if shutil.which("make") is None:
        pytest.skip("make is absent")
    command = ["make", "--no-print-directory", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def recipe(host: str) -> list[str]:
    """The commands of `make run`, without running them."""
    said = make("--dry-run", "run", f"HOST={host}", "PORT=8123")
    lines = [line for line in said.splitlines() if "manage.py" in line]
    return [" ".join(line.replace(".venv/bin/python manage.py ", "").split()) for line in lines]


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.9", "attest.example"])  # noqa: S104
def test_network_is_served_without_debug(host: str) -> None:
    assert recipe(host) == [
        "migrate --verbosity 0 --skip-checks",
        "DEBUG=0 HTTPS=0 LOG_LEVEL=WARNING collectstatic --noinput --verbosity 0",
        "furnish --skip-checks",
        f"exec env DEBUG=0 HTTPS=0 LOG_LEVEL=WARNING runserver --skip-checks {host}:8123",
    ]


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.1.1", "localhost", "[::1]"])
def test_this_machine_is_served_as_it_was(host: str) -> None:
    assert recipe(host) == [
        "migrate --verbosity 0 --skip-checks",
        "furnish --skip-checks",
        f"exec env runserver --skip-checks {host}:8123",
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
