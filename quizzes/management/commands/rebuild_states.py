"""Make every card the fold of its reviews again, or only tell which is not."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from quizzes.models import Card
from quizzes.study.folding import differs, events_of, folded, rebuild

CHUNK = 500


class Command(BaseCommand):
    help = "Reckon the memory of every card anew from its reviews. With --check nothing is written."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="only name the cards that differ from their reviews"
        )

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        different = 0
        for card in Card.objects.order_by("pk").iterator(chunk_size=CHUNK):
            if _differs(card) if check else rebuild(card):
                different += 1
                self.stdout.write(f"Card {card.pk} {'differs from' if check else 'was set to'} its reviews.")
        if check and different:
            raise CommandError(
                f"{different} cards differ from their reviews; run rebuild_states to set them."
            )
        self.stdout.write(f"{different} cards {'differ' if check else 'were set'}.")


def _differs(card: Card) -> bool:
    """Whether the card differs, looked at twice: it may have been answered since it was read."""
    if not differs(card, folded(events_of(card), retention=card.retention)):
        return False
    card.refresh_from_db()
    return differs(card, folded(events_of(card), retention=card.retention))
