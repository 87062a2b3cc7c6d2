"""States are the same, byte for byte, whatever the zone and the locale of the process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

import pytest

from .travelling import WHEN, told

ROOT = Path(__file__).resolve().parents[3]
ELSEWHERE = (
    ("UTC", "C"),
    ("Asia/Seoul", "ko_KR.UTF-8"),
    ("America/St_Johns", "de_DE.UTF-8"),
    ("Pacific/Apia", "tr_TR.UTF-8"),
    ("Nonsense/Nowhere", "xx_XX"),
    ("XYZ-27", "fa_IR.UTF-8"),
)


@lru_cache
def told_in(zone: str, locale: str) -> str:
    environment = {**os.environ, "TZ": zone, "LC_ALL": locale, "LANG": locale, "PYTHONHASHSEED": "random"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.quizzes.memory.travelling"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.mark.parametrize(("zone", "locale"), ELSEWHERE)
def test_state_is_the_same_elsewhere(zone: str, locale: str) -> None:
    assert told_in(zone, locale) == told()


def test_days_of_the_journey() -> None:
    """The days are those of the student's own clock, which begin at 4 in the morning."""
    found, _ = json.loads(told())
    first = found[0][0]["study_day"]
    days = [event["study_day"] - first for event, _ in found]
    assert days[:7] == [0, 0, 0, 1, 5, 5, 4]
    assert days[8:10] == [210, 211]
    assert days[-3:] == [702, 703, 704]


def test_clock_that_goes_back_takes_nothing_away() -> None:
    found, _ = json.loads(told())
    before, after = found[5][1], found[6][1]
    assert after["last_day"] == before["last_day"]
    assert after["stability"] >= before["stability"] > 0


def test_fold_of_the_journey_is_its_last_state() -> None:
    found, folded = json.loads(told())
    assert len(found) == len(WHEN)
    assert folded == found[-1][1]
