"""A copy of everything, and the end of it, by keyboard alone."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .keyboard import Keyboard
from .people import PASSWORD
from .site import Site
from .study_page import Pupil

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_copy_and_erase(visitor: Callable[..., Page], site: Site, look: str, script: bool) -> None:
    page = visitor(script=script)
    pupil, keys = Pupil(name=f"Eva {look} {script}", page=page, site=site), Keyboard(page)
    page.goto("/accounts/signup/")
    keys.fill("Username", pupil.name)
    keys.fill("Password", PASSWORD)
    keys.press("Enter")
    expect(page.locator(".notice").first).to_contain_text("Welcome")
    pupil.study()
    keys.choose(pupil.index(), script=script)
    keys.press("Enter")
    expect(pupil.title).to_have_text("Right")

    keys.use(page.get_by_role("navigation").locator("summary"))
    keys.link("My data")
    keys.reach(page.get_by_role("link", name="Download my data"))
    with page.expect_download() as download:
        keys.press("Enter")
    copy = json.loads(download.value.path().read_text())
    (card,) = copy["cards"]
    assert [review["right"] for review in card["reviews"]] == [True]

    keys.link("Erase…")
    keys.fill("Your password", PASSWORD)
    keys.button("Erase everything")
    expect(page.locator(".notice").first).to_contain_text("is erased")
    expect(page.get_by_role("navigation").get_by_role("link", name="Sign in")).to_be_visible()
    assert pupil.answers == []
    assert site.rows("SELECT 1 FROM auth_user WHERE username = ?", pupil.name) == []
    page.goto("/accounts/login/")
    keys.fill("Username", pupil.name)
    keys.fill("Password", PASSWORD)
    keys.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
