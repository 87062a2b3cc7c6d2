"""From the home page to the end of the first session, and to a name: without an account, by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import pytest
from playwright.sync_api import Page, expect

from .keyboard import Keyboard
from .people import PASSWORD
from .site import Site
from .study_page import Pupil

pytestmark = pytest.mark.browser
SESSION = 5
NUMBERS = count()

STROKES_TO_THE_FIRST = 6
STROKES_TO_THE_TENTH = 36
CLICKS_TO_THE_FIRST = 3
CLICKS_TO_THE_TENTH = 31
"""The most that an answered question may cost, from the home page on."""

Visitor = Callable[..., Page]


def answered(pupil: Pupil) -> None:
    expect(pupil.title).to_have_text("Right")
    pupil.expect_focus_on_title()


def test_first_session_by_keyboard_then_a_name(visitor: Visitor, site: Site, look: str) -> None:
    page = visitor()
    pupil, keys = Pupil(name="", page=page, site=site), Keyboard(page)
    page.goto("/")
    keys.over_the_masthead()
    keys.link("Answer a question")
    for number in range(1, 11):
        pupil.expect_focus_on_title()
        if pupil.field.count():
            keys.reach(pupil.field)
            keys.write(pupil.word())
        else:
            keys.choose(pupil.index())
        keys.press("Enter")
        answered(pupil)
        if number == 1:
            assert keys.strokes <= STROKES_TO_THE_FIRST
        if number == 10:
            break
        keys.go_on()
        if number == SESSION:
            expect(pupil.title).to_have_text("Session finished")
            pupil.expect_focus_on_title()
            expect(page.locator(".figures")).to_contain_text("Questions5")
            keys.button("Another session")
    assert keys.strokes <= STROKES_TO_THE_TENTH

    keys.use(page.get_by_role("navigation").locator("summary"))
    keys.link("Keep my progress")
    pupil.name = f"Ada {next(NUMBERS)}"
    keys.fill("Username", pupil.name)
    keys.fill("Password", PASSWORD)
    keys.press("Enter")
    expect(page.locator(".notice").first).to_contain_text(f"Welcome, {pupil.name}.")
    assert pupil.answers == [("learn", 1, 0)] * 10


def test_first_session_without_script(visitor: Visitor, site: Site) -> None:
    page = visitor(script=False)
    pupil, keys = Pupil(name="", page=page, site=site), Keyboard(page)
    page.goto("/")
    keys.link("Answer a question")
    for number in range(1, SESSION + 1):
        keys.choose(pupil.index(right=number != 2), script=False)
        keys.press("Enter")
        expect(pupil.title).to_have_text("Not right" if number == 2 else "Right")
        keys.go_on(script=False)
    expect(page.locator(".tally")).to_contain_text("Once more")
    keys.choose(pupil.index(), script=False)
    keys.press("Enter")
    expect(pupil.title).to_have_text("Right")
    keys.go_on(script=False)
    expect(pupil.title).to_have_text("Session finished")
    expect(page.locator(".figures")).to_contain_text("4")
    expect(page.locator(".revisit > li")).to_have_count(1)
    keys.link("Choose a name and a password")
    pupil.name = f"Ben {next(NUMBERS)}"
    keys.fill("Username", pupil.name)
    keys.fill("Password", PASSWORD)
    keys.press("Enter")
    expect(page.locator(".notice").first).to_contain_text("Welcome")
    assert [right for _kind, right, _guessed in pupil.answers] == [1, 0, 1, 1, 1, 1]


def test_first_ten_questions_by_clicks(visitor: Visitor, site: Site) -> None:
    page = visitor()
    pupil = Pupil(name="", page=page, site=site)
    clicks = 3
    page.goto("/")
    page.get_by_role("link", name="Answer a question").click()
    pupil.answer()
    assert clicks <= CLICKS_TO_THE_FIRST
    for number in range(2, 11):
        pupil.next()
        clicks += 3
        if number == SESSION + 1:
            page.get_by_role("button", name="Another session").click()
            clicks += 1
        pupil.answer()
    assert clicks <= CLICKS_TO_THE_TENTH


def test_next_study_day(visitor: Visitor, site: Site, look: str) -> None:
    """What was learnt yesterday waits on the home page, and everything else is as it was left."""
    page = visitor()
    pupil, keys = Pupil(name="", page=page, site=site), Keyboard(page)
    pupil.study()
    stems = []
    for _ in range(2):
        stems.append(pupil.title.inner_text())
        keys.choose(pupil.index())
        keys.press("Enter")
        answered(pupil)
        keys.go_on()
    page.goto("/accounts/signup/")
    pupil.name = f"Cy {next(NUMBERS)}"
    keys.fill("Username", pupil.name)
    keys.fill("Password", PASSWORD)
    keys.press("Enter")
    expect(page.locator(".notice").first).to_contain_text("Welcome")
    with site.later(days=1):
        page.goto("/")
        expect(page.locator("h1")).to_have_text(f"Good to see you, {pupil.name}")
        expect(page.locator(".hero .sentence").first).to_contain_text("2 to repeat")
        expect(page.locator(".hero .sentence").first).not_to_contain_text("done")
        keys.button("All 2 due")
        for _ in stems:
            stem = pupil.title.inner_text()
            assert stem in stems
            stems[stems.index(stem)] = ""
            keys.choose(pupil.index())
            keys.press("Enter")
            answered(pupil)
            keys.go_on()
        expect(pupil.title).to_have_text("Session finished")
        page.goto("/")
        expect(page.locator(".hero .sentence").first).to_contain_text("2 done")
    assert len(pupil.answers) == 4
