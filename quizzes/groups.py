"""What teachers and publishers may do in the quizzes: look into the bank."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from history import groups


@transaction.atomic
def furnish() -> tuple[Group, Group]:
    """Make Teachers and Publishers with all their permissions, or mend them."""
    teachers, publishers = groups.furnish()
    bank = Permission.objects.get(content_type__app_label="quizzes", codename="view_bankquestion")
    for group in (teachers, publishers):
        group.permissions.add(bank)
    return teachers, publishers
