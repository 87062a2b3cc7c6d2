"""A quiz of one's own: chosen, answered, closed and gone on with, summed up, and its misses tried again."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from .conftest import Sender
from .keyboard import Keyboard
from .study_page import Pupil
from .watching import assert_sound

pytestmark = pytest.mark.browser
QUESTIONS = 5


def begin(pupil: Pupil, keys: Keyboard, *, at_end: bool = False) -> None:
    """A quiz of five questions from the small world."""
    page = pupil.page
    page.goto("/quiz/")
    keys.reach(page.get_by_label("From", exact=True))
    keys.write("A small world")
    keys.reach(page.get_by_label("10", exact=True))
    keys.press("ArrowUp")
    expect(page.get_by_label("5", exact=True)).to_be_checked()
    keys.reach(page.get_by_label("After each question"))
    if at_end:
        keys.press("ArrowDown")
    keys.button("Begin the quiz")
    expect(page.locator(".tally")).to_contain_text("A small world")
    expect_step(page, 1)


def expect_step(page: Page, number: int) -> None:
    expect(page.locator(".tally")).to_contain_text(f"{number} of {QUESTIONS}")


def figures(page: Page) -> dict[str, str]:
    expect(page.locator("#card-title")).to_have_text("Quiz finished")
    names, numbers = page.locator(".figures dt"), page.locator(".figures dd")
    return dict(zip(names.all_inner_texts(), numbers.all_inner_texts(), strict=True))


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_quiz_with_verdicts_at_once(send: Sender, look: str, script: bool) -> None:
    """The second question is missed, asked once more and missed again; then it is retried."""
    pupil = send(script=script)
    page, keys = pupil.page, Keyboard(pupil.page)
    begin(pupil, keys)
    for number in range(1, QUESTIONS + 1):
        expect_step(page, number)
        keys.choose(pupil.index(right=number != 2), script=script)
        keys.press("Enter")
        expect(pupil.title).to_have_text("Not right" if number == 2 else "Right")
        keys.go_on(script=script)
    expect(page.locator(".tally")).to_contain_text("Once more")
    missed = pupil.title.inner_text()
    keys.choose(pupil.index(right=False), script=script)
    keys.press("Enter")
    expect(pupil.title).to_have_text("Not right")
    keys.go_on(script=script)
    assert figures(page) == {"Questions": "5", "Right first time": "4", "To revisit": "1"}
    expect(page.locator(".revisit .stem")).to_have_text(missed)
    expect(page.locator(".revisit .entry").first).to_be_visible()
    if script:
        pupil.expect_focus_on_title()
        assert_sound(page)
    keys.button("Retry what you missed")
    expect(pupil.title).to_have_text(missed)
    keys.choose(pupil.index(), script=script)
    keys.press("Enter")
    expect(pupil.title).to_have_text("Right")
    keys.go_on(script=script)
    assert figures(page) == {"Question": "1", "Right first time": "1", "To revisit": "0"}
    expect(page.get_by_role("button", name="Retry what you missed")).to_have_count(0)
    if script:
        assert_sound(page)


def test_quiz_with_verdicts_at_the_end(send: Sender, look: str) -> None:
    pupil = send()
    page, keys = pupil.page, Keyboard(pupil.page)
    begin(pupil, keys, at_end=True)
    for number in range(1, QUESTIONS + 1):
        expect_step(page, number)
        pupil.expect_focus_on_title()
        stem = pupil.title.inner_text()
        keys.choose(pupil.index(right=number != 3))
        keys.press("Enter")
        expect(pupil.title).not_to_have_text(stem)
        expect(pupil.verdict).to_have_count(0)
        if number == 3:
            expect(page.locator(".last")).to_contain_text("Your answer is stored.")
            assert_sound(page)
            keys.press("u")
            expect(pupil.title).to_have_text(stem)
            expect_step(page, 3)
            keys.choose(pupil.index(right=False))
            keys.press("Enter")
            expect(pupil.title).not_to_have_text(stem)
    assert figures(page) == {"Questions": "5", "Right first time": "4", "To revisit": "1"}
    pupil.expect_focus_on_title()


@pytest.mark.parametrize("at_end", [False, True], ids=["at once", "at the end"])
def test_quiz_is_gone_on_with_after_the_page_was_closed(send: Sender, at_end: bool) -> None:
    pupil = send()
    keys = Keyboard(pupil.page)
    begin(pupil, keys, at_end=at_end)
    address = pupil.page.url
    keys.choose(pupil.index())
    keys.press("Enter")
    if at_end:
        expect_step(pupil.page, 2)
    else:
        expect(pupil.title).to_have_text("Right")
    context = pupil.page.context
    pupil.page.close()
    page = context.new_page()
    keys = Keyboard(page)
    page.goto("/")
    keys.link(f"Go on with A small world (1 of {QUESTIONS})")
    expect(page).to_have_url(address)
    expect_step(page, 2)
    keys.button("End here")
    assert figures(page) == {"Question": "1", "Right first time": "1", "To revisit": "0"}


def test_quiz_that_nothing_fits(send: Sender, look: str) -> None:
    page = send().page
    keys = Keyboard(page)
    page.goto("/quiz/")
    keys.fill("From the year", "1701")
    keys.fill("To the year", "1702")
    keys.press("Tab")
    expect(page.locator("#quiz-count")).to_have_text("No question fits all of this.")
    keys.button("Begin the quiz")
    expect(page.locator("#quiz-count")).to_contain_text("leave something open")
    assert_sound(page)
    keys.fill("From the year", "soon")
    keys.button("Begin the quiz")
    expect(page.locator(".error").first).to_be_visible()
    expect(page.get_by_label("From the year")).to_have_value("soon")
    assert_sound(page)
