"""A guest's progress gets a name, settings are kept, and everything can be taken along and erased."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import count

import pytest
from playwright.sync_api import Page, expect

from .people import PASSWORD
from .site import Site
from .watching import assert_focus_is_visible, assert_sound, scrolls_sideways

pytestmark = pytest.mark.browser
NUMBERS = count()
SECRET = "a quiet harbour town"


def fresh_name() -> str:
    return f"Mina Ö. {next(NUMBERS)}"


def answer_as_guest(page: Page) -> None:
    page.goto("/study/")
    page.locator("label.option").first.click()
    page.get_by_role("button", name="Check").click()
    expect(page.locator(".verdict")).to_be_visible()


def open_menu(page: Page) -> None:
    page.locator("#account-menu summary").click()


def sign_up(page: Page, name: str) -> None:
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password", exact=True).fill(SECRET)
    page.keyboard.press("Enter")
    expect(page.locator(".notice").first).to_contain_text(f"Welcome, {name}.")


def test_guest_keeps_progress_takes_it_along_and_erases_it(
    visitor: Callable[..., Page], site: Site, look: str
) -> None:
    name = fresh_name()
    page = visitor()
    answer_as_guest(page)
    page.goto("/facts/")
    open_menu(page)
    expect(page.locator("#account-menu summary")).to_have_text("Guest")
    assert_sound(page)
    page.get_by_role("link", name="Keep my progress").click()
    assert_sound(page)
    page.get_by_label("Username").fill("guest-mina")
    page.get_by_label("Password", exact=True).fill("password")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("No account was made yet")
    expect(page.get_by_label("Username")).to_be_focused()
    assert_sound(page)
    sign_up(page, name)
    assert [kind for kind, _right, _guessed in site.answers(name)] == ["learn"]

    open_menu(page)
    page.get_by_role("link", name="My data").click()
    assert_sound(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download my data").click()
    assert download.value.suggested_filename == f"attest-{name}.json"
    copy = json.loads(download.value.path().read_text())
    assert [len(card["reviews"]) for card in copy["cards"]] == [1]

    page.get_by_role("link", name="Erase…").click()
    assert_sound(page)
    page.get_by_label("Your password").fill("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Nothing was erased")
    assert_sound(page)
    page.get_by_label("Your password").fill(SECRET)
    page.keyboard.press("Enter")
    expect(page.locator(".notice").first).to_contain_text("is erased")
    assert site.answers(name) == []
    files = [each.read_bytes() for each in site.folder.glob("site.sqlite3*")]
    assert not any(name.encode() in each for each in files)


def test_zone_of_the_browser_becomes_the_students(visitor: Callable[..., Page], site: Site) -> None:
    name = fresh_name()
    page = visitor()
    page.goto("/accounts/signup/")
    own = page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone")
    expect(page.locator("input[data-zone]")).to_have_value(own)
    sign_up(page, name)
    ((zone,),) = site.rows(
        "SELECT zone FROM quizzes_student JOIN auth_user ON auth_user.id = user_id WHERE username = ?", name
    )
    assert zone == own


def test_guest_signs_in_to_an_account_and_is_told_what_came_along(visitor: Callable[..., Page]) -> None:
    name = fresh_name()
    first = visitor()
    first.goto("/accounts/signup/")
    sign_up(first, name)
    page = visitor(script=False)
    answer_as_guest(page)
    open_menu(page)
    page.get_by_role("navigation").get_by_role("link", name="Sign in").click()
    expect(page.get_by_role("main")).to_contain_text("comes along to your account")
    page.get_by_label("Username").fill(name.upper())
    page.get_by_label("Password").fill(SECRET)
    page.keyboard.press("Enter")
    expect(page.locator(".notice").first).to_contain_text("1 answer came along to 1 card")


def test_everything_by_keyboard_and_without_script(visitor: Callable[..., Page]) -> None:
    name = fresh_name()
    page = visitor(script=False)
    page.goto("/accounts/signup/")
    page.get_by_label("Username").focus()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(SECRET)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Make the account")).to_be_focused()
    assert_focus_is_visible(page)
    page.keyboard.press("Enter")
    expect(page.locator(".notice").first).to_contain_text("Welcome")

    page.goto("/accounts/settings/")
    page.get_by_label("New questions a day").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("7")
    for _ in range(3):  # how many in a session, the ways of answering, and what is folded away
        page.keyboard.press("Tab")
    expect(page.locator(".fold summary")).to_be_focused()
    assert_focus_is_visible(page)
    page.keyboard.press("Enter")
    page.get_by_label("Time zone").select_option("Asia/Seoul")
    page.get_by_label("Single keys answer questions").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Save").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".notice").first).to_have_text("Your settings are saved.")
    expect(page.get_by_label("New questions a day")).to_have_value("7")
    page.locator(".fold summary").click()
    expect(page.get_by_label("Time zone")).to_have_value("Asia/Seoul")
    expect(page.get_by_label("Single keys answer questions")).not_to_be_checked()
    assert scrolls_sideways(page) == ""


def test_settings_password_and_leaving_look_right(visitor: Callable[..., Page], look: str) -> None:
    page = visitor()
    answer_as_guest(page)
    page.goto("/accounts/logout/")
    expect(page.get_by_role("main")).to_contain_text("lost on this device")
    assert_sound(page)
    page.goto("/accounts/data/erase/")
    assert_sound(page)
    page.goto("/accounts/settings/")
    assert_sound(page)
    page.locator(".fold summary").click()
    assert_sound(page)
    page.locator("#settings-form").evaluate("form => { form.noValidate = true }")
    page.get_by_label("Wanted recall").fill("12")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Wanted recall")).to_be_focused()
    assert_sound(page)
    page.goto("/accounts/signup/")
    sign_up(page, fresh_name())
    open_menu(page)
    assert_sound(page)
    page.goto("/accounts/password/")
    assert_sound(page)
    page.get_by_label("The password you have").fill(SECRET)
    page.get_by_label("The new password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator(".notice").first).to_contain_text("Your password is changed.")
