"""A class of a hundred over a year, luck taken out of its choices and not: python -m tests.bench.bench_class.

Each student has a memory of her own: FSRS-6 with weights drawn around the published ones, which the scheduler
does not know. She knows an answer as her own curve has it; not knowing it she guesses among four, and knowing
it she slips at times. What she truly remembers moves by whether she knew, the schedule by what it saw. She
chooses while a card is weak and types once it is strong. The floor is the same class scheduled as if every
right answer had been known, which is what a scheduler does that knows nothing of options.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import exp
from random import Random

from quizzes.memory import answering, fsrs6
from quizzes.memory.fold import step
from quizzes.memory.fsrs6 import Grade, Memory
from quizzes.memory.parameters import DEFAULT_WEIGHTS, Parameters
from quizzes.memory.sameday import expected_recall
from quizzes.memory.state import Phase, State, retrievability
from quizzes.memory.strength import is_strong
from tests.bench import stage

STUDENTS, FACTS, NEW_A_DAY, DAYS = 100, 300, 5, 365
OPTIONS, SLIP_CHOICE, SLIP_TYPED = 4, 0.02, 0.04
START = datetime(2026, 9, 1, 15, tzinfo=UTC)
FIRST = START.toordinal()
SEEN_BEFORE = 0.15
"""How often a fact is known before it was ever taught here."""


@dataclass(slots=True)
class Learnt:
    """One card: the truth, and what the scheduler makes of it."""

    state: State = field(default_factory=State.new)
    memory: Memory | None = None
    last_day: int = 0


@dataclass(frozen=True, slots=True)
class Year:
    """What a year came to: answers given, those of them after days, facts truly known at its end, what was
    expected of them, and the predictions less what was known, for each answer after days."""

    answers: int
    reviews: int
    known: float
    expected: float
    bias: float


def weights_of(dice: Random) -> tuple[float, ...]:
    """Somebody's own memory: first stabilities and decay by a factor, the rest a little aside."""
    own = list(DEFAULT_WEIGHTS)
    for place in range(4):
        own[place] *= exp(dice.gauss(0, 0.5))
    for place in (8, 11):
        own[place] += dice.gauss(0, 0.2)
    return tuple(own)


def year(seed: int, *, luck: bool, retention: float = 0.9) -> Year:
    """One student's year; `luck`: whether the scheduler takes guesses and slips out of what it sees."""
    dice = Random(seed)  # noqa: S311 nothing is kept secret by it
    own = weights_of(dice)
    parameters = Parameters(desired_retention=retention)
    deck: list[Learnt] = []
    answers, foreseen, happened, tried = 0, 0.0, 0, 0
    for day in range(FIRST, FIRST + DAYS):
        for _ in range(min(NEW_A_DAY, FACTS - len(deck))):
            deck.append(Learnt())
        for number, card in enumerate(deck):
            for now in moments(card, day):
                strong = is_strong(card.state)
                known = dice.random() < truth(card, day, own)
                right = dice.random() >= (SLIP_TYPED if strong else SLIP_CHOICE)
                if not known:
                    right = not strong and dice.random() < 1 / OPTIONS
                if card.state.phase is Phase.REVIEW:
                    foreseen += expected_recall(card.state, study_day=day, parameters=parameters)
                    happened += known
                    tried += 1
                event = answering.answer(
                    card.state,
                    parameters=parameters,
                    now=now,
                    study_day=day,
                    seed=str(number),
                    right=right,
                    chance=1 / OPTIONS if luck and not strong else 0.0,
                    slip=parameters.slip(typed=strong) if luck else 0.0,
                )
                card.state = step(card.state, event, parameters)
                remember(card, day, own, known=known)
                answers += 1
    last = FIRST + DAYS
    return Year(
        answers=answers,
        reviews=tried,
        known=sum(truth(card, last, own) for card in deck),
        expected=sum(retrievability(card.state, study_day=last, parameters=parameters) for card in deck),
        bias=(foreseen - happened) / max(tried, 1),
    )


def moments(card: Learnt, day: int) -> Iterator[datetime]:
    """When the card is asked on a day: when its day has come, and at each learning step after that."""
    now = START + timedelta(days=day - FIRST)
    if card.state.phase is Phase.NEW or (card.state.due_day is not None and card.state.due_day <= day):
        yield now
    while card.state.due_at is not None:
        now = max(now, card.state.due_at)
        yield now


def truth(card: Learnt, day: int, own: tuple[float, ...]) -> float:
    """The chance that she knows it now; what she was told a moment ago she mostly still knows."""
    if card.memory is None:
        return SEEN_BEFORE
    if day == card.last_day:
        return 0.95
    return fsrs6.retrievability(
        stability=card.memory.stability, elapsed_days=day - card.last_day, weights=own
    )


def remember(card: Learnt, day: int, own: tuple[float, ...], *, known: bool) -> None:
    """What the answer, and the verdict after it, leave in her own memory."""
    grade = Grade.GOOD if known else Grade.AGAIN
    if card.memory is None:
        card.memory = fsrs6.first_memory(grade, weights=own)
    elif day > card.last_day:
        card.memory = fsrs6.next_memory(card.memory, grade, elapsed_days=day - card.last_day, weights=own)
    card.last_day = day


@dataclass(frozen=True, slots=True)
class Class:
    """Means over the students of a class."""

    answers: float
    reviews: float
    known: float
    expected: float
    bias: float

    @classmethod
    def of(cls, years: list[Year]) -> Class:
        def mean(name: str) -> float:
            return sum(getattr(each, name) for each in years) / len(years)

        return cls(*(mean(name) for name in ("answers", "reviews", "known", "expected", "bias")))

    def between(self, other: Class, *, known: float) -> Class:
        """The class that would know so much, on the line through both."""
        share = (known - self.known) / (other.known - self.known)

        def mixed(name: str) -> float:
            return float(getattr(self, name) + share * (getattr(other, name) - getattr(self, name)))

        return Class(*(mixed(name) for name in ("answers", "reviews", "known", "expected", "bias")))


def taught(*, luck: bool, retention: float = 0.9) -> Class:
    return Class.of([year(seed, luck=luck, retention=retention) for seed in range(STUDENTS)])


def main() -> None:
    ours, floor = taught(luck=True), taught(luck=False)
    equal = floor.between(taught(luck=False, retention=0.93), known=ours.known)
    rows = [
        [
            name,
            f"{found.answers:,.0f}",
            f"{found.reviews:,.0f}",
            f"{found.known:.1f} of {FACTS}",
            f"{found.answers / found.known:.2f}",
            f"{found.expected / found.known - 1:+.1%}",
            f"{found.bias:+.3f}",
        ]
        for name, found in (
            ("luck taken out (Attest)", ours),
            ("right = known (floor)", floor),
            ("floor, until it knows as much", equal),
        )
    ]
    print(f"{STUDENTS} students, {FACTS} facts each, {NEW_A_DAY} new a day, {DAYS} days")
    stage.table(
        [
            "schedule",
            "answers",
            "after days",
            "known at the end",
            "answers per known fact",
            "expected beside known",
            "predicted recall less true",
        ],
        rows,
    )
    saved = 1 - ours.reviews / equal.reviews
    print(f"At equal knowledge, taking luck out saves {saved:.0%} of the answers after days.")


if __name__ == "__main__":
    main()
