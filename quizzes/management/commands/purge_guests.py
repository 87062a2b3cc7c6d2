"""Clear away guests who did not come back."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from quizzes.people.guests import idle, purge

DAYS = 30
MOST = 3650


class Command(BaseCommand):
    help = "Erase guests who have neither answered nor come by for so many days, with all their answers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, default=DAYS, help=f"days without a sign of life ({DAYS})")
        parser.add_argument("--dry-run", action="store_true", help="only count them")

    def handle(self, *args: Any, days: int, dry_run: bool, **options: Any) -> None:
        if not 1 <= days <= MOST:
            raise CommandError(f"--days must be from 1 to {MOST}, and is {days}.")
        now = timezone.now()
        if dry_run:
            count = idle(since=now - timedelta(days=days)).count()
            self.stdout.write(f"{count} guests would be erased; nothing was.")
            return
        gone = list(purge(now=now, days=days))
        guests, answers = sum(some.people for some in gone), sum(some.answers for some in gone)
        self.stdout.write(f"{guests} guests erased, with {answers} answers.")
        if not all(some.wiped for some in gone):
            self.stderr.write(
                "The files could not be cleared of stale copies, because others were writing: run this again."
            )
