"""Who is signed in: the user, and in the same query the student that she is."""

from __future__ import annotations

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.db import connection

from quizzes.compiled import Compiled
from quizzes.models import Student

BACKEND = "quizzes.views.backends.StudentBackend"
_STUDENT = "student__"
_USER_COLUMNS = [field.attname for field in User._meta.concrete_fields]
_STUDENT_COLUMNS = [field.attname for field in Student._meta.concrete_fields]
_link = User._meta.get_field("student")
_both = Compiled(
    lambda pk: User.objects.filter(pk=pk).values(
        *_USER_COLUMNS, *(f"{_STUDENT}{name}" for name in _STUDENT_COLUMNS)
    ),
    pk=int,
)


class StudentBackend(ModelBackend):
    """Django's own, with the student read along: nearly every page needs both."""

    def get_user(self, user_id: int) -> User | None:
        for row in _both.run(pk=user_id):
            user = User.from_db(connection.alias, _USER_COLUMNS, [row[name] for name in _USER_COLUMNS])
            values = [row[f"{_STUDENT}{name}"] for name in _STUDENT_COLUMNS]
            none = row[f"{_STUDENT}id"] is None
            student = None if none else Student.from_db(connection.alias, _STUDENT_COLUMNS, values)
            _link.set_cached_value(user, student)
            if student is not None:
                student.user = user
            return user if self.user_can_authenticate(user) else None
        return None
