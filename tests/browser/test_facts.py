"""The facts: searched, listed, and each with all that it rests on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .watching import Watch, assert_sound

pytestmark = pytest.mark.browser
READER = "korea-0"


@pytest.fixture
def page(visitor: Callable[..., Page]) -> Page:
    return visitor(READER)


def search(page: Page, words: str) -> None:
    page.goto("/facts/")
    page.get_by_role("searchbox").fill(words)
    page.get_by_role("searchbox").press("Enter")


def test_list_and_its_pages(page: Page, look: str) -> None:
    page.goto("/facts/")
    expect(page.locator(".listing > li")).to_have_count(50)
    assert_sound(page)
    first = page.locator(".listing a").first.inner_text()
    page.get_by_role("link", name="Later").click()
    expect(page.locator(".pages")).to_contain_text("Page 2 of")
    assert page.locator(".listing a").first.inner_text() != first
    page.go_back()
    expect(page.locator(".listing a").first).to_have_text(first)


def test_search(page: Page, look: str) -> None:
    search(page, "Estwick 1956")
    expect(page.get_by_role("main")).to_contain_text("1 fact with “Estwick 1956”")
    expect(page.get_by_role("searchbox")).to_have_value("Estwick 1956")
    assert_sound(page)
    search(page, "narnia")
    expect(page.get_by_role("main")).to_contain_text("Nothing holds all of these words.")
    assert_sound(page)
    page.get_by_role("link", name="see all facts").click()
    expect(page.locator(".listing > li")).to_have_count(50)


def test_contested_fact_shows_who_holds_what(page: Page, look: str) -> None:
    search(page, "Liberation Tower")
    contested = page.locator(".listing li").filter(has_text="Contested").get_by_role("link").first
    title = contested.inner_text()
    contested.click()
    expect(page.locator("h1")).to_have_text(title)
    expect(page.get_by_role("heading", name="Who holds what")).to_be_visible()
    assert page.locator(".positions > li").count() >= 2
    assert page.locator(".entries.numbered > li").count() >= 2
    assert_sound(page)


def test_citation_styles(page: Page) -> None:
    page.goto("/facts/1/")
    shown = set()
    for style in ("Chicago", "APA", "MLA"):
        page.get_by_role("link", name=style, exact=True).click()
        expect(page.locator("main .styles [aria-current]")).to_have_text(style)
        shown.add(page.locator(".numbered").first.inner_text())
    assert len(shown) == 3


def test_links_to_sources_tell_them_nothing(page: Page) -> None:
    search(page, "Liberation Tower")
    seen = 0
    for address in page.locator(".listing a").evaluate_all("links => links.map((link) => link.href)"):
        page.goto(address)
        outward = page.locator("main a[href^=http]")
        seen += outward.count()
        for link in outward.all():
            assert link.get_attribute("rel") == "noreferrer noopener"
    assert seen >= 5


def test_unknown_fact_is_not_here(page: Page, watch: Watch, look: str) -> None:
    with watch.expecting("404"):
        page.goto("/facts/999999/")
        expect(page.locator("h1")).to_have_text("Not here")
    assert_sound(page)
    page.get_by_role("link", name="To the first page").click()
    expect(page.locator("h1")).to_have_text(f"Good to see you, {READER}")


@pytest.mark.parametrize("standing", ["Established", "Reported", "Claimed", "Contested", "Praise or opinion"])
def test_every_standing_has_a_sound_page(page: Page, standing: str) -> None:
    for number in (1, 2, 3, 4, 5, 6):
        page.goto(f"/facts/?page={number}")
        found = page.locator(".listing li").filter(has=page.locator(".standing", has_text=standing))
        if found.count():
            found.get_by_role("link").first.click()
            break
    expect(page.locator(".fact-head .standing").first).to_be_visible()
    assert_sound(page)
