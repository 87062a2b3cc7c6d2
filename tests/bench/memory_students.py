"""Made-up students whose memory is known, so that a prediction can be held against the truth.

Each kind of student forgets by another law. Some forget as FSRS says; the others have cards that stay easy or
hard, days that are good or bad, lapses of attention, a mixture of forgetting curves, and a pace that changes.
All are asked as the app would ask: some new cards a day, each until it is known, then on the day on which the
default weights expect nine tenths, or later where days were missed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from math import exp, log
from random import Random

import numpy as np
from numpy.typing import NDArray

from quizzes.memory import fsrs6
from quizzes.memory.columns import Answers, course_of
from quizzes.memory.evidence import known, mix
from quizzes.memory.fitting import predictions
from quizzes.memory.fsrs6 import Grade, Memory
from quizzes.memory.parameters import DEFAULT_WEIGHTS

FIRST_DAY = 738_000
CARDS = 4_000
SPREAD = {
    0: 0.9,
    1: 0.9,
    2: 0.9,
    3: 0.9,
    4: 0.5,
    6: 0.5,
    8: 0.35,
    9: 0.05,
    10: 0.3,
    11: 0.3,
    14: 0.4,
    20: 0.09,
}
"""How far weights of students who forget as FSRS says lie from the defaults; of w0 to w3 the logarithm."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: `chance_right` is the truth, `right` how it came out. grade: 0 where none was chosen."""

    card: int
    study_day: int
    minute: int
    right: bool
    grade: int
    chance: float
    slip: float
    chance_right: float


@dataclass(slots=True)
class Brain:
    """A student's true memory: how likely a card is known on a day, and what an answer makes of it."""

    recall: Callable[[int, int], float]
    learn: Callable[[int, int, bool], None]


def fsrs_brain(weights: tuple[float, ...], dice: Random) -> Brain:
    """A memory that follows FSRS-6 to the letter, Good and Again alone."""
    memories: dict[int, tuple[Memory, int]] = {}

    def recall(card: int, day: int) -> float:
        if card not in memories:
            return 0.3
        memory, last = memories[card]
        return fsrs6.retrievability(stability=memory.stability, elapsed_days=day - last, weights=weights)

    def learn(card: int, day: int, right: bool) -> None:
        grade = Grade.GOOD if right else Grade.AGAIN
        if card in memories:
            memory, last = memories[card]
            if day == last and right:  # a study day lets stability grow once
                return
            memory = fsrs6.next_memory(memory, grade, elapsed_days=day - last, weights=weights)
        else:
            memory = fsrs6.first_memory(grade, weights=weights)
        memories[card] = (memory, day)

    return Brain(recall, learn)


def perturbed(
    dice: Random, *, around: Sequence[float] = DEFAULT_WEIGHTS, share: float = 1.0
) -> tuple[float, ...]:
    """Weights of somebody, as far from others as learners lie apart, or a share of that."""
    weights = list(around)
    for index, spread in SPREAD.items():
        if index < 4:
            weights[index] = min(weights[index] * exp(dice.gauss(0, share * spread)), 100)
        else:
            weights[index] = max(weights[index] + dice.gauss(0, share * spread), 0.05)
    weights[4] = min(max(weights[4], 1), 10)
    weights[20] = min(max(weights[20], 0.1), 0.8)
    weights[:4] = sorted(weights[:4])
    return tuple(weights)


def perturbed_brain(dice: Random) -> Brain:
    return fsrs_brain(perturbed(dice), dice)


def mixed_brain(
    dice: Random, *, drift: float = 0.0, moods: float = 0.35, habits: Random | None = None
) -> Brain:
    """A memory that no FSRS describes: fixed ease of cards, two curves, moods, inattention, drift.

    habits: the dice that classmates have in common, who then differ in their pace alone, and in that less.
    """
    own = dice.gauss(0, 0.25) if habits else 0.0
    same = habits or dice
    pace, growth, gain = own + same.gauss(0, 0.7), exp(same.gauss(0.9, 0.3)), same.uniform(0.05, 0.25)
    tail, share, inattention = same.uniform(0.12, 0.6), same.random(), same.uniform(0, 0.08)
    lasting, keep = same.uniform(0.2, 0.5), exp(same.gauss(0.2, 0.4))
    eases: dict[int, float] = {}
    days: dict[int, float] = {}
    stabilities: dict[int, tuple[float, int]] = {}

    def ease(card: int) -> float:
        return eases.setdefault(card, dice.gauss(0, 0.6))

    def recall(card: int, day: int) -> float:
        if card not in stabilities:
            return 0.3
        stability, last = stabilities[card]
        late = (day - last) / stability
        slow = (1 + (0.9 ** (-1 / tail) - 1) * late) ** -tail
        plain = (1 - inattention) * (share * slow + (1 - share) * 0.9**late)
        mood = days.setdefault(day, dice.gauss(0, moods))
        plain = min(max(plain, 1e-6), 1 - 1e-6)
        return 1 / (1 + (1 - plain) / plain * exp(-mood)) if day > last else plain

    def learn(card: int, day: int, right: bool) -> None:
        trend = drift * (day - FIRST_DAY) / 365
        if card not in stabilities:
            first = log(2.5) + pace + ease(card) + trend if right else log(0.4) + pace + 0.5 * ease(card)
            stabilities[card] = (min(max(exp(first), 0.05), 200), day)
            return
        stability, last = stabilities[card]
        if right and day > last:
            risk = 1 - 0.9 ** ((day - last) / stability)
            factor = growth * exp(0.7 * ease(card) + 0.5 * trend) * stability**-gain
            stability *= 1 + factor * (exp(1.2 * risk) - 1) * 3
        elif not right:
            stability = min(stability, keep * stability**lasting * exp(0.3 * ease(card)))
        stabilities[card] = (min(max(stability, 0.05), 20_000), day)

    return Brain(recall, learn)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of student: the memory, and how the questions are asked."""

    brain: Callable[[Random], Brain]
    chance: float = 0.0
    slip: float = 0.0
    graded: bool = False
    absent: float = 0.1
    new_a_day: tuple[int, int] = (2, 12)
    breaks: tuple[int, ...] = field(default=(3, 7, 14))


KINDS = {
    "as the defaults": Kind(lambda dice: fsrs_brain(DEFAULT_WEIGHTS, dice)),
    "as FSRS": Kind(perturbed_brain, graded=True),
    "choosing of four": Kind(perturbed_brain, chance=0.25, slip=0.02),
    "not as FSRS": Kind(mixed_brain, graded=True),
    "not as FSRS, choosing": Kind(mixed_brain, chance=0.25, slip=0.02),
    "changing": Kind(lambda dice: mixed_brain(dice, drift=dice.gauss(0, 1.0)), graded=True),
    "irregular": Kind(lambda dice: mixed_brain(dice, moods=0.7), absent=0.5, breaks=(20, 60), slip=0.04),
}


def student(kind: Kind, seed: int) -> Iterator[Answer]:
    """The answers of one student without end, in the order of time."""
    dice = Random(seed)  # noqa: S311 - test data, not a secret
    brain, new_a_day, absent = kind.brain(dice), dice.randint(*kind.new_a_day), kind.absent
    hard, easy = (dice.uniform(0, 0.2), dice.uniform(0, 0.15)) if kind.graded else (0.0, 0.0)
    schedule: dict[int, tuple[Memory, int]] = {}
    due: list[tuple[int, int]] = []
    day, fresh = FIRST_DAY, 0
    while True:
        day += 1
        if dice.random() < 0.01:
            day += dice.choice(kind.breaks)
        if dice.random() < absent:
            continue
        today = [heappop(due)[1] for _ in range(min(len(due), 150)) if due[0][0] <= day]
        if len(today) < 100 and fresh < CARDS:
            today += range(fresh, fresh + new_a_day)
            fresh += new_a_day
        minute = 0
        for card in today:
            memory = None
            for attempt in range(6):
                minute += 1 + 10 * (attempt > 0)
                answer = _asked(kind, brain, dice, card, day, minute, (hard, easy))
                yield answer
                memory = _scheduled(schedule.get(card), answer)
                schedule[card] = (memory, day)
                if answer.right and (attempt or card in range(0, fresh - new_a_day)):
                    break
            assert memory is not None
            interval = fsrs6.interval(
                stability=memory.stability,
                desired_retention=0.9,
                maximum_interval=5_000,
                weights=DEFAULT_WEIGHTS,
            )
            reach = 1 + interval // 10 if interval > 2 else 0
            heappush(due, (day + max(interval + dice.randint(-reach, reach), 1), card))


def columns(answers: Sequence[Answer]) -> tuple[Answers, NDArray[np.float64], NDArray[np.int64]]:
    """The answers card by card; of each the true chance that it was right, and its place in time."""
    order = sorted(range(len(answers)), key=lambda place: (answers[place].card, place))
    ordered = [answers[place] for place in order]
    _, cards = np.unique([answer.card for answer in ordered], return_inverse=True)
    told = {
        name: [getattr(answer, name) for answer in ordered]
        for name in ("study_day", "right", "grade", "chance", "slip")
    }
    truth = np.array([answer.chance_right for answer in ordered])
    return Answers.of(card=cards, **told), truth, np.array(order)


def true_loss(weights: Sequence[float], answers: Sequence[Answer], since: int) -> float:
    """The log loss to expect of these weights for the answers from some place in time on."""
    told, truth, place = columns(answers)
    course = course_of(told)
    predicted = np.flatnonzero(course.first & (course.rank > 0))
    later = place[predicted] >= since
    p, q = truth[predicted][later], predictions(told, weights)[later]
    return float(-(p * np.log(q) + (1 - p) * np.log(1 - q)).mean())


def _asked(
    kind: Kind, brain: Brain, dice: Random, card: int, day: int, minute: int, habits: tuple[float, float]
) -> Answer:
    recall = brain.recall(card, day)
    chance_right = recall * (1 - kind.slip) + (1 - recall) * kind.chance
    knew = dice.random() < recall
    right = dice.random() < (1 - kind.slip if knew else kind.chance)
    brain.learn(card, day, knew)
    grade = 0
    if kind.graded:
        draw = dice.random()
        hard, easy = habits[0] * (2 - recall), habits[1] * recall
        grade = 1 if not right else 2 if draw < hard else 4 if draw > 1 - easy else 3
    return Answer(card, day, minute, right, grade, kind.chance, kind.slip, chance_right)


def _scheduled(before: tuple[Memory, int] | None, answer: Answer) -> Memory:
    """What the app makes of the answer, near enough to ask at the times at which it would."""
    recall, memories = 0.3, []
    if before:
        elapsed = answer.study_day - before[1]
        if not elapsed and answer.right:
            return before[0]
        recall = fsrs6.retrievability(
            stability=before[0].stability, elapsed_days=elapsed, weights=DEFAULT_WEIGHTS
        )
    for grade in (Grade.GOOD, Grade.AGAIN):
        if before:
            after = fsrs6.next_memory(before[0], grade, elapsed_days=elapsed, weights=DEFAULT_WEIGHTS)
        else:
            after = fsrs6.first_memory(grade, weights=DEFAULT_WEIGHTS)
        memories.append(after)
    p = known(right=answer.right, recall=min(recall, 0.999), chance=answer.chance, slip=answer.slip)
    return mix(p, good=memories[0], again=memories[1])
