"""Sources, actors, agreements and the timeline, read by somebody without an account."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .site import Site
from .watching import assert_focus_is_visible, assert_sound

pytestmark = pytest.mark.browser

SHOWN = {
    "agreement": "SELECT agreement_id FROM history_fact WHERE agreement_id GROUP BY 1 ORDER BY count(*) DESC",
    "actor": "SELECT actor_id FROM history_participation GROUP BY 1 ORDER BY count(*) DESC",
    "source": "SELECT source_id FROM history_erratum GROUP BY 1 ORDER BY count(*) DESC",
}


@pytest.fixture
def page(visitor: Callable[..., Page]) -> Page:
    return visitor()


@pytest.mark.parametrize("kind", SHOWN)
def test_page_of_each_kind_is_sound(page: Page, site: Site, look: str, kind: str) -> None:
    ((pk,), *_) = site.rows(SHOWN[kind])
    page.goto(f"/facts/{kind}s/{pk}/")
    expect(page.locator(".shelf [aria-current]")).to_have_text(f"{kind.capitalize()}s")
    expect(page.locator(".standing").first).to_be_visible()
    assert_sound(page)
    page.locator(".says").first.locator("xpath=ancestor::li").get_by_role("link").first.click()
    expect(page.locator(".fact-head .standing").first).to_be_visible()


@pytest.mark.parametrize("kind", ["actors", "agreements", "sources"])
def test_lists_are_sound_and_searched(page: Page, look: str, kind: str) -> None:
    page.goto(f"/facts/{kind}/")
    assert_sound(page)
    first = page.locator(".listing a").first.inner_text()
    page.get_by_role("searchbox").fill(first[:40])
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator(".listing a").first).to_be_visible()
    page.get_by_role("searchbox").fill("narnia")
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator("#count")).to_have_text(f"0 {kind}")
    assert_sound(page)


def test_filters_narrow_the_list_and_can_be_taken_away(page: Page, look: str) -> None:
    page.goto("/facts/")
    page.get_by_text("Narrow it down").click()
    page.get_by_label("How far it stands").select_option("Contested")
    page.get_by_label("From year").fill("1945")
    page.get_by_role("button", name="Show these").click()
    expect(page.get_by_label("From year")).to_have_value("1945")
    badges = page.locator(".listing > li").filter(has=page.locator(".standing.contested"))
    expect(badges).to_have_count(page.locator(".listing > li").count())
    assert_sound(page)
    page.get_by_label("From year").fill("soon")
    page.get_by_role("button", name="Show these").click()
    expect(page.locator(".error")).to_have_text("“soon” is not a year: write 1949, 44 BCE or -43.")
    assert_sound(page)


@pytest.mark.parametrize(
    "address", ["", "?century=1900", "?decade=1940", "?year=1949", "?year=2019", "?year=x"]
)
def test_timeline_is_sound_at_every_level(page: Page, look: str, address: str) -> None:
    page.goto(f"/facts/timeline/{address}")
    expect(page.locator("svg.chart[role=group]")).to_be_visible()
    expect(page.locator("caption")).to_be_visible()
    assert_sound(page)


def zoom(page: Page, press: Callable[[str], None]) -> None:
    """From the whole base to a fact and back to all centuries; `press` follows the link of that name."""
    page.goto("/facts/timeline/")
    for name in ("20th century", "1940s", "1949"):
        press(f"svg.chart a:has-text('{name}')")
        expect(page.locator("h1")).to_have_text(f"Timeline: {name}")
    press(".way a[rel=next]")
    expect(page.locator("h1")).to_have_text("Timeline: 1950")
    for name in ("Timeline: 1950s", "Timeline: 20th century", "Timeline"):
        press(".way a:not([rel])")
        expect(page.locator("h1")).to_have_text(name)
    page.goto("/facts/timeline/?year=1949")
    title = page.locator("tbody a").first.inner_text()
    press("svg.chart.year > a >> nth=0")
    expect(page.locator("h1")).to_have_text(title)


def test_timeline_is_zoomed_by_keyboard(page: Page) -> None:
    def press(link: str) -> None:
        wanted = page.locator(link).first
        wanted.wait_for()
        for _ in range(60):
            page.keyboard.press("Tab")
            if wanted.evaluate("element => element === document.activeElement"):
                break
        assert_focus_is_visible(page)
        page.keyboard.press("Enter")

    zoom(page, press)


def test_timeline_is_zoomed_without_script(visitor: Callable[..., Page]) -> None:
    page = visitor(script=False)
    zoom(page, lambda link: page.locator(link).first.click())


def test_marks_can_be_pressed_on_a_narrow_screen(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/facts/timeline/?year=2019")
    boxes = page.locator("svg.chart.year > a .hit").evaluate_all(
        "marks => marks.map((mark) => mark.getBoundingClientRect()).map((box) => [box.x, box.y, box.width])"
    )
    assert len(boxes) > 10
    for index, (x, y, width) in enumerate(boxes):
        assert width >= 24
        assert 0 <= x <= 360 - 24
        for other_x, other_y, _ in boxes[index + 1 :]:
            assert abs(x - other_x) >= 24 or abs(y - other_y) >= 24


def test_addresses_are_shown_by_their_host_and_printed_in_full(page: Page) -> None:
    page.goto("/facts/?q=annexation")
    page.locator(".listing a").first.click()
    link = page.locator(".entry a").first
    address = link.get_attribute("href") or ""
    assert "/" not in link.inner_text()
    assert link.inner_text() in address
    page.emulate_media(media="print")
    printed = link.evaluate("element => getComputedStyle(element, '::after').content")
    assert address in printed
