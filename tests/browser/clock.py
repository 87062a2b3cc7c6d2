"""The clock of the site that the browser visits, which a test may put forward."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

FILE = "SITE_CLOCK"
"""The variable that names a file with the seconds by which the site is ahead; no file, no difference."""


def put_forward(now: Callable[[], datetime]) -> Callable[[], datetime]:
    """The same clock, ahead by whatever stands in the file at the moment."""
    named = os.environ.get(FILE)
    if named is None:
        return now
    file = Path(named)

    def ahead() -> datetime:
        try:
            return now() + timedelta(seconds=float(file.read_text()))
        except FileNotFoundError:
            return now()

    return ahead
