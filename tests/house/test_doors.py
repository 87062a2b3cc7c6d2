"""Every view says who may see it; the open ones are listed here, one by one."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from quizzes.views.languages import ONLY_SENT

OPEN = {
    "",
    "accounts/language/",
    "accounts/login/",
    "accounts/logout/",
    "accounts/signup/",
    "admin/login/",
    "sets/",
    "sets/<int:pk>/",
    "sets/join/",
    "sets/join/<str:code>/",
    "healthz",
    "readyz",
    "study/",
    "study/answer/",
    "study/fact/<int:fact>/",
    "study/reading/",
    "facts/",
    "facts/<int:pk>/",
    "facts/timeline/",
    "facts/actors/",
    "facts/actors/<int:pk>/",
    "facts/agreements/",
    "facts/agreements/<int:pk>/",
    "facts/sources/",
    "facts/sources/<int:pk>/",
}
"""Home, the ways in and out, two words for whoever watches over the machine; the evidence and the sets,
which are there to be read; the language of the pages; the first question, whose answer makes a guest, and how
a typed date is read. Whatever else is open must be argued for here."""


def views(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from views(entry, route)
        else:
            yield route, entry


def is_open(pattern: URLPattern) -> bool:
    return not getattr(pattern.callback, "login_required", True)


@pytest.mark.pure
def test_open_views_are_exactly_these():
    found = {route for route, pattern in views(get_resolver()) if is_open(pattern)}
    assert found - {r"static/(?P<path>.*)$"} == OPEN


@pytest.mark.django_db
def test_stranger_is_sent_to_the_door_everywhere_else(client):
    for route, pattern in views(get_resolver()):
        if is_open(pattern) or "<" in route or "(?P" in route or "$" in route:
            continue
        answer = client.get(f"/{route}")
        assert answer.status_code in (301, 302, 405), route
        if answer.status_code == 302:
            assert "login" in answer["Location"], route


def methods(view: Callable[..., object] | None) -> set[str]:
    """The verbs that a view is held to by its decorators; none where it takes all."""
    found: set[str] = set()
    while view is not None:
        held = inspect.getclosurevars(view).nonlocals
        found |= set(held.get("request_method_list", ()))
        view = getattr(view, "__wrapped__", None)
    return found


@pytest.mark.pure
def test_whoever_changes_the_language_on_a_page_that_a_form_brought_up_is_led_to_one_that_can_be_asked_for():
    named = {
        pattern.name: pattern
        for route, pattern in views(get_resolver())
        if pattern.name and not route.startswith("admin/")
    }
    only_sent = {name for name, pattern in named.items() if methods(pattern.callback) == {"POST"}}
    assert set(ONLY_SENT) == only_sent
    for name, (page, *kept) in ONLY_SENT.items():
        assert page not in only_sent
        assert set(kept) == set(named[page].pattern.converters) <= set(named[name].pattern.converters)
