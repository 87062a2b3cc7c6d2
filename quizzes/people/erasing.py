"""Take a person out: every row that is about her, her sessions, and what the files still hold of both."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.admin.models import LogEntry
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection, transaction
from django.db.models import Model, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Left

from quizzes.models import Card, Contest, Proposal, Regrade, Report, Review, Set, Sitting, Student

from .names import key

AT_A_TIME = 500
LONGEST_TEXT = 300
"""Letters of what was typed that a proposal keeps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """How much went. `wiped` is false where the files could not be cleared of stale copies."""

    people: int = 0
    cards: int = 0
    answers: int = 0
    sessions: int = 0
    wiped: bool = True


class StaysError(Exception):
    """Members of staff are not erased: what they wrote and decided stays on record under their name."""


def erase(user: User, *, most: int | None = None) -> Erased:
    """Erase one person and everything that is kept of her. A second time finds nobody.

    Must not be called inside a transaction: the files are wiped after the commit, if they have no more than
    `most` bytes.

    Raises:
        StaysError: she belongs to the staff.
    """
    if user.is_staff or user.is_superuser:
        raise StaysError
    gone = take_out([user.pk])
    return Erased(
        people=gone.people,
        cards=gone.cards,
        answers=gone.answers,
        sessions=end_sessions([user.pk]),
        wiped=wipe(most=most),
    )


@transaction.atomic
def take_out(people: Collection[int]) -> Erased:
    """Delete the rows of these users, or none of them. Members of staff are passed over."""
    users = list(User.objects.select_for_update().filter(pk__in=people, is_staff=False, is_superuser=False))
    students = list(Student.objects.filter(user__in=users).values_list("pk", flat=True))
    Report.objects.filter(student__in=students).delete()
    _take_out_contests(students)
    answers, _ = Review.objects.filter(card__student__in=students).only("pk").delete()
    Sitting.objects.filter(student__in=students).delete()
    cards, _ = Card.objects.filter(student__in=students).only("pk").delete()
    Set.objects.filter(owner__in=users).delete()  # without an owner it would pass for one of the house
    _forget(users, students)
    User.objects.filter(pk__in=[user.pk for user in users]).delete()
    return Erased(people=len(users), cards=cards, answers=answers)


def _take_out_contests(students: list[int]) -> None:
    """With the proposals that nobody else is behind; the others say what those who are left typed first."""
    own = Q(contests__student__in=students) | Q(regrades__student__in=students)
    behind = set(Proposal.objects.filter(own).values_list("pk", flat=True))
    Regrade.objects.filter(student__in=students).delete()
    Contest.objects.filter(student__in=students).delete()
    Proposal.objects.filter(pk__in=behind, contests=None, regrades=None).delete()
    typed = Contest.objects.filter(proposal=OuterRef("pk")).order_by("pk").values("text")
    left = Coalesce(Subquery(typed[:1]), Left("folded", LONGEST_TEXT))
    Proposal.objects.filter(pk__in=behind).update(text=left)


def _forget(users: list[User], students: list[int]) -> None:
    """What other parts of the site have noted: the admin about them, the door about who tried it."""
    kinds = ContentType.objects.get_for_models(User, Student)
    about = Q(content_type=kinds[User], object_id__in=[str(user.pk) for user in users])
    about |= Q(content_type=kinds[Student], object_id__in=[str(student) for student in students])
    LogEntry.objects.filter(about).delete()
    keys = {key(user.get_username()) for user in users}
    for noted in (AccessAttempt, AccessFailureLog, AccessLog):
        tried = noted.objects.exclude(username=None).values_list("pk", "username")
        _delete(noted, [pk for pk, name in tried.iterator() if key(name) in keys])


def end_sessions(people: Collection[int]) -> int:
    """Delete every session in which one of these users is signed in; how many there were."""
    wanted = {str(pk) for pk in people}
    sessions = Session.objects.iterator(chunk_size=AT_A_TIME)
    return _delete(Session, [each.pk for each in sessions if each.get_decoded().get(SESSION_KEY) in wanted])


def wipe(*, most: int | None = None) -> bool:
    """Take erased rows out of SQLite's files too; whether that could be done.

    Rows are overwritten as they are deleted (`secure_delete`), but a page that was once divided keeps stale
    copies in its free space, and the write-ahead log keeps older pages. So the file is written anew and the
    log emptied, while other writers wait. A file of more than `most` bytes is left to the nightly command.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        small = most is None or cursor.fetchone()[0] <= most
        try:
            if small:
                cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except OperationalError:  # somebody else was writing all the time, or the disk has no room for it
            return False
        busy = cursor.fetchone()[0]
    return small and not busy


def _delete(table: type[Model], keys: Iterable[object]) -> int:
    known = list(keys)
    for start in range(0, len(known), AT_A_TIME):
        table._default_manager.filter(pk__in=known[start : start + AT_A_TIME]).delete()
    return len(known)
