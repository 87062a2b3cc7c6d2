"""Addresses as they are printed: a filter for templates."""

from __future__ import annotations

from urllib.parse import urlsplit

from django import template

register = template.Library()


@register.filter
def host(address: str) -> str:
    """The host of an address, which readers see in its place; the address itself where it has none.

    >>> host("https://www.example.org/a/long/path")
    'example.org'
    >>> host("https://example.org./the-root-has-a-dot")
    'example.org'
    """
    try:
        name = urlsplit(address).hostname or ""
    except ValueError:
        name = ""
    return name.removeprefix("www.").rstrip(".") or address
