"""Prove questions that are missing or stale, in batches that can be resumed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from history.factbase import FactBase
from history.facts import Fact as FactValue
from history.models import Fact
from history.models.factbase import whole_base
from quizzes import bank, corrections, indexing, voiding
from quizzes.models import BankQuestion

SEATED_ANEW = 0.5
"""Share of the base that waits from which on those who wait are seated with each other."""


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
        for _ in indexing.catch_up():
            pass
        rows = Fact.objects.published().order_by("pk")
        pks = set(self.waiting(rows, everything=options["all"]).values_list("pk", flat=True))
        with transaction.atomic():
            bank.break_up()
        if pks:
            base = whole_base()
            facts = [fact for fact in base if fact.pk in pks]
            if len(facts) > len(base) * SEATED_ANEW:
                self.seat(facts, base)
            else:
                self.prove(facts, base)
            with transaction.atomic():
                bank.break_up()
        if finished := voiding.catch_up(now=timezone.now()):
            self.stdout.write(f"{finished} decisions on answers to wrong questions were finished.")
        if marked := corrections.catch_up(now=timezone.now()):
            self.stdout.write(f"{marked} cards were marked because their facts were corrected.")
        if options["quiet"]:
            ready = BankQuestion.objects.live().count()
            self.stdout.write(
                f"{ready} question{'' if ready == 1 else 's'} {'is' if ready == 1 else 'are'} ready."
            )
        else:
            self.report()

    def waiting(self, rows: QuerySet[Fact], *, everything: bool) -> QuerySet[Fact]:
        own = BankQuestion.objects.filter(fact=OuterRef("pk"))
        return rows if everything else rows.filter(Q(Exists(own.stale())) | ~Exists(own))

    def seat(self, facts: list[FactValue], base: FactBase) -> None:
        """Most of the base waits: seat all that wait with each other."""
        total = len(facts)
        for done in bank.make_all(facts, base, told=lambda judged: self.progress("judged", judged, total)):
            self.progress("written", done, total)

    def prove(self, facts: list[FactValue], base: FactBase) -> None:
        """A few wait: each is proved among those that have their seats."""
        waiting = {fact.pk for fact in facts}
        for start in range(0, len(facts), bank.BATCH):
            with transaction.atomic():
                bank.make(facts[start : start + bank.BATCH], base, changed=waiting)
            self.progress("written", min(start + bank.BATCH, len(facts)), len(facts))

    def progress(self, step: str, done: int, total: int) -> None:
        if self.stdout.isatty() and (done % bank.BATCH == 0 or done == total):
            self.stdout.write(f"\r{done} of {total} facts {step} ", ending="\n" if done == total else "")

    def report(self) -> None:
        """How many questions of each kind are in each state, and where the reasons are."""
        rows = BankQuestion.objects.exclude(reason__in=[bank.NOT_CARRIED, bank.GONE]).order_by(
            "kind", "state"
        )
        table: dict[str, dict[str, int]] = {}
        for kind, state, number in rows.values_list("kind", "state").annotate(number=Count("pk")):
            table.setdefault(kind, {})[state] = number
        states = BankQuestion.State.values
        total = {state: sum(counts.get(state, 0) for counts in table.values()) for state in states}
        self.stdout.write("".join((f"{'kind':12}", *(f"{state:>10}" for state in states))))
        for kind, counts in (*table.items(), ("all", total)):
            self.stdout.write("".join((f"{kind:12}", *(f"{counts.get(state, 0):10}" for state in states))))
        if total[BankQuestion.State.WITHHELD]:
            self.stdout.write("Why they are withheld: manage.py audit_questions.")
        if total[BankQuestion.State.STALE]:
            self.stdout.write("Stale questions are not asked until make_questions has proved them.")
