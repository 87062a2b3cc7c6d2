"""An answer: graded, recorded and counted exactly once.

What makes it once: the nonce of the form's token is unique among all reviews, the number is unique in its
card, and the card moves only from number n - 1 to n, in one UPDATE that also asks whether the question still
stands as it was graded. Whoever comes second finds nothing to update, or a row that is already there, takes
everything back and reads what the first one wrote. Grading happens before the transaction, rendering after.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from history.dates import DateError
from history.sentences import Sentence, sentence
from history.translating import spoken
from quizzes import grading
from quizzes.memory.events import TENDED
from quizzes.memory.fsrs6 import Grade
from quizzes.models import BankQuestion, Card, Review, Sitting, Student
from quizzes.questions import Deal, Mode

from . import naming, tokens
from .dealing import still_asked
from .folding import parameters_for, reckoning_of, study_day
from .progress import progress_of
from .recording import Graded, OvertakenError, write
from .responding import NOTHING_GIVEN, Given, Unanswered, gives_up, response_in
from .showing import as_told
from .wishing import wish_of

_ELSEWHERE = sentence(
    "This card was answered in another tab. Only that answer counts; this one was not stored."
)
_CORRECTED = sentence(
    "This question was corrected meanwhile, so your answer was not counted. "
    "It comes back as soon as it is ready."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answer that is on record. `verdict` is what the student is shown, exactly as stored.

    question: row of the bank; sitting: row number of the sitting it was given in, 0 outside of one; at_end:
    whether that sitting shows verdicts at its end only; waits: whether it has not come to its end yet.
    """

    review: int
    verdict: dict[str, Any]
    question: int | None
    sitting: int = 0
    at_end: bool = False
    waits: bool = False
    replayed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """An answer that was not counted, because the card or the question is not where it was.

    sitting: row number of the sitting to go on with, 0 outside of one.
    """

    heading: Sentence | str
    reason: Sentence | str
    sitting: int = 0


_CHANGED = sentence(
    "You set this card aside, put it off, moved it or began it anew after the page was opened. "
    "This answer was not stored."
)
ELSEWHERE = Moved(heading=sentence("Answered in another tab"), reason=_ELSEWHERE)
CHANGED = Moved(heading=sentence("This card has moved on"), reason=_CHANGED)
CORRECTED = Moved(heading=sentence("This question was corrected"), reason=_CORRECTED)


def answer(student: Student, *, token: str, given: Given, guessed: bool, now: datetime) -> Answered | Moved:
    """Record the answer to the form that carries this token, or say why it does not count.

    A form that was sent before returns the verdict of the first time.

    Raises:
        BadToken: the token was not made for this student, or for a flashcard.
        Unanswered: what was given is no answer, or one that is not specific enough; nothing was stored.
    """
    read = _read(token, student=student, flashcard=False)
    return record(student, read, given=given, guessed=guessed, grade=None, now=now)


def grade(student: Student, *, token: str, grade: Grade, now: datetime) -> Answered | Moved:
    """Record the student's own grade of a flashcard, as `answer` does an answer.

    Raises:
        BadToken: the token was not made for this student, or not for a flashcard.
    """
    read = _read(token, student=student, flashcard=True)
    return record(student, read, given=NOTHING_GIVEN, guessed=False, grade=grade, now=now)


def _read(token: str, *, student: Student, flashcard: bool) -> tokens.Token:
    read = tokens.read(token, student=student.pk)
    if (read.mode == Mode.CARD) is not flashcard:
        raise tokens.BadToken("This form belongs to a question of another kind: open the question again.")
    return read


def record(
    student: Student,
    token: tokens.Token,
    *,
    given: Given,
    guessed: bool,
    grade: Grade | None = None,
    now: datetime,
) -> Answered | Moved:
    """Record the answer to the form of a token that was read; raises Unanswered as `answer` does."""
    found = still_asked(token)
    progress = progress_of(student, token.sitting) if token.sitting else None
    inside = progress.sitting if progress else 0
    if found is None:
        return _replayed(token) or replace(CORRECTED, sitting=inside)
    question, dealt = found
    unknown = grade is None and gives_up(given, dealt)
    response = None if grade or unknown else response_in(given, dealt)
    graded = Graded(
        token=token,
        question=question,
        dealt=dealt,
        response=response,
        guessed=guessed,
        grade=grade,
        unknown=unknown,
        verdict=_verdict(question, dealt, response, grade=grade, unknown=unknown, settled=given.settled),
        now=now,
        study_day=study_day(student, now),
        parameters=parameters_for(**reckoning_of(student, wish_of(question))),
        progress=progress,
    )
    try:
        with transaction.atomic():
            review, progress = write(student, graded)
    except (IntegrityError, OvertakenError):
        return _replayed(token) or replace(_moved(student, graded), sitting=inside)
    return Answered(
        review=review.pk,
        verdict=review.verdict,
        question=question.pk,
        sitting=progress.sitting if progress else 0,
        at_end=progress is not None and progress.at_end,
        waits=progress is not None and progress.verdicts_wait,
    )


def _verdict(
    question: BankQuestion,
    dealt: Deal,
    response: grading.Response | None,
    *,
    grade: Grade | None,
    unknown: bool,
    settled: bool,
) -> grading.Verdict:
    if unknown:
        return grading.given_up(dealt)
    if grade:
        return grading.self_graded(dealt, grade.name)
    return _judged(question, dealt, response, settled=settled)


def _judged(
    question: BankQuestion, dealt: Deal, response: grading.Response | None, *, settled: bool
) -> grading.Verdict:
    """The verdict on an answer.

    A typed name that is no accepted spelling is held against all known names that are like it.

    Raises:
        Unanswered: it cannot be read, or it is not specific enough: the student is asked again.
    """
    if response is None:
        raise Unanswered(sentence("Answer the question first; nothing was counted."))
    text = str(response) if naming.is_name(dealt) else ""
    names = naming.names_for(question, dealt, text) if text else naming.Names()
    recorded = grading.Recorded.from_json(question.evidence.get("dates", {}))
    try:
        verdict = grading.grade(
            dealt,
            response,
            own=names.own,
            others=names.others,
            recorded=recorded,
            settled=settled,
            language=spoken(),
        )
    except DateError as error:
        raise Unanswered(_uncounted(error.sentence)) from error
    if _is_wrong_place(verdict, dealt) and naming.holds(question, text):
        verdict = grading.too_wide(text)
    if verdict.word is grading.Word.NOT_SPECIFIC:
        raise Unanswered(_uncounted(verdict.reason), coarse=verdict.date is not None)
    return verdict


def _uncounted(why: Sentence) -> Sentence:
    return sentence("{why} Nothing was counted.", why=why)


def _is_wrong_place(verdict: grading.Verdict, dealt: Deal) -> bool:
    typed = dealt.mode == Mode.TYPED and "place" in dealt.options[0].value
    return typed and verdict.word is grading.Word.WRONG


def _replayed(token: tokens.Token) -> Answered | None:
    """What this very form brought the first time. Its token names the student, so it is her own."""
    stored = Review.objects.filter(token=token.nonce).select_related("sitting").first()
    return None if stored is None else answered_of(stored, replayed=True)


def answered_of(review: Review, *, replayed: bool = False) -> Answered:
    """An answer on record, from its row with its sitting."""
    sitting = review.sitting
    return Answered(
        review=review.pk,
        verdict=as_told(review),
        question=review.question_id,
        sitting=sitting.pk if sitting else 0,
        at_end=sitting is not None and sitting.feedback == Sitting.Feedback.AT_END,
        waits=sitting is not None and sitting.verdicts_wait,
        replayed=replayed,
    )


def _moved(student: Student, graded: Graded) -> Moved:
    """Why the card could not be moved: it stands elsewhere already, or else the question has changed."""
    question = graded.question
    number = (
        Card.objects.filter(student=student.pk, fact=question.fact_id, facet=question.facet)
        .values_list("number", flat=True)
        .first()
    )
    if number is None or number == graded.token.number - 1:
        return CORRECTED
    since = Review.objects.filter(card__student=student.pk, card__fact=question.fact_id, number=number)
    last = since.filter(card__facet=question.facet).values_list("kind", flat=True).first()
    return CHANGED if last in TENDED else ELSEWHERE
