"""Write a graded answer: one review, and its card moved from number n - 1 to n, in one transaction.

The UPDATE also asks whether the question still stands as it was graded. Its statements are built once
(`quizzes.compiled`): the transaction holds the only lock for writing that SQLite has.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Exists, QuerySet

from history.translating import told
from quizzes import grading
from quizzes.compiled import CompiledInsert, CompiledUpdate
from quizzes.memory import answering, days
from quizzes.memory.events import ANSWERS, Event, Kind
from quizzes.memory.evidence import chance_of, chance_of_order, chance_of_ticks
from quizzes.memory.fold import fold, step
from quizzes.memory.fsrs6 import Grade
from quizzes.memory.parameters import MODEL, Parameters
from quizzes.memory.state import State
from quizzes.models import BankQuestion, Card, Review, Sitting, Student
from quizzes.models.students import Leeches
from quizzes.questions import Deal, Mode

from . import queries, tokens
from .amending import only_amended
from .folding import COLUMNS, card_seed, columns, events_of, folded, noted, reckoning_of
from .progress import Progress
from .showing import shown_question, shown_verdict
from .spreading import placed
from .wishing import wish_of


class OvertakenError(Exception):
    """Somebody else moved the card, or the question, first: the transaction is taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
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


def build_move(*, card: int, number: int, question: int, version: int, digest: str) -> QuerySet[Card]:
    """The card where this number left it, if its question is still asked as it was graded."""
    still = BankQuestion.objects.asked().filter(pk=question, fact_version=version, digest=digest)
    return Card.objects.filter(Exists(still), pk=card, number=number)


MOVE = CompiledUpdate(
    Card,
    build_move,
    columns=(*COLUMNS, "retention", "weights"),
    **{"card": int, "number": int, "question": int, "version": int, "digest": str},
)
NEW_CARD, NEW_REVIEW = CompiledInsert(Card), CompiledInsert(Review)


def write(student: Student, graded: Graded) -> tuple[Review, Progress | None]:
    """Move the card and write the review, with the sitting after it; must be called inside a transaction.

    Raises:
        OvertakenError: the card or the question has moved on. IntegrityError means the same.
    """
    question = graded.question
    if graded.token.card:
        card = queries.OWN_CARD.first(card=graded.token.card, student=student.pk)
        if card is None or not (
            card.number == graded.token.number - 1 or only_amended(card, since=graded.token.number)
        ):
            raise OvertakenError
    else:
        card = Card(student=student, fact_id=question.fact_id, facet=question.facet)
        NEW_CARD.run(card)
    event, fresh = _moved_on(student, card, graded)
    graded_as = {"question": question.pk, "version": question.fact_version, "digest": question.digest}
    if not MOVE.run(fresh, card=card.pk, number=card.number, **graded_as):
        raise OvertakenError
    review = _review(student, card, graded, event, fresh)
    NEW_REVIEW.run(review)
    return review, graded.progress and _went_on(graded.progress, graded)


def _went_on(progress: Progress, graded: Graded) -> Progress:
    """The sitting after this answer, finished where it was the last."""
    after = progress.with_answer(question=graded.question.pk, right=graded.verdict.right)
    if after.over:
        after = replace(after, finished_at=days.to_millisecond(graded.now))
        Sitting.objects.filter(pk=after.sitting).update(finished_at=after.finished_at)
    return after


def _moved_on(student: Student, card: Card, graded: Graded) -> tuple[Event, dict[str, Any]]:
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


def _event(student: Student, card: Card, graded: Graded, before: State) -> Event:
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


def _own_grade(graded: Graded) -> Grade | None:
    """The student's own grade; a right date with which she says that she knows no more was hard to her."""
    verdict = graded.verdict
    return Grade.HARD if verdict.right and verdict.word is grading.Word.COARSER else graded.grade


def _slip(graded: Graded) -> float:
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


def _response(graded: Graded) -> dict[str, Any]:
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


def _review(student: Student, card: Card, graded: Graded, event: Event, fresh: dict[str, Any]) -> Review:
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
        verdict=shown_verdict(
            student, graded, fresh, recall=None if card.stability is None else event.recall
        ),
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
