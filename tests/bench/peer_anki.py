"""What Anki itself makes of histories: run by a Python that has the package anki, apart from this house.

Reads from standard input a JSON list of histories, each a list of (grade, days since the answer before), and
writes the stability and difficulty after each.
"""

import json
import os
import sys
import tempfile
import time
from pathlib import Path


def main() -> None:
    os.environ["TZ"] = "UTC"
    time.tzset()
    from anki.collection import Collection

    histories = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as directory:
        collection = Collection(str(Path(directory) / "collection.anki2"))
        notetype = collection.models.by_name("Basic")
        noon = int(time.time()) // 86_400 * 86_400 + 43_200
        reached, rows, taken = [], [], set()
        for number, history in enumerate(histories):
            note = collection.new_note(notetype)
            note["Front"] = str(number)
            collection.add_note(note, 1)
            card = note.cards()[0].id
            day = -1 - sum(gap for _, gap in history)
            for place, (grade, gap) in enumerate(history):
                day += gap
                instant = (noon + day * 86_400 + place * 60) * 1000
                while instant in taken:
                    instant += 1
                taken.add(instant)
                rows.append((instant, card, -1, grade, 1, 1, 2500, 1000, 1 if place else 0))
            reached.append(card)
        collection.db.executemany("INSERT INTO revlog VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        states = [collection.compute_memory_state(card) for card in reached]
        json.dump([(state.stability, state.difficulty) for state in states], sys.stdout)
        collection.close()


if __name__ == "__main__":
    main()
