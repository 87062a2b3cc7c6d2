"""Two addresses for whoever watches over the site: does the process live, and can it answer students."""

from __future__ import annotations

import functools

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from quizzes.views import errors


@login_not_required
@require_safe
def alive(_request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is looked at."""
    return _said("ok")


@login_not_required
@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """The database answers and has the tables of this code: two queries, and nothing is written."""
    try:
        applied = MigrationRecorder(connection).applied_migrations().keys()
    except (DatabaseError, InterfaceError, OSError):
        errors.drop_connections()
        return _said("database", status=503)
    return _said("ok") if _needed() <= applied else _said("migrations", status=503)


@functools.cache
def _needed() -> frozenset[tuple[str, str]]:
    """The migrations of this code; they change only with it, and so with the process."""
    return frozenset(MigrationLoader(None).graph.nodes)


def _said(word: str, *, status: int = 200) -> HttpResponse:
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(word, status=status, content_type="text/plain; charset=utf-8", headers=headers)
