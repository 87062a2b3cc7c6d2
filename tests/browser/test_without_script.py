"""Law 10: the same addresses and the same forms, with JavaScript switched off."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import Sender
from .people import PASSWORD
from .study_page import Pupil
from .watching import scrolls_sideways

pytestmark = pytest.mark.browser


@pytest.fixture
def plain(send: Sender) -> Pupil:
    return send(script=False)


def review_in(pupil: Pupil) -> str:
    expect(pupil.verdict).to_be_visible()
    parts = pupil.page.url.removeprefix(pupil.site.address).strip("/").split("/")
    assert parts[:2] == ["study", "verdict"]
    return parts[2]


def test_answer_verdict_and_next(plain: Pupil, look: str) -> None:
    stem = plain.study()
    assert scrolls_sideways(plain.page) == ""
    plain.answer()
    review = review_in(plain)
    assert scrolls_sideways(plain.page) == ""
    plain.page.reload()
    assert review_in(plain) == review
    plain.next()
    expect(plain.page).to_have_url("/study/")
    assert plain.title.inner_text() != stem
    assert plain.answers == [("learn", 1, 0)]


def test_guess_no_choice_and_undo(plain: Pupil) -> None:
    stem = plain.study()
    plain.check()
    expect(plain.page.locator("#card-error")).to_be_visible()
    expect(plain.page.locator(".masthead")).to_be_visible()
    plain.choose()
    plain.press("I’m guessing")
    expect(plain.title).to_have_text("Right, by a guess")
    plain.press("Undo this answer")
    expect(plain.page).to_have_url(re.compile(r"/study/\?again=\d+$"))
    expect(plain.title).to_have_text(stem)
    assert [kind for kind, _right, _guessed in plain.answers] == ["learn", "undo"]


def test_back_and_checked_again_shows_the_stored_verdict(plain: Pupil) -> None:
    stem = plain.study()
    plain.answer()
    review = review_in(plain)
    plain.page.go_back()
    if plain.title.inner_text() == stem:  # the browser kept the form
        plain.choose(right=False)
        plain.check()
        assert review_in(plain) == review
        expect(plain.title).to_have_text("Right")
    assert plain.answers == [("learn", 1, 0)]


def test_second_tab_is_told(plain: Pupil) -> None:
    plain.study()
    second = Pupil(name=plain.name, page=plain.page.context.new_page(), site=plain.site)
    second.study()
    plain.answer()
    second.choose()
    second.check()
    expect(second.title).to_have_text("Answered in another tab")
    assert plain.answers == [("learn", 1, 0)]


def test_session_lost_leads_to_the_login_and_back(plain: Pupil) -> None:
    plain.study()
    plain.choose()
    plain.page.context.clear_cookies(name="sessionid")
    plain.check()
    expect(plain.page).to_have_url("/accounts/login/?next=%2Fstudy%2F")
    assert plain.answers == []


def test_sign_in_search_and_log_out(visitor: Callable[..., Page]) -> None:
    page = visitor(script=False)
    page.goto("/accounts/login/?next=/facts/")
    page.get_by_label("Username").fill("pupil")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url("/facts/")
    page.get_by_role("searchbox").fill("timber estwick")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Agreement on Timber").first.click()
    expect(page.locator("h1")).to_contain_text("Agreement on Timber between Estwick and Ardenia")
    page.locator("#account-menu summary").click()
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("navigation").get_by_role("link", name="Sign in")).to_be_visible()
