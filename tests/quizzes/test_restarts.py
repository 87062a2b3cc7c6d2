"""A memory outlives the process, whatever zone and locale the next one has; undo goes to its beginning."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from quizzes import study
from quizzes.models import Card, Review, Student

from . import restarted
from .memory.travelling import WHEN
from .small_bank import answer_asked, furnish, student, study_once

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
ELSEWHERE = (
    ("Asia/Seoul", "ko_KR.UTF-8"),
    ("America/St_Johns", "de_DE.UTF-8"),
    ("Pacific/Apia", "ru_RU.UTF-8"),
    ("Nonsense/Nowhere", "tr_TR.UTF-8"),
)


def journey() -> list[Any]:
    """A card answered by a student who travels, on odd days; what her memory was before each answer."""
    seen: list[Any] = []
    pupil, row = student(), furnish(1)[0]
    for place, (text, zone) in enumerate(WHEN):
        now = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))
        Student.objects.filter(pk=pupil.pk).update(zone=zone)
        pupil.refresh_from_db()
        if not place:
            study_once(pupil, row, now=now)
            continue
        seen.append(restarted.memories())
        asked = study.question_of_card(pupil, card=Card.objects.get().pk, now=now)
        assert asked is not None
        done = answer_asked(pupil, asked, now=now, right=place % 5 != 4, guessed=place % 7 == 3)
        assert isinstance(done, study.Answered), done
    return seen


def kept(folder: Path) -> Path:
    """The database of this test, in a file: as it stands inside the test's transaction."""
    file = folder / "site.sqlite3"
    file.write_bytes(connection.connection.serialize())
    return file


def process(file: Path, zone: str, locale: str, *, undos: int) -> tuple[str, Any, Any]:
    own = {
        "DATABASE_URL": f"sqlite:///{file}",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DEBUG": "1",
        "LOG_LEVEL": "CRITICAL",
    }
    done = subprocess.run(  # our own interpreter and arguments
        [sys.executable, "-m", "tests.quizzes.restarted", str(undos)],
        cwd=ROOT,
        env={**os.environ, **own, "TZ": zone, "LC_ALL": locale, "LANG": locale},
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )
    said, before, after = json.loads(done.stdout)
    return said, before, after


@pytest.mark.skipif(connection.vendor != "sqlite", reason="Another process needs a file.")
def test_memory_and_undo_outlive_the_process(tmp_path: Path) -> None:
    seen = json.loads(json.dumps(journey()))
    cards = json.loads(json.dumps(restarted.cards()))
    kinds = set(Review.objects.values_list("kind", flat=True))
    assert kinds >= {"learn", "review", "cram"}
    file = kept(tmp_path)
    undos = len(seen) // len(ELSEWHERE) + 1
    for zone, locale in ELSEWHERE:
        said, before, after = process(file, zone, locale, undos=min(undos, len(seen)))
        assert said == "0 cards differ.\n0 cards were set.\n"
        if cards:
            assert before == cards, "The same bytes, whatever the process."
            cards = []
        for found in after:
            assert found == seen.pop()
    assert not seen
