"""Why a question is asked now, in a sentence or two that say nothing of its answer.

What a quiz keeps back until its end is not told by this either: not how an answer was, and not how likely the
next one is to be known, which follows from it.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from history.dates import parse, say
from history.sentences import Sentence, Value, counted, sentence
from quizzes.memory.sameday import expected_recall
from quizzes.memory.state import Phase, State
from quizzes.models import Student

from .amending import BREAK, CORRECTED, EXAM, FIT
from .dealing import Row
from .folding import parameters_of, study_day
from .progress import Progress

HOURS, DAYS = 90, 36 * 60
"""Minutes from which hours are counted, and from which days are."""

NEW = sentence("New: you have not learnt it yet.")
AHEAD = sentence("You practise ahead: the day on which it comes back stays as it is.")
ONCE_MORE = sentence("Asked once more, because you missed it in this session.")


def occasion(student: Student, row: Row, *, now: datetime) -> tuple[Value, ...]:
    """Why the schedule asks this question of a student now."""
    if row.quiet:
        return ()
    state = State.from_dict(row.memory) if row.memory else State.new()
    if state.phase is Phase.NEW:
        return (NEW,)
    today = study_day(student, now)
    if state.phase is not Phase.REVIEW:
        return (_in_steps(state, row, now=now),)
    recall = expected_recall(state, study_day=today, parameters=parameters_of(student))
    return (_due(state, row.entry or {}, today=today), likely(recall))


def in_plan(progress: Progress) -> tuple[Value, ...]:
    """Why a sitting asks something of its plan, where that can be told before its end."""
    if progress.at_end:
        return ()
    if progress.is_quiz:
        return (AHEAD,) if progress.about.get("ahead") else ()
    return (ONCE_MORE,)


def likely(recall: float) -> Sentence:
    return sentence("You are about {percent} % likely to know it.", percent=percent_of(recall))


def percent_of(recall: float) -> int:
    """A whole percentage, of what is never sure either way."""
    return min(max(round(recall * 100), 1), 99)


def _in_steps(state: State, row: Row, *, now: datetime) -> Sentence:
    if row.missed and state.last_at is not None:
        minutes = round((now - state.last_at).total_seconds() / 60)
        return sentence("Asked again, because you missed it {when}.", when=_ago(minutes))
    return sentence("Asked again so soon, because it is still being learnt.")


def _ago(minutes: int) -> Sentence:
    if minutes < 1:
        return sentence("a moment ago")
    if minutes < HOURS:
        return counted("{count} minute ago", "{count} minutes ago", minutes)
    if minutes < DAYS:
        return counted("{count} hour ago", "{count} hours ago", round(minutes / 60))
    return counted("{count} day ago", "{count} days ago", round(minutes / (24 * 60)))


def _due(state: State, entry: dict[str, Any], *, today: int) -> Sentence:
    """Of a card in its intervals: what has brought it, or since when it is due."""
    if moved := moved_because(entry):
        return moved
    days = today - (state.due_day or today)
    if days < 1:
        return sentence("Due today.")
    if days == 1:
        return sentence("Due since yesterday.")
    return counted("Due for {count} day.", "Due for {count} days.", days)


def moved_because(entry: dict[str, Any]) -> Sentence | None:
    """Why a card was moved to another day, from what its log says; None where its student did or nobody."""
    why = entry.get("because")
    if why == BREAK:
        first, last = (partial(say, parse(day)) for day in entry["away"])
        if entry["due_day"] < entry["was"]:
            return sentence(
                "Brought forward, because of your break from {first} to {last}.", first=first, last=last
            )
        return sentence("Put off, because of your break from {first} to {last}.", first=first, last=last)
    return _BECAUSE.get(why or "")


_BECAUSE = {
    EXAM: sentence("Brought forward, so that you know it at your exam."),
    FIT: sentence("Put off, so that not all cards come at once."),
    CORRECTED: sentence("Asked again, because the fact was corrected."),
}
