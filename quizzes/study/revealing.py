"""Turn a flashcard: its answer and evidence, and what each grade would bring. Nothing is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from history.translating import told
from quizzes.grading import answer_of, text_of
from quizzes.memory.answering import preview, room
from quizzes.memory.events import Event
from quizzes.memory.fold import step
from quizzes.memory.fsrs6 import Grade
from quizzes.memory.state import State
from quizzes.models import BankQuestion, Card, Review, Student
from quizzes.questions import Deal, Mode
from quizzes.wording import grade_label, when_due

from . import tokens
from .answering import Answered, answered_of
from .dealing import printed_stem, spoken_in, still_asked
from .folding import Reckoning, card_seed, columns, parameters_for, reckoning_of, study_day
from .progress import progress_of
from .showing import shown_evidence
from .spreading import chosen, waiting
from .wishing import wish_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A grade that a student can give herself, and when the card would come back, in words."""

    grade: Grade
    due: str

    @property
    def label(self) -> str:
        return told(grade_label(self.grade.name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Revealed:
    """The back of a flashcard. The token is that of its front: a grade sent with it counts once.

    sequence: the items in their right order, where that is what was asked.
    """

    question: int
    stem: str
    language: str
    spoken_in: str
    kind: str
    answer: str
    sequence: tuple[str, ...]
    sentence: str
    evidence: dict[str, Any]
    choices: tuple[Choice, ...]
    token: str
    sitting: int


def reveal(student: Student, *, token: str, now: datetime) -> Revealed | Answered | None:
    """The back of the flashcard of this token; its answer once it is graded; None where it is not asked now.

    Raises:
        BadToken: the token was not made for this student, or not for a flashcard: the right answer of a
            question with options is told to nobody before the answer is in.
    """
    read = tokens.read(token, student=student.pk)
    if read.mode != Mode.CARD:
        raise tokens.BadToken("Only a flashcard can be turned: open the question again.")
    graded = Review.objects.filter(token=read.nonce).select_related("sitting").first()
    if graded is not None:
        return answered_of(graded)
    found = still_asked(read)
    if found is None:
        return None
    question, dealt = found
    progress = progress_of(student, read.sitting) if read.sitting else None
    return Revealed(
        question=question.pk,
        stem=printed_stem(question, mode=read.mode),
        language=question.language,
        spoken_in=spoken_in(dealt, question.language),
        kind=question.kind,
        answer=told(answer_of(dealt)),
        sequence=_sequence(dealt),
        sentence=question.evidence.get("sentence", ""),
        evidence=shown_evidence(question, student.citation_style),
        choices=_choices(student, read, question, now=now),
        token=token,
        sitting=progress.sitting if progress else 0,
    )


def _sequence(dealt: Deal) -> tuple[str, ...]:
    return (
        tuple(told(text_of(dealt.options[index])) for index in dealt.right)
        if dealt.mode == Mode.ORDER
        else ()
    )


def _choices(
    student: Student, token: tokens.Token, question: BankQuestion, *, now: datetime
) -> tuple[Choice, ...]:
    card = Card.objects.filter(student=student, fact=question.fact_id, facet=question.facet).first()
    state = State.from_dict(card.state) if card and card.state else State.new(number=token.number - 1)
    today, wanted = study_day(student, now), reckoning_of(student, wish_of(question))
    outcomes = preview(
        state,
        parameters=parameters_for(**wanted),
        now=now,
        study_day=today,
        seed=card_seed(fact=question.fact_id, facet=question.facet),
    )
    return tuple(
        Choice(grade=grade, due=_due(after, wanted, now=now, today=today))
        for grade, after in _settled(student, state, outcomes, wanted).items()
    )


def _settled(
    student: Student, state: State, outcomes: dict[Grade, tuple[Event, State]], wanted: Reckoning
) -> dict[Grade, State]:
    """Each outcome with the day that is best for the student: one query for all of them."""
    parameters = parameters_for(**wanted)
    rooms = {grade: room(after, event, parameters=parameters) for grade, (event, after) in outcomes.items()}
    cards = waiting(student, rooms.values())
    found = {}
    for grade, (event, after) in outcomes.items():
        place = rooms[grade]
        chosen_for = event if place is None else chosen(student, event, place, cards)
        found[grade] = after if chosen_for is event else step(state, chosen_for, parameters)
    return found


def _due(after: State, wanted: Reckoning, *, now: datetime, today: int) -> str:
    fresh = columns(after, **wanted, first_day=None)
    return told(
        when_due(now=now, study_day=today, due_at=fresh["due_at"], due_day=fresh["due_day"], dated=False)
    )
