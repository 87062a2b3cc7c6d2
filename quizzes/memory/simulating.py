"""What the next months would ask of a student: her cards played forward, answer by answer.

Each card is answered on the day that it falls due, rightly as often as the model expects, and moves as a real
answer would move it. The draws follow from a seed, so that the same cards and wishes always give the same
load, and two wishes can be compared.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, count

from quizzes.memory import evidence, fsrs6
from quizzes.memory.breaks import NONE, Break, Breaks, days_after, days_before, holds_back
from quizzes.memory.fsrs6 import Grade, Memory
from quizzes.memory.parameters import Parameters
from quizzes.memory.strength import STRONG
from quizzes.memory.waiting import Candidate

YEAR = 365
MOST = 4_000
"""Cards that are played one by one unless somebody wants fewer; a sample stands for a larger deck."""

FIRST_ANSWERS, AFTER_A_LAPSE = 2, 1
"""Answers within the first day of a new card, and further ones on the day it was forgotten: the steps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """A card in its intervals. stability: days; difficulty: 1 to 10; last_day, due_day: study days."""

    stability: float
    difficulty: float
    last_day: int
    due_day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """How the student wants to learn. options: among how many she chooses while a card is weak."""

    new_a_day: int
    reviews_a_day: int
    options: int = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """answers: on each day from the first on; waiting: cards that the limit puts off, on the evening of each;
    known: how many cards she would know on the evening of the last day; cards: how many she has met by then.
    """

    answers: tuple[float, ...]
    waiting: tuple[float, ...]
    known: float
    cards: float

    @property
    def through(self) -> int | None:
        """The day on which for the first time nothing is put off, 0 for the first; None if there is none."""
        return next((day for day, number in enumerate(self.waiting) if not number), None)

    def by(self, days: int) -> tuple[float, ...]:
        """The mean load a day in each stretch of so many days; the last may be shorter.

        Raises ValueError for a stretch of no days.
        """
        if days < 1:
            raise ValueError(f"A stretch has at least one day, not {days}.")
        parts = (self.answers[start : start + days] for start in range(0, len(self.answers), days))
        return tuple(sum(part) / len(part) for part in parts)


def simulate(
    cards: Iterable[Learnt],
    *,
    wishes: Wishes,
    parameters: Parameters,
    today: int,
    unmet: int,
    days: int = YEAR,
    seed: str = "",
    most: int = MOST,
    breaks: Breaks = NONE,
) -> Simulation:
    """Play `days` days from `today` on; `unmet` new cards wait to be met, `wishes.new_a_day` each day.

    most: cards that are played one by one. What waits is answered up to the day's limit, the least likely to
    be known first. breaks: on their days nothing is answered, and what falls due in them is asked before or
    after (`quizzes.memory.breaks`). Raises ValueError for no days.
    """
    if days < 1:
        raise ValueError(f"A simulation plays at least one day, not {days}.")
    deck = tuple(cards)
    share = max(1.0, (len(deck) + min(unmet, wishes.new_a_day * days)) / most)
    play = _Play(parameters, wishes, today=today, days=days, seed=seed, breaks=breaks)
    for card in _thinned(deck, share):
        play.put(Memory(stability=card.stability, difficulty=card.difficulty), card.last_day, card.due_day)
    limits, fresh = _whole(wishes.reviews_a_day / share), _whole(wishes.new_a_day / share)
    new_left = round(unmet / share)
    answers, waiting = [], []
    for day in range(today, today + days):
        limit, wanted = next(limits), next(fresh)
        asked = play.review(day, 0 if day in breaks else limit)
        meeting = min(0 if play.meets_none(day) else wanted, new_left)
        new_left -= meeting
        asked += sum(play.meet(day) for _ in range(meeting))
        answers.append(asked * share)
        waiting.append(play.waiting * share)
    last = today + days - 1
    return Simulation(
        answers=tuple(answers),
        waiting=tuple(waiting),
        known=play.known(last) * share,
        cards=play.met * share,
    )


def _thinned(deck: Sequence[Learnt], share: float) -> Iterable[Learnt]:
    """The deck by due day; of a large one every so-manieth card, so that the sample falls due as it does."""
    ordered = sorted(deck, key=lambda card: (card.due_day, card.stability, card.difficulty))
    if share == 1:
        return ordered
    places = accumulate((share for _ in range(int(len(ordered) / share))), initial=share / 2)
    return [ordered[int(place)] for place in places if place < len(ordered)]


def _whole(each: float) -> Iterator[int]:
    """Whole numbers that come to `each` a time on the whole."""
    given = 0
    for time in count(1):
        yield int(each * time + 1e-9) - given
        given = int(each * time + 1e-9)


class _Play:
    """The cards in play, by the day on which they fall due (beyond the last day they are only known)."""

    def __init__(
        self, parameters: Parameters, wishes: Wishes, *, today: int, days: int, seed: str, breaks: Breaks
    ) -> None:
        self.breaks = breaks
        self.parameters, self.weights = parameters, parameters.weights
        self.chance = evidence.chance_of(wishes.options)
        self.start = today
        self.due: list[list[tuple[Memory, int]]] = [[] for _ in range(days)]
        self.resting: list[tuple[Memory, int]] = []
        self.backlog: list[tuple[Memory, int]] = []
        self.met = 0
        self._state = sum(seed.encode()) + 1

    @property
    def waiting(self) -> int:
        return len(self.backlog)

    def put(self, memory: Memory, last_day: int, due_day: int) -> None:
        self.met += 1
        self._put(memory, last_day, due_day)

    def _put(self, memory: Memory, last_day: int, due_day: int) -> None:
        if away := self.breaks and self.breaks.on(due_day):
            due_day = self._instead(away, memory, last_day, due_day)
        place = max(due_day - self.start, 0)
        (self.due[place] if place < len(self.due) else self.resting).append((memory, last_day))

    def _instead(self, away: Break, memory: Memory, last_day: int, due_day: int) -> int:
        """The day on which a card is asked that falls due in a break: of those it may have, the calmest."""
        card = Candidate(
            id=0,
            stability=memory.stability,
            difficulty=memory.difficulty,
            last_day=last_day,
            due_day=due_day,
        )
        today = max(self.start, last_day)
        days = days_before(card, away, self.breaks, today=today, parameters=self.parameters)
        return min(days or days_after(away, self.breaks, today=today), key=self._load)

    def _load(self, day: int) -> int:
        place = day - self.start
        return len(self.due[place]) if place < len(self.due) else 0

    def meets_none(self, day: int) -> bool:
        """Whether no new card is met on a day: in a break, or so shortly before one that it would fade."""
        return day in self.breaks or holds_back(self.breaks, day, self.parameters)

    def review(self, day: int, limit: int) -> int:
        """Answer what is due, up to the limit; how many answers that took."""
        waiting = self.backlog + self.due[day - self.start]
        if len(waiting) > limit:  # the riskiest first, as study asks them
            waiting.sort(key=lambda each: (each[1] - day) / each[0].stability)
        self.due[day - self.start] = []
        self.backlog = waiting[limit:]
        return sum(self._answer(memory, last_day, day) for memory, last_day in waiting[:limit])

    def meet(self, day: int) -> int:
        """Meet a new card; how many answers that took."""
        self.met += 1
        p = self._draw_and_judge(self.parameters.new_card_recall, strong=False)[1]
        memory = evidence.mix(
            p,
            good=fsrs6.first_memory(Grade.GOOD, weights=self.weights),
            again=fsrs6.first_memory(Grade.AGAIN, weights=self.weights),
        )
        self._put(memory, day, day + self._interval(memory))
        return FIRST_ANSWERS

    def known(self, day: int) -> float:
        """The expected number of cards that are remembered on a day."""
        everywhere = (self.resting, self.backlog, *self.due)
        return sum(self._recall(memory, last_day, day) for part in everywhere for memory, last_day in part)

    def _answer(self, memory: Memory, last_day: int, day: int) -> int:
        elapsed = max(day - last_day, 1)
        recall = self._recall(memory, last_day, day)
        right, p = self._draw_and_judge(recall, strong=memory.stability >= STRONG)
        after = {
            grade: fsrs6.next_memory(memory, grade, elapsed_days=elapsed, weights=self.weights)
            for grade in ((Grade.GOOD, Grade.AGAIN) if 0 < p < 1 else (Grade.GOOD,) if p else (Grade.AGAIN,))
        }
        fresh = evidence.mix(p, good=after.get(Grade.GOOD, memory), again=after.get(Grade.AGAIN, memory))
        self._put(fresh, day, day + self._interval(fresh))
        return 1 if right else 1 + AFTER_A_LAPSE

    def _draw_and_judge(self, recall: float, *, strong: bool) -> tuple[bool, float]:
        """Whether the answer is right, and the probability that it was known; a strong card is typed."""
        chance = 0.0 if strong else self.chance
        slip = self.parameters.slip(typed=strong)
        right = self._draw() < recall * (1 - slip) + (1 - recall) * chance
        return right, evidence.known(right=right, recall=recall, chance=chance, slip=slip)

    def _recall(self, memory: Memory, last_day: int, day: int) -> float:
        return fsrs6.retrievability(
            stability=memory.stability, elapsed_days=day - last_day, weights=self.weights
        )

    def _interval(self, memory: Memory) -> int:
        return fsrs6.interval(
            stability=memory.stability,
            desired_retention=self.parameters.desired_retention,
            maximum_interval=self.parameters.maximum_interval,
            weights=self.weights,
        )

    def _draw(self) -> float:
        """From 0 to below 1: Knuth's 64-bit linear congruential generator (MMIX), its upper 53 bits."""
        self._state = (self._state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self._state >> 11) / 2**53
