"""A quiz by true or false: chosen, answered by t and f or without script, summed up, and no card moved."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from quizzes.wording import without_options

from .conftest import Sender
from .keyboard import Keyboard
from .study_page import Pupil
from .test_quiz import QUESTIONS, expect_step, figures
from .watching import assert_every_focus_is_visible, assert_focus_is_visible, assert_sound

pytestmark = pytest.mark.browser
TRUE_OR_FALSE = "True or false, for practice only"


def begin(pupil: Pupil, keys: Keyboard) -> None:
    """Five questions of the small world, by the keyboard alone."""
    page = pupil.page
    page.goto("/quiz/")
    keys.reach(page.get_by_label("From", exact=True))
    keys.write("A small world")
    keys.reach(page.get_by_label("As in study"))
    keys.press("ArrowDown", "ArrowDown")
    expect(page.get_by_label(TRUE_OR_FALSE)).to_be_checked()
    keys.reach(page.get_by_label("10", exact=True))
    keys.press("ArrowUp")
    keys.button("Begin the quiz")
    expect(page.locator(".tally")).to_contain_text("true or false")
    expect_step(page, 1)


def stem_of(page: Page) -> str:
    """The question without what is proposed."""
    return str(page.evaluate("document.getElementById('card-title').firstChild.textContent")).strip()


def is_true(pupil: Pupil) -> bool:
    """Whether the answer proposed on the page is a right one."""
    stem = stem_of(pupil.page)
    proposed = pupil.page.locator(".proposed b").inner_text()
    rows = pupil.site.rows("SELECT stem, kind, key, pool FROM quizzes_bankquestion WHERE state = 'live'")
    keys = [
        {option["text"] for option in json.loads(key)}
        for asked, kind, key, pool in rows
        if without_options(asked, kind=kind) == stem
        and proposed in {option["text"] for option in (*json.loads(key), *json.loads(pool))}
    ]
    assert keys, (stem, proposed)
    return proposed in keys[0]


def say(pupil: Pupil, keys: Keyboard, *, right: bool, script: bool) -> None:
    told = is_true(pupil) is right
    if script:
        keys.press("t" if told else "f")
        assert_focus_is_visible(pupil.page)
    else:
        keys.choose(0 if told else 1, script=False)
    chosen = pupil.page.locator("label.option", has_text="True" if told else "False").locator("input")
    expect(chosen).to_be_checked()
    keys.press("Enter")
    expect(pupil.title).to_have_text("Right" if right else "Not right")


def expect_question(page: Page) -> None:
    expect(page.locator(".proposed").first).to_contain_text("Proposed answer:")
    expect(page.locator(".proposed").last).to_have_text("True or false?")
    expect(page.locator(".option .text")).to_have_text(["True", "False"])


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_quiz_by_true_or_false(send: Sender, look: str, script: bool) -> None:
    """The second is missed, asked once more and missed again; then it is retried, by true or false too."""
    pupil = send(script=script)
    page, keys = pupil.page, Keyboard(pupil.page)
    begin(pupil, keys)
    for number in range(1, QUESTIONS + 1):
        expect_step(page, number)
        expect_question(page)
        if script:
            pupil.expect_focus_on_title()
        if script and number == 1:
            assert_sound(page)
            assert_every_focus_is_visible(page)
            pupil.title.focus()
        say(pupil, keys, right=number != 2, script=script)
        expect(page.locator(".result .stem")).to_contain_text("Proposed answer:")
        expect(page.locator(".evidence .entry").first).to_be_visible()
        expect(page.get_by_text("You will be asked again")).to_have_count(0)
        if script and number < 3:
            assert_sound(page)
        keys.go_on(script=script)
    expect(page.locator(".tally")).to_contain_text("Once more")
    say(pupil, keys, right=False, script=script)
    keys.go_on(script=script)
    assert figures(page) == {"Questions": "5", "Right first time": "4", "To revisit": "1"}
    if script:
        assert_sound(page)
    keys.button("Retry what you missed")
    expect_question(page)
    say(pupil, keys, right=True, script=script)
    keys.go_on(script=script)
    assert figures(page) == {"Question": "1", "Right first time": "1", "To revisit": "0"}
    assert {kind for kind, *_ in pupil.answers} == {"aside"}


def test_answer_is_taken_back_gone_back_to_and_gone_on_with(send: Sender) -> None:
    """Undo asks the same question again; the back button leads to the verdict, which leads on in the quiz."""
    pupil = send()
    page, keys = pupil.page, Keyboard(pupil.page)
    begin(pupil, keys)
    address, stem = page.url, stem_of(page)
    say(pupil, keys, right=False, script=True)
    keys.press("u")
    expect_question(page)
    assert stem_of(page) == stem
    expect_step(page, 1)
    say(pupil, keys, right=True, script=True)
    page.goto("/")
    page.go_back()
    expect(pupil.title).to_have_text("Right")
    keys.go_on()
    expect_step(page, 2)
    page.goto("/")
    keys.link(f"Go on with A small world, true or false (1 of {QUESTIONS})")
    expect(page).to_have_url(address)
    expect_question(page)
    keys.button("End here")
    assert figures(page)["To revisit"] == "0"
    assert [kind for kind, *_ in pupil.answers] == ["aside", "undo", "aside"]


def test_nothing_said_is_asked_again(send: Sender, look: str) -> None:
    pupil = send()
    begin(pupil, Keyboard(pupil.page))
    pupil.check()
    expect(pupil.page.locator("#card-error")).to_contain_text("Choose one of the answers first")
    expect_question(pupil.page)
    assert_sound(pupil.page)
