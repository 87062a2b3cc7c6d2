"""Words for people: what a kind of question asks, when a card comes back, a stem without options."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import partial

from history import roles
from history.dates import parse, when
from history.sentences import Sentence, counted, sentence
from quizzes.questions import Kind

_KINDS = {
    Kind.DATE: sentence("When"),
    Kind.ACTOR: sentence("Who"),
    Kind.AGREEMENT: sentence("Which agreement"),
    Kind.EVENT: sentence("What happened"),
    Kind.PLACE: sentence("Where"),
    Kind.ORDER: sentence("In which order"),
    Kind.ATTRIBUTION: sentence("Who said so"),
}

_GRADES = {
    "AGAIN": sentence("Again"),
    "HARD": sentence("Hard"),
    "GOOD": sentence("Good"),
    "EASY": sentence("Easy"),
}


def grade_label(name: str) -> Sentence:
    """What a student says of her own answer: “Good” of GOOD."""
    return _GRADES[name]


def kind_label(kind: str) -> Sentence:
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
            return _ORDERS.get(facet, str(_KINDS[Kind.ORDER]))
        case Kind.PLACE:
            return "Where it was"
        case Kind.AGREEMENT:
            return "Which agreement it was"
        case Kind.ATTRIBUTION if facet.startswith("sources"):
            return "Which sources agree"
    return str(_KINDS[Kind(kind)])


def when_due(
    *,
    now: datetime,
    study_day: int,
    due_at: datetime | None = None,
    due_day: int | None = None,
    dated: bool = True,
) -> Sentence | str:
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
        return sentence("today")
    if days == 1:
        return sentence("tomorrow")
    if not dated:
        return counted("in {count} day", "in {count} days", days)
    due = parse(date.fromordinal(due_day).isoformat())
    return counted("in {count} day, {date}", "in {count} days, {date}", days, date=partial(when, due))


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


def _after_minutes(minutes: int) -> Sentence:
    if minutes <= 0:
        return sentence("now")
    if minutes < 90:
        return counted("in {count} minute", "in {count} minutes", minutes)
    return counted("in {count} hour", "in {count} hours", round(minutes / 60))
