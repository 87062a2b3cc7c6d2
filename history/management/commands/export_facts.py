"""Write a base as nfacts/1."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from history.models import Base
from history.packs.stored import stored
from history.packs.writing import write


class Command(BaseCommand):
    help = "Write a base as nfacts/1, to a file or to the terminal."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--base", required=True, metavar="KEY", help="The short name of the base.")
        parser.add_argument("--out", metavar="FILE", type=Path, help="Where to write; else to the terminal.")

    def handle(self, *args: Any, **options: Any) -> None:
        base = Base.objects.filter(key=options["base"]).first()
        if base is None:
            known = ", ".join(Base.objects.values_list("key", flat=True)) or "none yet"
            raise CommandError(f"There is no base {options['base']}. The bases are: {known}.")
        found = write(stored(base))
        if options["out"] is None:
            json.dump(found, self.stdout, ensure_ascii=False, indent=1)
            self.stdout.write("")
            return
        try:
            with options["out"].open("w", encoding="utf-8") as stream:
                json.dump(found, stream, ensure_ascii=False, indent=1)
        except OSError as error:
            raise CommandError(f"{options['out']} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{len(found['facts'])} facts of {base.key} were written to {options['out']}.")
