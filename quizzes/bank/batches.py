"""A whole base, made in batches that can be interrupted."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice

from django.db import transaction

from history.factbase import FactBase
from history.facts import Fact as FactValue
from quizzes import making

from .writing import write

BATCH = 100
"""Facts whose questions are written in one transaction."""


def make_all(facts: Iterable[FactValue], base: FactBase, *, told: Callable[[int], None]) -> Iterator[int]:
    """Judge many facts and seat their questions at tables; yields how many facts are written so far.

    Each batch is a transaction of its own, so that whoever is interrupted goes on where it stopped.
    """
    done = 0
    made = making.at_tables(facts, base, told=told)
    with _uncollected():
        while batch := list(islice(made, BATCH)):
            with transaction.atomic():
                write(batch, base)
            done += len(batch)
            yield done


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the search for cycles: it looks through a whole base again and again, and finds hardly any."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
