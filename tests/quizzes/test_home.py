"""The first page, signing in and out, and the pages for what went wrong."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.template.loader import render_to_string
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from quizzes.models import Student
from tests.factories import SetFactory, UserFactory

ERRORS = ["400.html", "403.html", "403_csrf.html", "404.html", "411.html", "413.html", "500.html", "503.html"]


@pytest.mark.django_db
def test_visitor_is_invited_and_told_what_is_in_it(
    visitor: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    SetFactory(name="Wars of the Roses", starter=True)
    SetFactory(name="Hidden set", starter=True, owner=UserFactory())
    with django_assert_num_queries(1):
        html = visitor.get("/").content.decode()
    assert "Wars of the Roses" in html
    assert "Hidden set" not in html
    assert "History you can check" in html
    assert 'href="/accounts/login/"' in html
    assert 'href="/study/">Answer a question</a>' in html


@pytest.mark.django_db
def test_student_sees_what_is_due(
    as_student: Client, student: Student, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(10):
        html = as_student.get("/").content.decode()
    assert "you follow none" in html
    student.follows.add(SetFactory(), SetFactory(name="Class 4B", owner=UserFactory()))
    html = as_student.get("/").content.decode()
    assert "<b>0</b> to repeat, up to <b>20</b> new" in html
    assert "Class 4B" in html
    assert "Your classes" not in html


@pytest.mark.django_db
def test_teacher_sees_her_classes(as_teacher: Client, teacher: User, student: Student) -> None:
    assert "share it by a code" in as_teacher.get("/").content.decode()
    own = SetFactory(name="Class 4B", owner=teacher)
    SetFactory(name="Another's", owner=UserFactory())
    student.follows.add(own)
    html = as_teacher.get("/").content.decode()
    assert f'href="/sets/{own.pk}/class/"' in html
    assert "1 follows it" in html
    assert "Another" not in html


@pytest.mark.django_db
def test_looking_makes_nobody_a_student(client: Client) -> None:
    client.force_login(UserFactory(), backend="quizzes.views.backends.StudentBackend")
    assert client.get("/").status_code == 200
    assert Student.objects.count() == 0


@pytest.mark.django_db
def test_only_staff_are_shown_the_admin(as_student: Client, as_teacher: Client) -> None:
    assert 'href="/admin/"' not in as_student.get("/").content.decode()
    assert 'href="/admin/"' in as_teacher.get("/").content.decode()


def test_wrong_verb_is_refused(visitor: Client) -> None:
    assert visitor.post("/").status_code == 405


@pytest.mark.django_db
def test_logging_out_needs_a_form(as_student: Client) -> None:
    asked = as_student.get("/accounts/logout/")
    assert (asked.status_code, "Log out</h1>" in asked.content.decode()) == (200, True)
    assert as_student.post("/accounts/logout/")["Location"] == "/"
    assert as_student.get("/accounts/settings/").status_code == 302


@pytest.mark.django_db
def test_wrong_password_says_so_and_keeps_the_name(visitor: Client) -> None:
    html = visitor.post("/accounts/login/", {"username": "mina", "password": "no"}).content.decode()
    assert "do not belong together" in html
    assert 'value="mina"' in html
    assert "<title>Error: Sign in" in html


@pytest.mark.django_db
def test_too_many_attempts_lock_for_minutes(settings: Any, visitor: Client) -> None:
    settings.AXES_FAILURE_LIMIT = 3
    settings.AXES_COOLOFF_TIME = 5 / 60
    for _ in range(3):
        response = visitor.post("/accounts/login/", {"username": "mina", "password": "no"})
    assert response.status_code == 429
    html = response.content.decode()
    assert "failed 3 times" in html
    assert "for 5 minutes" in html
    assert "your teacher" in html


@pytest.mark.parametrize("template", ERRORS)
def test_error_page_needs_nothing(template: str) -> None:
    """No database, no user, no request: it is a whole page with one heading all the same."""
    html = render_to_string(template)
    assert html.startswith("<!doctype html>")
    assert len(re.findall("<h1", html)) == 1
    assert "<script" not in html


def test_unknown_address_is_in_the_house_style(visitor: Client) -> None:
    response = visitor.get("/nothing/here/")
    assert response.status_code == 404
    assert "Not here" in response.content.decode()


@pytest.mark.django_db
def test_missing_csrf_token_is_in_the_house_style() -> None:
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {"username": "x"})
    assert response.status_code == 403
    assert "The page was too old" in response.content.decode()
