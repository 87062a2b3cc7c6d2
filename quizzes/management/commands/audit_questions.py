"""Look for faults in questions, and try to guess their answers without knowing history."""

from __future__ import annotations

import gzip
import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.text import Truncator

from history.dates import say
from history.models import Base, Fact
from history.packs.stored import stored
from history.packs.writing import write
from quizzes import bank
from quizzes.audit import EXAMPLES, World, as_json, as_text, audit
from quizzes.exporting import export
from quizzes.models import BankQuestion
from quizzes.questions import Level

Line = tuple[str, dict[str, Any]]
_ONE_ALONE = (
    (r" \([^)]*\)", ""),
    (r"“[^”]*”", "“…”"),
    (r" and \d+ more", ""),
    (r"Only \d (\w+) options?", r"Too few \1 options"),
    (r"that every \w+ is listed", "that everybody in a role is listed"),
)
"""What a reason says of one question alone, and what stands for it where many are counted."""


class Command(BaseCommand):
    help = "Count the faults of questions, see how far they can be guessed, and which facts are not asked."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--questions", type=Path, nargs="+", metavar="FILE",
            help="nquestions/1, one file for each deal; else the live bank",
        )  # fmt: skip
        parser.add_argument(
            "--facts", type=Path, nargs="+", metavar="FILE",
            help="nfacts/1; else all published facts here",
        )  # fmt: skip
        parser.add_argument(
            "--seed", type=int, nargs="+", default=[1, 2, 3], help="how the live bank is dealt, once for each"
        )
        parser.add_argument("--level", choices=[level.value for level in Level], default=Level.MEDIUM.value)
        parser.add_argument("--limit", type=int, help="at most this many questions of each deal")
        parser.add_argument(
            "--all", action="store_true", help="name every fact that is not asked, not only two"
        )
        parser.add_argument(
            "--guessers",
            action="store_true",
            help="print what each way of guessing gains, and where the keys stand",
        )
        parser.add_argument("--json", action="store_true", help="print the report as JSON")
        parser.add_argument(
            "--strict", action="store_true", help="end with status 1 if there is a fault or a clue"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        world = World()
        for base, only in self._facts(options["facts"]):
            try:
                world.add(base, only=only)
            except (KeyError, TypeError, AttributeError, ValueError) as error:
                raise CommandError(f"The facts are not nfacts/1: {error!r}.") from error
        with ExitStack() as stack:
            files = options["questions"]
            if files:
                opened = [(str(path), stack.enter_context(_open(path))) for path in files]
            else:
                opened = [
                    (f"seed {seed}", stack.enter_context(self._dealt(seed, options)))
                    for seed in options["seed"]
                ]
            report = audit(lambda: _lines(opened, options["limit"]), world)
        if world.twice:
            self.stderr.write(f"{world.twice} facts have the id of a fact of another base and were left out.")
        if options["json"]:
            self.stdout.write(json.dumps(as_json(report), ensure_ascii=False, indent=1))
        else:
            everything = options["all"]
            why = [] if options["questions"] else reasons(everything=everything)
            self.stdout.write(
                as_text(report, reasons=why, everything=everything, guessers=options["guessers"])
            )
        if options["strict"] and not report.passed():
            raise SystemExit(1)

    def _facts(self, files: list[Path] | None) -> Iterator[tuple[dict[str, Any], frozenset[str] | None]]:
        for path in files or ():
            with _open(path) as stream:
                try:
                    base = json.load(stream)
                except ValueError as error:
                    raise CommandError(f"{path} is no JSON: {error}.") from error
            if not isinstance(base, dict) or base.get("format") != "nfacts/1":
                raise CommandError(f"{path} is not nfacts/1.")
            yield base, None
        if not files:
            for row in Base.objects.order_by("pk"):
                published = Fact.objects.published().filter(base=row).values_list("key", flat=True)
                yield write(stored(row)), frozenset(published)

    def _dealt(self, seed: int, options: dict[str, Any]) -> IO[str]:
        """The live bank, dealt once and kept in a file of its own, to be read twice."""
        file = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 the stack of the caller closes it
        for line in export(seed=seed, limit=options["limit"], level=Level(options["level"])):
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
        return file


def reasons(*, everything: bool) -> list[str]:
    """Why questions of the bank are withheld, the reason of most facts first, with some of the facts."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    kinds: defaultdict[str, dict[str, None]] = defaultdict(dict)
    withheld = BankQuestion.objects.filter(state=BankQuestion.State.WITHHELD)
    rows = withheld.exclude(reason__in=[bank.NOT_CARRIED, bank.GONE]).order_by("kind", "fact")
    for kind, text, fact in rows.values_list("kind", "reason", "fact").iterator():
        reason = in_general(text)
        found[reason].add(fact)
        kinds[reason][kind] = None
    if not found:
        return []
    shown = {reason: sorted(pks)[: None if everything else EXAMPLES] for reason, pks in found.items()}
    named = _titles({pk for some in shown.values() for pk in some})
    lines = ["Why the rest is not asked:", f"  {'facts':>6}  reason (kinds of question)"]
    for reason in sorted(found, key=lambda each: -len(found[each])):
        lines.append(f"  {len(found[reason]):6}  {reason} ({', '.join(kinds[reason])})")
        lines += [f"            {named[pk]}" for pk in shown[reason]]
    return lines


def in_general(reason: str) -> str:
    """A reason without what it says of one question alone."""
    for pattern, general in _ONE_ALONE:
        reason = re.sub(pattern, general, reason)
    return reason


def _titles(pks: set[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    wanted = sorted(pks)
    for start in range(0, len(wanted), 500):
        rows = Fact.objects.filter(pk__in=wanted[start : start + 500])
        for fact in rows.select_related("base", "agreement").prefetch_related("dates"):
            found[fact.pk] = f"“{Truncator(fact.printed_title).chars(70)}”{_dated(fact)}"
    return found


def _dated(fact: Fact) -> str:
    return next((f", {say(dated.date)}" for dated in fact.dates.all()), "")


def _open(path: Path) -> IO[str]:
    try:
        if path.suffix == ".gz":
            return gzip.open(path, "rt", encoding="utf-8")
        return path.open(encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error


def _lines(opened: list[tuple[str, IO[str]]], limit: int | None) -> Iterator[Line]:
    for deal, file in opened:
        file.seek(0)
        for number, line in enumerate(file):
            if limit is not None and number >= limit:
                break
            try:
                yield deal, json.loads(line)
            except ValueError:
                yield deal, {"qid": f"{deal}, line {number + 1}"}
