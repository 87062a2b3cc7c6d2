"""On paper: what is read, in black on white, and nothing that is pressed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import Sender
from .watching import assert_accessible

pytestmark = pytest.mark.browser

PRESSED = "nav, button, form, .button, .skip, .colophon"


def assert_readable(page: Page) -> None:
    """A dark screen prints as light as any other."""
    page.emulate_media(media="print")
    visible = [element for element in page.locator(PRESSED).all() if element.is_visible()]
    assert [element.evaluate("element => element.outerHTML.slice(0, 160)") for element in visible] == []
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    ink = page.locator("main p").first.evaluate("element => getComputedStyle(element).color")
    assert (paper, ink) == ("rgb(255, 255, 255)", "rgb(0, 0, 0)")
    assert_accessible(page, "color-contrast")


def test_fact_on_paper(visitor: Callable[..., Page], look: str) -> None:
    page = visitor()
    page.goto("/facts/1/")
    title = page.locator("h1").inner_text()
    assert_readable(page)
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator(".entries.numbered > li").first).to_be_visible()


def test_summary_on_paper(send: Sender, look: str) -> None:
    pupil = send("korea")
    page = pupil.page
    page.goto("/")
    page.get_by_role("button", name="Study 10").click()
    pupil.answer(right=False)
    pupil.press("End here")
    expect(pupil.title).to_have_text("Session finished")
    assert_readable(page)
    expect(page.locator(".figures")).to_be_visible()
    expect(page.locator(".revisit .entry").first).to_be_visible()
