"""A student's cards as they are now: what she knows, of which times, what falls due, what will not stay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from history.dates import civil
from history.timeline import Bin, Mark, Scale, bins, unit_of
from quizzes.memory import fsrs6
from quizzes.memory.simulating import Learnt
from quizzes.memory.state import Phase
from quizzes.memory.waiting import Candidate
from quizzes.models import BankQuestion, Card, Student
from quizzes.models.cards import AS_NEW
from quizzes.questions import Kind
from quizzes.study.folding import parameters_of

SPAN = 28
"""Days that are looked ahead."""

DECADES = 12
"""Decades up to which periods are decades, and beyond which they are centuries."""

KNOWN, LEARNING = "known", "learning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A card that was met. recall: as expected today, from 0 to 1; due_at, due_day: as on the card.

    earliest, latest: days of its fact, None where it has no date. awake: whether it is asked when it is due;
    the others rest, as their set was left or no question is live.
    """

    card: int
    fact: int
    facet: str
    phase: str
    stability: float
    difficulty: float
    last_day: int
    due_at: datetime | None
    due_day: int | None
    lapses: int
    recall: float
    earliest: int | None
    latest: int | None
    awake: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class WeakSpot:
    """A question that was forgotten again and again."""

    fact: int
    stem: str
    answer: str
    language: str
    lapses: int


def deck(
    student: Student,
    *,
    today: int,
    due_from: int = AS_NEW + 1,
    due_by: int | None = None,
    most: int | None = None,
) -> tuple[Held, ...]:
    """The cards that a student has studied, in one query. today: a study day.

    due_by: only those that come back after days, by this study day and from `due_from` on, the earliest first
    and `most` of them.
    """
    weights = parameters_of(student).weights
    asked = Card.objects.filter(pk=OuterRef("pk")).followed().askable(student.language)
    mine = Card.objects.told_to(student.pk).filter(first_day__isnull=False).annotate(awake=Exists(asked))
    if due_by is not None:
        mine = mine.filter(due_day__gte=due_from, due_day__lte=due_by).order_by("due_day", "pk")[:most]
    rows = mine.values_list(
        *("pk", "fact", "facet", "phase", "state", "last_day", "due_at", "due_day"),
        *("fact__earliest", "fact__latest", "awake"),
    )
    found = []
    for card, fact, facet, phase, state, last_day, due_at, due_day, earliest, latest, awake in rows:
        stability = state.get("stability")
        if stability is None or last_day is None:
            continue
        recall = fsrs6.retrievability(stability=stability, elapsed_days=today - last_day, weights=weights)
        found.append(
            Held(
                card=card,
                fact=fact,
                facet=facet,
                phase=phase,
                stability=stability,
                difficulty=state["difficulty"],
                last_day=last_day,
                due_at=due_at,
                due_day=due_day,
                lapses=state["lapses"],
                recall=recall,
                earliest=earliest,
                latest=latest,
                awake=awake,
            )
        )
    return tuple(found)


def facts_by_progress(held: Iterable[Held]) -> dict[int, str]:
    """Each fact that was met: known once all its cards wait for days, as the timeline has it."""
    found: dict[int, str] = {}
    for card in held:
        learnt = card.phase == Phase.REVIEW and found.get(card.fact) != LEARNING
        found[card.fact] = KNOWN if learnt else LEARNING
    return found


def by_period(held: Sequence[Held]) -> tuple[Bin, ...]:
    """The dated facts that were met, by decade or century, counted as known and learning."""
    progress = facts_by_progress(held)
    marks = {
        card.fact: Mark(card.fact, "", card.earliest, card.latest, progress[card.fact])
        for card in held
        if card.earliest is not None and card.latest is not None
    }
    placed = [mark for mark in marks.values() if mark.placed]
    if not placed:
        return ()
    decades = {unit_of(civil(day)[0], Scale.DECADE) for mark in placed for day in (mark.first, mark.last)}
    if (max(decades).first - min(decades).first) // 10 >= DECADES:
        return bins(placed)
    centuries = sorted({unit_of(decade.first, Scale.CENTURY) for decade in decades})
    every = [each for century in centuries for each in bins(placed, century)]
    filled = [place for place, each in enumerate(every) if each.total]
    return tuple(every[filled[0] : filled[-1] + 1])


def forecast(held: Iterable[Held], *, today: int, now: datetime, span: int = SPAN) -> tuple[int, ...]:
    """How many cards wait for each of the next days, from today on; what is overdue waits today. Without
    those that rest.
    """
    found: dict[int, int] = defaultdict(int)
    for card in held:
        if not card.awake:
            continue
        if card.due_day is not None:
            found[max(card.due_day - today, 0)] += 1
        elif card.due_at is not None:
            found[max((card.due_at - now).days, 0)] += 1
    return tuple(found[day] for day in range(span))


def weak_spots(student: Student, held: Iterable[Held], *, most: int) -> tuple[WeakSpot, ...]:
    """What was forgotten most often, at least twice, in one query; the least firm first among equals.

    Without questions of order, which say little where their options are not beside them.
    """
    worst = sorted((card for card in held if card.lapses > 1), key=lambda card: (-card.lapses, card.recall))
    wanted = {(card.fact, card.facet): card for card in worst[: 2 * most]}
    facts = {fact for fact, _ in wanted}
    rows = BankQuestion.objects.live().filter(fact__in=facts, language=student.language)
    rows = rows.exclude(kind=Kind.ORDER)
    found = {(row.fact_id, row.facet): row for row in rows} if facts else {}
    spots = [
        WeakSpot(
            fact=card.fact,
            stem=row.stem,
            answer=", ".join(option["text"] for option in row.key),
            language=row.language,
            lapses=card.lapses,
        )
        for place, card in wanted.items()
        if (row := found.get(place))
    ]
    return tuple(spots[:most])


def learnt(held: Iterable[Held], *, today: int) -> tuple[Learnt, ...]:
    """The cards as a simulation takes them: those in their learning steps are due today. Without those that
    rest.
    """
    return tuple(
        Learnt(
            stability=card.stability,
            difficulty=card.difficulty,
            last_day=card.last_day,
            due_day=today if card.due_day is None else card.due_day,
        )
        for card in held
        if card.awake and (card.due_day is not None or card.due_at is not None)
    )


def candidates(held: Iterable[Held]) -> list[Candidate]:
    """Those that wait for a day, without those that rest."""
    return [
        Candidate(
            id=card.card,
            stability=card.stability,
            difficulty=card.difficulty,
            last_day=card.last_day,
            due_day=card.due_day,
        )
        for card in held
        if card.awake and card.due_day is not None
    ]
