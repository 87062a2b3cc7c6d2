"""Write the live bank as nquestions/1, a JSON object a line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from quizzes.exporting import export
from quizzes.questions import Kind, Level


class Command(BaseCommand):
    help = "Write every live question as a student would see it (nquestions/1, JSON lines)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--out", required=True, help="the file to write")
        parser.add_argument(
            "--seed", type=int, default=1, help="decides which options are drawn, and their order"
        )
        parser.add_argument("--limit", type=int, help="at most this many questions")
        parser.add_argument("--per-fact", type=int, help="at most this many questions of one fact")
        parser.add_argument(
            "--kind", choices=[kind.value for kind in Kind], default="", help="only this kind"
        )
        parser.add_argument(
            "--mode",
            choices=["truefalse", "typed"],
            default="",
            help="as true or false, which only quizzes ask, or to be typed",
        )
        parser.add_argument("--level", choices=[level.value for level in Level], default=Level.MEDIUM.value)

    def handle(self, *args: Any, **options: Any) -> None:
        lines = export(
            seed=options["seed"],
            limit=options["limit"],
            per_fact=options["per_fact"],
            kind=options["kind"],
            mode=options["mode"],
            level=Level(options["level"]),
        )
        count = 0
        try:
            with Path(options["out"]).open("w", encoding="utf-8") as out:
                for line in lines:
                    out.write(json.dumps(line, ensure_ascii=False) + "\n")
                    count += 1
        except OSError as error:
            raise CommandError(f"{options['out']} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{count} questions written to {options['out']}.")
