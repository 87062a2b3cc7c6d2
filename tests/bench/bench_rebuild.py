"""Holding every card against its log, beside a read of the same rows: python -m tests.bench.bench_rebuild.

--reviews N: how many, 50,000 unless told; a million take some minutes to write. --database FILE: keep them
there, or measure what was kept. The floor reads the rows that a fold needs and does nothing with them.
py-fsrs reckons the answers among them, as Again or Good where no grade was chosen; it neither reads nor
compares.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

from tests.bench import stage

REVIEWS = 50_000
ROUNDS = 3
PEER = 50_000
"""Answers that py-fsrs reckons at most: it takes as long for each."""


def read() -> None:
    from quizzes.study import logs

    for _ in logs.rows():
        pass


def check() -> None:
    from django.core.management import call_command

    told = StringIO()
    call_command("rebuild_states", "--check", stdout=told)
    if told.getvalue() != "0 cards differ.\n":
        raise ValueError(f"Every card should be what its log says; {told.getvalue()}")


def check_one_by_one() -> None:
    from quizzes.study import logs

    with patch.object(logs, "in_columns", lambda: False):
        check()


def graded() -> list[list[tuple[Any, Any]]]:
    """Rating and moment of the answers of each card, as py-fsrs takes them."""
    import fsrs

    from quizzes.memory.events import ANSWERS
    from quizzes.study import logs

    return [
        [
            (fsrs.Rating(event.grade or (3 if event.right else 1)), event.at)
            for event in (logs.event(row, "") for row in log)
            if event.kind in ANSWERS
        ]
        for _, log in groupby(islice(logs.rows(), PEER), key=itemgetter(0))
    ]


def py_fsrs(cards: list[list[tuple[Any, Any]]]) -> None:
    import fsrs

    scheduler = fsrs.Scheduler(enable_fuzzing=False)
    for log in cards:
        if log:
            card = fsrs.Card(card_id=1, due=log[0][1])  # given an id, it neither sleeps nor reads the clock
            for rating, moment in log:
                card, _ = scheduler.review_card(card, rating, moment)


def peak() -> float:
    """MiB that this process has had at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(rounds: int) -> None:
    from quizzes.models import Card, Review

    reviews, cards = Review.objects.count(), Card.objects.count()
    before = peak()
    stage.cpu(check)  # once, so that all is loaded
    after = peak()
    works: dict[str, Callable[[], None]] = {
        "read the rows": read,
        "check, in columns": check,
        "check, one by one": check_one_by_one,
    }
    times = [{name: stage.cpu(work) for name, work in works.items()} for _ in range(rounds)]
    answers = graded()
    peer = stage.cpu(lambda: py_fsrs(answers)) / sum(map(len, answers))
    print(
        f"{reviews:,} reviews of {cards:,} cards; {before:.0f} MiB before, {after:.0f} at most in the check"
    )
    floor = [each["read the rows"] for each in times]
    rows = []
    for name in works:
        spent = [each[name] for each in times]
        each = median(spent) / reviews * 1000
        rows.append((name, f"{median(spent) / 1000:.1f}", f"{each:.1f}", stage.ratio(spent, floor)))
    rows.append(("py-fsrs, fold alone", "", f"{peer * 1000:.1f}", ""))
    stage.table(("", "s of CPU", "µs a review", "of reading"), rows)


def furnish(reviews: int) -> None:
    """The tables with a school in them, in a process of its own, whose memory is then given back."""
    work = (
        "import sys, django; django.setup()\n"
        "from django.core.management import call_command; call_command('migrate', verbosity=0)\n"
        "from tests.bench import school; school.furnish(int(sys.argv[1]))"
    )
    subprocess.run([sys.executable, "-c", work, str(reviews)], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reviews", type=int, default=REVIEWS)
    parser.add_argument("--database", type=Path)
    options = parser.parse_args()
    own = {"DATABASE_URL": f"sqlite:///{options.database.resolve()}"} if options.database else {}
    with stage.house(**own):
        if not (options.database and options.database.exists()):
            furnish(options.reviews)
        measure(ROUNDS if options.reviews <= REVIEWS else 1)


if __name__ == "__main__":
    main()
