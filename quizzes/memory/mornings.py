"""Many cards as their last study day began, by numpy: from there `fold.step` goes on, card by card.

Most of a log are answers of earlier days, and of those little remains: the memory, which `many` reckons bit
for bit, the place in the learning steps, and how often the card lapsed. How a day is chosen, what the later
answers of a day do, and all that is done to a card besides answering it stay where they are told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

import numpy as np

from quizzes.memory.columns import Answers, Column, course_of
from quizzes.memory.events import ANSWERS, PLAIN, TENDED, Event, Kind
from quizzes.memory.fold import standing, step
from quizzes.memory.formulas import EXACT
from quizzes.memory.fsrs6 import Grade
from quizzes.memory.many import Layout
from quizzes.memory.parameters import Parameters
from quizzes.memory.state import Phase, State

_PLAIN = frozenset(kind.value for kind in PLAIN)
_MOVING = frozenset(kind.value for kind in ANSWERS)
_TOUCHING = frozenset(kind.value for kind in ANSWERS | TENDED)
_LASTING = frozenset({Kind.SUSPEND.value, Kind.BURY.value})
SIDE_BY_SIDE = 16
"""So many cards cost as much side by side as one by itself."""
_FARTHEST_DAY = 2**31


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """The logs of some cards, one after the other, each field a sequence with an entry for every event.

    lengths: how many entries each card has. The fields are those of `Event`, in simple types.
    """

    lengths: Sequence[int]
    number: Sequence[int]
    kind: Sequence[str]
    study_day: Sequence[int]
    right: Sequence[int | None]
    guessed: Sequence[int]
    grade: Sequence[int | None]
    chance: Sequence[float]
    slip: Sequence[float]
    target: Sequence[int | None]


@dataclass(frozen=True, slots=True)
class Morning:
    """One card before its last study day.

    state: what the answers before came to, so far as what follows leans on it; first_day: the study day of
    the first answer that counts; after: the places in the log of what is still to be stepped through, each
    with that of its regrade, if any. Only the number of the last entry is then missing, where it is no more
    than practice or takes something back.
    """

    state: State
    first_day: int
    after: Sequence[tuple[int, int | None]]


def mornings(
    entries: Entries, *, sets: Sequence[Sequence[float]], which: Sequence[int], steps: Parameters
) -> list[Morning | None]:
    """Each card as its last study day began; None for one that `fold` had better reckon by itself.

    sets: of weights; which: the place of each card's own among them; steps: the learning steps of all. Left
    to `fold` are cards without answers or with an import, and histories so long that few are like them.
    Raises ValueError or OverflowError where an entry is none that `Event` would take.
    """
    logs = _Logs(entries)
    cards, answers, places = logs.answers()
    first = np.flatnonzero(course_of(answers).first)
    begins = np.zeros(answers.cards, dtype=np.int64)
    begins[answers.card[first]] = first  # of several days the last one stays
    earlier = np.arange(len(answers)) < begins[answers.card]
    opens = np.searchsorted(answers.card, np.arange(answers.cards))
    before = begins > opens
    states = _states(answers.where(earlier), sets, np.asarray(which, dtype=np.int64)[cards[before]], steps)

    found: list[Morning | None] = [None] * len(entries.lengths)
    days = answers.study_day[opens].tolist()
    resumes = np.where(before, places[begins] if len(places) else places, 0).tolist()
    for card, day, place, known in zip(cards.tolist(), days, resumes, before.tolist(), strict=True):
        state = next(states) if known else State.new()
        found[card] = Morning(state, day, logs.after(card, place))
    return found


class _Logs:
    """Entries as columns, with the verdicts as last regraded, and which of them count.

    A reset begins a card anew: only what came after the last one counts.
    """

    def __init__(self, entries: Entries) -> None:
        self.entries = entries
        self.lengths = np.array(entries.lengths, dtype=np.int64)
        self.starts = (np.cumsum(self.lengths) - self.lengths).tolist()
        self.number, self.study_day = (
            np.array(each, dtype=np.int64) for each in (entries.number, entries.study_day)
        )
        self.right, self.chance, self.slip = (
            np.array(each, dtype=float) for each in (entries.right, entries.chance, entries.slip)
        )
        self.guessed = np.array(entries.guessed, dtype=bool)
        self.grade = np.array([grade or 0 for grade in entries.grade], dtype=np.int64)
        self.is_answer = np.array([kind in _MOVING for kind in entries.kind], dtype=bool)
        self._check()
        self.standing: dict[int, list[tuple[int, int | None]]] = {}
        """Of logs with other entries than plain ones: those that count, as `fold.standing` has them."""
        for card, (start, length) in enumerate(zip(self.starts, entries.lengths, strict=True)):
            kinds = set(entries.kind[start : start + length])
            if not kinds <= _PLAIN:
                self._sort_out(card, start, length, imported=Kind.IMPORT in kinds)

    def _check(self) -> None:
        """Refuse what `Event` refuses of an answer, and what numbers of these columns cannot hold."""
        right, graded = self.right, self.grade > 0
        fine = (
            (np.abs(self.study_day) < _FARTHEST_DAY)
            & ~(self.is_answer & np.isnan(right))
            & ((self.chance >= 0) & (self.chance <= 1) & (self.slip >= 0) & (self.slip <= 1))
            & (~graded | (((right == 1) == (self.grade > Grade.AGAIN)) & ~np.isnan(right) & ~self.guessed))
            & (self.number >= 1)
            & (self.grade <= Grade.EASY)
        )
        if not fine.all():
            raise ValueError("A log has an entry that cannot be, or is of days too far away.")

    def _sort_out(self, card: int, start: int, length: int, *, imported: bool) -> None:
        end = start + length
        kind = self.entries.kind[start:end]
        number, target = self.entries.number[start:end], self.entries.target[start:end]
        found = standing(list(zip(number, kind, target, strict=True)))
        begins = max((i for i, (place, _) in enumerate(found) if kind[place] == Kind.RESET), default=-1)
        self.standing[card] = found[begins + 1 :]
        counts = np.zeros(length, dtype=bool)
        if not imported:
            counts[[place for place, _ in self.standing[card]]] = True
        self.is_answer[start:end] &= counts
        for place, verdict in self.standing[card]:
            if verdict is not None:
                self.right[start + place] = self.right[start + verdict]
                self.grade[start + place] = self.grade[start + verdict]
                self.guessed[start + place] &= self.grade[start + verdict] == 0

    def answers(self) -> tuple[Column, Answers, Column]:
        """The cards reckoned in columns, their answers that count, and where in the logs these stand."""
        rows = np.flatnonzero(self.is_answer)
        card = np.repeat(np.arange(len(self.lengths)), self.lengths)[rows]
        counts = np.bincount(card, minlength=len(self.lengths))
        chosen = (counts > 0) & (counts <= _longest(counts))
        rows, card = rows[chosen[card]], card[chosen[card]]
        answers = Answers.of(
            card=np.cumsum(chosen)[card] - 1,
            study_day=self.study_day[rows],
            right=self.right[rows] == 1,
            guessed=self.guessed[rows],
            grade=self.grade[rows],
            chance=self.chance[rows],
            slip=self.slip[rows],
        )
        return np.flatnonzero(chosen), answers, rows - np.array(self.starts, dtype=np.int64)[card]

    def after(self, card: int, place: int) -> list[tuple[int, int | None]]:
        """What counts from this place of a log on, and what was done before it that an answer leaves be."""
        start, kind = self.starts[card], self.entries.kind
        if card not in self.standing:
            length = self.entries.lengths[card]
            return [(each, None) for each in range(place, length) if kind[start + each] in _MOVING]
        return [
            (each, verdict)
            for each, verdict in self.standing[card]
            if kind[start + each] in (_LASTING if each < place else _TOUCHING)
        ]


def _longest(counts: Column) -> int:
    """The longest history to reckon in columns: longer ones are so few that each by itself costs less."""
    lengths = np.sort(counts)[::-1]
    if not len(lengths):
        return 0
    cost = np.cumsum(lengths) - lengths + SIDE_BY_SIDE * lengths
    return int(lengths[np.argmin(cost)])


def _states(
    answers: Answers, sets: Sequence[Sequence[float]], which: Column, steps: Parameters
) -> Iterator[State]:
    """The state of each card after these answers, as far as another day leans on it."""
    layout = Layout(answers)
    memories = layout.fold(
        sets, which=which, new_card_recall=steps.new_card_recall, recalls=False, functions=EXACT
    )
    moves = _moves(steps)
    code = np.where(answers.grade > 0, answers.grade, 5 + 2 * answers.right + answers.guessed)
    at, lapses = np.zeros((2, answers.cards), dtype=np.int64)
    for places in layout.ranks():
        n = len(places)
        lapses[:n] += moves.lapses[at[:n], code[places]]
        at[:n] = moves.leads[at[:n], code[places]]
    order = np.argsort(layout.order)
    ends = np.flatnonzero(np.diff(answers.card, append=-1))
    latest = np.maximum.reduceat(answers.study_day, layout.starts[order]) if len(answers) else ends
    columns = (at[order], memories.stability[0], memories.difficulty[0], latest)
    counted = (layout.lengths[order], lapses[order])
    for place, stability, difficulty, last_day, reps, lapsed in zip(
        *(column.tolist() for column in (*columns, *counted)), strict=True
    ):
        phase, position = moves.stands[place]
        yield State(
            phase=phase,
            met=True,
            stability=stability,
            difficulty=difficulty,
            step=position,
            last_day=last_day,
            reps=reps,
            lapses=lapsed,
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Moves:
    """Where an answer leads. stands: every phase and step that a card comes to, the new card's first.

    leads and lapses: by the place of where it stands (rows) and the code of the answer (columns), the place
    of where it then stands, and whether that is a lapse. Codes are the grade, or 5 to 8 by right and guessed.
    """

    stands: list[tuple[Phase, int]]
    leads: Column
    lapses: Column


@lru_cache(maxsize=8)
def _moves(parameters: Parameters) -> _Moves:
    """By `fold.step` itself, tried once from everywhere."""
    answers = [_answer(grade is not Grade.AGAIN, grade=grade) for grade in Grade]
    answers += [_answer(right, guessed=guessed) for right in (False, True) for guessed in (False, True)]
    stands = [(Phase.NEW, 0)]
    leads, lapses = [], []
    for phase, position in stands:  # which grows meanwhile
        state = State.new()
        if phase is not Phase.NEW:
            state = State(
                phase=phase, met=True, stability=1.0, difficulty=5.0, step=position, last_day=1, reps=1
            )
        after = [step(state, answer, parameters, settle=False) for answer in answers]
        for each in after:
            if (each.phase, each.step) not in stands:
                stands.append((each.phase, each.step))
        leads.append([0, *(stands.index((each.phase, each.step)) for each in after)])
        lapses.append([0, *(each.lapses for each in after)])
    return _Moves(stands, np.array(leads), np.array(lapses))


def _answer(right: bool, *, grade: Grade | None = None, guessed: bool = False) -> Event:
    return Event(
        number=1,
        kind=Kind.REVIEW,
        at=datetime(2000, 1, 1, tzinfo=UTC),
        study_day=9,
        right=right,
        grade=grade,
        guessed=guessed,
    )
