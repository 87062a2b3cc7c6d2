"""Somebody who uses the keyboard alone: every press is counted, and whatever is reached must be seen."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from .study_page import look_at_the_verdict
from .watching import assert_focus_is_visible

FAR = 90
"""Presses of Tab after which nobody would go on."""


@dataclass
class Keyboard:
    """seen: whether the focus must be seen by our own measure; the admin marks its links by a line below."""

    page: Page
    strokes: int = 0
    seen: bool = True

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.strokes += 1

    def write(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.strokes += len(text)

    def reach(self, place: Locator) -> None:
        """Go on with Tab from wherever the focus is, until it is there."""
        place = place.first
        place.wait_for()
        for _ in range(FAR):
            if place.evaluate("element => element === document.activeElement"):
                if self.seen:
                    assert_focus_is_visible(self.page)
                return
            self.press("Tab")
        raise AssertionError(f"Tab does not lead to {place}")

    def use(self, place: Locator, key: str = "Enter") -> None:
        self.reach(place)
        self.press(key)

    def fill(self, label: str, text: str) -> None:
        """Go to the field of that label and replace what stands in it."""
        self.reach(self.page.get_by_label(label, exact=True))
        self.press("Control+A")
        self.write(text)

    def link(self, name: str) -> None:
        self.use(self.page.get_by_role("link", name=name, exact=True))

    def button(self, name: str) -> None:
        self.use(self.page.get_by_role("button", name=name, exact=True))

    def over_the_masthead(self) -> None:
        """The first link of every page skips what is the same on all."""
        self.press("Tab")
        expect(self.page.get_by_role("link", name="Skip to the content")).to_be_focused()
        self.press("Enter")

    # At a question

    def choose(self, index: int, *, script: bool = True) -> None:
        """The option that stands there; the first is 0. Digits are for those who have script."""
        if script:
            self.press(str(index + 1))
            return
        self.reach(self.page.locator("input[name=choice]"))
        self.press("Space", *["ArrowDown"] * index)

    def go_on(self, *, script: bool = True) -> None:
        """From a verdict to whatever comes next."""
        look_at_the_verdict(self.page)
        if script:
            self.press("Enter")
        else:
            self.link("Next")
        expect(self.page.locator(".verdict")).to_have_count(0)
