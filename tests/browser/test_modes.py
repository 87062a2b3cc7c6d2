"""Questions to tick, to type and to put in order: by the keyboard alone, and without script."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Locator, expect

from .conftest import Sender
from .keyboard import Keyboard
from .study_page import Pupil
from .watching import UNREACHABLE, Watch, assert_every_focus_is_visible, assert_focus_is_visible, assert_sound

pytestmark = pytest.mark.browser
PARTIES = "Which of these were parties to the Harbour Convention?"
OPENER = "Who opened the Harbour Conference?"
LIT = "When was the lighthouse at Estwick lit?"
SEQUENCE = "In which order did these happen?"


def come(send: Sender, stem: str, *, script: bool = True) -> tuple[Pupil, Keyboard, list[str]]:
    """A pupil before this question, and its right answers in their order."""
    pupil = send("modes", script=script)
    pupil.site.ask(stem)
    ((fact, key),) = pupil.site.rows(
        "SELECT question.fact_id, question.key FROM quizzes_bankquestion question"
        " JOIN history_fact fact ON fact.id = question.fact_id"
        " JOIN history_base base ON base.id = fact.base_id WHERE base.key = 'modes' AND stem = ?",
        stem,
    )
    pupil.page.goto(f"/study/fact/{fact}/")
    expect(pupil.title).to_have_text(stem)
    return pupil, Keyboard(pupil.page), [option["text"] for option in json.loads(key)]


def texts(pupil: Pupil) -> list[str]:
    return pupil.page.locator(".option .text").all_inner_texts()


def option(pupil: Pupil, text: str) -> Locator:
    return pupil.page.locator(".option").filter(has_text=text)


# Ticked


def test_ticked_by_keys(send: Sender, look: str) -> None:
    pupil, keys, right = come(send, PARTIES)
    assert_sound(pupil.page)
    assert_every_focus_is_visible(pupil.page)
    pupil.title.focus()
    wrong = next(number for number, text in enumerate(texts(pupil), 1) if text not in right)
    keys.press(str(wrong))
    expect(pupil.page.locator(".option input").nth(wrong - 1)).to_be_focused()
    expect(pupil.page.locator(":checked")).to_have_count(1)
    assert_focus_is_visible(pupil.page)
    keys.press(str(wrong))
    expect(pupil.page.locator(":checked")).to_have_count(0)
    for text in right[:2]:
        keys.press(str(texts(pupil).index(text) + 1))
    keys.press("Enter")
    expect(pupil.title).to_have_text("Not right")
    pupil.expect_focus_on_title()
    expect(pupil.page.locator("#card-sentence")).to_contain_text("2 of 3. Estwick is right too.")
    expect(option(pupil, "Estwick").locator(".mark")).to_have_text("Right, and not chosen")
    assert_sound(pupil.page)
    assert pupil.answers == [("learn", 0, 0)]


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_ticked_with_tab_and_space(send: Sender, look: str, script: bool) -> None:
    pupil, keys, right = come(send, PARTIES, script=script)
    pupil.check()
    expect(pupil.page.locator("#card-error")).to_contain_text("Tick at least one of the answers first")
    if script:
        assert_sound(pupil.page)
    for text in sorted(right, key=texts(pupil).index):
        keys.use(option(pupil, text).locator("input"), "Space")
    expect(pupil.page.locator(":checked")).to_have_count(3)
    keys.press("Enter")
    expect(pupil.title).to_have_text("Right")
    assert pupil.answers == [("learn", 1, 0)]


def test_every_tick_is_kept_while_the_server_is_away(send: Sender, watch: Watch) -> None:
    pupil, keys, right = come(send, PARTIES)
    for text in right:
        keys.press(str(texts(pupil).index(text) + 1))
    with watch.expecting(UNREACHABLE):
        pupil.page.context.set_offline(True)
        pupil.check()
        expect(pupil.notices).to_contain_text("Your answer is kept; trying again…")
        pupil.page.context.set_offline(False)
        expect(pupil.title).to_have_text("Right")
    assert pupil.answers == [("learn", 1, 0)]


# Typed


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_typed_name(send: Sender, look: str, script: bool) -> None:
    """A surname that several share is asked again; a slip in the whole name is forgiven."""
    pupil, keys, _right = come(send, OPENER, script=script)
    page, field = pupil.page, pupil.page.get_by_label("The name", exact=True)
    if script:
        assert_sound(page)
        pupil.expect_focus_on_title()
        keys.press("Enter")
        expect(field).to_be_focused()
        assert_focus_is_visible(page)
    else:
        keys.reach(field)
    keys.write("Kim 1u?")
    expect(field).to_have_value("Kim 1u?")
    keys.press("Control+A")
    keys.write("kim")
    keys.press("Enter")
    expect(page.locator("#card-error")).to_contain_text(
        "“kim” is not specific enough: write the name in full."
    )
    expect(field).to_have_value("kim")
    if script:
        expect(field).to_be_focused()
        assert_sound(page)
    assert pupil.answers == []
    keys.fill("The name", "Kim Jong Unn")
    keys.press("Enter")
    expect(pupil.title).to_have_text("Right")
    expect(page.locator("#card-sentence")).to_contain_text("Right; it is written “Kim Jong Un”.")
    expect(option(pupil, "Kim Jong Unn").locator(".mark")).to_have_text("Your answer, right")
    if script:
        pupil.expect_focus_on_title()
        assert_sound(page)
    assert pupil.answers == [("learn", 1, 0)]


def test_typed_year_and_a_guess(send: Sender) -> None:
    pupil, keys, right = come(send, LIT)
    expect(pupil.page.locator("#answer-help")).to_contain_text("Write the year, such as")
    keys.fill("The year", "1950")
    keys.button("I’m guessing")
    expect(pupil.title).to_have_text("Not right")
    expect(option(pupil, "1950").locator(".mark")).to_have_text("Your answer, wrong")
    expect(option(pupil, right[0]).locator(".mark")).to_have_text("The answer")
    keys.press("u")
    expect(pupil.title).to_have_text(LIT)
    expect(pupil.page.get_by_label("The year", exact=True)).to_have_value("")
    assert [kind for kind, _right, _guessed in pupil.answers] == ["learn", "undo"]


# Put in order


def test_order_by_keys(send: Sender, look: str) -> None:
    """Items are moved with the arrows, and the focus goes along; the new place is said."""
    pupil, keys, right = come(send, SEQUENCE)
    page = pupil.page
    assert_sound(page)
    assert_every_focus_is_visible(page)
    pupil.title.focus()
    keys.press("Enter")
    expect(page.locator(".move").first).to_be_focused()
    said = page.locator("[data-moved]")
    for place, text in enumerate(right, 1):
        keys.press(str(texts(pupil).index(text) + 1))
        for _ in range(texts(pupil).index(text) + 1 - place):
            keys.press("ArrowUp")
            expect(option(pupil, text).locator(".move").first).to_be_focused()
            assert_focus_is_visible(page)
            expect(said).to_have_text(f"{text}: place {texts(pupil).index(text) + 1}")
    assert texts(pupil) == right
    keys.press("1", "ArrowUp")
    assert texts(pupil) == right
    assert_sound(page)
    keys.button("Check")
    expect(pupil.title).to_have_text("Right")
    pupil.expect_focus_on_title()
    expect(page.locator(".sequence tbody tr")).to_have_count(4)
    assert_sound(page)
    assert pupil.answers == [("learn", 1, 0)]


def test_order_by_its_buttons(send: Sender) -> None:
    pupil, keys, right = come(send, SEQUENCE)
    down = option(pupil, right[0]).get_by_role("button", name=f"Down: {right[0]}")
    while texts(pupil)[-1] != right[0]:
        down.focus()
        keys.press("Space")
        expect(down).to_be_focused()
    keys.press("Tab")
    keys.button("Check")
    expect(pupil.title).to_have_text("Not right")
    expect(pupil.page.locator("#card-sentence")).to_contain_text("comes before “")
    last = pupil.page.locator(".sequence tbody tr").last
    expect(last.locator("td").first).to_contain_text(f"Wrong: {right[0]}")
    expect(last.locator("td").last).to_contain_text(right[-1])
    assert_sound(pupil.page)


def test_order_by_numbers_without_script(send: Sender, look: str) -> None:
    pupil, keys, right = come(send, SEQUENCE, script=False)
    page = pupil.page
    expect(page.locator(".move:visible")).to_have_count(0)
    for text, place in zip(right, "1224", strict=True):
        page.get_by_label(f"Place of {text}").select_option(place)
    keys.button("Check")
    expect(page.locator("#card-error")).to_contain_text("and 2 stands beside more than one")
    expect(page.get_by_label(f"Place of {right[3]}")).to_have_value("4")
    third = page.get_by_label(f"Place of {right[2]}")
    keys.reach(third)
    keys.press("ArrowDown")
    expect(third).to_have_value("3")
    keys.button("Check")
    expect(pupil.title).to_have_text("Right")
    assert pupil.answers == [("learn", 1, 0)]


def test_flashcard_of_a_sequence_lists_its_items(send: Sender, look: str) -> None:
    pupil = send("modes")
    page, keys = pupil.page, Keyboard(pupil.page)
    page.goto("/")
    page.get_by_label("flashcards").check()
    keys.button("Study 10")
    while pupil.title.inner_text() != SEQUENCE:
        stem = pupil.title.inner_text()
        keys.press("Space")
        expect(page.locator(".grades")).to_be_visible()
        keys.press("4")
        expect(page.locator(".grades")).to_have_count(0)
        expect(pupil.title).not_to_have_text(stem)
    listed = texts(pupil)
    assert_sound(page)
    keys.press("Space")
    expect(pupil.title).to_have_text("In this order")
    assert sorted(texts(pupil)) == sorted(listed)
    assert_sound(page)
