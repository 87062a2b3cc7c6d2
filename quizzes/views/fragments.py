"""One place decides between a page and the fragment that stands in it, and where a form leads."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers

LONGEST_ADDRESS = 2000
"""Characters of an address that a browser is led to; Django refuses longer ones with an error."""


def wants_fragment(request: HttpRequest) -> bool:
    """HTMX asks for a fragment, except when it restores a page that the browser has forgotten."""
    htmx = request.htmx  # type: ignore[attr-defined]  # set by django-htmx
    return bool(htmx) and not htmx.history_restore_request


def render_fragment(
    request: HttpRequest, *, page: str, fragment: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """The fragment alone for HTMX, else the page that includes the template named by `fragment`.

    Neither is kept anywhere, so that going back asks the server what holds now.
    """
    template = fragment if wants_fragment(request) else page
    response = render(request, template, {**context, "fragment": fragment}, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    patch_cache_control(response, no_store=True, private=True)
    return response


def see_other(address: str) -> HttpResponse:
    """After a POST: look there, with GET."""
    return HttpResponseRedirect(address, status=303)
