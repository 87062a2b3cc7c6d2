"""The app runs without the extras: what needs one imports it only when asked for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WITHOUT = """
import sys
sys.modules["numpy"] = None  # an import of it now fails
import django
django.setup()
from django.core.management import get_commands, load_command_class
import config.urls
for name, app in get_commands().items():
    if app in ("history", "quizzes"):
        load_command_class(app, name)
assert "quizzes.memory.fold" in sys.modules
assert "quizzes.memory.fitting" not in sys.modules
"""


@pytest.mark.pure
def test_the_app_and_its_commands_run_without_numpy():
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", WITHOUT],
        cwd=ROOT,
        env={"DJANGO_SETTINGS_MODULE": "config.settings", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
