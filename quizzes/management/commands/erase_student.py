"""Erase a student on request, as the student's own page does."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from quizzes.backups import files
from quizzes.people import erasing
from quizzes.people.names import known_as

STAYS = (
    "{name} belongs to the staff and is not erased: take away “Staff status” and “Superuser status” in the "
    "admin first, if this is right."
)


class Command(BaseCommand):
    help = "Erase a student: account, answers, cards, sessions, and what is noted about them. For good."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="the username")
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args: Any, name: str, yes: bool, **options: Any) -> None:
        user = known_as(name)
        if user is None:
            raise CommandError(f"Nobody is called “{name}”.")
        called = user.get_username()
        if not yes and input(f"Erase {called} for good? Write the name again: ") != called:
            raise CommandError("Nothing was erased.")
        try:
            gone = erasing.erase(user)
        except erasing.StaysError as error:
            raise CommandError(STAYS.format(name=called)) from error
        self.stdout.write(
            f"{called} is erased: {gone.cards} cards, {gone.answers} answers, {gone.sessions} sessions."
        )
        kept = files.still_kept(_folders())
        if kept:
            what = "1 backup or kept file" if kept == 1 else f"{kept} backups and kept files"
            self.stdout.write(f"{what} may still hold what was erased.")
        if not gone.wiped:
            self.stderr.write(
                "The files could not be cleared of stale copies, because others wrote: run purge_guests."
            )


def _folders() -> list[Path]:
    """Where backups and replaced databases lie."""
    found = [Path(settings.BACKUP_FOLDER)]
    if connection.vendor == "sqlite" and not connection.is_in_memory_db():  # type: ignore[attr-defined]
        found.append(Path(str(connection.settings_dict["NAME"])).absolute().parent)
    return found
