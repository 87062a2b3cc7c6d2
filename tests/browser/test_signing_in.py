"""In and out: the first page, the login form, and the way back to the page that was asked for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .people import PASSWORD
from .watching import assert_focus_is_visible, assert_sound

pytestmark = pytest.mark.browser
OWN = "/accounts/settings/"
"""A page that nobody sees without having signed in."""


def test_sign_in_and_log_out(visitor: Callable[..., Page], look: str) -> None:
    page = visitor()
    page.goto("/")
    expect(page.locator("h1")).to_have_text("History you can check")
    assert_sound(page)
    page.goto(OWN)
    expect(page).to_have_url(f"/accounts/login/?next={OWN}")
    assert_sound(page)
    page.get_by_label("Username").fill("pupil")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    expect(page).to_have_title("Error: Sign in · Attest")
    assert_sound(page)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(OWN)
    page.goto("/")
    assert_sound(page)
    page.locator("#account-menu summary").click()
    assert_sound(page)
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("navigation").get_by_role("link", name="Sign in")).to_be_visible()
    page.goto(OWN)
    expect(page).to_have_url(f"/accounts/login/?next={OWN}")


def test_sign_in_by_keyboard(visitor: Callable[..., Page]) -> None:
    page = visitor()
    page.goto("/accounts/login/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    assert_focus_is_visible(page)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Username")).to_be_focused()
    assert_focus_is_visible(page)
    page.keyboard.type("pupil")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url("/")
    menu = page.locator("#account-menu")
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    for name in ("Your progress", "Your cards", "Settings", "My data", "What I reported", "Password"):
        page.keyboard.press("Tab")
        expect(menu.get_by_role("link", name=name)).to_be_focused()
        assert_focus_is_visible(page)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Log out")).to_be_focused()
    assert_focus_is_visible(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("navigation").get_by_role("link", name="Sign in")).to_be_visible()


def test_log_out_in_another_tab(visitor: Callable[..., Page]) -> None:
    """A page that was open is not served to whoever comes next, and going back does not show it."""
    page = visitor()
    page.goto(f"/accounts/login/?next={OWN}")
    page.get_by_label("Username").fill("pupil")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("#settings-form")).to_be_visible()
    page.locator("#account-menu summary").click()
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("navigation").get_by_role("link", name="Sign in")).to_be_visible()
    page.go_back()
    expect(page.locator("h1")).to_have_text("Sign in")
