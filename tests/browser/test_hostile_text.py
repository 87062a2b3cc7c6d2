"""Whatever people write is text: markup, HTMX attributes, template tags and script addresses among it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from .conftest import Sender
from .people import ADDRESS, HOSTILE
from .study_page import Pupil
from .watching import assert_sound, scrolls_sideways

pytestmark = pytest.mark.browser
ALIVE = """() => [...document.querySelectorAll("*")]
    .filter((element) => element.matches("main img, main b[hx-get], [onerror], main script")
        || (element.href && !/^https?:/.test(element.href.baseVal ?? element.href)))
    .map((element) => element.outerHTML)"""


@pytest.fixture
def hostile(send: Sender) -> Pupil:
    return send("hostile")


def assert_only_text(page: Page, *, at_least: int = 1) -> None:
    assert page.evaluate(ALIVE) == []
    assert page.locator("body").inner_text().count("<img src=x onerror=alert(1)>") >= at_least
    assert page.locator("body").inner_text().count("{{ 7*7 }}{% now %}") >= at_least
    assert scrolls_sideways(page) == ""


def test_list_and_fact_page(hostile: Pupil) -> None:
    page = hostile.page
    page.goto("/facts/?q=onerror")
    expect(page.locator(".listing li")).to_have_count(11)
    assert_only_text(page, at_least=11)
    for fact in page.locator(".listing a").evaluate_all("links => links.slice(0, 2).map((l) => l.href)"):
        page.goto(fact)
        expect(page.locator(f'main a[href="{ADDRESS}"]')).to_have_attribute("rel", "noreferrer noopener")
        assert_only_text(page, at_least=8)
        assert_sound(page)


def test_search_words_come_back_as_text(hostile: Pupil) -> None:
    hostile.page.goto("/facts/")
    hostile.page.get_by_role("searchbox").fill(HOSTILE)
    hostile.page.get_by_role("searchbox").press("Enter")
    expect(hostile.page.get_by_role("searchbox")).to_have_value(HOSTILE)
    assert_only_text(hostile.page)


def test_questions_and_verdicts(hostile: Pupil, look: str) -> None:
    """One fact after the other: a claim, then dates, actors and titles as they come."""
    hostile.study()
    for right in (True, False, True, False):
        assert_only_text(hostile.page)
        hostile.choose(right=right)
        hostile.check()
        expect(hostile.verdict).to_be_visible()
        assert_only_text(hostile.page, at_least=3)
        hostile.next()
    assert [right for _kind, right, _guessed in hostile.answers] == [1, 0, 1, 0]
