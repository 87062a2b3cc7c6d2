"""Prove questions that are missing or stale, in batches that can be resumed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q

from history.models import Fact
from history.models.factbase import whole_base
from quizzes import bank
from quizzes.models import BankQuestion
from quizzes.questions import Mode

BATCH = 100


class Command(BaseCommand):
    help = "Make and prove the questions of every published fact whose questions are missing or stale."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--all", action="store_true", help="prove every question anew, not only stale ones"
        )
        parser.add_argument(
            "--quiet", action="store_true", help="only say how many there are, in place of the table"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        pks = list(self.waiting(everything=options["all"]).values_list("pk", flat=True))
        if pks:
            base = whole_base()
            for start in range(0, len(pks), BATCH):
                facts = [fact for pk in pks[start : start + BATCH] if (fact := base.get(pk))]
                with transaction.atomic():
                    bank.make(facts, base)
                self.progress(min(start + BATCH, len(pks)), len(pks))
        if options["quiet"]:
            ready = BankQuestion.objects.live().filter(mode=Mode.SINGLE).count()
            self.stdout.write(
                f"{ready} question{'' if ready == 1 else 's'} {'is' if ready == 1 else 'are'} ready."
            )
        else:
            self.report()

    def waiting(self, *, everything: bool) -> Any:
        rows = Fact.objects.published().order_by("pk")
        if everything:
            return rows
        own = BankQuestion.objects.filter(fact=OuterRef("pk"))
        return rows.filter(Q(Exists(own.stale())) | ~Exists(own))

    def progress(self, done: int, total: int) -> None:
        if self.stdout.isatty():
            self.stdout.write(f"\r{done} of {total} facts", ending="\n" if done == total else "")

    def report(self) -> None:
        counts = (
            BankQuestion.objects.order_by("kind", "state")
            .values_list("kind", "state")
            .annotate(number=Count("pk"))
        )
        for kind, state, number in counts:
            self.stdout.write(f"{kind:10} {state:9} {number:6}")
