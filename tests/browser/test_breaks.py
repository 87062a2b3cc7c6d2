"""Days on which a pupil is away, announced or not, and why a question is asked now."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import Sender
from .keyboard import Keyboard
from .study_page import Pupil
from .watching import assert_sound

pytestmark = pytest.mark.browser
BREAKS, SETTINGS = "/progress/breaks/", "/accounts/settings/"


def come_old(send: Sender, *, script: bool = True) -> Pupil:
    """A pupil who has answered for four weeks."""
    pupil = send(script=script)
    pupil.site.grow_old(pupil.name)
    return pupil


def day(page: Page, days: int) -> str:
    return page.evaluate(f"new Date(Date.now() + {days} * 864e5).toISOString().slice(0, 10)")


def announce(pupil: Pupil, first: int, last: int) -> None:
    page, keys = pupil.page, Keyboard(pupil.page)
    page.goto(BREAKS)
    page.get_by_label("Away from").fill(day(page, first))
    page.get_by_label("to, that day included").fill(day(page, last))
    keys.button("Keep these days free")
    expect(page.locator("#main table form")).to_have_count(1)


def moved(pupil: Pupil) -> int:
    return sum(kind == "reschedule" for kind, _, _ in pupil.answers)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_break_is_announced_seen_and_cancelled_by_keyboard(send: Sender, script: bool) -> None:
    pupil = come_old(send, script=script)
    page, keys = pupil.page, Keyboard(pupil.page)
    page.goto(SETTINGS)
    keys.link("When you are away")
    expect(page.get_by_role("heading", level=1)).to_have_text("When you are away")
    announce(pupil, 1, 60)
    expect(page.locator("main")).to_contain_text("Your break is kept")
    assert moved(pupil) > 0
    if script:
        assert_sound(page)
    page.goto("/")
    expect(page.locator("main")).to_contain_text("You are away from")
    keys.link("Change your days")
    page.keyboard.press("Tab")
    keys.use(page.get_by_role("button", name=re.compile("^Cancel")))
    expect(page.locator("main")).to_contain_text("The break is cancelled")
    expect(page.get_by_role("button", name=re.compile("^Cancel"))).to_have_count(0)
    assert sum(kind == "undo" for kind, _, _ in pupil.answers) == moved(pupil)


def test_a_break_is_sound_to_look_at(send: Sender, look: str) -> None:
    pupil = come_old(send)
    page = pupil.page
    announce(pupil, 2, 30)
    assert_sound(page)
    page.get_by_label("Away from").fill(day(page, 40))
    page.get_by_label("to, that day included").fill(day(page, 39))
    page.get_by_role("button", name="Keep these days free").click()
    expect(page.locator("[aria-invalid=true]")).to_have_count(1)
    expect(page.get_by_label("to, that day included")).to_be_focused()
    assert_sound(page)
    page.goto("/")
    assert_sound(page)
    with pupil.site.later(days=5):
        page.goto("/")
        expect(page.locator("main")).to_contain_text("nothing has to be done")
        assert_sound(page)


def test_after_a_break_nobody_heard_of_there_are_ways_back(send: Sender, look: str) -> None:
    pupil = come_old(send)
    page = pupil.page
    page.goto(SETTINGS)
    page.get_by_label("Questions in a session").fill("1")
    page.get_by_role("button", name="Save").click()
    with pupil.site.later(days=12):
        page.goto("/")
        expect(page.locator("#back-title")).to_have_text("A lot has come together")
        expect(
            page.locator("section", has=page.locator("#back-title")).locator("li b").first
        ).to_contain_text("a day")
        assert_sound(page)


def test_after_a_break_that_was_announced_there_is_no_wall(send: Sender) -> None:
    """The same week away: on the day she is back less than half as much waits as if she had said nothing."""

    def waits(announced: bool) -> int:
        pupil = come_old(send)
        if announced:
            announce(pupil, 1, 8)
        with pupil.site.later(days=9):
            pupil.page.goto("/")
            return int(pupil.page.locator(".sentence b").first.inner_text())

    assert waits(True) < waits(False) / 2


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_why_a_question_comes_now_is_asked_by_keyboard(send: Sender, script: bool) -> None:
    pupil = come_old(send, script=script)
    page, keys = pupil.page, Keyboard(pupil.page)
    with pupil.site.later(days=10):
        page.goto("/study/")
        told = page.locator("details", has_text="Why now?").locator("p")
        expect(told).to_be_hidden()
        keys.use(page.locator("summary", has_text="Why now?"))
        expect(told).to_have_text(re.compile(r"^Due .+\. You are about \d\d % likely to know it\.$"))
        percent = re.search(r"(\d+) %", told.inner_text())
        assert percent is not None
        if script:
            assert_sound(page)
        pupil.answer()
        expect(pupil.verdict).to_contain_text(f"You were about {percent[1]} % likely to know it.")
        if script:
            assert_sound(page)


def test_the_week_is_a_table_that_fits(pupil: Pupil, look: str) -> None:
    page = pupil.page
    page.goto(SETTINGS)
    page.locator("summary", has_text="More settings").click()
    week = page.locator("table.week")
    box = week.bounding_box()
    assert box is not None
    assert box["height"] < 420
    page.get_by_label("Sunday: nothing").check()
    assert_sound(page)
    page.get_by_role("button", name="Save").click()
    page.locator("summary", has_text="More settings").click()
    expect(page.get_by_label("Sunday: nothing")).to_be_checked()
    expect(page.get_by_label("Monday: as usual")).to_be_checked()
