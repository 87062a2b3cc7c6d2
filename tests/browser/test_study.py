"""Study with HTMX: a question, its verdict, the next one, and everything that can come between."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from .conftest import Sender
from .study_page import Pupil
from .watching import Watch, assert_sound

pytestmark = pytest.mark.browser


def test_watch_notes_what_the_policy_refuses(pupil: Pupil, watch: Watch) -> None:
    """The control: without it, a silent console would prove nothing."""
    pupil.study()
    pupil.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")
    pupil.page.wait_for_timeout(200)
    assert watch.faults
    assert all("Content Security Policy" in fault for fault in watch.faults)
    watch.faults.clear()


def test_right_answer_and_on(pupil: Pupil, look: str) -> None:
    stem = pupil.study()
    assert_sound(pupil.page)
    pupil.page.evaluate("window.stillHere = true")
    pupil.answer()
    pupil.expect_focus_on_title()
    expect(pupil.page.locator(".option.chosen-key .mark")).to_have_text("Your answer, right")
    assert_sound(pupil.page)
    pupil.next()
    pupil.expect_focus_on_title()
    assert pupil.title.inner_text() != stem
    assert pupil.page.url.endswith("/study/")
    assert pupil.page.evaluate("window.stillHere")
    assert pupil.answers == [("learn", 1, 0)]


def test_wrong_answer(pupil: Pupil, look: str) -> None:
    pupil.study()
    pupil.answer(right=False)
    expect(pupil.page.locator(".option.chosen-wrong .mark")).to_have_text("Your answer, wrong")
    expect(pupil.page.locator(".option.key .mark")).to_have_text("The answer")
    assert_sound(pupil.page)
    assert pupil.answers == [("learn", 0, 0)]


def test_guess(pupil: Pupil) -> None:
    pupil.study()
    pupil.choose()
    pupil.press("I’m guessing")
    expect(pupil.title).to_have_text("Right, by a guess")
    pupil.expect_focus_on_title()
    assert pupil.answers == [("learn", 1, 1)]


def test_no_choice(pupil: Pupil, look: str) -> None:
    stem = pupil.study()
    pupil.check()
    error = pupil.page.locator("#card-error")
    expect(error).to_have_text("Choose one of the answers first; nothing was counted.")
    expect(error).to_be_focused()
    assert pupil.title.inner_text() == stem
    assert_sound(pupil.page)
    assert pupil.answers == []
    pupil.answer()
    assert pupil.answers == [("learn", 1, 0)]


def test_undo(pupil: Pupil, look: str) -> None:
    stem = pupil.study()
    pupil.answer(right=False)
    pupil.press("Undo this answer")
    expect(pupil.title).to_have_text(stem)
    pupil.expect_focus_on_title()
    assert pupil.page.locator(":checked").count() == 0
    assert_sound(pupil.page)
    pupil.answer()
    assert [kind for kind, _right, _guessed in pupil.answers] == ["learn", "undo", "learn"]


def test_nothing_left(send: Sender, look: str) -> None:
    pupil = send("one a day")
    pupil.study()
    pupil.answer()
    pupil.next()
    pupil.answer()  # the next learning step comes early, because nothing else is left
    pupil.next()
    expect(pupil.title).to_have_text("Nothing left for now")
    pupil.expect_focus_on_title()
    expect(pupil.page.locator("#card")).to_contain_text("You answered 1 card today.")
    assert_sound(pupil.page)


def test_no_set(send: Sender) -> None:
    pupil = send("idle")
    assert pupil.study() == "No set to study yet"
    assert_sound(pupil.page)


def test_back_after_an_answer_leads_to_its_verdict(pupil: Pupil) -> None:
    """From the page of the fact to the verdict, from there to where she came from, and forward again."""
    pupil.page.goto("/")
    pupil.page.get_by_role("navigation").get_by_role("link", name="Study").click()
    pupil.title.wait_for()
    pupil.answer()
    verdict = pupil.page.url
    pupil.page.get_by_role("link", name="Everything that is known about this fact").click()
    expect(pupil.page).to_have_url(f"{pupil.site.address}/facts/{fact_in(pupil.page)}/")
    pupil.page.go_back()
    expect(pupil.page).to_have_url(verdict)
    expect(pupil.page.locator(".masthead")).to_be_visible()
    expect(pupil.title).to_have_text("Right")
    pupil.page.go_back()
    expect(pupil.page.locator("h1")).to_have_text(f"Good to see you, {pupil.name}")
    pupil.page.go_forward()
    expect(pupil.page).to_have_url(verdict)
    expect(pupil.title).to_have_text("Right")
    assert pupil.answers == [("learn", 1, 0)]


def fact_in(page: Page) -> str:
    page.wait_for_url("**/facts/*/")
    return page.url.rstrip("/").rsplit("/", 1)[1]


def test_second_tab_is_told(pupil: Pupil, look: str) -> None:
    stem = pupil.study()
    second = Pupil(name=pupil.name, page=pupil.page.context.new_page(), site=pupil.site)
    assert second.study() == stem
    pupil.answer()
    second.choose(right=False)
    second.check()
    expect(second.title).to_have_text("Answered in another tab")
    second.expect_focus_on_title()
    assert_sound(second.page)
    assert pupil.answers == [("learn", 1, 0)]
    second.next()
    second.answer()
    assert len(pupil.answers) == 2


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_double_click_counts_once(send: Sender, script: bool) -> None:
    pupil = send(script=script)
    pupil.study()
    pupil.choose()
    pupil.page.get_by_role("button", name="Check").dblclick()
    expect(pupil.title).to_have_text("Right")
    pupil.page.wait_for_load_state("networkidle")
    expect(pupil.title).to_have_text("Right")
    assert pupil.answers == [("learn", 1, 0)]


def test_session_lost_leads_to_the_login_and_back(pupil: Pupil) -> None:
    stem = pupil.study()
    pupil.choose()
    pupil.page.context.clear_cookies(name="sessionid")
    pupil.check()
    pupil.page.wait_for_url("**/accounts/login/?next=%2Fstudy%2F")
    expect(pupil.page.locator("h1")).to_have_text("Sign in")
    assert pupil.answers == []
    session = {"name": "sessionid", "value": pupil.site.sessions[pupil.name], "url": pupil.site.address}
    pupil.page.context.add_cookies([session])
    assert pupil.study() == stem
