"""A class by keyboard alone: shared by link and by code, studied, seen by its teacher; a report answered."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import Sender
from .keyboard import Keyboard
from .people import PASSWORD
from .site import Site
from .study_page import Pupil

pytestmark = pytest.mark.browser
REPLY = "You are right, thank you: it was corrected."
Visitor = Callable[..., Page]


def share(page: Page, keys: Keyboard, name: str) -> str:
    """A set of the small world's years, with a link; returns its address."""
    page.goto("/sets/new/")
    keys.fill("Name", name)
    keys.fill("From", "1950")
    keys.fill("To", "1953")
    keys.button("Save")
    expect(page.locator("h1")).to_have_text(name)
    keys.button("Make a link")
    link = page.locator("a[href*='/sets/join/']")
    expect(link).to_be_visible()
    return link.get_attribute("href") or ""


def study_the_set(pupil: Pupil, keys: Keyboard, *, script: bool) -> None:
    keys.button("Study this set")
    expect(pupil.page.locator(".tally")).to_contain_text("1 of 10")
    keys.choose(pupil.index(), script=script)
    keys.press("Enter")
    expect(pupil.title).to_have_text("Right")


def expect_in_class(teacher: Page, keys: Keyboard, pupil: Pupil) -> None:
    """One question met, and here today."""
    keys.link("Class")
    row = teacher.get_by_role("row").filter(has=teacher.get_by_role("rowheader", name=pupil.name))
    expect(row.get_by_role("cell").nth(2)).to_have_text("1")
    expect(row.get_by_role("cell").nth(3)).to_contain_text("today")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_visitor_joins_by_the_link(visitor: Visitor, site: Site, look: str, script: bool) -> None:
    teacher = visitor("teacher", script=script)
    desk = Keyboard(teacher)
    name = f"By link {look} {script}"
    link = share(teacher, desk, name)

    page = visitor(script=script)
    pupil, keys = Pupil(name=f"Dora {look} {script}", page=page, site=site), Keyboard(page)
    page.goto(link)
    keys.link("Make an account")
    keys.fill("Username", pupil.name)
    keys.fill("Password", PASSWORD)
    keys.press("Enter")
    keys.button("Join")
    expect(page.locator("h1")).to_have_text(name)
    study_the_set(pupil, keys, script=script)
    expect_in_class(teacher, desk, pupil)


def test_pupil_joins_by_the_code(visitor: Visitor, send: Sender, look: str) -> None:
    teacher = visitor("teacher")
    desk = Keyboard(teacher)
    code = share(teacher, desk, f"By code {look}").split("/")[-2]

    pupil = send("idle")
    keys = Keyboard(pupil.page)
    pupil.page.goto("/sets/")
    keys.fill("Code from your teacher", code)
    keys.press("Enter")
    keys.button("Join")
    study_the_set(pupil, keys, script=True)
    expect_in_class(teacher, desk, pupil)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_report_and_its_reply(visitor: Visitor, send: Sender, script: bool) -> None:
    pupil = send(script=script)
    page, keys = pupil.page, Keyboard(pupil.page)
    stem = pupil.study()
    keys.use(page.get_by_text("Report this question"))
    keys.reach(page.locator("#report input[name=reason]"))
    keys.press("Space", "ArrowDown")
    keys.reach(page.get_by_label("In your words"))
    words = f"Both are right, says {pupil.name}."
    keys.write(words)
    keys.button("Send to the teacher")
    expect(page.get_by_text("Thank you. Your teacher reads it")).to_be_visible()
    page.goto("/reports/")
    expect(page.get_by_role("main")).to_contain_text("Your teacher has not dealt with it yet.")

    teacher = visitor("teacher", script=script)
    desk = Keyboard(teacher, seen=False)
    teacher.goto("/admin/quizzes/report/")
    desk.use(teacher.get_by_role("row").filter(has_text=words).get_by_role("rowheader").get_by_role("link"))
    expect(teacher.locator("#content")).to_contain_text(stem)
    desk.reach(teacher.get_by_label("Reply"))
    desk.write(REPLY)
    desk.button("Save the reply and close the report")
    expect(teacher.locator(".messagelist")).to_contain_text("was changed successfully")

    page.reload()
    expect(page.get_by_role("main")).to_contain_text(f"Your teacher: {REPLY}")
