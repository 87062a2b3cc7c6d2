"""Words for people: what a kind of question asks, when a card comes back, a stem without options."""

from __future__ import annotations

import re
from datetime import date, datetime

from history import roles
from quizzes.questions import Kind

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)

_KINDS = {
    Kind.DATE: "When",
    Kind.ACTOR: "Who",
    Kind.AGREEMENT: "Which agreement",
    Kind.EVENT: "What happened",
    Kind.PLACE: "Where",
    Kind.ORDER: "In which order",
    Kind.ATTRIBUTION: "Who said so",
}


def kind_label(kind: str) -> str:
    """What questions of a kind ask, in a word or two.

    Raises ValueError where there is no such kind.
    """
    return _KINDS[Kind(kind)]


_ORDERS = {
    "order:first": "Which came first",
    "order:last": "Which came last",
    "order:sequence": "In which order they came",
}


def facet_label(facet: str, kind: str) -> str:
    """What a question asks, as a teacher says it: “When it was signed”.

    Raises ValueError where there is no such kind.
    """
    role = facet.partition(":")[2]
    match Kind(kind):
        case Kind.DATE:
            return roles.date_asked(role)
        case Kind.ACTOR:
            return roles.actor_asked(role)
        case Kind.ORDER:
            return _ORDERS.get(facet, _KINDS[Kind.ORDER])
        case Kind.PLACE:
            return "Where it was"
        case Kind.AGREEMENT:
            return "Which agreement it was"
        case Kind.ATTRIBUTION if facet.startswith("sources"):
            return "Which sources agree"
    return _KINDS[Kind(kind)]


def when_due(
    *,
    now: datetime,
    study_day: int,
    due_at: datetime | None = None,
    due_day: int | None = None,
    dated: bool = True,
) -> str:
    """“in 10 minutes”, “tomorrow”, “in 4 days, on 25 November 2026”; empty where nothing is due.

    due_at: the end of a learning step; due_day and study_day: ordinals of dates (`date.toordinal`); dated:
    whether a date stands beside a number of days.
    """
    if due_at is not None:
        return _after_minutes(round((due_at - now).total_seconds() / 60))
    if due_day is None:
        return ""
    days = due_day - study_day
    if days <= 0:
        return "today"
    if days == 1:
        return "tomorrow"
    if not dated:
        return f"in {days} days"
    due = date.fromordinal(due_day)
    return f"in {days} days, on {due.day} {_MONTHS[due.month - 1]} {due.year}"


def without_options(stem: str, *, kind: str) -> str:
    """A stem as it stands on a flashcard, where nothing is offered: “Which of these signed it?” asks who."""
    stem = re.sub(r" Choose all [^.]*\.$", "", stem)
    of_people = _either_case(stem, "which of these people", "who")
    return _either_case(of_people, "which of these", "who" if kind in _PEOPLE else "what")


_PEOPLE = frozenset({Kind.ACTOR, Kind.ATTRIBUTION})


def to_type(stem: str, *, kind: str) -> str:
    """A stem to which the answer is typed: “Which of these was signed” asks which agreement."""
    if kind == Kind.AGREEMENT:
        return _either_case(stem, "which of these", "which agreement")
    return without_options(stem, kind=kind)


def _either_case(text: str, old: str, new: str) -> str:
    """The text with one phrase for another, at the beginning of a sentence or in it."""
    return text.replace(old, new).replace(old.capitalize(), new.capitalize())


def as_assertion(stem: str, proposed: str, *, kind: str) -> str:
    """A stem with the one answer that is to be judged true or false."""
    return f"{without_options(stem, kind=kind)} Proposed answer: {proposed.rstrip('.')}. True or false?"


def _after_minutes(minutes: int) -> str:
    if minutes <= 0:
        return "now"
    if minutes < 90:
        return f"in {_count(minutes, 'minute')}"
    return f"in {_count(round(minutes / 60), 'hour')}"


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
