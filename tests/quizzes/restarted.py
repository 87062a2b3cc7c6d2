"""What a process of its own finds in a database: the memory as it stands there, byte for byte.

Run by itself, as `python -m tests.quizzes.restarted UNDOS`, in whatever zone and locale there are: it holds
all cards against their logs, sets them to these, and takes back so many entries, one after the other.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from io import StringIO
from typing import Any

NOW = datetime(2029, 1, 1, 12, tzinfo=UTC)


def cards() -> list[list[Any]]:
    """The rows of all cards as the database has them, JSON as text."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM quizzes_card ORDER BY id")
        return [[each if isinstance(each, int | float) else str(each) for each in row] for row in cursor]


def memories() -> list[Any]:
    """What the columns of each card say of its memory; its number only rises."""
    from quizzes.models import Card
    from quizzes.study.folding import COLUMNS

    return [
        {
            name: {**value, "number": 0} if name == "state" else str(value)
            for name, value in row.items()
            if name != "number"
        }
        for row in Card.objects.order_by("pk").values(*COLUMNS)
    ]


def undo_last() -> None:
    """Take back the last entry that counts."""
    from quizzes import study
    from quizzes.models import Review
    from quizzes.study.undoing import GRADED

    last = Review.objects.filter(kind__in=GRADED).standing().order_by("-number").first()
    if last is None:
        raise ValueError("Nothing is left to undo.")
    done = study.undo(last.card.student, review=last.pk, now=NOW)
    if not isinstance(done, study.Undone):
        raise ValueError(f"Review {last.number} was not undone: {done}")


def told(undos: int) -> str:
    from django.core.management import call_command

    said = StringIO()
    call_command("rebuild_states", "--check", stdout=said)
    call_command("rebuild_states", stdout=said)
    before = cards()
    after = []
    for _ in range(undos):
        undo_last()
        after.append(memories())
    return json.dumps([said.getvalue(), before, after])


if __name__ == "__main__":
    import django

    django.setup()
    print(told(int(sys.argv[1])))
