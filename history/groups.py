"""Who may do what: teachers write and submit, publishers also publish and withdraw."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from django.db import transaction

TEACHERS = "Teachers"
PUBLISHERS = "Publishers"

PARTS = frozenset(
    {
        "actorname",
        "agreementname",
        "citation",
        "erratum",
        "exclusion",
        "factdate",
        "factplace",
        "participation",
        "placename",
        "position",
        "term",
        "wording",
    }
)
"""Lines of a form: a teacher who may write them may also strike them out."""


@transaction.atomic
def furnish() -> tuple[Group, Group]:
    """Make both groups with their permissions, or mend them. Calling it again changes nothing."""
    own = Permission.objects.filter(content_type__app_label="history").select_related("content_type")
    teach = [
        permission
        for permission in own
        if permission.codename.split("_")[0] in {"add", "change", "view"}
        or (permission.codename.startswith("delete_") and permission.content_type.model in PARTS)
    ]
    teachers, _ = Group.objects.get_or_create(name=TEACHERS)
    publishers, _ = Group.objects.get_or_create(name=PUBLISHERS)
    teachers.permissions.add(*teach)
    publishers.permissions.add(*own)
    return teachers, publishers
