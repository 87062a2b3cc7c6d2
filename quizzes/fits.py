"""The memory model fitted to the answers of a student and of her school, and her cards reckoned by it.

Only what predicts later answers better is adopted, so far as it does (`quizzes.memory.fitting`, `pooling`).
What counts for a student stands in `Student.weights`, whosever it is, so that a log is replayed without
looking elsewhere. A card is reckoned by new weights at once, or at its next answer where that comes first;
what would then wait today with many others is spread over two weeks, by entries that say why.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.util import find_spec
from itertools import chain
from typing import TYPE_CHECKING, Any

from django.db import transaction

from quizzes.memory.events import Event
from quizzes.models import Card, SchoolWeights, Student
from quizzes.models.cards import AS_NEW
from quizzes.study.amending import FIT, amend, moves
from quizzes.study.folding import reckoning_of, study_day
from quizzes.study.rebuilding import AT_A_TIME, logs_of, set_to_logs
from quizzes.study.wishing import wishes_of

if TYPE_CHECKING:
    from quizzes.memory.columns import Answers

SPREAD = 14
"""Days over which cards are spread that all fall due at once."""

CHOSEN = "chosen"
"""The reason in `fitted` of a student who went back to the published weights herself."""


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


def fit_school(*, now: datetime) -> SchoolWeights:
    """Fit one set of weights to the answers of all students, for each to be held near them.

    Adopted if it foresees what it has not seen better than the published ones do; if it does so worse, the
    published ones come back. No card is moved: `fit` does that, student by student.

    Raises:
        NotInstalledError: the extra is missing.
    """
    if not can_fit():
        raise NotInstalledError
    from quizzes.memory.pooling import Word, pool

    found = pool(_answers(student) for student in Student.objects.answering().order_by("pk"))
    back = found.word is Word.WORSE and SchoolWeights.objects.in_use() is not None
    return SchoolWeights.objects.create(
        fitted_at=now,
        weights=[] if back or found.word is Word.TOO_FEW else _rounded(found.weights),
        adopted=back or found.word is Word.BETTER,
        reason=found.word.value,
        students=found.students,
        answers=found.n,
        tried=found.tried,
        loss_default=round(found.loss_default, 4),
        loss_fitted=round(found.loss_fitted, 4),
    )


def fit(student: Student, *, now: datetime) -> Outcome:
    """Fit the weights to the student's answers, held near those of the school, and adopt what is better.

    Where her own are not, she has the school's, unless they would have foreseen her answers worse than the
    published ones.

    Raises:
        NotInstalledError: the extra is missing.
    """
    if not can_fit():
        raise NotInstalledError
    from quizzes.memory import pooling

    school = SchoolWeights.objects.in_use()
    found, whose = pooling.fit_in_school(_answers(student), school.weights if school else ())
    weights: list[float] = []
    note = {
        "at": now.isoformat(timespec="milliseconds"),
        "whose": whose.value,
        "answers": found.n,
        "own_answers": found.n,
        "tried": found.tried,
        "loss_default": round(found.loss_default, 4),
        "loss_fitted": round(found.loss_fitted, 4),
        "share": round(found.share, 3),
        "reason": found.reason.value,
    }
    if whose is pooling.Whose.OWN:
        weights = _rounded(found.weights)
    elif school and whose is pooling.Whose.SCHOOL:
        weights = school.weights
        note |= school.note()
    return _adopt(student, weights, note, now=now)


def forget(student: Student, *, now: datetime) -> Outcome:
    """Go back to the published weights, and stay with them until she wants others."""
    note = {"at": now.isoformat(timespec="milliseconds"), "whose": "published", "reason": CHOSEN}
    return _adopt(student, [], note, now=now)


def chosen(student: Student) -> bool:
    """Whether she wants the published weights, whatever others there are."""
    return bool(student.fitted.get("reason") == CHOSEN)


def begin_anew() -> int:
    """Give those who have not answered yet what a student begins with now; how many that changed."""
    beginning = {"weights": [], "fitted": {}} | SchoolWeights.objects.beginning()
    idle = [
        student.pk
        for student in Student.objects.exclude(cards__number__gt=0)
        if list(student.weights) != beginning["weights"] and not chosen(student)
    ]
    for start in range(0, len(idle), AT_A_TIME):
        Student.objects.filter(pk__in=idle[start : start + AT_A_TIME]).update(**beginning)
    return len(idle)


def _answers(student: Student) -> Answers:
    from quizzes.memory.columns import answers_of

    return answers_of(list(chain.from_iterable(logs.values() for logs in _logs(student))))[0]


def _rounded(weights: Iterable[float]) -> list[float]:
    return [round(float(weight), 6) for weight in weights]


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
    for wish, cards in _by_wish(student, dict(mine.values_list("pk", "fact"))).items():
        for _ in set_to_logs(cards, by=reckoning_of(student, wish)):
            pass
    today = study_day(student, now)
    moved = {pk for pk, day in mine.values_list("pk", "due_day") if before.get(pk) != day}
    overdue = mine.filter(due_day__gt=AS_NEW, due_day__lte=today).by_risk(today).values_list("pk", flat=True)
    sudden = [pk for pk in overdue if (before.get(pk) or today) > today]
    with transaction.atomic():
        later = _put_off(sudden, today)
        spread = amend(later, moves(later, because=FIT, still=lambda day: day <= today), now=now)
    return Outcome(adopted=True, moved=len(moved), spread=len(spread))


def _by_wish(student: Student, facts: dict[int, int]) -> dict[float | None, list[int]]:
    """Cards, of which the facts are given, by what the student's sets wish of them."""
    wishes = wishes_of(student.pk, set(facts.values()))
    found: defaultdict[float | None, list[int]] = defaultdict(list)
    for card, fact in facts.items():
        found[wishes.get(fact)].append(card)
    return found


def _put_off(cards: Sequence[int], today: int) -> dict[int, int]:
    """New days of those of the cards, in the order of risk, that do not stay today: the same number on each
    of the days to come, beginning today.
    """
    days = {card: today + place * SPREAD // len(cards) for place, card in enumerate(cards)}
    return {card: day for card, day in days.items() if day > today}
