"""With script and without: a verdict stays when its page is loaded again or told in another language."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import Sender
from .keyboard import Keyboard
from .study_page import Pupil
from .test_flashcards import begin as begin_flashcards
from .test_quiz import expect_step
from .test_true_or_false import begin as begin_quiz
from .test_true_or_false import say
from .watching import assert_sound

pytestmark = pytest.mark.browser
VERDICT = re.compile(r"/study/verdict/\d+/$")
BOTH = pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])


def speak(page: Page, keys: Keyboard, language: str) -> None:
    """Choose the language at the foot of the page."""
    keys.use(page.locator(f'#language-form [value="{language}"]'))
    expect(page.locator("html")).to_have_attribute("lang", language)


@BOTH
def test_verdict_stays_in_another_language_and_after_a_reload(send: Sender, look: str, script: bool) -> None:
    pupil = send(script=script)
    page, keys = pupil.page, Keyboard(pupil.page)
    pupil.study()
    pupil.answer(right=False)
    expect(page).to_have_url(VERDICT)
    address = page.url
    speak(page, keys, "ru")
    expect(page).to_have_url(address)
    expect(pupil.title).to_have_text("Неправильно")
    expect(page.get_by_role("link", name="Дальше")).to_be_visible()
    expect(page.locator("#card-sentence [lang=en]")).to_have_count(1)
    if script:
        pupil.expect_focus_on_title()
        assert_sound(page)
    page.reload()
    expect(page).to_have_url(address)
    expect(pupil.title).to_have_text("Неправильно")
    if script:
        pupil.expect_focus_on_title()
    speak(page, keys, "en")
    expect(pupil.title).to_have_text("Not right")
    expect(page.locator("#card-sentence [lang]")).to_have_count(0)
    keys.go_on(script=script)
    expect(page).to_have_url("/study/")
    assert pupil.answers == [("learn", 0, 0)]


@BOTH
def test_going_back_from_a_verdict_asks_nothing_that_was_answered(send: Sender, script: bool) -> None:
    """With script it leaves the study, and going forward leads to the verdict again."""
    pupil = send(script=script)
    page = pupil.page
    page.goto("/sets/")
    stem = pupil.study()
    pupil.answer()
    page.go_back()
    if script:
        expect(page).to_have_url("/sets/")
        page.go_forward()
        expect(page).to_have_url(VERDICT)
        expect(pupil.title).to_have_text("Right")
        pupil.next()
        expect(pupil.title).not_to_have_text(stem)
        page.go_back()
        expect(page).to_have_url("/sets/")
    else:
        expect(page).to_have_url("/study/")
        expect(page.locator("#card")).to_be_visible()
    assert pupil.answers == [("learn", 1, 0)]


def test_many_questions_are_left_by_going_back_once(pupil: Pupil) -> None:
    pupil.page.goto("/sets/")
    pupil.study()
    for _ in range(3):
        pupil.answer()
        pupil.next()
    pupil.page.go_back()
    expect(pupil.page).to_have_url("/sets/")
    assert len(pupil.answers) == 3


def test_going_back_after_a_jump_inside_the_page(pupil: Pupil) -> None:
    """The link over the masthead adds a step to the history, with the old address of the card behind it."""
    pupil.page.goto("/sets/")
    pupil.study()
    pupil.page.locator(".skip").focus()
    pupil.page.keyboard.press("Enter")
    expect(pupil.page).to_have_url(re.compile("#main$"))
    pupil.answer()
    pupil.page.go_back()
    expect(pupil.page).to_have_url("/study/")
    pupil.page.go_forward()
    expect(pupil.page).to_have_url(VERDICT)
    expect(pupil.title).to_have_text("Right")
    pupil.page.go_back()
    pupil.page.go_back()
    expect(pupil.page).to_have_url("/sets/")
    assert pupil.answers == [("learn", 1, 0)]


@BOTH
def test_undo_on_a_verdict_that_was_loaded_again(send: Sender, script: bool) -> None:
    pupil = send(script=script)
    stem = pupil.study()
    pupil.answer(right=False)
    pupil.page.reload()
    pupil.press("Undo this answer")
    expect(pupil.page).to_have_url(re.compile(r"/study/\?again=\d+$"))
    expect(pupil.title).to_have_text(stem)
    pupil.page.reload()
    expect(pupil.title).to_have_text(stem)
    expect(pupil.page.locator("#card-notice")).to_contain_text("taken back")
    pupil.answer()
    expect(pupil.page).to_have_url(VERDICT)
    assert [kind for kind, *_ in pupil.answers] == ["learn", "undo", "learn"]


@BOTH
def test_flashcard_stays_turned_and_its_grade_told(send: Sender, script: bool) -> None:
    pupil = send(script=script)
    page, keys = pupil.page, Keyboard(pupil.page)
    begin_flashcards(pupil, keys)
    sitting = page.url
    keys.button("Show the answer")
    expect(page).to_have_url(re.compile(r"/study/reveal/\?token="))
    answer = pupil.title.inner_text()
    page.reload()
    expect(pupil.title).to_have_text(answer)
    speak(page, keys, "ko")
    keys.use(page.locator("button[value=good]"))
    expect(page).to_have_url(re.compile(rf"^{re.escape(sitting)}\?after=\d+$"))
    expect(page.locator(".last p")).to_contain_text("좋음")
    speak(page, keys, "en")
    expect(page.locator(".last p")).to_contain_text("You said: Good. It comes back")
    page.go_back()
    expect(page.locator(".grades")).to_have_count(0)
    assert [kind for kind, *_ in pupil.answers] == ["learn"]


@BOTH
def test_quiz_by_true_or_false_stays_where_it_was(send: Sender, script: bool) -> None:
    pupil = send(script=script)
    page, keys = pupil.page, Keyboard(pupil.page)
    begin_quiz(pupil, keys)
    quiz = page.url
    say(pupil, keys, right=True, script=script)
    expect(page).to_have_url(VERDICT)
    speak(page, keys, "ru")
    expect(pupil.title).to_have_text("Правильно")
    expect(page.locator(".options .text")).to_have_text(["Верно", "Неверно"])
    speak(page, keys, "en")
    keys.go_on(script=script)
    expect(page).to_have_url(quiz)
    expect_step(page, 2)
    keys.button("End here")
    expect(page).to_have_url(quiz)
    expect(pupil.title).to_have_text("Quiz finished")
    speak(page, keys, "ru")
    expect(page).to_have_url(quiz)


def test_verdict_on_the_first_answer_of_a_visitor_stays(visitor) -> None:
    page: Page = visitor()
    page.goto("/")
    page.goto("/study/")
    page.locator("input[name=choice]").first.check()
    page.locator("button[name=confidence][value=sure]").click()
    expect(page).to_have_url(VERDICT)
    stem = page.locator(".verdict .stem").inner_text()
    speak(page, Keyboard(page), "ko")
    expect(page).to_have_url(VERDICT)
    expect(page.locator(".verdict .stem")).to_have_text(stem)
    page.go_back()
    expect(page.locator("#card-title")).not_to_have_text(stem)
    page.go_back()
    expect(page.locator("#card")).to_be_visible()
