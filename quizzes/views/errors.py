"""Pages for what went wrong. None of them needs the database, the session or the user."""

from __future__ import annotations

import errno
import sys

from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, DataError, IntegrityError, InterfaceError, ProgrammingError, connections
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

DISK_FAULTS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})
OUR_OWN_FAULTS = (IntegrityError, DataError, ProgrammingError)
SECONDS_TO_HEAL = 5


def is_storage_fault(error: BaseException | None) -> bool:
    """Whether the disk or the database failed, rather than our code.

    Django's session store hides the fault behind an error of its own, so the chain is followed. An error
    that the driver did not raise (Django's "Forced update did not affect any rows") has no cause.
    """
    while error is not None:
        if isinstance(error, OSError) and error.errno in DISK_FAULTS:
            return True
        if isinstance(error, DatabaseError | InterfaceError) and not isinstance(error, OUR_OWN_FAULTS):
            return error.__cause__ is not None or type(error) is not DatabaseError
        error = error.__cause__ or error.__context__
    return False


def drop_connections() -> None:
    """Close what may be broken: SQLite calls every connection usable, also one to a file that is gone."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close()


def _page(template: str, status: int) -> HttpResponse:
    """The page, with the headers that middleware would set, because it may not have been reached."""
    response = HttpResponse(render_to_string(template), status=status)
    response.headers[HEADER] = build_policy()
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Frame-Options"] = settings.X_FRAME_OPTIONS
    return response


def bad_request(_request: HttpRequest, exception: BaseException | None = None) -> HttpResponse:
    """The 400 page. Unlike Django's own it makes no CSRF token: that would read the body that is at fault."""
    return _page("400.html", 400)


def length_required(_request: HttpRequest) -> HttpResponse:
    return _page("411.html", 411)


def too_large(_request: HttpRequest) -> HttpResponse:
    return _page("413.html", 413)


def unavailable(_request: HttpRequest) -> HttpResponse:
    response = _page("503.html", 503)
    response.headers["Retry-After"] = str(SECONDS_TO_HEAL)
    return response


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:
    """The 500 page, or the 503 page where the storage failed outside of a view."""
    if is_storage_fault(sys.exc_info()[1]):
        drop_connections()
        return unavailable(request)
    return _page("500.html", 500)
