"""Furnish an empty house: the starter pack, the groups, the sets of the house, and people to try it with."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.crypto import get_random_string

from history.models import Base
from quizzes import furnishing, groups
from quizzes.models import Set
from quizzes.rules import PLAIN
from quizzes.study.enrolling import student_of

STARTER = Path("data") / "korea.yaml"
TEACHER = "teacher"
STUDENT = "student"


class Command(BaseCommand):
    help = (
        "Load the starter pack if there is no base yet, make the groups, the questions and the sets of the "
        "house: one a base, and by period, actor and topic. On the first run with DEBUG, also make a demo "
        "teacher and a demo student and print their passwords once."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--passwords",
            action="store_true",
            help="Give the demo teacher and the demo student new passwords and print them (only with DEBUG).",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["passwords"] and not settings.DEBUG:
            raise CommandError(
                "Demo people exist only with DEBUG. Instead: .venv/bin/python manage.py changepassword NAME"
            )
        first = not User.objects.exists()
        if not Base.objects.exists():
            starter = Path(apps.get_app_config("history").path) / STARTER
            self.stdout.write("Loading the starter pack …")
            call_command("import_facts", str(starter), quiet=True, stdout=StringIO(), stderr=self.stderr)
        groups.furnish()
        call_command("make_questions", quiet=True, stdout=self.stdout, stderr=self.stderr)
        furnishing.make_sets()
        if not settings.DEBUG:
            if first:
                self.stdout.write(
                    "Nobody can sign in yet. Make yourself an administrator, in another terminal here:\n"
                    "    .venv/bin/python manage.py createsuperuser"
                )
        elif first or options["passwords"]:
            self._print(_make_people())

    def _print(self, passwords: dict[str, str]) -> None:
        lines = [f"  {name:<10}{password}" for name, password in passwords.items()]
        frame = "-" * 64
        self.stdout.write(
            "\n".join(
                [
                    frame,
                    "To try it, sign in as one of these. The passwords are shown this once;",
                    "“.venv/bin/python manage.py furnish --passwords” makes new ones.",
                    *lines,
                    frame,
                ]
            )
        )


@transaction.atomic
def _make_people() -> dict[str, str]:
    """The demo teacher and the demo student with new passwords, by name."""
    teacher, _ = User.objects.get_or_create(username=TEACHER, defaults={"is_staff": True})
    teacher.groups.add(*groups.furnish())
    student, _ = User.objects.get_or_create(username=STUDENT)
    student_of(student).follows.add(*Set.objects.filter(starter=True))
    passwords = {}
    for user in (teacher, student):
        passwords[user.username] = get_random_string(12, PLAIN)
        user.set_password(passwords[user.username])
        user.save(update_fields=["password"])
    return passwords
