"""A pupil before the study page: what she sees there and can do."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from .site import Site

STUDY = "/study/"

A_SECOND_LATER = "() => { const now = Date.now; Date.now = () => now.call(Date) + 1000; }"


def look_at_the_verdict(page: Page) -> None:
    """As long as it takes until a press leads on: one at once may be half of a double tap."""
    expect(page.locator(".verdict")).to_be_visible()
    page.evaluate(A_SECOND_LATER)


@dataclass
class Pupil:
    """A pupil whom no other test knows, with a page of her own."""

    name: str
    page: Page
    site: Site

    @property
    def title(self) -> Locator:
        return self.page.locator("#card-title")

    @property
    def notices(self) -> Locator:
        return self.page.locator("#notices")

    @property
    def verdict(self) -> Locator:
        return self.page.locator(".verdict")

    @property
    def answers(self) -> list[tuple[str, int | None, int | None]]:
        return self.site.answers(self.name)

    def study(self) -> str:
        """Open the page; returns the stem."""
        self.page.goto(STUDY)
        return self.title.inner_text()

    def index(self, *, right: bool = True) -> int:
        """Where the first option stands that is right, or wrong; the first of all is 0."""
        stem = self.title.inner_text()
        texts = self.page.locator("label.option .text").all_inner_texts()
        key = self.site.key_of(stem, texts)
        return next(index for index, text in enumerate(texts) if (text in key) is right)

    def option(self, *, right: bool = True) -> Locator:
        """The first option that is right, or wrong."""
        return self.page.locator("label.option").nth(self.index(right=right))

    def choose(self, *, right: bool = True) -> None:
        self.option(right=right).click()

    def check(self) -> None:
        self.press("Check")

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).click()

    def next(self) -> None:
        onward = self.page.get_by_role("link", name="Next")
        onward.wait_for()
        self.page.evaluate(A_SECOND_LATER)
        onward.click()
        expect(onward).to_have_count(0)

    @property
    def field(self) -> Locator:
        """Where an answer is typed, if it is: some facts have no question with options."""
        return self.page.locator("#answer")

    def word(self) -> str:
        """A right answer to be typed."""
        return min(self.site.key_of(self.title.inner_text(), []), key=len)

    def answer(self, *, right: bool = True) -> None:
        if self.field.count():
            self.field.fill(self.word() if right else "Nobody at all")
        else:
            self.choose(right=right)
        self.check()
        expect(self.title).to_have_text("Right" if right else "Not right")

    def expect_focus_on_title(self) -> None:
        expect(self.title).to_be_focused()
