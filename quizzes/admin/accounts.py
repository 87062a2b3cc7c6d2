"""Accounts as superusers see them: where somebody becomes a member of the staff."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest

admin.site.unregister(User)


@admin.register(User)
class AccountAdmin(UserAdmin):
    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Names may hold spaces here, which Django's form would refuse to save again: those it only shows."""
        fixed = super().get_readonly_fields(request, obj)
        return (*fixed, "username") if obj is not None and _unusual(obj.username) else fixed


def _unusual(name: str) -> bool:
    try:
        User.username_validator(name)
    except ValidationError:
        return True
    return False
