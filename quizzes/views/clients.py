"""Who asks: where a request comes from, also behind proxies, and who is signed in."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest

LONGEST = 150
"""Characters of a user's name, as Django keeps it."""


class SignedIn(HttpRequest):
    """LoginRequiredMiddleware lets nobody else through to the views that take one."""

    user: User


def client_address(request: HttpRequest) -> str | None:
    """The client's address: what the outermost of our PROXIES has noted, or who is connected to us.

    Each proxy adds to the right of X-Forwarded-For whom it was called by, so what stands further to the
    left than our proxies reach was written by the client, and is not believed.
    """
    connected: str | None = request.META.get("REMOTE_ADDR")
    noted = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if not 0 < settings.PROXIES <= len(noted):
        return connected
    address = noted[-settings.PROXIES].strip()
    try:
        return connected if "%" in address else str(ip_address(address))  # no zone: the database takes none
    except ValueError:
        return connected


def attempted_name(request: HttpRequest, credentials: dict[str, str] | None = None) -> str | None:
    """The name that somebody tried to sign in with, cut to what a name can be: the count of attempts has no
    room for more, and no longer one can be anybody's.
    """
    given = credentials if credentials else request.POST
    name = given.get("username")
    return None if name is None else name[:LONGEST]


def nobody_in_particular(*_who: object) -> str:
    """What the log calls whoever could not sign in: neither name nor address belongs there."""
    return "somebody"
