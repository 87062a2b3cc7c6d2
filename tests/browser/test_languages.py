"""The language of the pages, chosen by keyboard alone and without script, and pages sound in each."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .keyboard import Keyboard
from .watching import assert_sound

pytestmark = pytest.mark.browser
Visitor = Callable[..., Page]
LANGUAGES = {"ru": "Русский", "ko": "한국어"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_language_is_chosen_by_keyboard_and_kept(visitor: Visitor, language: str) -> None:
    page = visitor(script=False)
    page.goto("/facts/?q=1950")
    keyboard = Keyboard(page)
    keyboard.reach(page.locator(f'#language-form [value="{language}"]'))
    keyboard.press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page).to_have_url("/facts/?q=1950")
    expect(page.locator('#language-form [aria-current="true"]')).to_have_text(LANGUAGES[language])
    page.goto("/sets/")
    expect(page.locator("html")).to_have_attribute("lang", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_sound_in_each_language(visitor: Visitor, look: str, language: str) -> None:
    page = visitor()
    page.goto("/")
    page.locator(f'#language-form [value="{language}"]').click()
    for address in ("/", "/facts/", "/facts/timeline/", "/sets/", "/accounts/signup/"):
        page.goto(address)
        expect(page.locator("html")).to_have_attribute("lang", language)
        assert_sound(page)
    page.goto("/study/")
    assert_sound(page)
    page.locator("input[name=choice]").first.check()
    page.locator("button[name=confidence][value=sure]").click()
    expect(page.locator("article.verdict")).to_be_visible()
    assert_sound(page)
