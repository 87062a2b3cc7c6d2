"""Every state of the pages of study that no story comes to: sound at both widths and in all schemes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page, expect

from .conftest import Sender
from .site import Site
from .study_page import Pupil
from .watching import Watch, assert_every_focus_is_visible, assert_sound

pytestmark = pytest.mark.browser
Visitor = Callable[..., Page]

STANDING = """
    SELECT fact_id FROM quizzes_bankquestion question JOIN history_fact fact ON fact.id = fact_id
    WHERE state = 'live' AND mode = 'single' AND standing = ? ORDER BY 1 LIMIT 1
"""


def assert_state(page: Page) -> None:
    assert_sound(page)
    assert_every_focus_is_visible(page)


def test_visitor_and_guest(visitor: Visitor, site: Site, look: str) -> None:
    page = visitor()
    page.goto("/")
    assert_state(page)
    pupil = Pupil(name="", page=page, site=site)
    pupil.study()
    assert_state(page)
    pupil.check()
    expect(page.locator("#card-error")).to_be_focused()
    assert_state(page)
    pupil.choose()
    pupil.press("I’m guessing")
    expect(pupil.title).to_have_text("Right, by a guess")
    assert_state(page)
    page.goto("/")
    expect(page.locator("h1")).to_have_text("Welcome back")
    assert_state(page)
    page.get_by_role("link", name="Go on with the session").click()
    pupil.press("End here")
    expect(pupil.title).to_have_text("Session finished")
    expect(page.locator(".keep")).to_be_visible()
    assert_state(page)


@pytest.mark.parametrize("standing", ["claimed", "contested", "reported"])
def test_question_and_verdict_of_each_standing(send: Sender, site: Site, look: str, standing: str) -> None:
    ((fact,),) = site.rows(STANDING, standing)
    pupil = send("korea")
    pupil.page.goto(f"/study/fact/{fact}/")
    assert_sound(pupil.page)
    pupil.answer(right=False)
    who_holds_what = pupil.page.get_by_role("heading", name="Who holds what")
    expect(who_holds_what).to_have_count(1 if standing == "contested" else 0)
    assert_state(pupil.page)


def test_home_with_everything_and_with_nothing(send: Sender, site: Site, look: str) -> None:
    pupil = send("one a day")
    page = pupil.page
    page.goto("/")
    page.get_by_role("button", name="Study 10").click()
    pupil.answer()
    page.goto("/")
    expect(page.get_by_role("heading", name="Go on where you stopped")).to_be_visible()
    assert_state(page)
    page.get_by_role("link", name="Go on with the session").click()
    pupil.answer()
    page.goto("/")
    expect(page.locator(".sentence").last).to_contain_text("Nothing left for today.")
    assert_state(page)
    with site.later(days=1):
        page.goto("/")
        expect(page.get_by_role("button", name="All 1 due")).to_be_visible()
        assert_state(page)


def test_summary_with_everything_open_and_the_keys(send: Sender, look: str) -> None:
    pupil = send("korea")
    page = pupil.page
    page.goto("/")
    page.get_by_role("button", name="Study 10").click()
    for right in (True, False):
        pupil.answer(right=right)
        pupil.next()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert_sound(page)
    page.keyboard.press("Escape")
    pupil.press("End here")
    expect(pupil.title).to_have_text("Session finished")
    page.get_by_text("What you got right").click()
    assert_state(page)


def test_quiz_form(send: Sender, look: str) -> None:
    page = send().page
    page.goto("/quiz/")
    assert_state(page)


def test_nothing_to_study_and_nothing_reported(send: Sender, look: str) -> None:
    page = send("idle").page
    page.goto("/")
    expect(page.get_by_role("main").get_by_role("link", name="Choose a set")).to_be_visible()
    for address in ("/", "/study/", "/reports/", "/accounts/data/"):
        page.goto(address)
        assert_state(page)


@pytest.mark.parametrize("status", [400, 403, 404, 411, 413, 500, 503])
def test_error_pages(visitor: Visitor, watch: Watch, look: str, status: int) -> None:
    """How each comes about is for other tests."""
    page = visitor()
    body = render_to_string(f"{status}.html")
    page.route("**/nowhere/", lambda route: route.fulfill(status=status, body=body, content_type="text/html"))
    with watch.expecting(str(status)):
        page.goto("/nowhere/")
        assert_state(page)


def test_locked_sign_in(visitor: Visitor, watch: Watch) -> None:
    page = visitor()
    page.goto("/accounts/login/")
    with watch.expecting("429|403"):
        for _ in range(12):
            page.get_by_label("Username").fill("nobody")
            page.get_by_label("Password").fill("wrong")
            with page.expect_navigation():
                page.keyboard.press("Enter")
            if page.locator("h1").inner_text() == "Wait a little":
                break
        expect(page.locator("h1")).to_have_text("Wait a little")
    assert_state(page)
