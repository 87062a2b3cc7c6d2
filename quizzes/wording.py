"""Words of the schedule for people: when a card comes back."""

from __future__ import annotations

from datetime import date, datetime

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def when_due(
    *, now: datetime, study_day: int, due_at: datetime | None = None, due_day: int | None = None
) -> str:
    """“in 10 minutes”, “tomorrow”, “in 4 days, on 25 November 2026”; empty where nothing is due.

    due_at: the end of a learning step; due_day and study_day: ordinals of dates (`date.toordinal`).
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
    due = date.fromordinal(due_day)
    return f"in {days} days, on {due.day} {_MONTHS[due.month - 1]} {due.year}"


def _after_minutes(minutes: int) -> str:
    if minutes <= 0:
        return "now"
    if minutes < 90:
        return f"in {_count(minutes, 'minute')}"
    return f"in {_count(round(minutes / 60), 'hour')}"


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
