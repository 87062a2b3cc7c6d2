"""A pupil comes, works, and is erased, on a database file of its own: how often the files name her.

Run by test_erasing.py in a process of its own.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import django


def tell() -> None:
    """Print [before, after], each {text: how often it stands in the files}."""
    django.setup()
    from django.core.management import call_command

    from quizzes.people import erasing

    from . import test_erasing

    call_command("migrate", verbosity=0, skip_checks=True)
    for number in range(40):
        test_erasing.UserFactory(username=f"Pupil Number {number}")
    pupil = test_erasing.lived()
    before = counted(Path(sys.argv[1]), test_erasing.NAME, test_erasing.TEXT)
    assert erasing.erase(pupil.user).wiped
    print(json.dumps([before, counted(Path(sys.argv[1]), test_erasing.NAME, test_erasing.TEXT)]))


def counted(path: Path, *texts: str) -> dict[str, int]:
    files = [each.read_bytes().lower() for each in path.parent.iterdir()]
    return {text: sum(each.count(text.lower().encode()) for each in files) for text in texts}
