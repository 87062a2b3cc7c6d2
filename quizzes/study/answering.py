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
from django.db.models import Exists

from history.dates import DateError
from history.sentences import Sentence, sentence
from history.translating import spoken, told
from quizzes import grading
from quizzes.memory import answering, days
from quizzes.memory.events import ANSWERS, TENDED, Event, Kind
from quizzes.memory.evidence import chance_of, chance_of_order, chance_of_ticks
from quizzes.memory.fold import fold, step
from quizzes.memory.fsrs6 import Grade
from quizzes.memory.parameters import MODEL, Parameters
from quizzes.memory.state import State
from quizzes.models import BankQuestion, Card, Review, Sitting, Student
from quizzes.models.students import Leeches
from quizzes.questions import Deal, Mode

from . import naming, queries, tokens
from .amending import only_amended
from .dealing import still_asked
from .folding import card_seed, columns, events_of, folded, noted, parameters_for, reckoning_of, study_day
from .progress import Progress, progress_of
from .responding import NOTHING_GIVEN, Given, Unanswered, gives_up, response_in
from .showing import as_told, shown_question, shown_verdict
from .spreading import placed
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


class _OvertakenError(Exception):
    """Somebody else moved the card, or the question, first: the transaction is taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Graded:
    """Everything that is known before the transaction begins."""

    token: tokens.Token
    question: BankQuestion
    dealt: Deal
    response: grading.Response | None
    guessed: bool
    grade: Grade | None
    unknown: bool
    verdict: grading.Verdict
    now: datetime
    study_day: int
    parameters: Parameters
    progress: Progress | None


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
    graded = _Graded(
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
            return _record(student, graded)
    except (IntegrityError, _OvertakenError):
        return _replayed(token) or replace(_moved(student, graded), sitting=inside)


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


def _record(student: Student, graded: _Graded) -> Answered:
    """Move the card and write the review; must be called inside a transaction.

    Raises:
        _OvertakenError: the card or the question has moved on. IntegrityError means the same.
    """
    question = graded.question
    if graded.token.card:
        card = queries.OWN_CARD.first(card=graded.token.card, student=student.pk)
        if card is None or not (
            card.number == graded.token.number - 1 or only_amended(card, since=graded.token.number)
        ):
            raise _OvertakenError
    else:
        card = Card.objects.create(student=student, fact_id=question.fact_id, facet=question.facet)
    event, fresh = _moved_on(student, card, graded)
    still = BankQuestion.objects.asked().filter(
        pk=question.pk, fact_version=question.fact_version, digest=question.digest
    )
    if not Card.objects.filter(Exists(still), pk=card.pk, number=card.number).update(**fresh):
        raise _OvertakenError
    review = _review(student, card, graded, event, fresh)
    review.save(force_insert=True)
    progress = graded.progress and _went_on(graded.progress, graded)
    return Answered(
        review=review.pk,
        verdict=review.verdict,
        question=question.pk,
        sitting=progress.sitting if progress else 0,
        at_end=progress is not None and progress.at_end,
        waits=progress is not None and progress.verdicts_wait,
    )


def _went_on(progress: Progress, graded: _Graded) -> Progress:
    """The sitting after this answer, finished where it was the last."""
    after = progress.with_answer(question=graded.question.pk, right=graded.verdict.right)
    if after.over:
        after = replace(after, finished_at=days.to_millisecond(graded.now))
        Sitting.objects.filter(pk=after.sitting).update(finished_at=after.finished_at)
    return after


def _moved_on(student: Student, card: Card, graded: _Graded) -> tuple[Event, dict[str, Any]]:
    """The event of this answer, and the card's columns after it."""
    before = State.from_dict(card.state) if card.state else State.new(number=card.number)
    event = _event(student, card, graded, before)
    if event.kind is Kind.ASIDE:
        return event, columns(
            step(before, event, graded.parameters), **reckoning_of(card), first_day=card.first_day
        )
    # where the wanted recall or the weights are others since, the whole log is reckoned by them
    wanted = reckoning_of(student, wish_of(graded.question))
    log = events_of(card) if card.number and reckoning_of(card) != wanted else ()
    after = fold((*log, event), graded.parameters) if log else step(before, event, graded.parameters)
    settled = placed(student, event, after, parameters=graded.parameters)
    if log:
        return settled, folded((*log, settled), **wanted)
    first_day = card.first_day
    if first_day is None and event.kind in ANSWERS:
        first_day = event.study_day
    if settled is not event:
        after = step(before, settled, graded.parameters)
    return settled, columns(after, **wanted, first_day=first_day)


def _event(student: Student, card: Card, graded: _Graded, before: State) -> Event:
    """The event of this answer, before a day is chosen for it."""
    event = answering.answer(
        before,
        parameters=graded.parameters,
        now=graded.now,
        study_day=graded.study_day,
        seed=card_seed(fact=card.fact_id, facet=card.facet),
        right=graded.verdict.right,
        guessed=graded.guessed,
        grade=_own_grade(graded),
        chance=0.0 if graded.grade else _chance(graded.dealt),
        slip=_slip(graded),
        practice=graded.progress is not None and graded.progress.is_quiz,
        aside=graded.token.mode == Mode.TRUEFALSE,
    )
    stops = student.leeches == Leeches.SUSPEND and event.kind in ANSWERS and not event.right
    return replace(event, stops_leech=True) if stops else event


def _own_grade(graded: _Graded) -> Grade | None:
    """The student's own grade; a right date with which she says that she knows no more was hard to her."""
    verdict = graded.verdict
    return Grade.HARD if verdict.right and verdict.word is grading.Word.COARSER else graded.grade


def _slip(graded: _Graded) -> float:
    """The chance of a wrong answer with knowledge: nobody says by a slip that she does not know."""
    if graded.grade or graded.unknown:
        return 0.0
    return graded.parameters.slip(typed=graded.dealt.mode == Mode.TYPED)


def _chance(dealt: Deal) -> float:
    """The chance of a right answer without knowledge."""
    match dealt.mode:
        case Mode.MULTI:
            return chance_of_ticks(len(dealt.options))
        case Mode.ORDER:
            return chance_of_order(len(dealt.options))
        case Mode.TYPED:
            return 0.0
    return chance_of(len(dealt.options))


def _response(graded: _Graded) -> dict[str, Any]:
    """What was given, as it stands in the log."""
    if graded.unknown:
        return {"unknown": True}
    if graded.grade:
        return {"grade": graded.grade.name.lower()}
    text = {"text": told(graded.verdict.given)}
    match graded.response:
        case int(choice):
            return {"choice": choice, **text, "value": dict(graded.dealt.options[choice].value)}
        case frozenset() as choices:
            return {"choices": sorted(choices), **text}
        case tuple() as sequence:
            return {"sequence": list(sequence), **text}
    return text


def _review(student: Student, card: Card, graded: _Graded, event: Event, fresh: dict[str, Any]) -> Review:
    question = graded.question
    return Review(
        card=card,
        question=question,
        sitting_id=graded.progress.sitting if graded.progress else None,
        number=event.number,
        token=graded.token.nonce,
        kind=event.kind,
        at=event.at,
        study_day=event.study_day,
        zone=student.zone,
        fact_version=question.fact_version,
        shown=shown_question(question, graded.dealt, mode=graded.token.mode),
        response={**_response(graded), **noted(event)},
        verdict=shown_verdict(student, graded, fresh),
        right=event.right,
        guessed=event.guessed,
        grade=event.grade,
        guess=event.chance,
        slip=event.slip,
        predicted=event.recall,
        milliseconds=graded.token.waited(graded.now),
        model=MODEL,
        parameters=event.parameters_id,
    )


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


def _moved(student: Student, graded: _Graded) -> Moved:
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
