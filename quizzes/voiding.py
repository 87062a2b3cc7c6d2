"""A wrong question: its answers do not count, as if they had never been given, until a teacher lifts that.

Each deed is one transaction with its record: who, when, and which answers. The students read why.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet

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
LONGEST_REASON = 1000
AT_A_TIME = 500
MOST_TOLD = 3
"""Deeds that the first page tells of at once."""
MOST_READ = 100
"""Entries that are looked through for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """answers: how many the deed touched; students: whose they are."""

    answers: int
    students: int


def answers_to(question: BankQuestion, *, before: int | None = None) -> QuerySet[Review]:
    """The answers to a question that count; `before`: only those to versions of its fact before this one."""
    answers = Review.objects.filter(question=question, kind__in=GRADED).standing()
    return answers if before is None else answers.filter(fact_version__lt=before)


def touched(question: BankQuestion, *, before: int | None = None) -> Done:
    """What voiding them would touch."""
    answers = answers_to(question, before=before).order_by()
    students = answers.values("card__student").distinct().count()
    return Done(answers=answers.count(), students=students)


def void(question: int, *, reason: str, before: int | None, user: User, now: datetime) -> Done | Refused:
    """Let the answers to a question not count, and say why.

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
        answers = list(answers_to(row, before=before).values_list("pk", flat=True))
        if not answers:
            return Refused((NONE_LEFT,))
        deed = Voiding.objects.create(question=row, before=before, reason=reason, by=user, at=now)
        return _record(deed, _voided(deed, answers, now=now), now=now)


def _voided(deed: Voiding, answers: Collection[int], *, now: datetime) -> list[Amended]:
    of_card = cards_of(answers)

    def entries(card: Card, log: Sequence[Review], counting: dict[int, Event]) -> Iterator[Entry]:
        for answer in log:
            if answer.pk in of_card[card.pk] and answer.number in counting:
                yield Entry(kind=Kind.VOID, answer=answer, names=answer.number, response={"voiding": deed.pk})

    return amend(of_card, entries, now=now)


def lift(voiding: int, *, user: User, now: datetime) -> Done | Refused:
    """Let the answers count again that this deed voided; twice is once.

    Raises Voiding.DoesNotExist where there is no such deed.
    """
    with transaction.atomic():
        deed = Voiding.objects.select_for_update(of=("self",)).get(pk=voiding)
        if not user.has_perm(CHANGE):
            return Refused((NOT_YOURS,))
        if deed.lifted_at is not None:
            return Refused((LIFTED,))
        deed.lifted_by, deed.lifted_at = user, now
        deed.save(update_fields=["lifted_by", "lifted_at"])
        voids = {each.event_id: each for each in deed.amendments.filter(lifts=False)}
        done = _lifted(deed, voids, now=now)
        return _record(deed, done, now=now, lifts=True)


def _lifted(deed: Voiding, voids: dict[int, Amendment], *, now: datetime) -> list[Amended]:
    of_card = cards_of(voids)

    def entries(card: Card, log: Sequence[Review], counting: dict[int, Event]) -> Iterator[Entry]:
        for row in log:
            if row.pk in of_card[card.pk]:
                yield Entry(
                    kind=Kind.VOID, answer=row, names=row.number, response={"voiding": deed.pk, "lifts": True}
                )

    return amend(of_card, entries, now=now)


def _record(deed: Voiding, done: Iterable[Amended], *, now: datetime, lifts: bool = False) -> Done:
    made = list(done)
    answer_of = dict(deed.amendments.values_list("event", "answer")) if lifts else {}
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
    return Done(answers=len(made), students=len({each.student for each in made}))


def of_question(question: BankQuestion) -> VoidingQuerySet:
    """What was decided about the answers to a question, the latest first."""
    return Voiding.objects.filter(question=question).select_related("by", "lifted_by")


# What a student is told


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What somebody else did to cards of a student since she last read of it, each deed once.

    amendments: row numbers; count: answers or cards; voided, lifted or, if neither, the fact was corrected.
    stem: of the question as it was shown; reason: why, as the teacher wrote it.
    """

    amendments: tuple[int, ...]
    card: int
    stem: str
    language: str
    reason: str = ""
    voided: bool = False
    lifted: bool = False


def news_for(student: Student) -> list[News]:
    """What was not told yet, the latest first, in one query."""
    rows = Amendment.objects.filter(student=student).untold().select_related("voiding", "answer", "event")
    rows = rows.defer("event__shown", "event__verdict", "answer__verdict").order_by("-pk")
    found: dict[tuple[int, bool, int], News] = {}
    for row in rows[:MOST_READ]:
        shown = row.answer.shown if row.answer else {}
        key = (row.voiding_id or 0, row.lifts, 0 if row.voiding_id else row.event.card_id)
        news = News(
            amendments=(row.pk,),
            card=row.event.card_id,
            stem=str(shown.get("stem", "")),
            language=str(shown.get("language", "")),
            reason=row.voiding.reason if row.voiding else "",
            voided=row.voiding is not None and not row.lifts,
            lifted=row.lifts,
        )
        known = found.setdefault(key, news)
        if known is not news:
            found[key] = replace(known, amendments=(*known.amendments, row.pk))
    return list(found.values())[:MOST_TOLD]


def told(student: Student, *, amendments: Iterable[int], now: datetime) -> None:
    """The student has read of these."""
    Amendment.objects.filter(student=student, pk__in=list(amendments)).untold().update(told_at=now)
