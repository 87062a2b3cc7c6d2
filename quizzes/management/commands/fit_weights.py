"""Fit the memory model to the answers of each student."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from quizzes import fits
from quizzes.models import Student


class Command(BaseCommand):
    help = (
        "Fit the weights of the memory model to each student's answers. What does not foresee later answers "
        "better is not adopted."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "names", nargs="*", help="usernames; all students with answers where none is given"
        )

    def handle(self, *args: Any, names: list[str], **options: Any) -> None:
        everybody = (
            Student.objects.filter(cards__number__gt=0).distinct().select_related("user").order_by("pk")
        )
        wanted = [student for student in everybody if not names or student.user.get_username() in names]
        if unknown := set(names) - {student.user.get_username() for student in wanted}:
            raise CommandError(
                f"No student of this name has answered anything: {', '.join(sorted(unknown))}."
            )
        try:
            for student in wanted:
                outcome = fits.fit(student, now=timezone.now())
                self.stdout.write(f"{student}: {_said_of(student, outcome)}")
        except fits.NotInstalledError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{len(wanted)} students were looked at.")


def _said_of(student: Student, outcome: fits.Outcome) -> str:
    note = student.fitted
    if not student.weights:
        return f"the usual weights ({note['reason']}, {note['answers']} answers)."
    losses = f"log loss {note['loss_fitted']:.4f}, {note['loss_default']:.4f} without"
    moved = f"{outcome.moved} cards moved, {outcome.spread} put off"
    return f"fitted to {note['answers']} answers ({losses}); {moved}."
