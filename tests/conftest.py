"""What every test can name: the cast."""

from django.conf import settings

from tests.cast import (
    as_colleague,
    as_other_student,
    as_publisher,
    as_student,
    as_teacher,
    colleague,
    other_student,
    publisher,
    student,
    teacher,
    visitor,
)

__all__ = [
    "as_colleague",
    "as_other_student",
    "as_publisher",
    "as_student",
    "as_teacher",
    "colleague",
    "other_student",
    "publisher",
    "student",
    "teacher",
    "visitor",
]


def pytest_configure() -> None:
    # Nothing is collected for a test run, so static files are looked up where they lie.
    settings.WHITENOISE_AUTOREFRESH = True
    settings.WHITENOISE_USE_FINDERS = True
