"""Ready by a day: which cards have to be asked before it, and on which days, so that none is too heavy.

A card that is reviewed as it falls due is known on every day with at least the wanted recall. An exam may
want more. So each card is followed to the exam as if every answer were right; one whose recall would by then
have fallen below what the exam wants is asked once more, near enough to the day to hold until it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from quizzes.memory import fsrs6
from quizzes.memory.breaks import NONE, Breaks
from quizzes.memory.fsrs6 import Grade, Memory
from quizzes.memory.parameters import Parameters
from quizzes.memory.waiting import Candidate


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """load: questions on each day from today to the eve of the exam; ahead: the cards, by id, that are to be
    asked today though they are not due; ready: how many would be known well enough if nothing more were done.
    """

    load: tuple[int, ...]
    ahead: tuple[int, ...]
    ready: int


def plan(
    candidates: Iterable[Candidate],
    *,
    today: int,
    exam_day: int,
    retention: float,
    parameters: Parameters,
    breaks: Breaks = NONE,
) -> Plan:
    """The questions that a deck needs until an exam, at which its cards are wanted with `retention`.

    Cards with the fewest days to choose from choose first, each the day with the least to do, the later one
    of two; none in a break. Raises ValueError where the exam is not after today, or the wanted recall is no
    chance.
    """
    if exam_day <= today:
        raise ValueError("An exam can be prepared for until its eve.")
    if not 0 < retention < 1:
        raise ValueError(f"The wanted recall must be between 0 and 1, not {retention}.")
    load = [0] * (exam_day - today)
    once_more: list[tuple[int, int, bool]] = []
    ready = 0
    for card in candidates:
        ready += _recall(card.stability, exam_day - card.last_day, parameters) >= retention
        reviews, memory, last_day = _followed(
            card, today=today, exam_day=exam_day, parameters=parameters, breaks=breaks
        )
        for day in reviews:
            load[day - today] += 1
        if _recall(memory.stability, exam_day - last_day, parameters) < retention:
            holds = _holds(memory, last_day, exam_day=exam_day, retention=retention, parameters=parameters)
            first = max(exam_day - holds, last_day + 1 if reviews else today)
            once_more.append((min(first, exam_day - 1), card.id, not reviews))
    ahead = []
    for first, of, not_due in sorted(once_more, key=lambda each: (-each[0], each[1])):
        days = _free(today, first, exam_day, breaks)
        if not days:
            continue
        day = min(days, key=lambda day: load[day - today])
        load[day - today] += 1
        if day == today and not_due:
            ahead.append(of)
    return Plan(load=tuple(load), ahead=tuple(ahead), ready=ready)


def _free(today: int, first: int, exam_day: int, breaks: Breaks) -> Sequence[int]:
    """The days from `first` to the eve of the exam that are in no break, the last before it first.

    Where all of them are, the last day before that is not.
    """
    days = range(exam_day - 1, first - 1, -1)
    if not breaks:
        return days
    earlier = (day for day in range(first - 1, today - 1, -1) if day not in breaks)
    return [day for day in days if day not in breaks] or list(islice(earlier, 1))


def _followed(
    card: Candidate, *, today: int, exam_day: int, parameters: Parameters, breaks: Breaks
) -> tuple[list[int], Memory, int]:
    """The days before the exam on which a card falls due, its memory after the last of them, and that day."""
    memory = Memory(stability=card.stability, difficulty=card.difficulty)
    last_day, due_day = card.last_day, breaks.back(max(card.due_day, today))
    reviews = []
    while due_day < exam_day:
        memory = _after(memory, due_day - last_day, parameters)
        reviews.append(due_day)
        last_day = due_day
        due_day += fsrs6.interval(
            stability=memory.stability,
            desired_retention=parameters.desired_retention,
            maximum_interval=parameters.maximum_interval,
            weights=parameters.weights,
        )
        due_day = breaks.back(due_day)
    return reviews, memory, last_day


def _holds(memory: Memory, last_day: int, *, exam_day: int, retention: float, parameters: Parameters) -> int:
    """For how many days a right answer on the eve would keep recall at what the exam wants; at least one."""
    return fsrs6.interval(
        stability=_after(memory, exam_day - 1 - last_day, parameters).stability,
        desired_retention=retention,
        maximum_interval=exam_day - last_day,
        weights=parameters.weights,
    )


def _after(memory: Memory, days: int, parameters: Parameters) -> Memory:
    return fsrs6.next_memory(memory, Grade.GOOD, elapsed_days=max(days, 1), weights=parameters.weights)


def _recall(stability: float, days: int, parameters: Parameters) -> float:
    return fsrs6.retrievability(stability=stability, elapsed_days=days, weights=parameters.weights)
