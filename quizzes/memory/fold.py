"""State = fold of the log: how events move a card, and how the log is read once some of it is taken back."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from quizzes.memory.events import ANSWERS, REWRITES, Event, Kind
from quizzes.memory.leeches import strikes
from quizzes.memory.parameters import Parameters
from quizzes.memory.sameday import remember
from quizzes.memory.state import Phase, State
from quizzes.memory.steps import schedule


def fold(events: Iterable[Event], parameters: Parameters) -> State:
    """The state that a card's log, in the order of its numbers, leads to.

    Raises ValueError where numbers do not rise or an event is about one that the log does not hold.
    """
    state, _ = reckoned(tuple(events), parameters)
    return state


def reckoned(log: Sequence[Event], parameters: Parameters) -> tuple[State, tuple[Event, ...]]:
    """The state as `fold` has it, and the events that count, as `live` has them."""
    counting = live(log)
    state = State.new()
    last = max((place for place, event in enumerate(counting) if event.kind in ANSWERS), default=0)
    for place, event in enumerate(counting):
        state = step(state, event, parameters, settle=place >= last)
    return (replace(state, number=log[-1].number) if log else state), counting


def live(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events that count: without those taken back, with the verdicts as last regraded.

    An undo or void cancels exactly the event it names. It is an event like any other, so undoing an undo
    brings the first event back, to any depth. The next thing to undo is therefore the last of these events.
    Raises ValueError as `fold` does.
    """
    log = tuple(events)
    numbers = [event.number for event in log]
    if any(later <= earlier for earlier, later in pairwise(numbers)):
        raise ValueError(f"The numbers of a log must rise; these do not: {numbers}.")
    missing = {event.target for event in log if event.kind in REWRITES} - set(numbers)
    if missing:
        raise ValueError(f"The log takes back or regrades events that it does not hold: {missing}.")

    cancelled: set[int | None] = set()
    verdicts: dict[int | None, Event] = {}
    counting: list[Event] = []
    for event in reversed(log):  # later events first: whether one counts depends only on what came after it
        if event.number in cancelled:
            continue
        if event.kind is Kind.REGRADE:
            verdicts.setdefault(event.target, event)
        elif event.kind in REWRITES:
            cancelled.add(event.target)
        else:
            counting.append(_regraded(event, verdicts.get(event.number)))
    return tuple(reversed(counting))


def _regraded(event: Event, verdict: Event | None) -> Event:
    if verdict is None:
        return event
    guessed = event.guessed and verdict.grade is None
    return replace(event, right=verdict.right, grade=verdict.grade, guessed=guessed)


def step(state: State, event: Event, parameters: Parameters, *, settle: bool = True) -> State:
    """The state after one more event.

    settle: whether the day is worked out on which an answer brings the card back. A fold leaves that to the
    last: no answer leans on the day that the one before was due.

    An answer moves the card by the phase it is in, whatever phase its kind was written in, so that a log
    stays readable after a regrade. Raises ValueError for an undo, void or regrade, which only `fold` can
    read.
    """
    if event.kind in ANSWERS:
        return _answered(state, event, parameters, settle=settle)
    if event.kind in {Kind.CRAM, Kind.EXPOSURE}:
        moved = replace(state, met=True)
    elif event.kind is Kind.ASIDE:
        moved = state
    elif event.kind is Kind.RESET:
        moved = State.new()
    elif event.kind is Kind.SUSPEND:
        moved = replace(state, suspended=event.on)
    elif event.kind is Kind.BURY:
        moved = replace(state, buried_day=event.study_day if event.on else None)
    elif event.kind is Kind.RESCHEDULE:
        # only a card in review has a due day to move
        moved = replace(state, due_day=event.due_day) if state.phase is Phase.REVIEW else state
    elif event.state is not None:
        moved = event.state
    else:
        raise ValueError(f"A {event.kind} event changes the log before it: fold the whole log instead.")
    return replace(moved, number=event.number)


def _answered(state: State, event: Event, parameters: Parameters, *, settle: bool) -> State:
    memory, today = remember(state, event, parameters)
    phase, step, due_at, due_day = schedule(state, event, memory, parameters, settle=settle)
    lapsed = state.phase is Phase.REVIEW and not event.right
    lapses = state.lapses + lapsed
    return State(
        number=event.number,
        phase=phase,
        met=True,
        suspended=state.suspended or (event.stops_leech and lapsed and strikes(lapses)),
        buried_day=state.buried_day,
        stability=memory.stability,
        difficulty=memory.difficulty,
        step=step,
        due_at=due_at,
        due_day=due_day,
        last_day=max(event.study_day, state.last_day or event.study_day),
        last_at=event.at,
        reps=state.reps + 1,
        lapses=lapses,
        today=today,
    )
