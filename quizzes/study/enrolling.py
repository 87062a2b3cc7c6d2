"""Make a signed-in user a student, once, and a guest of somebody without an account."""

from __future__ import annotations

import zoneinfo
from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils.crypto import get_random_string

from quizzes.models import SchoolWeights, Set, Student

GUEST = "guest-"
"""What the names of guests begin with, and nobody else's."""

PLAIN = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that nobody takes for each other when they are read aloud."""


def student_of(user: AbstractBaseUser) -> Student:
    """The student that a user is; whoever is none yet becomes one, and follows the starter sets."""
    known: Student | None = getattr(user, "student", None)  # read along with the user by our backend
    if known is not None:
        return known
    try:
        with transaction.atomic():
            return enrol(user, zone="")
    except IntegrityError:
        return Student.objects.get(user=user.pk)


def make_guest(*, zone: str, now: datetime) -> Student:
    """A new guest: nobody can sign in as one, so the browser that was given the session is the only way in.

    `zone` is what the browser says; one that is not known gives way to the school's. Must be called inside
    the caller's transaction.
    """
    user = User(username=GUEST + get_random_string(10, PLAIN), date_joined=now)
    user.set_unusable_password()
    user.save(force_insert=True)
    return enrol(user, zone=zone, guest=True)


def enrol(user: AbstractBaseUser, *, zone: str, guest: bool = False) -> Student:
    """Make this user a student who follows the starter sets. Must be called inside a transaction."""
    student = Student.objects.create(
        user_id=user.pk, zone=zone_or_ours(zone), guest=guest, **SchoolWeights.objects.beginning()
    )
    student.follows.set(Set.objects.filter(starter=True))
    return student


def zone_or_ours(zone: str) -> str:
    """The time zone of this name, or the school's where there is no such zone."""
    return zone if zone in _zones() else settings.TIME_ZONE


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    """Read once: they are looked for on the disk."""
    return frozenset(zoneinfo.available_timezones())
