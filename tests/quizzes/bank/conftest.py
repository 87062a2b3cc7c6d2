"""Banks that are made, and one whose making was interrupted."""

from __future__ import annotations

import pytest

from quizzes import bank
from quizzes.bank import batches
from tests.factories.worlds import small_base
from tests.quizzes.bank.worlds import make_questions


@pytest.fixture
def base():
    made = small_base()
    make_questions()
    return made


@pytest.fixture
def interrupted(db, monkeypatch):
    """A base of which the first batch is written when somebody presses the keys that stop it."""
    made = small_base()
    monkeypatch.setattr(batches, "BATCH", 3)
    write, written = bank.write, []

    def stop_after_one(batch, base):
        if written:
            raise KeyboardInterrupt
        written.append(1)
        return write(batch, base)

    with monkeypatch.context() as broken:
        broken.setattr(batches, "write", stop_after_one)
        with pytest.raises(KeyboardInterrupt):
            make_questions()
    return made
