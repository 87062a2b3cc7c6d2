"""The two words for whoever watches over the machine."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings as configured
from django.contrib.auth.models import User
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.quizzes.test_middleware import failing

PATHS = ["/healthz", "/readyz"]
MIGRATION = MigrationRecorder.Migration


def with_a_session() -> Client:
    """A probe that somehow sends a cookie of ours."""
    client = Client()
    client.cookies[configured.SESSION_COOKIE_NAME] = "x" * 32
    return client


def test_alive_asks_no_database(visitor: Client) -> None:
    """Outside of a test with a database, any query fails the test."""
    response = visitor.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.django_db
def test_ready_takes_two_queries_and_writes_nothing(
    visitor: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    visitor.get("/readyz")
    with django_assert_num_queries(2) as captured:
        response = visitor.get("/readyz")
    assert (response.status_code, response.content) == (200, b"ok")
    assert [query["sql"].split()[0] for query in captured.captured_queries] == ["SELECT", "SELECT"]


@pytest.mark.django_db
def test_missing_migration_is_not_ready(visitor: Client) -> None:
    MIGRATION.objects.filter(app="quizzes").first().delete()
    response = visitor.get("/readyz")
    assert (response.status_code, response.content) == (503, b"migrations")


@pytest.mark.django_db
def test_database_that_fails_is_not_ready_and_is_again_when_it_heals(visitor: Client) -> None:
    with failing("SELECT"):
        response = visitor.get("/readyz")
        assert (response.status_code, response.content) == (503, b"database")
        assert visitor.get("/healthz").status_code == 200
    assert visitor.get("/readyz").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("table", ["django_session", User._meta.db_table])
def test_broken_sessions_and_users_do_not_matter(path: str, table: str) -> None:
    def execute(run: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if f'"{table}"' in sql:
            raise OperationalError("no such table")
        return run(sql, params, many, context)

    with connection.execute_wrapper(execute):
        assert with_a_session().get(path).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("path", PATHS)
def test_answers_are_not_kept_and_set_no_cookie(path: str) -> None:
    response = with_a_session().get(path)
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert not response.cookies


@pytest.mark.django_db
@pytest.mark.parametrize("path", PATHS)
def test_only_asking_is_allowed(path: str) -> None:
    client = Client(enforce_csrf_checks=False)
    assert client.head(path).status_code == 200
    assert [client.generic(method, path).status_code for method in ("POST", "PUT", "DELETE")] == [405] * 3


@pytest.mark.django_db
def test_probe_is_not_sent_to_https_and_everybody_else_is(settings: Any, visitor: Client) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert [visitor.get(path).status_code for path in PATHS] == [200, 200]
    assert visitor.get("/healthz/more").status_code == 301
    assert visitor.get("/accounts/login/").status_code == 301
