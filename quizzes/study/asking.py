"""Which question comes next. Nothing here writes, and no query grows with the deck or the base.

Cards come first, then facts that the student has not met. Facets of one fact are siblings: those of a fact
that was answered today wait until nothing else is left. The order is

1. learning steps that have waited long enough,
2. reviews whose day has come, longest overdue first (index student, due_day),
3. new facets, as many a day as the student wants,
4. reviews, then new facets, of facts that were answered today,
5. learning steps that end within twenty minutes, rather than send somebody away to wait.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from quizzes.models import Card, Student
from quizzes.questions import Deal
from quizzes.wording import when_due

from . import queries, tokens
from .dealing import Row, deal, fingerprint
from .folding import study_day

EARLY = timedelta(minutes=20)
"""How early a learning step may come when nothing else is left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """due: cards waiting now, counted up to the day's limit; new: how many more may be met today."""

    due: int
    new: int
    done_today: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question as a student sees it: no key, no notes, no values."""

    card: int | None
    question: int
    stem: str
    options: tuple[str, ...]
    kind: str
    facet: str
    standing: str
    token: str
    number: int
    counts: Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Nothing:
    """No question for now. `next_due` is in words, empty where no card waits."""

    counts: Counts
    next_due: str
    followed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """What one look at a student's cards shows."""

    counts: Counts
    step: int | None
    review: int | None
    sibling: int | None
    early: int | None
    next_at: datetime | None
    next_day: int | None
    last_met: tuple[int, int] | None
    followed: bool


def next_question(student: Student, *, now: datetime) -> Asked | Nothing:
    """The question to ask now: at most five queries, whatever the size of deck and base."""
    today = study_day(student, now)
    desk = _look(student, now=now, today=today)
    for row in _candidates(student, desk=desk, today=today):
        return _asked(student, row, now=now, counts=desk.counts)
    counts = Counts(due=0, new=0, done_today=desk.counts.done_today)
    next_due = when_due(
        now=now,
        study_day=today,
        due_at=desk.next_at,
        due_day=None if desk.next_at else desk.next_day,
    )
    return Nothing(counts=counts, next_due=next_due, followed=desk.followed)


def question_about(student: Student, *, fact: int, now: datetime) -> Asked | None:
    """A question about one fact at the student's own wish: one not met before, else one that is due.

    None where all its questions are known and none is due, or where it has none.
    """
    desk = _look(student, now=now, today=study_day(student, now))
    unmet = queries.unmet(student.pk, student.language).filter(fact=fact).order_by(queries.turn(), "pk")
    for found in unmet.values(*queries.COLUMNS)[:1]:
        return _asked(student, Row(**found), now=now, counts=desk.counts)
    due = Card.objects.filter(student=student, fact=fact).due(now=now, study_day=study_day(student, now))
    for card in due.askable(student.language).values_list("pk", flat=True)[:1]:
        for row in _of_card(student, card):
            return _asked(student, row, now=now, counts=desk.counts)
    return None


def ask_again(student: Student, *, token: str, now: datetime) -> Asked | None:
    """The question of a token once more, with the same token; None where it is not asked any longer.

    Raises:
        BadToken: the token was not made for this student.
    """
    read = tokens.read(token, student=student.pk)
    found = (
        queries.live_rows(student.language)
        .filter(pk=read.question, fact_version=read.version)
        .values(*queries.COLUMNS)
        .first()
    )
    if found is None:
        return None
    row = Row(**found)
    dealt = deal(row, student=student.pk, number=read.number)
    if fingerprint(row, dealt) != read.shown:
        return None
    return _shown(
        row,
        dealt,
        card=read.card or None,
        number=read.number,
        token=token,
        counts=counts(student, now),
    )


def counts(student: Student, now: datetime) -> Counts:
    return _look(student, now=now, today=study_day(student, now)).counts


def _look(student: Student, *, now: datetime, today: int) -> _Desk:
    """Everything about a student's cards in one query."""
    limit = student.reviews_a_day
    (found,) = queries.look(limit).run(
        student=student.pk, language=student.language, now=now, soon=now + EARLY, today=today
    )
    reviews_left = max(limit - (found["done_today"] - found["met_today"]), 0)
    return _Desk(
        counts=Counts(
            due=found["steps_waiting"] + min(found["reviews_waiting"], reviews_left),
            new=max(student.new_a_day - found["met_today"], 0),
            done_today=found["done_today"],
        ),
        step=found["step"],
        review=found["review"] if reviews_left else None,
        sibling=found["sibling"] if reviews_left else None,
        early=found["early"],
        next_at=found["next_at"],
        next_day=found["next_day"],
        last_met=_after(found["last_met_earliest"], found["last_met"]),
        followed=bool(found["followed"]),
    )


def _after(earliest: int | None, fact: int | None) -> tuple[int, int] | None:
    return None if earliest is None or fact is None else (earliest, fact)


def _candidates(student: Student, *, desk: _Desk, today: int) -> Iterator[Row]:
    """Rows of the bank in the order in which they may be asked; each is looked for only when needed."""
    card = desk.step or desk.review
    if card is not None:
        yield from _of_card(student, card)
    if desk.counts.new:
        yield from _new(student, today=today, after=desk.last_met)
    if desk.sibling is not None and desk.sibling != card:
        yield from _of_card(student, desk.sibling)
    if desk.counts.new:
        yield from _new_sibling(student)
    if desk.early is not None:
        yield from _of_card(student, desk.early)


def _of_card(student: Student, card: int) -> Iterator[Row]:
    return (Row(**found) for found in queries.CARD.run(language=student.language, card=card))


def _new(student: Student, *, today: int, after: tuple[int, int] | None) -> Iterator[Row]:
    """The next facet that the student has not met, in the order of the facts: earliest first, then row.

    The walk goes on from `after`, the fact that was met last, and begins anew when it reaches the end. So it
    steps over facts that were met before only where it begins anew; a question that goes live behind it is
    found on the next round; and the facets of one fact come to lie a round apart. Each followed base is
    walked by itself, along the index of its facts, so that other bases cost nothing.
    """
    values: dict[str, Any] = {"student": student.pk, "language": student.language, "today": today}
    if after is None:
        return (Row(**found) for found in queries.FIRST.run(**values))
    earliest, fact = after
    return (Row(**found) for found in queries.AHEAD.run(**values, earliest=earliest, fact=fact))


def _new_sibling(student: Student) -> Iterator[Row]:
    """The earliest facet that the student has not met, even of a fact that was answered today."""
    return (Row(**found) for found in queries.SIBLING.run(student=student.pk, language=student.language))


def _asked(student: Student, row: Row, *, now: datetime, counts: Counts) -> Asked:
    number = row.last_number + 1
    dealt = deal(row, student=student.pk, number=number)
    token = tokens.Token(
        question=row.pk,
        version=row.fact_version,
        card=row.card or 0,
        number=number,
        shown=fingerprint(row, dealt),
        dealt=tokens.milliseconds(now),
        nonce=tokens.nonce(),
    )
    return _shown(
        row, dealt, card=row.card, number=number, token=token.sign(student=student.pk), counts=counts
    )


def _shown(row: Row, dealt: Deal, *, card: int | None, number: int, token: str, counts: Counts) -> Asked:
    return Asked(
        card=card,
        question=row.pk,
        stem=row.stem,
        options=tuple(option.text for option in dealt.options),
        kind=row.kind,
        facet=row.facet,
        standing=row.standing or "",
        token=token,
        number=number,
        counts=counts,
    )
