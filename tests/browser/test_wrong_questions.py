"""A wrong question is voided on the desk, a wrong fact corrected, and the pupil reads of both."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import Sender
from .keyboard import Keyboard
from .people import GAZETTE
from .site import Site
from .study_page import Pupil
from .test_desk import pick
from .watching import Watch, assert_accessible, assert_every_focus_is_visible, assert_sound

pytestmark = pytest.mark.browser
Visitor = Callable[..., Page]
WHY = "The day was misread in the source."
ABOUT = "About questions that you answered"
PROVED = 90_000
"""Milliseconds in which a fact is saved and its questions are proved, however busy the machine is."""
MEASURED = "Applying inline style violates"
"""What Chromium logs when axe measures the contrast of a page of the admin."""


def last_answer(pupil: Pupil) -> tuple[int, int]:
    """The question and the card of a pupil's last answer, by row number."""
    query = (
        "SELECT review.question_id, card.id FROM quizzes_review review"
        " JOIN quizzes_card card ON card.id = review.card_id"
        " JOIN quizzes_student student ON student.id = card.student_id"
        " JOIN auth_user person ON person.id = student.user_id"
        " WHERE person.username = ? ORDER BY review.id DESC LIMIT 1"
    )
    return pupil.site.rows(query, pupil.name)[0]


def card_of(site: Site, card: int) -> tuple:
    """What it remembers, without the number of the last entry of its log."""
    ((state, *columns),) = site.rows(
        "SELECT state, phase, due_at, due_day, first_day FROM quizzes_card WHERE id = ?", card
    )
    return {**json.loads(state), "number": None}, *columns


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_voided_and_lifted(visitor: Visitor, send: Sender, watch: Watch, look: str, script: bool) -> None:
    pupil = send(script=script)
    pupil.study()
    pupil.answer(right=False)
    question, card = last_answer(pupil)
    learned = card_of(pupil.site, card)
    page, keys = pupil.page, Keyboard(pupil.page)

    desk = visitor("teacher", script=script)
    admin = Keyboard(desk, seen=False)
    desk.goto(f"/admin/quizzes/bankquestion/{question}/change/")
    admin.link("The question is wrong")
    content = desk.locator("#content")
    expect(content).to_contain_text("The question is still asked.")
    expect(
        content.get_by_role("link", name="See its fact, which a publisher corrects or withdraws")
    ).to_be_visible()
    if script:
        with watch.expecting(MEASURED):
            assert_accessible(desk)
    admin.reach(desk.get_by_label("Reason"))
    admin.write(WHY)
    admin.button("They do not count")
    expect(desk.locator(".messagelist")).to_contain_text("not count any more. The students read why")
    expect(content).to_contain_text("No answer to it counts now.")
    expect(content).to_contain_text("The question is still asked.")
    if script:
        with watch.expecting(MEASURED):
            assert_accessible(desk)
    assert card_of(pupil.site, card)[1:] == ("new", None, 0, None)

    page.goto("/")
    news = page.get_by_role("region", name=ABOUT)
    expect(news).to_contain_text(f"This question was wrong, so what you answered does not count: {WHY}")
    if script:
        assert_sound(page)
        assert_every_focus_is_visible(page)
    keys.button("I have read it")
    expect(news).to_have_count(0)
    page.goto(f"/cards/{card}/")
    expect(page.locator("#this-card")).to_contain_text("Your teacher found the question wrong.")

    admin.use(desk.get_by_role("button", name=re.compile("Let .* count again")))
    expect(desk.locator(".messagelist")).to_contain_text("again. The students read why")
    assert card_of(pupil.site, card) == learned
    page.goto("/")
    expect(news).to_contain_text("This question was right after all, so what you answered counts again.")


def test_corrected_fact_is_asked_again(visitor: Visitor, send: Sender, look: str) -> None:
    pupil, desk = send(), visitor("publisher")
    desk.set_default_timeout(PROVED)
    page = pupil.page
    title = f"Estwick and Belmark lit a {look.split()[0]} beacon"
    fact = publish(desk, title, "1947-05-07" if "wide" in look else "1948-05-07")
    query = "SELECT id FROM quizzes_bankquestion WHERE fact_id = ? AND kind = 'date' AND state = 'live'"
    ((question,),) = pupil.site.rows(query, fact)
    pupil.site.ask_only(question)
    for days in (0, 2):
        with pupil.site.later(days=days):
            page.goto(f"/study/fact/{fact}/")
            pupil.answer()
    _, card = last_answer(pupil)
    assert card_of(pupil.site, card)[1] == "review"
    with pupil.site.later(days=3):
        desk.goto(f"/admin/history/fact/{fact}/change/")
        desk.locator("#id_dates-0-date").fill("1946-08-19" if "wide" in look else "1949-08-19")
        desk.get_by_role("button", name="Save", exact=True).click()
        expect(desk.locator(".messagelist")).to_be_visible()
        pupil.site.ask_only(question)  # the rest was proved again
        page.goto("/")
        news = page.get_by_role("region", name=ABOUT)
        expect(news).to_contain_text("Changed, because its fact was corrected")
        assert_sound(page)
        news.get_by_role("link").first.click()
        expect(page.locator("#this-card")).to_contain_text("Asked again, because the fact was corrected")
        expect(page.locator("main")).to_contain_text("The fact was corrected since, so it is asked again.")
        assert_sound(page)
        page.goto("/cards/?show=due")
        expect(page.locator(f"a[href='/cards/{card}/']")).to_be_visible()
        page.goto(f"/study/fact/{fact}/")
        pupil.answer()
        page.goto(f"/cards/{card}/")
        expect(page.locator("main")).not_to_contain_text("The fact was corrected since")


def publish(desk: Page, title: str, date: str) -> int:
    """A publisher writes an event of the small world; returns its row number."""
    desk.goto("/admin/history/fact/add/")
    pick(desk, "base", "A small world")
    desk.locator("#id_kind").select_option("event")
    desk.locator("#id_type").fill("beacon")
    desk.locator("#id_printed").fill(title)
    desk.locator("#id_dates-0-role").select_option("when")
    desk.locator("#id_dates-0-date").fill(date)
    pick(desk, "citations-0-source", GAZETTE)
    desk.get_by_role("button", name="Save and publish").click()
    expect(desk.locator(".messagelist")).to_contain_text("Saved and published")
    return int(desk.url.split("/")[-3])
