"""Read a collection of typed dates, and count how many are read as they are meant."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from history.dates import DateError, read

LANGUAGES = {"en", "ru", "ko"}
OUTCOMES = ("right", "misread", "refused")

Row = dict[str, Any]


class Command(BaseCommand):
    help = "Read typed dates (JSON lines of id, lang, input) to EDTF; null where a text is refused."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", metavar="IN", type=Path, help="JSON lines with id, lang and input.")
        parser.add_argument("target", metavar="OUT", type=Path, help="Where to write id and edtf.")

    def handle(self, *args: Any, **options: Any) -> None:
        source, target = options["source"], options["target"]
        rows = list(_rows(source))
        found = [_edtf(row) for row in rows]
        lines = (
            json.dumps({"id": row["id"], "edtf": edtf}) + "\n" for row, edtf in zip(rows, found, strict=True)
        )
        try:
            target.write_text("".join(lines), encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{target} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{len(rows)} dates were read, {found.count(None)} of them refused.")
        for line in _table(rows, found):
            self.stdout.write(line)


def _rows(source: Path) -> Iterator[Row]:
    """The rows of a file, each with a text under input.

    Raises:
        CommandError: it cannot be read, or a line is no such row; the sentence names the line.
    """
    try:
        lines = source.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise CommandError(f"{source} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{source} is not text in UTF-8.") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _row(line, number)


def _row(line: str, number: int) -> Row:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise CommandError(f"Line {number} is not JSON: write one object a line.") from error
    if not isinstance(row, dict) or "id" not in row or not isinstance(row.get("input"), str):
        raise CommandError(f"Line {number} is not a typed date: it needs an id, and a text under input.")
    return row


def _edtf(row: Row) -> str | None:
    lang = row.get("lang")
    try:
        return read(row["input"], lang if isinstance(lang, str) and lang in LANGUAGES else "en").edtf
    except DateError:
        return None


def _table(rows: list[Row], found: list[str | None]) -> Iterator[str]:
    """How many are right, misread and refused for each set and language, where rows say what is meant."""
    counts = Counter(
        (str(row.get("set", "-")), str(row.get("lang", "-")), _outcome(row["edtf"], edtf))
        for row, edtf in zip(rows, found, strict=True)
        if "edtf" in row
    )
    if not counts:
        return
    yield f"{'set':12} {'lang':5}" + "".join(f"{outcome:>9}" for outcome in OUTCOMES) + "  right %"
    for name, lang in sorted({key[:2] for key in counts}):
        right, misread, refused = (counts[name, lang, outcome] for outcome in OUTCOMES)
        share = 100 * right / (right + misread + refused)
        yield f"{name:12} {lang:5}{right:9}{misread:9}{refused:9}  {share:7.2f}"


def _outcome(meant: object, edtf: str | None) -> str:
    """Whether a text is read as it is meant; nonsense is right where it is refused."""
    if edtf == meant:
        return "right"
    return "refused" if edtf is None else "misread"
