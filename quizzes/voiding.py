"""A wrong question: its answers do not count, as if they had never been given, until a teacher lifts that.

A deed may touch very many cards: it is done some cards at a time, each part with its record of which answers
in one transaction, and can be gone on with wherever it stopped. The students read why.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from history.desk import Refused
from quizzes.memory.events import Event, Kind
from quizzes.models import Amendment, BankQuestion, Card, Review, Student, Voiding
from quizzes.models.amendments import VoidingQuerySet
from quizzes.study.amending import Amended, Entry, amend, cards_of
from quizzes.study.undoing import GRADED

CHANGE = "quizzes.add_voiding"
NOT_YOURS = "Your account may not decide on answers: ask whoever looks after the accounts."
NO_REASON = "Say why the answers do not count: the students who gave them read your reason."
NONE_LEFT = "There is no answer to this question that counts, so nothing had to be done."
LIFTED = "These answers were made to count again before."
UNFINISHED = "What was decided about its answers before is not finished: go on with that first."
LONGEST_REASON = 1000
AT_A_TIME = 200
"""Cards that are changed in one transaction."""
PARTS = 10
"""Such parts that somebody waits for; whoever goes on does as many more."""
MOST_TOLD = 3
"""Deeds that the first page tells of at once."""
MOST_READ = 100
"""Entries that are looked through for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """answers: how many a deed touched; students: whose they are; left: how many it has still to touch."""

    answers: int
    students: int
    left: int = 0

    @property
    def all(self) -> int:
        return self.answers + self.left


def answers_to(question: BankQuestion, *, before: int | None = None) -> QuerySet[Review]:
    """The answers to a question that count; `before`: only those to versions of its fact before this one."""
    answers = Review.objects.filter(question=question, kind__in=GRADED).standing()
    return answers if before is None else answers.filter(fact_version__lt=before)


def touched(question: BankQuestion, *, before: int | None = None) -> Done:
    """What voiding them would touch."""
    answers = answers_to(question, before=before).order_by()
    found = answers.aggregate(answers=Count("pk"), students=Count("card__student", distinct=True))
    return Done(**found)


def void(question: int, *, reason: str, before: int | None, user: User, now: datetime) -> Done | Refused:
    """Let the answers to a question not count, and say why; what is left of very many is for `go_on`.

    Raises BankQuestion.DoesNotExist where there is no such question.
    """
    reason = " ".join(reason.split())
    with transaction.atomic():
        row = BankQuestion.objects.select_for_update(no_key=True).get(pk=question)
        if not user.has_perm(CHANGE):
            return Refused((NOT_YOURS,))
        if not reason:
            return Refused((NO_REASON,))
        if len(reason) > LONGEST_REASON:
            return Refused((f"The reason is too long: at most {LONGEST_REASON} characters, please.",))
        if unfinished(Voiding.objects.filter(question=row)).exists():
            return Refused((UNFINISHED,))
        if not answers_to(row, before=before).filter(at__lte=now).exists():
            return Refused((NONE_LEFT,))
        deed = Voiding.objects.create(question=row, before=before, reason=reason, by=user, at=now)
        _part(deed, _next(deed, parts=1), now=now)
    return _rest(deed.pk, parts=PARTS - 1, now=now)


def lift(voiding: int, *, user: User, now: datetime) -> Done | Refused:
    """Let the answers count again that this deed voided; twice is once.

    Raises Voiding.DoesNotExist where there is no such deed.
    """
    with transaction.atomic():
        deed = _held(voiding)
        if not user.has_perm(CHANGE):
            return Refused((NOT_YOURS,))
        if deed.lifted_at is not None:
            return Refused((LIFTED,))
        deed.lifted_by, deed.lifted_at = user, now
        deed.save(update_fields=["lifted_by", "lifted_at"])
        _part(deed, _next(deed, parts=1), now=now)
    return _rest(deed.pk, parts=PARTS - 1, now=now)


def go_on(voiding: int, *, user: User, now: datetime) -> Done | Refused:
    """Do what is left of a deed that touches very many answers, or that the machine stopped in the middle of.

    Raises Voiding.DoesNotExist where there is no such deed.
    """
    if not user.has_perm(CHANGE):
        return Refused((NOT_YOURS,))
    return _rest(voiding, parts=PARTS, now=now)


def catch_up(*, now: datetime) -> int:
    """Finish whatever is not; how many deeds that were."""
    waiting = list(unfinished(Voiding.objects.order_by("pk")).values_list("pk", flat=True))
    for deed in waiting:
        _rest(deed, parts=None, now=now)
    return len(waiting)


# Some cards at a time: what is left of a deed follows from the logs, so nothing is counted twice


def unfinished(voidings: QuerySet[Voiding]) -> QuerySet[Voiding]:
    """Those of which something is left to do."""
    at = OuterRef("at")
    answers = _given_until(at, question=OuterRef("question"), outer=OuterRef(at))
    entries = Review.objects.filter(amendment__voiding=OuterRef("pk"), amendment__lifts=False).standing()
    return voidings.filter(
        Q(Exists(answers), lifted_at=None, before=None)
        | Q(Exists(answers.filter(fact_version__lt=OuterRef("before"))), lifted_at=None)
        | Q(Exists(entries), lifted_at__isnull=False)
    )


def left(deed: Voiding) -> QuerySet[Review]:
    """The answers that it is still to void; where it was lifted, its entries that are still to be lifted."""
    if deed.lifted_at is not None:
        return Review.objects.filter(amendment__voiding=deed, amendment__lifts=False).standing()
    answers = _given_until(deed.at, question=deed.question_id, outer=deed.at)
    return answers if deed.before is None else answers.filter(fact_version__lt=deed.before)


def _given_until(at: Any, *, question: Any, outer: Any) -> QuerySet[Review]:
    """The answers to a question by then that count, but for those that were made to count again later.

    `outer` is `at` as it is called one query further in.
    """
    freed = Amendment.objects.filter(answer=OuterRef("pk"), lifts=False, voiding__lifted_at__gt=outer)
    answers = Review.objects.filter(question=question, kind__in=GRADED, at__lte=at).standing()
    return answers.filter(~Exists(freed))


def _held(voiding: int) -> Voiding:
    return Voiding.objects.select_for_update(of=("self",)).select_related("question").get(pk=voiding)


def _rest(voiding: int, *, parts: int | None, now: datetime) -> Done:
    """What a deed did so far, once it was gone on with; each part is a transaction with its record."""
    deed = Voiding.objects.get(pk=voiding)
    cards = _next(deed, parts=parts)
    for start in range(0, len(cards), AT_A_TIME):
        with transaction.atomic():
            _part(_held(voiding), cards[start : start + AT_A_TIME], now=now)
    return done_by(deed)


def _next(deed: Voiding, *, parts: int | None) -> list[int]:
    """The cards that come next, by row number: of so many parts, or all."""
    waiting = left(deed).order_by("card").values_list("card", flat=True).distinct()
    return list(waiting if parts is None else waiting[: parts * AT_A_TIME])


def _part(deed: Voiding, cards: Collection[int], *, now: datetime) -> None:
    """Do it to these cards."""
    rows = left(deed).filter(card__in=cards).values_list("pk", flat=True)
    _record(deed, _voided(deed, list(rows), now=now), now=now)


def _voided(deed: Voiding, rows: Collection[int], *, now: datetime) -> list[Amended]:
    """Void these answers; where the deed was lifted, the entries by which it voided them."""
    of_card = cards_of(rows)
    lifts = {"lifts": True} if deed.lifted_at is not None else {}

    def entries(card: Card, log: Sequence[Review], counting: dict[int, Event]) -> Iterator[Entry]:
        for row in log:
            if row.pk in of_card[card.pk] and (lifts or row.number in counting):
                response = {"voiding": deed.pk, **lifts}
                yield Entry(kind=Kind.VOID, answer=row, names=row.number, response=response)

    return amend(of_card, entries, now=now)


def _record(deed: Voiding, made: Collection[Amended], *, now: datetime) -> None:
    lifts = deed.lifted_at is not None
    voids = (
        deed.amendments.filter(event__in=[each.answer for each in made])
        if lifts
        else Amendment.objects.none()
    )
    answer_of = dict(voids.values_list("event", "answer"))
    Amendment.objects.bulk_create(
        [
            Amendment(
                event=each.event,
                student_id=each.student,
                answer_id=answer_of.get(each.answer, each.answer),
                voiding=deed,
                lifts=lifts,
                at=now,
            )
            for each in made
        ],
        batch_size=AT_A_TIME,
    )


def done_by(deed: Voiding) -> Done:
    """What it did last: what it voided or, once it was lifted, what counts again."""
    own = deed.amendments.filter(lifts=deed.lifted_at is not None).order_by()
    found = own.aggregate(answers=Count("pk"), students=Count("student", distinct=True))
    return Done(**found, left=left(deed).count())


def of_question(question: BankQuestion) -> VoidingQuerySet:
    """What was decided about the answers to a question, the latest first."""
    return Voiding.objects.filter(question=question).select_related("by", "lifted_by")


# What a student is told


class What(StrEnum):
    """What was done: the answers to a question count no more, or again; its fact was corrected, or that was
    taken back; a date of it is given more or less exactly.
    """

    VOIDED = "voided"
    LIFTED = "lifted"
    CORRECTED = "corrected"
    BACK = "back"
    EXACTNESS = "exactness"


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What somebody else did to cards of a student since she last read of it, each deed once.

    amendments: row numbers; stem: of the question as it was shown, in `language`; reason:
    why, as the teacher wrote it.
    """

    amendments: tuple[int, ...]
    card: int
    stem: str
    language: str
    what: What
    reason: str = ""


def news_for(student: Student) -> list[News]:
    """What was not told yet, the latest first, in one query."""
    rows = Amendment.objects.filter(student=student).untold().select_related("voiding", "answer", "event")
    rows = rows.defer("event__shown", "event__verdict", "answer__verdict").order_by("-pk")
    found: dict[tuple[int, What, int], News] = {}
    for row in rows[:MOST_READ]:
        shown = row.answer.shown if row.answer else {}
        key = (row.voiding_id or 0, _what(row), 0 if row.voiding_id else row.event.card_id)
        news = News(
            amendments=(row.pk,),
            card=row.event.card_id,
            stem=str(shown.get("stem", "")),
            language=str(shown.get("language", "")),
            what=_what(row),
            reason=row.voiding.reason if row.voiding else "",
        )
        known = found.setdefault(key, news)
        if known is not news:
            found[key] = replace(known, amendments=(*known.amendments, row.pk))
    return list(found.values())[:MOST_TOLD]


def _what(row: Amendment) -> What:
    if row.voiding_id:
        return What.LIFTED if row.lifts else What.VOIDED
    if row.event_id == row.answer_id:
        return What.EXACTNESS
    return What.BACK if row.lifts else What.CORRECTED


def told(student: Student, *, amendments: Iterable[int], now: datetime) -> None:
    """The student has read of these."""
    Amendment.objects.filter(student=student, pk__in=list(amendments)).untold().update(told_at=now)
