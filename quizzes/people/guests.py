"""Guests: who is one, and how those who did not come back are cleared away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from quizzes.models import Review, Sitting, Student

from .erasing import Erased, end_sessions, take_out, wipe

AT_A_TIME = 100


def guest_of(user: AbstractBaseUser | AnonymousUser) -> Student | None:
    """The guest that a signed-in user is; None for everybody with a name of her own, and for strangers."""
    student: Student | None = getattr(user, "student", None)
    return student if student is not None and student.guest else None


def idle(*, since: datetime) -> QuerySet[Student]:
    """Guests who have neither answered, nor begun anything, nor signed in since then."""
    mine = {"at__gte": since, "card__student": OuterRef("pk")}
    seen = Q(user__date_joined__gte=since) | Q(user__last_login__gte=since)
    return (
        Student.objects.filter(guest=True)
        .exclude(seen)
        .exclude(Exists(Review.objects.filter(**mine)))
        .exclude(Exists(Sitting.objects.filter(student=OuterRef("pk"), started_at__gte=since)))
    )


def purge(*, now: datetime, days: int) -> Iterator[Erased]:
    """Erase the guests who have been idle for so many days, some at a time; yields what went each time.

    Who comes back while it runs is spared, unless her turn has just come.
    """
    since = now - timedelta(days=days)
    gone: list[int] = []
    while some := list(idle(since=since).order_by("pk").values_list("user", flat=True)[:AT_A_TIME]):
        yield take_out(some)
        gone += some
    yield Erased(sessions=end_sessions(gone) if gone else 0, wiped=wipe())
