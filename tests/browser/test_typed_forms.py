"""Answers that are typed: because a card is strong, or because the student wants it; how a date is read."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from .conftest import Sender
from .keyboard import Keyboard
from .study_page import Pupil
from .watching import assert_every_focus_is_visible, assert_focus_is_visible, assert_sound

pytestmark = pytest.mark.browser
FIELD = "#answer"
READ = "#answer-read"


def strong(send: Sender, *, script: bool = True) -> tuple[Pupil, Keyboard]:
    """A pupil who has known all dates for months, before the first that is due."""
    pupil = send("small", script=script)
    pupil.site.make_strong(pupil.name)
    pupil.page.goto("/study/")
    expect(pupil.page.locator(FIELD)).to_be_visible()
    return pupil, Keyboard(pupil.page)


def right_date(pupil: Pupil) -> str:
    """In EDTF."""
    stem = pupil.title.inner_text()
    ((key,),) = pupil.site.rows("SELECT key FROM quizzes_bankquestion WHERE stem = ?", stem)
    return str(json.loads(key)[0]["value"]["date"])


def in_figures(edtf: str) -> str:
    return ".".join(str(int(part)) for part in reversed(edtf.split("-")))


def expect_read(page: Page, told: str) -> None:
    expect(page.locator(READ)).to_have_text(told)


def test_strong_card_is_typed_by_keys(send: Sender, look: str) -> None:
    pupil, keys = strong(send)
    page, field = pupil.page, pupil.page.locator(FIELD)
    assert_sound(page)
    assert_every_focus_is_visible(page)
    pupil.title.focus()
    expect(page.locator(".option")).to_have_count(0)
    keys.press("Enter")
    expect(field).to_be_focused()
    assert_focus_is_visible(page)
    expect_read(page, "")
    keys.write("3/4/1949")
    expect(page.locator(READ)).to_contain_text("could be 3 April 1949 or 4 March 1949")
    assert_sound(page)
    expect(field).to_be_focused()
    keys.press("Control+A")
    keys.write("March 1949")
    expect_read(page, "Read as March 1949.")
    assert_sound(page)
    keys.press("Enter")
    expect(page.locator("#card-error")).to_contain_text("“March 1949” is not specific enough")
    expect(field).to_be_focused()
    expect(field).to_have_value("March 1949")
    assert_sound(page)
    assert pupil.answers == []
    written = in_figures(right_date(pupil))
    keys.press("Control+A")
    keys.write(written)
    keys.press("Enter")
    expect(pupil.title).to_have_text("Right")
    pupil.expect_focus_on_title()
    expect(page.locator(".option .note").first).to_contain_text("Read as ")
    assert_sound(page)
    assert pupil.answers == [("review", 1, 0)]
    keys.go_on()
    expect(field).to_have_value("")


def test_dont_know_by_keys_leads_back_to_choice(send: Sender, look: str) -> None:
    """Nothing has to be made up; and what was forgotten is asked by choice until it is strong again."""
    pupil, keys = strong(send)
    stem = pupil.title.inner_text()
    keys.button("I don’t know")
    expect(pupil.title).to_have_text("Not known yet")
    pupil.expect_focus_on_title()
    expect(pupil.page.locator(".option .mark")).to_have_text("The answer")
    assert_sound(pupil.page)
    assert pupil.answers == [("review", 0, 0)]
    pupil.page.goto("/")
    with pupil.site.later(days=1):
        pupil.page.goto("/study/")
        assert pupil.page.locator("label.option").count() == (4 if pupil.title.inner_text() == stem else 0)


def test_guess_of_a_typed_answer_by_keys(send: Sender) -> None:
    pupil, keys = strong(send)
    keys.press("Enter")
    keys.write(in_figures(right_date(pupil)))
    keys.button("I’m guessing")
    expect(pupil.title).to_have_text("Right, by a guess")
    assert pupil.answers == [("review", 1, 1)]


def test_answer_is_sent_before_its_reading_has_come(send: Sender) -> None:
    """Whoever types fast is not held up, and no late reading stands beside the next question."""
    pupil, keys = strong(send)
    keys.press("Enter")
    keys.write(in_figures(right_date(pupil)))
    keys.press("Enter")
    expect(pupil.title).to_have_text("Right")
    keys.go_on()
    pupil.page.wait_for_timeout(1500)
    expect_read(pupil.page, "")
    expect(pupil.notices).to_have_text("")


def test_without_script(send: Sender, look: str) -> None:
    pupil, keys = strong(send, script=False)
    page, field = pupil.page, pupil.page.locator(FIELD)
    keys.reach(field)
    keys.write("blah")
    keys.press("Enter")
    expect(page.locator("#card-error")).to_contain_text("“blah” is no word of a date")
    expect(field).to_have_value("blah")
    keys.link("How dates are read")
    expect(page.locator("h1")).to_have_text("How dates are read")
    keys.fill("A date", "17.3.49")
    keys.press("Enter")
    expect(page.locator("#read")).to_have_text("Read as 17 March 1949.")
    keys.link("Back to study")
    keys.reach(field)
    keys.write(in_figures(right_date(pupil)))
    keys.press("Enter")
    expect(pupil.title).to_have_text("Right")
    expect(page.locator(".option .note").first).to_contain_text("Read as ")
    assert pupil.answers == [("review", 1, 0)]


def test_page_of_readings_is_sound(send: Sender, look: str) -> None:
    pupil = send("small")
    pupil.page.goto("/study/reading/?text=3/4/1949")
    assert_sound(pupil.page)
    assert_every_focus_is_visible(pupil.page)


def test_student_who_wants_to_type(send: Sender, look: str) -> None:
    pupil = send("small")
    page, keys = pupil.page, Keyboard(pupil.page)
    page.goto("/accounts/settings/")
    assert_sound(page)
    keys.reach(page.get_by_label("Choose while a card is new, type once you know it well"))
    keys.press("ArrowDown", "ArrowDown")
    expect(page.get_by_label("Always type, wherever that can be done")).to_be_checked()
    keys.button("Save")
    expect(page.locator(".notice").first).to_have_text("Your settings are saved.")
    page.goto("/quiz/")
    keys.reach(page.get_by_label("As in study"))
    keys.press("ArrowDown")
    expect(page.get_by_label("Typed answers alone")).to_be_checked()
    keys.button("Begin the quiz")
    expect(page.locator(FIELD)).to_be_visible()
    assert_sound(page)
    keys.button("I don’t know")
    expect(pupil.title).to_have_text("Not known yet")
    assert pupil.answers == [("exposure", 0, 0)]
