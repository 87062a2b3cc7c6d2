"""What stands around every request: bodies that are too large or unreadable, storage that fails, a session
that ended, the policy for static files, and the address of a client.
"""

from __future__ import annotations

import errno
import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import include, path

from config import urls
from quizzes.views.clients import client_address
from quizzes.views.errors import is_storage_fault

FAULTS: dict[str, BaseException] = {
    "locked": OperationalError("database is locked"),
    "closed": InterfaceError("connection already closed"),
    "full": OSError(errno.ENOSPC, "No space left on device"),
    "read-only": OSError(errno.EROFS, "Read-only file system"),
}


@login_not_required
def fail(_request: HttpRequest, name: str) -> HttpResponse:
    raise FAULTS[name]


@login_not_required
def broken(_request: HttpRequest) -> HttpResponse:
    raise ValueError("a fault of ours")


def remember(request: HttpRequest) -> HttpResponse:
    request.session["remembered"] = True
    return HttpResponse("remembered")


urlpatterns = [
    path("fail/<name>/", fail),
    path("broken/", broken),
    path("remember/", remember),
    path("", include("config.urls")),
]
handler400, handler500 = urls.handler400, urls.handler500

pytestmark = pytest.mark.urls(__name__)
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)


def failing(words: str) -> AbstractContextManager[None]:
    """A database that is locked for every statement that holds these words."""

    def execute(run: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if words in sql:
            raise OperationalError("database is locked")
        return run(sql, params, many, context)

    return connection.execute_wrapper(execute)


def driver_error(kind: type[DatabaseError]) -> DatabaseError:
    """An error as Django passes it on from the driver: with a cause."""
    error = kind("database disk image is malformed")
    error.__cause__ = RuntimeError("driver")
    return error


def is_guarded(response: Any) -> bool:
    return (
        response["X-Content-Type-Options"] == "nosniff"
        and response["X-Frame-Options"] == "DENY"
        and "default-src 'none'" in response["Content-Security-Policy"]
    )


# A body that is too large


def test_body_over_the_limit_is_refused(settings: Any, visitor: Client) -> None:
    response = visitor.post("/accounts/login/", {"username": "x" * settings.BODY_LIMIT})
    assert response.status_code == 413
    assert "Too large" in response.content.decode()
    assert is_guarded(response)


def test_refused_body_is_never_read(settings: Any) -> None:
    """The CSRF check would read it: it would answer 403 if it ran."""
    client = Client(enforce_csrf_checks=True)
    response = client.post("/accounts/login/", {"username": "x" * settings.BODY_LIMIT})
    assert response.status_code == 413


@pytest.mark.django_db
def test_body_under_the_limit_is_read(visitor: Client) -> None:
    assert visitor.post("/accounts/login/", {"username": "x" * 1000}).status_code == 200


@pytest.mark.django_db
def test_admin_takes_larger_bodies(settings: Any, visitor: Client) -> None:
    response = visitor.post("/admin/history/", {"file": "x" * settings.BODY_LIMIT})
    assert response.status_code != 413


def test_admin_has_a_limit_too(settings: Any, visitor: Client) -> None:
    settings.ADMIN_BODY_LIMIT = settings.BODY_LIMIT + 1000
    response = visitor.post("/admin/history/", {"file": "x" * settings.ADMIN_BODY_LIMIT})
    assert response.status_code == 413


def test_admin_login_takes_no_larger_bodies(settings: Any, visitor: Client) -> None:
    response = visitor.post("/admin/login/", {"username": "x" * settings.BODY_LIMIT})
    assert response.status_code == 413


def test_chunked_body_without_length_is_refused(visitor: Client) -> None:
    response = visitor.generic("POST", "/accounts/login/", headers={"Transfer-Encoding": "chunked"})
    assert response.status_code == 411
    assert is_guarded(response)


@pytest.mark.parametrize("length", ["many", "-1", "1e3", "٣"])
def test_nonsense_length_is_refused(visitor: Client, length: str) -> None:
    assert visitor.get("/", CONTENT_LENGTH=length).status_code == 400


def test_absurd_length_is_refused(visitor: Client) -> None:
    assert visitor.get("/", CONTENT_LENGTH="9" * 5000).status_code == 413


# A body that cannot be read


def post_as(content_type: str) -> Any:
    """A form of this kind, from a browser with a CSRF cookie: the check reads the body."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.cookies["csrftoken"] = "a" * 32
    return client.post("/accounts/login/", "username=x", content_type=content_type)


@pytest.mark.parametrize("debug", [False, True])
def test_body_in_another_encoding_is_a_400(settings: Any, debug: bool) -> None:
    settings.DEBUG = debug
    response = post_as("application/x-www-form-urlencoded; charset=utf-16")
    assert response.status_code == 400
    assert "Not understood" in response.content.decode()
    assert is_guarded(response)


@pytest.mark.parametrize("debug", [False, True])
def test_body_without_its_boundary_is_a_400(settings: Any, debug: bool) -> None:
    settings.DEBUG = debug
    response = post_as("multipart/form-data")
    assert response.status_code == 400
    assert "Not understood" in response.content.decode()
    assert is_guarded(response)


# Storage that fails


@pytest.mark.parametrize("name", FAULTS)
def test_storage_fault_in_a_view_is_a_503(visitor: Client, name: str) -> None:
    response = visitor.get(f"/fail/{name}/")
    assert response.status_code == 503
    assert response["Retry-After"] == "5"
    assert "cannot reach its storage" in response.content.decode()


@pytest.mark.django_db
def test_storage_fault_while_loading_the_user_is_a_503(as_student: Client) -> None:
    with failing("SELECT"):
        assert as_student.get("/remember/").status_code == 503


@pytest.mark.django_db
def test_storage_fault_while_saving_the_session_is_a_503(as_student: Client) -> None:
    with failing('UPDATE "django_session"'):
        assert as_student.get("/remember/").status_code == 503


@pytest.mark.django_db
def test_storage_heals_without_a_restart(as_student: Client) -> None:
    with failing("SELECT"):
        as_student.get("/remember/")
    assert as_student.get("/remember/").status_code == 200


@pytest.mark.django_db
def test_fault_is_answered_in_debug_too(settings: Any, as_student: Client) -> None:
    settings.DEBUG = True
    with failing("SELECT"):
        assert as_student.get("/remember/").status_code == 503


def test_fault_of_ours_is_a_500(visitor: Client) -> None:
    visitor.raise_request_exception = False
    response = visitor.get("/broken/")
    assert response.status_code == 500
    assert "Something broke" in response.content.decode()


def test_which_errors_are_storage_faults() -> None:
    faults = [*FAULTS.values(), driver_error(DatabaseError)]
    others = [
        IntegrityError("UNIQUE constraint failed"),
        driver_error(IntegrityError),
        DatabaseError("Forced update did not affect any rows."),
        OSError(errno.ENOENT, "No such file"),
        ValueError("a fault of ours"),
    ]
    assert [is_storage_fault(error) for error in faults] == [True] * len(faults)
    assert [is_storage_fault(error) for error in others] == [False] * len(others)


# A session that ended


def test_htmx_request_without_session_opens_the_login_page(visitor: Client) -> None:
    page = {"HX-Current-URL": "http://testserver/study/?x=1"}
    response = visitor.get("/remember/", headers={**HTMX, **page})
    assert response.status_code == 200
    assert response["HX-Redirect"] == "/accounts/login/?next=%2Fstudy%2F%3Fx%3D1"
    assert response.content == b""


@pytest.mark.parametrize("address", ["https://elsewhere.example/study/", "http://[::1", ""])
def test_page_that_is_none_of_ours_is_not_returned_to(visitor: Client, address: str) -> None:
    response = visitor.get("/remember/", headers={**HTMX, "HX-Current-URL": address})
    assert response["HX-Redirect"] == "/accounts/login/?next=%2F"


def test_plain_request_without_session_is_redirected(visitor: Client) -> None:
    response = visitor.get("/remember/")
    assert response.status_code == 302
    assert response["Location"] == "/accounts/login/?next=/remember/"


def test_form_sent_without_session_leads_back_to_its_page(visitor: Client) -> None:
    response = visitor.post("/remember/", headers={"Referer": "http://testserver/study/"})
    assert response.status_code == 302
    assert response["Location"] == "/accounts/login/?next=%2Fstudy%2F"


@pytest.mark.parametrize("referrer", ["", "https://elsewhere.example/study/", "javascript:alert(1)"])
def test_form_from_nowhere_leads_to_the_first_page(visitor: Client, referrer: str) -> None:
    response = visitor.post("/remember/", headers={"Referer": referrer})
    assert response["Location"] == "/accounts/login/?next=%2F"


@pytest.mark.django_db
def test_other_redirects_are_left_alone(as_student: Client) -> None:
    response = as_student.get("/accounts/login/", headers=HTMX)
    assert response.status_code == 302
    assert "HX-Redirect" not in response


# Static files


@pytest.mark.parametrize("name", ["attest.css", "favicon.svg"])
def test_static_files_carry_the_policy(visitor: Client, name: str) -> None:
    response = visitor.get(f"/static/quizzes/{name}")
    assert response.status_code == 200
    assert b"".join(response)
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"


# The address of a client


@pytest.mark.parametrize(
    ("proxies", "noted", "address"),
    [
        (0, None, "192.0.2.1"),
        (0, "198.51.100.7", "192.0.2.1"),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "203.0.113.9, 198.51.100.7", "198.51.100.7"),
        (2, "203.0.113.9, 198.51.100.7", "203.0.113.9"),
        (2, "6.6.6.6,203.0.113.9 ,198.51.100.7", "203.0.113.9"),
        (1, "2001:DB8:0::7", "2001:db8::7"),
        (2, "198.51.100.7", "192.0.2.1"),
        (1, None, "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, "unknown", "192.0.2.1"),
        (1, "198.51.100.7:4711", "192.0.2.1"),
        (1, "fe80::1%eth0", "192.0.2.1"),
    ],
)
def test_address_of_a_client(settings: Any, proxies: int, noted: str | None, address: str) -> None:
    settings.PROXIES = proxies
    headers = {} if noted is None else {"X-Forwarded-For": noted}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR="192.0.2.1")
    assert client_address(request) == address


@pytest.mark.django_db
def test_lock_falls_on_the_address_behind_the_proxy(settings: Any, visitor: Client) -> None:
    settings.PROXIES = 1

    def attempt(noted: str) -> int:
        form = {"username": "somebody", "password": "wrong"}
        return visitor.post("/accounts/login/", form, headers={"X-Forwarded-For": noted}).status_code

    tries = [attempt(f"203.0.113.{n}, 198.51.100.7") for n in range(settings.AXES_FAILURE_LIMIT)]
    assert tries[-1] == 429
    assert attempt("198.51.100.8") == 200
