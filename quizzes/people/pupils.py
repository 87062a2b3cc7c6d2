"""What a teacher may do for pupils: give them accounts, and a new password when theirs is forgotten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import PBKDF2PasswordHasher, make_password
from django.contrib.auth.models import User
from django.db import transaction
from django.utils.crypto import get_random_string

from quizzes.models import SchoolWeights, Set, Student
from quizzes.study.enrolling import PLAIN, zone_or_ours

from .erasing import end_sessions
from .names import fault, key, tidy
from .signing import hold_names

LETTERS = 12
ROUNDS = 20_000
"""Enough for 59 random bits, which nobody guesses anyway, so that a class is made in seconds and not in
minutes. The first sign-in hashes the password as often as all others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pupil:
    name: str
    password: str


def readable_password() -> str:
    """Twelve letters and digits that can be read aloud and copied from a board."""
    return get_random_string(LETTERS, PLAIN)


def set_password(user: User, password: str) -> None:
    """Give somebody a new password, and end all sessions in which she is signed in."""
    hashed = make_password(password)
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(password=hashed)
        end_sessions([user.pk])


def faults_in(lines: Iterable[tuple[int, str]]) -> list[str]:
    """A sentence for each line whose name cannot be had, in (number of the line, name)."""
    taken = {key(name) for name in User.objects.values_list("username", flat=True).iterator()}
    first: dict[str, int] = {}
    faults = []
    for number, name in lines:
        wrong, folded = fault(name), key(name)
        if wrong:
            faults.append(f"Line {number}: {wrong}")
        elif folded in first:
            faults.append(f"Line {number}: “{name}” stands in line {first[folded]} already.")
        elif folded in taken:
            faults.append(f"Line {number}: somebody is called “{name}” already.")
        first.setdefault(folded, number)
    return faults


def add_pupils(names: Iterable[str], *, follow: Set | None, now: datetime, only: bool = False) -> list[Pupil]:
    """Make students of these names, which are tidy and without fault, each with a password of her own.

    They follow the starter sets and `follow`; `only` leaves the starter sets out where there is a `follow`.

    Raises:
        IntegrityError: one of the names was taken meanwhile; nobody was made.
    """
    pupils = [Pupil(name=tidy(name), password=readable_password()) for name in names]
    hasher = PBKDF2PasswordHasher()
    hashed = [hasher.encode(pupil.password, hasher.salt(), ROUNDS) for pupil in pupils]
    with transaction.atomic():
        hold_names()
        users = User.objects.bulk_create(
            User(username=pupil.name, password=secret, date_joined=now)
            for pupil, secret in zip(pupils, hashed, strict=True)
        )
        beginning = SchoolWeights.objects.beginning()
        students = Student.objects.bulk_create(
            Student(user=user, zone=zone_or_ours(""), **beginning) for user in users
        )
        wanted = set() if follow and only else set(Set.objects.filter(starter=True))
        wanted |= {follow} if follow else set()
        follows = Student.follows.through
        follows.objects.bulk_create(
            follows(student=student, set=each) for student in students for each in wanted
        )
    return pupils


def pupil_of(student: Student) -> bool:
    """Whether teachers look after this account: it has a name, and is not one of the staff."""
    return not (student.guest or student.user.is_staff or student.user.is_superuser)
