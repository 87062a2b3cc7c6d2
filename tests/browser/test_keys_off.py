"""Single keys act in the card and nowhere else, and not at all for who has turned them off."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .keyboard import Keyboard
from .study_page import Pupil, look_at_the_verdict

pytestmark = pytest.mark.browser
SPECIAL = ("1", "2", "u", "?", "Space")
WRITTEN = "1 2 u? 34"


def expect_nothing_happened(pupil: Pupil, stem: str) -> None:
    expect(pupil.title).to_have_text(stem)
    assert pupil.page.locator("#card :checked").count() == 0
    assert pupil.page.locator("dialog[open]").count() == 0
    assert pupil.answers == []


def test_list_of_keys_opens_and_closes(pupil: Pupil) -> None:
    page, keys = pupil.page, Keyboard(pupil.page)
    pupil.study()
    keys.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    expect(page.get_by_role("heading", name="Keys")).to_be_focused()
    keys.press("1", "u", "?")
    keys.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    pupil.expect_focus_on_title()
    assert page.locator("#card :checked").count() == 0
    opener = page.get_by_role("button", name="Keys")
    keys.use(opener, "Space")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    keys.use(page.get_by_role("button", name="Close"), "Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(opener).to_be_focused()


def test_keys_turned_off_do_nothing_in_the_card(pupil: Pupil, look: str) -> None:
    page, keys = pupil.page, Keyboard(pupil.page)
    page.goto("/accounts/settings/")
    keys.use(page.locator(".fold summary"))
    keys.use(page.get_by_label("Single keys answer questions"), "Space")
    keys.button("Save")
    expect(page.locator(".notice").first).to_have_text("Your settings are saved.")
    stem = pupil.study()
    pupil.expect_focus_on_title()
    expect(page.locator("#card kbd")).to_have_count(0)
    keys.press(*SPECIAL, "Enter")
    page.wait_for_timeout(300)
    expect_nothing_happened(pupil, stem)
    keys.choose(pupil.index(), script=False)
    keys.button("Check")
    expect(pupil.title).to_have_text("Right")
    keys.press(*SPECIAL, "Enter")
    page.wait_for_timeout(300)
    expect(pupil.title).to_have_text("Right")
    look_at_the_verdict(page)
    keys.link("Next")
    expect(pupil.verdict).to_have_count(0)
    assert pupil.answers == [("learn", 1, 0)]


def test_keys_are_letters_where_one_writes(pupil: Pupil) -> None:
    page, keys = pupil.page, Keyboard(pupil.page)
    stem = pupil.study()
    keys.use(page.get_by_text("Report this question"))
    field = page.get_by_label("In your words")
    keys.reach(field)
    keys.write(WRITTEN)
    expect(field).to_have_value(WRITTEN)
    expect_nothing_happened(pupil, stem)
    keys.reach(page.get_by_role("button", name="Keys"))
    keys.press("1", "u", "?")
    expect_nothing_happened(pupil, stem)
    page.goto("/facts/")
    box = page.get_by_role("searchbox")
    keys.reach(box)
    keys.write(WRITTEN)
    expect(box).to_have_value(WRITTEN)


def test_a_report_does_not_move_the_card(pupil: Pupil) -> None:
    page, keys = pupil.page, Keyboard(pupil.page)
    stem = pupil.study()
    keys.use(page.get_by_text("Report this question"))
    keys.button("Send to the teacher")
    expect(page.locator("#report .error")).to_be_focused()
    keys.use(page.get_by_label("The answer given as right is wrong"), "Space")
    keys.button("Send to the teacher")
    expect(page.locator("#report")).to_contain_text("Thank you.")
    expect(page.locator("#report [tabindex]").first).to_be_focused()
    expect_nothing_happened(pupil, stem)
    keys.press("1")
    expect(page.locator("input[name=choice]").first).to_be_checked()
