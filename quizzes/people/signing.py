"""Get an account, and bring a guest's progress into one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from quizzes import contests
from quizzes.models import Amendment, Card, Report, Review, Set, Sitting, Student
from quizzes.study.enrolling import enrol
from quizzes.study.folding import events_of, folded, reckoning_of
from quizzes.study.undoing import GRADED
from quizzes.study.wishing import wishes_of

from .erasing import take_out
from .names import known_as

AT_A_TIME = 500
NAMES = 4_113_201
"""The number of the lock under which PostgreSQL gives out one name at a time."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Somebody has this name already."""


@dataclass(frozen=True, slots=True)
class Gone:
    """The guest is none any longer: signed up, or merged into an account, from another tab."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What a guest's progress came to in the account, in rows.

    answers: those that came along, without the ones taken back; cards: those they belong to;
    doubles: cards that the account had, which stayed as they were; sittings, reports, sets: came along.
    """

    answers: int
    cards: int
    doubles: int
    sittings: int
    reports: int
    sets: int


def sign_up(
    *, name: str, password: str, zone: str, guest: Student | None, now: datetime
) -> Student | Taken | Gone:
    """Give a guest a name and a password, or make a student of somebody new.

    `name` is tidy and without fault, `password` valid. A guest keeps everything.
    """
    if known_as(name) is not None:
        return Taken()
    hashed = make_password(password)  # takes long, so not while others wait to write
    with transaction.atomic():
        hold_names()
        if known_as(name) is not None:
            return Taken()
        if guest is None:
            return enrol(User.objects.create(username=name, password=hashed, date_joined=now), zone=zone)
        held = Student.objects.select_for_update().filter(pk=guest.pk, guest=True).first()
        if held is None:
            return Gone()
        User.objects.filter(pk=held.user_id).update(username=name, password=hashed)
        held.guest = False
        held.save(update_fields=["guest"])
        return held


def hold_names() -> None:
    """Until the transaction ends nobody else takes a name. On SQLite there is one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NAMES])


@transaction.atomic
def merge(guest: Student, *, into: User) -> Merged | None:
    """Move what the account lacks, drop what it has, and erase the guest. None where that was done before.

    A card keeps its log and with it its identity: only one that was reckoned for another wanted recall is
    reckoned anew.
    """
    held = Student.objects.select_for_update().filter(pk=guest.pk, guest=True).first()
    if held is None or held.user_id == into.pk:
        return None
    account = Student.objects.select_for_update().filter(user=into).first() or enrol(into, zone=held.zone)
    known = set(account.cards.values_list("fact", "facet"))
    cards = list(held.cards.all())
    lacking = [card for card in cards if (card.fact_id, card.facet) not in known]
    sets = _unite_sets(held, account)
    merged = Merged(
        answers=_move_cards(lacking, account),
        cards=len(lacking),
        doubles=len(cards) - len(lacking),
        sittings=_move_sittings(held, account),
        reports=_move_reports(held, account),
        sets=sets,
    )
    contests.rehome(held, account=account)
    Amendment.objects.filter(student=held, event__card__student=account).update(student=account)
    take_out([held.user_id])
    return merged


def _move_cards(cards: list[Card], account: Student) -> int:
    """How many answers came with them."""
    answers = 0
    for start in range(0, len(cards), AT_A_TIME):
        some = [card.pk for card in cards[start : start + AT_A_TIME]]
        Card.objects.filter(pk__in=some).update(student=account)
        answers += Review.objects.filter(card__in=some, kind__in=GRADED).standing().count()
    wishes = wishes_of(account.pk, {card.fact_id for card in cards})
    for card in cards:
        wanted = reckoning_of(account, wishes.get(card.fact_id))
        if card.number and reckoning_of(card) != wanted:
            fresh = folded(events_of(card), **wanted)
            Card.objects.filter(pk=card.pk).update(**fresh)
    return answers


def _move_sittings(guest: Student, account: Student) -> int:
    """All but those of which nothing remains, because every answer in them was to a card left behind."""
    brought = Review.objects.filter(sitting=OuterRef("pk")).exclude(card__student=guest)
    Sitting.objects.filter(~Exists(brought), student=guest).delete()
    return Sitting.objects.filter(student=guest).update(student=account)


def _move_reports(guest: Student, account: Student) -> int:
    """Of two open reports on one question the later one counts, as if it had replaced the other."""
    for report in Report.objects.open().filter(student=guest):
        same = Report.objects.open().filter(student=account, question=report.question_id)
        if same.filter(at__gt=report.at).exists():
            report.delete()
        else:
            same.delete()
    return Report.objects.filter(student=guest).update(student=account)


def _unite_sets(guest: Student, account: Student) -> int:
    Set.objects.filter(owner=guest.user_id).update(owner=account.user_id)
    new = set(guest.follows.values_list("pk", flat=True)) - set(account.follows.values_list("pk", flat=True))
    account.follows.add(*new)
    return len(new)
