"""Deeds on the question bank."""

from history.changes import Change


def refresh(change: Change) -> None:
    """Follow a change of facts."""
