"""When a card comes back, and what is asked, in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from quizzes.wording import facet_label, when_due

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
TODAY = date(2026, 11, 21).toordinal()


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (timedelta(seconds=-5), "now"),
        (timedelta(seconds=20), "now"),
        (timedelta(minutes=1), "in 1 minute"),
        (timedelta(minutes=10), "in 10 minutes"),
        (timedelta(minutes=89), "in 89 minutes"),
        (timedelta(minutes=100), "in 2 hours"),
        (timedelta(hours=20), "in 20 hours"),
    ],
)
def test_when_due_step(wait: timedelta, words: str) -> None:
    assert str(when_due(now=NOW, study_day=TODAY, due_at=NOW + wait)) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [(-3, "today"), (0, "today"), (1, "tomorrow"), (4, "in 4 days, on 25 November 2026")],
)
def test_when_due_day(days: int, words: str) -> None:
    assert str(when_due(now=NOW, study_day=TODAY, due_day=TODAY + days)) == words


def test_when_due_nothing() -> None:
    assert when_due(now=NOW, study_day=TODAY) == ""


@pytest.mark.parametrize(
    ("facet", "kind", "words"),
    [
        ("date:signed", "date", "When it was signed"),
        ("date", "date", "When it was"),
        ("actors:signatory", "actor", "Who signed it"),
        ("actors", "actor", "Who took part"),
        ("order:first", "order", "Which came first"),
        ("order", "order", "In which order"),
        ("title", "agreement", "Which agreement it was"),
        ("title", "event", "What happened"),
        ("place", "place", "Where it was"),
        ("attribution", "attribution", "Who said so"),
        ("sources", "attribution", "Which sources agree"),
        ("sources:signed", "attribution", "Which sources agree"),
    ],
)
def test_facet_label(facet: str, kind: str, words: str) -> None:
    assert facet_label(facet, kind) == words
