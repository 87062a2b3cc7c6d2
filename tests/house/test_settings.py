"""What the settings make for themselves."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from config.settings import own_key

pytestmark = pytest.mark.pure


def test_key_is_made_once_for_each_machine_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    here, there = tmp_path / "here" / "secret_key", tmp_path / "there" / "secret_key"
    key = own_key(here)
    assert len(key) >= 50
    assert own_key(here) == key
    assert own_key(there) != key
    assert stat.S_IMODE(here.stat().st_mode) == 0o600
    assert list(here.parent.iterdir()) == [here]


def test_key_that_cannot_be_kept_is_a_fresh_one(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    first, second = own_key(blocked / "secret_key"), own_key(blocked / "secret_key")
    assert len(first) >= 50
    assert first != second
