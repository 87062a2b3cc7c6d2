"""What a student sees of her own learning: progress, the year, an exam, what she mixes up, one card."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import Sender
from .keyboard import Keyboard
from .study_page import Pupil, look_at_the_verdict
from .watching import assert_every_focus_is_visible, assert_sound

pytestmark = pytest.mark.browser
PROGRESS, YEAR, EXAM, CARDS = "/progress/", "/progress/year/", "/progress/exam/", "/cards/"


def come_old(send: Sender, *, script: bool = True) -> Pupil:
    """A pupil who has answered for four weeks."""
    pupil = send(script=script)
    pupil.site.grow_old(pupil.name)
    return pupil


def check(page: Page) -> None:
    """Sound as it stands, and with everything that is folded laid open."""
    assert_sound(page)
    for fold in page.locator("main details > summary").all():
        fold.click()
    assert_sound(page)


def figure(page: Page, name: str) -> int:
    place = page.locator(".figures div").filter(has_text=re.compile(name)).locator("dd")
    return int(place.inner_text())


def deeds(pupil: Pupil) -> list[str]:
    """What was done to her cards besides answering, in order."""
    return [kind for kind, _, _ in pupil.answers if kind not in ("learn", "review", "relearn", "cram")]


# Progress


def test_beginner_is_told_that_it_fills(pupil: Pupil, look: str) -> None:
    page = pupil.page
    for address, says in (
        (PROGRESS, "this page fills as you answer"),
        (YEAR, "Nothing is changed by looking"),
        (EXAM, "Say when it is"),
        (CARDS, "None yet"),
    ):
        page.goto(address)
        expect(page.locator("main")).to_contain_text(says)
        check(page)


def test_young_history_is_counted(pupil: Pupil) -> None:
    pupil.study()
    for right in (True, False, True):
        pupil.answer(right=right)
        pupil.next()
    pupil.page.goto(PROGRESS)
    assert figure(pupil.page, "Answers in all") == 3
    assert figure(pupil.page, "Days practised") == 1
    expect(pupil.page.locator("#past-about")).to_contain_text("3 answers, on 1 of 28 days")
    expect(pupil.page.locator("main")).to_contain_text("Once 20 questions have come back after days")


def test_old_history_is_read_and_charts_are_tables_too(send: Sender, look: str) -> None:
    pupil = come_old(send)
    page = pupil.page
    page.goto(PROGRESS)
    given = len(pupil.answers)
    assert figure(page, "Answers in all") == given
    assert figure(page, "Days practised") == 6
    check(page)
    table = page.locator("section", has=page.locator("#past-title")).locator("tbody td")
    assert sum(map(int, table.all_inner_texts())) == given
    assert_every_focus_is_visible(page)


def test_year_is_tried_out_by_keyboard(send: Sender, look: str) -> None:
    pupil = come_old(send)
    page, keys = pupil.page, Keyboard(pupil.page)
    page.goto(PROGRESS)
    keys.link("The year ahead, and what other settings would change")
    expect(page).to_have_title(re.compile("The year ahead"))
    keys.fill("Wanted recall, in per cent", "80")
    keys.button("Play the year")
    expect(page.locator("#way-2")).to_have_text("As you might learn")
    expect(page.locator("main")).to_contain_text("Wanted recall 80 %")
    expect(page).to_have_url(re.compile("retention=80"))
    check(page)
    page.goto(f"{YEAR}?retention=8&new_a_day=1&reviews_a_day=9")
    expect(page.locator("[aria-invalid=true]")).to_have_count(1)
    expect(page.locator("#way-2")).to_have_count(0)
    assert_sound(page)


# An exam


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_exam_is_set_and_given_up_by_keyboard(send: Sender, script: bool) -> None:
    pupil = come_old(send, script=script)
    page, keys = pupil.page, Keyboard(pupil.page)
    page.goto(EXAM)
    day = page.evaluate("new Date(Date.now() + 20 * 864e5).toISOString().slice(0, 10)")
    page.get_by_label("Ready by").fill(day)
    keys.button("Save")
    expect(page.locator("main")).to_contain_text("days to prepare")
    expect(page.get_by_label("Ready by")).to_have_value(day)
    if script:
        check(page)
    assert figure(page, "learnt by now") > 0
    keys.button("No exam")
    expect(page.locator("main")).to_contain_text("Say when it is")
    assert deeds(pupil) == []


# Exercises


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_two_that_are_mixed_up_are_asked_side_by_side(send: Sender, script: bool) -> None:
    pupil = come_old(send, script=script)
    page, keys = pupil.page, Keyboard(pupil.page)
    page.goto(PROGRESS)
    one, other = page.locator("section", has=page.locator("#confusions-title")).locator("li b").all()[:2]
    pair = {one.inner_text(), other.inner_text()}
    keys.use(page.get_by_role("button", name="Tell them apart").first)
    expect(page.locator("label.option").first).to_be_visible()
    before = len(pupil.answers)
    assert pair & set(page.locator("label.option .text").all_inner_texts())
    pupil.choose()
    pupil.check()
    expect(pupil.title).to_have_text("Right")
    if script:
        assert_sound(page)
    assert [kind for kind, _, _ in pupil.answers[before:]] == ["cram"]


def test_what_comes_next_is_practised_ahead(send: Sender, look: str) -> None:
    pupil = come_old(send)
    page, keys = pupil.page, Keyboard(pupil.page)
    page.goto("/")
    expect(page.locator("main")).to_contain_text("Nothing left for today.")
    check(page)
    before = pupil.answers
    keys.button("Practise ahead")
    expect(page.locator("label.option").first).to_be_visible()
    pupil.answer()
    look_at_the_verdict(page)
    page.goto("/")
    expect(page.locator("main")).to_contain_text("Nothing left for today.")
    assert [kind for kind, _, _ in pupil.answers[len(before) :]] == ["cram"]


# One card


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_card_is_tended_and_each_deed_undone(send: Sender, look: str, script: bool) -> None:
    pupil = come_old(send, script=script)
    page, keys = pupil.page, Keyboard(pupil.page)
    page.goto(CARDS)
    if script:
        check(page)
    keys.use(page.locator("main .listing a").first)
    card = page.locator("#this-card")
    expect(card).to_be_visible()
    for deed, then, done in (
        ("Set it aside", "Take up again", "suspend"),
        ("Put off until tomorrow", "No longer put off", "bury"),
        ("Begin anew", "Set it aside", "reset"),
    ):
        page.get_by_role("button", name=deed, exact=True).press("Enter")
        expect(page.get_by_role("button", name=then, exact=True)).to_be_visible()
        expect(card.locator(".listing li").first.get_by_role("button", name="Undo")).to_be_visible()
        assert deeds(pupil)[-1] == done
        if script:
            assert_sound(page)
        page.get_by_role("button", name="Undo").first.press("Enter")
        expect(card.locator("s").first).to_be_visible()
        expect(page.get_by_role("button", name=deed, exact=True)).to_be_visible()
        assert deeds(pupil)[-1] == "undo"
    keys.fill("Days from today", "37")
    keys.button("Ask again")
    expect(card).to_contain_text("You will be asked again in 37 days")
    assert deeds(pupil)[-1] == "reschedule"


def test_card_stands_folded_under_its_verdict(pupil: Pupil, look: str) -> None:
    page, keys = pupil.page, Keyboard(pupil.page)
    pupil.study()
    pupil.answer(right=False)
    keys.use(page.locator("summary", has_text="This card"))
    expect(page.locator("#this-card")).to_contain_text("What happened to it")
    assert_sound(page)
    assert_every_focus_is_visible(page)
    page.get_by_role("button", name="Set it aside").press("Enter")
    expect(page.locator("#this-card")).to_contain_text("Set aside: it is not asked until you take it up")
    expect(pupil.title).to_have_text("Not right")
    assert deeds(pupil) == ["suspend"]
