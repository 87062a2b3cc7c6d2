"""“I was right”: a student stands by a typed answer that was judged wrong, and reads what became of it.

Nothing of her memory moves by it: a teacher decides (`quizzes.proposals`). Every student of a text is behind
one proposal, so the teacher reads it once.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, User
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value

from history.dates import DateError, read
from history.models import Actor, Fact, Place
from history.names import fold
from quizzes import grading
from quizzes.memory.events import Kind
from quizzes.models import BankQuestion, Contest, Proposal, Regrade, Review, Student
from quizzes.models.cards import KEPT_BACK, taken_back
from quizzes.questions import Mode

CHANGE = "quizzes.change_proposal"
"""What whoever decides on these answers may do."""
WITH_PERMISSIONS = "django.contrib.auth.backends.ModelBackend"
MOST_A_DAY = 30
DAY = timedelta(days=1)
MOST_TOLD = 3
"""Texts that the first page tells of at once."""
MOST_READ = 100
"""Answers that are looked through for them."""
COUNTED = frozenset({Kind.LEARN, Kind.REVIEW, Kind.RELEARN, Kind.CRAM, Kind.EXPOSURE})
"""Answers that have a verdict of ours."""


class Word(StrEnum):
    """How it stands with an answer that was judged wrong.

    OFFERED: its student may say that she was right; SENT: she did, and nobody has looked at it yet; KEPT: the
    same where nobody has an account to look at it with; ACCEPTED: it counts as right; DECLINED: it does not;
    KNOWN: it is a name by now, but not of what is right here: the teacher gave it to another, or the question
    was corrected since.
    """

    OFFERED = "offered"
    SENT = "sent"
    KEPT = "kept"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    KNOWN = "known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """review: the answer, by row number; text: as typed; reply: why it was declined."""

    review: int
    word: Word
    text: str
    reply: str = ""


@dataclass(frozen=True, slots=True)
class TooMany:
    """Nothing was stored."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The answer was undone, so there is nothing left to judge."""


def standing_of(review: int) -> Standing | None:
    """How it stands with one answer, in one query; None where there is nothing to say about it.

    A withheld question says no longer what is right; where the answer does not either, nobody could decide. A
    date that is true but says too little is no matter of opinion.
    """
    row = (
        Review.objects.filter(pk=review, kind__in=COUNTED, right=False, shown__mode=Mode.TYPED)
        .annotate(gone=Exists(taken_back()), counts=_counts(), heard=_heard())
        .select_related("contest__proposal", "question")
        .defer("question__evidence", "question__pool")
        .first()
    )
    if row is None or row.gone or row.question is None or not row.response.get("text"):
        return None
    found = standing(row)
    if found.word is not Word.OFFERED:
        return found
    coarser = row.verdict.get("word") == grading.Word.COARSER
    return found if not coarser and (row.question.key or meanings(row)) else None


def standing(row: Review) -> Standing:
    """The same of a wrong answer that stands, read with its contest, annotated with `counts` and `heard`.

    Annotated with `lifted` too, one that counted as right for a while is told of as declined for that reason.
    """
    text, contest = str(row.response.get("text", "")), getattr(row, "contest", None)
    if row.__dict__["counts"]:
        return Standing(review=row.pk, word=Word.ACCEPTED, text=text)
    if contest is None and row.__dict__.get("lifted"):
        return Standing(review=row.pk, word=Word.DECLINED, text=text, reply=row.__dict__["lifted"])
    if contest is None:
        return Standing(review=row.pk, word=Word.OFFERED, text=text)
    words = {Proposal.State.DECLINED: Word.DECLINED, Proposal.State.ACCEPTED: Word.KNOWN}
    word = words.get(contest.proposal.state, Word.SENT if row.__dict__["heard"] else Word.KEPT)
    reply = contest.proposal.reply if word is Word.DECLINED else ""
    return Standing(review=row.pk, word=word, text=text, reply=reply)


def _counts() -> Exists:
    """Whether the outer row counts as right by now."""
    return Exists(Regrade.objects.standing().filter(answer=OuterRef("pk")))


def _heard() -> Exists:
    """Whether anybody reads what is stood by: the desk shows all of it to everybody who may decide."""
    return Exists(User.objects.with_perm(CHANGE, backend=WITH_PERMISSIONS).filter(is_staff=True))


def stand_by(student: Student, review: Review, *, now: datetime) -> Standing | TooMany | TakenBack | None:
    """Log that the student stands by an answer of hers; a second time changes nothing.

    None where it is no answer that can be stood by: not typed, not judged wrong, or not specific enough and
    therefore never counted.
    """
    before = standing_of(review.pk)
    if before is None:
        undone = Review.objects.filter(
            Exists(taken_back()), pk=review.pk, right=False, shown__mode=Mode.TYPED
        )
        return TakenBack() if undone.exists() else None
    if before.word is not Word.OFFERED:
        return before
    with transaction.atomic():
        # not for their keys: whoever accepts the same text meanwhile holds its proposal and names the student
        list(Student.objects.select_for_update(no_key=True).filter(pk=student.pk).values_list("pk"))
        if not Contest.objects.filter(review=review).exists():
            if Contest.objects.filter(student=student, at__gt=now - DAY).count() >= MOST_A_DAY:
                return TooMany()
            _log(student, review, text=before.text, now=now)
    return standing_of(review.pk)


def _log(student: Student, review: Review, *, text: str, now: datetime) -> None:
    found = meanings(review)
    if not found:
        return
    meant = found[0]
    folded = folded_as(text, facet=meant.get("facet", ""))
    proposal, _ = Proposal.objects.get_or_create(**meant, folded=folded, defaults={"text": text, "at": now})
    # what was accepted and is judged wrong all the same has to be looked at again
    Proposal.objects.filter(pk=proposal.pk, state=Proposal.State.ACCEPTED).update(state=Proposal.State.OPEN)
    told_at = now if proposal.state == Proposal.State.DECLINED else None  # she reads the reason at once
    Contest.objects.create(
        review=review, proposal=proposal, student=student, text=text, at=now, told_at=told_at
    )


def folded_as(text: str, *, facet: str) -> str:
    """What two typed answers must share to be the same one: the date that they mean, or the letters.

    facet: of the proposal, empty where a name is asked for. Of a date that can be read in no way, or in two,
    every sign counts.
    """
    plain = " ".join(text.casefold().split())
    return ((_date(text) if facet.startswith("date") else fold(text)) or plain)[:500]


def _date(text: str) -> str:
    """As EDTF, if whoever reads it in whatever language reads the same."""
    found = set[str]()
    for language, _ in settings.LANGUAGES:
        with suppress(DateError):
            found.add(read(text, language).edtf)
    return found.pop() if len(found) == 1 else ""


def right_answers(review: Review) -> list[dict[str, Any]]:
    """The values of the options that are right; of a withheld question those that were when it was asked."""
    values = [option["value"] for option in review.question.key] if review.question else []
    return values or list(review.verdict.get("key", ()))


def meanings(review: Review) -> list[dict[str, Any]]:
    """What the right answers to its question are, as columns of a proposal; the first is the main one.

    What has no names of its own in the base is meant by its fact and facet: a date, an event. Nothing where
    nobody knows any more what was right.
    """
    question = review.question
    if question is None:
        return []
    found = [_meaning(value, question) for value in right_answers(review)]
    return list({tuple(meant.items()): meant for meant in found if meant}.values())


def _meaning(value: dict[str, Any], question: BankQuestion) -> dict[str, Any] | None:
    if "entity" in value:
        known = Actor.objects.filter(pk=value["entity"]).exists()
        return {"actor_id": value["entity"]} if known else None
    if "place" in value:
        known = Place.objects.filter(pk=value["place"]).exists()
        return {"place_id": value["place"]} if known else None
    if "fact" in value:
        agreement = Fact.objects.filter(pk=value["fact"]).values_list("agreement", flat=True).first()
        return {"agreement_id": agreement} if agreement else _itself(question)
    return _itself(question)


def _itself(question: BankQuestion) -> dict[str, Any]:
    return {"fact_id": question.fact_id, "facet": question.facet}


# What a student is told


def stood_by(user: AbstractBaseUser | AnonymousUser) -> QuerySet[Review]:
    """The answers that this student stood by, the latest first, each fit for `standing`."""
    mine = Review.objects.visible_to(user).standing().filter(contest__isnull=False)
    return (
        mine.annotate(counts=_counts(), heard=_heard())
        .select_related("contest__proposal")
        .order_by("-contest__at", "-pk")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What was decided about one text since the student last read of it. `answers`: row numbers."""

    standing: Standing
    stem: str
    language: str
    answers: tuple[int, ...]


def news_for(student: Student) -> list[News]:
    """What was decided and not told yet, the latest first, each text of a question once; one query.

    An answer whose sitting keeps its verdicts back is not told of before the end.
    """
    counted = Regrade.objects.filter(student=student, told_at=None)
    decided = Contest.objects.decided().filter(student=student, told_at=None)
    untold = Q(pk__in=counted.values("answer")) | Q(pk__in=decided.values("review"))
    rows = Review.objects.standing().filter(untold).exclude(KEPT_BACK).select_related("contest__proposal")
    found: dict[tuple[str, str, Word], News] = {}
    lifted = Regrade.objects.filter(answer=OuterRef("pk"), lifted_at__isnull=False).order_by("-pk")
    rows = rows.annotate(
        counts=_counts(), heard=Value(True), lifted=Subquery(lifted.values("proposal__reply")[:1])
    )
    for row in rows.order_by("-pk")[:MOST_READ]:
        said, stem = standing(row), str(row.shown.get("stem", ""))
        language = str(row.shown.get("language", ""))
        news = News(standing=said, stem=stem, language=language, answers=(row.pk,))
        known = found.setdefault((said.text, stem, said.word), news)
        if known is not news:
            found[said.text, stem, said.word] = replace(known, answers=(*known.answers, row.pk))
    return list(found.values())[:MOST_TOLD]


@transaction.atomic
def told(student: Student, *, answers: Iterable[int], now: datetime) -> None:
    """The student has read what was decided about these answers of hers."""
    known = list(answers)
    Regrade.objects.filter(student=student, answer__in=known, told_at=None).update(told_at=now)
    Contest.objects.decided().filter(student=student, review__in=known, told_at=None).update(told_at=now)


def rehome(guest: Student, *, account: Student) -> None:
    """What a guest stood by goes where her cards went."""
    for table in (Contest, Regrade):
        path = "review" if table is Contest else "answer"
        moved: Iterable[int] = table._default_manager.filter(
            student=guest, **{f"{path}__card__student": account}
        ).values_list("pk", flat=True)
        table._default_manager.filter(pk__in=list(moved)).update(student=account)
