"""Fit the memory model to the answers of the school, and to those of each student."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from quizzes import fits
from quizzes.models import SchoolWeights, Student


class Command(BaseCommand):
    help = (
        "Fit the weights of the memory model to the answers of all students together, then to those of each. "
        "What does not foresee later answers better is not adopted."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "names",
            nargs="*",
            help="usernames, the school being left as it is; all students with answers where none is given",
        )

    def handle(self, *args: Any, names: list[str], **options: Any) -> None:
        everybody = Student.objects.answering().select_related("user").order_by("pk")
        wanted = [student for student in everybody if not names or student.user.get_username() in names]
        if unknown := set(names) - {student.user.get_username() for student in wanted}:
            raise CommandError(
                f"No student of this name has answered anything: {', '.join(sorted(unknown))}."
            )
        try:
            if not names:
                self.stdout.write(_said_of_school(fits.fit_school(now=timezone.now())))
            for student in wanted:
                if fits.chosen(student) and not names:
                    self.stdout.write(f"{student}: the published weights, as chosen.")
                    continue
                outcome = fits.fit(student, now=timezone.now())
                self.stdout.write(f"{student}: {_said_of(student, outcome)}")
        except fits.NotInstalledError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{len(wanted)} students were looked at.")
        if not names and (begun := fits.begin_anew()):
            self.stdout.write(f"{begun} who have not answered yet begin with other weights.")


def _said_of_school(found: SchoolWeights) -> str:
    told = f"{found.answers} answers of {found.students} students"
    if found.reason == "too few":
        return f"The school: nothing is changed, there is too little to fit to ({told})."
    held_out = f"log loss {found.loss_fitted:.4f}, {found.loss_default:.4f} by the published weights"
    outcome = {
        "better": "adopted",
        "unsure": "not surely better than the published weights, nothing is changed",
        "worse": "no better than the published weights, which are used",
    }[found.reason]
    return f"The school: fitted to {told} ({held_out}); {outcome}."


def _said_of(student: Student, outcome: fits.Outcome) -> str:
    note = student.fitted
    moved = f"; {outcome.moved} cards moved, {outcome.spread} put off" if outcome.adopted else ""
    if note["whose"] == "own":
        losses = f"log loss {note['loss_fitted']:.4f}, {note['loss_default']:.4f} without"
        return f"fitted to {note['answers']} answers ({losses}){moved}."
    whose = "those of the school" if note["whose"] == "school" else "the published weights"
    return f"{whose} ({note['reason']}, {note['own_answers']} answers){moved}."
