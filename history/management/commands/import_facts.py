"""Read a fact base (a starter pack or nfacts/1, gzipped or not) into the tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from history.packs.bundle import PackError
from history.packs.reading import read
from history.packs.store import Report, load

OUTCOMES = ("new", "changed", "same", "skipped", "error")


class Command(BaseCommand):
    help = "Read a fact base from FILE: a starter pack (YAML) or nfacts/1 (JSON), gzipped or not."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--base", default="", help="The short name of the base; else the file's own.")
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="Also replace rows that were changed here since the last import.",
        )
        parser.add_argument("--quiet", action="store_true", help="Leave out the remarks; count them only.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            bundle = read(options["file"], options["base"])
        except PackError as error:
            raise CommandError(f"Nothing was imported. {error}") from error
        progress = self._progress if self.stdout.isatty() else None
        report = load(bundle, now=timezone.now(), progress=progress, overwrite=options["overwrite"])
        if progress:
            self.stdout.write("\r" + " " * 60 + "\r", ending="")
        self._summary(report, remarks=not options["quiet"])

    def _progress(self, section: str, done: int, total: int) -> None:
        self.stdout.write(f"\r{section}: {done} of {total}".ljust(60), ending="")
        self.stdout.flush()

    def _summary(self, report: Report, *, remarks: bool) -> None:
        if remarks:
            for remark in report.remarks:
                self.stdout.write(str(remark))
        elif report.remarks:
            self.stdout.write(f"{len(report.remarks)} remarks; leave out --quiet to read them.")
        self.stdout.write(f"{report.base:<20.20}" + "".join(f"{name:>9}" for name in OUTCOMES))
        for section, counts in report.counts.items():
            self.stdout.write(f"{section:<20}" + "".join(f"{counts[name]:>9}" for name in OUTCOMES))
        told = ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in report.publication.items())
        if told:
            self.stdout.write(f"Facts written now: {told}.")
        left = report.total("not in file")
        if left:
            self.stdout.write(f"{left} rows are not in the file and were left as they are.")
