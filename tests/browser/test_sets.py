"""Sets and classes: a teacher shares one, a student joins, and both see what they may."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import Sender
from .people import HOSTILE
from .watching import Watch, assert_focus_is_visible, assert_sound, scrolls_sideways

pytestmark = pytest.mark.browser
RESTS = "Its cards rest: they are not asked, and nothing is lost."
Visitor = Callable[..., Page]


def make_by_rule(page: Page, name: str) -> None:
    page.goto("/sets/new/")
    page.get_by_label("Name").fill(name)
    page.get_by_label("From").fill("1950")
    page.get_by_label("To", exact=True).fill("1953")
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.locator("h1")).to_have_text(name)


def link_for_the_class(page: Page) -> str:
    page.get_by_role("button", name="Make a link").press("Enter")
    link = page.locator("a[href*='/sets/join/']").get_attribute("href")
    assert link is not None
    return link


def test_teacher_shares_a_set_and_a_student_joins(visitor: Visitor, send: Sender, look: str) -> None:
    page = visitor("teacher")
    name = f"War on {look} screens"
    make_by_rule(page, name)
    expect(page.get_by_role("main")).to_contain_text("Nobody but you can see this set.")
    assert_sound(page)
    link = link_for_the_class(page)
    assert_sound(page)

    pupil = send("korea")
    pupil.page.goto(link)
    expect(pupil.page.get_by_role("main")).to_contain_text("not single answers")
    assert_sound(pupil.page)
    pupil.page.get_by_role("button", name="Join").press("Enter")
    expect(pupil.page.locator("h1")).to_have_text(name)
    expect(pupil.page.locator(".notice")).to_contain_text(f"You follow “{name}” now.")
    assert_sound(pupil.page)

    page.get_by_role("link", name="Class", exact=True).press("Enter")
    row = page.get_by_role("row").filter(has_text=pupil.name)
    expect(row).to_contain_text("never")
    assert_sound(page)
    row.get_by_role("link", name="Remove").press("Enter")
    expect(page.locator("h1")).to_have_text(f"Remove {pupil.name} from “{name}”?")
    assert_sound(page)
    page.get_by_role("button", name="Remove").press("Enter")
    expect(page.get_by_role("main")).to_contain_text("Nobody follows this set yet.")
    assert_sound(page)


def test_student_types_the_code(visitor: Visitor, send: Sender) -> None:
    page = visitor("teacher")
    make_by_rule(page, "By its code")
    code = link_for_the_class(page).split("/")[-2]
    pupil = send("korea")
    pupil.page.goto("/sets/")
    field = pupil.page.get_by_label("Code from your teacher")
    field.fill("nothing")
    field.press("Enter")
    expect(pupil.page.get_by_role("alert")).to_contain_text("No set has the code “nothing”.")
    assert_sound(pupil.page)
    field.fill(f" {code[:4].upper()} {code[4:]}")
    field.press("Enter")
    expect(pupil.page.locator("h1")).to_have_text("By its code")


def test_visitor_is_led_to_an_account_and_back(visitor: Visitor, look: str) -> None:
    teacher = visitor("teacher")
    make_by_rule(teacher, f"For newcomers on {look} screens")
    link = link_for_the_class(teacher)
    page = visitor()
    page.goto(link)
    assert_sound(page)
    expect(page.get_by_role("link", name="Make an account")).to_have_attribute(
        "href", f"/accounts/signup/?next={link}"
    )
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Sets").press("Enter")
    assert_sound(page)
    page.get_by_role("link", name="1950 to 1959", exact=True).press("Enter")
    expect(page.get_by_role("heading", name="Its facts")).to_be_visible()
    assert_sound(page)
    page.get_by_role("link", name="Follow 1950 to 1959").press("Enter")
    expect(page).to_have_url(re.compile(r"/accounts/signup/\?next=/sets/\d+/$"))


def test_follow_and_leave_where_one_stands(send: Sender, look: str) -> None:
    page = send("idle").page
    page.goto("/sets/")
    assert_sound(page)
    page.get_by_role("button", name="Follow Kim Il Sung").press("Enter")
    leave = page.get_by_role("button", name="Leave Kim Il Sung")
    expect(leave).to_be_focused()
    assert_focus_is_visible(page)
    expect(page).to_have_url("/sets/")
    leave.press("Enter")
    expect(page.get_by_role("button", name="Follow Kim Il Sung")).to_be_focused()
    expect(page.locator("main")).to_contain_text(RESTS)
    assert_sound(page)


def test_preview_says_what_a_rule_finds(visitor: Visitor, look: str) -> None:
    page = visitor("teacher")
    page.goto("/sets/new/")
    assert_sound(page)
    show = page.get_by_role("button", name="Show its facts")
    show.press("Enter")
    expect(page.locator("#set-form .error")).to_contain_text("A rule needs at least one part")
    assert_sound(page)
    page.get_by_label("Who takes part").fill("kim il sung")
    page.get_by_label("To", exact=True).fill("1949")
    show.press("Enter")
    expect(page.locator("#preview h2")).to_contain_text("fact")
    expect(page.locator("#preview")).to_contain_text("until 1949 in which Kim Il Sung takes part")
    assert page.locator("#preview li").count() > 0
    expect(page.get_by_label("Who takes part")).to_have_value("kim il sung")
    assert_sound(page)


def chosen_row(page: Page, title: str) -> Locator:
    return page.locator(".chosen > li").filter(has=page.get_by_role("link", name=title, exact=True))


@pytest.mark.parametrize("script", [True, False])
def test_set_by_hand(visitor: Visitor, script: bool) -> None:
    page = visitor("teacher", script=script)
    page.goto("/sets/new/by-hand/")
    page.get_by_label("Name").fill("Chosen")
    page.get_by_role("button", name="Go on to its facts").press("Enter")
    page.get_by_label("Find facts to add").fill("estwick")
    page.get_by_role("button", name="Search").press("Enter")
    ticks = page.get_by_role("checkbox")
    for number in (0, 1, 2):
        ticks.nth(number).press("Space")
    if script:
        assert_sound(page)
    page.get_by_role("button", name="Add what is ticked").press("Enter")
    chosen = page.locator(".chosen > li > div > a")
    expect(chosen).to_have_count(3)
    first, second, third = chosen.all_inner_texts()
    chosen_row(page, third).get_by_role("button", name="Up").press("Enter")
    expect(chosen).to_have_text([first, third, second])
    chosen_row(page, first).get_by_role("button", name="Take out").press("Enter")
    expect(chosen).to_have_text([third, second])
    assert not scrolls_sideways(page)
    page.get_by_role("link", name="Back to the set").press("Enter")
    page.get_by_role("link", name="Delete").press("Enter")
    page.get_by_role("button", name="Delete the set").press("Enter")
    expect(page.get_by_role("main")).to_contain_text("“Chosen” is deleted.")


def test_without_script_a_rule_is_shown_and_a_set_followed(visitor: Visitor, send: Sender) -> None:
    page = visitor("teacher", script=False)
    page.goto("/sets/new/")
    page.get_by_label("To", exact=True).fill("1949")
    page.get_by_role("button", name="Show its facts").press("Enter")
    expect(page.locator("#preview h2")).to_contain_text("fact")
    expect(page.get_by_label("To", exact=True)).to_have_value("1949")
    pupil = send("korea", script=False)
    pupil.page.goto("/sets/")
    pupil.page.get_by_role("button", name="Follow Kim Il Sung").press("Enter")
    expect(pupil.page).to_have_url("/sets/")
    pupil.page.get_by_role("button", name="Leave Kim Il Sung").press("Enter")
    expect(pupil.page.locator(".notice")).to_contain_text(RESTS)


def test_question_is_reported_from_its_card(send: Sender, look: str) -> None:
    pupil = send()
    stem = pupil.study()
    page = pupil.page
    page.get_by_text("Report this question").press("Enter")
    assert_sound(page)
    send_it = page.get_by_role("button", name="Send to the teacher")
    send_it.press("Enter")
    expect(page.locator("#report .error")).to_contain_text("Choose what is wrong")
    page.get_by_label("The question gives its answer away").press("Space")
    page.get_by_label("In your words").fill(HOSTILE)
    assert_sound(page)
    send_it.press("Enter")
    expect(page.locator("#report")).to_contain_text("Thank you.")
    expect(pupil.title).to_have_text(stem)
    page.goto("/reports/")
    expect(page.locator("h2").first).to_have_text(stem)
    expect(page.locator(".entries")).to_contain_text(HOSTILE)
    assert_sound(page)


def test_unknown_code_is_told_in_plain_words(visitor: Visitor, watch: Watch, look: str) -> None:
    page = visitor()
    with watch.expecting("404"):
        page.goto("/sets/join/zzzzzzzz/")
        expect(page.get_by_role("alert")).to_contain_text("No set has the code “zzzzzzzz”.")
    assert_sound(page)
