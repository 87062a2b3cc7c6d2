"""The year ahead and the page of progress of a long history, beside floors: python -m tests.bench.bench_year.

A student of 5,000 cards and 10,000 answers. The floors are what no such page can do without: reading the
states of the cards, and py-fsrs stepping as many answers as the year is found to have, and nothing more.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random
from statistics import median
from typing import Any

import fsrs

from tests.bench import stage, world

CARDS, ANSWERS = 5_000, 10_000
YEAR_S = 1.0
"""Seconds that a year may take."""

PAGES = {
    "the year ahead, one way": "/progress/year/",
    "the year ahead, two ways": "/progress/year/?retention=85",
    "the page of progress": "/progress/",
}


def pupil() -> Any:
    """A student with the deck and the log, every other card due within a month."""
    from django.contrib.auth.models import User
    from django.utils import timezone

    from quizzes.memory.state import Phase, State
    from quizzes.models import BankQuestion, Card, Review, Set, Student
    from quizzes.study import folding

    now, dice = timezone.now(), Random(6)  # noqa: S311 nothing is kept secret by it
    student = Student.objects.create(user=User.objects.create(username="pupil", password="!"))
    student.follows.set(Set.objects.all())
    today = folding.study_day(student, now)
    cards = []
    for fact, facet in (
        BankQuestion.objects.live().order_by("fact", "facet").values_list("fact", "facet")[:CARDS]
    ):
        stability = dice.lognormvariate(3.5, 1.2)
        waited = dice.randint(0, max(round(stability), 1))
        state = State(
            number=2,
            phase=Phase.REVIEW,
            met=True,
            stability=stability,
            difficulty=dice.uniform(2, 9),
            due_day=today - waited + max(round(stability), 1),
            last_day=today - waited,
            last_at=now - timedelta(days=waited),
            reps=2,
            lapses=dice.randint(0, 3),
        )
        columns = folding.columns(state, retention=student.retention, first_day=today - 400)
        cards.append(Card(student=student, fact_id=fact, facet=facet, **columns))
    Card.objects.bulk_create(cards, batch_size=1_000)
    each = ANSWERS // CARDS
    Review.objects.bulk_create(
        (
            Review(
                card=card,
                number=number,
                token=f"{card.pk}-{number}",
                kind="review",
                at=now - timedelta(days=day),
                study_day=today - day,
                zone="UTC",
                fact_version=1,
                right=dice.random() < 0.9,
                guess=0.25,
                slip=0.02,
                predicted=dice.uniform(0.7, 0.99),
                milliseconds=dice.randint(3_000, 30_000),
            )
            for card in Card.objects.all()
            for number in range(1, each + 1)
            for day in (dice.randint(0, 60),)
        ),
        batch_size=1_000,
    )
    return student


def steps(answers: int) -> None:
    """As many answers in a row as the year has, by py-fsrs alone."""
    scheduler = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card, now = fsrs.Card(card_id=1, due=datetime(2026, 1, 1, tzinfo=UTC)), datetime(2026, 1, 1, tzinfo=UTC)
    for place in range(answers):
        now += timedelta(days=1 + place % 5)
        card, _ = scheduler.review_card(card, fsrs.Rating.Good if place % 9 else fsrs.Rating.Again, now)


def measure() -> None:
    from django.test import Client
    from django.utils import timezone

    from quizzes.models import Card
    from quizzes.statistics import ahead, deck
    from quizzes.study.folding import study_day

    student = pupil()
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(student.user, backend="quizzes.views.backends.StudentBackend")
    today = study_day(student, timezone.now())
    held, way = deck.deck(student, today=today), ahead.way_of(student)
    year = round(sum(ahead.year(student, way, held=held, unmet=0, today=today).answers))
    floors = ("the floor: reading the states", f"py-fsrs: {year:,} answers, no more")
    work: dict[str, Callable[[], object]] = {
        floors[0]: lambda: list(Card.objects.filter(student=student).values_list("state", flat=True)),
        floors[1]: lambda: steps(year),
        "playing a year": lambda: ahead.year(student, way, held=held, unmet=0, today=today),
    }
    work |= {name: partial(client.get, address) for name, address in PAGES.items()}
    for each in work.values():  # warm
        each()
    times = {name: [stage.cpu(each) for _ in range(stage.ROUNDS)] for name, each in work.items()}
    rows: list[list[object]] = []
    for name, spent in times.items():
        queries, size = "", ""
        if name in PAGES:
            with stage.counted() as seen:
                page = client.get(PAGES[name])
            queries, size = str(len(seen)), f"{len(page.content) / 1000:.0f}"
        beside = [stage.ratio(spent, times[floor], places=1) for floor in floors]
        rows.append([name, f"{median(spent):.0f}", *beside, queries, size])
    print(f"{len(held):,} cards, {ANSWERS:,} answers")
    stage.table(["", "ms CPU", "of reading", "of py-fsrs", "queries", "kB"], rows)
    slowest = max(median(times[name]) for name in ("the year ahead, one way", "playing a year"))
    print(f"The year ahead in {slowest / 1000:.2f} s of CPU; at most {YEAR_S:.0f} is asked for.")


def main() -> None:
    with stage.house(DEBUG="1") as folder:  # whole pages, whose files nobody has collected
        stage.move_to(folder / "site.sqlite3")
        world.furnish(CARDS // 2)
        world.bank(facets=2)
        measure()


if __name__ == "__main__":
    main()
