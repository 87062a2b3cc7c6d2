"""The people of the stories that tests tell. Each is made only if a test names them.

`as_teacher` and the like are test clients in which that person is signed in.
"""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client

from quizzes import groups
from quizzes.models import Student
from tests.factories import StudentFactory, UserFactory


def staff(username: str, *group_numbers: int) -> User:
    """A member of staff in Teachers (0), Publishers (1) or both."""
    user = UserFactory(username=username, is_staff=True)
    furnished = groups.furnish()
    user.groups.add(*(furnished[number] for number in group_numbers))
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="quizzes.views.backends.StudentBackend")
    return client


@pytest.fixture
def teacher(db) -> User:
    return staff("teacher", 0)


@pytest.fixture
def colleague(db) -> User:
    """Another teacher."""
    return staff("colleague", 0)


@pytest.fixture
def publisher(db) -> User:
    return staff("publisher", 1)


@pytest.fixture
def student(db) -> Student:
    return StudentFactory(user__username="student")


@pytest.fixture
def other_student(db) -> Student:
    return StudentFactory(user__username="other-student")


@pytest.fixture
def visitor() -> Client:
    """Somebody who has not signed in."""
    return Client()


@pytest.fixture
def as_teacher(teacher) -> Client:
    return signed_in(teacher)


@pytest.fixture
def as_colleague(colleague) -> Client:
    return signed_in(colleague)


@pytest.fixture
def as_publisher(publisher) -> Client:
    return signed_in(publisher)


@pytest.fixture
def as_student(student) -> Client:
    return signed_in(student.user)


@pytest.fixture
def as_other_student(other_student) -> Client:
    return signed_in(other_student.user)
