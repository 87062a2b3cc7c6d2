"""State = fold of the log: how events move a card, and how the log is read once some of it is taken back."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

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
    state = advanced(State.new(), counting, parameters)
    return (replace(state, number=log[-1].number) if log else state), counting


def advanced(state: State, counting: Sequence[Event], parameters: Parameters) -> State:
    """The state after some more events, all of which count; only of the last answer the day is settled."""
    last = max((place for place, event in enumerate(counting) if event.kind in ANSWERS), default=0)
    for place, event in enumerate(counting):
        state = step(state, event, parameters, settle=place >= last)
    return state


def live(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events that count: without those taken back, with the verdicts as last regraded.

    The next thing to undo is therefore the last of these events. Raises ValueError as `fold` does.
    """
    log = tuple(events)
    found = standing([(event.number, event.kind, event.target) for event in log])
    return tuple(
        log[place] if verdict is None else regraded(log[place], log[verdict]) for place, verdict in found
    )


def standing(entries: Sequence[tuple[int, str, int | None]]) -> list[tuple[int, int | None]]:
    """The places of the entries that count, each with that of the regrade which decides its verdict, if any.

    entries: number, kind and target of each. An undo or void cancels exactly the event it names. It is an
    event like any other, so undoing an undo brings the first event back, to any depth.
    Raises ValueError as `fold` does.
    """
    numbers = [number for number, _, _ in entries]
    if numbers != sorted(set(numbers)):
        raise ValueError(f"The numbers of a log must rise; these do not: {numbers}.")
    targets = {target for _, kind, target in entries if kind in REWRITES}
    if not targets:
        return [(place, None) for place in range(len(entries))]
    if missing := targets - set(numbers):
        raise ValueError(f"The log takes back or regrades events that it does not hold: {missing}.")

    cancelled: set[int | None] = set()
    verdicts: dict[int | None, int] = {}
    counting: list[tuple[int, int | None]] = []
    # later events first: whether one counts depends only on what came after it
    for place in range(len(entries) - 1, -1, -1):
        number, kind, target = entries[place]
        if number in cancelled:
            continue
        if kind == Kind.REGRADE:
            verdicts.setdefault(target, place)
        elif kind in REWRITES:
            cancelled.add(target)
        else:
            counting.append((place, verdicts.get(number)))
    return counting[::-1]


def regraded(event: Event, verdict: Event) -> Event:
    """The event with the verdict of a later one."""
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
        return replace(state, number=event.number, met=True)
    if event.kind is Kind.ASIDE:
        return replace(state, number=event.number)
    if event.kind is Kind.RESET:
        return State.new(number=event.number)
    if event.kind is Kind.SUSPEND:
        return replace(state, number=event.number, suspended=event.on)
    if event.kind is Kind.BURY:
        return replace(state, number=event.number, buried_day=event.study_day if event.on else None)
    if event.kind is Kind.RESCHEDULE:
        # only a card in review has a due day to move
        due_day = event.due_day if state.phase is Phase.REVIEW else state.due_day
        return replace(state, number=event.number, due_day=due_day)
    if event.state is not None:
        return replace(event.state, number=event.number)
    raise ValueError(f"A {event.kind} event changes the log before it: fold the whole log instead.")


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
