"""A teacher writes a fact with its date, people and source; a publisher publishes it; a pupil is asked it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import Sender
from .people import GAZETTE, PASSWORD
from .site import Site

pytestmark = pytest.mark.browser
QUARTERLY = "North Korea Between Moscow and Peking"
TITLE = "Estwick and Dorland opened the first night ferry between their coasts"


def sign_in(page: Page, name: str) -> None:
    page.goto("/admin/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.locator("#content h1")).to_be_visible()


def pick(page: Page, field: str, name: str) -> None:
    """Type into a choice that is searched, and take what it finds."""
    page.locator(f"#id_{field} + .select2 .select2-selection").click()
    page.locator(".select2-search__field").last.fill(name)
    page.locator(".select2-results__option--highlighted", has_text=name).click()


def test_new_fact_is_asked_a_minute_later(visitor: Callable[..., Page], send: Sender, site: Site) -> None:
    teacher = visitor()
    sign_in(teacher, "teacher")
    write_fact(teacher)
    teacher.get_by_role("button", name="Save and submit for review").click()
    expect(teacher.locator(".messagelist")).to_contain_text("Saved and submitted for review.")
    address = teacher.url

    publisher = visitor("publisher")
    publisher.goto(address)
    publisher.get_by_role("button", name="Save and publish").click()
    expect(publisher.locator(".messagelist")).to_contain_text("Saved and published")
    expect(publisher.locator(".questions")).to_contain_text("When it happened")

    pupil = send()
    asked = pupil.study()  # for its date, or which of several things happened on that day
    assert TITLE in asked or "7 May 1946" in asked
    pupil.answer()
    pupil.page.get_by_role("link", name="Everything that is known about this fact").click()
    expect(pupil.page.locator("h1")).to_have_text(TITLE)
    expect(pupil.page.locator(".particulars")).to_contain_text("7 May 1946")


def write_fact(page: Page) -> None:
    page.locator(".model-fact .addlink").click()
    pick(page, "base", "A small world")
    page.locator("#id_kind").select_option("event")
    page.locator("#id_type").fill("opening")
    page.locator("#id_printed").fill(TITLE)
    page.locator("#id_dates-0-role").select_option("when")
    page.locator("#id_dates-0-date").fill("1946-05-07")
    pick(page, "participations-0-actor", "Estwick")
    page.locator("#id_participations-0-role").select_option("participant")
    pick(page, "citations-0-source", GAZETTE)


def test_contested_date_is_entered_on_one_page(visitor: Callable[..., Page], look: str) -> None:
    """A publisher meets the refusal, follows its link, and writes both sides with their sources."""
    page = visitor("publisher")
    page.goto("/admin/history/fact/add/")
    page.locator("#id_kind").select_option("event")
    page.locator("#id_type").fill("meeting")
    page.locator("#id_printed").fill("Estwick and Dorland spoke about timber")
    pick(page, "base", "A small world")
    page.locator("#id_dates-0-role").select_option("when")
    page.locator("#id_dates-0-date").fill("1956-05-02")
    page.locator("#id_standing").select_option("contested")
    page.get_by_role("button", name="Save and publish").click()
    page.locator(".messagelist").get_by_role("link", name="Add or cite positions").click()
    expect(page).to_have_url(re.compile("#positions-group$"))
    for number, (value, source) in enumerate((("1956-05-02", GAZETTE), ("1956-05-03", QUARTERLY))):
        page.locator(f"#id_positions-{number}-value").fill(value)
        pick(page, f"positions-{number}-source", source)
    page.get_by_role("button", name="Save and submit for review").click()
    expect(page.locator("#positions-0 .field-sources")).to_contain_text(GAZETTE)
    expect(page.locator(".field-against")).to_contain_text("Nothing: its citations carry it.")


def test_page_of_a_fact_fits_the_screen(visitor: Callable[..., Page], look: str) -> None:
    page = visitor("publisher")
    page.goto("/admin/history/fact/add/")
    width = page.evaluate("document.documentElement.clientWidth")
    for field in ("id_dates-0-date", "id_dates-0-note", "id_participations-0-described_as"):
        box = page.locator(f"#{field}").bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_source_address_is_never_a_script(visitor: Callable[..., Page]) -> None:
    page = visitor("teacher")
    page.goto("/admin/history/source/add/")
    page.locator("#id_address").fill("javascript:alert(5)")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".field-address .errorlist")).to_contain_text("begins with http:// or https://")


@pytest.mark.parametrize("model", ["history/fact", "history/source", "history/actor", "quizzes/bankquestion"])
def test_pages_of_the_desk_are_quiet(visitor: Callable[..., Page], model: str) -> None:
    """No console error on the list, the page of a row and its history."""
    page = visitor("publisher")
    page.goto(f"/admin/{model}/")
    page.locator("#result_list tbody th a").first.click()
    expect(page.locator("#content h1")).to_be_visible()
    page.wait_for_load_state("networkidle")
