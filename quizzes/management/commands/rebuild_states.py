"""Make every card the fold of its reviews again, or only tell which is not."""

from __future__ import annotations

import gc
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from quizzes.study.rebuilding import differing, set_to_logs


class Command(BaseCommand):
    help = "Reckon the memory of every card anew from its reviews. With --check nothing is written."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="only name the cards that differ from their reviews"
        )

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        different = 0
        gc.disable()  # rows make no cycles, and to look for some among a million takes a quarter of the time
        try:
            # which differ is known before any is set: a walk through rows does not change them
            for card in differing() if check else set_to_logs(list(differing())):
                different += 1
                self.stdout.write(f"Card {card} {'differs from' if check else 'was set to'} its reviews.")
        finally:
            gc.enable()
        if check and different:
            raise CommandError(
                f"{different} cards differ from their reviews; run rebuild_states to set them."
            )
        self.stdout.write(f"{different} cards {'differ' if check else 'were set'}.")
