"""Erase a student on request, as the student's own page does."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

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
        if not gone.wiped:
            self.stderr.write(
                "The files could not be cleared of stale copies, because others wrote: run purge_guests."
            )
