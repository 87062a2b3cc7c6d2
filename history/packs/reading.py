"""Read a file of facts, whichever of the two formats it has. Pure but for opening the file."""

from __future__ import annotations

from pathlib import Path

from . import nfacts, starter, writing
from .bundle import Bundle, PackError
from .files import read_file


def read(path: Path, key: str = "") -> Bundle:
    """The checked bundle of a file; `key` is the short name of its base. Raises PackError."""
    raw = read_file(path)
    if raw.get("format") == writing.FORMAT:
        return nfacts.read(raw, key)
    if "pack" in raw:
        return starter.read(raw, key)
    raise PackError(f'{path.name} must be a starter pack or have the format "{writing.FORMAT}".')
