"""What teachers and publishers may do in the quizzes: the bank, pupils, sets, reports, answers stood by."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from history import groups

ALLOWED = (
    "view_bankquestion",
    *("view_student", "add_student", "change_student"),
    *("view_set", "add_set", "change_set"),
    *("view_report", "change_report"),
    *("view_proposal", "change_proposal"),
    *("view_voiding", "add_voiding"),
)
"""Whose sets these are is settled row by row: the owner's own, and in the admin those of the house."""


@transaction.atomic
def furnish() -> tuple[Group, Group]:
    """Make Teachers and Publishers with all their permissions, or mend them."""
    teachers, publishers = groups.furnish()
    allowed = Permission.objects.filter(content_type__app_label="quizzes", codename__in=ALLOWED)
    for group in (teachers, publishers):
        group.permissions.add(*allowed)
    return teachers, publishers
