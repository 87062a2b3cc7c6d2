"""An answer that does not arrive: the pupil is told within 1.5 seconds, and it is stored exactly once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Route, expect

from .study_page import Pupil, look_at_the_verdict
from .watching import UNREACHABLE, Watch, assert_sound

pytestmark = pytest.mark.browser
AT_ONCE = 1500
ANSWER = "**/study/answer/"


@contextmanager
def cut(pupil: Pupil, *, how: str) -> Iterator[None]:
    if how == "offline":
        pupil.page.context.set_offline(True)
        yield
        pupil.page.context.set_offline(False)
    elif how == "paused":
        with pupil.site.paused():
            yield
    else:
        with pupil.site.killed():
            yield


@pytest.mark.parametrize("how", ["offline", "paused", "killed"])
def test_answer_is_kept_and_stored_once(pupil: Pupil, watch: Watch, how: str, look: str) -> None:
    pupil.study()
    pupil.choose()
    with watch.expecting(UNREACHABLE):
        with cut(pupil, how=how):
            pupil.check()
            expect(pupil.notices).to_contain_text("Not saved yet", timeout=AT_ONCE)
            expect(pupil.notices).to_contain_text("Your answer is kept; trying again…")
            assert pupil.page.locator(":checked").count() == 1
            pupil.page.locator("label.option").first.click()
            pupil.page.get_by_role("button", name="I’m guessing").dispatch_event("click")
            assert_sound(pupil.page)
            assert pupil.title.is_visible()
            assert how == "paused" or pupil.answers == []
        expect(pupil.title).to_have_text("Right")
    expect(pupil.notices).to_have_text("Saved.")
    pupil.expect_focus_on_title()
    assert_sound(pupil.page)
    assert pupil.answers == [("learn", 1, 0)]
    pupil.next()
    expect(pupil.notices).to_be_empty()


def test_next_is_asked_for_again(pupil: Pupil, watch: Watch) -> None:
    stem = pupil.study()
    pupil.answer()
    look_at_the_verdict(pupil.page)
    with watch.expecting(UNREACHABLE):
        with cut(pupil, how="offline"):
            pupil.page.get_by_role("link", name="Next").click()
            expect(pupil.notices).to_contain_text("trying again…", timeout=AT_ONCE)
            expect(pupil.verdict).to_be_visible()
        expect(pupil.verdict).to_have_count(0)
    expect(pupil.notices).to_be_empty()
    assert pupil.title.inner_text() != stem


def test_report_is_sent_again_to_its_own_place(pupil: Pupil, watch: Watch) -> None:
    stem = pupil.study()
    page = pupil.page
    page.get_by_text("Report this question").click()
    page.get_by_label("Something else").check()
    with watch.expecting(UNREACHABLE):
        with cut(pupil, how="offline"):
            pupil.press("Send to the teacher")
            expect(pupil.notices).to_contain_text("trying again…", timeout=AT_ONCE)
        expect(page.locator("#report")).to_contain_text("Thank you.")
    expect(pupil.title).to_have_text(stem)


def test_lost_reply_does_not_count_twice(pupil: Pupil, watch: Watch) -> None:
    """The server has stored the answer, but its reply never arrives: it is sent again and found."""
    lost: list[int] = []

    def lose_the_first_reply(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort()

    pupil.study()
    pupil.choose()
    pupil.page.route(ANSWER, lose_the_first_reply)
    with watch.expecting(UNREACHABLE):
        pupil.check()
        expect(pupil.notices).to_contain_text("Not saved yet", timeout=AT_ONCE * 2)
        expect(pupil.title).to_have_text("Right")
    assert lost == [200]
    assert pupil.answers == [("learn", 1, 0)]


def test_busy_server_is_asked_again(pupil: Pupil, watch: Watch) -> None:
    refused: list[int] = []

    def refuse_twice(route: Route) -> None:
        if len(refused) == 2:
            route.continue_()
            return
        refused.append(503)
        route.fulfill(status=503, body="<h1>Back in a moment</h1>", content_type="text/html")

    pupil.study()
    pupil.choose()
    pupil.page.route(ANSWER, refuse_twice)
    with watch.expecting(r"503|^htmx:"):
        pupil.check()
        expect(pupil.notices).to_contain_text("cannot store it at the moment", timeout=AT_ONCE)
        expect(pupil.page.locator("#question-form")).to_be_visible()
        expect(pupil.title).to_have_text("Right")
    assert refused == [503, 503]
    assert pupil.answers == [("learn", 1, 0)]


def test_refused_answer_says_so(pupil: Pupil, watch: Watch) -> None:
    pupil.study()
    pupil.choose()
    pupil.page.locator("input[name=token]").evaluate("input => input.value = 'forged'")
    with watch.expecting(r"400|^htmx:"):
        pupil.check()
        expect(pupil.notices).to_contain_text("Not saved: the server refused this answer.")
    expect(pupil.page.locator("#question-form")).to_be_visible()
    assert pupil.answers == []
