"""Anki's own answer and next: run by a Python that has the package anki, apart from this house.

Started with a list of decks in JSON, each (cards, reviews in the log of each); it says "ready" once they
stand, all due. For each line `deck answers` on standard input it answers so many cards of that deck and
fetches the card after each, and writes a JSON list of (milliseconds of wall time, of CPU), one for each.
"""

import json
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from anki import scheduler_pb2
from anki.collection import Card, Collection

WRONG = 10  # one answer in so many is wrong
FIRST_CARD = 1_500_000_000_000


def fill(database: sqlite3.Connection, *, notetype: int, cards: int, reviews: int) -> None:
    """Cards that are due, each with so many reviews in its log, past Anki's own slower ways in."""
    now = int(time.time())
    last = now - 12 * 86_400
    memory = json.dumps({"s": 9.5, "d": 5.0, "dr": 0.9, "decay": 0.1542, "lrt": last})
    numbers = range(FIRST_CARD, FIRST_CARD + cards)
    database.executemany(
        "INSERT INTO notes VALUES (?, ?, ?, ?, -1, '', ?, ?, 0, 0, '')",
        ((n, f"g{n}", notetype, now, f"When was event {n}?\x1f{n}", f"event {n}") for n in numbers),
    )
    database.executemany(
        "INSERT INTO cards VALUES (?, ?, 1, 0, ?, -1, 2, 2, ?, 10, 2500, ?, 0, 0, 0, 0, 0, ?)",
        ((n, n, now, -(n % 5), reviews, memory) for n in numbers),
    )
    database.executemany(
        "INSERT INTO revlog VALUES (?, ?, -1, 3, 10, 9, 2500, 4000, 1)",
        ((last * 1000 - place, n) for place, n in enumerate(n for n in numbers for _ in range(reviews))),
    )


class Deck:
    """A collection of one deck, scheduled by FSRS, whose cards are all due."""

    def __init__(self, path: Path, cards: int, reviews: int) -> None:
        self.collection = col = Collection(str(path))
        if col.db.scalar("PRAGMA synchronous") != 2:
            raise SystemExit("Anki does not wait for the disk: it cannot be compared.")
        col.set_config("fsrs", True)
        limits = col.decks.config_dict_for_deck_id(1)
        limits["rev"]["perDay"] = 9_999
        col.decks.update_config(limits)
        notetype = col.models.by_name("Basic")["id"]
        col.close()
        with closing(sqlite3.connect(path)) as database, database:
            fill(database, notetype=notetype, cards=cards, reviews=reviews)
        self.collection = Collection(str(path))
        self.answered = 0
        self.card = self.following()

    def following(self) -> scheduler_pb2.QueuedCards.QueuedCard:
        return self.collection.sched.get_queued_cards(fetch_limit=1).cards[0]

    def step(self) -> tuple[float, float]:
        """Answer the card and fetch the next."""
        sched = self.collection.sched
        self.answered += 1
        rating = scheduler_pb2.CardAnswer.GOOD if self.answered % WRONG else scheduler_pb2.CardAnswer.AGAIN
        wall, cpu = time.perf_counter(), time.process_time()
        card = Card(self.collection, backend_card=self.card.card)
        card.start_timer()
        sched.answer_card(sched.build_answer(card=card, states=self.card.states, rating=rating))
        self.card = self.following()
        return (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000


def main() -> None:
    sizes = json.loads(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="peer-") as folder:
        decks = [
            Deck(Path(folder) / f"{place}.anki2", cards, reviews)
            for place, (cards, reviews) in enumerate(sizes)
        ]
        print("ready", flush=True)
        for line in sys.stdin:
            place, answers = map(int, line.split())
            print(json.dumps([decks[place].step() for _ in range(answers)]), flush=True)
        for deck in decks:
            deck.collection.close()


if __name__ == "__main__":
    main()
