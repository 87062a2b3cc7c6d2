"""To answer a question and draw the next one, as functions, beside Anki's own engine in one run:
python -m tests.bench.bench_scheduler [--anki PYTHON].

--anki PYTHON: a Python that has the package anki, which is run apart and is no requirement of ours; the
variable ANKI says the same. Both write to a SQLite file of their own on the same disk and wait for it with
every answer (WAL, synchronous=FULL). Decks grow to 100,000 cards of one student, logs to 10,000 reviews of
one card; all cards are due, and one answer in ten is wrong. Without Anki the floor alone stands beside ours:
the smallest insert that waits for the disk.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any, NamedTuple

from tests.bench import stage, world
from tests.bench.bench_scale import Filler, chunks

DECKS = (1_000, 1), (10_000, 1), (100_000, 1), (40, 10), (40, 10_000)
"""Cards of one student, and reviews in the log of each."""
FACTS = max(cards for cards, _ in DECKS)
TREATIES = 300  # facts that are truly made; the others are copies of them
BATCH, WARM = 7, 3  # answers of a deck in a round, and before the first: all below a day's limit and 40 cards
WRONG, A_DAY = 10, 5
TIMES = 6
PEER = Path(__file__).with_name("peer_anki_answers.py")


class Cost(NamedTuple):
    """Milliseconds."""

    wall: float
    cpu: float


def cost(work: Callable[[], Any]) -> tuple[Cost, Any]:
    wall, cpu = perf_counter(), process_time()
    found = work()
    return Cost((perf_counter() - wall) * 1000, (process_time() - cpu) * 1000), found


def furnish() -> None:
    """A base of so many facts with a question each: copies of a few that were truly made."""
    from django.db import transaction

    from history.models import Fact
    from quizzes.models import BankQuestion, Membership

    world.furnish(TREATIES)
    world.bank(facets=1)
    facts, rows = list(Fact.objects.all()), list(BankQuestion.objects.live())
    member, last = Membership.objects.all()[0], max(fact.pk for fact in facts)
    copies, members, questions = [], [], []
    for number in range(FACTS - len(facts)):
        fact, row = facts[number % len(facts)], rows[number % len(rows)]
        pk = last + 1 + number
        copies.append(_copy(fact, pk=pk, key=f"copy:{number}"))
        members.append(_copy(member, pk=None, fact_id=pk, place=fact.earliest))
        questions.append(_copy(row, pk=None, fact_id=pk))
    with transaction.atomic():
        for model, made in ((Fact, copies), (Membership, members), (BankQuestion, questions)):
            model._default_manager.bulk_create(made, batch_size=500)


def _copy(row: Any, **changes: Any) -> Any:
    kept = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    del kept["id"]
    return type(row)(**kept | changes)


class Log(NamedTuple):
    """So many answers to a card, the last on a day, and then a move of its own to a day that has come.

    rows: columns of each entry but card and token; columns: what any card with this log has of it.
    """

    rows: list[dict[str, Any]]
    columns: dict[str, Any]


@lru_cache
def log_of(reviews: int, *, last: int, now: datetime) -> Log:
    """One easy answer, then right ones, some a day; one in ten is wrong."""
    from django.db import connection

    from quizzes.memory.events import Kind
    from quizzes.memory.fsrs6 import Grade
    from quizzes.models import Review
    from quizzes.study import folding

    entries = [
        Review(
            number=number,
            kind=Kind.LEARN.value if number == 1 else Kind.REVIEW.value,
            study_day=last - (reviews - number) // A_DAY,
            right=number % WRONG != 0,
            grade=Grade.EASY.value if number == 1 else None,
            guess=0.25,
            slip=0.02,
        )
        for number in range(1, reviews + 1)
    ]
    entries.append(
        Review(number=reviews + 1, kind=Kind.RESCHEDULE.value, study_day=last, response={"due_day": last + 9})
    )
    for entry in entries:
        entry.at = now - timedelta(days=60) + timedelta(minutes=entry.number)
    columns = folding.folded([folding.event_of(entry, seed="") for entry in entries], retention=0.9)
    varying = ("number", "kind", "at", "study_day", "response", "right", "grade", "guess", "slip")
    fields = [Review._meta.get_field(name) for name in varying]
    rows = [
        {field.attname: field.get_db_prep_save(getattr(entry, field.attname), connection) for field in fields}
        for entry in entries
    ]
    return Log(rows, columns)


class Deck:
    """A student with so many cards, all due, each of them the fold of its log."""

    def __init__(self, cards: int, reviews: int, now: datetime) -> None:
        from django.contrib.auth.models import User
        from django.db import transaction

        from quizzes.models import BankQuestion, Card, Review, Set, Student
        from quizzes.study import folding, next_question

        self.now, self.answers = now, 0
        name = f"{cards} cards, {reviews} reviews"
        self.student = Student.objects.create(user=User.objects.create(username=name, password="!"))
        self.student.follows.set(Set.objects.all())
        today = folding.study_day(self.student, now)
        facets = BankQuestion.objects.live().order_by("fact").values_list("fact", "facet")[:cards]
        logs = [log_of(reviews, last=today - 12 - number % 4, now=now) for number in range(len(facets))]
        with transaction.atomic():
            Card.objects.bulk_create(
                (
                    Card(student=self.student, fact_id=fact, facet=facet, **log.columns)
                    for (fact, facet), log in zip(facets, logs, strict=True)
                ),
                batch_size=1000,
            )
            review = Filler(Review, zone="UTC", fact_version=1)
            made = Card.objects.filter(student=self.student).order_by("pk").values_list("pk", flat=True)
            rows = (
                {"card_id": card, "token": f"{card}:{row['number']}", **row}
                for card, log in zip(made, logs, strict=True)
                for row in log.rows
            )
            for some in chunks(rows):
                review.write(some)
        self.asked: Any = next_question(self.student, now=now)

    @property
    def differing(self) -> int:
        """Cards that were answered and are not byte for byte what their logs say."""
        from quizzes.models import Card
        from quizzes.study import folding

        answered = Card.objects.filter(student=self.student, reviews__at__gte=self.now - timedelta(days=1))
        return sum(
            folding.differs(card, folding.folded(folding.events_of(card), retention=0.9))
            for card in answered.distinct()
        )

    def step(self) -> dict[str, Cost]:
        """Answer the question that is asked, and draw the next."""
        from quizzes import study
        from quizzes.study import dealing, tokens

        self.now += timedelta(seconds=8)
        self.answers += 1
        token = self.asked.token
        found = dealing.still_asked(tokens.read(token, student=self.student.pk))
        if found is None:
            raise SystemExit("What was asked cannot be answered.")
        right = found[1].answer
        choice = right if self.answers % WRONG else (right + 1) % len(self.asked.options)
        given = study.Given(choices=(str(choice),))
        answer, done = cost(
            lambda: study.answer(self.student, token=token, given=given, guessed=False, now=self.now)
        )
        if not isinstance(done, study.Answered):
            raise SystemExit(f"An answer was not stored: {done}")
        following, self.asked = cost(lambda: study.next_question(self.student, now=self.now))
        if not isinstance(self.asked, study.Asked):
            raise SystemExit("No question was asked.")
        both = Cost(answer.wall + following.wall, answer.cpu + following.cpu)
        return {"both": both, "answer": answer, "next": following}


class Floor:
    """The smallest insert that waits for the disk."""

    def __init__(self, file: Path) -> None:
        self.database = sqlite3.connect(file, isolation_level=None)
        self.database.execute("PRAGMA journal_mode=WAL")
        self.database.execute("PRAGMA synchronous=FULL")
        self.database.execute("CREATE TABLE floor (id INTEGER PRIMARY KEY, choice INTEGER)")

    def step(self) -> Cost:
        return cost(lambda: self.database.execute("INSERT INTO floor (choice) VALUES (1)"))[0]


class Anki:
    """The same decks in Anki, in a process of its own."""

    def __init__(self, python: str) -> None:
        self.process = subprocess.Popen(
            [python, str(PEER), json.dumps(DECKS)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        if self._line() != "ready":
            raise SystemExit("Anki did not start.")

    def batch(self, deck: int, answers: int) -> list[Cost]:
        assert self.process.stdin
        print(deck, answers, file=self.process.stdin, flush=True)
        return [Cost(*each) for each in json.loads(self._line())]

    def close(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait()

    def _line(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()


def durable() -> None:
    """Stop unless the app waits for the disk with every answer."""
    from django.db import connection

    with connection.cursor() as cursor:
        found = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]
    if found != ["wal", 2]:
        raise SystemExit(f"The app is to write with full durability, not with {found}.")


def middle(costs: list[Cost]) -> Cost:
    return Cost(median(each.wall for each in costs), median(each.cpu for each in costs))


def measured(decks: list[Deck], floor: Floor, anki: Anki | None) -> list[list[dict[str, Cost]]]:
    """Medians of each round by deck: of ours, of its parts, of the floor and of the peer, in turn."""
    rounds = []
    for number in range(-1, stage.ROUNDS):
        answers = BATCH if number >= 0 else WARM
        found = []
        for place, deck in enumerate(decks):
            steps = [deck.step() for _ in range(answers)]
            medians = {name: middle([step[name] for step in steps]) for name in steps[0]}
            medians["floor"] = middle([floor.step() for _ in range(answers)])
            if anki:
                medians["anki"] = middle(anki.batch(place, answers))
            found.append(medians)
        if number >= 0:
            rounds.append(found)
    return rounds


def report(rounds: list[list[dict[str, Cost]]], decks: list[Deck], *, peer: str) -> None:
    for kind in ("cpu", "wall"):
        rows: list[list[object]] = []
        first: list[float] = []
        for place, ((cards, reviews), deck) in enumerate(zip(DECKS, decks, strict=True)):
            times = {
                name: [getattr(found[place][name], kind) for found in rounds] for name in rounds[0][place]
            }
            first = first if (place and reviews == DECKS[0][1]) or reviews > 10 else times["both"]
            with stage.counted() as queries:
                deck.step()
            row = [f"{cards:,} cards, {reviews:,} in the log of each"]
            row += [f"{median(times[name]):.2f}" for name in ("answer", "next", "both")]
            row += [stage.ratio(times["both"], first), f"{median(times[peer]):.2f}"]
            rows.append([*row, stage.ratio(times["both"], times[peer]), len(queries)])
        head = [f"SQLite, full durability: ms of {kind}", "answer", "next", "both", "of the first"]
        stage.table([*head, peer, f"of {peer}", "queries"], rows)
        print()
    print(f"Cards that are not the fold of their log: {sum(deck.differing for deck in decks)}.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--anki", default=os.environ.get("ANKI", ""))
    python = parser.parse_args().anki
    with stage.house() as folder:
        stage.move_to(folder / "scheduler.sqlite3")
        furnish()
        durable()
        now = datetime.now(UTC).replace(microsecond=0)
        decks = [Deck(cards, reviews, now) for cards, reviews in DECKS]
        floor, anki = Floor(folder / "floor.sqlite3"), Anki(python) if python else None
        rounds = measured(decks, floor, anki)
        report(rounds, decks, peer="anki" if anki else "floor")
        if anki:
            anki.close()
            print(f"Budget: {TIMES} times Anki, and as much for the longest as for the first.")
        else:
            print("Anki: not measured (--anki PYTHON).")


if __name__ == "__main__":
    main()
