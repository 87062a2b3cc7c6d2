"""“I was right”, by keyboard alone: a pupil stands by her answer, it is accepted, and she reads of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import Sender
from .keyboard import Keyboard
from .site import Site
from .study_page import Pupil
from .watching import assert_every_focus_is_visible, assert_sound

pytestmark = pytest.mark.browser
Visitor = Callable[..., Page]
OPENED = "… opened the Harbour Conference on Fisheries (3 June 1959). Whose name belongs in the gap?"
SENT = "Sent to the teachers."


def type_answer(send: Sender, text: str, *, script: bool) -> tuple[Pupil, Keyboard]:
    """A pupil before the verdict on what she typed."""
    pupil = send("speeches", script=script)
    keys = Keyboard(pupil.page)
    fact = ask_nothing_else(pupil.site)
    pupil.page.goto(f"/study/fact/{fact}/")
    expect(pupil.title).to_have_text(OPENED)
    keys.reach(pupil.page.locator("#answer"))
    keys.write(text)
    keys.press("Enter")
    expect(pupil.title).to_have_text("Not right")
    return pupil, keys


def ask_nothing_else(site: Site) -> int:
    """Of the fact of this question only who it was is asked; returns the fact."""
    ((fact, question),) = site.rows("SELECT fact_id, id FROM quizzes_bankquestion WHERE stem = ?", OPENED)
    site.ask_only(question)
    return int(fact)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_answer_stood_by_is_accepted(visitor: Visitor, send: Sender, look: str, script: bool) -> None:
    text = f"Maizeman {'one' if script else 'two'} of {look}"
    pupil, keys = type_answer(send, text, script=script)
    page = pupil.page
    if script:
        assert_sound(page)
    keys.button("I was right")
    said = page.locator("#contest .notice")
    expect(said).to_contain_text(SENT)
    expect(page.get_by_role("button", name="I was right")).to_have_count(0)
    if script:
        expect(said).to_be_focused()
        assert_sound(page)
        assert_every_focus_is_visible(page)

    desk = visitor("publisher", script=script)
    admin = Keyboard(desk, seen=False)
    desk.goto("/")
    admin.use(desk.get_by_role("link", name="stood by"))
    admin.link(f"“{text}”")
    expect(desk.locator("#content")).to_contain_text("1 student wrote")
    admin.use(desk.get_by_role("button", name="Accept as a name"))
    expect(desk.locator(".messagelist")).to_contain_text("1 answer of 1 student now counts as right.")
    pupil.site.ask_single_choices_elsewhere()

    page.goto("/")
    news = page.get_by_role("region", name="From your teacher, about your answers")
    expect(news).to_contain_text(f"Your answer “{text}” now counts as right.")
    if script:
        assert_sound(page)
    keys.link("Answers you stood by")
    expect(page.locator(".entries")).to_contain_text("now counts as right.")
    if script:
        assert_sound(page)
    page.goto("/")
    keys.button("I have read it")
    expect(page.locator("h1")).to_be_visible()
    expect(news).to_have_count(0)
    assert [kind for kind, right, _ in pupil.answers if right] == ["regrade"]


def test_declined_with_a_reason(visitor: Visitor, send: Sender, look: str) -> None:
    text = f"Cornfellow of {look}"
    pupil, keys = type_answer(send, text, script=True)
    keys.button("I was right")
    expect(pupil.page.locator("#contest .notice")).to_contain_text(SENT)
    teacher = visitor("teacher")
    admin = Keyboard(teacher, seen=False)
    teacher.goto("/admin/quizzes/proposal/")
    admin.link(f"“{text}”")
    expect(teacher.locator(".errornote")).to_contain_text("A published fact is changed by a publisher")
    admin.reach(teacher.get_by_label("Reason"))
    admin.write("That was a poet.")
    admin.button("Decline")
    expect(teacher.locator(".messagelist")).to_contain_text("is declined")
    pupil.page.goto("/")
    expect(pupil.page.get_by_role("region", name="From your teacher")).to_contain_text("That was a poet.")
