"""Many cards at once and the fit, beside their peers in one run: python -m tests.bench.bench_memory_many.

--anki PYTHON: a Python that has the package anki, to hold 10,000 histories against Anki itself; --torch
PYTHON: one that has fsrs[optimizer]. Neither is a requirement of ours; they run apart.
"""

from __future__ import annotations

import argparse
import json
import subprocess
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median
from time import process_time
from typing import Any

import fsrs
import fsrs_rs_python
import numpy as np

from quizzes.memory import formulas, fsrs6, many
from quizzes.memory.columns import Answers
from quizzes.memory.fitting import fit, fit_all
from quizzes.memory.fsrs6 import Grade, Memory
from quizzes.memory.parameters import DEFAULT_WEIGHTS
from tests.bench.memory_peers import fsrs_rs_weights
from tests.bench.memory_students import KINDS, columns, student

ROUNDS = 5
CARDS, LENGTH = 100_000, 10
REVIEWS = 20_000
HISTORIES = 10_000
FITTED = 10_000
GAPS = (0, 0, 1, 1, 2, 3, 5, 8, 15, 40, 150, 400)
START = datetime(2025, 1, 1, 12, tzinfo=UTC)


def deck(*, graded: bool) -> Answers:
    """A million answers on days that rise card by card."""
    dice = np.random.default_rng(20261122)
    answers = CARDS * LENGTH
    grade = dice.choice([1, 2, 3, 3, 3, 4], answers)
    gaps = dice.choice([gap for gap in GAPS if gap], (CARDS, LENGTH))
    return Answers.of(
        card=np.repeat(np.arange(CARDS), LENGTH),
        study_day=(738_000 + np.cumsum(gaps, axis=1)).ravel(),
        right=grade > 1,
        grade=grade if graded else None,
        chance=None if graded else np.full(answers, 0.25),
        slip=None if graded else np.full(answers, 0.02),
    )


def py_fsrs() -> None:
    scheduler = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    for _ in range(REVIEWS // LENGTH):
        card = fsrs.Card(card_id=1, due=START)  # given an id, it neither sleeps nor reads the clock
        for index in range(LENGTH):
            rating = fsrs.Rating(1 + index * 7919 % 4)
            card, _ = scheduler.review_card(card, rating, START + timedelta(days=index * (index + 1)))


def _nanoseconds(work: Callable[[], Any], answers: int) -> float:
    start = process_time()
    work()
    return (process_time() - start) / answers * 1e9


def folds() -> None:
    """What an answer costs; each round times all in turn, so that a busy machine slows all."""
    graded, lucky = deck(graded=True), deck(graded=False)
    layouts = many.Layout(graded), many.Layout(lucky)
    sets, answers = [DEFAULT_WEIGHTS], CARDS * LENGTH
    works: dict[str, tuple[Callable[[], Any], int]] = {
        "py-fsrs review_card": (py_fsrs, REVIEWS),
        "numpy, graded": (lambda: layouts[0].fold(sets, recalls=False), answers),
        "numpy, guess-corrected": (lambda: layouts[1].fold(sets, recalls=False), answers),
        "with laying out, graded": (lambda: many.Layout(graded).fold(sets, recalls=False), answers),
        "every bit as fold, graded": (lambda: layouts[0].fold(sets, functions=formulas.EXACT), answers),
        "every bit, guess-corrected": (lambda: layouts[1].fold(sets, functions=formulas.EXACT), answers),
    }
    rounds = [{name: _nanoseconds(*work) for name, work in works.items()} for _ in range(ROUNDS)]
    print(f"{'1,000,000 answers':<28}{'ns each':>9}{'times as fast':>15}")
    for name in works:
        time = median(times[name] for times in rounds)
        ratio = median(times["py-fsrs review_card"] / times[name] for times in rounds)
        print(f"{name:<28}{time:>9.0f}{ratio:>15.0f}")


History = list[tuple[int, int]]


def histories() -> list[History]:
    dice = Random(20260918)  # noqa: S311 - test data, not a secret
    return [
        [
            (dice.choice([1, 2, 3, 3, 3, 4]), dice.choice(GAPS) if place else 0)
            for place in range(dice.randint(1, 10))
        ]
        for _ in range(HISTORIES)
    ]


def ours(history: History) -> Memory:
    memory: Memory | None = None
    for grade, gap in history:
        if memory is None:
            memory = fsrs6.first_memory(Grade(grade), weights=DEFAULT_WEIGHTS)
        else:
            memory = fsrs6.next_memory(memory, Grade(grade), elapsed_days=gap, weights=DEFAULT_WEIGHTS)
    assert memory is not None
    return memory


def compare(name: str, memories: Sequence[Memory], theirs: Sequence[tuple[float, float]]) -> None:
    """Print the largest relative error, and how many intervals differ that a 32-bit float can tell apart."""
    error, different, ties = 0.0, 0, 0
    for memory, other in zip(memories, theirs, strict=True):
        error = max(error, *(abs(a / b - 1) for a, b in zip(other, memory, strict=True)))
        if max(round(other[0]), 1) != max(round(memory.stability), 1):
            tie = abs(memory.stability % 1 - 0.5) <= 1e-5 * memory.stability
            ties, different = ties + tie, different + (not tie)
    print(f"{name:<28}{error:>10.1e}{different:>12}{ties:>8}")


def parity(anki: Path | None) -> None:
    logs = histories()
    memories = [ours(history) for history in logs]
    print(f"\n{HISTORIES:,} histories{'':<12}{'rel. error':>10}{'intervals':>12}{'ties':>8}")
    oracle = fsrs_rs_python.FSRS(list(DEFAULT_WEIGHTS))
    items = [
        fsrs_rs_python.FSRSItem([fsrs_rs_python.FSRSReview(grade, gap) for grade, gap in log]) for log in logs
    ]
    states = [steps[-1] for steps in oracle.historical_memory_state_batch(items)]
    compare("fsrs-rs", memories, [(state.stability, state.difficulty) for state in states])
    if anki:
        compare("Anki", memories, _elsewhere(anki, "peer_anki.py", logs))
    else:
        print("Anki: not compared (--anki PYTHON)")


def fits(torch: Path | None) -> None:
    """What a fit costs, in seconds of CPU on one thread."""
    answers = list(islice(student(KINDS["as FSRS"], 5), FITTED))
    told, _, _ = columns(answers)
    cards: dict[int, list[tuple[int, int]]] = {}
    for answer in answers:
        cards.setdefault(answer.card, []).append((answer.study_day, answer.grade))
    seconds = {
        "ours, one fit": _seconds(lambda: fit_all(told)),
        "ours, with held-out trials": _seconds(lambda: fit(told)),
        "fsrs-rs": _seconds(lambda: fsrs_rs_weights(list(cards.values()), 10**7)),
    }
    if torch:
        log = [(answer.card, answer.study_day, answer.minute, answer.grade) for answer in answers]
        seconds["py-fsrs (torch)"] = _elsewhere(torch, "peer_optimizer.py", log)
    print(f"\n{f'fit of {FITTED:,} answers':<28}{'s of CPU':>9}")
    for name, taken in seconds.items():
        print(f"{name:<28}{taken:>9.2f}")
    if not torch:
        print("py-fsrs: not measured (--torch PYTHON)")


def _seconds(work: Callable[[], Any]) -> float:
    taken = []
    for _ in range(3):
        start = process_time()
        work()
        taken.append(process_time() - start)
    return median(taken)


def _elsewhere(python: Path, script: str, data: Any) -> Any:
    run = subprocess.run(
        [str(python), str(Path(__file__).with_name(script))],
        input=json.dumps(data),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(run.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--anki", type=Path)
    parser.add_argument("--torch", type=Path)
    options = parser.parse_args()
    folds()
    parity(options.anki)
    fits(options.torch)


if __name__ == "__main__":
    main()
