"""Days on which a student is away: what is asked before them, what after, and on which days.

A card whose day falls into a break is put off, unless it would have faded too far by the end of it: then it
is brought forward into the last days before. Neither makes a day heavy: what comes before stays below the
limit of the day, and what comes after is spread, the riskiest first.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import count, islice
from math import ceil

from quizzes.memory import fsrs6
from quizzes.memory.fsrs6 import Grade
from quizzes.memory.fuzz import burden, share_of
from quizzes.memory.parameters import Parameters
from quizzes.memory.steps import interval_of
from quizzes.memory.waiting import Candidate

LEAD = 7
"""Days before a break into which cards are brought forward."""

FADED = 1.5
"""How many times the chance of forgetting that is wanted a card may reach by the end of a break."""

WORTH = 0.5
"""The part of its interval after which a card may be brought forward: sooner, an answer teaches little."""

SPREAD = 14
"""Days after a break over which cards are spread, at most, unless the limit of a day wants more."""

FURTHEST = 365
"""Days over which cards are spread before the limit of a day gives way."""

HIGHEST = 1_000_000
"""Cards that no day ever has."""


@dataclass(frozen=True, slots=True, order=True)
class Break:
    """Study days, first and last, on which nothing is wanted.

    Raises ValueError where it ends before it begins.
    """

    first: int
    last: int

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"A break ends on its first day or later, not {self.first - self.last} before.")

    def __contains__(self, day: object) -> bool:
        return isinstance(day, int) and self.first <= day <= self.last

    @property
    def days(self) -> int:
        return self.last - self.first + 1

    @property
    def back(self) -> int:
        """The first day on which something can be asked again."""
        return self.last + 1


@dataclass(frozen=True, slots=True)
class Breaks:
    """Breaks in the order of their days, which can be asked for a day."""

    each: tuple[Break, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.each)

    def __contains__(self, day: object) -> bool:
        return any(day in each for each in self.each)

    def on(self, day: int) -> Break | None:
        """The break in which a day falls."""
        return next((each for each in self.each if day in each), None)

    def back(self, day: int) -> int:
        """The first day from this one on that is in no break."""
        while found := self.on(day):
            day = found.back
        return day


NONE = Breaks()


def breaks_of(pairs: Iterable[Sequence[str]]) -> Breaks:
    """Breaks from pairs of ISO dates. Raises ValueError for what is none."""
    return _breaks_of(tuple((first, last) for first, last in pairs))


@lru_cache(maxsize=256)
def _breaks_of(pairs: tuple[tuple[str, str], ...]) -> Breaks:
    ordinals = [tuple(date.fromisoformat(day).toordinal() for day in pair) for pair in pairs]
    return Breaks(tuple(sorted(Break(first, last) for first, last in ordinals)))


def holds_back(breaks: Breaks, day: int, parameters: Parameters) -> bool:
    """Whether a card that is met on a day would come back in a break, and have faded by its end."""
    if not breaks:
        return False
    memory = fsrs6.first_memory(Grade.GOOD, weights=parameters.weights)
    due = day + interval_of(memory, parameters)
    away = breaks.on(due)
    met = Candidate(id=0, stability=memory.stability, difficulty=memory.difficulty, last_day=day, due_day=due)
    return away is not None and day < away.first and faded(met, away, parameters)


def faded(card: Candidate, away: Break, parameters: Parameters) -> bool:
    """Whether a card would be forgotten so much more likely by the end of a break that it is asked before."""
    return 1 - card.recall_on(away.back, parameters) > FADED * (1 - parameters.desired_retention)


def days_before(
    card: Candidate, away: Break, breaks: Breaks, *, today: int, parameters: Parameters
) -> list[int]:
    """Where a card may be asked before a break in which it falls due; nowhere if it can wait until after."""
    if not faded(card, away, parameters):
        return []
    soonest = card.last_day + max(1, ceil((card.due_day - card.last_day) * WORTH))
    return [day for day in range(max(today, away.first - LEAD, soonest), away.first) if day not in breaks]


def days_after(away: Break, breaks: Breaks, *, today: int) -> list[int]:
    """The days over which cards are spread after a break: twice as many as it has, at most `SPREAD`."""
    return list(islice(free_days(max(away.back, today), breaks), min(2 * away.days, SPREAD)))


def free_days(first: int, breaks: Breaks) -> Iterator[int]:
    """The days from this one on that are in no break, without end."""
    return (day for day in count(first) if day not in breaks)


class Load:
    """What each day has to do, and how much it may have."""

    def __init__(self, waiting: Mapping[int, int], *, limit: int, shares: Sequence[float] = ()) -> None:
        """waiting: cards by study day; limit: of cards a day; shares: see `share_of`."""
        self.cards = Counter(waiting)
        self.limit = limit
        self.shares = shares

    def take(self, days: Iterable[int]) -> int | None:
        """Put one more card on the calmest of these days below the limit; None where none is."""
        roomy = [day for day in days if self.cards[day] < self.limit * share_of(day, self.shares)]
        day = min(roomy, key=self._burden, default=None)
        if day is not None:
            self.cards[day] += 1
        return day

    def spread(self, number: int, days: list[int], further: Iterator[int]) -> list[int]:
        """Put so many cards on these days, as evenly as it can be, and say which day each got, in order.

        further: the days after them, taken where the limit of a day wants more, up to `FURTHEST`; then the
        limit gives way.
        """
        while sum(self._room(day, self.limit) for day in days) < number and len(days) < FURTHEST:
            days.append(next(further))
        level = bisect_left(
            range(HIGHEST), number, key=lambda each: sum(self._room(day, each) for day in days)
        )
        places = [day for day in days for _ in range(self._room(day, level))][:number]
        self.cards.update(places)
        return places

    def _burden(self, day: int) -> tuple[bool, float, int]:
        """Of two days with as much to do the later one is lighter: an answer near the break lasts longer."""
        return *burden(day, self.cards[day] + 1, self.shares), -day

    def _room(self, day: int, level: int) -> int:
        """How many more cards a day takes at this level of load."""
        return max(int(level * share_of(day, self.shares)) - self.cards[day], 0)


def plan(
    candidates: Iterable[Candidate], *, breaks: Breaks, today: int, load: Load, parameters: Parameters
) -> dict[int, int]:
    """The new study days, by id, of those cards whose day falls into a break, in the order of the risk.

    load: of the other cards; it grows by these.
    """
    found: dict[int, int] = {}
    cards = list(candidates)
    for away in breaks.each:
        caught = [card for card in cards if card.due_day in away]
        caught.sort(key=lambda card: (card.recall_on(away.back, parameters), card.id))
        put_off = []
        for card in caught:
            day = load.take(days_before(card, away, breaks, today=today, parameters=parameters))
            if day is None:
                put_off.append(card.id)
            else:
                found[card.id] = day
        days = days_after(away, breaks, today=today)
        further = free_days(days[-1] + 1, breaks)
        found |= zip(put_off, load.spread(len(put_off), days, further), strict=True)
    return found
