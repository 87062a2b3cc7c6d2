"""Flashcards: turned and graded by keys, and the interval on a button is what the next card tells."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .conftest import Sender
from .keyboard import Keyboard
from .study_page import Pupil
from .watching import assert_sound

pytestmark = pytest.mark.browser
GRADES = ("Again", "Hard", "Good", "Easy")


def begin(pupil: Pupil, keys: Keyboard) -> None:
    pupil.page.goto("/")
    keys.reach(pupil.page.get_by_label("questions"))
    keys.press("ArrowDown")
    expect(pupil.page.get_by_label("flashcards")).to_be_checked()
    keys.button("Study 10")
    expect(pupil.page.get_by_role("button", name="Show the answer")).to_be_visible()


def due_on(pupil: Pupil, grade: str) -> str:
    return pupil.page.get_by_role("button", name=grade).locator("small").inner_text()


def test_every_grade_brings_what_its_button_says(send: Sender, look: str) -> None:
    pupil = send()
    page, keys = pupil.page, Keyboard(pupil.page)
    begin(pupil, keys)
    pupil.expect_focus_on_title()
    assert_sound(page)
    for number, grade in enumerate(GRADES, start=1):
        stem = pupil.title.inner_text()
        keys.press("Space")
        expect(page.locator(".grades")).to_be_visible()
        pupil.expect_focus_on_title()
        if number == 1:
            assert_sound(page)
        due = due_on(pupil, grade)
        keys.press(str(number))
        expect(pupil.title).not_to_have_text(stem)
        expect(page.locator(".last p")).to_contain_text(f"You said: {grade}. It comes back {due}")
        pupil.expect_focus_on_title()
    expect(page.locator(".tally")).to_have_text("5 of 10")
    assert_sound(page)
    assert [right for _kind, right, _guessed in pupil.answers] == [0, 1, 1, 1]


def test_grade_is_taken_back_with_u(send: Sender) -> None:
    pupil = send()
    page, keys = pupil.page, Keyboard(pupil.page)
    begin(pupil, keys)
    stem = pupil.title.inner_text()
    keys.press("Enter")
    expect(page.locator(".grades")).to_be_visible()
    keys.press("Space")
    expect(page.locator(".last p")).to_contain_text("You said: Good.")
    keys.press("u")
    expect(pupil.title).to_have_text(stem)
    pupil.expect_focus_on_title()
    expect(page.locator("#card-notice")).to_contain_text("taken back")
    keys.press("Space")
    expect(page.locator(".grades")).to_be_visible()
    keys.press("4")
    expect(page.locator(".last p")).to_contain_text("You said: Easy.")
    assert [kind for kind, _right, _guessed in pupil.answers] == ["learn", "undo", "learn"]


def test_flashcards_without_script(send: Sender, look: str) -> None:
    pupil = send(script=False)
    page, keys = pupil.page, Keyboard(pupil.page)
    begin(pupil, keys)
    stem = pupil.title.inner_text()
    keys.button("Show the answer")
    due = due_on(pupil, "Good")
    keys.use(page.get_by_role("button", name="Good"))
    expect(page.locator(".last p")).to_contain_text(f"You said: Good. It comes back {due}")
    assert pupil.title.inner_text() != stem
    keys.button("Undo")
    expect(pupil.title).to_have_text(stem)
    assert [kind for kind, _right, _guessed in pupil.answers] == ["learn", "undo"]
