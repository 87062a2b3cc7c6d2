"""What is logged holds no name, no address, no search word and no answer."""

from __future__ import annotations

import json
import logging
import logging.config
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from config import logs, urls

ROOT = Path(__file__).resolve().parents[2]
NAME, WORD, SECRET = "Ottilie-Wildermuth", "Schwabenstreich", "kartoffelsalat"


@login_not_required
def broken(_request: HttpRequest, word: str) -> HttpResponse:
    answer = SECRET
    try:
        raise LookupError(f"no {answer}")
    except LookupError as error:
        raise ValueError(f"{word} broke it") from error


urlpatterns = [path("broken/<word>/", broken, name="broken"), path("", include("config.urls"))]
handler400, handler500 = urls.handler400, urls.handler500

pytestmark = pytest.mark.urls(__name__)


@pytest.fixture(params=["json", "text"])
def log(request: pytest.FixtureRequest) -> Iterator[StringIO]:
    """What is written to the log as in production, at the level that writes most."""
    configuration = logs.configuration(request.param, "DEBUG", developing=False)
    stream = StringIO()
    configuration["handlers"]["console"]["stream"] = stream
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    logging.config.dictConfig(configuration)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    from django.conf import settings

    logging.config.dictConfig(settings.LOGGING)


def written(log: StringIO) -> list[dict[str, Any]]:
    if not log.getvalue().startswith("{"):
        return []
    return [json.loads(line) for line in log.getvalue().splitlines()]


def of_requests(log: StringIO) -> list[tuple]:
    lines = [line for line in written(log) if line["logger"] == "quizzes.requests"]
    return [(line["method"], line["route"], line["status"]) for line in lines]


def assert_silent(log: StringIO) -> None:
    text = log.getvalue()
    assert text
    for secret in (NAME, NAME.lower(), WORD, SECRET, "203.0.113.9", "secret-agent"):
        assert secret not in text


@pytest.mark.pure
@pytest.mark.parametrize(
    ("level", "developing", "shown"),
    [("WARNING", False, False), ("INFO", False, True), ("WARNING", True, True)],
)
def test_class_screen_shows_faults_of_ours_and_no_refusals(level: str, developing: bool, shown: bool) -> None:
    loggers = logs.configuration("text", level, developing=developing)["loggers"]
    assert (loggers.get("django.request") is None) == shown
    assert ("django.security.DisallowedHost" in loggers) != shown
    if not shown:
        assert loggers["django.request"] == {"level": "ERROR"}
        assert loggers["django.security.DisallowedHost"] == {"level": "CRITICAL"}


@pytest.mark.django_db
def test_failed_sign_in_and_search_leave_neither_name_nor_word(log: StringIO, as_student: Client) -> None:
    stranger = Client(REMOTE_ADDR="203.0.113.9", headers={"User-Agent": "secret-agent"})
    for _ in range(9):
        stranger.post("/accounts/login/", {"username": NAME, "password": SECRET})
    stranger.post("/admin/login/", {"username": NAME, "password": SECRET})
    as_student.get("/facts/", {"q": WORD})
    as_student.get(f"/{WORD}/", {"q": WORD})
    as_student.get(f"/facts/{WORD}/{WORD}/")
    assert_silent(log)
    if written(log):
        found = of_requests(log)
        assert ("POST", "accounts/login/", 200) in found
        assert ("POST", "accounts/login/", 429) in found
        assert ("GET", None, 404) in found
        assert any(method == "GET" and (route or "").startswith("facts/") for method, route, _ in found)


@pytest.mark.django_db
def test_signing_in_and_out_leaves_no_name(log: StringIO, student: Any) -> None:
    student.user.username = NAME
    student.user.set_password(SECRET)
    student.user.save()
    client = Client(REMOTE_ADDR="203.0.113.9")
    assert client.post("/accounts/login/", {"username": NAME, "password": SECRET}).status_code in (302, 303)
    assert client.post("/accounts/logout/").status_code in (302, 303)
    assert_silent(log)


@pytest.mark.django_db
def test_exception_is_told_by_its_types_and_lines_alone(log: StringIO) -> None:
    client = Client(raise_request_exception=False)
    assert client.get(f"/broken/{WORD}/", {"q": NAME}).status_code == 500
    assert_silent(log)
    for line in written(log):
        if line["logger"] == "django.request":
            assert line["message"] == "Internal Server Error"
            assert (line["method"], line["route"], line["status"]) == ("GET", "broken/<word>/", 500)
            assert line["exception"] == ["ValueError", "LookupError"]
            assert any(frame.startswith("tests/house/test_logs.py:") for frame in line["traceback"])
            assert line["level"] == "ERROR"


@pytest.mark.parametrize("extra", [{"HTTP_HOST": f"{WORD}.example"}, {"CONTENT_LENGTH": SECRET}], ids=str)
def test_refused_requests_leave_nothing(log: StringIO, extra: dict[str, str]) -> None:
    assert Client().get(f"/{NAME}/?{WORD}", **extra).status_code == 400
    assert_silent(log)


def test_refused_form_leaves_nothing(log: StringIO) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post(
        "/accounts/login/", {"username": NAME}, headers={"Referer": f"https://{WORD}.example"}
    )
    assert response.status_code == 403
    assert_silent(log)


def test_probes_are_not_logged(log: StringIO, visitor: Client) -> None:
    visitor.get("/healthz")
    assert of_requests(log) == []
    visitor.get("/accounts/login/")
    assert "accounts/login/" in log.getvalue()


@pytest.mark.pure
def test_line_is_one_json_object_with_the_time_in_utc(log: StringIO) -> None:
    logging.getLogger("somewhere").warning("Two\nlines, “quoted”")
    for line in written(log):
        assert list(line) == ["time", "level", "logger", "message"]
        assert line["time"].endswith("+00:00")
        assert len(line["time"]) == len("2026-11-22T02:42:09.123+00:00")
        assert line["message"] == "Two\nlines, “quoted”"


@pytest.mark.pure
def test_request_line_has_the_time_taken_and_nothing_more(log: StringIO, visitor: Client) -> None:
    visitor.get("/accounts/login/", {"next": WORD})
    for line in written(log):
        assert list(line) == [
            "time",
            "level",
            "logger",
            "message",
            "method",
            "route",
            "status",
            "milliseconds",
        ]
        assert 0 <= line["milliseconds"] < 60_000


# How the settings choose


def logging_of(**environment: str) -> str:
    code = (
        "import django; django.setup(); import logging;"
        "logging.getLogger('x').info('seen'); logging.getLogger('django.server').info('\"GET /?q=word\" 200')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "DJANGO_SETTINGS_MODULE": "config.settings", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stderr


@pytest.mark.pure
def test_production_logs_json_and_silences_the_line_of_the_development_server() -> None:
    line = json.loads(logging_of(DEBUG="0", SECRET_KEY="k" * 60))
    assert (line["logger"], line["message"], line["level"]) == ("x", "seen", "INFO")


@pytest.mark.pure
def test_production_can_log_text_and_it_holds_no_more() -> None:
    said = logging_of(DEBUG="0", SECRET_KEY="k" * 60, LOG_FORMAT="text")
    assert said.rstrip().endswith(" INFO x seen")
    assert "word" not in said


@pytest.mark.pure
def test_development_keeps_its_line_and_says_nothing_else() -> None:
    assert logging_of().strip().endswith('"GET /?q=word" 200')
    assert "seen" not in logging_of()


@pytest.mark.pure
def test_level_is_chosen() -> None:
    assert logging_of(DEBUG="0", SECRET_KEY="k" * 60, LOG_LEVEL="warning") == ""


@pytest.mark.pure
@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("LOG_FORMAT", "xml", "LOG_FORMAT must be one of text, json, and is 'xml'."),
        (
            "LOG_LEVEL",
            "loud",
            "LOG_LEVEL must be one of DEBUG, INFO, WARNING, ERROR, CRITICAL, and is 'loud'.",
        ),
    ],
)
def test_nonsense_is_refused(name: str, value: str, sentence: str) -> None:
    assert sentence in logging_of(**{name: value})
