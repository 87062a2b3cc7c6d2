"""Study with the keyboard alone: every step can be reached, is seen to be reached, and goes on from there."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .conftest import Sender
from .keyboard import Keyboard
from .study_page import Pupil, look_at_the_verdict
from .watching import assert_focus_is_visible

pytestmark = pytest.mark.browser


def press(pupil: Pupil, *keys: str) -> None:
    for key in keys:
        pupil.page.keyboard.press(key)


def digit(pupil: Pupil, *, right: bool) -> str:
    """The key of the first option that is right, or wrong."""
    return pupil.option(right=right).locator("kbd").inner_text()


def test_digits_and_enter(pupil: Pupil, look: str) -> None:
    stem = pupil.study()
    pupil.expect_focus_on_title()
    for key in "1234":
        press(pupil, key)
        chosen = pupil.page.locator("label.option").nth(int(key) - 1).locator("input")
        expect(chosen).to_be_focused()
        expect(chosen).to_be_checked()
        assert_focus_is_visible(pupil.page)
    press(pupil, digit(pupil, right=True), "Enter")
    expect(pupil.title).to_have_text("Right")
    pupil.expect_focus_on_title()
    look_at_the_verdict(pupil.page)
    press(pupil, "Enter")
    expect(pupil.verdict).to_have_count(0)
    pupil.expect_focus_on_title()
    assert pupil.title.inner_text() != stem
    press(pupil, digit(pupil, right=False), "Enter")
    expect(pupil.title).to_have_text("Not right")
    assert pupil.answers == [("learn", 1, 0), ("learn", 0, 0)]


def test_tab_goes_through_the_question_and_the_verdict(pupil: Pupil, look: str) -> None:
    pupil.study()
    button = pupil.page.get_by_role("button", name="Check")
    guess = pupil.page.get_by_role("button", name="I’m guessing")
    press(pupil, "Tab")
    expect(pupil.page.locator("input[type=radio]").first).to_be_focused()
    assert_focus_is_visible(pupil.page)
    press(pupil, "Space", "ArrowDown")
    expect(pupil.page.locator("input[type=radio]").nth(1)).to_be_checked()
    assert_focus_is_visible(pupil.page)
    press(pupil, "Tab")
    expect(button).to_be_focused()
    assert_focus_is_visible(pupil.page)
    press(pupil, "Tab")
    expect(guess).to_be_focused()
    assert_focus_is_visible(pupil.page)
    press(pupil, "Space")
    expect(pupil.verdict).to_be_visible()
    pupil.expect_focus_on_title()
    press(pupil, "Tab")
    expect(pupil.page.get_by_role("link", name="Next")).to_be_focused()
    assert_focus_is_visible(pupil.page)
    press(pupil, "Tab")
    expect(pupil.page.get_by_role("button", name="Undo this answer")).to_be_focused()
    assert_focus_is_visible(pupil.page)
    press(pupil, "Enter")
    expect(pupil.verdict).to_have_count(0)
    pupil.expect_focus_on_title()
    assert [kind for kind, _right, _guessed in pupil.answers] == ["learn", "undo"]


def test_second_half_of_a_double_press_does_not_skip_the_verdict(pupil: Pupil) -> None:
    pupil.study()
    press(pupil, digit(pupil, right=True), "Enter")
    expect(pupil.title).to_have_text("Right")
    press(pupil, "Enter")
    pupil.page.wait_for_timeout(800)
    expect(pupil.title).to_have_text("Right")
    press(pupil, "Enter")
    expect(pupil.verdict).to_have_count(0)


def test_enter_without_a_choice_explains_itself(pupil: Pupil) -> None:
    pupil.study()
    press(pupil, "Tab", "Enter")
    expect(pupil.page.locator("#card-error")).to_be_focused()
    press(pupil, digit(pupil, right=True), "Enter")
    expect(pupil.title).to_have_text("Right")
    assert pupil.answers == [("learn", 1, 0)]


def test_what_has_the_focus_is_never_hidden(send: Sender) -> None:
    """The bar with the buttons sticks to the lower edge and must not cover what it stands before."""
    pupil = send("korea")
    pupil.page.set_viewport_size({"width": 320, "height": 480})
    pupil.study()
    pupil.choose(right=False)
    pupil.check()
    expect(pupil.verdict).to_be_visible()
    places = pupil.page.locator("#card a, #card button").count()
    for _ in range(places):
        press(pupil, "Tab")
        pupil.page.wait_for_timeout(30)
        covered = pupil.page.evaluate(
            """() => {
                const place = document.activeElement;
                const box = place.getClientRects()[0];
                const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
                return top === place || place.contains(top) ? "" : place.outerHTML.slice(0, 200);
            }"""
        )
        assert not covered


def test_account_menu_closes_by_escape_and_when_it_is_left(pupil: Pupil) -> None:
    page, keys = pupil.page, Keyboard(pupil.page)
    page.goto("/facts/")
    summary = page.locator("#account-menu summary")
    keys.use(summary, "Enter")
    expect(page.get_by_role("link", name="Settings")).to_be_visible()
    keys.press("Tab", "Escape")
    expect(page.get_by_role("link", name="Settings")).to_be_hidden()
    expect(summary).to_be_focused()
    keys.press("Enter", "Shift+Tab")
    expect(page.get_by_role("link", name="Settings")).to_be_hidden()
