"""Session, user and student are read by queries that are built once; they must read what Django would."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from quizzes.models import BankQuestion, Card, Student
from quizzes.study import queries
from quizzes.views.backends import BACKEND, StudentBackend
from quizzes.views.sessions import SessionStore

from .small_bank import furnish, review_cards, student

pytestmark = pytest.mark.django_db


def columns(row) -> dict:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_user_is_read_with_her_student(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    made = student(new_a_day=7, zone="Asia/Seoul")
    with django_assert_num_queries(1):
        user = StudentBackend().get_user(made.user_id)
        assert user is not None
        assert user.student.user is user
    assert columns(user) == columns(User.objects.get(pk=made.user_id))
    assert columns(user.student) == columns(Student.objects.get(pk=made.pk))


def test_user_without_a_student(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    plain = User.objects.create(username="plain")
    with django_assert_num_queries(1):
        user = StudentBackend().get_user(plain.pk)
        assert getattr(user, "student", None) is None
    assert StudentBackend().get_user(plain.pk + 1) is None
    User.objects.update(is_active=False)
    assert StudentBackend().get_user(plain.pk) is None


def test_session_is_read_until_it_ends(client: Client) -> None:
    client.force_login(student().user, backend=BACKEND)
    key = client.session.session_key
    assert SessionStore(key).load() == client.session.load() != {}
    assert SessionStore(key[:-1] + "x").load() == {}
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert SessionStore(key).load() == {}


def test_rows_of_an_answer_are_those_of_the_tables() -> None:
    row, other = furnish(2)
    pupil = student()
    review_cards(pupil, [row])
    card = Card.objects.get()
    found = queries.QUESTION.first(question=row.pk, version=row.fact_version, student=pupil.pk)
    assert columns(found) == columns(BankQuestion.objects.get(pk=row.pk))
    assert columns(queries.OWN_CARD.first(card=card.pk, student=pupil.pk)) == columns(card)
    BankQuestion.objects.filter(pk=other.pk).update(state="stale")
    for gone, version in ((row, row.fact_version + 1), (other, other.fact_version)):
        assert queries.QUESTION.first(question=gone.pk, version=version, student=pupil.pk) is None
    assert queries.OWN_CARD.first(card=card.pk, student=pupil.pk + 1) is None
