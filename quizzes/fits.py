"""The memory model fitted to one student's answers, and her cards reckoned by it.

Only what predicts her later answers better is adopted, so far as it does (`quizzes.memory.fitting`). A card
is reckoned by new weights at once, or at its next answer where that comes first; what would then wait today
with many others is spread over two weeks, by entries that say why.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.util import find_spec
from itertools import chain
from typing import Any

from django.db import transaction

from quizzes.memory.events import Event, Kind
from quizzes.models import Card, Review, Student
from quizzes.models.cards import AS_NEW
from quizzes.study.amending import FIT, Entries, Entry, amend, last_counting
from quizzes.study.folding import reckoning_of, study_day
from quizzes.study.rebuilding import AT_A_TIME, logs_of, set_to_logs

SPREAD = 14
"""Days over which cards are spread that all fall due at once."""


class NotInstalledError(Exception):
    """The machine cannot fit: the extra `fit` is not installed."""

    def __init__(self) -> None:
        super().__init__("To fit the memory model, install its extra: pip install 'attest[fit]'.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a fit came to. adopted: whether anything is another now; moved: cards that come on another day;
    spread: those of them that were put off."""

    adopted: bool
    moved: int = 0
    spread: int = 0


def can_fit() -> bool:
    """Whether this machine has what a fit needs."""
    return find_spec("numpy") is not None


def fit(student: Student, *, now: datetime) -> Outcome:
    """Fit the weights to the student's answers, held near the published ones, and adopt what is better.

    Raises:
        NotInstalledError: the extra is missing.
    """
    if not can_fit():
        raise NotInstalledError
    from quizzes.memory.columns import answers_of
    from quizzes.memory.fitting import fit as search

    answers, _, _ = answers_of(list(chain.from_iterable(logs.values() for logs in _logs(student))))
    found = search(answers)
    weights = [round(float(weight), 6) for weight in found.weights] if found.adopted else []
    note = {
        "at": now.isoformat(timespec="milliseconds"),
        "answers": found.n,
        "tried": found.tried,
        "loss_default": round(found.loss_default, 4),
        "loss_fitted": round(found.loss_fitted, 4),
        "share": round(found.share, 3),
        "reason": found.reason.value,
    }
    return _adopt(student, weights, note, now=now)


def forget(student: Student, *, now: datetime) -> Outcome:
    """Go back to the published weights."""
    return _adopt(student, [], {}, now=now)


def _logs(student: Student) -> Iterable[dict[int, tuple[Event, ...]]]:
    cards = list(
        Card.objects.filter(student=student, number__gt=0).order_by("pk").values_list("pk", flat=True)
    )
    for start in range(0, len(cards), AT_A_TIME):
        yield logs_of(cards[start : start + AT_A_TIME])


def _adopt(student: Student, weights: list[float], note: dict[str, Any], *, now: datetime) -> Outcome:
    same = list(student.weights) == weights
    Student.objects.filter(pk=student.pk).update(weights=weights, fitted=note)
    student.weights, student.fitted = weights, note
    if same:
        return Outcome(adopted=False)
    mine = Card.objects.filter(student=student, number__gt=0).order_by("pk")
    before = dict(mine.values_list("pk", "due_day"))
    for _ in set_to_logs(before, by=reckoning_of(student)):
        pass
    today = study_day(student, now)
    moved = {pk for pk, day in mine.values_list("pk", "due_day") if before.get(pk) != day}
    overdue = mine.filter(due_day__gt=AS_NEW, due_day__lte=today).by_risk(today).values_list("pk", flat=True)
    sudden = [pk for pk in overdue if (before.get(pk) or today) > today]
    with transaction.atomic():
        spread = amend(sudden, _put_off(sudden, today), now=now)
    return Outcome(adopted=True, moved=len(moved), spread=len(spread))


def _put_off(cards: Sequence[int], today: int) -> Entries:
    """Cards in the order of risk, the same number on each of the days to come, beginning today."""
    days = {card: today + place * SPREAD // len(cards) for place, card in enumerate(cards)}

    def entries(card: Card, log: Sequence[Review], counting: dict[int, Event]) -> Iterable[Entry]:
        last = last_counting(log, counting)
        if last and days[card.pk] > today:
            yield Entry(kind=Kind.RESCHEDULE, answer=last, response={"because": FIT}, due_day=days[card.pk])

    return entries
